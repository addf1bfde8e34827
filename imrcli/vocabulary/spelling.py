"""Which words of a list a misspelt word can be meant to be."""

from __future__ import annotations

from collections.abc import Iterable

_SHORTEST, _LONG = 7, 9
"""Shorter words are never misspelt ones; in words of nine letters two slips are allowed."""


def near(word: str, known: Iterable[str], *, shortest: int = _SHORTEST, most: int | None = None) -> list[str]:
    """The words of a list that one slip of the pen makes into a word, or two where it is long; the nearest only.

    A slip is a letter too many, too few or another, or two that changed places. The first letter is never wrong.

    >>> near("cyclobenzaprene", ["cyclobenzaprine", "carisoprodol"])
    ['cyclobenzaprine']
    """
    if len(word) < shortest:
        return []
    if most is None:
        most = 2 if len(word) >= _LONG else 1
    slips: dict[str, int] = {}
    parts = _parts(word, 2 * most + 1)
    for other in known:
        if other[0] == word[0] and abs(len(other) - len(word)) <= most and any(part in other for part in parts):
            distance = _slips(word, other, most)
            if distance <= most:
                slips[other] = distance
    least = min(slips.values(), default=0)
    return sorted(other for other, distance in slips.items() if distance == least)


def _parts(word: str, count: int) -> list[str]:
    """A word in parts, one more than some slips can touch: a slip that changes places touches two."""
    size = len(word) / count
    return [word[round(size * number) : round(size * (number + 1))] for number in range(count)]


def _slips(word: str, other: str, most: int) -> int:
    """How many slips make one word into another; more than `most` where they are that many at least."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(word, 1):
        before, last, row = row, before, [at]
        for place, letter_of_other in enumerate(other, 1):
            cost = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != letter_of_other))
            if last and place > 1 and letter == other[place - 2] and word[at - 2] == letter_of_other:
                cost = min(cost, last[place - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
