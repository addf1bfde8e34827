"""How far two words are apart: the letters that must be changed, added or left out to make one word of the other.

A column of the table that the textbook fills cell by cell is held in the bits of two numbers, and a few operations on
them give the next one (G. Myers, Journal of the ACM 46, 1999; with letters that change places, H. Hyyrö, Nordic Journal
of Computing 10, 2003).
"""

from __future__ import annotations


class Edits:
    """A word, and how many edits make others of it. With `swaps`, two neighbours that change places are one edit."""

    def __init__(self, word: str, *, swaps: bool = False) -> None:
        self._size = len(word)
        self._swaps = swaps
        self._places: dict[str, int] = {}
        """For each letter a number with a bit for each place in the word at which it stands."""
        for place, letter in enumerate(word):
            self._places[letter] = self._places.get(letter, 0) | 1 << place

    def to(self, other: str) -> int:
        """How many edits make the word another one.

        >>> Edits("carpal").to("caprals"), Edits("carpal", swaps=True).to("caprals")
        (3, 2)
        """
        if not self._size:
            return len(other)
        whole, last = (1 << self._size) - 1, 1 << self._size - 1
        # Bits tell where a column goes up by one, where down, and where it goes on diagonally at no cost.
        up, down, free, same_before = whole, 0, 0, 0
        count = self._size
        for letter in other:
            same = self._places.get(letter, 0)
            swapped = (~free & same) << 1 & same_before if self._swaps else 0
            free = (((same & up) + up) ^ up | same | down | swapped) & whole
            right_up, right_down = (down | ~(free | up)) & whole, free & up
            if right_up & last:
                count += 1
            elif right_down & last:
                count -= 1
            right_up, right_down = right_up << 1 | 1, right_down << 1
            up, down = (right_down | ~(free | right_up)) & whole, right_up & free
            same_before = same
        return count


def distance(word: str, other: str, most: int | None = None) -> int:
    """How many edits make one word of another; `most` + 1 for more than `most`.

    >>> distance("overtumed", "overturned")
    2
    """
    if most is None:
        return Edits(word).to(other)
    if abs(len(word) - len(other)) > most:
        return most + 1
    return min(Edits(word).to(other), most + 1)
