"""Which sentences of a rationale are worth reading: those that can hold a word of verdict, by the lists themselves."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import groupby
from operator import itemgetter

from msgspec import Struct

from imrcli.extract.verdict.lexicon import misspelt_pieces, numbers, words_with
from imrcli.pattern import pattern
from imrcli.text import Span

_SHORTEST = 6
_ENDING = 4
"""Endings of words (`-ed`, `-ation`) are not looked for; a word keeps six letters at least."""

_OPENING_MARKS = '("-/'
"""Marks that may stand in front of a word, too."""

_ENDS = (" neither", " so", " not", "n't", "n’t", " is", " are", ": yes", ": no", ": none", ", yes", ", no")
_LABELS = (": yes", ": no,", ": no;", ", yes;", ", no;")
_INNER_ENDS = _LABELS + tuple(
    f"{negation}{end}" for negation in (" not", "n't", "n’t") for end in (",", ";", " until", " unless", " because")
)
_ANSWERS = ("yes", "no.", "no,", "no:", "no;", "no")


class Sought(Struct, frozen=True, gc=False):
    """One pattern for what sentences are searched for; a space is in front of each, which makes it quick."""

    pattern: re.Pattern[str]
    anywhere: tuple[str, ...] = ()
    """Pieces that words of verdict have in them where they are misprinted or glued to others."""

    def sentences(self, lower: str, spans: list[Span]) -> set[int]:
        """The numbers of the sentences of a text in lower case that hold what is sought."""
        spaced = f" {lower}"
        for mark in _OPENING_MARKS:
            spaced = spaced.replace(mark, " ")
        places = [match.start() for match in self.pattern.finditer(spaced)]
        for piece in self.anywhere:
            at = lower.find(piece)
            while at >= 0:
                places.append(at)
                at = lower.find(piece, at + 1)
        starts = [start for start, _ in spans]
        return {bisect_right(starts, at) - 1 for at in places}

    def is_in(self, sentence: str) -> bool:
        """Whether a sentence in lower case holds what is sought."""
        return self.pattern.search(f" {sentence}") is not None


@cache
def decisions() -> Sought:
    """What a sentence holds that can decide: `necess`, `certif`, `denial` ..., misprinted or not."""
    roles = "necessary unnecessary granted refused plain need denial grant approve refuse agree disagree"
    return _sought(roles, misspelt_pieces())


@cache
def opinions() -> Sought:
    """What a sentence holds that can tell the reviewer's opinion."""
    return _sought("favoured disfavoured conforms meet support want recommend shown wanting carried_out")


@cache
def parts() -> Sought:
    """What a sentence holds that can be on a part of an item: a number, `the remaining`, `all but`."""
    words = _spaced(set(words_with("part", "partly", "some")) | set(numbers()), set())
    return Sought(pattern(rf"{words}| #?\d{{1,3}}(?![\d/.%])"))  # '6 visits', '#60'; no date, no share


def _sought(roles: str, anywhere: tuple[str, ...] = ()) -> Sought:
    """The shortest openings that find every expression of these roles."""
    expressions = set(words_with(*roles.split()))
    opening = {word[: max(_SHORTEST, len(word) - _ENDING)] for word in expressions if " " not in word}
    opening -= expressions
    whole = {expression for expression in expressions if opening.isdisjoint(_openings(expression))}
    return Sought(pattern(_spaced(whole, opening)), anywhere)


def _spaced(whole: set[str], opening: set[str]) -> str:
    """The pattern of whole expressions and openings of words behind a space, by their letters one after the other."""
    words: list[str] = []
    for word in sorted([*(f"{expression}$" for expression in whole), *opening]):
        if not words or not word.startswith(words[-1]):
            words.append(word)
    return " " + _alternatives(words)


def _alternatives(words: list[str]) -> str:
    """The pattern of some words, in order, of which none begins another: what they share is written once."""
    first, last = words[0], words[-1]
    behind = next((at for at in range(len(first)) if first[at] != last[at]), len(first))
    alternatives = re.escape(first[:behind]).replace("\\$", "\\b")
    if len(words) == 1:
        return alternatives
    ways = groupby((word[behind:] for word in words), itemgetter(0))
    return f"{alternatives}(?:{'|'.join(_alternatives(list(rests)) for _, rests in ways)})"


def _openings(expression: str) -> set[str]:
    """What an expression's words open with, of any length."""
    return {word[:size] for word in expression.split() for size in range(3, len(word) + 1)}


def hangs(sentence: str) -> bool:
    """Whether a sentence in lower case can hang on the one before: "Norvasc is not.", "The trial is.", "Yes."."""
    if sentence.rstrip(".;: ").endswith(_ENDS) or sentence[:3] in _ANSWERS:
        return True
    return any(end in sentence for end in _INNER_ENDS)
