"""Medical necessity for one thing and for another: "it is found for the neck, and it is not found for the knee"."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import Clause, clause_start, is_light, run_end
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import AGAINST, Sentence
from imrcli.extract.verdict.kinds.echoes import Placed, predicate_before
from imrcli.extract.verdict.kinds.frames import clause_of, elliptic

_EXISTS = ("exists", "exist")
_THERE = (*_EXISTS, "found", "seen", "present")
"""Words by which there is a need, or is none."""

_STANDS_FOR_NEED = ("it", "none", "such", "that")
_OTHERS = ("administrator", "provider")
_OPENING = 5
"""So many words open a sentence with the need that the next one is on."""

_HALF_VERBS = ("be", "have", "do")
_TOLD = frozenset({"shown", *_HALF_VERBS})
"""Roles of words by which a need is told, or left out."""


def needs_apart(sentence: Sentence) -> list[Placed]:
    """The judgements of a need that is there for a thing, or is not."""
    words = sentence.words
    earlier = _needs(sentence.context.words[:_OPENING])
    if not earlier and not sentence.holds("need"):
        return []
    collected: list[Placed] = []
    for place, word in enumerate(words):
        if word.roles.isdisjoint(_TOLD) and word.text not in _THERE and word.text != "none":
            continue
        own = None
        if word.text in _THERE or word.plays("shown"):
            own = _there(sentence, place, earlier=earlier)
        elif word.text == "none" or word.plays(*_HALF_VERBS):
            own = _left_out(sentence, place, earlier=earlier)
        collected += [(place, own)] if own else []
    return collected


def _needs(run: list[Word]) -> bool:
    return any(word.plays("need") for word in run)


def _there(sentence: Sentence, place: int, *, earlier: bool) -> Judgement | None:
    """`Medical necessity is found for the neck`, `it is not shown for the knee`, `none exists for the brace`."""
    words, word = sentence.words, sentence.words[place]
    clause = elliptic(words, place) if word.text in _EXISTS else clause_of(words, place, far=False, bare=False)
    if clause is None:
        return None
    first, end = clause.subject
    run = words[first:end]
    meant = len(run) == 1 and run[0].text in _STANDS_FOR_NEED and (earlier or _needs(words[:first]))
    named = word.text in _THERE and _needs(run) and sentence.subject_in((first, end)).reference == "need"
    if not meant and not named:
        return None
    subject = Subject("need", sentence.subject_in((first, end)).named)
    return _judged(sentence, place, clause, subject, clause.sign * (1 if word.roles.isdisjoint(AGAINST) else -1))


def _left_out(sentence: Sentence, place: int, *, earlier: bool) -> Judgement | None:
    """`... and none for the lumbar study`, `they do not for the panel`, `but has for Norco`."""
    words = sentence.words
    at = place + 1
    while at < len(words) and is_light(words[at]):
        at += 1
    if at >= len(words) or words[at].text != "for" or not (earlier or _needs(words[:place])):
        return None
    subject = sentence.subject_in((at + 1, run_end(words, at + 1, "comma", "and")))
    if not (subject.named or subject.part):
        return None
    if words[place].text == "none":
        sign = -1
    else:
        meant = predicate_before(sentence, place)
        sign = -1 if any(word.plays("not") for word in words[place:at]) else 1
        if meant is None or meant.supposed or meant.sign == sign or not meant.speaks_for:
            return None
    clause = Clause(first=place)
    return _judged(sentence, place, clause, Subject("need"), sign)


def _judged(sentence: Sentence, place: int, clause: Clause, subject: Subject, sign: int) -> Judgement | None:
    words = sentence.words
    if any(word.plays(*_OTHERS) for word in words[clause_start(words, place) : place]):
        return None  # "UR found necessity for the one, and none for the other"
    behind = next((at for at in range(place + 1, min(place + 3, len(words))) if words[at].text == "for"), 0)
    if behind and sentence.subject_in((behind + 1, run_end(words, behind + 1, "comma"))).reference == "other":
        subject = Subject("other")
    return sentence.judgement(place, clause, subject, sign, firm=True)
