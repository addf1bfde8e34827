"""Which words of a list a misspelt word can be meant to be."""

from __future__ import annotations

from collections.abc import Iterable

from imrcli.edits import Edits

_SHORTEST, _LONG = 7, 9
"""Shorter words are never misspelt ones; in words of nine letters two slips are allowed."""

MOST_SLIPS = 2
"""Slips that `near` allows by itself."""


def near(word: str, known: Iterable[str], *, shortest: int = _SHORTEST, most: int | None = None) -> list[str]:
    """The words of a list that one slip of the pen makes into a word, or two where it is long; the nearest only.

    A slip is a letter too many, too few or another, or two that changed places. The first letter is never wrong.

    >>> near("cyclobenzaprene", ["cyclobenzaprine", "carisoprodol"])
    ['cyclobenzaprine']
    """
    if len(word) < shortest:
        return []
    if most is None:
        most = MOST_SLIPS if len(word) >= _LONG else 1
    first, letters, lengths = word[0], frozenset(word), range(len(word) - most, len(word) + most + 1)
    # A slip takes one letter away at most: few words lack so few that slips have to be counted.
    alike = (other for other in known if len(other) in lengths and len(letters.difference(other)) <= most)
    edits = Edits(word, swaps=True)
    slips = {other: edits.to(other) for other in alike if other[0] == first}
    least = min(slips.values(), default=0)
    return sorted(other for other, count in slips.items() if count == least) if least <= most else []
