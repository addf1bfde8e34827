"""What a rationale says is not in the records though the summary tells it (told-facts.txt)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from msgspec import Struct

from imrcli.check.doubt import Check, Doubt
from imrcli.check.phrases import loose, phrase, words_under
from imrcli.check.speech import is_quoted, tells_guideline
from imrcli.check.subject import Subject
from imrcli.text import Span
from imrcli.vocabulary.body_parts import named_parts, overlap, parts_in, parts_of
from imrcli.vocabulary.keyed import keyed
from imrcli.vocabulary.treatment_kinds import alike, any_related, kinds_in

ABSENT = Check(
    code="said-absent-but-told",
    severity="high",
    meaning="The rationale says that something is not in the records (a complaint, an examination, a study, a"
    " treatment, a"
    " request for authorization) that the summary tells.",
    silent="The summary does not tell it in so many words, tells it of another part of the body, or denies it too; the"
    " rationale only misses its results, its kind, or how recent it is (`since the surgery`); a request for"
    " authorization is for another treatment.",
    source="Labor Code 4610.6(h)(5): a plainly erroneous finding of fact",
    matters="a finding against the records can be a plainly erroneous finding of fact, a ground for appeal",
)
CHECKS = (ABSENT,)

_WHO = r"(?:that )?(?:(?:the|this) <person>|he|she) (?:has |had )?(?:ever |previously )*"
_HAS_HAD = rf"{_WHO}(?:had|tried|received|undergone|underwent|attended|used|taken)"
_FRAME = phrase(rf"\b<fact denied>(?: <denial filler>| {_HAS_HAD})* ")
"""`there is no indication that the patient has tried `"""
_SEPARATOR = phrase(r"(?:,|\bor\b|\bnor\b|\band\b)(?: (?:or|nor|and|any))?(?: <denial filler>)* ")
_LIST_END = phrase(r"[;:]|\b(?:is|are|was|were|has|have|that|which|but|to|because|as|from|despite|who|with|for)\b")
_NOT_RECORDED = phrase(r"(?<!\s) (?:is|are|was|were|has|have) (?:not|never|nor) (?:been )?(?:otherwise )?<recorded>\b")
_ENDING = phrase(r"(?= ?(?:[.,;)]|$)| <after fact>\b)")
_OF_LATE = phrase(r"\b<of late>\b")
_CLAUSE_END = phrase(r"[.,;:)]|\b(?:and|but|however|although)\b")
_LIST_REACH = 90
"""Characters behind `there is no` within which what is missed is listed."""
_NAME_REACH = 50
"""Characters before `was not documented` within which the fact is named."""
_NEGATION_REACH = 300
"""Characters before a fact within which a negation of it stands."""
_MOST_DENIALS = 40
"""Denials of a sentence that are read; no sentence has so many."""
CONDITION = phrase(r"\b(?:if|unless|when|whether|should|guidelines?|patients with|in patients)\b")
_NEGATION = phrase(r"\b<negation>\b|n't\b")
_SCOPE_END = phrase(r"[;]|\b(?:but|however|although|though|except|while|whereas)\b")
_PART = r"[\w-]+(?: spine| back| extremity| extremities)?"
_EXAMINATION = r"(?:physical )?exam(?:ination)?s?"
_HOW = r"(?:specific |documented |detailed )?"
_NO_EXAM = phrase(
    rf"\b<there is no> {_HOW}(?P<part>{_PART}) {_EXAMINATION}\b(?! (?:findings?|abnormal|evidence))"
    rf"|\b<there is no> {_HOW}{_EXAMINATION} of (?:the )?(?P<part2>(?:left |right )?{_PART})\b"
)
"""`There is no neck examination`, `no physical examination of the left knee`"""
_EXAMINED = phrase(r"\b<examined>\b")
_NO_COMPLAINT = phrase(rf"\b<there is no> (?:documented |subjective )?(?P<part>{_PART}) complaints?\b")
_COMPLAINED = phrase(r"\b(?:complain(?:s|ed|ts?|ing)|reported|reports) (?:of )?[^.]{0,120}?\bpain\b")
_HAD = phrase(r"\b<had it>\b")
_PLANNED = phrase(r"\b<only planned>\b")
_OF_ARM, _OF_LEG = phrase(r"\b<of the arm>\b"), phrase(r"\b<of the leg>\b")
ARMS = frozenset(["neck", "arm", "hand"])
LEGS = frozenset(["low back", "lower limb", "leg", "ankle and foot", "sacroiliac"])
_REQUEST = "request for authorization"


class Fact(Struct, frozen=True, gc=False):
    """A fact: how it is denied and told, what behind it or beside it means something else, and where it is of a"
    " part."""

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


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on facts."""
    seen: set[str] = set()
    for place, span in subject.rationales():
        for doubt in (
            *_absent(subject, place, span),
            *_unexamined(subject, place, span),
        ):
            # The same words stand in each of several near copies.
            words = doubt.message.split(": ", 1)[1]
            if words not in seen:
                seen.add(words)
                yield doubt


# --- said to be absent ---------------------------------------------------------------------------


def _absent(subject: Subject, place: int, span: Span) -> Iterator[Doubt]:
    seen: set[str] = set()
    for words, kind in _treatments_denied(subject, span):
        summarized = _treatment_told(subject, place, kind)
        if summarized and kind not in seen:
            seen.add(kind)
            yield _contradicted(subject, place, words, *summarized)
    for fact, words, sentence in _denials(subject, span):
        if fact.name in seen:
            continue
        summarized = _told(subject, place, fact, parts_in(named_parts(subject.text, (words[1], sentence[1]))))
        if summarized:
            seen.add(fact.name)
            yield _contradicted(subject, place, words, *summarized)


def _denials(subject: Subject, span: Span) -> Iterator[tuple[Fact, Span, Span]]:
    """The facts that a rationale says are absent: each with the words that say so and their sentence."""
    text = subject.text
    for sentence in subject.sentences(span):
        if tells_guideline(subject, sentence) or is_quoted(subject, span, sentence):
            continue
        condition = CONDITION.search(text, *sentence)
        certain = (sentence[0], condition.start() if condition else sentence[1])
        for frame in islice(_FRAME.finditer(text, *certain), _MOST_DENIALS):
            for fact, end in _listed(text, frame.end(), sentence[1]):
                yield fact, (frame.start(), end), sentence
        for ending in islice(_NOT_RECORDED.finditer(text, *certain), _MOST_DENIALS):
            for fact in facts():
                start = _named_before(text, fact, max(sentence[0], ending.start() - _NAME_REACH), ending.start())
                if start is not None:
                    yield fact, (start, ending.end()), sentence


def _treatments_denied(subject: Subject, span: Span) -> Iterator[tuple[Span, str]]:
    """The kinds of treatment that a rationale says were not had: with the words that say so."""
    text = subject.text
    for sentence in subject.sentences(span):
        frames = list(islice(_FRAME.finditer(text, *sentence), _MOST_DENIALS))
        if not frames or tells_guideline(subject, sentence) or is_quoted(subject, span, sentence):
            continue
        if CONDITION.search(text, *sentence):
            continue
        for frame in frames:
            named = next(iter(kinds_in(text[frame.end() : min(sentence[1], frame.end() + _LIST_REACH)])), None)
            if named is None or named.start or named.kind in words_under("general kind"):
                continue
            end = frame.end() + named.end
            if _of_late(text, end, sentence[1]):
                continue
            if _ENDING.match(text, end, sentence[1]) and not any(f.denied.match(text, frame.end()) for f in facts()):
                yield (frame.start(), end), named.kind


def _treatment_told(subject: Subject, place: int, kind: str) -> tuple[Span, Span] | None:
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
            if alike(named.kind, kind) and not apart and not negated(subject.text, sentence, at[0]):
                return sentence, at
    return None


def _listed(text: str, start: int, end: int) -> Iterator[tuple[Fact, int]]:
    """The facts that are named behind `there is no`, and in the list that goes on from there; where each ends."""
    stop = _LIST_END.search(text, start, min(end, start + _LIST_REACH))
    limit = min(end, start + _LIST_REACH)
    places = [start]
    if stop is None or stop.start() > start:
        reach = stop.start() if stop else limit
        places += [separator.end() for separator in _SEPARATOR.finditer(text, start, reach)]
    for at in places:
        for fact in facts():
            match = fact.denied.match(text, at, end)
            if match and _ENDING.match(text, match.end(), end) and not _qualified(fact, text, match.end(), end):
                if not _of_late(text, match.end(), end):
                    yield fact, match.end()
                break


def _of_late(text: str, at: int, end: int) -> bool:
    """Whether what is missing is only missing of late: `has had no therapy since the surgery`."""
    stop = _CLAUSE_END.search(text, at, end)
    return _OF_LATE.search(text, at, stop.start() if stop else end) is not None


def _qualified(fact: Fact, text: str, at: int, end: int) -> bool:
    """Whether what follows makes another fact of it: `no pain score reduction`."""
    behind = text[at:end].lstrip()
    return fact.but is not None and fact.but.match(behind) is not None


def _named_before(text: str, fact: Fact, start: int, end: int) -> int | None:
    """Where a fact's name starts that ends at an offset."""
    return next((m.start() for m in fact.denied.finditer(text, start, end) if m.end() == end), None)


