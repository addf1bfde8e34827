"""Verdicts in what an item is a matter of: comfort rather than medical necessity, necessity and not convenience."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import is_break
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.frames import elliptic

_MATTERS = ("matter", "question", "item", "issue", "case", "thing", "instance")
_JOINED = ("question of", "issue of", "case of", "no question of")
_RATHER = ("rather than", "instead of", "more than", "more", "not", "and not", "as opposed to")
_LEADS = ("of", "a", "an", "any", "the", "genuine", "true", "real", "strict", "pure")
_FARTHEST = 12


def matter_of(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of `a mattress is a matter of comfort rather than of medical necessity`."""
    words = sentence.words
    left = place - 1
    while left > 0 and words[left].text in _LEADS:
        left -= 1
    if left > 1 and words[left].text == "than" and words[left - 1].text == "more":
        left -= 1  # "more than of medical need"
    if left < 1:
        return None
    against = words[left].text in _RATHER
    noun = _noun(words, left) if against else left
    joined = noun > 0 and words[noun].text in _JOINED
    if noun < 1 or not (joined or (words[noun].text in _MATTERS and words[noun + 1].text == "of")):
        return None
    verb = noun - 1
    while verb > 0 and (words[verb].plays("not", "no", "adverb") or not words[verb].roles):
        verb -= 1
    if not words[verb].plays("be"):
        return None
    clause = elliptic(words, verb)
    subject = sentence.subject_of(clause)
    if any(word.plays("disputed") or word.text in ("decision", "issue") for word in words[slice(*clause.subject)]):
        return None  # "the question is a matter of medical necessity"
    pointed = words[clause.subject[0]].text in ("this", "it", "these", "the")
    if not (subject.is_named or (pointed and subject.reference in ("generic", "pronoun"))):
        return None
    if clause.past or clause.perfect or not clause.asserted or not clause.modals.isdisjoint({"would", "may"}):
        return None
    turned = sum(word.plays("not", "no") for word in words[verb + 1 : noun])
    sign = clause.sign * (-1 if turned % 2 else 1)
    if against and sign < 0:
        return None  # "is not a matter of comfort rather than of necessity"
    return sentence.judgement(place, clause, subject, -sign if against else sign, firm=True, speaks_for=not against)


def _noun(words: list[Word], left: int) -> int:
    """The noun of which a need is no part: "a matter of comfort | rather than"; -1 where there is none."""
    for at in range(left - 1, max(-1, left - _FARTHEST), -1):
        if words[at].text in (*_MATTERS, *_JOINED):
            return at
        if (is_break(words[at]) and not words[at].plays("comma")) or words[at].plays("be", "have", "do"):
            break
    return -1
