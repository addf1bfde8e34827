"""From characters of the letter's text to where they are printed: boxes on pages, or offsets into a text.

A word that is broken at a line end, and stands in one piece in the letter's text, is in two pieces in the document's:
both have the same characters between the same two ends.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from msgspec import UNSET

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
        self._known: dict[Span, list[Place]] = {}

    def places(self, spans: Iterable[Span]) -> list[Place]:
        """A place for each line that the spans stand on; for text one for each run without furniture in it."""
        return [place for span in spans for place in self._of_span(span)]

    def _of_span(self, span: Span) -> list[Place]:
        places = self._known.get(span)
        if places is None:
            places = []
            for start, end in self._printed(span):
                if self._layout is None:
                    places.append(Place(start=start, end=end))
                else:
                    places += self._boxes(self._layout, start, end)
            self._known[span] = places
        return places

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
        """A box for each line of the pages on which a run of the document's text is printed."""
        starts = self._document.page_starts
        page = bisect_right(starts, start) - 1
        while page < len(starts) and starts[page] < end:
            first = starts[page]
            stop = starts[page + 1] - 1 if page + 1 < len(starts) else len(self._document.text)
            low, high = max(start, first), min(end, stop)
            if low < high:
                number = self._document.page_number(page)
                boxes = layout.boxes(number - 1, low - first, high - first)
                sure = layout.confidence(number - 1, low - first, high - first)
                for x0, top, x1, bottom in lines(box for box in boxes if box[3] - box[1] >= _LOWEST):
                    box = (round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))
                    confidence = UNSET if sure is None else round(sure, 3)
                    yield Place(page=number, bbox=box, confidence=confidence)
            page += 1


def _differ(character: str, other: str) -> bool:
    """Whether two characters are not the same letter or digit, and either is one."""
    return character != other and (character.isalnum() or other.isalnum())


def lines(boxes: Iterable[Box]) -> list[Box]:
    """Boxes that follow each other on a line, merged."""
    merged: list[Box] = []
    for box in boxes:
        if merged and _beside(merged[-1], box):
            last = merged[-1]
            merged[-1] = min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3])
        else:
            merged.append(box)
    return merged


def _beside(box: Box, following: Box) -> bool:
    """Whether a box goes on, to the right, in the line of the box before it."""
    shared = min(box[3], following[3]) - max(box[1], following[1])
    lower = min(box[3] - box[1], following[3] - following[1])
    return shared > 0.5 * lower and following[0] >= box[0] - 1
