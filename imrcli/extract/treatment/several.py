"""Whether a request asks for two treatments of different kinds: it is counted by its first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imrcli.extract.treatment.drug import COMPOUND
from imrcli.extract.treatment.group import framed_kind
from imrcli.extract.treatment.matches import PHARMACEUTICALS, Match, Matches, is_operation
from imrcli.extract.treatment.senses import Kind
from imrcli.pattern import pattern
from imrcli.text import Span
from imrcli.vocabulary import drugs, function_words
from imrcli.vocabulary.lexicon import Words

_JOINT = pattern(r"[;+&]|,(?!\d)|\band\b|\bplus\b", re.IGNORECASE)
_BRACKET = pattern(r"\([^()]*\)?")
_LISTED = pattern(r"(?:\s+[\w-]+){0,2}\s*:")
"""`Physical therapy modalities: heat, massage`: what stands behind the colon belongs to the first."""

_COUNT = pattern(r"\d")
_DOSE = pattern(r"\d\s?(?:mg|mcg|ml|%)|#\s?\d", re.IGNORECASE)
_ADJUNCT: Kind = ("Surgery", "Adjunct Surgical Services")
_WITH_PURPOSES = {
    ("Evaluation & Management", "Medical Specialties"),
    ("Surgery", "Surgical Consult"),
    ("Home Health", "Home Health"),
}
"""What is asked for with its purposes: `a consultation for an injection and a block`, `an aide for transportation`."""

_SUPPLIES: Kind = ("DMEPOS", "Supplies")


def names_several(request: str, words: Words, matches: Matches, first: Match, kind: Kind) -> bool:
    """Whether another treatment is joined to the first (by a comma, `and`, `plus` ...) that is of another kind.

    What belongs to the first is none: what stands in brackets or behind `with`, what a consultation is for, the second
    part of one operation, one more drug in a cream or a syringe.
    """
    if kind == COMPOUND or _LISTED.match(request, words.ends[first.end - 1]):
        return False
    for part in _joined(request, words, first):
        other = next((match for match in matches.special if part[0] <= match.start < part[1]), None)
        if other is None or other.start < first.end or _opens_late(words, part[0], other.start):
            continue
        printed = request[words.starts[part[0]] : words.ends[part[1] - 1]]
        if _belongs(words, first, kind, other, printed):
            continue
        if not _kinds_agree(kind, framed_kind(request, words, other.sense)):
            return True
    return False


def _belongs(words: Words, first: Match, kind: Kind, other: Match, printed: str) -> bool:
    """Whether a treatment that stands beside the first is part of it; `printed` is the part of the request it is in."""
    if kind == _ADJUNCT:
        return not is_operation(other.sense.usual)
    if kind in _WITH_PURPOSES:
        return _COUNT.search(printed) is None
    if other.drug and not first.drug:
        # What is injected, and what a laboratory looks for.
        return kind[0] == "Injection" or _DOSE.search(printed) is None
    return other.drug and (kind[0] == "Injection" or _one_product(words, first, other))


def _joined(request: str, words: Words, first: Match) -> Iterator[Span]:
    """The parts of a request that are joined to the one in which the first treatment stands, by numbers of words."""
    plain = _BRACKET.sub(lambda bracket: " " * len(bracket.group()), request)
    start = first.end
    belonging = False
    for joint in [*_JOINT.finditer(plain, words.ends[first.end - 1]), None]:
        end = words.at(joint.start()) if joint else len(words.words)
        if start > first.end and end > start and not belonging:
            yield start, end
        belonging = (belonging or not function_words("belongs").isdisjoint(words.words[start:end])) and not (
            joint and joint.group() == ";"
        )
        start = words.at(joint.end()) if joint else end


def _opens_late(words: Words, start: int, at: int) -> bool:
    """Whether a preposition stands between the beginning of a part and a treatment in it: `and brace for surgery`."""
    return not function_words("group ends").isdisjoint(words.words[start:at])


def _one_product(words: Words, first: Match, other: Match) -> bool:
    """Whether two drugs are the two parts of one that a list has: `hydrocodone and acetaminophen`."""
    pair = Words([*words.words[first.start : first.end], *words.words[other.start : other.end]], [], [])
    name = drugs().longest(pair, 0)
    return name is not None and len(name.words) > first.length


def _kinds_agree(kind: Kind, other: Kind) -> bool:
    """Whether two treatments are counted alike, the parts of one operation and of one course taken together."""
    return (other == _SUPPLIES and kind[0] == other[0]) or _broad(kind) == _broad(other)


def _broad(kind: Kind) -> Kind:
    if is_operation(kind):
        return "Surgery", "Operation"
    if kind[0] == "Therapies" or kind == ("Rehabilitation", "Other Therapies"):
        return "Therapies", "Therapies"
    if kind[0] == PHARMACEUTICALS and kind[1] == "Topical Compounds":
        return PHARMACEUTICALS, "Topical Analgesics"
    return kind
