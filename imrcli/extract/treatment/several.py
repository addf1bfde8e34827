"""Whether a request asks for two treatments of different kinds: it is counted by its first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from imrcli.extract.treatment.drug import COMPOUND
from imrcli.extract.treatment.matches import PHARMACEUTICALS, Match, Matches
from imrcli.extract.treatment.senses import Kind
from imrcli.pattern import pattern
from imrcli.text import Span
from imrcli.vocabulary import drugs, entries
from imrcli.vocabulary.lexicon import Words

_JOINT = pattern(r"[;+&]|,(?!\d)|\band\b|\bplus\b", re.IGNORECASE)
_BRACKET = pattern(r"\([^()]*\)?")
_COUNT = pattern(r"\d")
_OPERATIONS = {"Arthroscopic Surgery", "Non-arthroscopic Surgery", "Spine"}
_WITH_PURPOSES = {
    ("Evaluation & Management", "Medical Specialties"),
    ("Surgery", "Surgical Consult"),
    ("Home Health", "Home Health"),
}
"""What is asked for with what it is for: `a consultation for an injection and a block`, `an aide for transportation`."""

_SUPPLIES: Kind = ("DMEPOS", "Supplies")


@cache
def _belonging() -> frozenset[str]:
    return frozenset(entries("frames.txt")["belongs"])


@cache
def _ends() -> frozenset[str]:
    return frozenset(entries("frames.txt")["group ends"])


def names_several(request: str, words: Words, matches: Matches, first: Match, kind: Kind) -> bool:
    """Whether another treatment is joined to the first (by a comma, `and`, `plus` ...) that is of another kind.

    What belongs to the first is none: what stands in brackets or behind `with`, what a consultation is for, the second
    part of one operation, one more drug in a cream or a syringe.
    """
    if kind == COMPOUND or (first.drug and kind[0] == "Injection"):
        return False
    for part in _joined(request, words, first):
        other = next((match for match in matches.special if part[0] <= match.start < part[1]), None)
        if other is None or other.start < first.end or _opens_late(words, part[0], other.start):
            continue
        if _one_product(words, first, other) or not _differ(kind, other.sense.usual):
            continue
        counted = _COUNT.search(request, words.starts[part[0]], words.ends[part[1] - 1])
        if kind not in _WITH_PURPOSES or counted:
            return True
    return False


def _joined(request: str, words: Words, first: Match) -> Iterator[Span]:
    """The parts of a request that are joined to the one in which the first treatment stands, by numbers of words."""
    plain = _BRACKET.sub(lambda bracket: " " * len(bracket.group()), request)
    start = first.end
    belonging = False
    for joint in [*_JOINT.finditer(plain, words.ends[first.end - 1]), None]:
        end = words.at(joint.start()) if joint else len(words.words)
        if start > first.end and end > start and not belonging:
            yield start, end
        belonging = (belonging or not _belonging().isdisjoint(words.words[start:end])) and not (
            joint and joint.group() == ";"
        )
        start = words.at(joint.end()) if joint else end


def _opens_late(words: Words, start: int, at: int) -> bool:
    """Whether a preposition stands between the beginning of a part and a treatment in it: `and brace for surgery`."""
    return not _ends().isdisjoint(words.words[start:at])


def _one_product(words: Words, first: Match, other: Match) -> bool:
    """Whether two drugs are the two parts of one that a list has: `hydrocodone and acetaminophen`."""
    if not (first.drug and other.drug):
        return False
    pair = Words([*words.words[first.start : first.end], *words.words[other.start : other.end]], [], [])
    name = drugs().longest(pair, 0)
    return name is not None and len(name.words) > first.length


def _differ(kind: Kind, other: Kind) -> bool:
    """Whether two treatments are counted differently, the parts of one operation and of one course taken together."""
    if other == _SUPPLIES and kind[0] == other[0]:
        return False
    return _broad(kind) != _broad(other)


def _broad(kind: Kind) -> Kind:
    if kind[0] == "Surgery" and kind[1] in _OPERATIONS:
        return "Surgery", "Operation"
    if kind[0] == "Therapies" or kind == ("Rehabilitation", "Other Therapies"):
        return "Therapies", "Therapies"
    if kind[0] == PHARMACEUTICALS and kind[1] == "Topical Compounds":
        return PHARMACEUTICALS, "Topical Analgesics"
    return kind
