"""Which sentences of a rationale are worth reading: those that can hold a word of verdict, by the lists themselves.

A sentence's words are looked up all at once, in sets, so that one that holds none of them costs next to nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cache, cached_property
from itertools import pairwise

from msgspec import Struct

from imrcli.extract.verdict.clauses.lexicon import misspelt_pieces, words_with
from imrcli.index import index
from imrcli.pattern import pattern
from imrcli.text import Span
from imrcli.vocabulary import entries

_KEY = 6
"""So many letters of a word are looked up first; no shorter opening of a word is sought."""

_ENDING = 4
"""Endings of words (`-ed`, `-ation`) are not looked for."""

_WORD_LETTERS = b"abcdefghijklmnopqrstuvwxyz0123456789'"
_APART = bytes(byte if byte in _WORD_LETTERS else ord(" ") for byte in range(256))
"""What parts words, and all that is no letter of theirs, is a space."""

_COUNT = pattern(r"(?<!\S)#?\d{1,3}(?![\d/%]|\.\d|,\s\d{4})")
"""`6 visits`, `#60`; no date, no share."""

_ENDS = (
    " do i",
    " can i",
    " no longer",
    " view",
    " opinion",
    " otherwise",
    " the opposite",
    " the reverse",
    " the contrary",
    " opposite",
    " result",
    " outcome",
    " finding",
    " conclusion",
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
    " so yes",
    " so no",
)
_LAST_WORDS = frozenset(end.rpartition(" ")[2] for end in _ENDS)
_SMALL_WORDS = "a the this that it i no of in on to for from with at by or as is so up do would than"
_EVERYWHERE = frozenset(_SMALL_WORDS.split())
"""Words by which no expression is sought that has another."""

_ADVERBS = frozenset({"now", "here", "today", "either", "too", "yet"})
_ANSWERS = ("yes", "no.", "no,", "no:", "no;", "no")
_NOES = (": no,", ": no;", ", no;", " no (", " no;", " no.")
_LABELS = {
    "yes": (": yes", ", yes;", " yes (", " yes.", " yes;", " - yes"),
    " - no": (" - no",),
    " opposite ": (" opposite conclusion", " opposite result"),
    " same ": (
        *(" same conclusion", " same cannot be ", " same can not be ", " same can be ", " same may be "),
        *(" same is true", " same is not ", " same holds", " same does not ", " same goes for", " same applies"),
    ),
    " with the ": (" with the first", " with the second", " with the last", " with the former", " with the latter"),
}
"""What shows that a sentence hangs on the one before, by what is in all of a few."""

_NEGATIONS = (" not", "n't")
_INSERTIONS = (", in fact, ", ", therefore, ", ", thus, ", ", however, ", ", consequently, ")
"""What parts a negation from its own predicate ("is not, in fact, a candidate"), and ends nothing."""

_BEHIND_NEGATION = (":", ",", ";", " until", " unless", " because")


_Pieces = tuple[str, ...]


class Sought(Struct, frozen=True, gc=False):
    """What sentences are searched for."""

    words: frozenset[str]
    """Words that are sought as they are."""
    openings: dict[str, _Pieces]
    """How words open that are sought with any ending, by their first letters."""
    expressions: dict[str, _Pieces]
    """Expressions of several words, by the one of them that is no word of every sentence and that the fewest have."""
    opening_keys: frozenset[str]
    expression_keys: frozenset[str]


class Searched:
    """A text in lower case, and what of the lists its sentences hold."""

    def __init__(self, lower: str, spans: list[Span]) -> None:
        self.lower = lower
        self._plain = _without_unrelated(lower)
        self.spans = spans
        self._starts = [start for start, _ in spans]
        self._words = set(_words_of(self._plain))
        self._keys = {word[:_KEY] for word in self._words - _unrelated_words() if len(word) >= _KEY}

    def sentence(self, number: int) -> str:
        """A sentence in lower case."""
        return self.lower[slice(*self.spans[number])]

    @cached_property
    def deciding(self) -> set[int]:
        """The sentences that can hold a decision: `necess`, `certif`, `denial` ..., misprinted or not."""
        numbers = self._holding(_decisions())
        for piece in misspelt_pieces():
            self._add(numbers, piece)
        return numbers

    def opining(self) -> set[int]:
        """The sentences that can tell the reviewer's opinion."""
        return self._holding(_opinions())

    def counts(self, number: int) -> bool:
        """Whether a sentence can be on a part of an item: it has a count, `the remaining`, `all but`."""
        sentence = self._plain[slice(*self.spans[number])]
        words = _words_of(sentence)
        if not _parts().words.isdisjoint(words) or _COUNT.search(sentence):
            return True
        if any(word == "a" and unit in _units() for word, unit in pairwise(words)):
            return True  # "a month is certified"
        lists = (_parts().expressions[word] for word in _parts().expression_keys.intersection(words))
        return any(expression in sentence for expressions in lists for expression in expressions)

    @cached_property
    def hanging(self) -> set[int]:
        """The sentences that can hang on the one before: "Norvasc is not.", "The trial is.", "Yes."."""
        lower = self.lower
        numbers = {number for number, (start, end) in enumerate(self.spans) if _hangs_at_an_end(lower[start:end])}
        ends = (number for number, (_, end) in enumerate(self.spans[:-1]) if lower[end - 1 : end] == "?")
        numbers.update(number + 1 for number in ends)
        labels = [label for shared, few in _LABELS.items() if shared in lower for label in few]
        for label in labels if "no" not in self._words else (*labels, *_NOES):
            self._add(numbers, label)
        for negation in _NEGATIONS:
            at = lower.find(negation)
            while at >= 0:
                end = at + len(negation)
                if lower.startswith(_BEHIND_NEGATION, end) and not lower.startswith(_INSERTIONS, end):
                    numbers.add(bisect_right(self._starts, at) - 1)
                at = lower.find(negation, at + 1)
        return numbers

    def _holding(self, sought: Sought) -> set[int]:
        pieces = list(sought.words & self._words)
        for key in sought.opening_keys & self._keys:
            pieces += sought.openings[key]
        for word in sought.expression_keys & self._words:
            pieces += sought.expressions[word]
        numbers: set[int] = set()
        for piece in pieces:
            self._add(numbers, piece, opens=True)
        return numbers

    def _add(self, numbers: set[int], piece: str, *, opens: bool = False) -> None:
        """Add the numbers of the sentences in which a piece stands; with `opens`, in which it opens a word."""
        lower, starts = self._plain, self._starts
        at = lower.find(piece)
        while at >= 0:
            number = bisect_right(starts, at)
            if not opens or not at or not lower[at - 1].isalpha():
                numbers.add(number - 1)
                if number == len(starts):
                    return
                at = starts[number] - 1
            at = lower.find(piece, at + 1)


