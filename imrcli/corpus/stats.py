"""Statistics: how the disputed treatments of a selection were decided, in groups of one kind or crossed by two.

A letter is one case; a decision is one disputed treatment of it. The share overturned is of the decisions whose outcome
was read, those overturned in part not among the overturned, as in DWC's annual reports on the program. Days are counted
once a letter.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from imrcli.corpus import counts
from imrcli.corpus.counts import Counts, Days, Key
from imrcli.corpus.database import Database
from imrcli.corpus.dimensions import DIMENSIONS, Dimension
from imrcli.corpus.interval import wilson
from imrcli.corpus.selection import Selection, Where
from imrcli.errors import CorpusError

Sort = Literal["decisions", "share", "name"]
SORTS: tuple[Sort, ...] = ("decisions", "share", "name")
MOST_DIMENSIONS = 2


class Group(Struct, frozen=True, kw_only=True):
    """What is counted of a group of decisions. `days_from_...` are medians over its letters, in days."""

    key: Key
    letters: int
    decisions: int
    upheld: int
    overturned: int
    partially_overturned: int
    days_from_application: float | None
    days_from_assignment: float | None

    @property
    def decided(self) -> int:
        """The decisions whose outcome was read."""
        return self.upheld + self.overturned + self.partially_overturned

    @property
    def share(self) -> float | None:
        """The share overturned, from 0 to 1; None where no outcome was read."""
        return self.overturned / self.decided if self.decided else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Within what the share is likely to lie (Wilson, 95 %)."""
        return wilson(self.overturned, self.decided)


class Statistics(Struct, frozen=True, kw_only=True):
    """The groups of a selection, what all of it comes to, and what the user should know.

    `of` says in words which decisions are counted; empty for all of the database.
    """

    by: tuple[Dimension, ...]
    groups: list[Group]
    total: Group
    of: str
    notes: tuple[str, ...] = ()


def statistics(
    database: Database,
    selection: Selection,
    by: Sequence[str] = (),
    *,
    sort: Sort | None = None,
    least: int = 0,
) -> Statistics:
    """Count the decisions of a selection in groups.

    `by` names up to two of `DIMENSIONS`. Groups stand in the order of time or age, else the largest first, or as `sort`
    says; groups of fewer than `least` decisions are left out of them, and not of the total. A decision with several
    values (two specialties of its reviewer) counts in the group of each.

    Raises CorpusError for an unknown dimension or sort, more than two dimensions, and for what `Selection.where` does.
    """
    dimensions = _dimensions(by)
    if sort is not None and sort not in SORTS:
        raise CorpusError(None, f"sort {sort!r} is none of {', '.join(SORTS)}")
    where = selection.where(database)
    by_key, whole = _counted(database, dimensions, where)
    every = [_group(key, counts) for key, counts in by_key.items()] if dimensions else []
    groups = sorted(
        (group for group in every if group.decisions >= least), key=lambda group: _order(group, dimensions, sort)
    )
    notes = list(where.notes)
    if left := len(every) - len(groups):
        notes.append(f"{left} groups of fewer than {least} decisions are left out")
    return Statistics(
        by=dimensions, groups=groups, total=_group((), whole), of=selection.described(), notes=tuple(notes)
    )


def _counted(database: Database, by: Sequence[Dimension], where: Where) -> tuple[Mapping[Key, Counts], Counts]:
    if isinstance(database, sqlite3.Connection):
        return counts.counted(database, by, where)
    from imrcli.corpus import folder_counts

    return folder_counts.counted(database, by, where)


def _dimensions(by: Sequence[str]) -> tuple[Dimension, ...]:
    for name in by:
        if name not in DIMENSIONS:
            from difflib import get_close_matches

            near = "".join(f" (did you mean {one}?)" for one in get_close_matches(name, DIMENSIONS, 1))
            raise CorpusError(None, f"there are no statistics by {name!r}{near}, but by {', '.join(DIMENSIONS)}")
    if len(by) > MOST_DIMENSIONS or len(set(by)) < len(by):
        raise CorpusError(None, f"statistics are by one thing or two different ones, not by {', '.join(by)}")
    return tuple(DIMENSIONS[name] for name in by)


def _group(key: Key, counts: Counts) -> Group:
    ended = counts.outcomes
    return Group(
        key=key,
        letters=counts.days.total(),
        decisions=ended.total(),
        upheld=ended["upheld"],
        overturned=ended["overturned"],
        partially_overturned=ended["partially_overturned"],
        days_from_application=_median(counts.days, 0),
        days_from_assignment=_median(counts.days, 1),
    )


def _median(letters: Counter[Days], at: int) -> float | None:
    """The median of the ones or the others of letters' days; None where no letter has any."""
    days: Counter[int] = Counter()
    for pair, times in letters.items():
        if (value := pair[at]) is not None:
            days[value] += times
    middle, passed, lower = days.total() / 2, 0, None
    for value in sorted(days):
        if lower is not None:
            return (lower + value) / 2
        passed += days[value]
        if passed > middle:
            return float(value)
        if passed == middle:
            lower = value
    return None


def _order(group: Group, by: Sequence[Dimension], sort: Sort | None) -> tuple[object, ...]:
    """What a group is sorted by; groups whose value the letters do not tell come last."""
    unknown = tuple(value is None for value in group.key)
    names = tuple(_name_order(value) for value in group.key)
    if sort == "share":
        return (-1 if group.share is None else -group.share, -group.decisions, unknown, names)
    if sort == "name" or (sort is None and any(dimension.ordered for dimension in by)):
        return (unknown, names)
    return (unknown, -group.decisions, names)


def _name_order(value: str | None) -> tuple[bool, str]:
    """`under 20` comes before the other ages."""
    return value != "under 20", value or ""
