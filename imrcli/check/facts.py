"""What a rationale says is not in the records, or how long something lasted, against the summary and the dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imrcli.check.doubt import Check, Doubt
from imrcli.check.phrases import either, phrase
from imrcli.check.quantities import NUMBER_WORD, numbers_in
from imrcli.check.speech import tells_guideline
from imrcli.check.subject import Subject
from imrcli.check.wording import shortened
from imrcli.text import Span
from imrcli.vocabulary.body_parts import named_parts, parts_of

ABSENT = Check(
    code="said-absent-but-told",
    severity="high",
    meaning="The rationale says that something is not in the records (a pain score, an examination or complaints of"
    " a part,"
    " physical therapy) that the summary tells.",
    silent="The summary does not tell it in so many words, or the rationale only misses its results.",
    source="Labor Code 4610.6(h)(5): a plainly erroneous finding of fact",
)
LASTING = Check(
    code="duration-exceeds-injury",
    severity="low",
    meaning="The rationale speaks of months of a treatment, or of its long-term use, though the injury was much"
    " less before"
    " the utilization review.",
    silent="The injury is not at least a month shorter than what is said (long-term use: 60 days or older), or the"
    " sentence"
    " tells of a guideline.",
    source="Labor Code 4610.6(h)(5)",
)
CHECKS = (ABSENT, LASTING)

_NO = r"<there is no>"
_SCORE_NAME = r"(?:VAS|pain|visual analog(?:ue)?)(?: pain)? (?:score|scale|rating|level)s?\b"
_NO_SCORE = phrase(rf"\b{_NO} (?:documented |specific )?{_SCORE_NAME}(?! <of a score>)")
"""`There is no VAS pain score`"""
_TEN = r"\d{1,2}(?:-\d{1,2})?"
_SCORE = phrase(
    either(
        r"\b(?:rated|rating|rates|pain (?:is|was|level|score)[^.]{0,20}?)\b[^.]{0,40}?\b"
        rf"{_TEN} ?(?:/|of|out of) ?(?:10|ten)\b",
        rf"\b{_TEN} (?:out of|of) (?:10|a possible 10)\b",
        r"\b\d{1,2}/10\b",
    )
)
"""`rated 7-8 out of 10`"""
_PART = r"[\w-]+(?: spine| back)?"
_EXAMINATION = r"(?:physical )?exam(?:ination)?"
_NO_EXAM = phrase(
    rf"\b{_NO} (?:specific |documented )?(?P<part>{_PART}) {_EXAMINATION}\b(?! (?:findings?|abnormal|evidence))"
    rf"|\b{_NO} (?:specific |documented )?{_EXAMINATION} of (?:the )?(?P<part2>(?:left |right )?{_PART})\b"
)
"""`There is no neck examination`, `no physical examination of the left knee`"""
_EXAMINED = phrase(r"\b<examined>\b")
_NO_COMPLAINT = phrase(rf"\b{_NO} (?:documented |subjective )?(?P<part>{_PART}) complaints?\b")
_COMPLAINED = phrase(r"\b(?:complain(?:s|ed|ts?|ing)|reported|reports) (?:of )?[^.]{0,120}?\bpain\b")
_PATIENT_HAD = r"the <person> (?:has |had )?(?:attended |undergone |had |tried |received |completed )?(?:any )?"
_NO_THERAPY = phrase(
    r"\bno (?:documentation|evidence|record|indication|mention) (?:of|that) "
    rf"(?:any |prior |previous |a trial of |{_PATIENT_HAD})*physical therapy\b(?= ?[.,;]| (?:or|has been|was) )"
)
"""`There is no documentation of prior physical therapy.`"""
_THERAPY = phrase(
    either(
        r"\b(?:treat(?:ed|ment|ments)|care)\b[^.]{0,90}\binclud\w+[^.]{0,120}\bphysical therapy\b",
        r"\bcompleted \w+ (?:sessions? of )?physical therapy",
        r"\bsessions? of physical therapy (?:which|that) did not",
    )
)

_ABOUT = r"(?:at least |over |more than |approximately |about |the (?:past|last) )?"
_FOR_MONTHS = phrase(
    r"\b(?:has|have|had) been (?:\w+ ){0,4}?<using>\b[^.;]{0,80}?\bfor "
    rf"{_ABOUT}(?P<number>several|many|\d{{1,2}}|{NUMBER_WORD}) (?P<unit>months?|years?)\b"
)
"""`The patient has been on opioids for at least six months`"""
_LONG_TERM = phrase(
    r"\b(?:warrants?|justif(?:y|ies)|supports?|need for|basis for) (?:[\w/]+ ){0,2}?"
    r"(?:long[- ]term|chronic)(?:/chronic)? (?:use|usage)\b"
)
_NOT_OF_THE_PATIENT = phrase(r"\brecommendation to stop\b|\bnot recommended\b|\brisks?\b|\bif\b|\bunless\b|\bavoid")
_SEVERAL = {"several": 3, "many": 6}
_LONG = 60
_MONTH, _YEAR = 30, 365


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on facts."""
    seen: set[str] = set()
    for place in range(len(subject.issues)):
        for doubt in _absent(subject, place):
            # The same words stand in each of several near copies.
            words = doubt.message.split(": ", 1)[1]
            if words not in seen:
                seen.add(words)
                yield doubt
        yield from _lasting(subject, place)


