"""What the decisions of a selection come to, group by group, counted by DuckDB over a folder of Parquet.

It is one query, which DuckDB shares out among the processors: decisions are added up by letter first, then letters by
their days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import get_args

from imrcli.corpus.counts import Counts, Key, no_counts
from imrcli.corpus.database import Database
from imrcli.corpus.dimensions import Dimension
from imrcli.corpus.selection import Where
from imrcli.model import Outcome

_OUTCOMES: tuple[str, ...] = get_args(Outcome)
_ENDED = ", ".join(f"count(*) FILTER (f.outcome = '{outcome}') AS {outcome}" for outcome in _OUTCOMES)
_ADDED_UP = ", ".join(f"sum({outcome})" for outcome in _OUTCOMES)


def counted(database: Database, by: Sequence[Dimension], where: Where) -> tuple[dict[Key, Counts], Counts]:
    """The counts of each group of the decisions that meet a condition, and of all of them."""
    groups = _groups(database, by, where)
    return groups, (_groups(database, (), where).get((), no_counts()) if by else groups.get((), no_counts()))


def _groups(database: Database, by: Sequence[Dimension], where: Where) -> dict[Key, Counts]:
    names = [f"k{at}" for at in range(len(by))]
    values = [dimension.sql or f"t{at}.name" for at, dimension in enumerate(by)]
    told = "".join(f"{value} AS {name}, " for value, name in zip(values, names, strict=True))
    joined = " ".join(_terms(f"t{at}", dimension.term) for at, dimension in enumerate(by) if dimension.term)
    keys = "".join(f"{name}, " for name in names)
    rows = database.execute(
        f"SELECT {keys}application, assignment, count(*), sum(decisions), {_ADDED_UP} FROM ("
        f"SELECT {told}f.letter_id, min(f.days_from_application) AS application,"
        f" min(f.days_from_assignment) AS assignment, count(*) AS decisions, {_ENDED}"
        f" FROM facts AS f {joined} WHERE {where.sql} GROUP BY {keys}f.letter_id"
        f") GROUP BY {keys}application, assignment",
        where.parameters,
    )
    groups: defaultdict[Key, Counts] = defaultdict(no_counts)
    for row in rows:
        counts = groups[row[: len(by)]]
        application, assignment, letters, decisions, *ended = row[len(by) :]
        counts.days[application, assignment] += letters
        counts.outcomes[None] += decisions - sum(ended)
        for outcome, number in zip(_OUTCOMES, ended, strict=True):
            counts.outcomes[outcome] += number
    return groups


def _terms(alias: str, kind: str) -> str:
    """The join that gives a decision its terms of a kind; `kind` is one of this package's own words."""
    named = f"SELECT issue_id, name FROM issue_terms JOIN terms ON terms.id = term_id WHERE kind = '{kind}'"
    return f"LEFT JOIN ({named}) AS {alias} ON {alias}.issue_id = f.issue_id"
