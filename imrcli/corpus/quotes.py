"""The sentence of a decision to quote, and the page on which it stands."""

from __future__ import annotations

import sqlite3

from msgspec import Struct

from imrcli.corpus.passages import CLOSE, OPEN, marked_rationale
from imrcli.corpus.query import Query
from imrcli.corpus.search import Hit
from imrcli.extract.conclusion import read_conclusion
from imrcli.sentences import sentences
from imrcli.text import Span


class Quote(Struct, frozen=True, kw_only=True):
    """A sentence of a rationale, as printed.

    `page` is the page of the letter's file on which it stands, where that is known for sure; `pages` are the first and
    the last page of the rationale that it is from, where the letter was read with evidence.
    """

    sentence: str | None
    page: int | None = None
    pages: tuple[int, int] | None = None


def quoted(database: sqlite3.Connection, hit: Hit, query: Query | None = None) -> Quote:
    """What to quote of a decision: the sentence with most of the words that were searched for, else its verdict."""
    (rationale,) = database.execute("SELECT rationale FROM issues WHERE id = ?", (hit.issue_id,)).fetchone()
    pages = None
    if hit.rationale_first_page is not None and hit.rationale_last_page is not None:
        pages = hit.rationale_first_page, hit.rationale_last_page
    if not rationale:
        return Quote(sentence=None)
    page = pages[0] if pages and pages[0] == pages[1] else None
    spans = sentences(rationale)
    found = _matching(database, hit, query, spans) if query else None
    if found is None:
        found = _verdict(rationale, hit.request, spans)
        page = page or (hit.conclusion_page if found else None)
    if found is None:
        return Quote(sentence=None, pages=pages)
    return Quote(sentence=rationale[slice(*found)].strip(), page=page, pages=pages)


def _matching(database: sqlite3.Connection, hit: Hit, query: Query, spans: list[Span]) -> Span | None:
    """The first of the sentences that have most different words of a search; None where none has any."""
    marked_text = marked_rationale(database, hit.issue_id, query)
    if marked_text is None:
        return None
    words: list[tuple[int, str]] = []
    at = 0
    for number, part in enumerate(marked_text.split(OPEN)):
        marked, _, rest = part.partition(CLOSE) if number else ("", "", part)
        if marked:
            words.append((at, marked.lower()))
        at += len(marked) + len(rest)
    counts = [len({word for place, word in words if start <= place < end}) for start, end in spans]
    most = max(counts, default=0)
    return spans[counts.index(most)] if most else None


def _verdict(rationale: str, request: str | None, spans: list[Span]) -> Span | None:
    """The sentence in which the rationale concludes."""
    concluded = read_conclusion(rationale, request)
    if not concluded.spans:
        return None
    place = concluded.spans[-1][0]
    return next((span for span in spans if span[0] <= place < span[1]), None)
