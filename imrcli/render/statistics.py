"""Statistics as a table with bars for a terminal, as Markdown, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, get_args

from imrcli.render import words
from imrcli.render.formulas import harmless
from imrcli.render.letter_markdown import plain_cell
from imrcli.render.terminal import counted, printable

if TYPE_CHECKING:
    from rich.table import Table

    from imrcli.corpus.stats import Group, Statistics

StatisticsFormat = Literal["table", "csv", "json", "md"]
FORMATS: tuple[StatisticsFormat, ...] = get_args(StatisticsFormat)

NOT_TOLD = "(not told)"
"""The name of the group whose letters do not tell what is asked for."""

ALL = "All"
_WIDTH_OF_COUNTS = 64
"""Columns of a terminal below which letters and decisions are not counted in columns of their own."""
_WIDEST = 10_000
_BAR = 20
"""Cells of the longest bar."""
_EIGHTHS = " ▏▎▍▌▋▊▉█"

HEADS = ("Letters", "Decisions", "Upheld", "Overturned", "In part", "Share overturned", "95% interval")
DAYS = ("Days from application", "Days from assignment")


def statistics(found: Statistics, form: StatisticsFormat, *, width: int | None = None, colour: bool = False) -> str:
    """The statistics in a format; `width` (columns) and `colour` are of a terminal's table."""
    if form == "table":
        return _table(found, width, colour)
    made: dict[str, Callable[[Statistics], str]] = {"csv": _csv, "json": _json, "md": _markdown}
    return made[form](found)


def label(value: str | None, dimension: str) -> str:
    """A group's value as people say it."""
    if value is None:
        return NOT_TOLD
    if dimension == "outcome":
        return words.outcome(value)
    if dimension in ("conclusion", "sex", "priority"):
        return value.replace("_", " ").capitalize()
    return value


def labels(group: Group, found: Statistics) -> list[str]:
    """A group's values as people say them."""
    return [label(value, by.name) for value, by in zip(group.key, found.by, strict=True)]


def percent(share: float | None) -> str:
    """`12.5%`; a dash of nothing."""
    return "–" if share is None else f"{100 * share:.1f}%"


def interval(group: Group) -> str:
    """`7.9 to 18.8%`."""
    if group.interval is None:
        return "–"
    low, high = group.interval
    return f"{100 * low:.1f} to {100 * high:.1f}%"


def days(median: float | None) -> str:
    """`33`, `33.5`; a dash where no letter tells."""
    return "–" if median is None else f"{median:g}"


def cells(group: Group) -> list[str]:
    """What is counted of a group, under `HEADS` and `DAYS`."""
    counts = (group.letters, group.decisions, group.upheld, group.overturned, group.partially_overturned)
    shares = (percent(group.share), interval(group))
    return [*(f"{count:,}" for count in counts), *shares, *map(days, _medians(group))]


def heading(found: Statistics) -> str:
    """What is counted, in a line: `Decisions by category (since: 2016-01-01)`."""
    by = " and ".join(dimension.title.lower().replace("dwc", "DWC") for dimension in found.by)
    return f"Decisions{f' by {by}' if by else ''}{f' ({found.of})' if found.of else ''}"


def summary(found: Statistics) -> str:
    """`149 decisions in 72 letters; 8.1% overturned (95%: 4.7 to 13.6%)`."""
    total = found.total
    share = f"; {percent(total.share)} overturned (95%: {interval(total)})" if total.decided else ""
    return f"{counted(total.decisions, 'decision')} in {counted(total.letters, 'letter')}{share}"


def crossed(found: Statistics) -> tuple[list[str | None], list[str | None], dict[tuple[str | None, str | None], Group]]:
    """Statistics by two things as a cross table: the rows, the columns, and the groups."""
    groups = {(group.key[0], group.key[1]): group for group in found.groups}
    rows = list(dict.fromkeys(row for row, _ in groups))
    columns = list(dict.fromkeys(column for _, column in groups))
    if found.by[0].ordered:
        rows.sort(key=_in_order)
    if found.by[1].ordered:
        columns.sort(key=_in_order)
    return rows, columns, groups


def _in_order(value: str | None) -> tuple[bool, bool, str]:
    return value is None, value != "under 20", value or ""


def _medians(group: Group) -> tuple[float | None, float | None]:
    return group.days_from_application, group.days_from_assignment


def _table(found: Statistics, width: int | None, colour: bool) -> str:
    from rich.console import Console

    out = io.StringIO()
    console = Console(
        file=out,
        width=width or 100,
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    console.print(heading(found), style="bold")
    if len(found.by) == 2:
        table = _cross_table(found)
        fits = console.measure(table, options=console.options.update(width=_WIDEST)).maximum <= console.width
        console.print(table if fits else _cross_list(found))
    elif found.by:
        console.print(_bars(found, console.width))
    else:
        console.print(_facts(found))
    console.print(summary(found))
    return out.getvalue()


def _ruled(caption: str | None = None) -> Table:
    """A table with a line below its head."""
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False, caption=caption)


