"""Places in a text, and the words that stand there: what every stage from the letter to its values has in common.

Offsets count characters. A letter is broken into lines anywhere; a value has its words on one line. A `Passage` keeps
the way back from those words to the letter, so that what is read in them has its place there.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import Generic, TypeVar

from msgspec import Struct

from imrcli.pattern import pattern

Span = tuple[int, int]
"""Where something starts in a text, and where it ends: offsets, the second behind the last character."""

Value = TypeVar("Value")

SOFT = "\u00ad"
"""Stands, in plain text, for a character that is no part of any word; `value` drops it."""

_HYPHEN_END = pattern(r"(?<=\w)- ?[\n\f]\s*(?=\w)")
_SOFT_BREAK = pattern(r"\s*\u00ad\s*")


class Located(Struct, Generic[Value], frozen=True, gc=False):
    """A value, and the spans of the text that it was read from; none where the text only implies it."""

    value: Value
    spans: tuple[Span, ...] = ()


class Passage:
    """A part of a text with its words on one line (`words`), and the way from those back to the text."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.words = value(text, start, end)
        self._text = text
        self._start, self._end = start, end

    @cached_property
    def _runs(self) -> tuple[list[int], list[int]]:
        """Where in the text each run of printed characters starts, and how many characters the runs before it have."""
        starts: list[int] = []
        before: list[int] = []
        count = 0
        at = self._start
        for run in self._text[at : self._end].replace(SOFT, " ").split():
            at = self._text.index(run, at)
            starts.append(at)
            before.append(count)
            at += len(run)
            count += len(run)
        return starts, before

    def _place(self, number: int) -> int:
        """Where in the text the printed character of a number stands."""
        starts, before = self._runs
        run = bisect_right(before, number) - 1
        return starts[run] + number - before[run]

    @property
    def span(self) -> Span:
        """Where the words start and end in the text."""
        part = self._text[self._start : self._end].replace(SOFT, " ")
        if not self.words:
            return self._start, self._start
        return self._start + len(part) - len(part.lstrip()), self._start + len(part.rstrip())

    def within(self, part: Span) -> Span:
        """Where a part of the words, by offsets into them, stands in the text; a part without words is empty there."""
        first = part[0] - self.words.count(" ", 0, part[0])
        last = part[1] - self.words.count(" ", 0, part[1])
        if first < last:
            return self._place(first), self._place(last - 1) + 1
        return self._start, self._start


def value(text: str, start: int = 0, end: int | None = None) -> str:
    """The words between two offsets: whitespace collapsed, a word broken at a line end in one piece."""
    part = text[start:end]
    if "-\n" in part or "- \n" in part or ("\f" in part and ("-\f" in part or "- \f" in part)):
        part = _HYPHEN_END.sub("-", part)
    if SOFT in part:
        part = _SOFT_BREAK.sub("", part) if "\n" in part or "\f" in part else part.replace(SOFT, "")
    return " ".join(part.split())


def value_or_none(text: str, start: int = 0, end: int | None = None) -> str | None:
    """`value`, or None where there is nothing."""
    return value(text, start, end) or None


def in_bracket(text: str, at: int) -> bool:
    """Whether an offset stands within a round bracket that is not closed before it."""
    return text.count("(", 0, at) > text.count(")", 0, at)
