"""Which sentences of a rationale are worth reading: those that can hold a word of verdict, by the lists themselves.

A sentence's words are looked up all at once, in sets, so that one that holds none of them costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from imrcli.extract.verdict.lexicon import misspelt_pieces, numbers, words_with
from imrcli.pattern import pattern
from imrcli.text import Span

_KEY = 6
"""So many letters of a word are looked up first; no shorter opening of a word is sought."""

_ENDING = 4
"""Endings of words (`-ed`, `-ation`) are not looked for."""

_MARKS = str.maketrans(dict.fromkeys('.,;:?!()[]"“”-–—/=&', " "))
_COUNT = pattern(r"(?<!\S)#?\d{1,3}(?![\d/%]|\.\d|,\s\d{4})")
"""`6 visits`, `#60`; no date, no share."""

_ENDS = (" neither", " so", " not", "n't", " is", " are", ": yes", ": no", ": none", ", yes", ", no")
_ANSWERS = ("yes", "no.", "no,", "no:", "no;", "no")
_INNER_ENDS = pattern(
    r"""
    (?: [ ]not | n't ) (?: [,;] | [ ](?:until|unless|because) )
    | :[ ](?: yes | no[,;] )
    | ,[ ](?: yes | no );
    """,
    re.VERBOSE,
)


class Sought(Struct, frozen=True, gc=False):
    """What sentences are searched for."""

    words: frozenset[str]
    """Words that are sought as they are."""
    openings: dict[str, tuple[str, ...]]
    """How words open that are sought with any ending, by their first letters."""
    expressions: dict[str, tuple[str, ...]]
    """Expressions of several words, each between spaces, by the longest of them."""

    def are_in(self, words: list[str]) -> bool:
        """Whether the words of a sentence hold what is sought."""
        if not self.words.isdisjoint(words):
            return True
        openings = self.openings
        for key in openings.keys() & {word[:_KEY] for word in words}:
            if any(word.startswith(openings[key]) for word in words):
                return True
        longest = self.expressions.keys() & words
        if not longest:
            return False
        spaced = f" {' '.join(words)} "
        return any(expression in spaced for word in longest for expression in self.expressions[word])


class Searched:
    """A text in lower case whose sentences are searched."""

    def __init__(self, lower: str, spans: list[Span]) -> None:
        self._lower = lower
        self._bare = lower.translate(_MARKS)
        self._spans = spans

    def sentence(self, number: int) -> str:
        """A sentence in lower case."""
        return self._lower[slice(*self._spans[number])]

    def _words(self, number: int) -> list[str]:
        return self._bare[slice(*self._spans[number])].split()

    def decides(self, number: int) -> bool:
        """Whether a sentence can hold a decision: `necess`, `certif`, `denial` ..., misprinted or not."""
        return (
            _decisions().are_in(self._words(number))
            or _misprint().search(self._lower, *self._spans[number]) is not None
        )

    def opines(self, number: int) -> bool:
        """Whether a sentence can tell the reviewer's opinion."""
        return _opinions().are_in(self._words(number))

    def counts(self, number: int) -> bool:
        """Whether a sentence can be on a part of an item: it has a count, `the remaining`, `all but`."""
        return _parts().are_in(self._words(number)) or _COUNT.search(self._lower, *self._spans[number]) is not None

    def hangs(self, number: int) -> bool:
        """Whether a sentence can hang on the one before: "Norvasc is not.", "The trial is.", "Yes."."""
        sentence = self.sentence(number)
        if sentence.rstrip(".;: ").endswith(_ENDS) or sentence[:3] in _ANSWERS:
            return True
        marked = (
            "not" in sentence or "n't" in sentence or ": " in sentence or ", no;" in sentence or ", yes;" in sentence
        )
        return marked and _INNER_ENDS.search(sentence) is not None


@cache
def _decisions() -> Sought:
    roles = "necessary unnecessary granted refused plain need denial grant approve refuse agree disagree"
    return _sought(words_with(*roles.split()))


@cache
def _opinions() -> Sought:
    roles = "favoured disfavoured conforms meet support want departure recommend shown wanting carried_out"
    return _sought(words_with(*roles.split()))


@cache
def _misprint() -> re.Pattern[str]:
    """What misprints of words of verdict have in them, glued to other words or not."""
    return re.compile("|".join(misspelt_pieces()))


@cache
def _parts() -> Sought:
    return _sought([*words_with("part", "partly", "some"), *numbers()], any_ending=False)


def _sought(lines: Iterable[str], *, any_ending: bool = True) -> Sought:
    words: set[str] = set()
    openings: dict[str, set[str]] = {}
    expressions: dict[str, set[str]] = {}
    for line in lines:
        parts = line.translate(_MARKS).split()
        if len(parts) > 1:
            expressions.setdefault(max(parts, key=len), set()).add(f" {' '.join(parts)} ")
        elif any_ending and len(line) > _KEY:
            openings.setdefault(line[:_KEY], set()).add(line[: max(_KEY, len(line) - _ENDING)])
        else:
            words.add(line)
    return Sought(frozenset(words), _tuples(openings), _tuples(expressions))


def _tuples(sets: dict[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(sorted(members)) for key, members in sets.items()}
