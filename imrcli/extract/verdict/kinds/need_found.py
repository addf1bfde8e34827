"""Verdicts in a finding of a need, and in a need that is seen: "a finding of medical necessity cannot be made"."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import FINITE, Clause
from imrcli.extract.verdict.clauses.governor import governing
from imrcli.extract.verdict.clauses.lexicon import listed
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.frames import elliptic

_WAYS = {"negative": -1, "in the negative": -1, "affirmative": 1, "in the affirmative": 1, "yes": 1, "no": -1}
CASES = frozenset({"case", "the case", "a case", "argument", "the argument"})
_AS_TO = ("the", "any", "its", "their", "medical", "as to", "about", "of", "on", "over", "concerning")
_ACCEPTED = ("accept", "acknowledge", "concede", "recognize", "accepted")
_ENOUGH = ("enough", "sufficient", "adequate")
_LEFT = ("a", "an", "any", "the", "such")
_FARTHEST = 7


def found_need(sentence: Sentence, place: int, topic: int) -> Judgement | None:
    """The judgement of `a finding of necessity cannot be made`, `nothing sustains a finding of necessity`."""
    words = sentence.words
    if not words[topic].text.startswith("finding"):
        return None
    left = topic - 1
    while left >= 0 and words[left].text in _LEFT:
        left -= 1
    if left > 0 and words[left].text in listed("sustains"):
        return _sustained(sentence, place, left)
    if left > 0 and words[left].text in listed("precludes"):  # "these facts preclude a finding of medical necessity"
        clause = governing(words, left)
        hedged = bool(clause.speaker or clause.opened_by) or not clause.modals.isdisjoint({"would", "may"})
        if hedged or clause.past or clause.sign < 0:
            return None
        return sentence.judgement(place, Clause(first=clause.first), Subject("need"), -1, firm=True)
    behind = words[place + 1 : place + 1 + _FARTHEST]
    wanted = listed("reached") | listed("lacking")
    reached = next((at for at, word in enumerate(behind) if word.text in wanted), -1)
    if reached < 0 or words[left + 1 : topic] == [] or any(word.plays("stop", "comma") for word in behind[:reached]):
        return None
    turned = any(word.plays("not") for word in behind[:reached]) or words[topic - 1].plays("no")
    lacking = behind[reached].text in listed("lacking")
    if not (turned or lacking) or (turned and lacking) or any(word.plays("past") for word in behind[:reached]):
        return None  # that one can be made is not said
    finite = next((at for at in range(place + 1, len(words)) if not FINITE.isdisjoint(words[at].roles)), place)
    told = elliptic(words, finite)
    own = Clause(first=left + 1, speaker=told.speaker, opened_by=told.opened_by)
    return sentence.judgement(place, own, Subject("need"), -1, firm=True, speaks_for=False)


def answered_need(sentence: Sentence, place: int, topic: int) -> Judgement | None:
    """The judgement of `I would answer the question of medical necessity in the negative`."""
    words = sentence.words
    behind = words[place + 1 : place + 1 + _FARTHEST]
    way = next((word.text for word in behind if word.text in _WAYS), "")
    if not words[topic].text.startswith(("question", "issue")) or not way or sentence.question:
        return None
    return sentence.judgement(place, Clause(first=topic), Subject("need"), _WAYS[way], firm=True, speaks_for=True)


def made_case(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of `the case for the fusion has not been made`, `the case against it is the stronger one`."""
    words = sentence.words
    if place + 2 >= len(words):
        return None
    side = {"for": 1, "against": -1}.get(words[place + 1].text, 0)
    finite = next((at for at in range(place + 2, len(words)) if not FINITE.isdisjoint(words[at].roles)), 0)
    if not side or not finite:
        return None
    subject = sentence.subject_in((place + 2, finite))
    behind = [word for word in words[finite : finite + _FARTHEST] if not word.plays("adverb", "be", "have")]
    strong, weak = listed("strong case"), listed("weak case")
    said = next((word.text for word in behind if word.text in strong | weak), "")
    way = (1 if said in strong else -1) if said else 0
    if not way or not subject.is_item or words[finite].plays("past") or any(w.plays("would", "may") for w in behind):
        return None
    sign = -1 if any(word.plays("not") for word in behind) else 1
    own = Clause(first=place, subject=(place + 2, finite))
    return sentence.judgement(place, own, subject, side * way * sign, firm=False, speaks_for=True)


def leaves_open(words: list[Word], first: int, place: int) -> bool:
    """Whether nothing is decided of a need: "no ruling is made as to the medical necessity of the drug"."""
    rulings = listed("rulings")
    ruling = next((at for at in range(first, place) if words[at].text.removeprefix("the ") in rulings), place)
    given = any(word.text in listed("given") for word in words[ruling + 1 : place])
    return given and any(word.plays("no", "not") for word in words[first:place])


def undoubted_need(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of `these findings leave no doubt as to the necessity of the operation`."""
    words = sentence.words
    at = place - 1
    while at > 0 and (words[at].text in _AS_TO or words[at].plays("regarding", "adverb", "conclusion")):
        at -= 1
    _, to, verb = words[at].text.rpartition("to ")
    known = at > 0 and (words[at].text in listed("no doubt") or (to and verb in listed("doubts")))
    doubt = known and (words[at - 1].text in listed("leaves") or words[at - 1].plays("be", "reviewer", "find"))
    doubted = at > 2 and words[at].text in listed("doubts") and words[at - 1].text == "to"
    doubted = doubted and words[at - 2].plays("want")
    if doubted and words[at - 3].plays("no"):  # "there is no reason to doubt the medical necessity"
        return sentence.judgement(place, Clause(first=at - 3), Subject("need"), 1, firm=True, speaks_for=True)
    if not doubt or at == place - 1:
        return None
    return sentence.judgement(place, Clause(first=at - 1), Subject("need"), 1, firm=True, speaks_for=True)


def _sustained(sentence: Sentence, place: int, verb: int) -> Judgement | None:
    words = sentence.words
    clause = governing(words, verb)
    purpose = words[verb - 1].text == "to"
    enough = purpose and any(word.text in _ENOUGH for word in words[verb - 2 : verb - 1])
    opened = "" if words[0].text == "what" and clause.first <= 1 else clause.opened_by
    if (
        (purpose and not (enough or clause.sign < 0))
        or opened
        or (clause.past and not opened and words[0].text != "what")
    ):
        return None
    if clause.speaker in ("provider", "administrator", "guideline") or not clause.modals.isdisjoint({"would", "may"}):
        return None
    clause.speaker = ""
    return sentence.judgement(place, clause, Subject("need"), clause.sign, firm=True)


def seen_need(sentence: Sentence, place: int, left: int) -> Judgement | None:
    """The judgement of `therein lies the necessity of this study`, `whose necessity I accept`."""
    words = sentence.words
    if words[left].text == "lies":
        opens = left > 0 and words[left - 1].text in ("therein", "herein", "here", "there")
        return sentence.judgement(place, Clause(first=left), Subject("need"), 1, firm=True) if opens else None
    behind: list[Word] = words[place + 1 : place + 4]
    accepted = len(behind) > 1 and behind[0].plays("reviewer") and behind[1].text in _ACCEPTED
    return sentence.judgement(place, Clause(first=place), Subject("need"), 1, firm=True) if accepted else None
