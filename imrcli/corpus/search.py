"""Search: the disputed treatments of a selection, ranked or sorted, each with the passage that matched.

Ranking looks at every row that matches, which is slow for a word that many letters have. Where more than `RANKED`
match, those whose request has the words are ranked first, then those that were added last; the answer says so.
"""

from __future__ import annotations

import sqlite3
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from imrcli.corpus.query import Query
from imrcli.corpus.selection import Selection, Where
from imrcli.corpus.synonyms import parsed
from imrcli.errors import CorpusError

SORTS = {
    "date": "f.decision_date DESC, f.issue_id",
    "oldest": "f.decision_date IS NULL, f.decision_date, f.issue_id",
    "case": "l.case_number IS NULL, l.case_number, i.number",
}
"""The orders besides `rank`, which is the one of searches with words."""

RANKED = 10_000
"""Rows that are ranked at most."""

OPEN, CLOSE = "\x02", "\x03"
"""Around what matched in a passage."""

_WEIGHTS = "10.0, 2.0, 1.0, 1.5, 2.0"
"""How much a match in each column of the full text counts: the request above all."""

_TEXTS = ("request", "rationale", "summary", "citations", "names")
_SHOWN_FIRST = ("rationale", "summary", "citations", "request", "names")
"""Of columns that match alike, the passage is from the first of these: a request is shown anyway."""

_WORDS_SHOWN = 32

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
        return replace(found, hits=[_with_passage(database, hit, query) for hit in found.hits], query=query)
    except sqlite3.OperationalError as error:
        raise CorpusError(None, f"the search cannot be run ({error}); see docs/corpus.md") from None


def _listed(database: sqlite3.Connection, selection: Selection, most: int, order: str) -> Found:
    where = selection.where(database)
    (total,) = database.execute(f"SELECT count(*) FROM facts AS f WHERE {where.sql}", where.parameters).fetchone()
    source = _FROM if "l." in order else "facts AS f"  # a sort of the narrow rows alone is quick
    rows = database.execute(
        f"SELECT f.issue_id FROM {source} WHERE {where.sql} ORDER BY {order} LIMIT ?", (*where.parameters, most)
    )
    return Found(hits=hits_of(database, [number for (number,) in rows]), total=total, notes=where.notes)


class _Part(NamedTuple):
    """Rows to rank: a query, and the last rowid that is left out."""

    match: str
    behind: int = 0


def _ranked(database: sqlite3.Connection, where: Where, query: Query, most: int) -> Found:
    total = _count(database, where, query.match)
    if total <= RANKED:
        best = _best(database, where, _Part(query.match), most)
        ranked = None
    else:
        best, ranked = _best_of_many(database, where, query, most)
    return Found(hits=hits_of(database, best), total=total, notes=where.notes, ranked=ranked)


def _best_of_many(database: sqlite3.Connection, where: Where, query: Query, most: int) -> tuple[list[int], int]:
    """The best rows where there are too many to rank: first of those whose request matches, then of the last added."""
    best: list[int] = []
    ranked = 0
    for match in (f"{{request names}} : ({query.match})", query.match):
        if best and len(best) >= most >= 0:
            break
        count, behind = _cut(database, where, match)
        ranked += count
        left = most if most < 0 else most + len(best)
        more = _best(database, where, _Part(match, behind), left)
        best += [number for number in more if number not in set(best)]
    if most < 0:
        every = _matching(database, where, query.match, "ORDER BY issues_fts.rowid DESC")
        known = set(best)
        best += [number for (number,) in every if number not in known]
    return best[:most] if most >= 0 else best, ranked


def _matching(database: sqlite3.Connection, where: Where, match: str, rest: str) -> sqlite3.Cursor:
    return database.execute(
        f"SELECT issues_fts.rowid FROM {_matched(where)} WHERE issues_fts MATCH ? AND {where.sql} {rest}",
        (match, *where.parameters),
    )


def _count(database: sqlite3.Connection, where: Where, match: str) -> int:
    (total,) = database.execute(
        f"SELECT count(*) FROM {_matched(where)} WHERE issues_fts MATCH ? AND {where.sql}", (match, *where.parameters)
    ).fetchone()
    return int(total)


def _matched(where: Where) -> str:
    """What is searched: the full text, with the facts where a filter looks at them."""
    joined = "issues_fts CROSS JOIN facts AS f ON f.issue_id = issues_fts.rowid"
    return "issues_fts" if where.sql == "1" else joined


def _cut(database: sqlite3.Connection, where: Where, match: str) -> tuple[int, int]:
    """How many rows are ranked at most, and the rowid behind which they lie."""
    rows = database.execute(
        f"SELECT issues_fts.rowid FROM {_matched(where)}"
        f" WHERE issues_fts MATCH ? AND {where.sql} ORDER BY issues_fts.rowid DESC LIMIT ?",
        (match, *where.parameters, RANKED + 1),
    ).fetchall()
    return (RANKED, rows[-1][0]) if len(rows) > RANKED else (len(rows), 0)


def _best(database: sqlite3.Connection, where: Where, part: _Part, most: int) -> list[int]:
    rows = database.execute(
        f"SELECT issues_fts.rowid FROM {_matched(where)}"
        f" WHERE issues_fts MATCH ? AND issues_fts.rowid > ? AND {where.sql}"
        f" ORDER BY bm25(issues_fts, {_WEIGHTS}), issues_fts.rowid LIMIT ?",
        (part.match, part.behind, *where.parameters, most),
    )
    return [number for (number,) in rows]


def hits_of(database: sqlite3.Connection, numbers: list[int]) -> list[Hit]:
    """The hits with these `issue_id`s, in their order, without passages."""
    hits = {row[3]: _hit(row) for row in _rows(database, numbers)}
    return [hits[number] for number in numbers]


_REQUEST_WEIGHTS = "1.0, 0.0, 0.0, 0.0, 1.0"


def best_scores(database: sqlite3.Connection, where: Where, match: str, most: int) -> list[tuple[int, float]]:
    """The rows whose requests match best, with BM25's score (the lower the better), of the last added where many do."""
    _, behind = _cut(database, where, match)
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


def _with_passage(database: sqlite3.Connection, hit: Hit, query: Query) -> Hit:
    """A hit with the passage that has most of what was searched for."""
    snippets = ", ".join(f"snippet(issues_fts, {n}, ?, ?, '…', {_WORDS_SHOWN})" for n in range(len(_TEXTS)))
    row = database.execute(
        f"SELECT {snippets} FROM issues_fts WHERE issues_fts MATCH ? AND rowid = ?",
        (*(OPEN, CLOSE) * len(_TEXTS), query.match, hit.issue_id),
    ).fetchone()
    shown = dict(zip(_TEXTS, row or (), strict=False))
    counts = {name: _different(text) for name, text in shown.items()}
    best = max(_SHOWN_FIRST, key=lambda name: counts.get(name, 0))
    return replace(hit, passage=shown[best], passage_of=best) if counts.get(best) else hit


def _different(marked: str | None) -> int:
    """How many different words are marked."""
    return len({part.partition(CLOSE)[0].lower() for part in (marked or "").split(OPEN)[1:]})
