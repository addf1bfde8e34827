"""Verdicts in what is bidden: let the visit be arranged, please dispense it, testing to proceed."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import FINITE, Clause, Range, ends_clause, is_break, run_end
from imrcli.extract.verdict.clauses.governor import governing
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.behind import Behind
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.frames import elliptic

_ANNOUNCED = (
    "answer",
    "decision",
    "determination",
    "conclusion",
    "verdict",
    "ruling",
    "disposition",
    "order",
    "outcome",
)
"""What may stand in front of a colon and a bidding ("Answer: supply it.")."""

_IN_FRONT = ("adverb", "conclusion", "comma", "here")
_PLEASE = ("please", "kindly", "so")
_FREE = ("ok to", "okay to", "fine to", "good to", "safe to")
_IT = ("it", "this", "these", "them", "both", "all", "that")
_AT_ONCE = ("proceed", "continue", "resume", "start")
"""Verbs that need no object ("testing to proceed")."""

_DETERMINED = ("the", "this", "these", "her", "his", "him", "such")
_TO_WHOM = ("to", "for", "him", "the", "this", "again", "her")
_AT_LAST = ("accordingly", "promptly", "immediately", "forthwith", "presently", "currently")
_SHORT = 3
_LONGEST_NOTE = 9


def closes_bidding(words: list[Word], place: int) -> bool:
    """Whether nothing follows that says how or when something is to be done ("must be given", "is to be given now")."""
    for word in words[place + 1 :]:
        if is_break(word) or word.plays("comma"):
            break
        how = word.text.endswith("ly") and word.text not in _AT_LAST
        if how or not (word.plays("adverb", "here", "conclusion", "person", "neutral") or word.text in _TO_WHOM):
            return False
    return True


def bidding(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of what is bidden by a verb: "let it be arranged", "please dispense it", "testing to proceed"."""
    words = sentence.words
    if words[place].text == "let":
        return _let(sentence, place)
    if place and words[place - 1].text == "to":
        return _note(sentence, place)
    if words[place].plays("carried_out"):
        be = place > 1 and words[place - 1].text == "be" and words[place - 2].text == "to"
        return _note(sentence, place - 1) if be else None
    if words[place].plays("onward") and not words[place].plays("bids", "bids_named"):
        return None
    first, negated = _opening(words, place)
    if first < 0:
        return None
    thing = place + 1, _end(words, place + 1)
    subject = sentence.subject_in(thing)
    if not _bidden(sentence, place, thing, subject):
        return None
    clause = Clause(first=first, subject=thing)
    return sentence.judgement(place, clause, subject, -1 if negated else 1, firm=False)


def _opening(words: list[Word], place: int) -> tuple[int, bool]:
    """Where a bidding starts, and whether it forbids; -1 where the verb opens no clause."""
    at = place - 1
    negated = at >= 0 and words[at].text in ("not", "never")
    at -= negated
    if negated and at >= 0 and words[at].text == "do":
        at -= 1
    while at >= 0 and (words[at].text in _PLEASE or words[at].plays(*_IN_FRONT)):
        at -= 1
    if at < 0:
        return at + 1, negated
    if words[at].text == ":":
        return (at + 1, negated) if words[at - 1].text in _ANNOUNCED else (-1, False)
    parts = (".", ";", "-", "–", "—", *((",",) if words[place - 1].text in _FREE else ()))  # "1 tube, ok to dispense"
    return (at + 1, negated) if words[at].text in parts else (-1, False)


def _end(words: list[Word], first: int) -> int:
    """Where the object of a bidding ends."""
    return next(
        (at for at in range(first, len(words)) if is_break(words[at]) or words[at].plays("comma", "and")), len(words)
    )


def _bidden(sentence: Sentence, place: int, thing: Range, subject: Subject) -> bool:
    """Whether the object of a bidding is the item: by its name, `it`, `the drug`, or nothing where nothing follows."""
    words, (first, end) = sentence.words, thing
    if first >= end:
        alone = first >= len(words) or words[first].plays("stop")
        return alone and (words[place - 1].text in (*_PLEASE, *_FREE) if place else False)
    if words[place].plays("keeps") and not any(word.text == "going" for word in words[first:end]):
        return words[end - 1].text in _IT and words[end - 2].text == "on"
    if subject.is_named:
        short = words[first].text in _DETERMINED and end - first <= _SHORT
        return words[place].plays("bids") or short
    if words[first].text in _IT:
        return all(word.plays("pronoun", "adverb", "here") or word.text in ("going", "as") for word in words[first:end])
    return subject.reference == "generic" and words[first].text in _DETERMINED


