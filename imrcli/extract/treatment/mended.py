"""Requests with misspelt words, and the words that they can be meant to be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import islice, product

from imrcli.index import index
from imrcli.vocabulary import drugs, entries, treatments
from imrcli.vocabulary.lexicon import Words
from imrcli.vocabulary.spelling import near, slips_allowed

_MOST_COMBINATIONS = 32
_SHORTEST, _LONGEST_SHORT = 5, 6
_SHORTEST_IN_LETTER, _MOST_IN_LETTER = 6, 3


_Sized = dict[tuple[str, int], str]
"""Words by their first letter and how many they have: those that are alike in both in one text, spaces around each."""


@index
def _known(with_brands: bool) -> _Sized:
    """The words of the vocabulary."""
    names = drugs().single_words() if with_brands else drugs().generic_words()
    return _sized(names | treatments().words())


@index
def _short_names() -> _Sized:
    """The names of drugs of one word that are short."""
    return _sized(name for name in drugs().single_words() if len(name) <= _LONGEST_SHORT + 1)


def _sized(words: Iterable[str]) -> _Sized:
    sized: dict[tuple[str, int], list[str]] = {}
    for word in sorted(words):
        sized.setdefault((word[0], len(word)), [""]).append(word)
    return {size: " ".join([*alike, ""]) for size, alike in sized.items()}


def _alike(word: str, most: int, known: _Sized) -> list[str]:
    """The words with a word's first letter, and about as many: so many more or fewer at most."""
    sizes = range(len(word) - most, len(word) + most + 1)
    return [other for size in sizes for other in known.get((word[0], size), "").split()]


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
    known = _known(with_brands)
    yield from _combined(words, [_spellings(word, known) for word in words.words])


def candidates_of_short_name(words: Words, at: int) -> Iterator[Words]:
    """A request with the word that starts at an offset spelt as a drug is: one slip, in a name of five letters or six.

    Such names are near to so many words that one is meant only where a dose shows that the word names a drug.
    """
    number = words.at(at)
    word = words.words[number]
    if len(word) > _LONGEST_SHORT:
        return
    for name in near(word, _alike(word, 1, _short_names()), shortest=_SHORTEST, most=1):
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


def _spellings(word: str, known: _Sized) -> list[str]:
    """What a word can be meant to be; the word itself where it is known or near to none."""
    slips = slips_allowed(word)
    if not slips or not word.isalpha() or is_known(word):
        return [word]
    return near(word, _alike(word, slips, known)) or [word]


def is_known(word: str) -> bool:
    """Whether a word is an ordinary one, or stands in the vocabulary as it is or without a plural's `s`."""
    ordinary, known = _ordinary(), _known(True)
    forms = {word, word.removesuffix("s")} - {""}
    return any(form in ordinary or f" {form} " in known.get((form[0], len(form)), "") for form in forms)
