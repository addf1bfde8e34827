"""Facts that letters tell or deny (told-facts.txt), and where the clinical case summary tells one."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from imrcli.check.phrases import loose, phrase
from imrcli.check.subject import Subject
from imrcli.text import Span
from imrcli.vocabulary.body_parts import named_parts, overlap, parts_in, parts_of
from imrcli.vocabulary.keyed import keyed
from imrcli.vocabulary.treatment_kinds import alike, any_related, kinds_in, wider

_NEGATION_REACH = 300
"""Characters before a fact within which a negation of it stands."""
CONDITION = phrase(r"\b(?:if|unless|when|whether|should|guidelines?|patients with|in patients)\b")
_NEGATION = phrase(r"\b<negation>\b|n't\b")
_SCOPE_END = phrase(r"[;]|\b(?:but|however|although|though|except|while|whereas)\b")
_HAD = phrase(r"\b<had it>\b")
_PLANNED = phrase(r"\b<only planned>\b")
_OF_ARM, _OF_LEG = phrase(r"\b<of the arm>\b"), phrase(r"\b<of the leg>\b")
ARMS = frozenset(["neck", "arm", "hand"])
LEGS = frozenset(["low back", "lower limb", "leg", "ankle and foot", "sacroiliac"])
_REQUEST = "request for authorization"


class Fact(Struct, frozen=True, gc=False):
    """A fact: how it is denied and told, what beside that means something else, and of which region it is."""

    name: str
    denied: re.Pattern[str]
    affirmed: re.Pattern[str]
    but: re.Pattern[str] | None
    only_planned: re.Pattern[str] | None
    region: str | None
    complaint: bool


@cache
def facts() -> tuple[Fact, ...]:
    """The facts of the list."""
    return tuple(
        Fact(
            name,
            loose(about["denied"]),
            loose(about["told"]),
            loose(about["but"]) if "but" in about else None,
            loose(about["not told"]) if "not told" in about else None,
            about.get("region", (None,))[0],
            "kind" in about,
        )
        for name, about in keyed("told-facts.txt").items()
    )


def fact_in_summary(subject: Subject, place: int, fact: Fact, parts: frozenset[str]) -> tuple[Span, Span] | None:
    """The first sentence of the summary that tells a fact of the item's part of the body, or of the parts given.

    With it the words of the sentence that tell it.
    """
    for sentence in subject.sentences(subject.summary):
        match = fact.affirmed.search(subject.text, *sentence)
        if match is None or negated(subject.text, sentence, match.start()):
            continue
        if fact.only_planned and fact.only_planned.search(subject.text, *sentence):
            continue
        if fact.name == _REQUEST and not _requests_item(subject, place, sentence):
            continue
        if _of_region(subject, place, fact, sentence, parts):
            return sentence, match.span()
    return None


def negated(text: str, sentence: Span, at: int) -> bool:
    """Whether a negation reaches a place of a sentence: its scope ends where another clause opens."""
    first = max(sentence[0], at - _NEGATION_REACH)
    start = max((match.end() for match in _SCOPE_END.finditer(text, first, at)), default=first)
    return _NEGATION.search(text, start, at) is not None


def _of_region(subject: Subject, place: int, fact: Fact, sentence: Span, parts: frozenset[str]) -> bool:
    """Whether a sentence of the summary is on the region of which the rationale misses the fact."""
    issue = subject.issues[place]
    wanted = parts or _nerves(parts_of(issue.request) | parts_of(issue.original_request))
    if fact.region is None or not wanted:
        return True
    if fact.region == "limb":
        of_arm = _OF_ARM.search(subject.text, *sentence) is not None
        of_leg = _OF_LEG.search(subject.text, *sentence) is not None
        return (bool(wanted & ARMS) and of_arm) or (bool(wanted & LEGS) and of_leg)
    named = parts_in(named_parts(subject.text, sentence))
    return not named or overlap(named, wanted)


def _nerves(parts: frozenset[str]) -> frozenset[str]:
    """Parts, and beside a whole limb the part of the spine that its nerves come from."""
    neck = {"neck"} if "arm" in parts else set()
    return parts | neck | ({"low back"} if parts & {"lower limb", "leg"} else set())


def _requests_item(subject: Subject, place: int, sentence: Span) -> bool:
    """Whether a request for authorization is for the item: it names the item's treatment, or none at all."""
    asked = {named.kind for named in kinds_in(subject.issues[place].request or "")}
    requested = {named.kind for named in kinds_in(subject.quote(*sentence))}
    return not requested or any_related(asked, requested)


def treatment_in_summary(subject: Subject, place: int, kind: str) -> tuple[Span, Span] | None:
    """The first sentence of the summary that tells that a treatment was had, and the words for it."""
    issue = subject.issues[place]
    parts = parts_of(issue.request) | parts_of(issue.original_request)
    for sentence in subject.sentences(subject.summary):
        words = subject.text[slice(*sentence)]
        if not _HAD.search(words) or _PLANNED.search(words):
            continue
        for named in kinds_in(words):
            at = (sentence[0] + named.start, sentence[0] + named.end)
            elsewhere = parts_in(named_parts(subject.text, sentence))
            apart = parts and elsewhere and not overlap(elsewhere, parts)
            # What is told more widely (`injections`) need not be what is denied (`a facet injection`).
            only_wider = named.kind != kind and named.kind in wider(kind)
            if alike(named.kind, kind) and not only_wider and not apart and not negated(subject.text, sentence, at[0]):
                return sentence, at
    return None


def sides_in(subject: Subject, span: Span) -> frozenset[str]:
    """The sides of the body that some words name."""
    words = subject.text[slice(*span)].lower()
    both = "bilateral" in words or "both" in words
    return frozenset(side for side in ("left", "right") if both or side in words)


def parts_in_summary(subject: Subject, parts: frozenset[str], affirmed: re.Pattern[str]) -> tuple[Span, Span] | None:
    """The first sentence of the summary that names one of some parts and matches a pattern, and where it does."""
    for sentence in subject.sentences(subject.summary):
        match = affirmed.search(subject.text, *sentence)
        if match and any(place.parts & parts for place in named_parts(subject.text, sentence)):
            return sentence, match.span()
    return None
