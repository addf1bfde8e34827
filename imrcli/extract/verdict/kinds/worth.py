"""Verdicts in what an item has: it has merit, serves no medical purpose, is devoid of any justification."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import ARTICLES, FINITE, PREPOSITIONS, Clause, ends_clause, is_break, run_end
from imrcli.extract.verdict.clauses.governor import governing
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.positions import side
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.frames import clause_of, elliptic

_LONGEST_MODIFIER = 4
"""So many words stand at most between a worth and its article ("no useful clinical or diagnostic purpose")."""

_SCANT = ("little", "scant", "scarcely any", "hardly any", "not any", "too little", "zero")
_LACKING = ("of", "in")
"""What joins an adjective of lacking and what is lacking ("devoid of merit", "lacking in merit")."""

_ONE = ("some", "one", "every", "much", "ample", "all")
_PLACES = ("in", "for", "on", "at")
_THIS = ("this", "his", "her", "their")
"""Words by which this patient's care is meant ("has no place in the care of this man")."""

_LEAVING = ("leaves", "leave", "leaving")
_NAUGHT = ("nothing", "little", "naught")
_MUCH = ("much", "everything")
_SEEING = ("see", "sees", "find", "finds", "have", "discern", "perceive", "recognize")
_POINTED = ("it", "this", "these", "the", "them", "another", "such", "either")
_DOUBTFUL = ("doubtful", "questionable", "dubious", "uncertain", "disputed", "unproven", "little", "scant")
_REACH = 7


