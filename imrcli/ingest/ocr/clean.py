"""Takes out what is no print: the rules of tables, specks, accents that English has not."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from imrcli.ingest.ocr.mending import Mendings, with_text, with_words
from imrcli.ingest.ocr.words import Line, Word
from imrcli.pattern import pattern

_SIGNS = frozenset('-–—•&+=<>%#/()"“”®™*')
"""What can stand alone in print."""

_ONES = frozenset("|l]}J")
"""As what a 1 that stands alone is read."""

_BULLETS = frozenset("eo©¢®°@¥«»*·")
"""As what a bullet before a line is read; no line opens with one of these alone."""

_DOUBTFUL = 0.9
"""A word of which the engine is less sure may have a speck for a quote."""

_LOWER_END = pattern(r"[a-z]$")
_LOWER_START = pattern(r"[a-z]")
_SPECK = pattern(r"^[‘'`´~_.,](?=\w)")


def cleaned(lines: Sequence[Line], mendings: Mendings) -> list[Line]:
    """The lines with print alone. Lines that hold none are left out."""
    cleaned = []
    for line in lines:
        words = tuple(_words(line, mendings))
        if words:
            cleaned.append(with_words(line, words))
    return cleaned


def _words(line: Line, mendings: Mendings) -> Iterator[Word]:
    for place, word in enumerate(line.words):
        text = word.text
        if place == 0 and text in _BULLETS and len(line.words) > 1:
            yield with_text(word, "•")
            continue
        if text in _ONES and _in_prose(line, place):
            mendings.add("ocr-number", text, "1")
            yield with_text(word, "1")
            continue
        if not any(character.isalnum() or character in _SIGNS for character in text):
            continue
        if not text.isascii():
            text = _plain(text)
        if word.confidence < _DOUBTFUL:
            text = _SPECK.sub("", text)
        yield word if text == word.text else with_text(word, text)


def _in_prose(line: Line, place: int) -> bool:
    """Whether a word stands between two words in small letters."""
    if not 0 < place < len(line.words) - 1:
        return False
    before, behind = line.words[place - 1].text, line.words[place + 1].text
    return bool(_LOWER_END.search(before) and _LOWER_START.match(behind))


def _plain(text: str) -> str:
    """A word without accents, which OCR makes of specks above letters."""
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(part for part in parts if not unicodedata.combining(part)))
