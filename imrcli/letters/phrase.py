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
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from imrcli.pattern import pattern

Span = tuple[int, int]

_LONGEST_FUZZY = 80_000
"""Texts longer than this are not searched for damaged phrases: no letter is, and the search is slow."""


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
        return "|".join(_pattern(one) for one in self.words.split("|"))

    @cached_property
    def _exact(self) -> re.Pattern[str]:
        return re.compile(self.pattern, 0 if self.case else re.IGNORECASE)

    @cached_property
    def _tolerant(self) -> Any:
        import regex

        alternatives = "|".join(_fuzzy(one) for one in self.words.split("|"))
        return regex.compile(
            rf"(?<!\w)(?=\w)(?:{alternatives})", regex.IGNORECASE | regex.ENHANCEMATCH
        )

    @cached_property
    def _any_case(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    def find(self, text: str, start: int = 0, end: int | None = None) -> Span | None:
        """Where the phrase first stands, undamaged."""
        found = self._exact.search(text, start, len(text) if end is None else end)
        return found.span() if found else None

    def find_all(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """Everywhere that the phrase stands, undamaged."""
        for found in self._exact.finditer(text, start, len(text) if end is None else end):
            yield found.span()

    def starts(self, text: str, start: int, end: int) -> Span | None:
        """The phrase, if it stands right at `start`."""
        found = self._exact.match(text, start, end)
        return found.span() if found else None

    def find_damaged(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """Everywhere that the phrase stands in any case; then what was it before a scan."""
        stop = len(text) if end is None else end
        undamaged = [found.span() for found in self._any_case.finditer(text, start, stop)]
        yield from undamaged
        if stop - start <= _LONGEST_FUZZY:
            for found in self._tolerant.finditer(text, start, stop):
                at, end = found.span()
                if not any(at < other[1] and other[0] < end for other in undamaged):
                    yield at, end


_TOKEN = pattern(r"\[([^\]]+)\]\s*|\(([A-Za-z]+)\)|([A-Za-z]+)|([’'])|(:)|(\s+)|(.)")


def _pattern(words: str) -> str:
    made = []
    for optional, ending, word, quote, colon, space, other in _TOKEN.findall(words):
        if optional:
            made.append(rf"(?:{_pattern(optional)}\s+)?")
        elif ending:
            made.append(rf"(?:\s*\(?{ending}\)?)?")
        elif word:
            made.append(word)
        elif quote:
            made.append("['’`´]?")
        elif colon:
            made.append(r"(?:\s*:)?")
        elif space:
            made.append(r"\s+")
        else:
            made.append(re.escape(other))
    return "".join(made)


def _fuzzy(words: str) -> str:
    """The phrase's letters with about one error in nine, few letters lost or too many, gaps free, its colon optional."""
    body = re.sub(r"\[[^\]]*\]|\([A-Za-z]+\)", " ", words)
    letters = re.sub(r"[^A-Za-z]", "", body)
    errors = max(1, min(12, len(letters) // 9))
    lost = 1 + len(letters) // 40
    gaps = r"[\s\W]{0,4}".join(re.escape(word) for word in re.findall(r"[A-Za-z]+", body))
    return rf"(?:{gaps}){{i<={lost},d<={lost},s<={errors},e<={errors}}}(?:\s*[:;])?"