def _bars(found: Statistics, width: int) -> Table:
    """A row a group, with a bar as long as its share overturned; what a narrow terminal has no room for is left out."""
    table = _ruled()
    table.add_column(found.by[0].title, overflow="fold", min_width=12)
    if width < _WIDTH_OF_COUNTS:
        table.add_column("Overturned", justify="right", no_wrap=True)
        table.add_column("Share", justify="right", no_wrap=True)
        for group in found.groups:
            counts = f"{group.overturned:,} of {group.decisions:,}"
            table.add_row(printable(labels(group, found)[0]), counts, percent(group.share))
        return table
    for head in ("Letters", "Decisions", "Overturned", "Share"):
        table.add_column(head, justify="right", no_wrap=True)
    if width >= 76:
        table.add_column("95%", justify="right", no_wrap=True)
    if width >= 100:
        table.add_column("", no_wrap=True)
    if width >= 116:
        table.add_column("Days*", justify="right", no_wrap=True)
    longest = max((group.share or 0 for group in found.groups), default=0) or 1
    for group in found.groups:
        row = [f"{group.letters:,}", f"{group.decisions:,}", f"{group.overturned:,}", percent(group.share)]
        if width >= 76:
            row.append(interval(group))
        if width >= 100:
            row.append(_bar((group.share or 0) / longest))
        if width >= 116:
            row.append(days(group.days_from_application))
        table.add_row(printable(labels(group, found)[0]), *row)
    if width >= 116:
        table.caption = "* median days from the application's receipt to the decision"
    return table


def _cross_list(found: Statistics) -> Table:
    """A cross table that a terminal has no room for, as a list: each row's columns below it."""
    rows, columns, groups = crossed(found)
    table = _ruled()
    table.add_column(f"{found.by[0].title}, {found.by[1].title.lower()}", overflow="fold", min_width=12)
    table.add_column("Overturned", justify="right", no_wrap=True)
    table.add_column("Share", justify="right", no_wrap=True)
    for row in rows:
        table.add_row(printable(label(row, found.by[0].name)), "", "")
        for column in columns:
            if group := groups.get((row, column)):
                name = f"  {printable(label(column, found.by[1].name))}"
                table.add_row(name, f"{group.overturned:,}/{group.decided:,}", percent(group.share))
    return table


def _bar(part: float) -> str:
    """A bar for a part, from 0 to 1, of the longest."""
    eighths = round(part * _BAR * 8)
    return "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")


def _cross_table(found: Statistics) -> Table:
    rows, columns, groups = crossed(found)
    table = _ruled(caption="overturned / decisions with an outcome")
    table.add_column(found.by[0].title, overflow="fold", min_width=12)
    for column in columns:
        table.add_column(printable(label(column, found.by[1].name)), justify="right", overflow="fold")
    for row in rows:
        shown = [groups.get((row, column)) for column in columns]
        cells = [f"{group.overturned:,}/{group.decided:,}\n{percent(group.share)}" if group else "" for group in shown]
        table.add_row(printable(label(row, found.by[0].name)), *cells)
    return table


def _facts(found: Statistics) -> Table:
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    for head, cell in zip([*HEADS, *DAYS], cells(found.total), strict=True):
        table.add_row(head, cell)
    return table


def _markdown(found: Statistics) -> str:
    if len(found.by) == 2:
        head, body = _cross_cells(found)
    else:
        head = [*(by.title for by in found.by), *HEADS, *DAYS]
        body = [[*labels(group, found), *cells(group)] for group in found.groups]
        body.append([*([ALL] * len(found.by)), *cells(found.total)])
    names = len(head) - len(cells(found.total)) if len(found.by) < 2 else 1
    rules = ["---" if at < names else "---:" for at in range(len(head))]
    lines = [_line(head), _line(rules, as_is=True), *map(_line, body)]
    return f"**{plain_cell(heading(found))}**\n\n" + "\n".join(lines) + f"\n\n{summary(found)}\n"


def _cross_cells(found: Statistics) -> tuple[list[str], list[list[str]]]:
    rows, columns, groups = crossed(found)
    head = [found.by[0].title, *(label(column, found.by[1].name) for column in columns)]
    body = []
    for row in rows:
        shown = (groups.get((row, column)) for column in columns)
        texts = (f"{group.overturned}/{group.decided} ({percent(group.share)})" if group else "" for group in shown)
        body.append([label(row, found.by[0].name), *texts])
    return head, body


def _line(texts: Iterable[str], *, as_is: bool = False) -> str:
    return "| " + " | ".join(texts if as_is else map(plain_cell, texts)) + " |"


COLUMNS = (
    *("letters", "decisions", "upheld", "overturned", "partially_overturned"),
    *("share_overturned", "share_low", "share_high", "median_days_from_application", "median_days_from_assignment"),
)
"""The columns of CSV and the keys of JSON, behind those of the groups' values; shares from 0 to 1."""


def values(group: Group) -> list[float | int | None]:
    """What is counted of a group, in the order of `COLUMNS`."""
    low, high = group.interval or (None, None)
    counts = (group.letters, group.decisions, group.upheld, group.overturned, group.partially_overturned)
    return [*counts, *(None if part is None else round(part, 6) for part in (group.share, low, high)), *_medians(group)]


def _csv(found: Statistics) -> str:
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow([*(by.name.replace("-", "_") for by in found.by), *COLUMNS])
    for group in found.groups if found.by else [found.total]:
        rows.writerow([*map(harmless, group.key), *values(group)])
    return out.getvalue()


def _json(found: Statistics) -> str:
    names = [by.name.replace("-", "_") for by in found.by]
    said = {
        "by": names,
        "selection": found.of,
        "groups": [_named(names, group) for group in found.groups],
        "total": _named((), found.total),
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _named(names: Sequence[str], group: Group) -> dict[str, object]:
    return {**dict(zip_longest(names, group.key)), **dict(zip(COLUMNS, values(group), strict=True))}
