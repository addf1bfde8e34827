"""Finds the entries of a vocabulary in a text: the longest that opens at a word.

Two printings of a name differ in capitals, spacing, commas, hyphens and `&` for `and`; words are compared without
them. A vocabulary is not split into entries before a text holds their first word: one letter asks for a dozen words
of many thousands.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from imrcli.pattern import pattern

_TOKEN = pattern(r"[a-z0-9]+(?:[.'][a-z0-9]+)*|&")
_HEADING = pattern(r"\n\[(.+)\](?=\n)")
_COMMENT = pattern(r"\n#.*")


class Words(Struct, frozen=True, gc=False):
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
    lowered = text.lower().replace("’", "'")
    words = _TOKEN.findall(lowered)
    starts, ends = [], []
    end = 0
    for word in words:  # no letter of a word stands between two words
        start = lowered.index(word, end)
        end = start + len(word)
        starts.append(start)
        ends.append(end)
    if "&" in words:
        words = ["and" if word == "&" else word for word in words]
    return Words(words, starts, ends)


class Lexicon:
    """A vocabulary file's entries, each with the heading above it.

    An entry is a line, or a part of one where `within` separates several (`: ` and `, ` in the drugs' file).
    A heading is an entry too where `headings` says so.
    """

    def __init__(self, text: str, *, within: tuple[str, ...] = (), headings: bool = False) -> None:
        self._printed = _COMMENT.sub("\n", f"\n{text}\n")
        self._lower = self._printed.lower()
        self._within = within
        heads = list(_HEADING.finditer(self._printed))
        self._heading_starts = [match.start() + 1 for match in heads]
        self._headings = [match.group(1) for match in heads]
        self._openings = ("\n", "\n[") if headings else ("\n",)
        self._found: dict[str, list[tuple[list[str], str]]] = {}

    def matches(self, text: Words, number: int) -> Iterator[tuple[int, str]]:
        """The entries that open at a word of a text, longest first: how many words each covers, and its heading."""
        if number < len(text.words):
            for entry, heading in self.entries(text.words[number]):
                size = len(entry)
                if text.words[number : number + size] == entry:
                    yield size, heading

    def has(self, word: str) -> bool:
        """Whether a word stands in any entry."""
        return re.search(rf"\b{re.escape(word)}\b", self._lower) is not None

    def longest(self, text: Words, number: int) -> tuple[int, str] | None:
        """The longest entry that opens at a word of a text."""
        return next(self.matches(text, number), None)

    def entries(self, word: str) -> list[tuple[list[str], str]]:
        """The entries that open with a word, split into words, longest first, each with its heading."""
        known = self._found.get(word)
        if known is None:
            known = [(words_of(line).words, heading) for line, heading in self.lines(word)]
            known = [entry for entry in known if entry[0] and entry[0][0] == word]
            known.sort(key=lambda entry: -len(entry[0]))
            self._found[word] = known
        return known

    def lines(self, start: str) -> list[tuple[str, str]]:
        """The entries whose first letters are these, in lower case as written, each with its heading."""
        return [
            (self._entry(at + len(opening)), self._heading(at))
            for opening in (*self._openings, *self._within)
            for at in self._all(opening + start)
        ]

    def _all(self, words: str) -> Iterator[int]:
        at = self._lower.find(words)
        while at >= 0:
            yield at
            at = self._lower.find(words, at + 1)

    def _entry(self, start: int) -> str:
        end = self._lower.index("\n", start)
        for separator in self._within:
            place = self._lower.find(separator, start, end)
            end = place if place >= 0 else end
        return self._lower[start:end].rstrip("]")

    def _heading(self, at: int) -> str:
        place = bisect_right(self._heading_starts, at + 1)
        return self._headings[place - 1] if place else ""
