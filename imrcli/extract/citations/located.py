"""What a statement cites, with the place of each value: spans of the statement, read together with the value."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from imrcli.model import Citation, CitationSource
from imrcli.text import Span

Spans = tuple[Span, ...]


class LocatedCitation(Struct, frozen=True, gc=False):
    """A citation, and where its text and its values stand in the statement.

    A value that is printed in pieces (a title with its year in its middle) has a span for each.
    """

    citation: Citation
    spans: Spans
    guideline: Spans = ()
    year: Spans = ()
    chapter: Spans = ()
    sections: tuple[Spans, ...] = ()
    pages: tuple[Spans, ...] = ()


class StatementCitations(Struct, frozen=True, gc=False):
    """What a statement cites, in its order, and the warnings (code, message) that the reading brought."""

    citations: tuple[LocatedCitation, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()


def printed(text: str, spans: Sequence[Span]) -> str:
    """The words at some spans, one after the other, white space collapsed: `x` and `, y` are `x, y`."""
    words = ""
    for start, end in spans:
        piece = " ".join(text[start:end].split())
        words += piece if not words or piece[:1] in ",;:.)" else f" {piece}"
    return words


def cite(
    text: str,
    source: CitationSource,
    span: Span,
    *,
    guideline: Sequence[Span] = (),
    year: Span | None = None,
    chapter: tuple[str, Span] | None = None,
    sections: Sequence[Span] = (),
    pages: Sequence[tuple[str, Span]] = (),
) -> LocatedCitation:
    """A citation whose values are the words at their spans; a chapter and pages come with their own words.

    `text` is the statement, `span` the place of the whole citation in it.
    """
    return LocatedCitation(
        citation=Citation(
            source=source,
            guideline=printed(text, guideline) or None,
            year=int(text[year[0] : year[1]]) if year else None,
            chapter=chapter[0] if chapter else None,
            sections=[printed(text, (section,)) for section in sections],
            pages=[page for page, _ in pages],
            text=printed(text, (span,)),
        ),
        spans=(span,),
        guideline=tuple(guideline),
        year=(year,) if year else (),
        chapter=(chapter[1],) if chapter else (),
        sections=tuple((section,) for section in sections),
        pages=tuple((place,) for _, place in pages),
    )
