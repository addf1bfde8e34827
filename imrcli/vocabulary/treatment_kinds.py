"""Which kinds of treatment a text names, and which of them a reader tells apart (treatment-kinds.txt and drugs.txt)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from msgspec import Struct

from imrcli.index import index
from imrcli.text import Span
from imrcli.vocabulary import drugs, dwc_categories
from imrcli.vocabulary.keyed import keyed
from imrcli.vocabulary.lexicon import words_of

_FILE = "treatment-kinds.txt"
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


_NO_PLURALS = frozenset(["tens"])
"""Words that another word would be without their last s: ten visits are no TENS."""


def _singular(word: str) -> str:
    if word in _NO_PLURALS:
        return word
    plural = len(word) >= _SHORTEST_PLURAL and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural else word


def kinds() -> dict[str, tuple[str, ...]]:
    """The kinds of treatment, each with the words by which it is named."""
    return {kind: about.get("words", ()) for kind, about in keyed(_FILE).items()}


@index
def _names() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """By first word: the words of each name of a kind, longest first, and the kind."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, about in keyed(_FILE).items():
        for printed in about["words"]:
            words = tuple(map(_singular, words_of(printed).words))
            by_first.setdefault(words[0], []).append((words, kind))
    for names in by_first.values():
        names.sort(key=lambda name: -len(name[0]))
    return by_first


@lru_cache(maxsize=2048)
def kinds_in(text: str) -> tuple[NamedKind, ...]:
    """The places where a text names a kind of treatment, in order; the longest name at a place counts."""
    printed = words_of(text)
    words = list(map(_singular, printed.words))
    named = []
    at = 0
    while at < len(words):
        size, kind = _longest(words, at)
        drug = drugs().longest(printed, at)
        if drug and len(drug.words) > size:
            size, kind = len(drug.words), drug.drug_class
        elif size:
            drug = None
        if size:
            end = printed.ends[at + size - 1]
            named.append(NamedKind(kind, drug.generic if drug else None, printed.starts[at], end))
        at += size or 1
    return tuple(named)


def _longest(words: list[str], at: int) -> tuple[int, str]:
    """How many words the longest name of a kind at a place has, and the kind; 0 where none stands there."""
    for name, kind in _names().get(words[at], ()):
        if tuple(words[at : at + len(name)]) == name:
            return len(name), kind
    return 0, ""


def is_drug_kind(kind: str) -> bool:
    """Whether a kind is a class of drugs."""
    return kind in dwc_categories()["Pharmaceuticals"]


@cache
def wider(kind: str) -> frozenset[str]:
    """The kind itself, and all wider kinds that it belongs to."""
    parents = keyed(_FILE).get(kind, {}).get("of", ())
    return frozenset((kind,)).union(*map(wider, parents))


@cache
def alike(first: str, second: str) -> bool:
    """Whether the name of the one kind may stand for the other: a wider kind, or one whose name is used for it."""
    firsts, seconds = wider(first), wider(second)
    known = keyed(_FILE)
    same = second in known.get(first, {}).get("same", ()) or first in known.get(second, {}).get("same", ())
    return same or first in seconds or second in firsts


@cache
def related(first: str, second: str) -> bool:
    """Whether a text on the one kind may well speak of the other."""
    if alike(first, second):
        return True
    firsts, seconds = wider(first), wider(second)
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


def any_alike(firsts: Iterable[str], seconds: Iterable[str]) -> bool:
    """Whether the name of any of some kinds may stand for any of others."""
    others = tuple(seconds)
    return any(alike(first, second) for first in firsts for second in others)


def told_apart(kinds: Iterable[str]) -> frozenset[str]:
    """Kinds without those that only say more widely what another of them says (`injection` beside `prolotherapy`)."""
    named = frozenset(kinds)
    return named - {kind for kind in named for other in named if kind != other and kind in wider(other)}
