"""How far words are apart, and which words a misspelt one can be meant to be."""

from __future__ import annotations

from itertools import product

import pytest

from imrcli.edits import Edits, distance
from imrcli.vocabulary.spelling import near

SHORT = ["".join(letters) for size in range(4) for letters in product("ab", repeat=size)]


def by_the_table(word: str, other: str, *, swaps: bool) -> int:
    """The edits from one word to another, by the table of all their beginnings."""
    rows = [list(range(len(other) + 1))]
    for at, letter in enumerate(word, 1):
        rows.append([at])
        for place, second in enumerate(other, 1):
            cost = min(rows[at - 1][place] + 1, rows[at][-1] + 1, rows[at - 1][place - 1] + (letter != second))
            if swaps and at > 1 and place > 1 and (letter, word[at - 2]) == (other[place - 2], second):
                cost = min(cost, rows[at - 2][place - 2] + 1)
            rows[at].append(cost)
    return rows[-1][-1]


@pytest.mark.parametrize("swaps", [False, True])
@pytest.mark.parametrize("word", [*SHORT, "upheld", "overturned", "cyclobenzaprine" * 6])
def test_edits_are_those_of_the_table(word: str, swaps: bool) -> None:
    for other in (*SHORT, "uphcld", "overtumed", "uhpeld", "cyclobenzaprene" * 6):
        assert Edits(word, swaps=swaps).to(other) == by_the_table(word, other, swaps=swaps), other


@pytest.mark.parametrize(
    ("word", "other", "most", "apart"),
    [
        ("pain", "pain", 1, 0),
        ("pain", "pair", 1, 1),
        ("pain", "spin", 1, 2),
        ("pain", "spun", 1, 2),
        ("", "abc", 5, 3),
        ("abc", "abcdef", 1, 2),
        ("upheld", "overturned", None, 8),
    ],
)
def test_distance(word: str, other: str, most: int | None, apart: int) -> None:
    assert distance(word, other, most) == apart


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("diazempam", ["diazepam", "lorazepam"], ["diazepam"]),
        ("cyclobenzaprene", ["cyclobenzaprine", "carisoprodol"], ["cyclobenzaprine"]),
        ("acupunctrue", ["acupuncture"], ["acupuncture"]),
        ("tramadil", ["tramadol", "tramadal"], ["tramadal", "tramadol"]),
        ("gabapentim", ["gabapentin", "pregabalin", "gabapentinum"], ["gabapentin"]),
        ("xanaz", ["xanax"], []),  # too short to be a misspelt one
        ("lantidine", ["rantidine"], []),  # the first letter is never wrong
        ("norcotil", ["norflexa"], []),
    ],
)
def test_the_nearest_words(word: str, known: list[str], meant: list[str]) -> None:
    assert near(word, known) == meant
