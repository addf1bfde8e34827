"""Verdicts in whom a treatment is for: she is no candidate for it, the arthrosis disqualifies him from it."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import Clause, Range, run_end
from imrcli.extract.verdict.clauses.governor import governing
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.frames import elliptic
from imrcli.extract.verdict.kinds.requires import is_patient

_UNFIT = ("poor", "unsuitable", "inappropriate", "bad", "weak", "unlikely", "improper")
"""What turns a candidate whom it describes ("a poor candidate for fusion")."""

_DOUBTFUL = ("marginal", "possible", "potential", "borderline", "questionable", "future")
_ARTICLES = ("a", "an", "the", "any")
_LONGEST_MODIFIER = 5
_SUPPOSING = frozenset({"would", "may", "will", "must"})


def candidacy(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of `he is not a candidate for surgery`, `this makes her an excellent surgical candidate`."""
    words = sentence.words
    article = _article(words, place)
    if article < 1 or any(word.text in _DOUBTFUL for word in words[article:place]):
        return None
    verb = article - 1
    while verb > 0 and words[verb].plays("not", "adverb", "here", "as"):
        verb -= 1
    named = place + 1, run_end(words, place + 1, "comma", "and", "here")
    thing = named if words[place].text.endswith(" for") else (article + 1, place)
    surgical = any(word.plays("surgery") for word in words[slice(*thing)]) and sentence.item.kind[0] == "Surgery"
    subject = Subject("named") if surgical else sentence.subject_in(thing)
    it = subject.reference == "pronoun" and thing[1] - thing[0] == 1
    if not (subject.is_named or it or subject.reference in ("other", "unlike")):
        return None
    clause = _clause(words, verb)
    if clause is None or clause.past or clause.perfect or not clause.asserted:
        return None
    if clause.speaker not in ("", "reviewer", "provider", "administrator") or clause.modals & _SUPPOSING:
        return None
    turned = sum(word.plays("not", "no") for word in words[verb + 1 : place])
    turned += any(word.text in _UNFIT for word in words[article:place])
    sign = clause.sign * (-1 if turned % 2 else 1)
    clause.subject, clause.verb = thing, True
    return sentence.judgement(place, clause, subject, sign, firm=False, speaks_for=sign > 0)


def _article(words: list[Word], place: int) -> int:
    """The article or negation of a candidate, in front of his adjectives; -1 for none."""
    for at in range(place - 1, max(-1, place - _LONGEST_MODIFIER - 1), -1):
        if words[at].text in _ARTICLES or words[at].plays("no"):
            return at
        if words[at].plays("be", "have", "comma", "stop"):
            return -1
    return -1


def _clause(words: list[Word], verb: int) -> Clause | None:
    """The clause in which this patient is called a candidate; None where it is somebody in general."""
    if words[verb].plays("be"):
        clause = elliptic(words, verb)
        return clause if _is_whom(words, clause.subject) else None
    if words[verb].plays("find") and words[verb - 1].plays("be", "not", "adverb"):
        clause = elliptic(words, verb)  # "is not considered a candidate"
        return clause if _is_whom(words, clause.subject) else None
    first = verb
    while first > 0 and not words[first].plays("make", "find", "be", "stop", "comma"):
        first -= 1
    if not words[first].plays("make", "find") or not _is_whom(words, (first + 1, verb + 1)):
        return None
    return governing(words, first)  # "makes her a poor candidate"


def _is_whom(words: list[Word], run: Range) -> bool:
    """Whether a run of words is this patient, or ends in a pronoun for him ("with a preserved disc she")."""
    last = words[run[1] - 1].text if run[0] < run[1] else ""
    return last in ("he", "she", "him", "her") or is_patient(words, run)


def removed(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of `the arthrosis disqualifies him from the replacement`, `entitles her to the aide`."""
    words = sentence.words
    end = run_end(words, place + 1, "comma")
    entitles = words[place].text == "entitles"
    joint = next((at for at in range(place + 1, end) if words[at].text == ("to" if entitles else "from")), 0)
    whom: Range = (place + 1, joint)
    if not joint or not _is_whom(words, whom):
        return None
    thing = joint + 1, end
    subject = sentence.subject_in(thing)
    clause = governing(words, place)
    if not subject.is_named or clause.past or clause.speaker not in ("", "person", "guideline"):
        return None
    if not clause.modals.isdisjoint(_SUPPOSING) or clause.opened_by in ("relative", "that"):
        return None
    clause.subject, clause.speaker = thing, ""
    sign = clause.sign if entitles else -clause.sign
    return sentence.judgement(place, clause, subject, sign, firm=False, speaks_for=entitles)
