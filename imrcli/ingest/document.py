"""A document: the text of a source, with the page of every character.

`text` is what the reader gave, unchanged, its pages joined by form feeds; every later stage keeps its
offsets, so that a value can always be traced to where it stands.
"""

from __future__ import annotations

from bisect import bisect_right

from msgspec import Struct

from imrcli.ingest.layout import Layout
from imrcli.ingest.notes import Note
from imrcli.model import Reader


class Document(Struct, frozen=True, gc=False):
    """The text of one source.

    `page_starts` holds the offset of each page's first character in `text`; it is `(0,)` for text without
    form feeds. `pages` is None where the source has no pages. `reader` says how the text was got, `path` how
    the source was named (None for bytes or text), `sha256` is of the source's bytes. `notes` are what the reader
    noticed, by codes (docs/warnings.md). `layout` tells where the characters are printed, if it was to be kept.
    """

    text: str
    page_starts: tuple[int, ...]
    pages: int | None
    reader: Reader
    path: str | None
    sha256: str
    notes: tuple[Note, ...] = ()
    layout: Layout | None = None

    def page_of(self, offset: int) -> int:
        """The 1-based page on which the character at `offset` stands."""
        return bisect_right(self.page_starts, offset)


class Pages(Struct, frozen=True, gc=False):
    """What a reader gets from a source's bytes: each page's text, its notes, and its layout if it was to be kept."""

    texts: list[str]
    notes: tuple[Note, ...] = ()
    layout: Layout | None = None


def joined(texts: list[str]) -> tuple[str, tuple[int, ...]]:
    """Pages joined by form feeds, and the offset at which each starts."""
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    return "\f".join(texts), tuple(starts) or (0,)
