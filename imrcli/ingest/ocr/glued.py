"""Words that OCR read as one: a speck stood between them (`worker.is`), or hardly a space (`tothe`, `MR1at`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from imrcli.ingest.ocr.mending import Mendings, core, with_text, with_words
from imrcli.ingest.ocr.spelling import abbreviation, known
from imrcli.ingest.ocr.words import Line, Word
from imrcli.pattern import pattern
from imrcli.vocabulary import specialties, states

_SURE = 0.9
"""A word of which the engine is more sure is one word."""

_VERY_UNSURE = 0.8
"""A word of which the engine is more sure is one word, where no speck stands in it."""

_SPECK = pattern(r"^(?P<first>[A-Za-z]?[a-z]+)[.,;:'’‘~_](?P<second>[a-z]{2,})$")
_LIST = pattern(r"^(?P<first>[A-Z][a-z]+)[.;:'](?P<second>[A-Z][a-z]+)$")
_AGE = pattern(r"^(?P<first>an?|now)(?P<second>\d{2})$")
_YEARS = ("year", "yr", "y/o", "yo")

_SMALL = ("the", "is", "was", "been", "of", "and", "not", "are")
"""Words that others are glued to."""

_BEFORE_A = frozenset({"for", "of", "in", "is", "was", "with", "from", "to", "on", "by", "and", "that", "has", "had"})
"""Words before an article that is glued to them: `fora`."""

_CAPITALS = pattern(r"^(?P<first>[A-Z01]{3,6})(?P<second>[a-z]{2,4})$")
_BEHIND_CAPITALS = frozenset({*_SMALL, "at", "for", "to", "in", "on", "with", "has", "had", "or", "by", "this"})
"""Words that are glued to an abbreviation: `MRIof`."""

_ALONE = frozenset({*_SMALL, "to", "an", "for", "with"})
"""Words that no sign joins to another, however sure the engine is: `is.not`."""


def parted(lines: Sequence[Line], mendings: Mendings) -> list[Line]:
    """The lines with glued words parted."""
    return [with_words(line, _parted(line, mendings)) for line in lines]


def _parted(line: Line, mendings: Mendings) -> Iterator[Word]:
    for place, word in enumerate(line.words):
        following = line.words[place + 1].text if place + 1 < len(line.words) else ""
        cut = _cut(word, following)
        if cut is None:
            yield word
            continue
        first, second = cut
        mendings.add("ocr-words", word.text, f"{first} {second}")
        left, top, right, bottom = word.box
        middle = left + (right - left) * len(first) // (len(first) + len(second))
        for text, box in ((first, (left, top, middle, bottom)), (second, (middle, top, right, bottom))):
            yield with_text(Word(text, box, word.confidence, word.least), text)


def _cut(word: Word, following: str) -> tuple[str, str] | None:
    """The two words that a word is; None for one that is one."""
    front, letters, behind = core(word.text)
    glued = _SPECK.match(letters)
    if word.confidence > _SURE and not (glued and {glued["first"], glued["second"]} & _ALONE):
        return None
    if following.startswith(_YEARS) and (age := _AGE.match(letters)):
        return front + age["first"], age["second"] + behind
    if glued:
        if known(glued["first"]) and known(glued["second"]):
            return front + glued["first"], glued["second"] + behind
    elif listed := _LIST.match(letters):
        if listed["first"].lower() in _last_words() and listed["second"].lower() in _first_words():
            return f"{front}{listed['first']},", listed["second"] + behind
    elif capitals := _CAPITALS.match(letters):
        first = abbreviation(capitals["first"])
        if first is not None and capitals["second"] in _BEHIND_CAPITALS and not known(letters):
            return front + first, capitals["second"] + behind
    elif letters[-1:] == "a" and letters[:-1] in _BEFORE_A and not known(letters):
        return front + letters[:-1], "a" + behind
    elif letters.islower() and word.confidence < _VERY_UNSURE and not known(letters):
        return _small_word(front, letters, behind)
    return None


def _small_word(front: str, letters: str, behind: str) -> tuple[str, str] | None:
    for small in _SMALL:
        rest = letters.removeprefix(small)
        if rest != letters and len(rest) > 1 and known(rest):
            return front + small, rest + behind
        rest = letters.removesuffix(small)
        if rest != letters and len(rest) > 1 and known(rest):
            return front + rest, small + behind
    return None


@cache
def _last_words() -> frozenset[str]:
    return frozenset(name.split()[-1] for name in (*states(), *specialties()))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split()[0] for name in (*states(), *specialties()))
