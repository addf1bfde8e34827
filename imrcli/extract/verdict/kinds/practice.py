"""Verdicts in what a physician would do: no prudent one would order it, he should not go to surgery without it."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import Clause, Range, run_end
from imrcli.extract.verdict.clauses.governor import governing
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.frames import elliptic
from imrcli.extract.verdict.kinds.requires import is_patient

_ORDERS = ("order", "prescribe", "request", "recommend", "perform", "offer", "undertake", "choose", "propose", "use")
_ORDERED = ("ordered", "prescribed", "requested", "recommended", "performed", "offered", "undertaken", "chosen")
_SPARING = ("omit", "withhold", "deny", "refuse", "delay", "forgo", "skip")
ORDERING = (*_ORDERS, *_ORDERED, *_SPARING)
"""Verbs by which a treatment is ordered, or left out."""

_PEERS = ("physician", "surgeon", "doctor", "clinician", "practitioner", "specialist", "dentist", "psychiatrist")
_IT = ("it", "this", "these", "them", "one", "such")
_GIVING = ("give", "lend", "grant", "extend", "withhold", "deny", "refuse")
_OPERATION = ("surgery", "operation", "procedure", "anesthesia")
_LONGEST_GIFT = 8
_FARTHEST_VERB = 12


def peers(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of `no prudent physician would order it here`, `I would not have ordered this`."""
    words = sentence.words
    near = words[max(0, place - _FARTHEST_VERB) : place] if sentence.holds("would", "can") else []
    if not any(word.plays("would", "can") for word in near):
        return None
    thing = place + 1, run_end(words, place + 1, "comma", "here", "and", "person")
    if thing[0] < thing[1] and words[thing[1] - 1].text in ("for", "in"):
        thing = thing[0], thing[1] - 1
    if not _means(sentence, thing):
        return None
    clause = governing(words, place)
    before = words[clause.first : place]
    if clause.speaker in ("guideline", "person"):
        return None
    if not any(word.plays("would", "can") or word.text == "could" for word in before) or clause.opened_by:
        return None
    if words[clause.first].plays("no") and any(word.text in _PEERS for word in before[:4]):
        sign = -1
        if any(word.plays("not") for word in before[1:]):
            return None  # "no physician would not order it"
    elif words[clause.first].plays("reviewer") and not any(word.plays("say", "find") for word in before):
        if words[place].text in _SPARING or any(word.plays("contrast", "condition") for word in words[place:]):
            return None
        sign = -1 if any(word.plays("not") for word in before) else 1
        if sign > 0 and words[place].text in _ORDERED:
            return None  # "I would have ordered a film first"
    else:
        return None
    sign = -sign if words[place].text in _SPARING else sign
    subject = sentence.subject_in(thing)
    own = Clause(first=clause.first, subject=thing, speaker="reviewer")
    return sentence.judgement(place, own, subject, sign, firm=False, speaks_for=False)


def indispensable(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of `he should not be taken to the operating room without it`."""
    words = sentence.words
    thing = place + 1, run_end(words, place + 1, "comma", "here")
    near = range(place - 1, max(0, place - _FARTHEST_VERB), -1)
    modal = next((at for at in near if words[at].plays("should", "can")), 0)
    if not modal or words[place].text != "without" or not _means(sentence, thing):
        return None
    clause = elliptic(words, modal)
    first, end = clause.subject
    none = first < end and words[first].plays("no") and any(word.text in ("patient", "surgeon") for word in words[:end])
    denied = none != words[modal + 1].plays("not")
    operated = any(word.text in _OPERATION for word in words[first:end]) and words[first].text in ("the", "this")
    meant = none or is_patient(words, clause.subject) or operated
    if not denied or not meant or clause.opened_by or clause.speaker not in ("", "reviewer", "person"):
        return None
    if any(word.plays("past", "say", "guideline") for word in words[first:place]):
        return None
    own = Clause(first=clause.first, subject=thing, verb=True)
    return sentence.judgement(place, own, sentence.subject_in(thing), 1, firm=False, speaks_for=False)


def gift(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of `I give the request my approval`, `to it I give my approval`."""
    words = sentence.words
    give = next((at for at in range(place - 1, max(-1, place - _LONGEST_GIFT), -1) if words[at].text in _GIVING), -1)
    if give < 0 or (place + 1 < len(words) and words[place + 1].text == "to"):
        return None
    clause = governing(words, give, doubting=False)
    if clause.speaker != "reviewer" or clause.past or not clause.modals.isdisjoint({"may"}):
        return None
    thing: Range = (give + 1, place)
    if thing[0] == thing[1]:
        reviewer = next(at for at in range(give, -1, -1) if words[at].plays("reviewer"))
        to = next((at for at in range(reviewer, -1, -1) if words[at].text == "to"), reviewer)
        thing = to + 1, reviewer
    if not _means(sentence, thing):
        return None
    sign = clause.sign * (-1 if words[give].text in _GIVING[4:] else 1)
    clause.subject = thing
    clause.modals -= {"must"}
    return sentence.judgement(place, clause, sentence.subject_in(thing), sign, firm=True)


def _means(sentence: Sentence, thing: Range) -> bool:
    """Whether a run of words is the item, by its name or as `it` alone."""
    first, end = thing
    if first >= end:
        return False
    subject: Subject = sentence.subject_in(thing)
    alone = end - first == 1 and sentence.words[first].text in _IT
    pointed = subject.reference == "generic" and sentence.words[first].text in ("the", "this", "these")
    return subject.is_named or alone or pointed
