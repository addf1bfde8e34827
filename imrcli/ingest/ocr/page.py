"""The text of a page that was read by OCR, and the way from its characters to places and confidences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from imrcli.ingest.layout import Box, Layout
from imrcli.ingest.ocr.prepare import Matrix
from imrcli.ingest.ocr.words import Line, Word
from imrcli.text import Span


class OcrPage(Struct, frozen=True, gc=False):
    """A page's text, its words with the offset at which each starts, and how their boxes lie on the page."""

    text: str
    words: tuple[Word, ...]
    starts: tuple[int, ...]
    matrix: Matrix

    def boxes(self, start: int, end: int) -> list[Box]:
        """A box for each word, or part of one, between two offsets."""
        return [self._box(word, at, start, end) for word, at in self._words(start, end)]

    def confidence(self, start: int, end: int) -> float | None:
        """How sure the engine is of the words between two offsets, from 0 to 1: the mean of their characters."""
        sure = [(len(word.text), word.confidence) for word, _ in self._words(start, end)]
        return sum(size * confidence for size, confidence in sure) / sum(size for size, _ in sure) if sure else None

    @property
    def doubts(self) -> list[Span]:
        """Where numbers stand that cannot be trusted."""
        placed = zip(self.words, self.starts, strict=True)
        return [(start, start + len(word.text)) for word, start in placed if word.doubtful]

    def _words(self, start: int, end: int) -> Iterator[tuple[Word, int]]:
        first = max(0, bisect_right(self.starts, start) - 1)
        for place in range(first, bisect_left(self.starts, end)):
            if self.starts[place] + len(self.words[place].text) > start:
                yield self.words[place], self.starts[place]

    def _box(self, word: Word, at: int, start: int, end: int) -> Box:
        left, top, right, bottom = word.box
        each = (right - left) / len(word.text)
        x0 = left + max(0, start - at) * each
        x1 = right - max(0, at + len(word.text) - end) * each
        a, b, c, d, e, f = self.matrix
        corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (top, bottom)]
        across, down = zip(*corners, strict=True)
        return min(across), min(down), max(across), max(down)


def page_of(lines: Sequence[Line], matrix: Matrix) -> OcrPage:
    """Lines as a page's text: words parted by spaces, lines by line feeds."""
    words: list[Word] = []
    starts: list[int] = []
    printed: list[str] = []
    at = 0
    for line in lines:
        for word in line.words:
            words.append(word)
            starts.append(at)
            at += len(word.text) + 1
        printed.append(" ".join(word.text for word in line.words))
    return OcrPage("\n".join(printed), tuple(words), tuple(starts), matrix)


class MixedLayout:
    """The layout of a document some of whose pages (from 0) were read by OCR; `rest` is that of the others."""

    def __init__(self, rest: Layout | None, pages: dict[int, OcrPage]) -> None:
        self._rest, self._pages = rest, pages

    def boxes(self, page: int, start: int, end: int) -> list[Box]:
        """Boxes around the characters of a page between two offsets of its text, in their order."""
        if page in self._pages:
            return self._pages[page].boxes(start, end)
        return self._rest.boxes(page, start, end) if self._rest else []

    def confidence(self, page: int, start: int, end: int) -> float | None:
        """How sure OCR is of the characters of a page between two offsets; None for a page that it did not read."""
        return self._pages[page].confidence(start, end) if page in self._pages else None

    def close(self) -> None:
        """Let go of the PDF."""
        if self._rest:
            self._rest.close()
