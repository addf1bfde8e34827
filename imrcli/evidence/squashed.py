"""A text's letters and digits alone, each with its place: what two printings of the same words have in common.

Line breaks, spacing, quotes, hyphens and page furniture between words do not count, so that a value can be found where
it is printed however the letter breaks it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left

from imrcli.letters.phrase import Span

_DROPPED = re.compile(r"[^0-9a-z]+")
_KEPT = re.compile(r"[0-9a-z]+")
_ODD = re.compile(r"[^\x00-\x7f]")


def squash(words: str) -> str:
    """Letters and digits of some words, in lower case."""
    if not words.isascii():
        words = unicodedata.normalize("NFKC", words)
    return _DROPPED.sub("", words.lower())


class Squashed:
    """The letters and digits of a text. Places are offsets into the text itself."""

    def __init__(self, text: str) -> None:
        if not text.isascii() and not all(len(squash(odd)) < 2 for odd in set(_ODD.findall(text))):
            # A character that stands for several (a ligature): each of them has its place.
            kept = [(squash(character), place) for place, character in enumerate(text)]
            self._words = "".join(words for words, _ in kept)
            self._places = [place for words, place in kept for _ in words]
            return
        if not text.isascii():
            text = _ODD.sub(lambda odd: squash(odd.group()) or " ", text)
        lowered = text.lower()
        self._words = _DROPPED.sub("", lowered)
        self._places = [place for run in _KEPT.finditer(lowered) for place in range(*run.span())]

    def find(self, words: str, start: int, end: int, *, last: bool = False) -> Span | None:
        """Where words stand between two offsets, the first time or the last; None where they do not, or are none."""
        wanted = squash(words)
        if not wanted:
            return None
        low, high = bisect_left(self._places, start), bisect_left(self._places, end)
        at = (self._words.rfind if last else self._words.find)(wanted, low, high)
        return self._span(at, at + len(wanted)) if at >= 0 else None

    def longest(self, words: str, start: int, end: int) -> tuple[Span, str] | None:
        """Where the longest opening of some words stands between two offsets, and what of them is left (squashed)."""
        wanted = squash(words)
        low, high = bisect_left(self._places, start), bisect_left(self._places, end)
        least, most, at = 0, len(wanted), -1
        while least < most:  # the longer the opening, the fewer places it has
            size = (least + most + 1) // 2
            found = self._words.find(wanted[:size], low, high)
            if found >= 0:
                least, at = size, found
            else:
                most = size - 1
        return (self._span(at, at + least), wanted[least:]) if least else None

    def within(self, span: Span, value: str, part: Span) -> Span | None:
        """Where a part of a value stands, of which the whole stands at `span`; None for a part without words."""
        first = bisect_left(self._places, span[0])
        before, words = len(squash(value[: part[0]])), len(squash(value[part[0] : part[1]]))
        return self._span(first + before, first + before + words) if words else None

    def _span(self, first: int, last: int) -> Span:
        last = min(last, len(self._places))
        return self._places[first], self._places[last - 1] + 1
