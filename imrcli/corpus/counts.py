"""What the decisions of a selection come to, group by group, counted over the database.

Letters whose decisions ended alike and are in the same groups are counted together: of many letters there are few such
kinds. Each row is looked at once, in SQLite, and the groups of a kind are told once.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from imrcli.corpus.dimensions import Dimension
from imrcli.corpus.selection import Where

Key = tuple[str | None, ...]
"""A group's values, one for each dimension; None where the letters do not tell."""

Days = tuple[int | None, int | None]
"""A letter's days from the application's receipt, and from the assignment, to the decision."""


class Counts(NamedTuple):
    """What some decisions come to: how many ended how, and how many letters took how many days."""

    outcomes: Counter[str | None]
    days: Counter[Days]


def no_counts() -> Counts:
    """Of no decisions."""
    return Counts(Counter(), Counter())


_BETWEEN, _WITHIN = "\x1e", "\x1f"
"""What stands in a profile between two decisions, and between the values of one."""


def counted(database: sqlite3.Connection, by: Sequence[Dimension], where: Where) -> tuple[dict[Key, Counts], Counts]:
    """The counts of each group of the decisions that meet a condition, and of all of them."""
    names = [_names(database, dimension.term) for dimension in by]
    known: dict[tuple[str, ...], list[Key]] = {}
    whole = no_counts()
    ended: defaultdict[Key, Counter[str | None]] = defaultdict(Counter)
    days: defaultdict[Key, list[Days]] = defaultdict(list)
    for profile, letters in _profiles(database, by, where).items():
        keys: dict[Key, None] = {}
        for decision in profile.split(_BETWEEN):
            outcome, *told = decision.split(_WITHIN)
            has = tuple(told)
            if has not in known:
                known[has] = list(product(*map(_each, has, names)))
            for key in known[has]:
                keys[key] = None
                ended[key][outcome or None] += len(letters)
            whole.outcomes[outcome or None] += len(letters)
        whole.days.update(letters)
        for key in keys:  # a letter counts once in a group, however many of its decisions are in it
            days[key] += letters
    return {key: Counts(outcomes, Counter(days[key])) for key, outcomes in ended.items()}, whole


def _profiles(database: sqlite3.Connection, by: Sequence[Dimension], where: Where) -> dict[str, list[Days]]:
    """The kinds of letters that there are, each with the days of its letters.

    A kind is told by a text of its decisions: of each the outcome, then what it has of each dimension.
    """
    values = ["f.outcome", *(dimension.sql or f"f.{dimension.term}_terms" for dimension in by)]
    decision = f" || '{_WITHIN}' || ".join(f"ifnull({value}, '')" for value in values)
    rows = database.execute(
        f"SELECT group_concat({decision}, '{_BETWEEN}'), f.days_from_application, f.days_from_assignment"
        f" FROM facts AS f WHERE {where.sql} GROUP BY f.letter_id",
        where.parameters,
    )
    profiles: dict[str, list[Days]] = {}
    for profile, *days in rows:
        profiles.setdefault(profile, []).append((days[0], days[1]))
    return profiles


def _each(value: str, names: Mapping[str, str]) -> Iterable[str | None]:
    """The values of which a decision has one or, where they are terms, several."""
    return [names[number] for number in value.split(",")] if names and value else [value or None]


def _names(database: sqlite3.Connection, kind: str) -> dict[str, str]:
    """The terms of a kind by their numbers."""
    rows = database.execute("SELECT id, name FROM terms WHERE kind = ?", (kind,))
    return {str(number): name for number, name in rows}
