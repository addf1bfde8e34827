"""What the misspelt words of titles are meant to be."""

from __future__ import annotations

from functools import cache, lru_cache

from imrcli.vocabulary import entries, section_titles, sources
from imrcli.vocabulary.spelling import near

_SHORTEST = 5
"""Letters of a word that can be a misspelt one."""


@lru_cache(maxsize=8192)
def as_in_titles(word: str) -> str:
    """A word as titles spell it, where one slip away from that and no word of its own; else as it is.

    >>> as_in_titles("sholder"), as_in_titles("pelvic")
    ('shoulder', 'pelvic')
    """
    titles = _title_words().get(word[0], ())
    if len(word) < _SHORTEST or not titles or not word.isalpha() or _is_ordinary(word):
        return word
    meant = near(word, titles, shortest=_SHORTEST, most=1)
    if len(meant) != 1 or word.rstrip("s") == meant[0].rstrip("s") or _is_in_titles(word):
        return word
    return meant[0]


@cache
def _title_words() -> dict[str, tuple[str, ...]]:
    """The words of titles by their first letters."""
    words = entries("title-words.txt")["words of titles"]
    return {letter: tuple(word for word in words if word[0] == letter) for letter in {word[0] for word in words}}


@cache
def _others() -> frozenset[str]:
    ordinary = (word for group in entries("ordinary-words.txt").values() for line in group for word in line.split())
    return frozenset((*ordinary, *entries("title-words.txt")["other words"]))


def _is_ordinary(word: str) -> bool:
    others = _others()
    return word in others or word.rstrip("s") in others


def _is_in_titles(word: str) -> bool:
    return section_titles().has(word) or sources().has(word)
