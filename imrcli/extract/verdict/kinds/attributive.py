"""Verdicts in front of a noun: it is not a reasonable request, this is a sensible measure, it is no medical care."""

from __future__ import annotations

from msgspec.structs import replace

from imrcli.extract.verdict.clauses.clause import ARTICLES, PREPOSITIONS, Clause, Range, is_break
from imrcli.extract.verdict.clauses.governor import governing
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import AGAINST, Sentence
from imrcli.extract.verdict.kinds.frames import elliptic

ATTRIBUTES = frozenset({"favoured", "disfavoured", "necessary", "unnecessary"})
_CARE = ("treatment", "care", "equipment", "service", "services", "therapy", "device", "item", "intervention")
_MUST = ("requirement", "must", "imperative")
CARED = "medically necessary "
MEDICAL = "medical"
"""What can name medical treatment, or the opening of it ("medically necessary care", "medical treatment")."""

_LONGEST_NOUN = 4
_BETWEEN = ("a", "an", "no", "such", "to", "me", "any", "as", "the", "sort", "kind", "of")
"""Words between a verb and an attribute ("is not the sort of", "seems to me a")."""

_FARTHEST = 7
_HERE_REACH = 6
_LONGEST_OBJECT = 8


def attributive(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of an item by a noun and what stands in front of it: "the block is not a reasonable request"."""
    words, word = sentence.words, sentence.words[place]
    caring = word.text.startswith(CARED)
    medical = word.text == MEDICAL and place + 1 < len(words) and words[place + 1].text in (*_CARE, *_MUST)
    if word.text == MEDICAL and not medical:
        return None
    noun = place if caring else place + 1 if medical else _noun(words, place)
    if noun < 0:
        return None
    verb = _verb(words, place)
    makes = _makes(words, place) if verb < 0 else (0, 0)
    if verb < 0 and makes[0] >= makes[1]:
        return None
    clause = elliptic(words, verb) if verb >= 0 else governing(words, makes[0] - 1)
    if verb < 0 and any(near.plays("find", "say") for near in words[clause.first : makes[0] - 1]):
        return None  # "the therapist thought her gait made a cane a reasonable measure"
    clause.subject, verb = (clause.subject, verb) if verb >= 0 else (makes, makes[1] - 1)
    turned = sum(near.plays("not", "no") for near in words[verb + 1 : place])
    sign = clause.sign * (-1 if turned % 2 else 1) * (1 if word.roles.isdisjoint(AGAINST) else -1)
    subject = sentence.subject_of(clause)
    unnamed = medical and sign < 0 and subject.reference == "unknown"  # "comfort furniture is not medical treatment"
    if clause.past or not clause.asserted or not (unnamed or _means_item(sentence, clause, subject)):
        return None
    if not caring and sentence.behind(place).condition:
        return None  # "is not regarded as medical treatment unless ..."
    if (word.text == "recommended" or (medical and words[noun].text not in _MUST)) and sign > 0:
        return None  # "is medical treatment", "is a recommended option"
    if sign > 0 and not (clause.modals.isdisjoint({"would", "may"}) and _ends_here(words, noun + 1)):
        return None
    firm = caring or word.plays("necessary", "unnecessary")
    judgement = sentence.judgement(place, clause, subject, sign, firm=firm, speaks_for=word.roles.isdisjoint(AGAINST))
    pointed = words[clause.subject[0]].text in ("the", "this", "these")
    return replace(judgement, general=False) if judgement and pointed else judgement


def _noun(words: list[Word], place: int) -> int:
    """The noun behind an attribute, where it is one for treatments in general; -1 where it is another."""
    for at in range(place + 1, min(place + 1 + _LONGEST_NOUN, len(words))):
        word = words[at]
        if is_break(word) or word.plays("comma", "be", "have", "do", "as") or word.text in PREPOSITIONS | ARTICLES:
            break
        last = at + 1 == len(words) or is_break(words[at + 1]) or words[at + 1].plays("comma", "and", "here", "adverb")
        last = last or words[at + 1].text in PREPOSITIONS or words[at + 1].text == "to"
        if word.plays("generic", "request", "measure") and last:
            return at
    return -1


def _verb(words: list[Word], place: int) -> int:
    """The verb whose predicate an attribute and its noun are; -1 where it is none."""
    at = place - 1
    while at > max(0, place - _FARTHEST):
        word = words[at]
        if word.plays("be", "equals"):
            return at
        if word.plays("find") and not word.plays("neutral"):  # "is not considered a reasonable request"
            before = at - 1
            while before > 0 and words[before].plays("adverb", "not"):
                before -= 1
            return before if words[before].plays("be") else -1
        if not (word.text in _BETWEEN or word.plays("adverb", "not", "no", "conclusion", "here", *ATTRIBUTES)):
            return -1
        at -= 1
    return -1


def _makes(words: list[Word], place: int) -> Range:
    """What something makes a reasonable request: the words between `makes` and the attribute; empty for none."""
    end = place
    while end > 0 and (words[end - 1].text in _BETWEEN or words[end - 1].plays("adverb", "not", *ATTRIBUTES)):
        end -= 1
    first = end
    while first > 0 and not words[first - 1].plays("make"):
        before = words[first - 1]
        if is_break(before) or before.plays("comma", "be", "have", "do") or end - first > _LONGEST_OBJECT:
            return 0, 0
        first -= 1
    return (first, end) if first > 0 else (0, 0)


def _means_item(sentence: Sentence, clause: Clause, subject: Subject) -> bool:
    first, end = clause.subject
    if first >= end:
        return False
    definite = sentence.words[first].text in ("the", "this", "these", "such", "it", "its")
    named = subject.is_named or subject.reference in ("other", "unlike")
    return named or (definite and subject.reference in ("generic", "pronoun"))


def _ends_here(words: list[Word], first: int) -> bool:
    """Whether a clause ends behind its noun, or goes on with this very case ("for him", "in this setting")."""
    if first >= len(words) or is_break(words[first]) or words[first].plays("comma", "and", "here", "adverb"):
        return True
    behind = words[first : first + _HERE_REACH]
    return any(word.plays("here", "person") or word.text in ("this", "his", "her", "him") for word in behind)
