"""Follows the operators of a page's content, as far as letters use them (ISO 32000-1, 8 and 9).

Many letters have the same frame of a table, so what a part of a content draws is remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from imrcli.ingest.hidden.boxes import THIN, Box, Matrix, after, holds, meet, turned
from imrcli.ingest.hidden.operators import BESIDE, BLANK, ONE, PICTURE, STEPS, WITHIN

DARK, LIGHT = 0.4, 0.6
"""Of 1. Text whose least part is no more than the one stands out from a ground whose least part is the other."""
CUT = 2.0
"""Points by which a text stands out of what it is clipped to, and is seen."""
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_COLOURS = {b"g": b" 0 g ", b"rg": b" 0 0 0 rg ", b"k": b" 0 0 0 1 k ", b"sc": b" 0 sc ", b"scn": b" 0 scn "}
"""The operators that set a colour, and how they mostly set black."""


class Show(NamedTuple):
    """A text that is shown: its place among the page's objects, its foot, and the box to which it is clipped."""

    place: int
    y: float
    clip: Box | None


class State(NamedTuple):
    """How a page is drawn at a place of its content; `size` is that of its smallest text, but for the matrix."""

    clip: Box | None
    matrix: Matrix
    least: float
    width: float
    leading: float
    size: float
    kept: tuple[tuple[Box | None, Matrix, float, float], ...]


class Block(NamedTuple):
    """What a part of a page's content draws, with places from 0, the number of all objects, and the state behind it."""

    state: State
    shows: list[Show]
    shapes: list[tuple[int, Box]]
    pictures: list[Box]
    objects: int


class Unclear(Exception):
    """Something that is not plain."""


START = State(None, _IDENTITY, 0.0, 1.0, 0.0, 1.0, ())


@lru_cache(4096)
def followed(state: State, beside: bytes, text: bytes, edges: Box, plain_spaces: bool) -> Block:
    """What is drawn beside and in a text block: many letters have the same frame of a table."""
    page = Follower(state, edges, plain_spaces)
    page.beside(beside)
    page.text(text)
    return Block(page.state(), page.shows, page.shapes, page.pictures, page.place)


