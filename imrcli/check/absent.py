"""What a rationale says is not in the records though the summary tells it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from imrcli.check.doubt import Check, Doubt
from imrcli.check.facts import CONDITION, Fact, fact_in_summary, facts, parts_in_summary, sides_in, treatment_in_summary
from imrcli.check.phrases import phrase, words_under
from imrcli.check.speech import is_quoted, tells_guideline
from imrcli.check.subject import Subject
from imrcli.check.untried import untried
from imrcli.text import Span
from imrcli.vocabulary.body_parts import named_parts, parts_in, parts_of
from imrcli.vocabulary.treatment_kinds import is_drug_kind, kinds_in

ABSENT = Check(
    code="said-absent-but-told",
    severity="high",
    meaning="The rationale says that something is not in the records (a complaint, an examination, a study, a"
    " treatment, a request for authorization) that the summary tells.",
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
_NOT_RECORDED = phrase(
    r"(?<!\s) (?:is|are|was|were|has|have) (?:not|never|nor) (?:been )?(?:otherwise )?<recorded>\b"
    r"(?! (?:to be|that|as)\b)"
)
_ENDING = phrase(r"(?= ?(?:[.,;)]|$)| <after fact>\b)")
_OF_LATE = phrase(r"\b<of late>\b")
_CLAUSE_END = phrase(r"[.,;:)]|\b(?:and|but|however|although)\b")
_OF_BENEFIT = phrase(
    r"(?: (?:of|to|for|in) (?:\w+ ){1,4}?| )(?:is|are|was|were|has|have|had)\b[^.;,]{0,30}?\b<of benefit>\b"
)
"""`no evidence that physical therapy was of benefit`, `no x-rays of the knee were repeated`"""
_LIST_REACH = 90
"""Characters behind `there is no` within which what is missed is listed."""
_NAME_REACH = 50
"""Characters before `was not documented` within which the fact is named."""
_MOST_DENIALS = 40
"""Denials of a sentence that are read; no sentence has so many."""
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


def _absent(subject: Subject, place: int, span: Span) -> Iterator[Doubt]:
    seen: set[str] = set()
    for words, kind in _treatments_denied(subject, span):
        summarized = treatment_in_summary(subject, place, kind)
        if summarized and kind not in seen and not _apart(sides_in(subject, words), sides_in(subject, summarized[0])):
            seen.add(kind)
            yield _contradicted(subject, place, words, *summarized)
    for words, sentence, around in untried(subject, place, span):
        yield _contradicted(subject, place, words, sentence, around)
    for fact, words, sentence in _denials(subject, span):
        if fact.name in seen:
            continue
        behind = (words[1], sentence[1])
        summarized = fact_in_summary(subject, place, fact, parts_in(named_parts(subject.text, behind)))
        if summarized and not _apart(sides_in(subject, behind), sides_in(subject, summarized[0])):
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
            # Whether a drug was tried is asked in a module of its own.
            if named is None or named.start or named.kind in words_under("general kind") or is_drug_kind(named.kind):
                continue
            end = frame.end() + named.end
            if _of_late(text, end, sentence[1]):
                continue
            if _ENDING.match(text, end, sentence[1]) and not any(f.denied.match(text, frame.end()) for f in facts()):
                yield (frame.start(), end), named.kind


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
                if not _of_late(text, match.end(), end) and not _OF_BENEFIT.match(text, match.end(), end):
                    yield fact, match.end()
                break


def _apart(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two tellings are on different sides of the body."""
    return bool(first and second) and first.isdisjoint(second)


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
                summarized = parts_in_summary(subject, parts, affirmed)
                if summarized:
                    yield _contradicted(subject, place, denial.span(), *summarized)
                break
