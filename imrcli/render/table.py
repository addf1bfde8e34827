"""A determination as a table that a busy attorney can read on a terminal."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from imrcli.model import Determination
from imrcli.pattern import NOT_PRINTED
from imrcli.render import words

_COLOURS = {"upheld": "red", "overturned": "green", "partially_overturned": "yellow"}
_WIDTH_IN_A_FILE = 120


def rendered(determinations: Sequence[Determination], *, colour: bool, width: int | None) -> str:
    """The tables as text, with colour codes where asked for."""
    out = io.StringIO()
    console = Console(
        file=out,
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        width=width or (None if colour else _WIDTH_IN_A_FILE),
        legacy_windows=False,
    )
    for determination in determinations:
        _print(console, determination)
    return out.getvalue()


def _print(console: Console, determination: Determination) -> None:
    title = Text(_plain(words.case_line(determination)), style="bold")
    title.append("  ")
    title.append(
        words.outcome(determination.outcome).upper(),
        style=f"bold {_COLOURS.get(determination.outcome or '', 'magenta')}",
    )
    console.print(title)
    reviewer = Text("Reviewer: ", style="dim")
    reviewer.append(_plain(words.reviewer_line(determination)), style="not dim")
    if claimant := words.claimant_line(determination):
        reviewer.append("  Injured worker: ")
        reviewer.append(claimant, style="not dim")
    console.print(reviewer)
    console.print(_issues(determination))
    for warning in determination.warnings:
        where = "" if warning.issue is None else f" item {warning.issue + 1}"
        line = Text(f"! {warning.code}{where}: ", style="yellow")
        line.append(_plain(warning.message), style="default")
        console.print(line)
    console.print()


def _issues(determination: Determination) -> Table:
    table = Table(box=box.ROUNDED, expand=True, show_lines=True, header_style="bold")
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column("Disputed treatment", ratio=5, overflow="fold")
    table.add_column("Outcome", no_wrap=True)
    table.add_column("Category", ratio=3, overflow="fold")
    table.add_column("Reviewer cites", ratio=5, overflow="fold")
    for number, issue in enumerate(determination.issues, 1):
        treatment = Text(_plain(issue.request or "(not found)"))
        if issue.original_request:
            treatment.append(f"\nasked: {_plain(issue.original_request)}", style="dim")
        if issue.authorized:
            treatment.append(f"\nauthorized: {_plain(issue.authorized)}", style="dim")
        outcome = words.outcome(issue.outcome)
        if issue.outcome == "partially_overturned":
            outcome = "Partially\noverturned"
        table.add_row(
            str(number),
            treatment,
            Text(outcome, style=_COLOURS.get(issue.outcome or "", "magenta")),
            Text("\n".join(part for part in (issue.category, issue.subcategory) if part)),
            Text("\n".join(_plain(line) for line in words.cited(issue.reviewer, "\n").split("\n"))),
        )
    return table


def _plain(text: str) -> str:
    return NOT_PRINTED.sub(" ", text)
