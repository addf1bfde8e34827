"""Dates that contradict each other: the case table's order, and the clinical case summary against the case table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from imrcli.check.finding import Check, Finding, Side
from imrcli.check.reading import Dated, Reading, listed, spaced
from imrcli.pattern import pattern
from imrcli.text import Span

ORDER = Check(
    code="date-order",
    severity="high",
    meaning="A date of the case table is before one that it must follow.",
    silent="Either date is missing or could not be read.",
    source="Labor Code 4610.5(h), 4610.6(d): the order of the procedure",
)
IMPLAUSIBLE = Check(
    code="date-implausible",
    severity="medium",
    meaning="A date's year is before there were such reviews, or the review took more than four years.",
    silent="The date is missing or could not be read.",
    source="Senate Bill 863: reviews since 1 January 2013",
)
REVIEWED = Check(
    code="ur-date-differs",
    severity="medium",
    meaning="The summary dates the utilization review otherwise than the case table.",
    silent="Any of the summary's dates of it is the case table's; or the two are more than 60 days apart and not the same day of another year (an earlier review may be meant).",
    source="Labor Code 4610.5(h)(1): the time for the application runs from the decision",
)
INJURY = Check(
    code="injury-date-differs",
    severity="medium",
    meaning="The summary dates the injury otherwise than the case table.",
    silent="Any of the summary's dates of injury is the case table's, or the trauma was cumulative.",
    source="data quality",
)
OTHER_INJURY = Check(
    code="other-injury-date",
    severity="low",
    meaning="A rationale names another date of injury than the case table.",
    silent="The date is not labelled as that of the injury, or the trauma was cumulative.",
    source="data quality: records of another claim may have been reviewed",
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

_FILL = r"(?:[\s,:()*-]|\b(?:UR|utilization|review|board|report|documentation|decision|determination|denial|letter|notice|dated|date|with|an?|of|on|was|is|the|denied|certification|non-?\s?certification|non-?\s?certified|modified|completed|performed|issued|this|as|from)\b)*$"
_REVIEW_BEFORE = spaced(r"\b(?:utilization review|UR\b)" + _FILL)
_BY = spaced(r"\bby (?:the )?$")
_BY_REVIEW = spaced(
    r"(?:certified|denied|modified|approved|authorized) by (?:the )?(?:utilization review|UR\b)" + _FILL
)
_PRIOR_BEFORE = spaced(
    r"\b(?:(?:prior|previous|initial|adverse|original) (?:review|determination|denial|decision)\b(?: for the requests? below)?(?: was)?(?: dated| on| of)?"
    r"|previously (?:reviewed|denied|non-?certified|modified)(?: on)?"
    r"|(?:treatment|requests?|services?|surgery|procedure|case|medication)s? (?:was|were) (?:previously )?(?:denied|modified|non-?certified|reviewed)(?: on)?) $"
)
_REVIEW_BEHIND = spaced(
    r"[\s,)]*(?:the )?(?:original )?(?:utilization review|UR)\b(?: \((?:UR|utilization review)\))?(?: \w+){0,2}? (?:non-? ?certified|denied|modified|determined|decision|approved|partially)"
    r"|[\s,]*(?:the|a) (?:request|above)[^.]{0,220}?\b(?:non-? ?certified|denied|modified)[^.]{0,20}? by (?:the )?(?:utilization review|UR)\b"
)
_ON = spaced(r"\bOn $")
_CUMULATIVE = spaced(r"\bcumulative|\bcontinuous(?:ly)? (?:trauma|injur)|\brepetitive|\bCT (?:injury|claim)")
_INJURY_BEFORE = spaced(
    r"\b(?:(?:date of (?:the |his |her )?(?:industrial |work(?:-related)? )?injury|DOI|injury date)(?:[\s:,]|\b(?:is|was|of|on|as|listed|reported|noted|the)\b)*"
    r"|(?:sustained|suffered|reported|incurred) an? (?:[\w/-]+ ){0,4}?injur(?:y|ies)(?: date)? (?:(?:on|of|dated) )?"
    r"|(?:occupational|industrial|work|outpatient|workers' compensation)[\s-]+(?:related )?(?:injury|claim) (?:date )?(?:from|of|on|dated) "
    r"|\b(?:was|were) (?:first )?injured (?:at work |on the job |while working )?on )$"
)


def find(reading: Reading) -> Iterator[Finding]:
    """Findings on dates that contradict each other."""
    for warning in reading.determination.warnings:
        check = {ORDER.code: ORDER, IMPLAUSIBLE.code: IMPLAUSIBLE}.get(warning.code)
        if check:
            fields = _FIELD.findall(warning.message)
            said = _FIELD.sub(lambda match: _NAMES[match.group()], warning.message)
            yield check.found(said[0].upper() + said[1:] + ".", *(reading.case_date(field) for field in fields))
    cumulative = reading.summary and _CUMULATIVE.search(reading.text, *reading.summary)
    yield from _reviewed(reading)
    if not cumulative:
        yield from _injured(reading)


def review_dates(reading: Reading) -> list[Dated]:
    """The dates that the summary gives to the utilization review."""
    found = []
    for dated in reading.dates(reading.summary):
        start = max((reading.summary or (0, 0))[0], dated.start - 120)
        text = reading.text
        stop = dated.start
        named = _REVIEW_BEFORE.search(text, start, stop)
        if (
            # 'the therapy report reviewed by UR was dated' dates the report.
            (named and not _BY.search(text, max(start, named.start() - 12), named.start()))
            or _BY_REVIEW.search(text, start, stop)
            or _PRIOR_BEFORE.search(text, start, stop)
            or (_ON.search(text, max(start, stop - 6), stop) and _REVIEW_BEHIND.match(text, dated.end))
        ):
            found.append(dated)
    return found


def _reviewed(reading: Reading) -> Iterator[Finding]:
    header = reading.determination.case.ur_denial_date
    told = review_dates(reading) if header else []
    if not header or not told or any(dated.day == header for dated in told):
        return
    close = [dated for dated in told if _same_review(dated.day, header)]
    if close:
        days = list(dict.fromkeys(dated.day.isoformat() for dated in close))
        yield REVIEWED.found(
            f"The summary dates the utilization review {listed(days)}, the case table {header.isoformat()}.",
            reading.in_summary("date of the utilization review in the summary", close[0].start, close[0].end),
            reading.case_date("ur_denial_date"),
        )


def _same_review(told: date, header: date) -> bool:
    return abs((told - header).days) <= _NEAR or (told.month, told.day) == (
        header.month,
        header.day,
    )


def _injury_dates(reading: Reading, span: Span) -> list[Dated]:
    return [
        dated
        for dated in reading.dates(span)
        if _INJURY_BEFORE.search(reading.text, max(span[0], dated.start - 120), dated.start)
    ]


def _injured(reading: Reading) -> Iterator[Finding]:
    header = reading.determination.case.date_of_injury
    if header is None:
        return
    table = reading.case_date("date_of_injury")
    told = _injury_dates(reading, reading.summary) if reading.summary else []
    if told and all(dated.day != header for dated in told):
        yield INJURY.found(
            f"The summary dates the injury {told[0].day.isoformat()}, the case table {header.isoformat()}.",
            reading.in_summary("date of injury in the summary", told[0].start, told[0].end),
            table,
        )
    known = {header, *(dated.day for dated in told)}
    for place in range(len(reading.issues)):
        span = reading.rationale(place)
        if span is None:
            continue
        for dated in _labelled_injuries(reading, span):
            if dated.day not in known:
                known.add(dated.day)
                yield OTHER_INJURY.found(
                    f"Item {place + 1}: the rationale names {dated.day.isoformat()} as a date of injury, the case table {header.isoformat()}; are records of another claim in the file?",
                    Side(
                        f"date of injury in the rationale of item {place + 1}",
                        f"/issues/{place}/rationale",
                        dated.start,
                        dated.end,
                    ),
                    table,
                    issue=place,
                )


def _labelled_injuries(reading: Reading, span: Span) -> list[Dated]:
    return _injury_dates(reading, span)
