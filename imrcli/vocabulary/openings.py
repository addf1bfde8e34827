"""The entries of vocabulary files by their first words.

A command that reads one letter asks for some dozens of words of many thousands: only those entries are taken apart that
begin with the same letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from imrcli.index import index
from imrcli.vocabulary.files import entries

_LETTERS = 3
"""Letters of an entry's first word by which it is looked up."""


class Entry(NamedTuple):
    """An entry as printed, the first entry of its line, and the heading above it."""

    printed: str
    first: str
    heading: str


class Openings:
    """The entries of vocabulary files: their lines, or, with `names`, the names in their lines.

    In a line of names the first stands before a colon and the others between commas. What stands above a file's first
    heading is comment.
    """

    def __init__(self, *files: str, names: bool = False) -> None:
        self._files = files
        self._names = names

    @cached_property
    def _by_letters(self) -> tuple[dict[str, str], list[tuple[str, str]]]:
        return _openings(self._files, self._names)

    def beginning(self, word: str) -> Iterator[Entry]:
        """The entries whose first word begins as a word does, in the files' order; of a short word, only those that
        open with it.
        """
        by_letters, lines = self._by_letters
        return _entries(by_letters.get(word[:_LETTERS], ""), lines)

    def all(self) -> Iterator[Entry]:
        """All entries that begin with a letter or a digit."""
        by_letters, lines = self._by_letters
        return (entry for part in by_letters.values() for entry in _entries(part, lines))


def _entries(part: str, lines: list[tuple[str, str]]) -> Iterator[Entry]:
    for entry in part.splitlines():
        printed, _, number = entry.partition("\t")
        yield Entry(printed, *lines[int(number)])


@index
def _openings(files: tuple[str, ...], names: bool) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Entries by the first letters of their first word, each on a line with a number behind a tab; and by that number
    what `Entry` says of each.
    """
    first_letters = re.compile(rf"(?:[a-z0-9]|(?<=[a-z0-9])[.'](?=[a-z0-9])){{1,{_LETTERS}}}")
    by_letters: dict[str, list[str]] = {}
    of_lines: list[tuple[str, str]] = []
    for heading, lines in ((heading, lines) for name in files for heading, lines in entries(name).items() if heading):
        for line in lines:
            printed = line.replace(": ", ", ").split(", ") if names else [line]
            of_line = printed[0] if names else "", heading
            if not of_lines or of_lines[-1] != of_line:
                of_lines.append(of_line)
            for entry in printed:
                opening = first_letters.match(entry.lower().replace("’", "'"))
                if opening:
                    by_letters.setdefault(opening[0], []).append(f"{entry.rstrip(' :,')}\t{len(of_lines) - 1}")
    return {letters: "\n".join(lines) for letters, lines in by_letters.items()}, of_lines
