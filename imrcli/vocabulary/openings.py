"""The entries of a vocabulary file that open with a word, found without taking the whole file apart.

A command that reads one letter asks for some dozens of words of many thousands: only those entries are looked at that
begin with the same letters.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from imrcli.pattern import pattern
from imrcli.text import Span

_LETTERS = 3
"""Letters of an entry by which it is looked up."""
_NO_ENTRIES = pattern(r"\n[#\[][^\n]*")
"""Comments and headings."""


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

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where entries start, in their order, by their first letters."""
        places: dict[str, list[int]] = {}
        start = 0
        for entry in self._plain.split("\n"):
            places.setdefault(entry[:_LETTERS], []).append(start)
            start += len(entry) + 1
        return places

    @cached_property
    def _beginnings(self) -> dict[str, list[str]]:
        """The first letters of entries by their first one or two, by which shorter words are looked up."""
        beginnings: dict[str, list[str]] = {}
        for letters in self._places:
            for size in range(1, min(len(letters), _LETTERS - 1) + 1):
                beginnings.setdefault(letters[:size], []).append(letters)
        return beginnings

    def opening(self, word: str) -> Iterator[Span]:
        """Where entries stand whose first word is a word."""
        for entry in self.beginning(word):
            behind = self._plain[entry[0] + len(word)]
            if not (behind.isalnum() or behind == "*"):
                yield entry

    def beginning(self, letters: str) -> Iterator[Span]:
        """Where entries stand that begin with some letters."""
        plain = self._plain
        if len(letters) >= _LETTERS:
            starts = self._places.get(letters[:_LETTERS], [])
        else:
            starts = sorted(at for first in self._beginnings.get(letters, ()) for at in self._places[first])
        for start in starts:
            if plain.startswith(letters, start):
                yield start, plain.find("\n", start)

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
        return set(_NO_ENTRIES.sub("", self._plain).split())
