"""Verdicts in a guideline's limits: the request exceeds the guideline, the visits stay within its ceiling."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import is_break
from imrcli.extract.verdict.clauses.measures import passes_what
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.frames import elliptic

_REACH = 6
_CEILINGS = ("ceiling", "limit", "limits", "maximum", "cap", "allowance")
_DEFINITE = ("the", "this", "these", "such", "it", "they")


def limited(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of a verb that says whether the item is within a guideline: "exceeds the guideline's ceiling"."""
    words = sentence.words
    behind, over = passes_what(words, place)
    if behind < 0:
        return None
    run = words[behind : behind + _REACH]
    end = next((at for at, word in enumerate(run) if is_break(word) or word.plays("comma")), len(run))
    beyond = over and any(word.plays("evidence", "need") for word in run[:end])
    if not (beyond or any(word.plays("criteria", "guideline") or word.text in _CEILINGS for word in run[:end])):
        return None
    clause = elliptic(words, place)
    subject = sentence.subject_of(clause)
    first, last = clause.subject
    definite = first < last and words[first].text in _DEFINITE and subject.reference in ("generic", "pronoun")
    if any(word.plays("contrast", "exception") for word in words[behind:]):
        return None  # "exceeds the guideline, but the repair was redone"
    if clause.past or clause.perfect or not (subject.is_named or definite) or (subject.part and not subject.fraction):
        return None
    if not clause.modals.isdisjoint({"would", "may", "should"}):
        return None
    return sentence.judgement(
        place, clause, subject, -clause.sign if over else clause.sign, firm=False, speaks_for=not over
    )
