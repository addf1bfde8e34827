"""Verdicts in a need that comes and goes with its cause: "That deficit has gone, and with it the need for a brace."."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import Clause, Range, run_end
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.judgements.behind import Behind
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.echoes import Placed

_GOING = "gone went goes go resolved healed passed vanished disappeared ended subsided cleared recovered"
_GOES = frozenset(_GOING.split()) | {"closed", "united", "remitted", "over", "abated", "faded", "ceased", "lapsed"}
_COMING = "back returned recurred reappeared returns came come comes arose arisen"
_COMES = frozenset(_COMING.split())
_NEEDS = ("need", "want")
_DOUBTS = ("may", "would", "condition", "say", "whether", "administrator", "provider", "doubt")
_IT = ("it", "them", "that", "this")
_LONGEST = 24


def gone(sentence: Sentence) -> list[Placed]:
    """The judgement of a need that goes, or comes, with what has gone or come in the same sentence."""
    words = sentence.words
    if len(words) > _LONGEST or sentence.question or not sentence.holds(*_NEEDS) or sentence.holds(*_DOUBTS):
        return []
    need = next((at for at in range(2, len(words)) if words[at].plays(*_NEEDS) and words[at - 1].text == "the"), 0)
    if not need or need + 1 >= len(words) or words[need + 1].text not in ("for", "of"):
        return []
    cause = _cause(words, need)
    told = words[slice(*cause)]
    goes, comes = any(word.text in _GOES for word in told), any(word.text in _COMES for word in told)
    if goes == comes or any(word.plays("not", "no") for word in told):
        return []
    thing = need + 2, run_end(words, need + 2, "comma")
    while thing[0] < thing[1] and words[thing[1] - 1].text in ("with", *_IT):
        thing = thing[0], thing[1] - 1
    subject = sentence.subject_in(thing)
    if not (subject.is_named or subject.reference in ("generic", "pronoun")):
        return []
    clause = Clause(first=need - 1, subject=thing)
    behind = Behind(end=len(words))
    sign = 1 if comes else -1
    judgement = sentence.judgement(need, clause, subject, sign, firm=False, behind=behind, speaks_for=comes)
    return [(need, judgement)] if judgement else []


def _cause(words: list[Word], need: int) -> Range:
    """The words that tell whether what a need hangs on has come or gone; an empty run where nothing joins the two."""
    before = words[need - 3 : need - 1] if need > 2 else []
    if [word.text for word in before[:1]] == ["with"] and before[1].text in _IT:  # "and with it the need"
        return 0, need - 3
    if need > 3 and words[need - 2].text in _GOES | _COMES and [w.text for w in words[need - 4 : need - 3]] == ["with"]:
        return 0, need - 1  # "and with it went the need"
    if need > 3 and words[need - 3].text == "so" and words[need - 2].plays("be", "have", "do"):
        return 0, need - 3  # "The ulcer is back, and so is the need"
    if words[0].text == "with" and words[need - 2].text in _GOES | _COMES:  # "With the foot drop went the need"
        return need - 2, need - 1
    end = len(words) - words[-1].plays("stop")
    with_it = end > need + 2 and words[end - 2].text == "with" and words[end - 1].text in _IT
    return (0, need - 1) if with_it else (0, 0)
