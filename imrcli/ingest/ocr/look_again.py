"""A second look at the numbers that values are made of: dates and case numbers.

A digit that OCR takes for another looks as good as a right one. So each date and case number is read once more, larger,
with the words beside it and as a block, which finds the line anew and leaves out the rules of a table; where the two
disagree, again, as a line; where the looks do not agree, it is doubtful, and no value is made of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median

from msgspec.structs import replace

from imrcli.ingest.ocr.engine import Engine
from imrcli.ingest.ocr.mending import Mendings, with_words
from imrcli.ingest.ocr.numbers import as_number
from imrcli.ingest.ocr.prepare import Prepared
from imrcli.ingest.ocr.words import Line, Pixels
from imrcli.pattern import pattern

_LOOKED_AT = pattern(r"^\W?(?P<number>\d{1,2}/\d{1,2}/\d{4}|CM\d{2}-?\d{7,8})\W{0,2}$")
_NUMBER = pattern(r"\d{1,2}/\d{1,2}/\d{4}|CM\d{2}-?\d{7,8}")
_LOOKS = ((2.0, True), (1.5, False), (2.0, False), (3.0, False))
"""How many times larger each look is, and whether it is at a block. See docs/ocr.md for how each fared."""
_MARGIN = 8
"""Pixels around the words that are read again."""

_TALL = 1.3
"""Of the line's words: a higher box has more in it than its word."""

_REACH = 0.9
"""Of its height: a word that stands so near to a number is read again with it; what is farther, in another cell."""

_MOST = 40
"""Numbers of a page that are looked at again: a letter's first page has a dozen."""

_SURE = 0.9
"""Of a number that is read with more confidence, other looks that agree on another make a doubt, and no more."""

_LEAST = 0.8
"""A digit of which the engine is less sure is doubtful whatever the second look says."""


def looked_at_again(engine: Engine, page: Prepared, lines: Sequence[Line], mendings: Mendings) -> list[Line]:
    """The lines with their numbers corrected by a second look, or marked as doubtful."""
    found, looks = [], 0
    for line in lines:
        words = list(line.words)
        for place, word in enumerate(words):
            if word.least < _LEAST:
                words[place] = replace(word, doubtful=True)
                continue
            printed = _LOOKED_AT.match(word.text)
            if printed is None or looks >= _MOST:
                continue
            looks += 1
            first = printed["number"]
            agreed = _agreed(engine, page, line, place, first)
            # Where the later looks agree on another number, the first must have been unsure, or no date.
            if agreed is None or (agreed != first and not _gives_way(first, agreed, word.confidence)):
                words[place] = replace(word, doubtful=True)
            elif agreed != first:
                mendings.add("ocr-number", first, agreed)
                words[place] = replace(word, text=word.text.replace(first, agreed))
        found.append(with_words(line, words))
    return found


def _gives_way(first: str, agreed: str, confidence: float) -> bool:
    """Whether a number that was read first is taken for another on which the later looks agree.

    `42/23/2016`, which no calendar has, is so for `12/23/2016`, which differs from it in the month alone.
    """
    if _can_be(first):
        return confidence <= _SURE
    bounds = zip(first.split("/"), agreed.split("/"), (12, 31, 2100), strict=True)
    return all(int(read) > most for read, other, most in bounds if read != other)


def _agreed(engine: Engine, page: Prepared, line: Line, place: int, first: str) -> str | None:
    """The number that most looks agree on: one more look that sees the first number, or two more than see another."""
    votes = Counter([first] if _can_be(first) else [])
    for larger, block in _LOOKS:
        again = _look(engine, page, line, place, larger, block=block)
        if again is not None and _can_be(again):
            votes[again] += 1
        (best, most), *others = votes.most_common() or [("", 0)]
        if most - sum(count for _, count in others) > 1:
            return best
    return None


def _can_be(number: str) -> bool:
    """Whether a number is a case's, or a date that there can be."""
    if "/" not in number:
        return True
    month, day, year = map(int, number.split("/"))
    return 1 <= month <= 12 and 1 <= day <= 31 and 1900 <= year < 2100


def _look(engine: Engine, page: Prepared, line: Line, place: int, larger: float, *, block: bool = False) -> str | None:
    """What a number is read as when it is read again, larger; None where no number is seen."""
    from PIL import Image

    box = _surroundings(line, place)
    picture = page.picture.crop(box)
    size = round(picture.width * larger), round(picture.height * larger)
    again = engine.line(picture.resize(size, Image.Resampling.BICUBIC), round(page.dpi * larger), block=block)
    left, _, right, _ = line.words[place].box
    texts = [
        word.text
        for word in again.words
        if min(box[0] + word.box[2] / larger, right) - max(box[0] + word.box[0] / larger, left) > 0
    ]
    for text in ("".join(texts), *texts):
        number = _NUMBER.search(as_number(text))
        if number:
            return number.group()
    return None


def _surroundings(line: Line, place: int) -> Pixels:
    """The box around a word and its neighbours, as far as they are near."""
    box = line.words[place].box
    reach = _REACH * (box[3] - box[1])
    left, right = box[0], box[2]
    if place and 0 <= box[0] - line.words[place - 1].box[2] <= reach:
        left = line.words[place - 1].box[0]
    if place + 1 < len(line.words) and 0 <= line.words[place + 1].box[0] - box[2] <= reach:
        right = line.words[place + 1].box[2]
    # A box can reach to the rule of a table: then the line is where the word before it is.
    height = median(word.box[3] - word.box[1] for word in line.words)
    own = box if box[3] - box[1] <= _TALL * height or not place else line.words[place - 1].box
    return left - _MARGIN, own[1] - _MARGIN, right + _MARGIN, own[3] + _MARGIN
