"""The entries of a vocabulary file that open with a word, found without taking the whole file apart.

A command that reads one letter asks for some dozens of words of many thousands: the file is only searched for those of
the letter's words that open an entry at all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from imrcli.text import Span
from imrcli.vocabulary.lexicon import words_of

_FEW = 200
"""So many words are searched for one by one before the first words of all entries are gathered."""


class Openings:
    """A vocabulary file by the first words of its entries: its lines, or, with `names`, the names in its lines.

    In a line of names the first stands before a colon and the others between commas. What stands above the first
    heading is comment.
    """

    def __init__(self, text: str, *, names: bool = False) -> None:
        self._printed = text[text.index("\n[") :] + "\n"
        # Of the same length as what is printed, so that what is found here stands there.
        plain = self._printed.lower().replace("-", " ").replace("/", " ")
        self._plain = plain.replace(": ", " \n").replace(", ", " \n") if names else plain
        self._searches = 0

    @cached_property
    def _first_words(self) -> set[str]:
        """The letters before each entry's first space, and what they are without signs around them."""
        firsts = {entry.partition(" ")[0] for entry in self._plain.split("\n")}
        return firsts | {word for first in firsts if not first.isalnum() for word in words_of(first).words[:1]}

    def opening(self, word: str) -> Iterator[Span]:
        """Where entries stand whose first word is a word."""
        self._searches += 1
        if self._searches <= _FEW or word in self._first_words:
            for entry in self.beginning(word):
                behind = self._plain[entry[0] + len(word)]
                if not (behind.isalnum() or behind == "*"):
                    yield entry

    def beginning(self, letters: str) -> Iterator[Span]:
        """Where entries stand that begin with some letters."""
        start = self._plain.find("\n" + letters)
        while start >= 0:
            end = self._plain.find("\n", start + 1)
            yield start + 1, end
            start = self._plain.find("\n" + letters, end)

    def first_word(self, entry: Span) -> str:
        """An entry's first word, what is joined to it by `&` left out."""
        end = self._plain.find(" ", *entry)
        return self._plain[entry[0] : end if end >= 0 else entry[1]].partition("&")[0]

    def printed(self, entry: Span) -> str:
        """An entry as printed."""
        return self._printed[entry[0] : entry[1]].rstrip(" :,")

    def words(self, entry: Span) -> list[str]:
        """The words of an entry in lower case, `&` as `and`."""
        return self._plain[slice(*entry)].replace("&", " and ").split()

    def first_of_line(self, entry: Span) -> str:
        """The first entry of the line that an entry stands in."""
        start = self._printed.rfind("\n", 0, entry[0]) + 1
        return self.printed((start, self._plain.find("\n", start)))

    def heading(self, entry: Span) -> str:
        """The heading above an entry, without its brackets."""
        starts, headings = self._headings
        return headings[bisect_right(starts, entry[0]) - 1]

    @cached_property
    def _headings(self) -> tuple[list[int], list[str]]:
        """Where headings stand, and their words."""
        starts: list[int] = []
        start = self._printed.find("\n[")
        while start >= 0:
            starts.append(start)
            start = self._printed.find("\n[", start + 1)
        return starts, [self._printed[start + 2 : self._printed.find("]\n", start)] for start in starts]

    def entries(self) -> list[str]:
        """All entries in lower case, without the signs between their words."""
        return [entry for entry in self._plain.split("\n") if entry and entry[0] not in "#["]

    def lines(self) -> list[str]:
        """All lines as printed, without headings, comments and blank ones."""
        return [line for line in self._printed.split("\n") if line and line[0] not in "#["]

    def all_words(self) -> set[str]:
        """The words of all entries, with what stands at their ends."""
        return {word for entry in self.entries() for word in entry.split()}
