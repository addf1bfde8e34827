"""Which sentences of a rationale are worth reading: those that can hold a word of verdict, by the lists themselves.

A sentence's words are looked up all at once, in sets, so that one that holds none of them costs next to nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct

from imrcli.extract.verdict.lexicon import misspelt_pieces, numbers, words_with
from imrcli.pattern import pattern
from imrcli.text import Span

_KEY = 6
"""So many letters of a word are looked up first; no shorter opening of a word is sought."""

_ENDING = 4
"""Endings of words (`-ed`, `-ation`) are not looked for."""

_WORDS = pattern(r"[a-z0-9']+")
_COUNT = pattern(r"(?<!\S)#?\d{1,3}(?![\d/%]|\.\d|,\s\d{4})")
"""`6 visits`, `#60`; no date, no share."""

_ENDS = (
    " do i",
    " can i",
    " would i",
    " neither",
    " so",
    " not",
    "n't",
    " is",
    " are",
    ": yes",
    ": no",
    ": none",
    ", yes",
    ", no",
)
_ANSWERS = ("yes", "no.", "no,", "no:", "no;", "no")
_LABELS = (
    ": yes",
    ": no,",
    ": no;",
    ", yes;",
    ", no;",
    " yes (",
    " yes.",
    " yes;",
    " no (",
    " no;",
    " no.",
    " - no",
    " - yes",
)
_NEGATIONS = (" not", "n't")
_BEHIND_NEGATION = (":", ",", ";", " until", " unless", " because")


class Sought(Struct, frozen=True, gc=False):
    """What sentences are searched for."""

    words: frozenset[str]
    """Words that are sought as they are."""
    openings: dict[str, tuple[str, ...]]
    """How words open that are sought with any ending, by their first letters."""
    expressions: dict[str, tuple[str, ...]]
    """Expressions of several words, by the longest of them."""
    opening_keys: frozenset[str]
    expression_keys: frozenset[str]


class Searched:
    """A text in lower case, and what of the lists its sentences hold."""

    def __init__(self, lower: str, spans: list[Span]) -> None:
        self._lower = lower
        self._spans = spans
        self._starts = [start for start, _ in spans]
        self._words = set(_WORDS.findall(lower))
        self._keys = {word[:_KEY] for word in self._words}

    def sentence(self, number: int) -> str:
        """A sentence in lower case."""
        return self._lower[slice(*self._spans[number])]

    def deciding(self) -> set[int]:
        """The sentences that can hold a decision: `necess`, `certif`, `denial` ..., misprinted or not."""
        misprints = [place for piece in misspelt_pieces() for place in _found(self._lower, piece)]
        return self._holding(_decisions()) | self._numbers(misprints)

    def opining(self) -> set[int]:
        """The sentences that can tell the reviewer's opinion."""
        return self._holding(_opinions())

    def counts(self, number: int) -> bool:
        """Whether a sentence can be on a part of an item: it has a count, `the remaining`, `all but`."""
        sentence = self.sentence(number)
        words = _WORDS.findall(sentence)
        if not _parts().words.isdisjoint(words) or _COUNT.search(sentence):
            return True
        lists = (_parts().expressions[word] for word in _parts().expression_keys.intersection(words))
        return any(expression in sentence for expressions in lists for expression in expressions)

    def hanging(self) -> set[int]:
        """The sentences that can hang on the one before: "Norvasc is not.", "The trial is.", "Yes."."""
        numbers = {number for number in range(len(self._spans)) if _hangs_at_an_end(self.sentence(number))}
        places = [place for label in _LABELS for place in _found(self._lower, label)]
        for negation in _NEGATIONS:
            for place in _found(self._lower, negation):
                if self._lower.startswith(_BEHIND_NEGATION, place + len(negation)):
                    places.append(place)
        return numbers | self._numbers(places)

    def _holding(self, sought: Sought) -> set[int]:
        pieces = list(sought.words & self._words)
        for key in sought.opening_keys & self._keys:
            pieces += sought.openings[key]
        for word in sought.expression_keys & self._words:
            pieces += sought.expressions[word]
        return self._numbers([place for piece in pieces for place in self._opened_by(piece)])

    def _opened_by(self, piece: str) -> Iterator[int]:
        """Where words open with a piece."""
        lower = self._lower
        for at in _found(lower, piece):
            if not at or not lower[at - 1].isalpha():
                yield at

    def _numbers(self, places: list[int]) -> set[int]:
        """The numbers of the sentences in which places are."""
        return {bisect_right(self._starts, place) - 1 for place in places}


def _hangs_at_an_end(sentence: str) -> bool:
    return sentence.rstrip(".;: ").endswith(_ENDS) or sentence[:3] in _ANSWERS


def _found(text: str, piece: str) -> Iterator[int]:
    """Where a piece stands in a text."""
    at = text.find(piece)
    while at >= 0:
        yield at
        at = text.find(piece, at + 1)


@cache
def _decisions() -> Sought:
    roles = "necessary unnecessary granted refused plain need denial grant approve refuse agree disagree"
    return _sought(words_with(*roles.split()))


@cache
def _opinions() -> Sought:
    roles = "favoured disfavoured conforms meet support want departure recommend shown wanting carried_out"
    return _sought(words_with(*roles.split()))


@cache
def _parts() -> Sought:
    return _sought([*words_with("part", "partly", "some"), *numbers()], any_ending=False)


def _sought(lines: Iterable[str], *, any_ending: bool = True) -> Sought:
    """What finds every one of some expressions; those are left out that hold a word which is sought anyway."""
    listed = list(lines)
    printed = [_WORDS.findall(line) for line in listed]
    single = {parts[0] for parts in printed if len(parts) == 1}
    opened = {word for word in single if any_ending and len(word) > _KEY}
    shortened = tuple({word[: max(_KEY, len(word) - _ENDING)] for word in opened})
    openings: dict[str, set[str]] = {}
    for opening in shortened:
        if not any(opening != other and opening.startswith(other) for other in shortened):
            openings.setdefault(opening[:_KEY], set()).add(opening)
    words = frozenset(word for word in single - opened if not word.startswith(shortened))
    expressions: dict[str, set[str]] = {}
    for line, parts in zip(listed, printed, strict=True):
        if len(parts) > 1 and not any(word in words or word.startswith(shortened) for word in parts):
            expressions.setdefault(max(parts, key=len), set()).add(line)
    return Sought(words, _tuples(openings), _tuples(expressions), frozenset(openings), frozenset(expressions))


def _tuples(sets: dict[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(sorted(members)) for key, members in sets.items()}
