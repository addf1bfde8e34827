"""A citation, and where in its statement each part of it stands."""

from __future__ import annotations

from msgspec import Struct

from imrcli.model import Citation
from imrcli.text import Span


class LocatedCitation(Struct, frozen=True, gc=False):
    """A citation, where its text stands, and where its title, year, chapter, sections and pages stand.

    All spans are offsets into the statement's words. A list of sections or pages has a tuple of spans for each.
    """

    citation: Citation
    spans: tuple[Span, ...]
    guideline: tuple[Span, ...] = ()
    year: tuple[Span, ...] = ()
    chapter: tuple[Span, ...] = ()
    sections: tuple[tuple[Span, ...], ...] = ()
    pages: tuple[tuple[Span, ...], ...] = ()
