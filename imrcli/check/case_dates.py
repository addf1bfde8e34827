"""Dates that contradict each other: the case table's order, and the clinical case summary against the case table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from imrcli.check.doubt import Check, Doubt
from imrcli.check.phrases import either, phrase
from imrcli.check.subject import CASE_LABELS, Dated, Subject
from imrcli.check.wording import listed
from imrcli.pattern import pattern
from imrcli.text import Span

ORDER = Check(
    code="date-order",
    severity="high",
    meaning="A date of the case table is before one that it must follow.",
    silent="Either date is missing or could not be read.",
    source="Labor Code 4610.5(h), 4610.6(d): the order of the procedure",
    matters="the case table holds a misprint, or the procedure was not followed",
)
IMPLAUSIBLE = Check(
    code="date-implausible",
    severity="medium",
    meaning="A date's year is before there were such reviews, the review took more than four years, or the"
    " decision's date"
    " does not fit the year in the case number.",
    silent="The date is missing or could not be read.",
    source="Senate Bill 863: reviews since 1 January 2013",
    matters="the case table holds a misprint",
)
REVIEWED = Check(
    code="ur-date-differs",
    severity="medium",
    meaning="The summary dates the utilization review otherwise than the case table.",
    silent="Any of the summary's dates of it is the case table's; or the two are more than 60 days apart and not"
    " the same"
    " day of another year (an earlier review may be meant).",
    source="Labor Code 4610.5(h)(1): the time for the application runs from the decision",
    matters="the time for the application runs from the date of that decision",
)
INJURY = Check(
    code="injury-date-differs",
    severity="medium",
    meaning="The summary dates the injury otherwise than the case table.",
    silent="Any of the summary's dates of injury is the case table's, or the trauma was cumulative.",
    source="data quality",
    matters="another claim's records may have been read",
)
OTHER_INJURY = Check(
    code="other-injury-date",
    severity="low",
    meaning="A rationale names another date of injury than the case table.",
    silent="The date is not labelled as that of the injury, or the trauma was cumulative.",
    source="data quality: records of another claim may have been reviewed",
    matters="another claim's records may have been read",
)
CHECKS = (ORDER, IMPLAUSIBLE, REVIEWED, INJURY, OTHER_INJURY)

_FIELD = pattern(r"\b(date_of_injury|ur_denial_date|application_received|date_assigned|decision_date)\b")
_NAMES = {
    "date_of_injury": "the date of injury",
    "ur_denial_date": "the UR denial date",
    "application_received": "the date of the application",
    "date_assigned": "the date assigned",
    "decision_date": "the decision date",
}
_NEAR = 60
"""Days. A review further from the case table's may be an earlier one, of something else."""
_BEFORE_DATE = 120
"""Characters before a date within which the letter says what it dates."""

_UR = r"(?:utilization review|UR\b)"
_FILLER = r"(?:[\s,:()*-]|\b<review filler>\b)*$"
_REVIEW_BEFORE = phrase(rf"\b{_UR}{_FILLER}")
"""`Utilization Review denial dated`"""
_BY = phrase(r"\bby (?:the )?$")
_BY_REVIEW = phrase(rf"<decided> by (?:the )?{_UR}{_FILLER}")
"""`was denied by utilization review on`"""
_PRIOR = either(
    r"<prior> (?:review|determination|denial|decision)\b(?: for the requests? below)?(?: was)?(?: dated| on| of)?",
    r"previously (?:reviewed|<denied>)(?: on)?",
    r"<thing asked>s? (?:was|were) (?:previously )?(?:reviewed|<denied>)(?: on)?",
)
_PRIOR_BEFORE = phrase(rf"\b{_PRIOR} $")
"""`The prior determination dated`, `The treatment was denied on`"""
_BEHIND = (
    rf"[\s,)]*(?:the )?(?:original )?{_UR}(?: \((?:UR|utilization review)\))?(?: \w+){{0,2}}? (?:<decided>|decision)"
)
_ASKED_BEHIND = rf"[\s,]*(?:the|a) (?:request|above)[^.]{{0,220}}?\b<denied>[^.]{{0,20}}? by (?:the )?{_UR}"
_REVIEW_BEHIND = phrase(either(_BEHIND, _ASKED_BEHIND))
"""`11-07-2016, Utilization Review non-certified`, `12/1/2016, the request was denied by utilization review`"""
_ON = phrase(r"\bOn $")
_CUMULATIVE = phrase(r"\b<cumulative>")

