"""A text's letters and digits alone, each with its place: what two printings of the same words have in common.

Line breaks, spacing, quotes, hyphens and page furniture between words do not count, so that a value can be found where
it is printed however the letter breaks it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

from imrcli.text import Span

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
        # Runs of letters and digits: where each starts in the text, how long it is there, and how many came before.
        self._starts: list[int] = []
        self._lengths: list[int] = []
        self._before: list[int] = []
        odd = set() if text.isascii() else set(_ODD.findall(text))
        if any(len(squash(character)) > 1 for character in odd):
            runs = [(squash(c), place, place + 1) for place, c in enumerate(text) if squash(c)]
        else:
            if odd:
                text = _ODD.sub(lambda odd: squash(odd.group()) or " ", text)
            text = text.lower()
            runs = [(run.group(), *run.span()) for run in _KEPT.finditer(text)]
        count = 0
        for words, start, end in runs:
            self._starts.append(start)
            self._lengths.append(end - start)
            self._before.append(count)
            count += len(words)
        self._words = "".join([words for words, _, _ in runs])

    def find(self, words: str, start: int, end: int, *, last: bool = False) -> Span | None:
        """Where words stand between two offsets, the first time or the last; None where they do not, or are none."""
        wanted = squash(words)
        if not wanted:
            return None
        find = self._words.rfind if last else self._words.find
        at = find(wanted, self._number(start), self._number(end))
        return self._span(at, at + len(wanted)) if at >= 0 else None

    def longest(self, words: str, start: int, end: int) -> tuple[Span, str] | None:
        """Where the longest opening of some words stands between two offsets, and what of them is left (squashed)."""
        wanted = squash(words)
        low, high = self._number(start), self._number(end)
        least, most, at = 0, len(wanted), self._words.find(wanted, low, high)
        if at >= 0:
            least = most
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
        first = self._number(span[0]) + len(squash(value[: part[0]]))
        words = len(squash(value[part[0] : part[1]]))
        return self._span(first, first + words) if words else None

    def _number(self, offset: int) -> int:
        """How many letters and digits stand before an offset."""
        run = bisect_right(self._starts, offset) - 1
        if run < 0:
            return 0
        behind = self._before[run + 1] if run + 1 < len(self._before) else len(self._words)
        inside = offset - self._starts[run]
        return behind if inside >= self._lengths[run] else self._before[run] + inside

    def _span(self, first: int, last: int) -> Span:
        return self._place(first), self._place(min(last, len(self._words)) - 1) + 1

    def _place(self, number: int) -> int:
        run = bisect_right(self._before, number) - 1
        inside = min(number - self._before[run], self._lengths[run] - 1)
        return self._starts[run] + inside