def _absent(subject: Subject, place: int) -> Iterator[Doubt]:
    span = subject.rationale(place)
    for denied, affirmed in ((_NO_SCORE, _SCORE), (_NO_THERAPY, _THERAPY)):
        denial = next(subject.matches(denied, span), None)
        summarized = next(subject.matches(affirmed, subject.summary), None)
        if denial and summarized:
            yield _contradicted(subject, place, denial.span(), summarized.span())
    for denied, affirmed in ((_NO_EXAM, _EXAMINED), (_NO_COMPLAINT, _COMPLAINED)):
        for denial in subject.matches(denied, span):
            parts = parts_of(" ".join(filter(None, denial.groups())))
            if parts:
                sentence = _of_parts(subject, parts, affirmed)
                if sentence:
                    yield _contradicted(subject, place, denial.span(), sentence)
                break


def _of_parts(subject: Subject, parts: frozenset[str], affirmed: re.Pattern[str]) -> Span | None:
    """The first sentence of the summary that names one of some parts and matches a pattern."""
    for sentence in subject.sentences(subject.summary):
        named = named_parts(subject.text, sentence)
        if any(place.parts & parts for place in named) and affirmed.search(subject.text, *sentence):
            return sentence
    return None


def _contradicted(subject: Subject, place: int, denial: Span, summarized: Span) -> Doubt:
    return ABSENT.doubt(
        f"Item {place + 1}: the rationale says “{subject.quote(*denial)}”; the summary tells"
        f" “{shortened(subject.quote(*summarized))}”.",
        subject.in_rationale(place, denial),
        subject.in_summary("what the summary tells", summarized),
        issue=place,
    )


def _lasting(subject: Subject, place: int) -> Iterator[Doubt]:
    case = subject.determination.case
    if not case.date_of_injury or not case.ur_denial_date:
        return
    days = (case.ur_denial_date - case.date_of_injury).days
    span = subject.rationale(place)
    for match in subject.matches(_FOR_MONTHS, span):
        number = _SEVERAL.get(match["number"].lower()) or next(iter(numbers_in(match["number"])), 0)
        length = number * (_YEAR if match["unit"].lower().startswith("year") else _MONTH)
        sentence = subject.sentence_at(span, match.start())
        if length - days >= _MONTH and not tells_guideline(subject, sentence):
            yield _too_long(subject, place, match.span(), days)
            return
    if not 0 <= days < _LONG:
        return
    for match in subject.matches(_LONG_TERM, span):
        sentence = subject.sentence_at(span, match.start())
        if not _NOT_OF_THE_PATIENT.search(subject.text, *sentence) and not tells_guideline(subject, sentence):
            yield _too_long(subject, place, match.span(), days)
            return


def _too_long(subject: Subject, place: int, span: Span, days: int) -> Doubt:
    return LASTING.doubt(
        f"Item {place + 1}: the rationale speaks of “{subject.quote(*span)}”; the injury was {days} days before the"
        " utilization review.",
        subject.in_rationale(place, span),
        subject.case_date("date_of_injury"),
        subject.case_date("ur_denial_date"),
        issue=place,
    )
