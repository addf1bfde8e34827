"""The noun group that names a treatment, and what the words around it make of it.

`TENS unit supplies` is a group whose head is `supplies`; `TENS unit with supplies` is one whose head is `unit`. A
modality is a thing or visits, by what the whole request says.
"""

from __future__ import annotations

import re

from imrcli.extract.treatment.matches import Match
from imrcli.extract.treatment.senses import Kind, Sense, head
from imrcli.pattern import pattern
from imrcli.vocabulary import frames, function_words, heads
from imrcli.vocabulary.lexicon import Words

_BREAK = pattern(r"[^\s/'’-]")
"""A character between two words that ends a noun group: `TENS unit, electrodes`."""

_COUNTED = pattern(r"\b\d{1,2}\s?x\s?(?:\d{1,2}\b|(?:per |a |/)?\s?w(?:ee)?k)", re.IGNORECASE)
"""`2x6`, `2 x 4`, `3 x week`, `2x/wk`."""


_BILLED = pattern(r"\b97\d{3}\b|\bG0283\b")
"""Codes by which a clinic bills for its modalities and therapies."""


def group_end(request: str, words: Words, number: int) -> int:
    """The number of the word at which the noun group ends that runs on behind a word."""
    while number < len(words.words):
        word = words.words[number]
        if word[0].isdigit() or word in function_words("group ends"):
            break
        if number and _BREAK.search(request, words.ends[number - 1], words.starts[number]):
            break
        number += 1
    return number


def headed(request: str, words: Words, match: Match) -> tuple[Sense, int]:
    """What the last head behind a treatment, in its noun group, makes of it, and where that head ends.

    That is the number of the word behind it. A head that cannot follow the treatment leaves it what it is.
    """
    becomes = match.sense
    end = number = match.end
    last = group_end(request, words, match.end)
    while number < last:
        following = [(length, head(term.heading)) for length, term in heads().at(words, number)]
        fitting = [(length, other.sense) for length, other in following if other.follows(match.sense.usual)]
        if fitting:
            length, becomes = max(fitting, key=lambda each: each[0])
            end = number + length
        number = max(number + 1, end)
    return becomes, end


def framed_kind(request: str, words: Words, sense: Sense) -> Kind:
    """The kind of a treatment that the rest of the request can frame: a thing or visits, of the spine or of a limb."""
    if not sense.framed:
        return sense.usual
    named = _frames(request, words)
    for frame in _STRONGER:
        if frame in named:
            named.discard(_STRONGER[frame])
    return next((kind for frame, kind in sense.framed if frame in named), sense.usual)


_STRONGER = {"thing": "visits", "spine": "limb"}
"""Of two frames that a request names, the one that decides."""


def is_visits(request: str, words: Words) -> bool:
    """Whether a request asks for sessions or visits."""
    return "visits" in _frames(request, words)


def _frames(request: str, words: Words) -> set[str]:
    named = {term.heading for _, _, term in frames().standing(words)}
    if _COUNTED.search(request) or _BILLED.search(request):
        named.add("visits")
    return named
