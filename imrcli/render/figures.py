"""What statistics say, in words and numbers: the pieces that every form of theirs is made of."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from imrcli.render import words
from imrcli.render.terminal import counted

if TYPE_CHECKING:
    from imrcli.corpus.stats import Group, Statistics

NOT_TOLD = "(not told)"
"""The name of the group whose letters do not tell what is asked for."""

ALL = "All"

HEADS = ("Letters", "Decisions", "Upheld", "Overturned", "In part", "Share overturned", "95% interval")
DAYS = ("Days from application", "Days from assignment")

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


def interval(ends: tuple[float, float] | None) -> str:
    """`7.9 to 18.8%`; a dash of nothing."""
    if ends is None:
        return "–"
    low, high = ends
    return f"{100 * low:.1f} to {100 * high:.1f}%"


def days(median: float | None) -> str:
    """`33`, `33.5`; a dash where no letter tells."""
    return "–" if median is None else f"{median:g}"


def cells(group: Group) -> list[str]:
    """What is counted of a group, under `HEADS` and `DAYS`."""
    counts = (group.letters, group.decisions, group.upheld, group.overturned, group.partially_overturned)
    shares = (percent(group.share), interval(group.interval))
    return [*(f"{count:,}" for count in counts), *shares, *map(days, _medians(group))]


def heading(found: Statistics) -> str:
    """What is counted, in a line: `Decisions by category (since: 2016-01-01)`."""
    by = " and ".join(dimension.title.lower().replace("dwc", "DWC") for dimension in found.by)
    return f"Decisions{f' by {by}' if by else ''}{f' ({found.of})' if found.of else ''}"


def summary(found: Statistics) -> str:
    """`149 decisions in 72 letters; 8.1% overturned (95%: 4.7 to 13.6%)`."""
    total = found.total
    share = f"; {percent(total.share)} overturned (95%: {interval(total.interval)})" if total.decided else ""
    return f"{counted(total.decisions, 'decision')} in {counted(total.letters, 'letter')}{share}"


def crossed(found: Statistics) -> tuple[list[str | None], list[str | None], dict[tuple[str | None, str | None], Group]]:
    """Statistics by two things as a cross table: the rows, the columns, and the groups."""
    groups = {(group.key[0], group.key[1]): group for group in found.groups}
    rows = list(dict.fromkeys(row for row, _ in groups))
    columns = list(dict.fromkeys(column for _, column in groups))
    for at, values in enumerate((rows, columns)):
        if found.by[at].ordered:
            values.sort(key=_in_order)
        elif found.by[1 - at].ordered:  # the groups are in the order of time: those with most decisions come first
            sizes: Counter[str | None] = Counter()
            for key, group in groups.items():
                sizes[key[at]] += group.decisions
            values.sort(key=lambda value: (value is None, -sizes[value]))
    return rows, columns, groups


def _in_order(value: str | None) -> tuple[bool, bool, str]:
    return value is None, value != "under 20", value or ""


def _medians(group: Group) -> tuple[float | None, float | None]:
    return group.days_from_application, group.days_from_assignment
