"""Finds printed words in a text that a scan has damaged: by their letters, with a few of them wrong, lost or too many.

What a scan takes for another letter that looks the same (`l` for `I`, `rn` for `m`) is no error. A search costs as much
as the text is long, and never looks at the clock: pieces of the words that stand there whole show where to look, and
there the words are laid beside the text letter by letter (P. H. Sellers, Journal of Algorithms 1, 1980).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from imrcli.pattern import pattern
from imrcli.text import Span

_WORDS = pattern(r"[A-Za-z0-9|!$]+")
_ALIKE = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZi|!10584$", "abcdefghljklmnopqrstuvwxyzllllosbas")
"""Small letters for capitals, and one for those that look the same: `I` and `1` are `l`, `0` is `o`, `8` is `b`."""
_PAIRS = {"rn": "m", "cl": "d", "vv": "w"}
"""Two letters that a scan makes of one."""
_FEW = 4
"""Pieces. Of so few, one is enough to look further."""
_LONGEST_GAP = 4
"""Characters other than white space between two letters."""
_FAR = 1 << 20


class Letters(Struct, frozen=True, gc=False):
    """A text's letters, alike ones as one, where each stands, and which of them open a word."""

    letters: str
    starts: list[int]
    ends: list[int]
    opening: set[int]


class Words(Struct, frozen=True, gc=False):
    """Words to find, by their letters: `optional` ones can be missing, `errors` letters be wrong or too many."""

    letters: str
    optional: frozenset[int]
    errors: int


@lru_cache(maxsize=4)
def letters_of(text: str) -> Letters:
    """The letters of a text, and where they stand in it."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    opening: set[int] = set()
    for match in _WORDS.finditer(text):
        at, end = match.span()
        if not text[at - 1 : at].isalnum():
            opening.add(len(starts))
        word = match.group().translate(_ALIKE)
        if not any(pair in word for pair in _PAIRS):
            letters.append(word)
            starts += range(at, end)
            ends += range(at + 1, end + 1)
            continue
        place = 0
        while place < len(word):
            pair = _PAIRS.get(word[place : place + 2])
            letters.append(pair or word[place])
            size = 2 if pair else 1
            starts.append(at + place)
            ends.append(at + place + size)
            place += size
    return Letters("".join(letters), starts, ends, opening)


def words_of(pieces: list[tuple[str, bool]], most: int = 12) -> Words:
    """Words to find, in pieces that are optional or not: about one letter in nine can be wrong, `most` at most."""
    letters = ""
    optional: set[int] = set()
    for piece, is_optional in pieces:
        added = letters_of(piece).letters
        if is_optional:
            optional.update(range(len(letters), len(letters) + len(added)))
        letters += added
    needed = len(letters) - len(optional)
    return Words(letters, frozenset(optional), max(1, min(most, needed // 9)))


def find(text: str, words: Words, start: int, end: int) -> Iterator[Span]:
    """Where words stand in a part of a text, damaged or not, in order; none of the places shares a letter."""
    whole = letters_of(text)
    for low, high in _windows(whole, words, start, end):
        taken: set[int] = set()
        places: list[Span] = []
        ways = [
            (errors, first, text[whole.ends[last - 1] : whole.ends[last - 1] + 1].isalnum(), -last)
            for errors, first, last in _laid(whole, words, low, high)
        ]
        # The fewest errors count; of two ends, that of a word.
        for _, first, _, last in sorted(ways):
            last = -last
            if taken.isdisjoint(range(first, last)) and _in_one_place(text, whole, first, last):
                taken.update(range(first, last))
                places.append((whole.starts[first], whole.ends[last - 1]))
        yield from sorted(places)


def _windows(whole: Letters, words: Words, start: int, end: int) -> list[Span]:
    """The runs of letters that can hold the words: those in which more than a third of their pieces are in place."""
    size = len(words.letters) // (words.errors + 1)
    slack = words.errors + len(words.optional)
    offsets = range(0, size * (words.errors + 1), size or 1)
    least = 1 + len(offsets) // 3 if len(offsets) > _FEW else 1
    seeds: list[tuple[int, int]] = []
    for offset in offsets:
        piece = words.letters[offset : offset + size]
        at = whole.letters.find(piece)
        while at >= 0:
            if start <= whole.starts[at] < end:
                seeds.append((at - offset, offset))
            at = whole.letters.find(piece, at + 1)
    seeds.sort()
    windows: list[Span] = []
    first = 0
    for place, (at, _) in enumerate(seeds):
        while seeds[first][0] < at - slack:
            first += 1
        if len({offset for _, offset in seeds[first : place + 1]}) >= least:
            low, high = max(0, at - slack), at + len(words.letters) + slack
            if windows and low <= windows[-1][1]:
                windows[-1] = windows[-1][0], max(high, windows[-1][1])
            else:
                windows.append((low, high))
    return windows


def _laid(whole: Letters, words: Words, low: int, high: int) -> Iterator[tuple[int, int, int]]:
    """The ways to lay the words along a run of letters: the errors of each, and where it starts and ends.

    Of each row only what can still come to so few errors is counted (E. Ukkonen, Journal of Algorithms 6, 1985).
    """
    count, most = len(words.letters), words.errors
    lost = [int(place not in words.optional) for place in range(count)]
    costs, begins = [0 if low in whole.opening else _FAR], [low]
    for place in range(count):
        costs.append(costs[-1] + lost[place])
        begins.append(low)
    reach = count
    for at, letter in enumerate(whole.letters[low:high], low):
        row = [0 if at + 1 in whole.opening else _FAR]
        origin = [at + 1]
        for place in range(min(count, reach + 1)):
            best, begin = costs[place] + (letter != words.letters[place]), begins[place]
            if place < reach and costs[place + 1] + 1 < best:
                best, begin = costs[place + 1] + 1, begins[place + 1]
            if row[place] + lost[place] < best:
                best, begin = row[place] + lost[place], origin[place]
            row.append(best)
            origin.append(begin)
        while len(row) <= count and row[-1] + lost[len(row) - 1] <= most:
            row.append(row[-1] + lost[len(row) - 1])
            origin.append(origin[-1])
        while row and row[-1] > most:
            row.pop()
        reach = len(row) - 1
        costs, begins = row, origin
        if reach == count:
            yield row[count], origin[count], at + 1
        if not row:
            costs, begins, reach = [_FAR], [at + 1], 0


def _in_one_place(text: str, whole: Letters, first: int, last: int) -> bool:
    """Whether nothing but white space and a few signs stand between the letters of a run."""
    for place in range(first, last - 1):
        gap = text[whole.ends[place] : whole.starts[place + 1]]
        if gap and not gap.isspace() and (len(gap) > _LONGEST_GAP or any(sign.isalnum() for sign in gap)):
            return False
    return True
