"""Signs of the physical examination that a rationale tells otherwise than the summary (examined-signs.txt)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from imrcli.check.doubt import Check, Doubt
from imrcli.check.facts import ARMS, LEGS, sides_in
from imrcli.check.phrases import loose, phrase
from imrcli.check.speech import is_quoted, tells_guideline
from imrcli.check.subject import MOST_ISSUES, Subject
from imrcli.check.wording import shortened
from imrcli.text import Span
from imrcli.vocabulary.body_parts import named_parts, overlap, parts_in, parts_of
from imrcli.vocabulary.keyed import keyed

SIGN = Check(
    code="examination-differs",
    severity="high",
    meaning="The rationale says that a sign of the physical examination was found, or was not (a positive or negative"
    " test, sensation, strength, reflexes), and the summary says the reverse.",
    silent="The summary tells the sign both ways, of another side or part of the body, or not at all; the sentence is"
    " conditional, or a guideline's.",
    source="Labor Code 4610.6(h)(5): a plainly erroneous finding of fact",
    matters="a finding against the records can be a plainly erroneous finding of fact, a ground for appeal",
)
CHECKS = (SIGN,)

_CLAUSE = phrase(
    r"; ?|, (?:and|but|with|while|though)\b ?|\b(?:but|however|although|though|while|whereas|except)\b,? ?"
)
_CONDITION = phrase(r"\b(?:if|unless|when|whether|should|may|can|criteria|require[sd]?|patients)\b")
_FOUND, _NOT_FOUND = phrase(r"\b(?:positive|\+ve)\b"), phrase(r"\bnegative\b")
_ABSENT = phrase(r"\b(?:no|not|without|denie[sd])\b")
_OF_ARM, _OF_LEG = phrase(r"\b<of the arm>\b"), phrase(r"\b<of the leg>\b")
_NEVER = re.compile(r"(?!)")


class Sign(Struct, frozen=True, gc=False):
    """A sign: how it is named, and the words that say that it was found or was not, beside its name or alone."""

    name: str
    openings: frozenset[str]
    words: re.Pattern[str]
    found: re.Pattern[str]
    not_found: re.Pattern[str]
    alone: tuple[re.Pattern[str], re.Pattern[str]]
    of_limb: bool
    shown_by: tuple[str, ...]


@cache
def signs() -> tuple[Sign, ...]:
    """The signs of the list."""
    return tuple(
        Sign(
            name,
            frozenset(re.split(r"\W", word.lower(), maxsplit=1)[0] for word in about["words"]),
            loose(about["words"]),
            loose(about["found"]) if "found" in about else _FOUND,
            loose(about["not found"]) if "not found" in about else _NOT_FOUND,
            (_alone(about, "found alone"), _alone(about, "not found alone")),
            about.get("region") == ("limb",),
            about.get("shown by", ()),
        )
        for name, about in keyed("examined-signs.txt").items()
    )


def _alone(about: dict[str, tuple[str, ...]], key: str) -> re.Pattern[str]:
    return loose(about[key]) if key in about else _NEVER


class Mention(Struct, frozen=True, gc=False):
    """What a sentence tells of a sign, and where."""

    found: bool
    clause: Span
    sentence: Span


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on signs."""
    seen: set[Span] = set()
    for place, span in list(subject.rationales())[:MOST_ISSUES]:
        words = subject.text[slice(*span)].lower()
        for sign in signs():
            if not any(opening in words for opening in sign.openings):
                continue
            mentions = list(_mentions(subject, sign, subject.sentences(span), span))
            if not mentions or len({mention.found for mention in mentions}) > 1 or mentions[0].clause in seen:
                continue
            other = _otherwise(subject, sign, mentions[0], place)
            if other:
                seen.add(mentions[0].clause)
                quoted = shortened(subject.quote(*mentions[0].clause))
                yield SIGN.doubt(
                    f"Item {place + 1}: on {sign.name} the rationale says “{quoted}”;"
                    f" the case summary reports “{shortened(subject.quote(*other.clause))}”",
                    subject.in_rationale(place, mentions[0].clause),
                    subject.in_summary("what the summary tells", other.sentence),
                    issue=place,
                )


def _mentions(subject: Subject, sign: Sign, sentences: list[Span], quoting: Span | None = None) -> Iterator[Mention]:
    """What some sentences tell of a sign; those of a guideline or of a condition tell nothing."""
    for sentence in sentences:
        if quoting and (tells_guideline(subject, sentence) or is_quoted(subject, quoting, sentence)):
            continue
        if not sign.words.search(subject.text, *sentence) or _CONDITION.search(subject.text, *sentence):
            continue
        for clause in _clauses(subject.text, sentence):
            present = _polarity(subject.text, sign, clause)
            if present is not None:
                yield Mention(present, clause, sentence)


def _clauses(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence[0]
    for divider in _CLAUSE.finditer(text, *sentence):
        if start < divider.start():
            yield start, divider.start()
        start = divider.end()
    if start < sentence[1]:
        yield start, sentence[1]


def _polarity(text: str, sign: Sign, clause: Span) -> bool | None:
    """Whether a clause says that a sign was found; None where it says neither, or both."""
    if not sign.words.search(text, *clause):
        return None
    present = bool(sign.found.search(text, *clause) or sign.alone[0].search(text, *clause))
    negative = bool(sign.not_found.search(text, *clause) or sign.alone[1].search(text, *clause))
    denied = bool(_ABSENT.search(text, *clause))
    if present == negative or (denied and not sign.alone[1].search(text, *clause)):
        return None
    return present


def _otherwise(subject: Subject, sign: Sign, mention: Mention, place: int) -> Mention | None:
    """What the summary tells to the contrary, of the same part of the body, where it never tells the same."""
    summarized = list(_mentions(subject, sign, subject.sentences(subject.summary)))
    if any(each.found == mention.found for each in summarized):
        return None
    for other in signs() if sign.shown_by and not mention.found else ():
        if other.name in sign.shown_by:
            summarized += [each for each in _mentions(subject, other, subject.sentences(subject.summary)) if each.found]
    return next((each for each in summarized if _same_place(subject, sign, mention, each, place)), None)


def _same_place(subject: Subject, sign: Sign, first: Mention, second: Mention, place: int) -> bool:
    """Whether two tellings of a sign can be of one place: no other side, no other part, the limb of the item."""
    sides = [sides_in(subject, mention.clause) for mention in (first, second)]
    if all(sides) and sides[0].isdisjoint(sides[1]):
        return False
    parts = [parts_in(named_parts(subject.text, mention.clause)) for mention in (first, second)]
    if all(parts) and not overlap(*parts):
        return False
    if not sign.of_limb:
        return True
    wanted = parts_of(subject.issues[place].request) | parts[0]
    of_arm = bool(_OF_ARM.search(subject.text, *second.sentence))
    of_leg = bool(_OF_LEG.search(subject.text, *second.sentence))
    if not of_arm and not of_leg and not parts[1]:
        # Of a limb that is not named: the only one that the summary tells of.
        named = parts_in(named_parts(subject.text, subject.summary))
        of_arm, of_leg = not named & LEGS, not named & ARMS
    return (of_arm and not of_leg and bool(wanted & ARMS)) or (of_leg and not of_arm and bool(wanted & LEGS))
