"""Verdicts in a finding of a need, and in a need that is seen: "a finding of medical necessity cannot be made"."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import FINITE, Clause
from imrcli.extract.verdict.clauses.governor import governing
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.frames import elliptic

_SUSTAIN: tuple[str, ...] = (
    "sustain",
    "sustains",
    "support",
    "supports",
    "justify",
    "justifies",
    "permit",
    "permits",
    "warrant",
)
_SUSTAIN += ("warrants", "compel", "compels", "allow", "allows")
_REACHED = ("made", "reached", "sustained", "supported", "justified", "possible", "warranted", "entered", "upheld")
_LACKS = ("lack", "lacks", "be without", "impossible", "unsupported", "unjustified", "unwarranted")
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
    if left > 0 and words[left].text in _SUSTAIN:
        return _sustained(sentence, place, left)
    behind = words[place + 1 : place + 1 + _FARTHEST]
    reached = next((at for at, word in enumerate(behind) if word.text in (*_REACHED, *_LACKS)), -1)
    if reached < 0 or words[left + 1 : topic] == [] or any(word.plays("stop", "comma") for word in behind[:reached]):
        return None
    turned = any(word.plays("not") for word in behind[:reached]) or words[topic - 1].plays("no")
    lacking = behind[reached].text in _LACKS
    if not (turned or lacking) or (turned and lacking) or any(word.plays("past") for word in behind[:reached]):
        return None  # that one can be made is not said
    finite = next((at for at in range(place + 1, len(words)) if not FINITE.isdisjoint(words[at].roles)), place)
    told = elliptic(words, finite)
    own = Clause(first=left + 1, speaker=told.speaker, opened_by=told.opened_by)
    return sentence.judgement(place, own, Subject("need"), -1, firm=True, speaks_for=False)


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
