"""Finds the entries of a vocabulary in a text: the longest that opens at a word.

Two printings of a name differ in capitals, spacing, commas, hyphens and `&` for `and`; words are compared without
them. Entries are not split into words before a text holds their first one: one letter asks for a dozen words of many
thousands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from imrcli.pattern import pattern

_TOKEN = pattern(r"[a-z0-9]+(?:[.'][a-z0-9]+)*|&")


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
    lowered = text.replace("’", "'").lower()  # in this order: of ASCII alone it is quick
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
    """The entries of vocabulary files, each with the heading above it.

    `by_word` are the entries by their first words (`by_first_word`).
    """

    def __init__(self, by_word: dict[str, str]) -> None:
        self._by_word = by_word
        self._found: dict[str, list[tuple[list[str], str]]] = {}

    def matches(self, text: Words, number: int) -> Iterator[tuple[int, str]]:
        """The entries that open at a word of a text, longest first: how many words each covers, and its heading."""
        if number < len(text.words):
            for entry, heading in self.entries(text.words[number]):
                size = len(entry)
                if text.words[number : number + size] == entry:
                    yield size, heading

    def has(self, word: str) -> bool:
        """Whether a word stands in any entry, or in the heading of one."""
        whole = re.compile(rf"\b{re.escape(word)}\b")
        return any(whole.search(entries.lower()) for entries in self._by_word.values())

    def longest(self, text: Words, number: int) -> tuple[int, str] | None:
        """The longest entry that opens at a word of a text."""
        return next(self.matches(text, number), None)

    def entries(self, word: str) -> list[tuple[list[str], str]]:
        """The entries that open with a word, split into words, longest first, each with its heading."""
        known = self._found.get(word)
        if known is None:
            lines = (line.split("\t") for line in self._by_word.get(word, "").splitlines())
            known = [(words_of(entry).words, heading) for entry, heading in lines]
            known.sort(key=lambda entry: -len(entry[0]))
            self._found[word] = known
        return known


def by_first_word(groups: Iterable[tuple[str, Sequence[str]]], *, headings: bool = False) -> dict[str, str]:
    """The entries of some groups by their first words, each on a line with its heading behind a tab.

    A heading is an entry too where `headings` says so.
    """
    listed = list(groups)
    if headings:
        listed += [(heading, [heading]) for heading, _ in listed]
    by_word: dict[str, list[str]] = {}
    for entry, heading in ((entry, heading) for heading, entries in listed for entry in entries):
        words = words_of(entry).words
        if words and entry.lower().startswith(words[0]):
            by_word.setdefault(words[0], []).append(f"{entry}\t{heading}")
    return {word: "\n".join(lines) for word, lines in by_word.items()}
