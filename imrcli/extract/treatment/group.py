"""The noun group that names a treatment, and what the words around it make of it.

`TENS unit supplies` is a group whose head is `supplies`; `TENS unit with supplies` is one whose head is `unit`. A
modality is a thing or visits, by what the whole request says.
"""

from __future__ import annotations

import re
from functools import cache

from imrcli.extract.treatment.matches import Match
from imrcli.extract.treatment.senses import Kind, head
from imrcli.pattern import pattern
from imrcli.vocabulary import entries, frames, heads
from imrcli.vocabulary.lexicon import Words

_BREAK = pattern(r"[^\s/'’-]")
"""A character between two words that ends a noun group: `TENS unit, electrodes`."""

_COUNTED = pattern(r"\b\d{1,2}\s?x\s?(?:\d{1,2}\b|(?:per |a |/)?\s?w(?:ee)?k)", re.IGNORECASE)
"""`2x6`, `2 x 4`, `3 x week`, `2x/wk`."""


@cache
def _group_ends() -> frozenset[str]:
    return frozenset(entries("frames.txt")["group ends"])


def group_end(request: str, words: Words, number: int) -> int:
    """The number of the word at which the noun group ends that runs on behind a word."""
    while number < len(words.words):
        word = words.words[number]
        if word[0].isdigit() or word in _group_ends():
            break
        if number and _BREAK.search(request, words.ends[number - 1], words.starts[number]):
            break
        number += 1
    return number


def headed(kind: Kind, request: str, words: Words, match: Match) -> tuple[Kind, int]:
    """What the last head behind a treatment, in its noun group, makes of its kind; and the word behind that head.

    A head that cannot follow the treatment leaves its kind as it is.
    """
    end = match.end
    for number in range(match.end, group_end(request, words, match.end)):
        longest = 0
        for length, term in heads().at(words, number):
            other = head(term.heading)
            if length > longest and other.follows(match.sense.usual):
                longest, kind, end = length, other.kind, number + length
    return kind, end


def modality_kind(request: str, words: Words, match: Match) -> Kind:
    """The kind of a treatment that can be a thing or visits."""
    framed = _framed(words)
    if "thing" in framed:
        return match.sense.thing
    if "visits" in framed or _COUNTED.search(request):
        return match.sense.visits
    return match.sense.usual


def is_visits(request: str, words: Words) -> bool:
    """Whether a request asks for sessions or visits."""
    return "visits" in _framed(words) or _COUNTED.search(request) is not None


def _framed(words: Words) -> set[str]:
    return {term.heading for number in range(len(words.words)) for _, term in frames().at(words, number)}
