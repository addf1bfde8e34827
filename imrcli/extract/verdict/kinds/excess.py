"""What is more than necessary: "the unit exceeds what is necessary", "is beyond what is needed", "is more than is"."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import is_light
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.frames import elliptic

_HELPING = ("be", "find", "to", "granted", "may", "can", "would")
_VERBS = ("exceed", "go", "surpass", "outrun", "outstrip", "overrun", "fall", "lie")


def measure(words: list[Word], place: int) -> int:
    """The word that measures something by what is necessary (`exceeds what is`, `more than is`); -1 where none does."""
    first = place
    while first > 0 and (is_light(words[first - 1]) or words[first - 1].plays(*_HELPING)):
        first -= 1  # "what may be deemed to be necessary"
    if not any(word.plays("be") for word in words[first:place]):
        return -1
    what = first > 0 and words[first - 1].text == "what"
    at = first - 1 - what
    if at > 0 and words[at].text == "than":
        return at - 1 if words[at - 1].text == "more" else -1
    return at if what and at >= 0 and words[at].plays("exceeding") else -1


def excess(sentence: Sentence, place: int, at: int) -> Judgement | None:
    """The judgement of what a word at a place measures by what is necessary: where it is more, it is not necessary."""
    words = sentence.words
    before = at - 1
    while before > 0 and (is_light(words[before]) or words[before].plays("no")):
        before -= 1
    if words[before].plays("be"):
        clause = elliptic(words, before)
        beside = words[before + 1 : at]
        clause.sign *= -1 if any(word.plays("not", "no") for word in beside) else 1
    elif words[at].text.startswith(_VERBS):
        clause = elliptic(words, at)
    else:
        return None
    subject = sentence.subject_of(clause)
    if not subject.is_item:
        return None
    return sentence.judgement(place, clause, subject, -clause.sign, firm=clause.sign > 0)
