"""A determination as a table that a busy attorney can read on a terminal, of whatever width it is.

Lines break between words. From 80 columns on the category and the citations have columns of their own; on a narrower
terminal the category goes under the treatment, and below 60 columns the citations do too.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Literal

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from imrcli.model import Determination, Issue
from imrcli.pattern import NOT_PRINTED
from imrcli.render import words

_COLOURS = {"upheld": "red", "overturned": "green", "partially_overturned": "yellow"}
_WIDTH_IN_A_FILE = 120
_WIDTH_OF_CATEGORIES = 80
_WIDTH_OF_CITATIONS = 60
_TITLES = ("#", "Disputed treatment", "Outcome", "Category", "Reviewer cites")
_RATIOS = {1: 5, 3: 3, 4: 5}
"""The columns that share what is left of the width, and how."""

_OUTCOME = len("Overturned")
_LONG = 24
"""Cells of a word beyond which a column need not be as wide as it."""


def rendered(
    determinations: Sequence[Determination],
    *,
    colour: bool,
    width: int | None,
    named: bool = False,
    rationale: bool = False,
) -> str:
    """The tables as text: with colour codes, the names of the files and the reviewer's reasons where asked for."""
    out = io.StringIO()
    console = Console(
        file=out,
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        width=width or _WIDTH_IN_A_FILE,
        legacy_windows=False,
    )
    for determination in determinations:
        if named:
            _print_name(console, determination)
        _print(console, determination)
        if rationale:
            _print_reasons(console, determination)
        console.print()
    return out.getvalue()


def _print_name(console: Console, determination: Determination) -> None:
    source = determination.source
    where = [Text(_plain(source.path or "(without a name)"), style="bold cyan")]
    if source.page_range and list(source.page_range) != [1, source.pages]:
        first, last = source.page_range[0], source.page_range[-1]
        where.append(Text(f"p. {first}" if first == last else f"pp. {first}-{last}"))
    _print_parts(console, where, ", ")


def _print(console: Console, determination: Determination) -> None:
    title = [Text(_plain(part), style="bold") for part in words.case_parts(determination)]
    style = f"bold {_COLOURS.get(determination.outcome or '', 'magenta')}"
    outcome = Text(words.outcome(determination.outcome).upper(), style=style)
    _print_parts(console, title, " · ", outcome)
    facts = [_fact("Reviewer", _plain(words.reviewer_line(determination)))]
    if claimant := words.claimant_line(determination):
        facts.append(_fact("Injured worker", claimant))
    _print_parts(console, facts, "  ")
    console.print(_issues(determination, console.width))
    for warning in determination.warnings:
        where = "" if warning.issue is None else f" item {warning.issue + 1}"
        line = Text(f"! {warning.code}{where}: ", style="yellow")
        line.append(_plain(warning.message), style="default")
        _print_line(console, line)


def _fact(label: str, value: str) -> Text:
    """A label and its value; where they stand in a line that breaks, the label never stands at its end."""
    fact = Text(f"{label}:\N{NO-BREAK SPACE}".replace(" ", "\N{NO-BREAK SPACE}"), style="dim")
    fact.append(value, style="not dim")
    return fact


def _print_parts(console: Console, parts: Iterable[Text], between: str, last: Text | None = None) -> None:
    """Print parts in a line, or in several where they do not fit; a part is broken only where it is alone too long."""
    line = Text()
    apart = between
    for part in [*parts, *([last] if last else [])]:
        apart = "  " if part is last else between
        if line and line.cell_len + cell_len(apart) + part.cell_len > console.width:
            _print_line(console, line)
            line = Text()
        line = Text.assemble(line, (apart, "bold") if line else "", part)
    _print_line(console, line)


def _print_line(console: Console, line: Text) -> None:
    for printed in line.wrap(console, console.width):
        printed.plain = printed.plain.replace("\N{NO-BREAK SPACE}", " ").rstrip()
        console.print(printed)