_INJURY_BEFORE = phrase(
    r"\b"
    + either(
        r"<injury date>(?:[\s:,]|\b<injury filler>\b)*",
        r"(?:sustained|suffered|reported|incurred) (?:an?|this|the|his|her) (?:[\w/-]+ ){0,4}?"
        r"injur(?:y|ies)(?: date)? (?:(?:on|of|dated) )?",
        r"<of work>[\s-]+(?:related )?(?:injury|claim) (?:date )?(?:from|of|on|dated) ",
        r"(?:was|were) (?:first )?injured (?:at work |on the job |while working )?on ",
    )
    + "$"
)
"""`the date of injury was`, `sustained an industrial injury on`, `a work-related injury of`"""


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on dates that contradict each other."""
    for warning in subject.determination.warnings:
        check = {ORDER.code: ORDER, IMPLAUSIBLE.code: IMPLAUSIBLE}.get(warning.code)
        if check:
            fields = _FIELD.findall(warning.message)
            message = _FIELD.sub(lambda match: _NAMES[match.group()], warning.message)
            exhibits = [subject.case_date(field) for field in fields]
            if "case number" in message:
                exhibits.append(subject.exhibit(CASE_LABELS["number"], "/case/number"))
            yield check.doubt(message, *exhibits)
    yield from _reviewed(subject)
    if not subject.holds(_CUMULATIVE, subject.summary):
        yield from _injured(subject)


def review_dates(subject: Subject) -> list[Dated]:
    """The dates that the summary gives to the utilization review."""
    return [dated for dated in subject.dates(subject.summary) if _dates_review(subject, dated)]


def _dates_review(subject: Subject, dated: Dated) -> bool:
    text = subject.text
    start = max((subject.summary or (0, 0))[0], dated.start - _BEFORE_DATE)
    named = _REVIEW_BEFORE.search(text, start, dated.start)
    # 'the therapy report reviewed by UR was dated' dates the report.
    if named and not _BY.search(text, max(start, named.start() - 12), named.start()):
        return True
    if _BY_REVIEW.search(text, start, dated.start) or _PRIOR_BEFORE.search(text, start, dated.start):
        return True
    on = _ON.search(text, max(start, dated.start - 6), dated.start)
    return bool(on and _REVIEW_BEHIND.match(text, dated.end))


def _reviewed(subject: Subject) -> Iterator[Doubt]:
    header = subject.determination.case.ur_denial_date
    summarized = review_dates(subject) if header else []
    if not header or any(dated.day == header for dated in summarized):
        return
    close = [dated for dated in summarized if _same_review(dated.day, header)]
    if close:
        days = list(dict.fromkeys(dated.day.isoformat() for dated in close))
        yield REVIEWED.doubt(
            f"The summary dates the utilization review {listed(days)}, the case table {header.isoformat()}.",
            subject.in_summary("date of the utilization review in the summary", close[0].span),
            subject.case_date("ur_denial_date"),
        )


def _same_review(day: date, header: date) -> bool:
    return abs((day - header).days) <= _NEAR or (day.month, day.day) == (header.month, header.day)


def _injury_dates(subject: Subject, span: Span | None) -> list[Dated]:
    return [
        dated
        for dated in subject.dates(span)
        if span and _INJURY_BEFORE.search(subject.text, max(span[0], dated.start - _BEFORE_DATE), dated.start)
    ]


def _injured(subject: Subject) -> Iterator[Doubt]:
    header = subject.determination.case.date_of_injury
    if header is None:
        return
    table = subject.case_date("date_of_injury")
    summarized = _injury_dates(subject, subject.summary)
    if summarized and all(dated.day != header for dated in summarized):
        yield INJURY.doubt(
            f"The summary dates the injury {summarized[0].day.isoformat()}, the case table {header.isoformat()}.",
            subject.in_summary("date of injury in the summary", summarized[0].span),
            table,
        )
    known = {header, *(dated.day for dated in summarized)}
    for place, span in subject.rationales():
        for dated in _injury_dates(subject, span):
            if dated.day not in known:
                known.add(dated.day)
                yield OTHER_INJURY.doubt(
                    f"Item {place + 1}: the rationale names {dated.day.isoformat()} as a date of injury, the case table"
                    f" {header.isoformat()}",
                    subject.in_rationale(place, dated.span, "date of injury in the rationale"),
                    table,
                    issue=place,
                )
