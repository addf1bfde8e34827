"""Statistics as a table for a terminal: with bars where there is room."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

from imrcli.render.figures import (
    DAYS,
    HEADS,
    cells,
    crossed,
    days,
    heading,
    interval,
    label,
    labels,
    percent,
    summary,
)
from imrcli.render.terminal import printable

if TYPE_CHECKING:
    from imrcli.corpus.stats import Group, Statistics

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_BETWEEN = 3
"""Cells between two columns."""
_NAME, _LONGEST_NAME = 12, 44
"""Cells of the column of names: at least, and at most where names are longer."""
_BAR, _SHORTEST_BAR = 20, 6
"""Cells of the longest bar, and what is too short for one."""
_WITH_COUNTS, _WITH_INTERVAL, _WITH_DAYS = 64, 76, 116
"""Cells from which there is room for counts in columns of their own, for the interval, and for days."""
_WIDEST = 10_000


def table(found: Statistics, width: int, *, colour: bool) -> str:
    """The statistics in so many columns of a terminal."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    console.print(heading(found), style="bold")
    if len(found.by) == 2:
        crossing = _cross_table(found)
        fits = console.measure(crossing, options=console.options.update(width=_WIDEST)).maximum <= width
        console.print(crossing if fits else _cross_list(found))
    elif found.by:
        console.print(_bars(found, width))
    else:
        console.print(_facts(found))
    console.print(summary(found))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _bars(found: Statistics, width: int) -> Table:
    """A row a group, with a bar as long as its share overturned; what a narrow terminal has no room for is left out."""
    names = [printable(labels(group, found)[0]) for group in found.groups]
    if width < _WITH_COUNTS:
        return _narrow(found, names)
    columns = {
        "Letters": [f"{group.letters:,}" for group in found.groups],
        "Decisions": [f"{group.decisions:,}" for group in found.groups],
        "Overturned": [f"{group.overturned:,}" for group in found.groups],
        "Share": [percent(group.share) for group in found.groups],
    }
    if width >= _WITH_INTERVAL:
        columns["95%"] = [interval(group.interval) for group in found.groups]
    if width >= _WITH_DAYS:
        columns["Days*"] = [days(group.days_from_application) for group in found.groups]
    taken = sum(max(len(head), *map(len, told), 0) + _BETWEEN for head, told in columns.items())
    named = min(max(map(len, (found.by[0].title, *names))), _LONGEST_NAME)
    room = min(width - taken - named - _BETWEEN, _BAR)
    longest = max((group.share or 0 for group in found.groups), default=0)
    if room >= _SHORTEST_BAR and longest:
        columns[""] = [_bar((group.share or 0) / longest, room) for group in found.groups]
    made = _ruled()
    made.add_column(found.by[0].title, overflow="fold", min_width=_NAME)
    for head in columns:
        made.add_column(head, justify="right" if head else "left", no_wrap=True)
    for row in zip(names, *columns.values(), strict=True):
        made.add_row(*row)
    if "Days*" in columns:
        made.caption = "* median days from the application's receipt to the decision"
    return made


def _bar(part: float, size: int) -> str:
    """A bar for a part, from 0 to 1, of the longest."""
    eighths = round(part * size * 8)
    return "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")


def _narrow(found: Statistics, names: list[str]) -> Table:
    """The groups where there is hardly any room."""
    made = _ruled()
    made.add_column(found.by[0].title, overflow="fold", min_width=_NAME)
    made.add_column("Overturned", justify="right", no_wrap=True)
    made.add_column("Share", justify="right", no_wrap=True)
    for name, group in zip(names, found.groups, strict=True):
        made.add_row(name, f"{group.overturned:,} of {group.decisions:,}", percent(group.share))
    return made


def _ruled(caption: str | None = None) -> Table:
    """A table with a line below its head."""
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False, caption=caption)


def _cross_table(found: Statistics) -> Table:
    """A cross table, with what there are more of in rows."""
    rows, columns, groups = crossed(found)
    along, across = found.by[0], found.by[1]
    if len(columns) > len(rows):
        rows, columns, along, across = columns, rows, across, along
        groups = {(second, first): group for (first, second), group in groups.items()}
    made = _ruled("overturned / decisions with an outcome")
    made.add_column(along.title, overflow="fold", min_width=_NAME)
    for column in columns:
        made.add_column(printable(label(column, across.name)), justify="right", overflow="fold")
    for row in rows:
        shown = [groups.get((row, column)) for column in columns]
        made.add_row(printable(label(row, along.name)), *(_cell(group) if group else "" for group in shown))
    return made


def _cross_list(found: Statistics) -> Table:
    """A cross table that a terminal has no room for, as a list: each row's columns below it."""
    rows, columns, groups = crossed(found)
    made = _ruled()
    made.add_column(f"{found.by[0].title}, {found.by[1].title.lower()}", overflow="fold", min_width=_NAME)
    made.add_column("Overturned", justify="right", no_wrap=True)
    made.add_column("Share", justify="right", no_wrap=True)
    for row in rows:
        made.add_row(printable(label(row, found.by[0].name)), "", "")
        for column in columns:
            if group := groups.get((row, column)):
                name = f"  {printable(label(column, found.by[1].name))}"
                made.add_row(name, f"{group.overturned:,}/{group.decided:,}", percent(group.share))
    return made


def _cell(group: Group) -> str:
    return f"{group.overturned:,}/{group.decided:,}\n{percent(group.share)}"


def _facts(found: Statistics) -> Table:
    made = Table.grid(padding=(0, 2))
    for head, cell in zip([*HEADS, *DAYS], cells(found.total), strict=True):
        made.add_row(head, cell)
    return made
