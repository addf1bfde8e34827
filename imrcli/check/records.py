"""Records that the letter relies on, against the injury, the utilization review and the decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from imrcli.check.case_dates import review_dates
from imrcli.check.doubt import Check, Doubt, Exhibit
from imrcli.check.phrases import phrase
from imrcli.check.speech import is_quoted, tells_guideline
from imrcli.check.subject import Dated, Subject
from imrcli.check.timing import request_dates
from imrcli.check.wording import listed
from imrcli.text import Span
from imrcli.vocabulary.body_parts import parts_of

VISIT = Check(
    code="visit-before-injury",
    severity="medium",
    meaning="A visit that the summary tells is dated within the year before the injury; the year may be misprinted.",
    silent="The trauma was cumulative, or the sentence tells of history, prior injuries or laboratory values.",
    source="Labor Code 4610.6(h)(5): a plainly erroneous finding of fact",
    matters="the record may be of something else, or its year a misprint",
)
STUDY = Check(
    code="study-before-injury",
    severity="low",
    meaning="A study of the part in dispute is dated within the year before the injury, and is told as one of its"
    " findings.",
    silent="The study is of another part, or told as history; the trauma was cumulative.",
    source="Labor Code 4610.6(h)(5)",
    matters="the study may be of an earlier injury",
)
AFTER = Check(
    code="record-after-ur",
    severity="low",
    meaning="A visit, study or note that the letter tells is dated after the utilization review, which cannot have"
    " seen it.",
    silent="The date is planned, or of the review, the application or an authorization; or after the decision.",
    source="Labor Code 4610.5(l)-(n): the records that go to the review",
    matters="the utilization review cannot have weighed them",
)
REQUEST = Check(
    code="request-after-ur",
    severity="medium",
    meaning="The request for authorization is dated after the utilization review that decided it.",
    silent="The summary dates any request for authorization on or before the review, or this one is for another"
    " treatment.",
    source="Labor Code 4610: the review answers the request",
    matters="a review answers a request, and cannot come before it",
)
FUTURE = Check(
    code="date-after-decision",
    severity="medium",
    meaning="A record is dated after the decision itself, or a rationale speaks of records of such a date.",
    silent="The date is planned, or stands in a guideline's citation or in words on a guideline.",
    source="Labor Code 4610.6(h)(5)",
    matters="the decision cannot have seen it",
)
CHECKS = (VISIT, STUDY, AFTER, REQUEST, FUTURE)

_YEAR = timedelta(days=366)
_VISIT = phrase(r"\b<visit>\b")
_RECORD = phrase(r"\b<record>\b")
_STUDY = phrase(r"\b<study>\b")
_HISTORY = phrase(r"\b<history>\b")
_CUMULATIVE = phrase(r"\b<cumulative>")
_OF_PROCEDURE = phrase(r"\b<procedure>\b(?: \w+){0,5}? $")
"""`the application was received on`: a date of the procedure, not of a record."""
_PLANNED = phrase(r"\b<planned> (?:\w+ ){0,4}?$")
"""`is scheduled for`"""
_REVIEW_BEHIND = phrase(
    r"[\s,)]*(?:the |a |an )?(?:original )?(?:utilization|UR\b|request|claims administrator|appeal|application|RFA)"
)
_TO_COME = phrase(r"\b<to come>\b")
_OF_A_SOURCE = phrase(r"\b<of a source>\b")
_GUIDELINE = phrase(r"\b<guideline name>\b")
_TOLD = phrase(r"\b<record told>\b")
_SOME_YEARS = 10 * _YEAR


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on the dates of records."""
    if not subject.holds(_CUMULATIVE, subject.summary):
        yield from _before_injury(subject)
    yield from _after_review(subject)
    yield from _request(subject)
    yield from _after_decision(subject)


def _before_injury(subject: Subject) -> Iterator[Doubt]:
    injured = subject.determination.case.date_of_injury
    if injured is None:
        return
    table = subject.case_date("date_of_injury")
    disputed = frozenset[str]().union(*(parts_of(issue.request) for issue in subject.issues))
    seen: set[date] = set()
    for dated in subject.dates(subject.summary):
        if not injured - _YEAR < dated.day < injured or dated.day in seen:
            continue
        sentence = subject.sentence_at(subject.summary, dated.start)
        if _HISTORY.search(subject.text, *sentence):
            continue
        near = (max(sentence[0], dated.start - 90), min(sentence[1], dated.end + 60))
        study = _STUDY.search(subject.text, *near)
        if study and parts_of(subject.quote(*near)) & disputed:
            check, what = STUDY, "a study of the part in dispute"
        elif not study and _VISIT.search(subject.text, *near):
            check, what = VISIT, "a visit"
        else:
            continue
        seen.add(dated.day)
        yield check.doubt(
            f"The summary dates {what} {dated.day.isoformat()}, before the injury of {injured.isoformat()}"
            f"{_misprint(dated.day, subject)}",
            subject.in_summary("date in the summary", dated.span),
            table,
        )


