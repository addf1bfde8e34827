"""The passages of decisions in which the words of a search stand.

The few decisions that are shown are put into a full text of their own, in memory, and searched once: in the database's
full text each would be looked for among all that match.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import NamedTuple

from imrcli.corpus.query import Query

OPEN, CLOSE = "\x02", "\x03"
"""Around what matched in a passage."""

TEXTS = ("request", "rationale", "summary", "citations", "names")
"""The texts of a decision that are searched."""

_SHOWN_FIRST = ("rationale", "summary", "citations", "request", "names")
"""Of texts that match alike, the passage is from the first of these: a request is shown anyway."""

_FULL_TEXT = f'CREATE VIRTUAL TABLE few USING fts5 ({", ".join(TEXTS)}, tokenize="porter unicode61")'
"""As schema.sql declares that of the database."""

_WORDS_SHOWN = 32
_AT_ONCE = 200


class Passage(NamedTuple):
    """What matched, between `OPEN` and `CLOSE`, with the words around it, and the text that it is from."""

    text: str
    of: str


def passages(database: sqlite3.Connection, issue_ids: list[int], query: Query) -> dict[int, Passage]:
    """Of each decision the passage that has most of what was searched for; decisions that have none are left out."""
    snippets = ", ".join(f"snippet(few, {at}, ?, ?, '…', {_WORDS_SHOWN})" for at in range(len(TEXTS)))
    marks = (OPEN, CLOSE) * len(TEXTS)
    found: dict[int, Passage] = {}
    for at in range(0, len(issue_ids), _AT_ONCE):
        with _few(database, issue_ids[at : at + _AT_ONCE]) as few:
            rows = few.execute(f"SELECT rowid, {snippets} FROM few WHERE few MATCH ?", (*marks, query.match))
            for issue_id, *texts in rows:
                shown = dict(zip(TEXTS, texts, strict=True))
                counts = {name: _different(text) for name, text in shown.items()}
                best = max(_SHOWN_FIRST, key=lambda name: counts[name])
                if counts[best]:
                    found[issue_id] = Passage(shown[best], best)
    return found


def marked_rationale(database: sqlite3.Connection, issue_id: int, query: Query) -> str | None:
    """A rationale in which what was searched for is marked; None where the decision does not match."""
    with _few(database, [issue_id]) as few:
        sql = f"SELECT highlight(few, {TEXTS.index('rationale')}, ?, ?) FROM few WHERE few MATCH ?"
        row = few.execute(sql, (OPEN, CLOSE, query.match)).fetchone()
    return row[0] if row else None


@contextmanager
def _few(database: sqlite3.Connection, issue_ids: list[int]) -> Iterator[sqlite3.Connection]:
    """A full text of some decisions."""
    names = ", ".join(TEXTS)
    with closing(sqlite3.connect(":memory:")) as few:
        few.execute(_FULL_TEXT)
        rows = database.execute(
            f"SELECT issue_id, {names} FROM passages WHERE issue_id IN ({', '.join('?' for _ in issue_ids)})",
            issue_ids,
        )
        few.executemany(f"INSERT INTO few (rowid, {names}) VALUES (?{', ?' * len(TEXTS)})", rows)
        yield few


def _different(marked: str | None) -> int:
    """How many different words are marked."""
    return len({part.partition(CLOSE)[0].lower() for part in (marked or "").split(OPEN)[1:]})
