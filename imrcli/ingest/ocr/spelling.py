"""Words that OCR damaged by a letter that looks like another: mended where one known word alone is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from imrcli.ingest.ocr.mending import Mendings, core, with_text, with_words
from imrcli.ingest.ocr.words import Line, Word
from imrcli.pattern import pattern
from imrcli.vocabulary.printed import lookalikes, words

_SURE = 0.93
"""A word of which the engine is more sure is left as it is."""

_SURE_SHORT = 0.85
"""A word of five letters or fewer, which is near to many, is left as it is where the engine is more sure of it."""

_SHORT = 5
_SHORTEST = 4
"""Shorter words are too near to one another."""

_AS_LETTERS = pattern(r"^[A-Z01]*[01][A-Z01]*$")
_ABBREVIATION = pattern(r"(?=(?:.*[A-Z]){2})[A-Z01]{3,6}")
_LETTERS = str.maketrans("10", "IO")
"""An abbreviation that was read with a digit: `MR1`."""

_LIST = pattern(r"[a-z)][,/][A-Z]")
"""A list that was read as one word, or is printed so: `California,Missouri`, `Certification(s)/Specialty`."""

_LISTED = pattern(r"[A-Za-z]+")


def spelled(lines: Sequence[Line], mendings: Mendings) -> list[Line]:
    """The lines with damaged words mended."""
    return [with_words(line, [_spelled(word, mendings) for word in line.words]) for line in lines]


def _spelled(word: Word, mendings: Mendings) -> Word:
    if word.confidence > _SURE:
        return word
    front, letters, behind = core(word.text)
    if len(letters) <= _SHORT and word.confidence > _SURE_SHORT:
        return word
    if _AS_LETTERS.search(letters) and (capitals := abbreviation(letters)) is not None:
        mendings.add("ocr-words", word.text, front + capitals + behind)
        return with_text(word, front + capitals + behind)
    if len(letters) < _SHORTEST or known(letters) or any(map(str.isdigit, letters)):
        return word
    meant = _LISTED.sub(_part, letters) if _LIST.search(letters) else _meant(letters)
    if meant is None or meant == letters:
        return word
    mendings.add("ocr-words", word.text, front + meant + behind)
    return with_text(word, front + meant + behind)


def abbreviation(letters: str) -> str | None:
    """The abbreviation of the vocabularies that was read, a digit in it put back to the letter that looks like it."""
    if not _ABBREVIATION.fullmatch(letters):
        return None
    return next((form for form in (letters, letters.translate(_LETTERS)) if form.lower() in words()), None)


def known(word: str) -> bool:
    """Whether a word is in the vocabularies, with or without an ending."""
    word = word.lower()
    return word in words() or any(word.endswith(end) and word[: -len(end)] in words() for end in ("s", "'s", "’s", "d"))


def _part(part: re.Match[str]) -> str:
    """A word of a list without spaces, mended where it is damaged."""
    letters = part.group()
    return letters if len(letters) < _SHORTEST or known(letters) else _meant(letters) or letters


def _meant(letters: str) -> str | None:
    """The one known word that looks like a damaged one; None where there are none or several."""
    meant = set()
    for read, printed in lookalikes():
        at = letters.find(read)
        while at >= 0:
            whole = letters[:at] + printed + letters[at + len(read) :]
            if known(whole):
                meant.add(whole)
            at = letters.find(read, at + 1)
    return meant.pop() if len(meant) == 1 else None
