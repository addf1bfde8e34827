"""Verdicts in what an item has to clear: it does not clear that bar, clears every hurdle, ticks each box."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import ARTICLES
from imrcli.extract.verdict.clauses.lexicon import listed
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.frames import elliptic

BARS = frozenset({"bar", "bars", "hurdle", "hurdles", "threshold", "thresholds", "test", "tests", "box", "boxes"})
_SHORT_OF = ("short of", "falls short of", "fall short of")
_BETWEEN = ARTICLES | {"that", "these", "those", "every", "each", "any", "all", "both", "either", "of", "no", "none"}
_BETWEEN |= {"one", "not", "neither", "guideline's", "first", "second", "usual", "required", "necessary", "over", "at"}
_MEDICAL = frozenset({"for", "of", "to"})
_LONGEST_OBJECT = 5


def opens_hurdle(words: list[Word], place: int) -> bool:
    """Whether a word can be what an item has to clear ("clears the hurdle")."""
    return place > 1 and words[place].text in BARS and _verb(words, place) > 0


def _verb(words: list[Word], place: int) -> int:
    """The verb whose object a hurdle is; -1 where it has none."""
    for at in range(place - 1, max(0, place - _LONGEST_OBJECT - 1), -1):
        word = words[at]
        if word.text in listed("clears") or word.text in listed("fails") or word.text in _SHORT_OF:
            return at
        if word.text not in _BETWEEN and not word.plays("number", "criteria", "guideline"):
            return -1
    return -1


def cleared(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of `The request does not clear that bar`, `the visits pass every test for approval`."""
    words = sentence.words
    verb = _verb(words, place)
    between = words[verb + 1 : place]
    if not between or any(word.text in ("a", "an") for word in between) or not _on_decision(sentence, place):
        return None
    clause = elliptic(words, verb)
    past = clause.past or (words[verb].text.endswith("ed") and "have" not in clause.helpers)
    if past or not clause.asserted or not clause.modals.isdisjoint({"would", "may"}):
        return None
    subject = sentence.subject_of(clause)
    first, end = clause.subject
    definite = subject.reference == "generic" and first < end and words[first].text in ("the", "this", "these")
    case = first < end and words[end - 1].text in ("case", "record", "file", "chart")
    if not (subject.is_named or definite or case or (subject.reference == "pronoun" and words[first].text != "he")):
        return None
    sentence.taken.update(range(verb, place + 1))
    none = (
        any(word.plays("no") for word in between)
        or words[verb].text in listed("fails")
        or words[verb].text in _SHORT_OF
    )
    clause.perfect = False
    sign = -clause.sign if none else clause.sign
    criteria = Subject("criteria", subject.named, subject.part)
    behind = sentence.behind(place)
    return sentence.judgement(verb, clause, criteria, sign, firm=False, behind=behind, speaks_for=sign > 0)


def _on_decision(sentence: Sentence, place: int) -> bool:
    """Whether a hurdle is one for the decision, and not one of something else ("passes the test for infection")."""
    words = sentence.words
    if place + 1 >= len(words) or words[place + 1].text not in _MEDICAL:
        return True
    behind = words[place + 2 : place + 5]
    return any(word.plays("grant", "approve", "need", "necessary", "criteria", "guideline") for word in behind)