def worth(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of a worth that the item has or lacks: "has merit", "serves no purpose", "is without basis"."""
    words = sentence.words
    if not _ends(words, place):
        return None
    if seen := _in_it(sentence, place):
        return seen
    at = _article(words, place)
    verb = at - 1 if at >= 0 and _determines(words[at]) else at
    negated = verb < at and (words[at].plays("no") or words[at].text in _SCANT)
    if verb > 0 and words[verb].text == "not" and words[verb - 1].plays("have"):
        verb, negated = verb - 1, True  # "has not reason"
    if verb < 0:
        return None
    if (left := _left_with(sentence, place, verb, negated=negated)) is not None:
        return left
    if words[verb].text == "of" and verb and words[verb - 1].plays("be", "adverb"):
        return _of_worth(sentence, place, verb, negated=negated)
    having = words[verb].plays("have", "holds") and not words[verb].plays("past")
    clause = elliptic(words, verb) if having else _lacking(words, verb)
    if clause is None or clause.past or clause.perfect != (having and words[verb].plays("have")):
        return None
    clause.perfect = False
    if any(word.text == "been" for word in words[clause.first : verb]):
        return None  # "has not been shown to have merit"
    sign = clause.sign * (-1 if negated or not having else 1)
    if not having and negated:
        return None
    if held := side(words, clause.subject):
        return sentence.judgement(place, clause, Subject("denial"), sign * held, firm=False)
    subject = sentence.subject_of(clause)
    if subject.reference == "administrator" and having and not words[verb].plays("have"):
        return None  # "UR finds no indication"
    if subject.reference in ("denial", "administrator"):
        firm = subject.reference == "denial"
        return sentence.judgement(place, clause, Subject("denial", subject.named), -sign, firm=firm)
    if not _own(sentence, clause, subject, place, sign):
        return None
    return sentence.judgement(place, clause, subject, sign, firm=False, speaks_for=having and not negated)


def _in_it(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of a worth that is there in the item, or not: "there is no point in it", "I see merit in it"."""
    words = sentence.words
    joint = place + 1
    if joint >= len(words) or words[joint].text not in ("in", "for", "to") or not words[place].plays("worth"):
        return None
    at = _article(words, place)
    seen = at - 1
    while seen > 0 and words[seen].plays("adverb", "conclusion", "here"):
        seen -= 1
    if at < 1 or seen < 0 or not (words[seen].plays("be", "find") or words[seen].text in _SEEING):
        return None
    clause = governing(words, seen)
    clause.past = clause.past or words[seen].plays("past")
    there = words[seen].plays("be") and words[seen - 1].text == "there"
    if not (there or clause.speaker == "reviewer") or clause.past or "may" in clause.modals:
        return None
    negated = words[at].plays("no") or words[at].text in _SCANT
    own = sentence.subject_in((joint + 1, run_end(words, joint + 1, "comma")))
    pointed = joint + 1 < len(words) and (words[joint + 1].text in _POINTED or words[joint + 1].text.endswith("ing"))
    if not own.is_named and not (pointed and own.reference in ("generic", "pronoun", "request")):
        return None
    clause.speaker = "reviewer" if clause.speaker == "reviewer" else ""
    sign = -1 if negated or clause.sign < 0 else 1
    return sentence.judgement(place, clause, own, sign, firm=False)


def _left_with(sentence: Sentence, place: int, joint: int, *, negated: bool) -> Judgement | None:
    """The judgement of `which leaves the request with no foundation`, `without justification`."""
    words = sentence.words
    if words[joint].text != "without" and not (words[joint].text == "with" and negated):
        return None
    leaves = next((at for at in range(joint - 1, max(-1, joint - _REACH), -1) if words[at].text in _LEAVING), -1)
    if leaves < 0:
        return None
    clause = governing(words, leaves)
    clause.subject = leaves + 1, joint
    subject = sentence.subject_in(clause.subject)
    if clause.past or not subject.is_named or not clause.modals.isdisjoint({"may", "would"}):
        return None
    return sentence.judgement(place, clause, subject, -clause.sign, firm=False, speaks_for=False)


def _of_worth(sentence: Sentence, place: int, of: int, *, negated: bool) -> Judgement | None:
    """The judgement of `The procedure is of undeniable necessity`, `it is of doubtful merit`."""
    words = sentence.words
    doubtful = any(word.text in _DOUBTFUL for word in words[of:place])
    if not (negated or doubtful) and not (words[place].plays("need") or words[place].text == "merit"):
        return None
    clause = elliptic(words, of - 1 - (not words[of - 1].plays("be")))
    subject = sentence.subject_of(clause)
    if clause.past or clause.perfect or not (subject.is_named or subject.reference in ("generic", "pronoun")):
        return None
    sign = -clause.sign if negated or doubtful else clause.sign
    return sentence.judgement(place, clause, subject, sign, firm=False)


def _ends(words: list[Word], place: int) -> bool:
    """Whether a worth ends its group, and is not what somebody has to do ("has no reason to complain")."""
    if place + 1 < len(words) and words[place + 1].text == "to":
        return place + 2 < len(words) and (words[place + 2].plays("be") or words[place + 2].text in _POINTED)
    return ends_clause(words, place)


def _determines(word: Word) -> bool:
    return word.plays("no") or word.text in ARTICLES or word.text in _SCANT or word.text in _ONE or word.text == "any"


def _article(words: list[Word], place: int) -> int:
    """The article or negation of a worth, or the word in front of its adjectives where it has none; -1 for neither."""
    for at in range(place - 1, max(-1, place - _LONGEST_MODIFIER - 2), -1):
        word = words[at]
        if _determines(word) or word.plays("have", "holds", "deficit") or word.text in PREPOSITIONS:
            return at
        if word.text == "not" and at and words[at - 1].plays("have"):
            return at
        if is_break(word) or not FINITE.isdisjoint(word.roles) or word.plays("comma", "not"):
            return -1
    return -1


def commended(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of `The request has nothing to commend it`, `the denial has little to recommend it`."""
    words = sentence.words
    pronoun = place + 1 < len(words) and words[place + 1].text in ("it", "them", "itself")
    if place < 3 or words[place - 1].text != "to" or not pronoun or not words[place - 3].plays("have"):
        return None
    amount = words[place - 2].text
    if amount not in (*_NAUGHT, *_MUCH):
        return None
    clause = elliptic(words, place - 3)
    clause.perfect = False
    subject = sentence.subject_of(clause)
    if clause.past or not clause.modals.isdisjoint({"may", "would"}):
        return None
    sign = clause.sign if amount in _MUCH else -clause.sign
    if subject.reference == "denial":
        return sentence.judgement(place, clause, subject, -sign, firm=True)
    if not (subject.is_named or subject.reference in ("generic", "pronoun", "other", "unlike")):
        return None
    return sentence.judgement(place, clause, subject, sign, firm=False)


def _lacking(words: list[Word], at: int) -> Clause | None:
    """The clause of a verb or adjective of lacking: "lacks merit", "is devoid of merit", "is without merit"."""
    if words[at].text in _LACKING and at > 1 and words[at - 1].plays("deficit"):
        at -= 1
    elif not words[at].plays("deficit"):
        return None
    before = at - 1
    if words[at].text == "without" and before > 0 and words[before].plays("generic", "surgery", "request"):
        return _noun_without(words, before)
    while before >= 0 and words[before].plays("adverb", "not", "comma", "conclusion"):
        before -= 1
    if before >= 0 and words[before].plays("be"):
        return clause_of(words, at, far=False, bare=False)
    return elliptic(words, at) if words[at].text in ("lacks", "lack", "wants") else None


def _noun_without(words: list[Word], noun: int) -> Clause | None:
    """The clause of a noun that is without something: "the fusion is an operation without an indication"."""
    at = noun - 1
    while at > 0 and (words[at].plays("adverb", "modifier") or not words[at].roles):
        at -= 1
    return elliptic(words, at) if words[at].plays("be") and at < noun - 1 else None


def _own(sentence: Sentence, clause: Clause, subject: Subject, place: int, sign: int) -> bool:
    """Whether it is this item that has the worth, and not such items in general."""
    words = sentence.words
    first, end = clause.subject
    if not (subject.is_item or subject.reference in ("other", "unlike")) or first >= end:
        return False
    behind = words[place + 1 : min(place + _REACH, run_end(words, place + 1, "comma"))]
    placed = bool(behind) and behind[0].text in _PLACES
    if subject.reference == "unknown" or (sign > 0 and placed):
        recorded = subject.reference != "unknown" and any(word.plays("evidence") for word in behind)
        return placed and (recorded or any(word.plays("here") or word.text in _THIS for word in behind))
    if sign < 0:
        return True
    if not clause.modals.isdisjoint({"would", "may", "will", "can"}):
        return False
    return subject.is_named or subject.reference == "pronoun" or words[first].text in ("the", "this", "these")
