"""Verdicts that a guideline gives and the reviewer takes: "ACOEM recommends against it, and I follow ACOEM"."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import Clause, run_end
from imrcli.extract.verdict.clauses.governor import governing
from imrcli.extract.verdict.clauses.lexicon import listed
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence

_PASSIVE = ("recommended", "endorsed", "supported", "advised", "discouraged", "forbidden", "prohibited", "rejected")
_AGAINST = ("discouraged", "forbidden", "prohibited", "rejected")
_FOLLOWED = ("follow", "adopt", "adopts", "accept", "accepts", "join", "in agreement with", "agree", "concur")
_POINTING = ("it", "that", "them", "this", "those", "its")
_HANGING = ("condition", "exception", "occasion", "whether")
_EXCEPT = ("except", "save", "only", "but", "unless", "other than")
_FARTHEST = 8
LEAVING = ("depart from", "depart", "deviate from", "exempts", "exempt", "excepts", "excuses")
"""Verbs that say only with what a guideline has said before which way its exception goes."""

_LEFT_FROM = ("from", "depart", "deviate")


def heeded(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of a reviewer who follows a guideline that has just spoken on the item: "and I follow it"."""
    words = sentence.words
    if words[place].text not in _FOLLOWED:
        return None
    end = run_end(words, place + 1, "comma", "here")
    run = [word for word in words[place + 1 : end] if word.text not in ("the", "with", "in", "that", "its")]
    guided = any(word.plays("guideline", "criteria") for word in run)
    pointed = len(run) == 1 and run[0].text in _POINTING and words[place].text in ("follow", "adopt")
    if not (guided or pointed) or any(word.plays("provider", "administrator", "denial") for word in run):
        return None
    clause = governing(words, place)
    if clause.speaker != "reviewer" or clause.past or not clause.modals.isdisjoint({"would", "may", "should"}):
        return None
    return _taken(sentence, place, clause, clause.sign)


def unexcepted(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of `and nothing exempts this patient`, `I see no reason to depart from it`."""
    words = sentence.words
    clause = governing(words, place)
    end = run_end(words, place + 1, "comma")
    behind = words[place + 1 : end]
    if any(word.plays("denial", "administrator", "provider", "necessary") for word in behind):
        return None
    from_it = words[place].text.rpartition(" ")[2] in _LEFT_FROM
    pointed = not behind or behind[0].text in _POINTING or behind[0].plays("stop", "here", "criteria", "guideline")
    if from_it and not (pointed or any(word.plays("guideline", "criteria") for word in behind)):
        return None
    denied = any(word.plays("no", "not", "deficit") for word in words[clause.first : place])
    if not denied or clause.past or clause.speaker in ("provider", "administrator"):
        return None
    if not clause.modals.isdisjoint({"would", "should"}):
        return None
    clause.speaker, clause.modals = "", frozenset()
    return _taken(sentence, place, clause, 1, counted=False)


def _taken(sentence: Sentence, place: int, clause: Clause, sign: int, *, counted: bool = True) -> Judgement | None:
    """The judgement that the reviewer takes from a guideline; `sign`: -1 where he does not follow it.

    `counted`: whether negatives in its clause are to be counted once more.
    """
    way, subject = _way(sentence, place)
    if not way or sign < 0:
        return None
    clause.sign, clause.opened_by = 1, ""
    own = Clause(first=clause.first, speaker="reviewer")
    return sentence.judgement(place, own, subject, way, firm=True, speaks_for=way > 0 and counted)


def _way(sentence: Sentence, place: int) -> tuple[int, Subject]:
    """Whether a guideline speaks for the item or against it, in front of a word or in the sentence before."""
    for words, end in ((sentence.words, place), (sentence.context.words, len(sentence.context.words))):
        for at in range(end - 1, 0, -1):
            if words[at].text not in (*listed("favouring"), *listed("opposing"), *_PASSIVE):
                continue
            way = _said(words, at, end, sentence.context.words)
            if not way:
                return 0, Subject("empty")
            subject = _thing(sentence, words, at, end)
            return (way, subject) if subject.is_named or subject.reference == "pronoun" else (0, subject)
    return 0, Subject("empty")


def _said(words: list[Word], at: int, end: int, earlier: list[Word]) -> int:
    """1 where a guideline's verb speaks for what it is on, -1 where it speaks against it; 0 where it is none.

    `earlier`: the words of the sentence before, which can name the guidelines ("All three recommend against it").
    """
    first = at
    while first > 0 and not words[first - 1].plays("stop", "comma", "contrast"):
        first -= 1
    stop = next((near for near in range(at, end) if words[near].plays("stop", "contrast")), end)
    if any(word.plays(*_HANGING) or word.text in _EXCEPT for word in words[first:stop]) or words[at - 1].text == "to":
        return 0
    passive = words[at].text in _PASSIVE
    near = words[max(first, at - _FARTHEST) : at]
    by = passive and any(word.plays("guideline") for word in words[at : at + _FARTHEST])
    by = by or (words[first].plays("pronoun") and any(word.plays("guideline") for word in earlier))
    if not by and not any(word.plays("guideline") or word.text in ("guideline", "guidelines") for word in near):
        return 0
    if any(word.plays("provider", "administrator", "may", "would") for word in near):
        return 0
    against = words[at].text in (*listed("opposing"), *_AGAINST) or (at + 1 < end and words[at + 1].text == "against")
    if words[at].text.startswith(("warn", "argue")) and not against:
        return 0
    turned = sum(word.plays("not", "no") and not word.plays("neutral") for word in near)
    return (-1 if against else 1) * (-1 if turned % 2 else 1)


def _thing(sentence: Sentence, words: list[Word], at: int, end: int) -> Subject:
    """What a guideline speaks on: the object of its verb, or the subject of a passive."""
    if words[at].text in _PASSIVE:
        be = next((near for near in range(at - 1, max(-1, at - _FARTHEST), -1) if words[near].plays("be")), at)
        first = be
        while first > 0 and not words[first - 1].plays("stop", "comma", "contrast", "conclusion"):
            first -= 1
        return sentence.item.subject(words, first, be)
    first = at + 1 + (words[at + 1].text in ("against", "of"))
    return sentence.item.subject(words, first, min(end, run_end(words, first, "comma", "and")))
