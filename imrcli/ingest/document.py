"""A document: the text of a source, with the page of every character.

`text` is what the reader gave, unchanged, its pages joined by form feeds; every later stage keeps its
offsets, so that a value can always be traced to where it stands.
"""

from __future__ import annotations

from bisect import bisect_right

from msgspec import Struct

from imrcli.ingest.layout import Layout
from imrcli.model import Reader

Doubt = tuple[int, int, int]
"""Where a number stands that OCR could not be sure of: the page, from 1, and the offsets on it before and behind."""

Note = tuple[str, str]
"""What a reader noticed of a source: a stable code, and the same for people."""


class Document(Struct, frozen=True, gc=False):
    """The text of one source.

    `page_starts` holds the offset of each page's first character in `text`; it is `(0,)` for text without form feeds.
    `pages` is how many the source has, None where it has none. `reader` says how the text was got, `path` how the
    source was named (None for bytes or text), `sha256` is of the source's bytes. `notes` are codes of what the reader
    noticed (`truncated-pdf`, `page-without-text`, ...); `layout` tells where the characters are printed, if it was to
    be kept. Of a file that holds more than this letter, `letter` is its number among the file's, from 1, and
    `page_numbers` are its pages in the file, in the order in which they are read; none where it is the whole file.
    `ocr_pages` are the pages of the file that were read by OCR, `doubts` the numbers on them that cannot be trusted.
    """

    text: str
    page_starts: tuple[int, ...]
    pages: int | None
    reader: Reader
    path: str | None
    sha256: str
    notes: tuple[tuple[str, str], ...] = ()
    layout: Layout | None = None
    letter: int = 1
    page_numbers: tuple[int, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def page_number(self, index: int) -> int:
        """The number in its file, from 1, of a page of the text, by its index."""
        return self.page_numbers[index] if self.page_numbers else index + 1

    def doubtful(self, start: int, end: int) -> bool:
        """Whether a number that stands between two offsets of the text is one that OCR could not be sure of."""
        if not self.doubts:
            return False
        starts = {self.page_number(index): at for index, at in enumerate(self.page_starts)}
        return any(
            page in starts and start < starts[page] + last and starts[page] + first < end
            for page, first, last in self.doubts
        )

    def by_ocr(self, offset: int) -> bool:
        """Whether the character at an offset stands on a page that was read by OCR."""
        return bool(self.ocr_pages) and self.page_number(self.page_of(offset) - 1) in self.ocr_pages

    @property
    def page_range(self) -> tuple[int, int] | None:
        """The first and the last page of the file on which the letter stands; None for text without pages."""
        if self.pages is None:
            return None
        return (min(self.page_numbers), max(self.page_numbers)) if self.page_numbers else (1, self.pages)

    def page_of(self, offset: int) -> int:
        """The 1-based page on which the character at `offset` stands."""
        return bisect_right(self.page_starts, offset)


class Pages(Struct, frozen=True, gc=False):
    """What a reader makes of a source's bytes: each page's text, its notes, and its layout if it was to be kept.

    `ocr_pages` are the pages, from 1, that were read by OCR; `doubts` are the numbers there that cannot be trusted.
    """

    texts: list[str]
    notes: tuple[tuple[str, str], ...] = ()
    layout: Layout | None = None
    ocr_pages: tuple[int, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def joined(texts: list[str]) -> tuple[str, tuple[int, ...]]:
    """Pages joined by form feeds, and the offset at which each starts."""
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    return "\f".join(texts), tuple(starts) or (0,)
