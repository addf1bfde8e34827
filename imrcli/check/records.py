"""Records that the letter relies on, against the injury, the utilization review and the decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from imrcli.check.body import parts_of
from imrcli.check.dates import review_dates
from imrcli.check.finding import Check, Finding, Side
from imrcli.check.reading import Dated, Reading, listed, spaced
from imrcli.check.timing import request_dates
from imrcli.text import Span

VISIT = Check(
    code="visit-before-injury",
    severity="medium",
    meaning="A visit that the summary tells is dated within the year before the injury; the year may be misprinted.",
    silent="The trauma was cumulative, or the sentence tells of history, prior injuries or laboratory values.",
    source="Labor Code 4610.6(h)(5): a plainly erroneous finding of fact",
)
STUDY = Check(
    code="study-before-injury",
    severity="low",
    meaning="A study of the part in dispute is dated within the year before the injury, and is told as one of its findings.",
    silent="The study is of another part, or told as history; the trauma was cumulative.",
    source="Labor Code 4610.6(h)(5)",
)
AFTER = Check(
    code="record-after-ur",
    severity="low",
    meaning="A visit, study or note that the letter tells is dated after the utilization review, which cannot have seen it.",
    silent="The date is planned, or of the review, the application or an authorization; or after the decision.",
    source="Labor Code 4610.5(l)-(n): the records that go to the review",
)
REQUEST = Check(
    code="request-after-ur",
    severity="medium",
    meaning="The request for authorization is dated after the utilization review that decided it.",
    silent="The summary dates any request for authorization on or before the review.",
    source="Labor Code 4610: the review answers the request",
)
FUTURE = Check(
    code="date-after-decision",
    severity="medium",
    meaning="A record is dated after the decision itself.",
    silent="The date is planned, or stands in a guideline's citation.",
    source="Labor Code 4610.6(h)(5)",
)
CHECKS = (VISIT, STUDY, AFTER, REQUEST, FUTURE)

_YEAR = timedelta(days=366)
_VISIT = spaced(
    r"\b(?:presented|complain(?:s|ed|ts?)|was (?:seen|evaluated|examined|reevaluated)|follow(?:ed)?[- ]up|office visit|clinic visit|(?:progress|physician|clinic(?:al)?|treatment|office|therapy|chart|visit|PR-?2) (?:progress )?(?:notes?|reports?)|physical exam(?:ination)?|documentation of)\b"
)
_RECORD = spaced(
    r"\b(?:presented|complain(?:s|ed|ts?)|was (?:seen|evaluated|examined|noted)|follow(?:ed)?[- ]up|visit|notes?|reports?|reported|exam(?:ination)?|documentation|documented|MRI|CT|x-?rays?|radiographs?|study|studies|scan|EMG|therapy (?:note|evaluation)|lack of|revealed)\b"
)
_STUDY = spaced(
    r"\b(?:MRI|magnetic resonance imaging|CT|computed tomography|x-?rays?|radiographs?|EMG|electrodiagnostic)\b"
)
_HISTORY = spaced(
    r"\b(?:prior|previous(?:ly)?|past (?:medical|surgical)|history|historical|earlier|pre-?existing|hospital\w*|born|surgery|surgical|status post)\b"
)
_CUMULATIVE = spaced(r"\bcumulative|\bcontinuous(?:ly)? (?:trauma|injur)|\brepetitive|\bCT (?:injury|claim)")
_NOT_A_RECORD = spaced(
    r"\b(?:utilization review|UR|application|appeal|IMR|denied|denial|determination|non-?certified|certified|authoriz\w+|approved|prior review|reviewed|request|requested|RFA)\b(?: \w+){0,5}? $"
    r"|\b(?:until|through|scheduled|as of|effective|next|appointment|expected|return(?:s|ed|ing)? (?:to|on)|surgery (?:is|was) (?:set|planned)|accessed|updated?|effective|deadline) (?:\w+ ){0,4}?$"
)
_REVIEW_BEHIND = spaced(
    r"[\s,)]*(?:the |a |an )?(?:original )?(?:utilization|UR\b|request|claims administrator|appeal|application|RFA)"
)
_RETURN_AS_OF = spaced(r"\bas of $")


def find(reading: Reading) -> Iterator[Finding]:
    """Findings on the dates of records."""
    summary = reading.summary
    cumulative = bool(summary and _CUMULATIVE.search(reading.text, *summary))
    if not cumulative:
        yield from _before_injury(reading)
    yield from _after_review(reading)
    yield from _request(reading)
    yield from _after_decision(reading)


def _before_injury(reading: Reading) -> Iterator[Finding]:
    injured = reading.determination.case.date_of_injury
    if injured is None:
        return
    table = reading.case_date("date_of_injury")
    disputed = frozenset[str]().union(*(parts_of(i.request) for i in reading.issues))
    told: set[date] = set()
    for dated in reading.dates(reading.summary):
        if not injured - _YEAR < dated.day < injured or dated.day in told:
            continue
        sentence = reading.sentence_at(reading.summary, dated.start)
        if _HISTORY.search(reading.text, *sentence):
            continue
        near = (max(sentence[0], dated.start - 90), min(sentence[1], dated.end + 60))
        side = reading.in_summary("date in the summary", dated.start, dated.end)
        study = _STUDY.search(reading.text, *near)
        if study and parts_of(reading.quote(*near)) & disputed:
            told.add(dated.day)
            yield STUDY.found(
                f"The summary dates a study of the part in dispute {dated.day.isoformat()}, before the injury of {injured.isoformat()}{_misprint(dated.day, reading)}",
                side,
                table,
            )
        elif not study and _VISIT.search(reading.text, *near):
            told.add(dated.day)
            yield VISIT.found(
                f"The summary dates a visit {dated.day.isoformat()}, before the injury of {injured.isoformat()}{_misprint(dated.day, reading)}",
                side,
                table,
            )


def _misprint(day: date, reading: Reading) -> str:
    """Ends a sentence; asks for the year where the same day of the next year would fit."""
    case = reading.determination.case
    if day.month == 2 and day.day == 29:
        return "."
    later = day.replace(year=day.year + 1)
    if case.date_of_injury and case.decision_date and case.date_of_injury <= later <= case.decision_date:
        return f"; is {later.year} meant?"
    return "."


def _records(reading: Reading, span: Span | None) -> list[Dated]:
    """The dates of visits, studies and notes in a part of the letter."""
    found = []
    for dated in reading.dates(span):
        sentence = reading.sentence_at(span, dated.start)
        near = (max(sentence[0], dated.start - 100), min(sentence[1], dated.end + 100))
        if (
            _RECORD.search(reading.text, *near)
            and not _NOT_A_RECORD.search(reading.text, near[0], dated.start)
            and not _REVIEW_BEHIND.match(reading.text, dated.end)
        ):
            found.append(dated)
    return found


def _after_review(reading: Reading) -> Iterator[Finding]:
    case = reading.determination.case
    if case.ur_denial_date is None or case.decision_date is None:
        return
    # Where the letter gives the review two dates, a record must be after both.
    told = [dated.day for dated in review_dates(reading)]
    last = max([case.ur_denial_date, *told])
    days: dict[date, list[Side]] = {}
    spans = [(None, reading.summary)] + [(p, reading.rationale(p)) for p in range(len(reading.issues))]
    for place, span in spans:
        for dated in _records(reading, span):
            if last < dated.day <= case.decision_date:
                side = (
                    reading.in_summary("record in the summary", dated.start, dated.end)
                    if place is None
                    else reading.in_rationale(place, dated.start, dated.end)
                )
                days.setdefault(dated.day, []).append(side)
    if days:
        shown = listed([day.isoformat() for day in sorted(days)])
        used = any("rationale" in side.label for sides in days.values() for side in sides)
        where = "the rationale relies on" if used else "the summary tells"
        yield AFTER.found(
            f"Records that {where} are dated {shown}, after the utilization review of {last.isoformat()}; was it made without them?",
            *[side for sides in days.values() for side in _first_of_each(sides)],
            reading.case_date("ur_denial_date"),
        )


def _first_of_each(sides: list[Side]) -> list[Side]:
    """A day's first place in the summary, and its first in a rationale."""
    return list({side.pointer == "/clinical_summary": side for side in reversed(sides)}.values())


def _request(reading: Reading) -> Iterator[Finding]:
    reviewed = reading.determination.case.ur_denial_date
    if reviewed is None:
        return
    last = max([reviewed, *(dated.day for dated in review_dates(reading))])
    requested = request_dates(reading, reading.summary)
    if requested and all(dated.day > last for dated in requested):
        first = requested[0]
        yield REQUEST.found(
            f"The request for authorization is dated {first.day.isoformat()}, after the utilization review of {last.isoformat()}.",
            reading.in_summary("request for authorization in the summary", first.start, first.end),
            reading.case_date("ur_denial_date"),
        )


def _after_decision(reading: Reading) -> Iterator[Finding]:
    decided = reading.determination.case.decision_date
    if decided is None:
        return
    for dated in _records(reading, reading.summary):
        if dated.day > decided:
            yield FUTURE.found(
                f"The summary dates a record {dated.day.isoformat()}, after the decision of {decided.isoformat()}.",
                reading.in_summary("record in the summary", dated.start, dated.end),
                reading.case_date("decision_date"),
            )
            return