def _misprint(day: date, subject: Subject) -> str:
    """Ends a sentence; asks for the year where the same day of the next year would fit."""
    case = subject.determination.case
    if day.month == 2 and day.day == 29:
        return "."
    later = day.replace(year=day.year + 1)
    if case.date_of_injury and case.decision_date and case.date_of_injury <= later <= case.decision_date:
        return f"; is {later.year} meant?"
    return "."


def _records(subject: Subject, span: Span | None) -> list[Dated]:
    """The dates of visits, studies and notes in a part of the letter."""
    return [dated for dated in subject.dates(span) if _is_record(subject, span, dated)]


def _is_record(subject: Subject, span: Span | None, dated: Dated) -> bool:
    sentence = subject.sentence_at(span, dated.start)
    near = (max(sentence[0], dated.start - 100), min(sentence[1], dated.end + 100))
    before = (near[0], dated.start)
    return bool(
        _RECORD.search(subject.text, *near)
        and not _OF_PROCEDURE.search(subject.text, *before)
        and not _PLANNED.search(subject.text, *before)
        and not _REVIEW_BEHIND.match(subject.text, dated.end)
    )


def _after_review(subject: Subject) -> Iterator[Doubt]:
    case = subject.determination.case
    if case.ur_denial_date is None or case.decision_date is None:
        return
    # Where the letter gives the review two dates, a record must be after both.
    last = max([case.ur_denial_date, *(dated.day for dated in review_dates(subject))])
    days: dict[date, list[Exhibit]] = {}
    for dated in _records(subject, subject.summary):
        if last < dated.day <= case.decision_date:
            days.setdefault(dated.day, []).append(subject.in_summary("record in the summary", dated.span))
    used = False
    for place, span in subject.rationales():
        for dated in _records(subject, span):
            if last < dated.day <= case.decision_date:
                used = True
                days.setdefault(dated.day, []).append(subject.in_rationale(place, dated.span))
    if days:
        shown = listed([day.isoformat() for day in sorted(days)])
        where = "the rationale relies on" if used else "the summary tells"
        yield AFTER.doubt(
            f"Records that {where} are dated {shown}, after the utilization review of {last.isoformat()}",
            *[exhibit for exhibits in days.values() for exhibit in _first_of_each(exhibits)],
            subject.case_date("ur_denial_date"),
        )


def _first_of_each(exhibits: list[Exhibit]) -> list[Exhibit]:
    """A day's first place in the summary, and its first in a rationale."""
    return list({exhibit.pointer == "/clinical_summary": exhibit for exhibit in reversed(exhibits)}.values())


def _request(subject: Subject) -> Iterator[Doubt]:
    reviewed = subject.determination.case.ur_denial_date
    if reviewed is None:
        return
    last = max([reviewed, *(dated.day for dated in review_dates(subject))])
    requested = request_dates(subject, subject.summary)
    if requested and all(dated.day > last for dated in requested):
        first = requested[0]
        yield REQUEST.doubt(
            f"The request for authorization is dated {first.day.isoformat()}, after the utilization review of"
            f" {last.isoformat()}.",
            subject.in_summary("request for authorization in the summary", first.span),
            subject.case_date("ur_denial_date"),
        )


def _after_decision(subject: Subject) -> Iterator[Doubt]:
    decided = subject.determination.case.decision_date
    if decided is None:
        return
    table = subject.case_date("decision_date")
    for dated in _records(subject, subject.summary):
        if dated.day > decided:
            yield FUTURE.doubt(
                f"The summary dates a record {dated.day.isoformat()}, after the decision of {decided.isoformat()}.",
                subject.in_summary("record in the summary", dated.span),
                table,
            )
            return
    for place, span in subject.rationales():
        for dated in subject.dates(span):
            if decided < dated.day < decided + _SOME_YEARS and _is_past(subject, span, dated):
                yield FUTURE.doubt(
                    f"Item {place + 1}: the rationale speaks of records of {dated.day.isoformat()}, after the decision"
                    f" of {decided.isoformat()}",
                    subject.in_rationale(place, dated.span, "date in the rationale"),
                    table,
                    issue=place,
                )
                return


def _is_past(subject: Subject, span: Span, dated: Dated) -> bool:
    """Whether a rationale's date is told as one of this worker's records: neither planned, nor a source's."""
    sentence = subject.sentence_at(span, dated.start)
    before = (sentence[0], dated.start)
    return _TOLD.search(subject.text, *sentence) is not None and not (
        tells_guideline(subject, sentence)
        or is_quoted(subject, span, sentence)
        or _TO_COME.search(subject.text, *before)
        or _OF_A_SOURCE.search(subject.text, *sentence)
        or _GUIDELINE.search(subject.text, *sentence)
        or _OF_PROCEDURE.search(subject.text, *before)
        or _REVIEW_BEHIND.match(subject.text, dated.end)
    )
