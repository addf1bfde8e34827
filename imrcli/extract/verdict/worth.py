"""Verdicts in what an item has: it has merit, serves no medical purpose, is devoid of any justification."""

from __future__ import annotations

from imrcli.extract.verdict.clause import ARTICLES, FINITE, PREPOSITIONS, Clause, ends_clause, is_break
from imrcli.extract.verdict.frames import clause_of, elliptic
from imrcli.extract.verdict.judgement import Judgement
from imrcli.extract.verdict.sentence import Sentence
from imrcli.extract.verdict.subject import Subject
from imrcli.extract.verdict.word import Word

_LONGEST_MODIFIER = 4
"""So many words stand at most between a worth and its article ("no useful clinical or diagnostic purpose")."""

_SCANT = ("little", "scant", "scarcely any", "hardly any", "not any", "too little", "zero")
_LACKING = ("of", "in")
"""What joins an adjective of lacking and what is lacking ("devoid of merit", "lacking in merit")."""

_ONE = ("some", "one", "every", "much", "ample", "all")
_PLACES = ("in", "for", "on", "at")
_THIS = ("this", "his", "her", "their")
"""Words by which this patient's care is meant ("has no place in the care of this man")."""

_REACH = 7


def worth(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of a worth that the item has or lacks: "has merit", "serves no purpose", "is without basis"."""
    words = sentence.words
    if not _ends(words, place):
        return None
    at = _article(words, place)
    verb = at - 1 if at >= 0 and _determines(words[at]) else at
    negated = verb < at and (words[at].plays("no") or words[at].text in _SCANT)
    if verb < 0:
        return None
    having = words[verb].plays("have", "holds") and not words[verb].plays("past")
    clause = elliptic(words, verb) if having else _lacking(words, verb)
    if clause is None or clause.past or clause.perfect != (having and words[verb].plays("have")):
        return None
    sign = clause.sign * (-1 if negated or not having else 1)
    if not having and negated:
        return None
    subject = sentence.subject_of(clause)
    if subject.reference in ("denial", "administrator"):
        return sentence.judgement(place, clause, Subject("denial", subject.named), -sign, firm=True)
    if not _own(sentence, clause, subject, place, sign):
        return None
    return sentence.judgement(place, clause, subject, sign, firm=False, speaks_for=having and not negated)


def _ends(words: list[Word], place: int) -> bool:
    """Whether a worth ends its group, and is not what somebody has to do ("has no reason to complain")."""
    if place + 1 < len(words) and words[place + 1].text == "to":
        return place + 2 < len(words) and words[place + 2].plays("be")
    return ends_clause(words, place)


def _determines(word: Word) -> bool:
    return word.plays("no") or word.text in ARTICLES or word.text in _SCANT or word.text in _ONE or word.text == "any"


def _article(words: list[Word], place: int) -> int:
    """The article or negation of a worth, or the word in front of its adjectives where it has none; -1 for neither."""
    for at in range(place - 1, max(-1, place - _LONGEST_MODIFIER - 2), -1):
        word = words[at]
        if _determines(word) or word.plays("have", "holds", "deficit") or word.text in PREPOSITIONS:
            return at
        if is_break(word) or not FINITE.isdisjoint(word.roles) or word.plays("comma", "not"):
            return -1
    return -1


def _lacking(words: list[Word], at: int) -> Clause | None:
    """The clause of a verb or adjective of lacking: "lacks merit", "is devoid of merit", "is without merit"."""
    if words[at].text in _LACKING and at > 1 and words[at - 1].plays("deficit"):
        at -= 1
    elif not words[at].plays("deficit"):
        return None
    before = at - 1
    while before >= 0 and words[before].plays("adverb", "not", "conclusion", "comma"):
        before -= 1
    if before >= 0 and words[before].plays("be"):
        return clause_of(words, at, far=False, bare=False)
    return elliptic(words, at) if words[at].text in ("lacks", "lack", "wants") else None


def _own(sentence: Sentence, clause: Clause, subject: Subject, place: int, sign: int) -> bool:
    """Whether it is this item that has the worth, and not such items in general."""
    words = sentence.words
    first, end = clause.subject
    if not (subject.is_item or subject.reference in ("other", "unlike")) or first >= end:
        return False
    behind = words[place + 1 : place + _REACH]
    placed = bool(behind) and behind[0].text in _PLACES
    if subject.reference == "unknown" or (sign > 0 and placed):
        return placed and any(word.plays("here") or word.text in _THIS for word in behind)
    if sign < 0:
        return True
    if not clause.modals.isdisjoint({"would", "may", "will", "can"}):
        return False
    return subject.is_named or subject.reference == "pronoun" or words[first].text in ("the", "this", "these")
