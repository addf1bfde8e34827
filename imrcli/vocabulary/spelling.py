"""Which words of a list a misspelt word can be meant to be."""

from __future__ import annotations

from collections.abc import Iterable

from imrcli.edits import Edits

_SHORTEST, _LONG = 7, 9
"""Shorter words are never misspelt ones; in words of nine letters two slips are allowed."""


def slips_allowed(word: str) -> int:
    """How many slips `near` allows in a word by itself."""
    size = len(word)
    return 0 if size < _SHORTEST else 1 if size < _LONG else 2


def near(word: str, known: Iterable[str], *, shortest: int = _SHORTEST, most: int | None = None) -> list[str]:
    """The words of a list that one slip of the pen makes into a word, or two where it is long; the nearest only.

    A slip is a letter too many, too few or another, or two that changed places. The first letter is never wrong.

    >>> near("cyclobenzaprene", ["cyclobenzaprine", "carisoprodol"])
    ['cyclobenzaprine']
    """
    if len(word) < shortest:
        return []
    if most is None:
        most = max(1, slips_allowed(word))
    first, letters, lengths = word[0], frozenset(word), range(len(word) - most, len(word) + most + 1)
    # A slip takes one letter away and brings one at most: so few words are alike that few slips have to be counted.
    alike = (other for other in known if len(other) in lengths and len(letters.difference(other)) <= most)
    bits, edits = _letters(word), Edits(word, swaps=True)
    slips = {other: edits.to(other) for other in alike if other[0] == first and _differs(bits, _letters(other)) <= most}
    least = min(slips.values(), default=0)
    return sorted(other for other, count in slips.items() if count == least) if least <= most else []


def _letters(word: str) -> int:
    """A word's letters, each and its repetition as a bit: a slip clears one bit at most, and sets one."""
    bits = 0
    for letter in word:
        bit = 1 << (ord(letter) & 31)
        bits |= bit << 32 if bits & bit else bit
    return bits


def _differs(bits: int, others: int) -> int:
    """So many slips at least part two words, by their letters alone."""
    return max((bits & ~others).bit_count(), (others & ~bits).bit_count())