class Follower:
    """A page while its operators are followed."""

    def __init__(self, state: State, edges: Box, plain_spaces: bool) -> None:
        self.shows: list[Show] = []
        self.shapes: list[tuple[int, Box]] = []
        self.pictures: list[Box] = []
        self.place = 0
        self._clip, self._matrix, self._least, self._width, self._leading, self._size, kept = state
        self._kept = list(kept)
        self._edges, self._plain_spaces = edges, plain_spaces

    def state(self) -> State:
        """The state behind what was followed."""
        return State(self._clip, self._matrix, self._least, self._width, self._leading, self._size, tuple(self._kept))

    def beside(self, words: bytes) -> None:
        """Follow what stands beside text blocks."""
        for token in _tokens(BESIDE, words):
            kind = token.lastgroup
            if kind == "clip":
                self._keep()
                self._painted(self._box(token["clip"][1:]), b"W", is_box=True)
            elif kind == "back":
                for _ in range(min(token["back"].count(b"Q"), len(self._kept))):
                    self._clip, self._matrix, self._least, self._width = self._kept.pop()
            elif kind == "fill":
                self._painted(self._box(token["fill"]), b"f", is_box=True)
            elif kind == "rules":
                if self._is_scaled():
                    raise Unclear
                self.place += token["rules"].count(b" re ")
            elif kind == "by" or kind == "space":
                self._colour(token["colour"], token["by"])
            elif kind == "keep":
                self._keep()
            elif kind == "paint":
                self._path(token["path"], token["paint"])
            elif kind == "matrix":
                self._matrix = self._moved(token["matrix"])
            elif kind == "picture":
                self.pictures.append(turned((0, 0, 1, 1), self._matrix))
                self.place += 1
            elif kind == "width":
                self._width = float(token["width"]) * max(map(abs, self._matrix[:4]))

    def text(self, words: bytes) -> None:
        """Follow a text block."""
        one = ONE.fullmatch(words)
        if one:
            _, by, space, where, _, later, later_space, show = one.groups()
            if by or space:
                self._colour(one["colour"], by)
            if later or later_space:
                self._colour(one["later_colour"], later)
            if BLANK.fullmatch(show):
                self.place += 1
            else:
                x, y = where.split()[4:]
                self._show(float(x), float(y))
            return
        a, b, c, d, e, f = _IDENTITY
        leading = self._leading
        for token in _tokens(WITHIN, words):
            kind = token.lastgroup
            if kind == "show":
                if BLANK.fullmatch(token["show"]):
                    self.place += 1
                else:
                    self._show(e, f)
            elif kind == "set":
                a, b, c, d, e, f = map(float, token["set"].split())
            elif kind == "move":
                x, y = map(float, token["move"].split())
                e, f = e + x * a + y * c, f + x * b + y * d
                if token[0].rstrip().endswith(b"D"):
                    leading = -y
            elif kind == "line":
                e, f = e - leading * c, f - leading * d
            elif kind == "leading":
                leading = float(token["leading"])
            elif kind != "other":
                self._colour(token["colour"], token["by"])
        self._leading = leading

    def _show(self, x: float, y: float) -> None:
        self._check_text()
        _, down, _, up, _, foot = self._matrix
        self.shows.append(Show(self.place, x * down + y * up + foot, self._clip))
        self.place += 1

    def _check_text(self) -> None:
        """See that a text here is dark and not too small."""
        a, b, c, d, _, _ = self._matrix
        if self._least > DARK or self._size * min(abs(a) + abs(b), abs(c) + abs(d)) < 1:
            raise Unclear

    def rest(self, words: bytes, beside: bytes) -> list[Box]:
        """See that what follows the last shape is dark; gives the boxes of the pictures that stand beside its text."""
        self._check_text()
        for name, black in _COLOURS.items():
            count = words.count(b" %b " % name)
            if not count or (count == words.count(black) and (self._plain_spaces or name[:1] != b"s")):
                continue
            for tail in {piece[-40:] for piece in words.split(b" %b " % name)[:-1]}:
                if self._least_of(_numbers(tail), name) > DARK:
                    raise Unclear
        if (not self._plain_spaces and b" cs " in words) or (b" re " in words and self._is_scaled()):
            raise Unclear
        return [turned((0, 0, 1, 1), self._moved(numbers)) for numbers in PICTURE.findall(beside)]

    def _moved(self, by: bytes) -> Matrix:
        a, b, c, d, e, f = map(float, by.split())
        return after((a, b, c, d, e, f), self._matrix)

    def _is_scaled(self) -> bool:
        return max(map(abs, self._matrix[:4])) > 1

    def _box(self, numbers: bytes) -> Box:
        x, y, width, height = map(float, numbers.split())
        return turned((x, y, x + width, y + height), self._matrix)

    def _keep(self) -> None:
        self._kept.append((self._clip, self._matrix, self._least, self._width))

    def _path(self, path: bytes, paint: bytes) -> None:
        if paint == b"n":
            return
        words = path.split()
        if len(words) == 5 and words[4] == b"re":
            self._painted(self._box(b" ".join(words[:4])), paint, is_box=True)
            return
        across: list[float] = []
        up: list[float] = []
        for numbers, name in STEPS.findall(path):
            parts = [float(number) for number in numbers.split()]
            if name == b"re":
                x, y, width, height = parts
                parts = [x, y, x + width, y + height]
            across += parts[::2]
            up += parts[1::2]
        box = turned((min(across), min(up), max(across), max(up)), self._matrix)
        self._painted(box, paint, is_box=False)

    def _painted(self, box: Box, paint: bytes, *, is_box: bool) -> None:
        if paint[:1] == b"W":
            _, b, c, _, _, _ = self._matrix
            if not is_box or b or c:
                raise Unclear
            if not holds(box, self._edges, CUT):
                self._clip = box if self._clip is None else meet(self._clip, box)
        elif paint in (b"S", b"s"):
            if self._width > THIN:
                raise Unclear
            self.place += 1
        else:
            if self._least < LIGHT and not _is_thin(box):
                raise Unclear
            self._shape(box)

    def _shape(self, box: Box) -> None:
        """Note a shape by its box, which can be upside down in the file."""
        if not _is_thin(box):
            self.shapes.append((self.place, box))
        self.place += 1

    def _colour(self, numbers: bytes | None, by: bytes | None) -> None:
        """Note a colour, or, without one, that a colour space is set, which begins with its black."""
        if numbers and by:
            self._least = self._least_of([float(number) for number in numbers.split()], by)
        elif self._plain_spaces:
            self._least = 0.0
        else:
            raise Unclear

    def _least_of(self, parts: list[float], name: bytes) -> float:
        """The least part of a colour as red, green and blue."""
        if not parts or (name[:1] == b"s" and not self._plain_spaces):
            raise Unclear
        if name == b"k" or len(parts) == 4:
            return (1 - max(parts[-4:-1])) * (1 - parts[-1])
        return min(parts[-1:] if name == b"g" else parts[-3:])


def _tokens(what: re.Pattern[bytes], words: bytes) -> Iterator[re.Match[bytes]]:
    at = len(words) - len(words.lstrip())
    while at < len(words):
        token = what.match(words, at)
        if token is None:
            raise Unclear
        yield token
        at = token.end()


def _is_thin(box: Box) -> bool:
    return box[2] - box[0] < THIN or box[3] - box[1] < THIN


def _numbers(tail: bytes) -> list[float]:
    """The numbers at the end of some words."""
    numbers: list[float] = []
    for word in reversed(tail.split()):
        try:
            numbers.insert(0, float(word))
        except ValueError:
            break
    return numbers