# --- told by the summary -------------------------------------------------------------------------


def _told(subject: Subject, place: int, fact: Fact, parts: frozenset[str]) -> tuple[Span, Span] | None:
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


def _contradicted(subject: Subject, place: int, denial: Span, sentence: Span, around: Span) -> Doubt:
    return ABSENT.doubt(
        f"Item {place + 1}: the rationale says “{subject.quote(*denial)}”; the case summary reports"
        f" “{subject.excerpt(sentence, around)}”",
        subject.in_rationale(place, denial),
        subject.in_summary("what the summary tells", sentence),
        issue=place,
    )


def _unexamined(subject: Subject, place: int, span: Span) -> Iterator[Doubt]:
    """An examination, or complaints, of a part of the body that are said to be missing."""
    for denied, affirmed in ((_NO_EXAM, _EXAMINED), (_NO_COMPLAINT, _COMPLAINED)):
        for denial in subject.matches(denied, span):
            parts = parts_of(" ".join(filter(None, denial.groups())))
            if parts:
                summarized = _of_parts(subject, parts, affirmed)
                if summarized:
                    yield _contradicted(subject, place, denial.span(), *summarized)
                break


def _of_parts(subject: Subject, parts: frozenset[str], affirmed: re.Pattern[str]) -> tuple[Span, Span] | None:
    """The first sentence of the summary that names one of some parts and matches a pattern, and where it does."""
    for sentence in subject.sentences(subject.summary):
        match = affirmed.search(subject.text, *sentence)
        if match and any(place.parts & parts for place in named_parts(subject.text, sentence)):
            return sentence, match.span()
    return None
