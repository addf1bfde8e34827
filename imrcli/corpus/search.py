"""Search: the disputed treatments of a selection, ranked or sorted, each with the passage that matched.

Ranking looks at every row that matches, which is slow for a word that many letters have. Where more than `RANKED`
match, those whose request has the words are ranked first, then those that were added last; the answer says so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from threading import Thread
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from imrcli.corpus.opening import opened
from imrcli.corpus.passages import passages
from imrcli.corpus.query import Query
from imrcli.corpus.selection import Selection, Where
from imrcli.corpus.synonyms import parsed
from imrcli.errors import CorpusError
from imrcli.render.terminal import counted

SORTS = {
    "date": "f.decision_date DESC, f.issue_id",
    "oldest": "f.decision_date IS NULL, f.decision_date, f.issue_id",
    "case": "l.case_number IS NULL, l.case_number, i.number",
}
"""The orders besides `rank`, which is the one of searches with words."""

RANKED = 10_000
"""Rows that are ranked at most."""

_WEIGHTS = "10.0, 2.0, 1.0, 1.5, 2.0"
"""How much a match in each column of the full text counts: the request above all."""

_COLUMNS = (
    *("l.id AS letter_id", "l.case_number", "l.decision_date", "i.id AS issue_id", "i.number", "i.request"),
    *("i.outcome", "i.category", "i.subcategory", "i.conclusion", "l.source", "i.request_page", "i.outcome_page"),
    *("i.rationale_first_page", "i.rationale_last_page", "i.conclusion_page"),
)
_NAMES = tuple(column.split()[-1].split(".")[-1] for column in _COLUMNS)
_FROM = "facts AS f JOIN issues AS i ON i.id = f.issue_id JOIN letters AS l ON l.id = f.letter_id"


class Hit(Struct, frozen=True, kw_only=True):
    """One disputed treatment that was found.

    `passage` is what matched, `passage_of` the text that it is from (`rationale`, `summary`,
    `citations`, `request`, or `names`: what the request is called besides);
    what matched in it stands between the characters U+0002 and U+0003.
    """

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
    passage: str | None = None
    passage_of: str | None = None


class Found(Struct, frozen=True, kw_only=True):
    """What a search found: the hits asked for, how many there are in all, and what the user should know.

    `query` is the search as it was understood; `ranked` how many of all were ranked, where that is not every one.
    """

    hits: list[Hit]
    total: int
    notes: tuple[str, ...] = ()
    query: Query | None = None
    ranked: int | None = None

    def __repr__(self) -> str:
        """`<Found: 20 of 312 decisions>`."""
        return f"<Found: {len(self.hits):,} of {counted(self.total, 'decision')}>"


def search(
    database: sqlite3.Connection, selection: Selection, *, limit: int | None = 20, sort: str | None = None
) -> Found:
    """The hits of a selection: ranked where it has words, else the latest decisions first, or as `sort` says.

    Raises CorpusError for what is no search or no sort.
    """
    if sort not in (None, "rank", *SORTS):
        raise CorpusError(None, f"sort {sort!r} is none of rank, {', '.join(SORTS)}")
    most = -1 if limit is None else limit
    try:
        if selection.words is None:
            return _listed(database, selection, most, SORTS[sort if sort in SORTS else "date"])
        query = parsed(selection.words, synonyms=selection.synonyms)
        if sort in SORTS:
            found = _listed(database, selection, most, SORTS[sort])
        else:
            found = _ranked(database, replace(selection, words=None).where(database), query, most)
        notes = found.notes if found.total else (*found.notes, *_unknown(database, selection.words))
        return replace(found, hits=_with_passages(database, found.hits, query), query=query, notes=notes)
    except sqlite3.OperationalError as error:
        raise CorpusError(None, f"the search cannot be run ({error}); see docs/corpus.md") from None


def _unknown(database: sqlite3.Connection, words: str) -> Iterator[str]:
    from imrcli.corpus.spelling import unknown_words

    return unknown_words(database, words)


def _with_passages(database: sqlite3.Connection, hits: list[Hit], query: Query) -> list[Hit]:
    found = passages(database, [hit.issue_id for hit in hits], query)
    return [
        replace(hit, passage=shown.text, passage_of=shown.of) if (shown := found.get(hit.issue_id)) else hit
        for hit in hits
    ]


def _listed(database: sqlite3.Connection, selection: Selection, most: int, order: str) -> Found:
    where = selection.where(database)
    (total,) = database.execute(f"SELECT count(*) FROM facts AS f WHERE {where.sql}", where.parameters).fetchone()
    source = _FROM if "l." in order else "facts AS f"  # a sort of the narrow rows alone is quick
    rows = database.execute(
        f"SELECT f.issue_id FROM {source} WHERE {where.sql} ORDER BY {order} LIMIT ?", (*where.parameters, most)
    )
    return Found(hits=hits_of(database, [number for (number,) in rows]), total=total, notes=where.notes)


_Scored = list[tuple[float, int]]
"""Scores of BM25, the lower the better, each with its rowid."""


def _ranked(database: sqlite3.Connection, where: Where, query: Query, most: int) -> Found:
    # With a filter, what costs time is to look at each row that matches: its score is taken at once.
    last = _scored(database, where, query.match) if where.sql != _ANY else None
    many = len(_last(database, where, query.match) if last is None else last) > RANKED
    if not many:
        last = sorted(_scored(database, where, query.match) if last is None else last)
        best, total, ranked = [number for _, number in last], len(last), None
    else:
        with _counting(database, where, query.match) as count:
            best, ranked = _best_of_many(database, where, query.match, most, last)
        total = count()
    return Found(
        hits=hits_of(database, best[: None if most < 0 else most]), total=total, notes=where.notes, ranked=ranked
    )


def _best_of_many(
    database: sqlite3.Connection, where: Where, match: str, most: int, last: _Scored | None
) -> tuple[list[int], int]:
    """The best rows where there are too many to rank: first of those whose request matches, then of the last added."""
    first = _scored(database, where, f"{{request names}} : ({match})")[:RANKED]
    best = dict.fromkeys(number for _, number in sorted(first))
    ranked = len(first)
    if not 0 <= most <= len(best):
        last = (_scored(database, where, match) if last is None else last)[:RANKED]
        best |= dict.fromkeys(number for _, number in sorted(last))
        ranked += len(last)
    if most < 0:
        best |= dict.fromkeys(_last(database, where, match, -1))
    return list(best), ranked


def _scored(database: sqlite3.Connection, where: Where, match: str) -> _Scored:
    """The rows that were added last of those that match, one more than are ranked, with their scores."""
    return database.execute(
        f"SELECT bm25(issues_fts, {_WEIGHTS}), issues_fts.rowid FROM {_matched(where)}"
        f" WHERE issues_fts MATCH ? AND {where.sql} ORDER BY issues_fts.rowid DESC LIMIT ?",
        (match, *where.parameters, RANKED + 1),
    ).fetchall()


def _last(database: sqlite3.Connection, where: Where, match: str, most: int = RANKED + 1) -> list[int]:
    """The rowids of what matches, those first that were added last."""
    rows = database.execute(
        f"SELECT issues_fts.rowid FROM {_matched(where)}"
        f" WHERE issues_fts MATCH ? AND {where.sql} ORDER BY issues_fts.rowid DESC LIMIT ?",
        (match, *where.parameters, most),
    )
    return [number for (number,) in rows]


@contextmanager
def _counting(database: sqlite3.Connection, where: Where, match: str) -> Iterator[Callable[[], int]]:
    """Count what matches beside what else is asked, on another processor where there is one."""
    (_, _, path) = database.execute("PRAGMA database_list").fetchone()
    totals: list[int] = []

    def count() -> None:
        with suppress(sqlite3.Error, CorpusError), closing(opened(path)) as other:
            totals.append(_count(other, where, match))

    beside = Thread(target=count)
    beside.start()
    try:
        yield lambda: totals[0] if totals else _count(database, where, match)
    finally:
        beside.join()


def _count(database: sqlite3.Connection, where: Where, match: str) -> int:
    (total,) = database.execute(
        f"SELECT count(*) FROM {_matched(where)} WHERE issues_fts MATCH ? AND {where.sql}", (match, *where.parameters)
    ).fetchone()
    return int(total)


_ANY = "1"
"""The condition without a filter."""


def _matched(where: Where) -> str:
    """What is searched: the full text, with the facts where a filter looks at them."""
    joined = "issues_fts CROSS JOIN facts AS f ON f.issue_id = issues_fts.rowid"
    return "issues_fts" if where.sql == _ANY else joined


def hits_of(database: sqlite3.Connection, numbers: list[int]) -> list[Hit]:
    """The hits with these `issue_id`s, in their order, without passages."""
    hits = {row[3]: _hit(row) for row in _rows(database, numbers)}
    return [hits[number] for number in numbers]


_REQUEST_WEIGHTS = "1.0, 0.0, 0.0, 0.0, 1.0"


def best_scores(database: sqlite3.Connection, where: Where, match: str, most: int) -> list[tuple[int, float]]:
    """The rows whose requests match best, with BM25's score (the lower the better), of the last added where many do."""
    last = _last(database, where, match)
    behind = last[-1] if len(last) > RANKED else 0
    return database.execute(
        f"SELECT issues_fts.rowid, bm25(issues_fts, {_REQUEST_WEIGHTS}) AS score"
        f" FROM {_matched(where)}"
        f" WHERE issues_fts MATCH ? AND issues_fts.rowid > ? AND {where.sql} ORDER BY score, issues_fts.rowid LIMIT ?",
        (match, behind, *where.parameters, most),
    ).fetchall()


_AT_ONCE = 500


def _rows(database: sqlite3.Connection, numbers: list[int]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for at in range(0, len(numbers), _AT_ONCE):
        some = numbers[at : at + _AT_ONCE]
        marks = ", ".join("?" for _ in some)
        rows += database.execute(f"SELECT {', '.join(_COLUMNS)} FROM {_FROM} WHERE f.issue_id IN ({marks})", some)
    return rows


def _hit(row: tuple[Any, ...]) -> Hit:
    return Hit(**dict(zip(_NAMES, row, strict=True)))
