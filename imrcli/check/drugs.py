"""Which drugs a text names, each by its generic name, and which of them are the same."""

from __future__ import annotations

from imrcli.text import Span
from imrcli.vocabulary import drugs
from imrcli.vocabulary.lexicon import words_of

_SHORTEST_SUBSTANCE = 5
"""Letters of a word of a generic name that is a substance, not a particle or a salt's formula."""


def drugs_in(text: str | None) -> dict[str, Span]:
    """The generic names of the drugs that a text names, and where each is named first."""
    named: dict[str, Span] = {}
    for drug in drugs().named_in(text or ""):
        named.setdefault(drug.generic, drug.span)
    return named


def same_drug(first: str, second: str) -> bool:
    """Whether two generic names share a substance (`hydrocodone/acetaminophen` and `hydrocodone`)."""
    return not _substances(first).isdisjoint(_substances(second))


def is_brand(name: str) -> bool:
    """Whether the vocabulary knows a product by its brand alone, which says nothing of what is in it."""
    return name[:1].isupper()


def _substances(name: str) -> set[str]:
    return {word for word in words_of(name).words if len(word) >= _SHORTEST_SUBSTANCE}
