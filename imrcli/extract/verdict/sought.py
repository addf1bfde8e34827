"""Which sentences of a rationale are worth reading: those that can hold a word of verdict, by the lists themselves."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from msgspec import Struct

from imrcli.extract.verdict.lexicon import misspelt_pieces, words_with
from imrcli.text import Span

_SHORTEST = 6
_ENDING = 4
"""Endings of words (`-ed`, `-ation`) are not looked for; a word keeps six letters at least."""

_ENDS = (" neither", " so", " not", "n't", "n’t", " is", " are")
_INNER_ENDS = (" not,", " not;", "n't,", "n't;", "n’t,", "n’t;")
_ANSWERS = ("yes", "no.", "no,", "no:", "no;", "no")


class Sought(Struct, frozen=True, gc=False):
    """What sentences are searched for: whole words and expressions, openings of words, and pieces anywhere."""

    whole: tuple[str, ...]
    opening: tuple[str, ...]
    anywhere: tuple[str, ...] = ()

    def sentences(self, lower: str, spans: list[Span]) -> set[int]:
        """The numbers of the sentences of a text in lower case that hold one of them."""
        places: list[int] = []
        for piece in self.anywhere:
            places += _places(lower, piece)
        for piece in self.opening:
            places += [at for at in _places(lower, piece) if not lower[at - 1 : at].isalpha()]
        for piece in self.whole:
            for at in _places(lower, piece):
                behind = at + len(piece)
                if not (lower[at - 1 : at].isalpha() or lower[behind : behind + 1].isalpha()):
                    places.append(at)
        starts = [start for start, _ in spans]
        return {bisect_right(starts, at) - 1 for at in places}


def _places(text: str, piece: str) -> list[int]:
    places: list[int] = []
    at = text.find(piece)
    while at >= 0:
        places.append(at)
        at = text.find(piece, at + 1)
    return places


@cache
def decisions() -> Sought:
    """What a sentence holds that can decide: `necess`, `certif`, `denial` ..., misprinted or not."""
    roles = "necessary unnecessary granted refused plain need denial grant approve refuse agree disagree"
    return _sought(roles, misspelt_pieces())


@cache
def opinions() -> Sought:
    """What a sentence holds that can tell the reviewer's opinion."""
    return _sought("favoured disfavoured conforms meet support want recommend shown wanting")


@cache
def parts() -> re.Pattern[str]:
    """Finds a word for a part of something."""
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(words_with("part", "partly", "some")))) + r")\b")


def _sought(roles: str, anywhere: tuple[str, ...] = ()) -> Sought:
    """The shortest pieces that find every expression of these roles."""
    expressions = set(words_with(*roles.split()))
    opening = {word[: max(_SHORTEST, len(word) - _ENDING)] for word in expressions if " " not in word}
    opening -= expressions
    opening = {piece for piece in opening if not any(piece[:size] in opening for size in range(3, len(piece)))}
    whole = {expression for expression in expressions if opening.isdisjoint(_openings(expression))}
    words = {expression for expression in whole if " " not in expression}
    whole = {expression for expression in whole if expression in words or words.isdisjoint(expression.split())}
    return Sought(tuple(sorted(whole)), tuple(sorted(opening)), anywhere)


def _openings(expression: str) -> set[str]:
    """What an expression's words open with, of any length."""
    return {word[:size] for word in expression.split() for size in range(3, len(word) + 1)}


def hangs(sentence: str) -> bool:
    """Whether a sentence in lower case can hang on the one before: "Norvasc is not.", "The trial is.", "Yes."."""
    if sentence.rstrip(".;: ").endswith(_ENDS) or sentence[:3] in _ANSWERS:
        return True
    return any(end in sentence for end in _INNER_ENDS)