def _let(sentence: Sentence, place: int) -> Judgement | None:
    """`Let the consultation be arranged`, `let it not be dispensed`, `let her have the brace`."""
    words = sentence.words
    first, forbidden = _opening(words, place)
    if first < 0:
        return None
    end = _end(words, place + 1)
    verb = next((at for at in range(place + 2, end) if words[at].plays("be", "gets", "bids", "go_on", "not")), 0)
    if not verb:
        return None
    done = words[verb:end]
    negated = any(word.plays("not") for word in done)
    if any(word.plays("be") for word in done):
        thing = place + 1, verb
        if not any(word.plays("carried_out", "granted", "favoured", "bids") for word in done):
            return None
    elif words[verb].plays("gets") and any(
        word.plays("person") or word.text == "him" for word in words[place + 1 : verb]
    ):
        thing = verb + 1, end
    else:
        return None
    if thing[0] >= thing[1]:
        return None  # cut off: "let her see"
    subject = sentence.subject_in(thing)
    if not (subject.is_named or words[thing[0]].text in _IT or subject.reference == "generic"):
        return None
    sentence.taken.update(range(verb, end))
    clause = Clause(first=first, subject=thing)
    whole = Behind(end=end)
    sign = -1 if negated != forbidden else 1
    return sentence.judgement(place, clause, subject, sign, firm=False, behind=whole)


def onward(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of `The visits may proceed`, `it is not to go forward`."""
    words = sentence.words
    if place > 2 and words[place - 1].text == "to" and words[place - 2].plays("want"):
        return _reason(sentence, place)
    clause = elliptic(words, place)
    bidden = not clause.modals.isdisjoint({"should", "may", "can", "must"}) or {"be", "to"} <= clause.helpers
    if clause.past or not bidden or not clause.asserted or "would" in clause.modals or not ends_clause(words, place):
        return None
    if words[place].text == "continue" and "should" not in clause.modals:
        return None
    clause.modals -= {"may", "must"}
    subject = sentence.subject_of(clause)
    if subject.reference in ("denial", "need", "want", "criteria", "evidence", "person", "administrator", "advice"):
        return None
    return sentence.judgement(place, clause, subject, clause.sign, firm=False)


def _reason(sentence: Sentence, place: int) -> Judgement | None:
    """`There is every reason to proceed`, `I see no reason to go ahead with the block`."""
    words = sentence.words
    negated = words[place - 3].plays("no") or words[place - 3].text == "little"
    every = words[place - 3].text in ("every", "good", "ample", "strong", "sound", "sufficient")
    clause = governing(words, place - 2)
    there = words[clause.first].text == "there" or clause.speaker == "reviewer"
    if not (negated or every) or not there or clause.past or not clause.modals.isdisjoint({"would", "may"}):
        return None
    first = place + 1 + sentence.is_word(place + 1, "with")
    thing = first, _end(words, first)
    subject = sentence.subject_in(thing)
    if thing[0] < thing[1] and not (subject.is_named or words[first].text in _IT):
        return None
    return sentence.judgement(place, clause, subject, -1 if negated else 1, firm=False)


def _note(sentence: Sentence, place: int) -> Judgement | None:
    """`Testing to proceed`, `gabapentin to be continued`: a note without a verb that decides."""
    words = sentence.words
    to = place - 1
    negated = to > 0 and words[to - 1].text == "not"
    first = to - negated
    while first and not is_break(words[first - 1]):
        first -= 1
    if first > 1 and words[first - 1].text == ":" and words[first - 2].text not in _ANNOUNCED:
        return None  # "Plan: MRI to be scheduled."
    end = run_end(words, place)
    thing = first, to - negated
    between = words[first : to - negated]
    if (
        thing[0] >= thing[1]
        or end - first > _LONGEST_NOTE
        or any(not FINITE.isdisjoint(word.roles) for word in between)
    ):
        return None
    done = words[place:end]
    be = words[place].plays("be")
    at_once = words[place].text in _AT_ONCE and place + 1 == end
    if not at_once and not (be and any(word.plays("carried_out", "granted") for word in done)):
        return None
    subject = sentence.subject_in(thing)
    alone = subject.reference == "generic" and len(between) <= 2
    if not (subject.is_named or alone):
        return None
    sentence.taken.update(range(place, end))
    clause = Clause(first=first, subject=thing)
    return sentence.judgement(place, clause, subject, -1 if negated else 1, firm=False)