def _print_reasons(console: Console, determination: Determination) -> None:
    for number, issue in enumerate(determination.issues, 1):
        reasons = Text(f"Rationale of {number}: ", style="bold")
        reasons.append(_plain(issue.rationale or "(not found)"), style="not bold")
        _print_line(console, reasons)


def _issues(determination: Determination, width: int) -> Table:
    with_categories, with_citations = width >= _WIDTH_OF_CATEGORIES, width >= _WIDTH_OF_CITATIONS
    table = Table(box=box.ROUNDED, expand=True, show_lines=True, header_style="bold")
    rows = [
        (
            Text(str(number)),
            _treatment(issue, category=not with_categories, citations=not with_citations),
            _outcome(issue),
            Text("\n".join(_categories(issue))),
            Text("\n".join(_cited(issue))),
        )
        for number, issue in enumerate(determination.issues, 1)
    ]
    shown = (True, True, True, with_categories, with_citations)
    flexible = [place for place in _RATIOS if shown[place]]
    taken = len(str(len(rows))) + _OUTCOME + 3 * sum(shown) + 1  # each column has a frame and a space on both sides
    longest = {place: _longest(row[place] for row in rows) for place in flexible}
    widths = {2: _OUTCOME, **_shared(max(len(flexible), width - taken), longest)}
    for place, (title, is_shown) in enumerate(zip(_TITLES, shown, strict=True)):
        if is_shown:
            justify: Literal["right", "left"] = "left" if place else "right"
            table.add_column(title, justify=justify, overflow="fold", width=widths.get(place))
    for row in rows:
        table.add_row(*(cell for cell, is_shown in zip(row, shown, strict=True) if is_shown))
    return table


def _shared(cells: int, longest: dict[int, int]) -> dict[int, int]:
    """The widths of columns that share so many cells by their ratios; where it can be, each holds its longest word."""
    widths: dict[int, int] = {}
    waiting = dict.fromkeys(longest)
    is_room = sum(longest.values()) <= cells
    while waiting:
        whole = sum(_RATIOS[place] for place in waiting)
        left = cells - sum(widths.values())
        narrow = [place for place in waiting if is_room and left * _RATIOS[place] // whole < longest[place]]
        for place in narrow or list(waiting):
            share = left * _RATIOS[place] // whole
            widths[place] = longest[place] if narrow else share
            del waiting[place]
    widths[min(widths)] += cells - sum(widths.values())
    return widths


def _treatment(issue: Issue, *, category: bool, citations: bool) -> Text:
    treatment = Text(_plain(issue.request or "(not found)"))
    lines = []
    if issue.original_request:
        lines.append(f"asked: {_plain(issue.original_request)}")
    if issue.authorized:
        lines.append(f"authorized: {_plain(issue.authorized)}")
    if category and (categories := _categories(issue)):
        lines.append(" / ".join(categories))
    if citations:
        lines.append(f"cites: {'; '.join(_cited(issue))}")
    for line in lines:
        treatment.append(f"\n{line}", style="dim")
    if differs := words.differing_conclusion(issue):
        treatment.append(f"\n{differs}", style="yellow")
    return treatment


def _outcome(issue: Issue) -> Text:
    outcome = words.outcome(issue.outcome)
    if issue.outcome == "partially_overturned":
        outcome = "Partially\noverturned"
    return Text(outcome, style=_COLOURS.get(issue.outcome or "", "magenta"))


def _categories(issue: Issue) -> list[str]:
    return [_plain(part) for part in (issue.category, issue.subcategory) if part]


def _cited(issue: Issue) -> list[str]:
    return [_plain(line) for line in words.cited(issue.reviewer, "\n").split("\n")]


def _longest(cells: Iterable[Text]) -> int:
    """The cells of the longest word, as far as a column is made as wide as that."""
    return min(_LONG, max((cell_len(word) for cell in cells for word in cell.plain.split()), default=1))


def _plain(text: str) -> str:
    return NOT_PRINTED.sub(" ", text)
