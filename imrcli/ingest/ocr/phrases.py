"""The form's words and the vocabularies' titles, where OCR damaged a letter or two of them.

A phrase is looked for by those of its words that were read whole: where most of one's words stand in their order, the
others are what it prints. Nothing is mended where two phrases would mend it differently.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from imrcli.edits import distance
from imrcli.ingest.ocr.mending import Code, Mendings, core, squashed, with_text, with_words
from imrcli.ingest.ocr.spelling import known
from imrcli.ingest.ocr.words import Line, Word
from imrcli.vocabulary import specialties, states
from imrcli.vocabulary.printed import printed_forms, titles

_WHOLE = 0.5
"""Of a phrase's words, how many must have been read whole."""

_WHOLE_LETTERS = 0.3
"""Of a phrase's letters, how many must stand in words that were read whole."""

_LONG_PHRASE = 3
"""A known word is another's only in a phrase of so many words at least."""

_A_LETTER = 4
"""For so many letters of a word, one may be damaged; for the next so many, another."""

_SURE = 0.9
"""A word that is known, or a number, is another's only where the engine is less sure of it."""

_SIGNS = frozenset((".", ",", ";", ":", "'", "’", "-", ");", "),", ")."))
"""What a speck, or a damaged sign, is read as."""

_VERY_SURE = 0.95
"""A word of which the engine is more sure is the word that it is."""

_LETTER_L = (")", "]", "|", "}")
"""As what an l at a word's end is read."""


class _Phrase(Struct, frozen=True, gc=False):
    code: Code
    printed: tuple[str, ...]
    squashed: tuple[str, ...]


class _Index(Struct, frozen=True, gc=False):
    """All phrases, and for each word in which of them it stands, and where."""

    phrases: tuple[_Phrase, ...]
    places: dict[str, list[tuple[int, int]]]


@cache
def _index() -> _Index:
    phrases = list(_phrases())
    places: dict[str, list[tuple[int, int]]] = {}
    for number, phrase in enumerate(phrases):
        for at, word in enumerate(phrase.squashed):
            places.setdefault(word, []).append((number, at))
    return _Index(tuple(phrases), places)


def _phrases() -> Iterator[_Phrase]:
    seen: set[tuple[str, ...]] = set()
    for code, lines in (
        ("ocr-form", printed_forms()),
        ("ocr-title", [*titles(), *map(str.title, (*specialties(), *states()))]),
    ):
        for line in lines:
            printed = tuple(line.split())
            key = tuple(squashed(word) for word in printed)
            alone = code == "ocr-form" and line.endswith("(s):")
            if (len(key) > 1 or alone) and all(key) and key not in seen:
                seen.add(key)
                yield _Phrase("ocr-form" if code == "ocr-form" else "ocr-title", printed, key)


def phrased(lines: Sequence[Line], mendings: Mendings) -> list[Line]:
    """The lines with the form's words and with titles mended."""
    flat = [word for line in lines for word in line.words]
    meant: dict[int, set[tuple[Code, str]]] = {}
    read = [squashed(word.text) for word in flat]
    for phrase, start in _candidates(read):
        for at, text in _mended(phrase, start, flat, read):
            meant.setdefault(at, set()).add((phrase.code, text))
    for at, texts in meant.items():
        if len({squashed(text) for _, text in texts}) == 1:
            code, text = min(texts, key=lambda candidate: (candidate[0], -len(candidate[1]), candidate[1]))
            mendings.add(code, flat[at].text, text)
            flat[at] = with_text(flat[at], text)
    mended, at = [], 0
    for line in lines:
        mended.append(with_words(line, flat[at : at + len(line.words)]))
        at += len(line.words)
    return mended


def _candidates(read: Sequence[str]) -> Iterator[tuple[_Phrase, int]]:
    """Phrases most of whose words stand in a text, but not all, and the number of the word at which they begin."""
    index = _index()
    counts: dict[tuple[int, int], int] = {}
    for at, word in enumerate(read):
        for number, place in index.places.get(word, ()):
            if at >= place:
                counts[number, at - place] = counts.get((number, at - place), 0) + 1
    for phrase in index.phrases:
        if len(phrase.squashed) == 1:  # `Section(s):` is known by its bracket and its colon
            yield from ((phrase, at) for at, word in enumerate(read) if word.endswith("s"))
    for (number, start), count in counts.items():
        phrase = index.phrases[number]
        size = len(phrase.squashed)
        if count >= _WHOLE * size and start + size <= len(read):
            yield phrase, start


def _mended(phrase: _Phrase, start: int, words: Sequence[Word], read: Sequence[str]) -> list[tuple[int, str]]:
    """The words that a phrase mends, as it prints them; none where one of them is too far from what it prints."""
    mended = []
    letters = anchored = 0
    for at, (word, printed) in enumerate(zip(phrase.squashed, phrase.printed, strict=True), start):
        letters += len(word)
        if read[at] == word:
            anchored += len(word)
            last = at == start + len(phrase.squashed) - 1
            if _is_damaged_sign(words[at], printed, last=last):
                mended.append((at, _in_its_place(words[at].text, printed, whole=True)))
            continue
        most = max(1, len(word) // _A_LETTER)
        if {read[at], word} == {read[at].rstrip("s"), f"{read[at].rstrip('s')}s"}:
            return []  # one, or several
        if len(word) < 3 or distance(read[at], word, most) > most or not _doubtful(words[at], read[at], phrase):
            return []
        mended.append((at, _in_its_place(words[at].text, printed)))
    if len(phrase.squashed) == 1:
        return mended if words[start].text.endswith(("(s):", "(s);", "(s)", "(s),", "(s).", "(s}:")) else []
    return mended if anchored >= _WHOLE_LETTERS * letters else []


def _doubtful(word: Word, read: str, phrase: _Phrase) -> bool:
    """Whether a word may be the one that a phrase has there."""
    if word.confidence > _VERY_SURE:
        return False
    if read.isdigit():
        return word.least < _SURE or word.confidence < _SURE
    return not known(read) or (word.confidence < _SURE and len(phrase.squashed) >= _LONG_PHRASE)


def _is_damaged_sign(word: Word, printed: str, *, last: bool) -> bool:
    """Whether the sign behind a whole word is not the phrase's: a speck in it, or a colon or full stop at its end."""
    behind, after = core(printed)[2], core(word.text)[2]
    if after == behind or word.confidence > _VERY_SURE or after not in _SIGNS:
        return False
    if last:  # a sentence can end with a form's word: a full stop is no damaged colon
        return behind[-1:] == "." or (behind[-1:] == ":" and not after.endswith("."))
    return bool(behind) or after != ","  # titles are printed with a comma more or less


def _in_its_place(read: str, printed: str, *, whole: bool = False) -> str:
    """A phrase's word with the punctuation that stood around the one that was read, but for the phrase's own.

    `whole`: all of it is the phrase's own, but for the capitals.
    """
    front, letters, behind = core(printed)
    before, was, after = core(read)
    if whole:
        return f"{before}{was}{behind}"
    if was.islower():
        letters = letters.lower()
    if len(letters) > len(was) and after[:1] in _LETTER_L:
        after = after[1:]
    opened = front or "".join(sign for sign in before if sign in '("“')
    closed = behind
    if not behind.endswith(":"):
        closed += "".join(sign for sign in after if sign in ').,:;"”' and sign not in behind)
    return opened + letters + closed
