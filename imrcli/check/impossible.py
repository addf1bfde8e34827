"""Dates that cannot be: no such day, a year far away, a birth after the injury."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator

from imrcli.check.doubt import Check, Doubt, Exhibit
from imrcli.check.phrases import phrase
from imrcli.check.subject import Subject
from imrcli.extract.dates import DATE, read_date
from imrcli.text import Span

DATE_IMPOSSIBLE = Check(
    code="date-impossible",
    severity="medium",
    meaning="The summary, a rationale or the list of documents prints a date that there is not (no such month or day,"
    " a year far from the case's); or a birth that is less than ten years before the injury.",
    silent="The year has two digits, the date stands in a citation of a source, or it is only early or late (see"
    " the checks"
    " on records).",
    source="Labor Code 4610.6(h)(5): a plainly erroneous finding of fact",
    matters="which record is meant cannot be told",
)
CHECKS = (DATE_IMPOSSIBLE,)

_NUMERIC = phrase(r"(?<![\d./-])(?P<month>\d{1,2})(?P<mark>[/-])(?P<day>\d{1,2})(?P=mark)(?P<year>\d{4})(?![\d/-])")
_BORN = phrase(r"\b(?:born(?: on)?|date of birth|DOB|birth ?date)(?:[\s:,]|\b(?:is|was|of|on)\b)*$")
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_IN_WORDS = phrase(
    rf"\b(?P<month>{_MONTH})\.? (?P<day>[1-9]\d)(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)\b"
    rf"|(?<![\d./-])\b(?P<day2>[1-9]\d)(?:st|nd|rd|th)?[ -](?P<month2>{_MONTH})\.?,?[ -](?P<year2>(?:19|20)\d\d)\b"
)
"""`February 30, 2014`, `31 April 2014`"""
_MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NO_SUCH_DAY = "and there is no such day"
_MONTHS, _DAYS = 12, 31
_FIRST_YEAR = 1900
_YEARS_AHEAD = 3
"""Years after the decision from which on a date is no plan."""
_YOUNGEST = 10
"""Years. Nobody is hurt at work before."""


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on single dates."""
    parts: list[tuple[int | None, Span]] = [(None, subject.summary)] if subject.summary else []
    parts += subject.rationales()
    listed = subject.letter.section("documents")
    if listed:
        parts.append((None, listed))
    seen: set[str] = set()
    for place, span in parts:
        for printed, why in (*_impossible(subject, span), *_births(subject, span)):
            words = subject.quote(*printed)
            if words not in seen:
                seen.add(words)
                where = "the summary" if place is None else f"the rationale of item {place + 1}"
                where = "the list of documents" if span == listed else where
                yield DATE_IMPOSSIBLE.doubt(
                    f"{where} prints “{words}”, {why}", _exhibit(subject, place, printed), issue=place
                )


def _exhibit(subject: Subject, place: int | None, span: Span) -> Exhibit:
    if place is None and subject.summary and subject.summary[0] <= span[0] < subject.summary[1]:
        return subject.in_summary("date in the summary", span)
    if place is None:
        return Exhibit("date in the list of documents", None, *span)
    return subject.in_rationale(place, span, "date in the rationale")


def _impossible(subject: Subject, span: Span) -> Iterator[tuple[Span, str]]:
    decided = subject.determination.case.decision_date
    last = (decided.year if decided else 2090) + _YEARS_AHEAD
    for match in _NUMERIC.finditer(subject.text, *span):
        year = int(match["year"])
        if not _FIRST_YEAR <= year <= last:
            yield match.span(), "a year that no record can bear"
        elif (printed := DATE.match(subject.text, match.start())) and read_date(printed) is None:
            month, day = int(match["month"]), int(match["day"])
            # `60/30/2016` counts something else.
            if month <= _MONTHS or max(month, day) <= _DAYS:
                yield match.span(), _NO_SUCH_DAY
    for match in _IN_WORDS.finditer(subject.text, *span):
        name, year = match["month"] or match["month2"], int(match["year"] or match["year2"])
        last_day = _last_day(name, year)
        if name[0].isupper() and _FIRST_YEAR <= year <= last and int(match["day"] or match["day2"]) > last_day:
            yield match.span(), _NO_SUCH_DAY


def _last_day(month: str, year: int) -> int:
    """The last day of a month, by its printed name."""
    return monthrange(year, _MONTH_NAMES.index(month[:3].lower()) + 1)[1]


def _births(subject: Subject, span: Span) -> Iterator[tuple[Span, str]]:
    injured = subject.determination.case.date_of_injury
    for dated in subject.dates(span) if injured else ():
        before = (max(span[0], dated.start - 40), dated.start)
        if injured and _BORN.search(subject.text, *before) and dated.day.year > injured.year - _YOUNGEST:
            yield dated.span, f"as the worker's birth; the injury was on {injured.isoformat()}"
