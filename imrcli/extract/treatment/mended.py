"""Requests with misspelt words, and the words that they can be meant to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import islice, product

from imrcli.vocabulary import drugs, entries, treatments
from imrcli.vocabulary.lexicon import Words
from imrcli.vocabulary.spelling import MOST_SLIPS, near

_MOST_COMBINATIONS = 32
_SHORTEST, _LONGEST_SHORT = 5, 6
_SHORTEST_IN_LETTER, _MOST_IN_LETTER = 6, 3


@cache
def _known(with_brands: bool) -> set[str]:
    """The words of the vocabulary."""
    return (drugs().single_words() if with_brands else drugs().generic_words()) | _treatment_words()


@cache
def _alike(with_brands: bool) -> dict[tuple[str, int], list[str]]:
    """The words of the vocabulary by their first letter and how many they have."""
    words: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for word in _known(with_brands):
        words[word[0], len(word)].append(word)
    return dict(words)


@cache
def _treatment_words() -> set[str]:
    return treatments().words()


@cache
def _ordinary() -> frozenset[str]:
    """Words that are never misspelt ones."""
    return frozenset(
        word for group in entries("ordinary-words.txt").values() for line in group for word in line.split()
    )


def candidates(words: Words, *, with_brands: bool) -> Iterator[Words]:
    """A request with its unknown words spelt as the vocabulary spells them, in each way that they can be meant.

    Brand names are like so many words that one is meant only `with_brands`: where something else shows a drug.
    """
    alike = _alike(with_brands)
    yield from _combined(words, [_spellings(word, alike) for word in words.words])


def candidates_of_short_name(words: Words, at: int) -> Iterator[Words]:
    """A request with the word that starts at an offset spelt as a drug is: one slip, in a name of five letters or six.

    Such names are near to so many words that one is meant only where a dose shows that the word names a drug.
    """
    number = words.at(at)
    word = words.words[number]
    if len(word) > _LONGEST_SHORT:
        return
    alike = _alike(True)
    sizes = range(len(word) - 1, len(word) + 2)
    names = (other for size in sizes for other in alike.get((word[0], size), ()) if other in drugs().single_words())
    for name in near(word, names, shortest=_SHORTEST, most=1):
        yield Words([*words.words[:number], name, *words.words[number + 1 :]], words.starts, words.ends)


def candidates_of_letter(words: Words, names: Collection[str]) -> Iterator[Words]:
    """A request with its unknown words spelt like names that another part of the letter prints.

    More slips are allowed.
    """
    spellings = (near(word, names, shortest=_SHORTEST_IN_LETTER, most=_MOST_IN_LETTER) for word in words.words)
    pairs = zip(words.words, spellings, strict=True)
    yield from _combined(words, [[word] if is_known(word) else near_words or [word] for word, near_words in pairs])


def _combined(words: Words, spellings: list[list[str]]) -> Iterator[Words]:
    if any(ways != [word] for ways, word in zip(spellings, words.words, strict=True)):
        for combination in islice(product(*spellings), _MOST_COMBINATIONS):
            yield Words(list(combination), words.starts, words.ends)


def _spellings(word: str, alike: Mapping[tuple[str, int], Collection[str]]) -> list[str]:
    """What a word can be meant to be; the word itself where it is known or near to none."""
    if not word.isalpha() or is_known(word):
        return [word]
    sizes = range(len(word) - MOST_SLIPS, len(word) + MOST_SLIPS + 1)
    return near(word, (other for size in sizes for other in alike.get((word[0], size), ()))) or [word]


def is_known(word: str) -> bool:
    """Whether a word is an ordinary one, or stands in the vocabulary as it is or without a plural's `s`."""
    singular = word[:-1] if word.endswith("s") else word
    ordinary, known = _ordinary(), _known(True)
    return word in ordinary or singular in ordinary or word in known or singular in known
