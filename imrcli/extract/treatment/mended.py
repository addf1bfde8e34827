"""Requests with misspelt words, and the words that they can be meant to be."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from imrcli.vocabulary import drugs, entries, treatments
from imrcli.vocabulary.lexicon import Words
from imrcli.vocabulary.spelling import near

_SHORTEST_IN_LETTER, _MOST_IN_LETTER = 6, 3


@cache
def _known() -> dict[str, list[str]]:
    """The words of the vocabulary by their first letter."""
    words: dict[str, list[str]] = {}
    for word in sorted(drugs().single_words() | treatments().words()):
        words.setdefault(word[0], []).append(word)
    return words


@cache
def _ordinary() -> frozenset[str]:
    """Words that are never misspelt ones."""
    return frozenset(
        word for group in entries("ordinary-words.txt").values() for line in group for word in line.split()
    )


def candidates(words: Words, names: Collection[str] | None = None) -> Iterator[Words]:
    """A request with one of its unknown words spelt as the vocabulary spells it, in each way that it can be meant.

    With `names` as one of these, which another part of the letter prints; then more slips are allowed.
    """
    for number, word in enumerate(words.words):
        if not word.isalpha() or word in _ordinary() or word.rstrip("s") in _ordinary():
            continue
        if names is None:
            spellings = near(word, _known().get(word[0], ()))
        else:
            spellings = near(word, names, shortest=_SHORTEST_IN_LETTER, most=_MOST_IN_LETTER)
        for spelling in spellings:
            if spelling != word:
                yield Words([*words.words[:number], spelling, *words.words[number + 1 :]], words.starts, words.ends)
