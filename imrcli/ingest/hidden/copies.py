"""Words that a page has twice: an OCR layer beside the text that it was read from, and a text that is printed again.

A layer can be some points off, larger or askew, and misreads words; so each of its texts is held against the words that
are printed around it. Where most of a layer repeats what is printed, so does what is misread beside print that nothing
else repeats.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence, Set
from difflib import SequenceMatcher
from typing import Any, NamedTuple

import pypdfium2_raw as raw

from imrcli.ingest.hidden.boxes import Box, is_in, share
from imrcli.ingest.hidden.character import Character


class _Word(NamedTuple):
    """A word, and its characters."""

    text: str
    characters: list[Character]


_AROUND = 14.0
"""Points, about a line, that a layer can be off."""
_CELL = 28
"""Points. Print is looked up by such squares of the page."""
_ALIKE = 0.6
_SHORT = 3
"""Characters. What is shorter has to be a part of a printed word."""
_LEAST_LINE = 20
_LEAST_LINES = 3
_SOME, _ALL = 0.5, 0.9
"""The shares of a layer that tell that some of a page, or all of it, was printed before it was read."""
_BESIDE = 3.0
"""Points by which narrow characters of two layers stand beside each other."""
_TOUCHED = 0.2
"""The share of a character's box that another one has, where two layers have been laid over a scan."""
_MANY = 4
"""A page of whose layer one character of so many stands there before has two layers."""
_SAME_PLACE = 0.5
"""The share of a character's box that the same character, printed again, has in common with it."""


