"""From characters of the letter's text to where they are printed: boxes on pages, or offsets into a text.

A word that is broken at a line end, and stands in one piece in the letter's text, is in two pieces in the document's:
both have the same characters between the same two ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from imrcli.ingest.document import Document
from imrcli.ingest.layout import Box, Layout
from imrcli.letters import Letter
from imrcli.model import Place
from imrcli.text import Span

_LOWEST = 1.0
"""Points. A lower box is around a space at a line's end."""

_EDGES = " \t\r\n\f:;,"
"""What may stand at the edges of a span and is no part of the value."""

_LONGEST_WORD = 80
"""Characters within which a broken word and its break lie."""


class Placer:
    """Tells where spans of a letter's text stand. `layout` is of the document, None for text."""

    def __init__(self, letter: Letter, layout: Layout | None) -> None:
        self._letter, self._layout = letter, layout
        self._document: Document = letter.document
        starts = self._document.page_starts
        self._ends = [*(start - 1 for start in starts[1:]), len(self._document.text)]

    def places(self, spans: Iterable[Span]) -> list[Place]:
        """A place for each line that the spans stand on; for text one for each run without furniture in it."""
        made: list[Place] = []
        for span in spans:
            for start, end in self._printed(span):
                if self._layout is None:
                    made.append(Place(start=start, end=end))
                else:
                    made += self._boxes(self._layout, start, end)
        return made

    def _printed(self, span: Span) -> Iterator[Span]:
        """The runs of the document's text in which a span of the letter's text is printed."""
        text, printed = self._letter.text, self._letter.plain
        start, end = span
        while start < end and printed[start] in _EDGES:
            start += 1
        end = self._whole(end)
        if text is printed or not text[start:end].strip():  # the case number can stand in a footer
            yield start, end
            return
        # Furniture between the lines of a value is blanked in the letter's text, and no part of the value.
        at = start
        while at < end:
            while at < end and text[at].isspace() and not printed[at].isspace():
                at += 1
            stop = at
            while stop < end and not (text[stop].isspace() and not printed[stop].isspace()):
                stop += 1
            if text[at:stop].strip():
                yield at, stop
            at = max(stop, at + 1)

    def _whole(self, end: int) -> int:
        """An end that does not lie within a word that the document breaks at a line end."""
        text, printed = self._document.text, self._letter.plain
        stop = end
        while stop < min(len(text), end + _LONGEST_WORD) and _differ(text[stop - 1], printed[stop - 1]):
            stop += 1
        return stop

    def _boxes(self, layout: Layout, start: int, end: int) -> Iterator[Place]:
        for page, (first, stop) in enumerate(zip(self._document.page_starts, self._ends, strict=True)):
            low, high = max(start, first), min(end, stop)
            if low < high:
                boxes = layout.boxes(page, low - first, high - first)
                for box in lines(box for box in boxes if box[3] - box[1] >= _LOWEST):
                    yield Place(page=page + 1, bbox=tuple(round(side, 2) for side in box))  # type: ignore[arg-type]


def _differ(one: str, other: str) -> bool:
    """Whether two characters are not the same letter or digit, and one of them is one."""
    return one != other and (one.isalnum() or other.isalnum())


def lines(boxes: Iterable[Box]) -> list[Box]:
    """Boxes that follow each other on a line, as one."""
    made: list[Box] = []
    for box in boxes:
        if made and _beside(made[-1], box):
            last = made[-1]
            made[-1] = min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3])
        else:
            made.append(box)
    return made


def _beside(one: Box, other: Box) -> bool:
    """Whether a box goes on, to the right, in the line of the one before it."""
    shared = min(one[3], other[3]) - max(one[1], other[1])
    lower = min(one[3] - one[1], other[3] - other[1])
    return shared > 0.5 * lower and other[0] >= one[0] - 1
