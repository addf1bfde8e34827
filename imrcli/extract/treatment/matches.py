"""The terms and drugs that a request names, and which of them says what it asks for.

The one that starts earliest decides, at the same start the longest: requests put the treatment first, and what it is
for, where and with what behind it. General terms (`consultation`, `injection`) decide only where no other is named.
"""

from __future__ import annotations

import re

from msgspec import Struct

from imrcli.extract.treatment.mended import is_known
from imrcli.extract.treatment.senses import Kind, Sense, sense
from imrcli.pattern import pattern
from imrcli.vocabulary import drugs, endings, frames, treatments
from imrcli.vocabulary.lexicon import Words

PHARMACEUTICALS = "Pharmaceuticals"
_OPERATIONS = {"Arthroscopic Surgery", "Non-arthroscopic Surgery", "Spine"}
_BEFORE_ENDING, _SHORTEST_ENDING = 2, 4
"""Letters at least before a telling ending, and in it."""


class Match(Struct, frozen=True, gc=False):
    """A term or a drug that a request names: its first word's number, how many words it has, what it stands for."""

    start: int
    length: int
    sense: Sense
    general: bool
    drug: bool

    @property
    def end(self) -> int:
        """The number of the first word behind it."""
        return self.start + self.length


class Matches(Struct, frozen=True, gc=False):
    """What a request names, in its order: `special` are drugs and terms of one treatment, `general` the others."""

    special: list[Match]
    general: list[Match]

    @property
    def first(self) -> Match | None:
        """What decides."""
        return self.special[0] if self.special else self.general[0] if self.general else None


_CLAUSE = pattern(
    r"\s*(?:s/p|status[ -]?post|following|after|prior to|before|due to|because of|secondary to|in preparation for)"
    r"\b[^,:;]{1,120}[,:;]",
    re.IGNORECASE,
)
"""What came before what is asked for, or why: `S/p carpal tunnel release: hand therapy`."""


def matches(request: str, words: Words) -> Matches:
    """Every term and drug that a request names; of those that start at one word the longest, none within another.

    Words by which an injection is guided, and the like, are passed over where anything else is named.
    """
    passed = _passed_over(request, words)
    named = _matches(words, passed)
    return named if named.first or not passed else _matches(words, set())


def _passed_over(request: str, words: Words) -> set[int]:
    clause = _CLAUSE.match(request)
    passed = set(range(words.at(clause.end()))) if clause else set()
    for number, length, term in frames().standing(words):
        if term.heading == "passed over":
            passed.update(range(number, number + length))
    return passed


def _matches(words: Words, passed: set[int]) -> Matches:
    special: list[Match] = []
    general: list[Match] = []
    names, terms = drugs(), treatments()
    for number, word in enumerate(words.words):
        if number in passed or not (names.opening(word) or terms.opens(word)):
            continue
        match, general_match = _longest(words, number)
        if match is not None and (not special or number >= special[-1].end):
            special.append(match)
        if general_match is not None and (not general or number >= general[-1].end):
            general.append(general_match)
    return Matches(special, general)


def _longest(words: Words, number: int) -> tuple[Match | None, Match | None]:
    """The longest drug or special term that starts at a word, and the longest general term."""
    match: Match | None = None
    general: Match | None = None
    name = drugs().longest(words, number)
    if name is not None:
        match = Match(number, len(name.words), sense(f"{PHARMACEUTICALS} / {name.drug_class}"), False, True)
    for length, term in treatments().at(words, number):
        if term.general:
            if general is None or length > general.length:
                general = Match(number, length, sense(term.heading), True, False)
        elif match is None or length > match.length:
            match = Match(number, length, sense(term.heading), False, False)
    return match, general


def by_endings(words: Words) -> Matches:
    """What a request names by words that no list has, as their endings tell: `septectomy` is an operation."""
    special: list[Match] = []
    for number, word in enumerate(words.words):
        kind = _kind_of_ending(word)
        if kind is not None and not is_known(word):
            special.append(Match(number, 1, sense(kind), False, kind.startswith(PHARMACEUTICALS)))
    return Matches(special, [])


def _kind_of_ending(word: str) -> str | None:
    for start in range(_BEFORE_ENDING, len(word) - _SHORTEST_ENDING + 1):
        kind = endings().get(word[start:])
        if kind is not None:
            return kind
    return None


_ABOUT = {"for", "regarding", "re", "about", "discuss"}
_CONSULT: Kind = ("Evaluation & Management", "Medical Specialties")
_SURGICAL_CONSULT: Kind = ("Surgery", "Surgical Consult")


def consultation_about(words: Words, named: Matches) -> tuple[Kind, Match] | None:
    """The kind of a consultation for an operation, an injection or a drug, and where its word stands."""
    if not (named.special and named.general):
        return None
    consultation, subject = named.general[0], named.special[0]
    between = words.words[consultation.end : subject.start]
    if consultation.sense.usual != _CONSULT or _ABOUT.isdisjoint(between):
        return None
    kind = subject.sense.usual
    if is_operation(kind):
        return _SURGICAL_CONSULT, consultation
    return (_CONSULT, consultation) if kind[0] in ("Injection", PHARMACEUTICALS) else None


def is_operation(kind: tuple[str | None, str | None]) -> bool:
    """Whether a kind is that of an operation."""
    return kind[0] == "Surgery" and kind[1] in _OPERATIONS
