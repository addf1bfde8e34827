"""Finds a form's printed words: a heading, a label, a fixed sentence.

A `Phrase` is written as it is printed. It matches across line breaks and odd spacing, with or without its
colon, with straight or curly quotes; and, where that finds nothing, in any case and in the face of small
OCR errors.

    "Claims Administrator guideline:"       words; the colon may be missing
    "CASE SUMMARY:|Expert Reviewer ..."     one of several
    "State(s) of Licensure:"                a bracketed ending is optional
    "the [disputed] treatment"              a word in square brackets is optional
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any

from imrcli.pattern import pattern
from imrcli.text import Span

_LONGEST_FUZZY = 80_000
"""Texts longer than this are not searched for damaged phrases: no letter is, and the search is slow."""

_LONGEST_SEARCH = 0.5
"""Seconds. A search takes some milliseconds where it finds something."""

_FEW = 4
"""Pieces. Of so few, one is enough: a phrase of that length is searched for in no time."""

_SEEDED = 18
"""Letters. A shorter phrase is searched for everywhere: its pieces are everywhere too."""

_WORDS = pattern(r"[A-Za-z]+")
_OPTIONAL = pattern(r"\[[^\]]*\]|\([A-Za-z]+\)")


class Phrase:
    """Printed words of a form, and how to find them."""

    def __init__(self, words: str, *, case: bool = True) -> None:
        self.words = words
        self.case = case

    def __repr__(self) -> str:
        return f"Phrase({self.words!r})"

    @cached_property
    def pattern(self) -> str:
        """The regular expression of the undamaged phrase."""
        return "|".join(_pattern(form) for form in self.words.split("|"))

    @cached_property
    def _exact(self) -> re.Pattern[str]:
        return re.compile(self.pattern, 0 if self.case else re.IGNORECASE)

    @cached_property
    def _tolerant(self) -> Any:
        import regex

        alternatives = "|".join(_fuzzy(form) for form in self.words.split("|"))
        return regex.compile(rf"(?<!\w)(?=\w)(?:{alternatives})", regex.IGNORECASE | regex.ENHANCEMATCH)

    @cached_property
    def _any_case(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    def find(self, text: str, start: int = 0, end: int | None = None) -> Span | None:
        """Where the phrase first stands, undamaged."""
        match = self._exact.search(text, start, len(text) if end is None else end)
        return match.span() if match else None

    def find_all(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """Everywhere that the phrase stands, undamaged."""
        for match in self._exact.finditer(text, start, len(text) if end is None else end):
            yield match.span()

    def starts(self, text: str, start: int, end: int) -> Span | None:
        """The phrase, if it stands right at `start`."""
        match = self._exact.match(text, start, end)
        return match.span() if match else None

    def find_damaged(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """Everywhere that the phrase stands in any case; then what was it before a scan."""
        stop = len(text) if end is None else end
        undamaged = [match.span() for match in self._any_case.finditer(text, start, stop)]
        yield from undamaged
        if stop - start > _LONGEST_FUZZY:
            return
        for low, high in self._windows(text, start, stop, undamaged):
            for at, end in self._tolerated(text, low, high):
                if not any(at < other[1] and other[0] < end for other in undamaged):
                    yield at, end

    def _tolerated(self, text: str, start: int, end: int) -> Iterator[Span]:
        try:
            for match in self._tolerant.finditer(text, start, end, timeout=_LONGEST_SEARCH):
                yield match.span()
        except TimeoutError:
            return  # a text made to be slow to search; what is not found there is told as missing

    def _windows(self, text: str, start: int, stop: int, undamaged: list[Span]) -> list[Span]:
        """The parts of a text that can hold the damaged phrase: those with more than a third of its pieces in place.

        Searching in the face of errors takes seconds a page for the longest phrases; finding whole pieces takes none.
        """
        if any(len(letters) < _SEEDED for letters, _, _ in self._seeds):
            return [(start, stop)]
        words, places = _letters(text)
        low, high = bisect_left(places, start), bisect_left(places, stop)
        windows: list[Span] = []
        for letters, lost, pieces in self._seeds:
            for at in _starts(words, pieces, lost, low, high):
                first, last = max(low, at - lost - 1), min(high, at + len(letters) + lost + 1)
                window = places[first], places[last] if last < high else stop
                if not any(window[0] <= span[0] and span[1] <= window[1] for span in undamaged):
                    windows.append(window)
        return _joined(sorted(windows))

    @cached_property
    def _seeds(self) -> list[tuple[str, int, list[tuple[int, str]]]]:
        """Of each form of the phrase: its letters, how many can be lost or too many, and its pieces."""
        seeds = []
        for form in self.words.split("|"):
            letters, errors, lost = _tolerance(form)
            size = len(letters) // (errors + 1)
            pieces = [(at, letters[at : at + size]) for at in range(0, size * (errors + 1), size or 1)]
            seeds.append((letters, lost, pieces))
        return seeds


def _starts(words: str, pieces: list[tuple[int, str]], lost: int, low: int, high: int) -> Iterator[int]:
    """Where in a text's letters a phrase can start, by its pieces that stand there: more than a third of them."""
    least = 1 + len(pieces) // 3 if len(pieces) > _FEW else 1
    starts: list[tuple[int, int]] = []
    for offset, piece in pieces:
        at = words.find(piece, low, high)
        while at >= 0:
            starts.append((at - offset, offset))
            at = words.find(piece, at + 1, high)
    starts.sort()
    first = 0
    for place, (start, _) in enumerate(starts):
        while starts[first][0] < start - 2 * lost:
            first += 1
        if len({offset for _, offset in starts[first : place + 1]}) >= least:
            yield start


