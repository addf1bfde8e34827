"""Statistics: how the disputed treatments of a selection were decided, in groups of one kind or crossed by two.

A letter is one case; a decision is one disputed treatment of it. The share overturned is of the decisions whose outcome
was read, those overturned in part not among the overturned, as in DWC's annual reports on the program. Days are counted
once a letter.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from imrcli.corpus.database import Database
from imrcli.corpus.interval import wilson
from imrcli.corpus.selection import Selection
from imrcli.errors import CorpusError

Sort = Literal["decisions", "share", "name"]
Key = tuple[str | None, ...]
"""A group's values, one for each dimension; None where the letters do not tell."""

SORTS: tuple[Sort, ...] = ("decisions", "share", "name")
MOST_DIMENSIONS = 2


class Dimension(NamedTuple):
    """What decisions can be grouped by.

    `sql` takes its value from `facts AS f`, and is empty where a decision can have several, which are terms of the kind
    `term`. `ordered` says that its values have an order of their own, as time has.
    """

    name: str
    title: str
    sql: str = ""
    term: str = ""
    ordered: bool = False


_DAY = "f.decision_date"
_MONTH = f"CAST(substr({_DAY}, 6, 2) AS INTEGER)"
_QUARTER = f"substr({_DAY}, 1, 4) || ' Q' || CAST(CAST(({_MONTH} + 2 - ({_MONTH} + 2) % 3) / 3 AS INTEGER) AS TEXT)"
_AGE = (
    "CASE WHEN f.age < 20 THEN 'under 20' WHEN f.age >= 80 THEN '80 and over'"
    " WHEN f.age IS NOT NULL THEN CAST(f.age - f.age % 10 AS TEXT) || '-' || CAST(f.age - f.age % 10 + 9 AS TEXT) END"
)

_DIMENSIONS = (
    Dimension("category", "Category", "f.category"),
    Dimension("subcategory", "Subcategory", "f.subcategory"),
    Dimension("outcome", "Outcome", "f.outcome"),
    Dimension("conclusion", "Rationale concludes", "f.conclusion"),
    Dimension("treatment", "Treatment", term="treatment"),
    Dimension("drug", "Drug", term="drug"),
    Dimension("drug-class", "Drug class", term="drug_class"),
    Dimension("body-part", "Body part", term="body_part"),
    Dimension("guideline", "Guideline relied on", term="guideline"),
    Dimension("section", "Section relied on", term="section"),
    Dimension("specialty", "Reviewer's specialty", term="specialty"),
    Dimension("licensure", "Reviewer's licensure", term="state"),
    Dimension("month", "Month of decision", f"substr({_DAY}, 1, 7)", ordered=True),
    Dimension("quarter", "Quarter of decision", _QUARTER, ordered=True),
    Dimension("year", "Year of decision", f"substr({_DAY}, 1, 4)", ordered=True),
    Dimension("sex", "Sex", "f.sex"),
    Dimension("age-group", "Age", _AGE, ordered=True),
    Dimension("priority", "Priority", "f.priority"),
    Dimension("warning", "Warning", term="warning"),
    Dimension("finding", "Finding", term="finding"),
)
DIMENSIONS: dict[str, Dimension] = {dimension.name: dimension for dimension in _DIMENSIONS}
"""By name, in the order in which help lists them."""


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
    counts = _counted(database, dimensions, where.sql, where.parameters)
    (total,) = _counted(database, (), where.sql, where.parameters) or [_group((), [])]
    groups = sorted(
        (group for group in counts if group.decisions >= least), key=lambda group: _order(group, dimensions, sort)
    )
    notes = list(where.notes)
    if left := len(counts) - len(groups):
        notes.append(f"{left} groups of fewer than {least} decisions are left out")
    return Statistics(
        by=dimensions, groups=groups if dimensions else [], total=total, of=selection.described(), notes=tuple(notes)
    )


def _dimensions(by: Sequence[str]) -> tuple[Dimension, ...]:
    for name in by:
        if name not in DIMENSIONS:
            raise CorpusError(None, f"there are no statistics by {name!r}, but by {', '.join(DIMENSIONS)}")
    if len(by) > MOST_DIMENSIONS or len(set(by)) < len(by):
        raise CorpusError(None, f"statistics are by one thing or two different ones, not by {', '.join(by)}")
    return tuple(DIMENSIONS[name] for name in by)


class _Part(NamedTuple):
    """Letters of a group that took the same days, with their decisions together."""

    application: int | None
    assignment: int | None
    letters: int
    decisions: int
    upheld: int
    overturned: int
    partially: int


_SUMS = "count(*) AS decisions, " + ", ".join(
    f"sum(f.outcome = '{outcome}') AS {name}"
    for outcome, name in (("upheld", "upheld"), ("overturned", "overturned"), ("partially_overturned", "partially"))
)


