"""Text of annotations where it stands on the page: the value of a field behind its label.

PDFium gives what was drawn into a page last as its last text. Here each annotation's text is put behind what is printed
to the left of it in its line, before what is to the right of it, or below the line above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2_raw as raw

from imrcli.ingest.hidden.annotations import texts_of
from imrcli.ingest.hidden.boxes import Box
from imrcli.ingest.hidden.character import characters_of
from imrcli.ingest.layout import Piece
from imrcli.text import Span

_LINE = 0.6
"""Two texts whose middles are closer than this share of the higher one's height stand in one line."""
_OVERLAP = 2.0
"""Points that a text to the left can reach into a field."""
_LEAST_CELLS = 3
"""Steps from character to character that tell a comb."""
_OFF = 0.25
"""The share of a cell's width by which a character can stand off its middle."""
_BREAK = "\r\n"
_STRAIGHT = 0.4
"""Radians that a line may slope."""


class _Run(NamedTuple):
    """An annotation's text: its offsets in the page's text, the box of its first line, and the parts of it that are
    read, one behind the other: of a comb field each character.
    """

    start: int
    end: int
    box: Box
    parts: tuple[Span, ...]


class _Letter(NamedTuple):
    """A character of the page's own, and its box."""

    offset: int
    box: Box


def placed(page: Any, textpage: Any, text: str) -> tuple[str, list[Piece]]:
    """A page's text with that of its annotations where it stands, and the pieces that it is made of; the text as it is,
    and itself as its one piece, where no annotation has text.
    """
    owners = texts_of(page)
    if not owners or any(character > "\uffff" for character in text):
        return text, [(0, 0, len(text))]
    runs, letters = _told_apart(textpage, owners, _quarter_turns(page, textpage))
    if not runs:
        return text, [(0, 0, len(text))]
    behind: dict[int, list[tuple[str, _Run, str]]] = {}
    for run in _in_order(runs):
        at, before, after = _place(run.box, letters)
        behind.setdefault(at, []).append((before, run, after))
    return _joined(text, runs, behind)


def _in_order(runs: Sequence[_Run]) -> Iterator[_Run]:
    """Runs line by line, each from left to right, though their tops differ."""
    left = sorted(runs, key=lambda run: -run.box[1] - run.box[3])
    while left:
        line = [run for run in left if _in_line(run.box, left[0].box)]
        yield from sorted(line, key=lambda run: run.box[0])
        left = [run for run in left if run not in line]


def _told_apart(textpage: Any, owners: Mapping[int, int], turns: int) -> tuple[list[_Run], list[_Letter]]:
    """The annotations' texts, and the characters of the page itself."""
    annotated: dict[int, list[_Letter]] = {}
    letters: list[_Letter] = []
    for _, offset, owner, box in characters_of(textpage):
        letter = _Letter(offset, _turned(box, turns))
        number = owners.get(owner) if owner is not None else None
        (letters if number is None else annotated.setdefault(number, [])).append(letter)
    runs = []
    for own in annotated.values():
        first = own[0].box
        line = [letter.box for letter in own if _in_line(letter.box, first)]
        box = min(b[0] for b in line), min(b[1] for b in line), max(b[2] for b in line), max(b[3] for b in line)
        start, end = own[0].offset, own[-1].offset + 1
        runs.append(_Run(start, end, box, tuple(_cells(own)) if len(line) == len(own) else ((start, end),)))
    return runs, letters


def _cells(own: Sequence[_Letter]) -> Iterator[Span]:
    """The parts of a line of text that are read: all of it, or of a comb field, whose cells are equally far from one
    another, each cell without the space that their distance looks like.
    """
    whole = own[0].offset, own[-1].offset + 1
    steps = [_middle(after) - _middle(before) for before, after in pairwise(own)]
    pitch = sorted(steps)[len(steps) // 2] if len(steps) >= _LEAST_CELLS else 0.0
    if pitch <= 0 or any(step < pitch / 2 or abs(step / pitch - round(step / pitch)) > _OFF for step in steps):
        yield whole
        return
    start = own[0].offset
    for (before, after), step in zip(pairwise(own), steps, strict=True):
        if round(step / pitch) == 1 and after.offset > before.offset + 1:
            yield start, before.offset + 1
            start = after.offset
    yield start, whole[1]


def _middle(letter: _Letter) -> float:
    return (letter.box[0] + letter.box[2]) / 2


def _place(box: Box, letters: Sequence[_Letter]) -> tuple[int, str, str]:
    """The offset at which a text in a box is put, and what stands before and behind it there."""
    line = [letter for letter in letters if _in_line(letter.box, box)]
    left = [letter for letter in line if letter.box[2] <= box[0] + _OVERLAP]
    if left:
        return max(left, key=lambda letter: letter.box[2]).offset + 1, " ", " "
    if line:
        return min(line, key=lambda letter: letter.box[0]).offset, "", " "
    above = [letter for letter in letters if letter.box[1] + letter.box[3] > box[1] + box[3]]
    if above:
        lowest = min(above, key=lambda letter: letter.box[1] + letter.box[3])
        line = [letter for letter in above if _in_line(letter.box, lowest.box)]
        return max(line, key=lambda letter: letter.box[2]).offset + 1, _BREAK, _BREAK
    return 0, "", _BREAK


def _joined(
    text: str, runs: Sequence[_Run], behind: Mapping[int, Sequence[tuple[str, _Run, str]]]
) -> tuple[str, list[Piece]]:
    """The text with the runs moved, and its pieces."""
    parts: list[str] = []
    pieces: list[Piece] = []
    size = 0

    def add(words: str, start: int | None = None) -> None:
        nonlocal size
        if start is not None and words:
            pieces.append((size, start, len(words)))
        parts.append(words)
        size += len(words)

    left = sorted((run.start, run.end) for run in runs)
    cuts = sorted({0, len(text), *behind, *(cut for span in left for cut in span)})
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        for before, run, after in behind.get(start, ()):
            add(before)
            for first, last in run.parts:
                add(text[first:last], first)
            add(after)
        if not any(first <= start < last for first, last in left):
            add(text[start:end], start)
    return "".join(parts), pieces


def _in_line(box: Box, other: Box) -> bool:
    height = max(box[3] - box[1], other[3] - other[1])
    return abs((box[1] + box[3]) - (other[1] + other[3])) / 2 < _LINE * height


def _quarter_turns(page: Any, textpage: Any) -> int:
    """By how many quarters of a circle the page's lines are turned clockwise before they are seen."""
    turns = raw.FPDFPage_GetRotation(page)
    if not turns:
        return 0
    index = next((i for i in range(raw.FPDFText_CountChars(textpage)) if raw.FPDFText_GetUnicode(textpage, i) > 32), 0)
    upright = abs(raw.FPDFText_GetCharAngle(textpage, index)) < _STRAIGHT
    return 0 if upright else int(turns)


def _turned(box: Box, turns: int) -> Box:
    for _ in range(turns):
        box = box[1], -box[2], box[3], -box[0]
    return box