def _without_unrelated(lower: str) -> str:
    """A text in lower case with spaces for the phrases that decide nothing ("including, but not limited to, ...")."""
    for phrase in _unrelated_phrases():
        if phrase in lower:
            lower = lower.replace(phrase, " " * len(phrase))
    return lower


@index
def _unrelated_words() -> frozenset[str]:
    """Words of records that open as words of decision do ("objective", as "objection")."""
    return frozenset(entries("verdict/unrelated.txt")["words"])


@index
def _unrelated_phrases() -> tuple[str, ...]:
    return tuple(entries("verdict/unrelated.txt")["phrases"])


def _words_of(lower: str) -> list[str]:
    """The words of a text in lower case, in order: letters without accents, digits, apostrophes."""
    return lower.encode("ascii", "replace").translate(_APART).decode("ascii").split()


def _hangs_at_an_end(sentence: str) -> bool:
    plain = sentence.rstrip(".;: ")
    before, _, last = plain.rpartition(" ")
    if before and last in _ADVERBS:
        plain, last = before, before.rpartition(" ")[2]
    ends = (last in _LAST_WORDS or last.endswith("n't")) and plain.endswith(_ENDS)
    return ends or sentence[:3] in _ANSWERS


@cache
def _decisions() -> Sought:
    roles = "necessary unnecessary granted refused plain need denial grant approve refuse agree disagree"
    return _sought(*_pieces(roles))


@cache
def _opinions() -> Sought:
    roles = "favoured disfavoured conforms meet support want needing departure recommend shown wanting carried_out"
    others = "worth requires gets bids onward passes yields turns spares persuade position candidacy weighs gift"
    return _sought(*_pieces(f"{roles} {others}"))


@cache
def _units() -> frozenset[str]:
    return frozenset(words_with("unit"))


@cache
def _parts() -> Sought:
    return _sought(*_pieces("part partly some number", any_ending=False))


def _sought(words: frozenset[str], openings: dict[str, _Pieces], expressions: dict[str, _Pieces]) -> Sought:
    return Sought(words, openings, expressions, frozenset(openings), frozenset(expressions))


@index
def _pieces(roles: str, *, any_ending: bool = True) -> tuple[frozenset[str], dict[str, _Pieces], dict[str, _Pieces]]:
    """What finds every expression of some roles; those are left out that hold a word which is sought anyway."""
    listed = list(words_with(*roles.split()))
    printed = [_words_of(line) for line in listed]
    single = {parts[0] for parts in printed if len(parts) == 1}
    opened = {word for word in single if any_ending and len(word) > _KEY}
    shortened = tuple({word[: max(_KEY, len(word) - _ENDING)] for word in opened})
    openings: dict[str, set[str]] = {}
    for opening in shortened:
        if not any(opening != other and opening.startswith(other) for other in shortened):
            openings.setdefault(opening[:_KEY], set()).add(opening)
    words = frozenset(word for word in single - opened if not word.startswith(shortened))
    expressions: dict[str, set[str]] = {}
    common = Counter(word for parts in printed for word in set(parts))
    for line, parts in zip(listed, printed, strict=True):
        if len(parts) > 1 and not any(word in words or word.startswith(shortened) for word in parts):
            rarest = min(parts, key=lambda word: (word in _EVERYWHERE, common[word], -len(word)))
            expressions.setdefault(rarest, set()).add(line)
    return words, _tuples(openings), _tuples(expressions)


def _tuples(sets: dict[str, set[str]]) -> dict[str, _Pieces]:
    return {key: tuple(sorted(members)) for key, members in sets.items()}