def _counted(database: Database, by: Sequence[Dimension], where: str, parameters: tuple[object, ...]) -> list[Group]:
    """The groups: decisions are added up by letter first, then letters by their days."""
    keys = "".join(f"k{at}, " for at in range(len(by)))
    ways = _ways(by)
    # A letter's days stand at each of its decisions: SQLite takes them of any, DuckDB asks for an aggregate.
    one = "" if isinstance(database, sqlite3.Connection) else "min"
    among = " UNION ALL ".join(
        f"SELECT {way.told}{one}(f.days_from_application) AS application,"
        f" {one}(f.days_from_assignment) AS assignment, {_SUMS}"
        f" FROM {way.joined} WHERE ({where}){way.only} GROUP BY {way.groups}f.letter_id{way.within}"
        for way in ways
    )
    rows = database.execute(
        f"SELECT {keys}application, assignment, count(*), sum(decisions),"
        " coalesce(sum(upheld), 0), coalesce(sum(overturned), 0), coalesce(sum(partially), 0)"
        f" FROM ({among}) GROUP BY {keys}application, assignment",
        parameters * len(ways),
    )
    names = _names(database, by)
    parts: dict[Key, list[_Part]] = {}
    for row in rows:
        key = tuple(names.get(value, value) for value in row[: len(by)])
        parts.setdefault(key, []).append(_Part(*row[len(by) :]))
    return [_group(key, among_) for key, among_ in parts.items()]


class _Way(NamedTuple):
    """How some of the decisions are come by: what is told of each, the tables, a condition, what groups them."""

    told: str
    joined: str
    only: str
    groups: str
    within: str


def _ways(by: Sequence[Dimension]) -> list[_Way]:
    """How to come by the decisions: through the facts, in the order of their letters; or through the terms of the first
    dimension that has any, in the order of the terms, and then the decisions without one. Both save a sort of all.
    """
    told = [dimension.sql or f"t{at}.term_id" for at, dimension in enumerate(by)]
    keys = [f"k{at}" for at in range(len(by))]
    first = next((at for at, dimension in enumerate(by) if dimension.term), None)
    if first is None:
        return [_Way(_named(told), "facts AS f", "", "", "".join(f", {key}" for key in keys))]
    others = " ".join(_terms(at, each.term) for at, each in enumerate(by) if each.term and at != first)
    kind = by[first].term
    having = f"terms AS kinds JOIN issue_terms AS t{first} ON t{first}.term_id = kinds.id"
    rest = "".join(f", {key}" for at, key in enumerate(keys) if at != first)
    with_terms = _Way(
        _named(told),
        f"{having} JOIN facts AS f ON f.issue_id = t{first}.issue_id {others}",
        f" AND kinds.kind = '{kind}'",
        f"t{first}.term_id, ",
        rest,
    )
    known = f"SELECT t.issue_id FROM terms JOIN issue_terms AS t ON t.term_id = terms.id WHERE terms.kind = '{kind}'"
    told[first] = "NULL"
    without = _Way(_named(told), f"facts AS f {others}", f" AND f.issue_id NOT IN ({known})", "", rest)
    return [with_terms, without]


def _named(told: Sequence[str]) -> str:
    return "".join(f"{sql} AS k{at}, " for at, sql in enumerate(told))


def _terms(at: int, kind: str) -> str:
    """The join that gives a decision its terms of a kind; `kind` is one of this module's own words."""
    alias = f"t{at}"
    among = f"{alias}.term_id IN (SELECT id FROM terms WHERE kind = '{kind}')"
    return f"LEFT JOIN issue_terms AS {alias} ON {alias}.issue_id = f.issue_id AND {among}"


def _names(database: Database, by: Sequence[Dimension]) -> dict[int, str]:
    """The terms of some dimensions by their numbers, which no other dimension has among its values."""
    names: dict[int, str] = {}
    for dimension in by:
        if dimension.term:
            names |= database.execute("SELECT id, name FROM terms WHERE kind = ?", (dimension.term,)).fetchall()
    return names


def _group(key: Key, parts: Sequence[_Part]) -> Group:
    return Group(
        key=key,
        letters=sum(part.letters for part in parts),
        decisions=sum(part.decisions for part in parts),
        upheld=sum(part.upheld for part in parts),
        overturned=sum(part.overturned for part in parts),
        partially_overturned=sum(part.partially for part in parts),
        days_from_application=_median((part.application, part.letters) for part in parts),
        days_from_assignment=_median((part.assignment, part.letters) for part in parts),
    )


def _median(counted: Iterator[tuple[int | None, int]]) -> float | None:
    """The median of days, each so many times."""
    days: Counter[int] = Counter()
    for value, times in counted:
        if value is not None:
            days[value] += times
    if not days:
        return None
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
