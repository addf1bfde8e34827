"""Verdicts in which way a finding is: my finding is adverse, the question of necessity is answered in the negative."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import Clause, is_light
from imrcli.extract.verdict.clauses.governor import governing
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.settling import VOTES

_ANSWERED = ("answered", "decided", "resolved", "settled", "determined", "disposed of")
_TO_SIDE = ("in", "the", "to", *_ANSWERED)
_BAD = ("adverse", "unfavorable", "unfavourable", "negative")
_GOOD = ("favorable", "favourable", "affirmative", "positive")
WAYS = frozenset([*_BAD, *_GOOD])
_OWN = ("answer", "decision", "determination", "ruling")
_WHOLE = ("the answer", "the decision", "the determination")
_FARTHEST_NOUN = 5


def finding(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of `My finding is adverse to the request`, `the answer is in the affirmative`."""
    words = sentence.words
    be = place - 1
    negated = False
    while be > 0 and not words[be].plays("be") and (is_light(words[be]) or words[be].text in _TO_SIDE):
        negated = negated or words[be].plays("not")
        be -= 1
    if be > 0 and any(word.text in _ANSWERED for word in words[be:place]):
        return _answered(sentence, place, be, negated=negated)
    if be < 2 or not words[be].plays("be") or words[be].plays("past"):
        return None
    noun = next((at for at in range(be - 1, max(0, be - _FARTHEST_NOUN), -1) if words[at].text in VOTES), -1)
    whole = next((at for at in range(be - 1, -1, -1) if words[at].text in _WHOLE), -1)
    if noun < 1 and whole < 0:
        return None
    own = (
        whole >= 0 or words[noun - 1].plays("reviewer") or (words[noun - 1].text == "the" and words[noun].text in _OWN)
    )
    if not own or any(word.plays("administrator", "provider") for word in words[max(0, noun - 1) : be]):
        return None
    sign = 1 if words[place].text in _GOOD else -1
    first = whole if whole >= 0 else noun - 1
    clause = Clause(first=first, subject=(first, be))
    whole_request = Subject("request")
    return sentence.judgement(place, clause, whole_request, -sign if negated else sign, firm=True, speaks_for=sign > 0)


def _answered(sentence: Sentence, place: int, be: int, *, negated: bool) -> Judgement | None:
    """The judgement of `The question of medical necessity is answered in the negative`."""
    words = sentence.words
    clause = governing(words, be)
    if (
        words[be].plays("past")
        or clause.speaker not in ("", "reviewer")
        or not clause.modals.isdisjoint({"would", "may"})
    ):
        return None
    whether = next((at for at in range(be - 1, -1, -1) if words[at].text == "whether"), -1)
    first = max(0, whether) if whether >= 0 else clause.first
    run = words[first:be]
    asked = whether >= 0 and any(word.plays("favoured") for word in run)  # "whether it is needed is answered in ..."
    asked = asked or any(word.plays("need", "grant", "necessary", "approve", "request") for word in run)
    asked = asked or (len(run) < 3 and any(word.plays("disputed") for word in run))
    if not asked or any(word.plays("administrator", "provider", "prior", "other") for word in run):
        return None
    sign = 1 if words[place].text in _GOOD else -1
    clause = Clause(first=first, subject=(first, be))
    sentence.taken.update(range(first, place))
    sign = -sign if negated else sign
    return sentence.judgement(place, clause, Subject("request"), sign, firm=True, speaks_for=sign > 0)
