"""Which drugs a text names, each by its generic name (the vocabulary's drugs.txt)."""

from __future__ import annotations

from functools import cache

from imrcli.text import Span
from imrcli.vocabulary import entries
from imrcli.vocabulary.lexicon import words_of

_SHORTEST_SUBSTANCE = 5
"""Letters of a word of a generic name that is a substance, not a particle or a salt's formula."""


@cache
def _generic() -> dict[tuple[str, ...], str]:
    """The words of each name, and the generic name that they stand for."""
    generic: dict[tuple[str, ...], str] = {}
    for lines in entries("drugs.txt").values():
        for line in lines:
            name, _, others = line.partition(":")
            for printed in (name, *others.split(",")):
                words = tuple(words_of(printed.strip()).words)
                if words:
                    generic.setdefault(words, name.strip())
    return generic


@cache
def _longest() -> int:
    return max(map(len, _generic()))


def drugs_in(text: str | None) -> dict[str, Span]:
    """The generic names of the drugs that a text names, and where each is named first."""
    named: dict[str, Span] = {}
    if not text:
        return named
    words = words_of(text)
    known = _generic()
    at = 0
    while at < len(words.words):
        for size in range(min(_longest(), len(words.words) - at), 0, -1):
            name = known.get(tuple(words.words[at : at + size]))
            if name:
                named.setdefault(name, (words.starts[at], words.ends[at + size - 1]))
                at += size - 1
                break
        at += 1
    return named


def same_drug(first: str, second: str) -> bool:
    """Whether two generic names share a substance (`hydrocodone/acetaminophen` and `hydrocodone`)."""
    return not _substances(first).isdisjoint(_substances(second))


def is_brand(name: str) -> bool:
    """Whether the vocabulary knows a product by its brand alone, which says nothing of what is in it."""
    return name[:1].isupper()


def _substances(name: str) -> set[str]:
    return {word for word in words_of(name).words if len(word) >= _SHORTEST_SUBSTANCE}
