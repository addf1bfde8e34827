"""What an engine reads of a picture: lines of words, each with its box and how sure the engine is of it."""

from __future__ import annotations

from msgspec import Struct

Pixels = tuple[int, int, int, int]
"""x0, top, x1, bottom in pixels of the picture that was read."""

LEAST_LINE = 0.15
"""Of a picture's width: a shorter line does not tell how the page slopes."""

WELL = 0.7
"""The median confidence of words below which print may stand upside down: upright it has 0.9 and more."""


class Word(Struct, frozen=True, gc=False):
    """A printed word: its text, where it stands, and how sure the engine is of it, from 0 to 1.

    `least` is how sure it is of the digit that it is least sure of; 1 where there is none. `doubtful`:
    it is a number that was read differently when it was looked at again.
    """

    text: str
    box: Pixels
    confidence: float
    least: float = 1.0
    doubtful: bool = False


class Line(Struct, frozen=True, gc=False):
    """A printed line. `opens`: it is the first of a paragraph, or of a cell of a table."""

    words: tuple[Word, ...]
    opens: bool = False

    @property
    def box(self) -> Pixels:
        """The box around all of its words."""
        boxes = [word.box for word in self.words]
        lows, highs = zip(*((box[:2], box[2:]) for box in boxes), strict=True)
        (left, top), (right, bottom) = map(min, zip(*lows, strict=True)), map(max, zip(*highs, strict=True))
        return left, top, right, bottom