def repeated(
    textpage: Any, characters: Sequence[Character], layer: Mapping[int, Box], doubled: Container[int]
) -> set[int]:
    """The texts of an invisible layer, given with their boxes, that repeat what is printed around them.

    Those that are `doubled` are known to.
    """
    printed: dict[tuple[int, int], list[Character]] = {}
    own: dict[int, list[Character]] = {handle: [] for handle in layer}
    for character in characters:
        if character.owner in own:
            own[character.owner].append(character)
        else:
            x, y = _middle(character.box)
            printed.setdefault((int(x // _CELL), int(y // _CELL)), []).append(character)
    if not printed:
        return set()

    sign = _signs(textpage)
    beside = {handle: _around(printed, layer[handle]) for handle, found in own.items() if found}
    found: set[int] = set()
    claimed: set[Character] = set()
    for handle in sorted(beside, key=lambda handle: handle not in doubled):
        near = [character for character in beside[handle] if character not in claimed]
        claims, repeats = _repeats(_words(own[handle], sign), _words(near, sign))
        if repeats or handle in doubled:
            found.add(handle)
            claimed.update(claims, (other for other in near if is_in(layer[handle], _middle(other.box))))
    share_found = sum(len(own[handle]) for handle in found) / max(1, sum(map(len, own.values())))
    if share_found >= _SOME:
        for handle, near in beside.items():
            unclaimed = len(set(near) - claimed) if share_found < _ALL else len(near)
            if 2 * unclaimed >= len(own[handle]):
                found.add(handle)
    return found


def laid_again(textpage: Any, characters: Sequence[Character], layer: Iterable[int]) -> set[int]:
    """The texts of an invisible layer, given in the order in which they are drawn, that a scan was given once more."""
    own: dict[int, list[Character]] = {handle: [] for handle in layer}
    for character in characters:
        if character.owner in own:
            own[character.owner].append(character)
    before: dict[tuple[int, int], list[Character]] = {}
    found: set[int] = set()
    touched: set[int] = set()
    sign = _signs(textpage)
    for handle, text in own.items():
        under = [_under(before, character.box) for character in text]
        print_before = _whole_words(before, {other for others in under for other in others})
        if 2 * sum(map(bool, under)) > len(text) and _repeats(_words(text, sign), _words(print_before, sign))[1]:
            found.add(handle)
            continue
        if found and any(_under(before, (box[0] - _BESIDE, box[1], box[2] + _BESIDE, box[3])) for *_, box in text):
            touched.add(handle)
        for character in text:
            x, y = _middle(character.box)
            before.setdefault((int(x // _CELL), int(y // _CELL)), []).append(character)
    again = sum(len(own[handle]) for handle in found)
    return found | touched if _MANY * again > sum(map(len, own.values())) else set()


def _under(before: Mapping[tuple[int, int], Sequence[Character]], box: Box) -> list[Character]:
    """What of the text before stands where a box is."""
    return [
        other
        for column in range(int((box[0] - _AROUND) // _CELL), int((box[2] + _AROUND) // _CELL) + 1)
        for row in range(int((box[1] - _AROUND) // _CELL), int((box[3] + _AROUND) // _CELL) + 1)
        for other in before.get((column, row), ())
        if share(box, other.box) >= _TOUCHED
    ]


def _whole_words(before: Mapping[tuple[int, int], Sequence[Character]], under: Set[Character]) -> list[Character]:
    """Some characters of the text before with those beside them, in its order."""
    if not under:
        return []
    boxes = [character.box for character in under]
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return _around(before, (left, bottom, right, top))


def _around(printed: Mapping[tuple[int, int], Sequence[Character]], box: Box) -> list[Character]:
    """What is printed in a box and around it, in the text's order."""
    left, bottom, right, top = box[0] - _AROUND, box[1] - _AROUND, box[2] + _AROUND, box[3] + _AROUND
    near = [
        character
        for column in range(int(left // _CELL), int(right // _CELL) + 1)
        for row in range(int(bottom // _CELL), int(top // _CELL) + 1)
        for character in printed.get((column, row), ())
        if is_in((left, bottom, right, top), _middle(character.box))
    ]
    return sorted(near, key=lambda character: character.offset)


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _signs(textpage: Any) -> Callable[[Character], str]:
    return lambda character: chr(raw.FPDFText_GetUnicode(textpage, character.number))


def _words(characters: Sequence[Character], sign: Callable[[Character], str]) -> list[_Word]:
    """The words that characters make, which stand in the order of the text."""
    words: list[list[Character]] = []
    last = -2
    for character in characters:
        if character.offset != last + 1:
            words.append([])
        words[-1].append(character)
        last = character.offset
    return [_Word("".join(map(sign, word)), word) for word in words]


def _repeats(words: Sequence[_Word], printed: Sequence[_Word]) -> tuple[list[Character], bool]:
    """The printed characters that some words repeat, though misread, and whether most of the words do."""
    claims: list[Character] = []
    found = 0
    for word in words:
        if same := next((other for other in printed if _alike(word.text, other.text)), None):
            claims += same.characters
            found += len(word.text)
    return claims, 2 * found > sum(len(word.text) for word in words)


def _alike(word: str, other: str) -> bool:
    if word == other or (len(word) < _SHORT and word in other):
        return True
    matcher = SequenceMatcher(None, word, other, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def looks_printed_again(textpage: Any, text: str) -> bool:
    """Whether many of the lines of a page's text are there twice, and one of them at the same place."""
    lines = [line.strip() for line in text.split("\n") if len(line) > _LEAST_LINE]
    if len(lines) - len(set(lines)) < max(_LEAST_LINES, len(lines) / 3):
        return False
    again = [line for line, count in Counter(lines).items() if count > 1]
    return any(_near(_box_at(textpage, text.find(line)), _box_at(textpage, text.rfind(line))) for line in again)


def _box_at(textpage: Any, offset: int) -> Box:
    """The box of the character at an offset of a page's text."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    index = raw.FPDFText_GetCharIndexFromTextIndex(textpage, offset)
    raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


def _near(box: Box, other: Box) -> bool:
    return share(box, other) >= _SAME_PLACE


def printed_again(textpage: Any, characters: Sequence[Character]) -> list[Character]:
    """The characters that stand where the same character was printed before."""
    places: dict[tuple[int, int, int], list[Box]] = {}
    found = []
    for character in characters:
        x, y = _middle(character.box)
        column, row = round(x / 2), round(y / 2)
        sign = raw.FPDFText_GetUnicode(textpage, character.number)
        near = (
            box
            for across in (column - 1, column, column + 1)
            for up in (row - 1, row, row + 1)
            for box in places.get((sign, across, up), ())
        )
        if any(share(character.box, box) >= _SAME_PLACE for box in near):
            found.append(character)
        else:
            places.setdefault((sign, column, row), []).append(character.box)
    return found
