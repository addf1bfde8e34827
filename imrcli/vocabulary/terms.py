"""Terms for treatments: which of them open at a word of a text.

A term is a line of `treatments.txt`, `modalities.txt` or `heads.txt`: words, of which some may end in `*` (any ending),
`...` between two of them (up to four other words), and a last `?` where the term is a general one. How they are matched
is written at the top of `treatments.txt`.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from imrcli.vocabulary.lexicon import Words
from imrcli.vocabulary.openings import Entry, Openings

_GAP = "..."
_WIDEST_GAP = 4
_STEM = 3
"""Letters at least before a `*` in a term's first word: those by which it is looked up."""


class Term(Struct, frozen=True, gc=False):
    """A term: its words as written, the heading it stands under, and whether it is a general one."""

    words: tuple[str, ...]
    heading: str
    general: bool


class Terms:
    """The terms of some vocabulary files. A term is taken apart when a text first holds its first letters."""

    def __init__(self, *files: str) -> None:
        self._entries = Openings(*files)
        self._terms: dict[str, dict[str, list[Term]]] = {}
        self._by_letters: dict[str, list[Term]] = {}

    def at(self, text: Words, number: int) -> list[tuple[int, Term]]:
        """The terms that stand at a word of a text, each with how many words it covers."""
        words = text.words
        terms = self._opening(words[number])
        if not terms:
            return []
        following = terms.get(words[number + 1][0], ()) if number + 1 < len(words) else ()
        standing = []
        for term in (*terms.get("", ()), *following):
            if length := _length(term.words, words, number):
                standing.append((length, term))
        return standing

    def standing(self, text: Words) -> Iterator[tuple[int, int, Term]]:
        """All terms that stand in a text, each with the number of its first word and how many words it covers."""
        for number, word in enumerate(text.words):
            if self._opening(word):
                for length, term in self.at(text, number):
                    yield number, length, term

    def opens(self, word: str) -> bool:
        """Whether a word opens a term."""
        return bool(self._opening(word))

    def _opening(self, word: str) -> dict[str, list[Term]]:
        """The terms that a word can open, by the first letter of their second word; none where any can stand there."""
        terms = self._terms.get(word)
        if terms is None:
            terms = self._terms[word] = {}
            for term in self._beginning(word):
                if _same(term.words[0], word):
                    second = term.words[1] if len(term.words) > 1 else _GAP
                    terms.setdefault("" if second == _GAP else second[0], []).append(term)
        return terms

    def _beginning(self, word: str) -> list[Term]:
        """The terms that begin as a word does, in the files' order."""
        letters = word[:_STEM]
        terms = self._by_letters.get(letters)
        if terms is None:
            terms = self._by_letters[letters] = list(map(_term, self._entries.beginning(letters)))
        return terms

    def words(self) -> set[str]:
        """Every whole word that stands in a term: what a misspelt word can be meant to be."""
        return {word for entry in self._entries.all() for word in _plain(entry).split() if word.isalpha()}


def _term(entry: Entry) -> Term:
    words = _plain(entry).replace("&", " and ").split()
    general = words[-1] == "?"
    return Term(tuple(words[:-1] if general else words), entry.heading, general)


def _plain(entry: Entry) -> str:
    """An entry in lower case; a hyphen and a slash part two words."""
    return entry.printed.lower().replace("-", " ").replace("/", " ")


def _length(term: tuple[str, ...], words: list[str], start: int) -> int:
    """How many words of a text a term covers that its first word opens; 0 where it does not stand there."""
    at = start + 1
    last = len(words)
    gap = 0
    for part in term[1:]:
        if part == _GAP:
            gap = _WIDEST_GAP
            continue
        if not gap:  # as between most words
            if at == last or not _same(part, words[at]):
                return 0
            at += 1
            continue
        reach = min(at + gap + 1, last)
        while at < reach and not _same(part, words[at]):
            if words[at] == "and":
                return 0
            at += 1
        if at >= reach:
            return 0
        at += 1
        gap = 0
    return at - start


def _same(part: str, word: str) -> bool:
    if part[-1] == "*":
        return word.startswith(part[:-1])
    return word == part or (len(word) == len(part) + 1 and word[-1] == "s" and word.startswith(part))
