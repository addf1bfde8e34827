"""Search: the disputed treatments of a selection, ranked or sorted, each with the passage that matched."""

from __future__ import annotations

import sqlite3
from typing import Any

from msgspec import Struct

from imrcli.corpus.selection import Selection
from imrcli.errors import CorpusError

SORTS = ("rank", "date", "-date", "case")

_COLUMNS = (
    *("l.id AS letter_id", "l.case_number", "l.decision_date", "i.id AS issue_id", "i.number", "i.request"),
    *("i.outcome", "i.category", "i.subcategory", "i.conclusion", "l.source", "i.request_page", "i.outcome_page"),
    *("i.rationale_first_page", "i.rationale_last_page", "i.conclusion_page"),
)


class Hit(Struct, frozen=True, kw_only=True):
    """One disputed treatment that was found."""

    letter_id: int
    case_number: str | None
    decision_date: str | None
    issue_id: int
    number: int
    request: str | None
    outcome: str | None
    category: str | None
    subcategory: str | None
    conclusion: str
    source: str | None
    request_page: int | None
    outcome_page: int | None
    rationale_first_page: int | None
    rationale_last_page: int | None
    conclusion_page: int | None


class Found(Struct, frozen=True, kw_only=True):
    """What a search found: the hits asked for, how many there are, and what the user should know."""

    hits: list[Hit]
    total: int
    notes: tuple[str, ...] = ()


def search(
    database: sqlite3.Connection, selection: Selection, *, limit: int | None = 20, sort: str | None = None
) -> Found:
    """The hits of a selection. Raises CorpusError for what is no search or no sort."""
    if sort is not None and sort not in SORTS:
        raise CorpusError(None, f"sort {sort!r} is none of {', '.join(SORTS)}")
    where = selection.where(database)
    (total,) = database.execute(f"SELECT count(*) FROM facts AS f WHERE {where.sql}", where.parameters).fetchone()
    rows = database.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM facts AS f JOIN issues AS i ON i.id = f.issue_id"
        f" JOIN letters AS l ON l.id = f.letter_id WHERE {where.sql} ORDER BY f.issue_id LIMIT ?",
        (*where.parameters, -1 if limit is None else limit),
    )
    names = [column.split()[-1].split(".")[-1] for column in _COLUMNS]
    hits = [Hit(**_named(names, row)) for row in rows]
    return Found(hits=hits, total=total, notes=where.notes)


def _named(names: list[str], row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(names, row, strict=True))
