"""Finds the entries of a vocabulary in a text: the longest that opens at a word.

Two printings of a name differ in capitals, spacing, commas, hyphens and `&` for `and`; words are compared without
them. Entries are split into words only when a text holds their first word, so that a large vocabulary costs little.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from imrcli.pattern import pattern

Value = TypeVar("Value")

_TOKEN = pattern(r"[a-z0-9]+(?:[.'][a-z0-9]+)*|&")
_FIRST = pattern(r"[a-z0-9]+(?:[.'][a-z0-9]+)*")


class Words(NamedTuple):
    """A text's words in lower case, and where each starts and ends."""

    words: list[str]
    starts: list[int]
    ends: list[int]

    def at(self, offset: int) -> int:
        """The number of the first word that starts at or behind an offset."""
        return bisect_left(self.starts, offset)


@lru_cache(maxsize=512)
def words_of(text: str) -> Words:
    """The words of a text."""
    words, starts, ends = [], [], []
    for match in _TOKEN.finditer(text.lower().replace("’", "'")):
        word = match.group()
        words.append("and" if word == "&" else word)
        starts.append(match.start())
        ends.append(match.end())
    return Words(words, starts, ends)


class Lexicon(Generic[Value]):
    """Entries and what each stands for."""

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        self._raw: dict[str, list[tuple[str, Value]]] = {}
        self._split: dict[str, list[tuple[list[str], Value]]] = {}
        for entry, value in entries:
            first = _FIRST.search(entry.lower())
            if first:
                self._raw.setdefault(first.group(), []).append((entry, value))

    def matches(self, text: Words, number: int) -> Iterator[tuple[int, Value]]:
        """The entries that open at a word of a text, longest first: how many words each covers, and its value."""
        if number < len(text.words):
            for entry, value in self._entries(text.words[number]):
                size = len(entry)
                if text.words[number : number + size] == entry:
                    yield size, value

    def longest(self, text: Words, number: int) -> tuple[int, Value] | None:
        """The longest entry that opens at a word of a text."""
        return next(self.matches(text, number), None)

    def sizes(self, text: Words, number: int) -> Iterator[int]:
        """How many words each entry covers that opens at a word of a text, longest first."""
        return (size for size, _ in self.matches(text, number))

    def end_at(self, text: str, offset: int) -> int:
        """Where the longest entry ends that opens at an offset of a text (white space before it is passed over); 0 for none."""
        words = words_of(text)
        number = words.at(offset)
        if number >= len(words.starts) or text[offset : words.starts[number]].strip(' (“"'):
            return 0
        found = self.longest(words, number)
        return words.ends[number + found[0] - 1] if found else 0

    def _entries(self, word: str) -> list[tuple[list[str], Value]]:
        """The entries that open with a word, longest first."""
        split = self._split.get(word)
        if split is None:
            raw = self._raw.get(word, ())
            split = [(words_of(entry).words, value) for entry, value in raw]
            split.sort(key=lambda entry: -len(entry[0]))
            self._split[word] = split
        return split
