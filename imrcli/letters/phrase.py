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
from functools import cached_property

from imrcli.letters.approximate import Words, find, words_of
from imrcli.pattern import pattern
from imrcli.text import Span

_LONGEST_DAMAGED = 80_000
"""Texts longer than this are not searched for damaged phrases: no letter is."""

_OF_TWO_CASES = "\u0130\u0131\u017f\u212a"
"""Letters beyond ASCII that expressions of any case take for `i`, `s` and `k`."""

_COLON = pattern(r"\s*[:;]")


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
        return pattern(self.pattern, 0 if self.case else re.IGNORECASE)

    @cached_property
    def _any_case(self) -> re.Pattern[str]:
        return pattern(self.pattern, re.IGNORECASE)

    @cached_property
    def _needed(self) -> list[list[bytes]]:
        """The words that each form has in any case, in small letters."""
        return [
            [word.lower().encode() for word, optional in _pieces(form) if not optional]
            for form in self.words.split("|")
        ]

    def _can_stand(self, text: str, start: int, end: int) -> bool:
        """Whether all words of a form stand in a part of a text, where the phrase is of any case.

        That takes a tenth of the time of the expression, which cannot be looked for by its first letter.
        """
        if self.case:
            return True
        part = text[start:end]
        if not part.isascii() and any(letter in part for letter in _OF_TWO_CASES):
            return True
        small = part.encode("utf-8", "surrogatepass").lower()  # of ASCII alone, which the words are, and quick
        return any(all(word in small for word in words) for words in self._needed)

    @cached_property
    def _letters(self) -> list[Words]:
        return [words_of(_pieces(form)) for form in self.words.split("|")]

    def find(self, text: str, start: int = 0, end: int | None = None) -> Span | None:
        """Where the phrase first stands, undamaged."""
        stop = len(text) if end is None else end
        match = self._exact.search(text, start, stop) if self._can_stand(text, start, stop) else None
        return match.span() if match else None

    def find_all(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """Everywhere that the phrase stands, undamaged."""
        stop = len(text) if end is None else end
        if self._can_stand(text, start, stop):
            for match in self._exact.finditer(text, start, stop):
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
        if stop - start > _LONGEST_DAMAGED:
            return
        behind = start
        for at, below in sorted(span for words in self._letters for span in find(text, words, start, stop)):
            other = bisect_left(undamaged, (below, 0))
            if at >= behind and (other == 0 or undamaged[other - 1][1] <= at):
                colon = _COLON.match(text, below, stop)
                behind = colon.end() if colon else below
                yield at, behind


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


_PIECE = pattern(r"\[[^\]]*\]|\(([A-Za-z]+)\)|([A-Za-z]+)")


def _pieces(form: str) -> list[tuple[str, bool]]:
    """The words of one printed form, without the optional ones, and its bracketed endings, which are optional."""
    return [(ending or word, bool(ending)) for ending, word in _PIECE.findall(form) if ending or word]