@lru_cache(maxsize=4)
def _letters(text: str) -> tuple[str, list[int]]:
    """A text's letters in lower case, and where each stands."""
    runs = list(_WORDS.finditer(text))
    places = [place for run in runs for place in range(*run.span())]
    return "".join([run.group() for run in runs]).lower(), places


def _joined(spans: list[Span]) -> list[Span]:
    """Spans in their order, those that touch as one."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


_TOKEN = pattern(r"\[([^\]]+)\]\s*|\(([A-Za-z]+)\)|([A-Za-z]+)|([’'])|(:)|(\s+)|(.)")


def _pattern(form: str) -> str:
    """The regular expression of one printed form."""
    parts = []
    for optional, ending, word, quote, colon, space, other in _TOKEN.findall(form):
        if optional:
            parts.append(rf"(?:{_pattern(optional)}\s+)?")
        elif ending:
            parts.append(rf"(?:\s*\(?{ending}\)?)?")
        elif word:
            parts.append(word)
        elif quote:
            parts.append("['’`´]?")
        elif colon:
            parts.append(r"(?:\s*:)?")
        elif space:
            parts.append(r"\s+")
        else:
            parts.append(re.escape(other))
    return "".join(parts)


def _tolerance(form: str) -> tuple[str, int, int]:
    """A form's letters in lower case, how many errors are tolerated in them, and how many lost or too many."""
    letters = "".join(_WORDS.findall(_OPTIONAL.sub(" ", form))).lower()
    return letters, max(1, min(12, len(letters) // 9)), 1 + len(letters) // 40


_SCANNED = {"m": "(?:m|rn)", "d": "(?:d|cl)", "w": "(?:w|vv)", "i": "[il1|]", "l": "[li1|]", "o": "[o0]", "s": "[s5]"}
"""Letters that a scan reads as others that look the same, which is no error to count."""

_PIECE = pattern(r"\[[^\]]*\]|\(([A-Za-z]+)\)|([A-Za-z]+)")


def _fuzzy(form: str) -> str:
    """The form's letters with about one error in nine, few letters lost or too many, gaps free, its colon optional.

    A bracketed ending is optional here too; an optional word is one of the gaps.
    """
    _, errors, lost = _tolerance(form)
    pieces: list[str] = []
    for ending, word in _PIECE.findall(form):
        if word:
            pieces.append((_GAP if pieces else "") + _scanned(word))
        elif ending:
            pieces.append(rf"(?:\W?{_scanned(ending)}\W?)?")
    return rf"(?:{''.join(pieces)}){{i<={lost},d<={lost},s<={errors},e<={errors}}}(?:\s*[:;])?"


_GAP = r"[\s\W]{0,4}"


def _scanned(word: str) -> str:
    """A word as a scan can have read it."""
    return "".join(_SCANNED.get(letter, letter) for letter in word.lower())
