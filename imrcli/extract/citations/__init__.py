"""What a statement cites, each part with its place in the statement."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from imrcli.evidence.squashed import Squashed
from imrcli.extract.citations.located import LocatedCitation
from imrcli.extract.odg import chapter_span
from imrcli.extract.pages import page_spans
from imrcli.extract.statements import read_citations as read_plain
from imrcli.model import Citation
from imrcli.text import Span
from imrcli.warnings import Warnings


class ReadCitations(Struct, frozen=True, gc=False):
    """The citations of a statement, and the warnings on them: codes and messages."""

    citations: tuple[LocatedCitation, ...]
    warnings: tuple[tuple[str, str], ...]


@lru_cache(maxsize=8192)
def read_citations(statement: str) -> ReadCitations:
    """All that a statement cites, in its order; the same statements come again in thousands of letters."""
    warnings = Warnings()
    words = Squashed(statement)
    citations: list[LocatedCitation] = []
    start = 0
    for citation in read_plain(statement, warnings):
        located = _located(citation, statement, words, start)
        start = located.spans[-1][1] if located.spans else start
        citations.append(located)
    return ReadCitations(tuple(citations), tuple((warning.code, warning.message) for warning in warnings.given))


def _located(citation: Citation, statement: str, words: Squashed, start: int) -> LocatedCitation:
    end = len(statement)
    spans = _pieces(words, citation.text, start, end) or _pieces(words, citation.text, 0, end)
    if not spans:
        return LocatedCitation(citation, ())
    first, last = spans[0][0], spans[-1][1]
    at = first
    sections: list[tuple[Span, ...]] = []
    for title in citation.sections:
        sections.append(_pieces(words, title, at, last))
        at = sections[-1][-1][1] if sections[-1] else at
    chapter: tuple[Span, ...] = ()
    if citation.chapter and (part := chapter_span(citation.text, citation.chapter)):
        named = words.within(spans[0], citation.text, part) if len(spans) == 1 else None
        chapter = (named,) if named else spans
    return LocatedCitation(
        citation,
        spans,
        guideline=_pieces(words, citation.guideline or "", first, last),
        year=_pieces(words, str(citation.year or ""), first, last),
        chapter=chapter,
        sections=tuple(sections),
        pages=tuple((span,) for span, _ in zip(page_spans(statement, first, last), citation.pages, strict=False)),
    )


def _pieces(words: Squashed, wanted: str, start: int, end: int) -> tuple[Span, ...]:
    """Where words stand that may be printed in pieces, in their order; nothing if a piece is missing."""
    spans: list[Span] = []
    while wanted:
        longest = words.longest(wanted, start, end)
        if longest is None:
            return ()
        span, wanted = longest
        spans.append(span)
        start = span[1]
    return tuple(spans)
