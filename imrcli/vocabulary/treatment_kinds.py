"""Which kinds of treatment a text names, and which of them a reader tells apart (treatment-kinds.txt and drugs.txt)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from msgspec import Struct

from imrcli.text import Span
from imrcli.vocabulary import entries
from imrcli.vocabulary.keyed import keyed
from imrcli.vocabulary.lexicon import words_of

_FILE = "treatment-kinds.txt"
_DRUGS = "drugs.txt"
_SHORTEST_PLURAL = 4
"""Letters of a word whose last s is a plural's."""


class NamedKind(Struct, frozen=True, gc=False):
    """A place where a text names a kind of treatment; for a drug, its generic name too."""

    kind: str
    drug: str | None
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it is named."""
        return self.start, self.end


def _singular(word: str) -> str:
    plural = len(word) >= _SHORTEST_PLURAL and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural else word


def _key(printed: str) -> tuple[str, ...]:
    return tuple(map(_singular, words_of(printed).words))


@cache
def _names() -> dict[str, dict[tuple[str, ...], tuple[str, str | None]]]:
    """By first word: each name's words, its kind, and the generic name where it is a drug's."""
    names: dict[tuple[str, ...], tuple[str, str | None]] = {}
    for kind, lines in entries(_DRUGS).items():
        for line in lines:
            generic, _, others = line.partition(":")
            for printed in (generic, *others.split(",")):
                names.setdefault(_key(printed), (kind, generic.strip()))
    for kind, about in keyed(_FILE).items():
        for printed in about["words"]:
            names[_key(printed)] = (kind, None)
    by_first: dict[str, dict[tuple[str, ...], tuple[str, str | None]]] = {}
    for words, named in names.items():
        if words:
            by_first.setdefault(words[0], {})[words] = named
    return by_first


@cache
def _longest(first: str) -> int:
    return max(map(len, _names()[first]))


@lru_cache(maxsize=2048)
def kinds_in(text: str) -> tuple[NamedKind, ...]:
    """The places where a text names a kind of treatment, in order; the longest name at a place counts."""
    printed = words_of(text)
    words = list(map(_singular, printed.words))
    named = []
    at = 0
    while at < len(words):
        names = _names().get(words[at])
        size = _size(words, at, names) if names else 0
        if names and size:
            kind, drug = names[tuple(words[at : at + size])]
            named.append(NamedKind(kind, drug, printed.starts[at], printed.ends[at + size - 1]))
        at += size or 1
    return tuple(named)


def _size(words: list[str], at: int, names: dict[tuple[str, ...], tuple[str, str | None]]) -> int:
    """How many words the longest name at a place has; 0 where none stands there."""
    for size in range(min(_longest(words[at]), len(words) - at), 0, -1):
        if tuple(words[at : at + size]) in names:
            return size
    return 0


@cache
def wider(kind: str) -> frozenset[str]:
    """The kind itself, and all wider kinds that it belongs to."""
    parents = keyed(_FILE).get(kind, {}).get("of", ())
    return frozenset((kind,)).union(*map(wider, parents))


@cache
def related(first: str, second: str) -> bool:
    """Whether a text on the one kind may well speak of the other."""
    firsts, seconds = wider(first), wider(second)
    if first in seconds or second in firsts:
        return True
    known = keyed(_FILE)
    return any(
        other in known.get(kind, {}).get("near", ())
        for kind, others in ((first, seconds), (second, firsts))
        for other in others
    )


def any_related(firsts: Iterable[str], seconds: Iterable[str]) -> bool:
    """Whether any of some kinds is related to any of others."""
    others = tuple(seconds)
    return any(related(first, second) for first in firsts for second in others)
