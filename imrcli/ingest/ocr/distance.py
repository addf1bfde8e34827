"""How far two words are apart."""

from __future__ import annotations


def distance(word: str, other: str, most: int) -> int:
    """How many letters must be changed, added or dropped to make one word of another; `most` + 1 for more than that."""
    if abs(len(word) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for at, letter in enumerate(word, 1):
        diagonal, row[0] = row[0], at
        for place, letter_of_other in enumerate(other, 1):
            changed = diagonal + (letter != letter_of_other)
            diagonal = row[place]
            row[place] = min(changed, diagonal + 1, row[place - 1] + 1)
        if min(row) > most:
            return most + 1
    return row[-1]
