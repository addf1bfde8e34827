"""The times that the statute sets, and the days that the case table shows between its dates."""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.check.doubt import Check, Doubt
from imrcli.check.phrases import phrase
from imrcli.check.subject import Dated, Subject
from imrcli.text import Span
from imrcli.vocabulary.treatment_kinds import any_related, kinds_in

APPLICATION = Check(
    code="application-late",
    severity="low",
    meaning="The application was received well after the time for it: more than 45 days after the utilization review.",
    silent="Within 45 days: the 30 days run from the service of the decision, and five are added where it was mailed. A"
    " dispute on liability stops them.",
    source="Labor Code 4610.5(h)(1)-(2); 8 CCR 9792.10.1(b)",
    matters="a late application is not eligible, unless a dispute on liability or late service stopped the time",
)
DECISION = Check(
    code="decision-late",
    severity="low",
    meaning="The decision came well after the time for it: more than 60 days after the assignment (15 where it was"
    " expedited), or 75 (30) after the application.",
    silent="Within that: the 30 days (3 where expedited) run from the receipt of the records, which a letter does"
    " not show.",
    source="Labor Code 4610.6(d); 8 CCR 9792.10.6(g). The time is directory: a late decision is valid (California"
    " Highway"
    " Patrol v. WCAB (Margaris) (2016) 248 Cal.App.4th 349)",
    matters="a late decision is still valid, for the time limit is directory",
)
REVIEW = Check(
    code="ur-late",
    severity="low",
    meaning="The utilization review came more than 30 days after the last request for authorization that the"
    " summary dates.",
    silent="Within 30 days: 14 are allowed from the request's receipt, which may be later than its date; the request is"
    " retrospective, or for another treatment.",
    source="Labor Code 4610 (14 days); 8 CCR 9792.9.1(c); Dubon v. World Restoration (2014) 79 Cal.Comp.Cases 1298"
    " (Appeals Board en banc)",
    matters="a utilization review out of time may not be binding",
)
CHECKS = (APPLICATION, DECISION, REVIEW)

_APPLICATION_DAYS = 45
_DECISION_DAYS = {"standard": 60, "expedited": 15}
_FROM_APPLICATION = 15
"""Days between an application and its assignment, where only the application's date is known."""
_REVIEW_DAYS = 30
_BEFORE_DATE = 120
"""Characters before a date within which the letter says what it dates."""

_REQUESTED = phrase(r"\b(?:requests? for authorization|RFA)\b(?:[\s,:()-]|\b<request filler>\b)*$")
"""`The request for authorization form (RFA) was dated`"""
_REQUESTED_BEHIND = phrase(
    r"[\s,]*(?:the|an?) (?:requests? for authorization\b|RFA\b|requests? (?:was|were) (?:made|received|submitted)\b)"
)
"""`11-10-2016, the request for authorization`"""
_RETROSPECTIVE = phrase(r"\b<retrospective>\b")


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on statutory times."""
    case = subject.determination.case
    reviewed, received = case.ur_denial_date, case.application_received
    if reviewed and received and (received - reviewed).days > _APPLICATION_DAYS:
        yield APPLICATION.doubt(
            f"The application was received {received.isoformat()}, {(received - reviewed).days} days after the"
            " utilization"
            f" review of {reviewed.isoformat()}; the time for it is 30 days from service: was there a dispute on"
            " liability, or a late service?",
            subject.case_date("application_received"),
            subject.case_date("ur_denial_date"),
        )
    yield from _decision(subject)
    yield from _review(subject)


def _decision(subject: Subject) -> Iterator[Doubt]:
    case = subject.determination.case
    assigned, decided = case.date_assigned or case.application_received, case.decision_date
    allowed = _DECISION_DAYS[case.priority or "standard"]
    allowed += 0 if case.date_assigned else _FROM_APPLICATION
    if assigned and decided and (decided - assigned).days > allowed:
        first = "date_assigned" if case.date_assigned else "application_received"
        what = "assignment" if case.date_assigned else "application"
        statute = "three days" if case.priority == "expedited" else "30 days"
        yield DECISION.doubt(
            f"The decision of {decided.isoformat()} came {(decided - assigned).days} days after the {what} of"
            f" {assigned.isoformat()}; the statute allows {statute} from the receipt of the records, whose date the"
            " letter"
            " does not show.",
            subject.case_date("decision_date"),
            subject.case_date(first),
        )


def request_dates(subject: Subject, span: Span | None) -> list[Dated]:
    """The dates that a part of the letter gives to requests for authorization, but for those of other treatments."""
    requests = []
    for dated in subject.dates(span):
        start = max((span or (0, 0))[0], dated.start - _BEFORE_DATE)
        behind = _REQUESTED_BEHIND.match(subject.text, dated.end)
        asked = behind or _REQUESTED.search(subject.text, start, dated.start)
        if asked and _may_be_of_item(subject, subject.sentence_at(span, dated.start)):
            requests.append(dated)
    return requests


def _may_be_of_item(subject: Subject, sentence: Span) -> bool:
    """Whether a request's sentence names the treatment of an item, or none of a known kind."""
    requested = {named.kind for named in kinds_in(subject.quote(*sentence))}
    disputed = {named.kind for issue in subject.issues for named in kinds_in(issue.request or "")}
    return not requested or not disputed or any_related(requested, disputed)


def _review(subject: Subject) -> Iterator[Doubt]:
    reviewed = subject.determination.case.ur_denial_date
    if reviewed is None or any(_RETROSPECTIVE.search(issue.request or "") for issue in subject.issues):
        return
    requested = [dated for dated in request_dates(subject, subject.summary) if dated.day <= reviewed]
    if not requested:
        return
    last = max(requested, key=lambda dated: dated.day)
    days = (reviewed - last.day).days
    if days > _REVIEW_DAYS:
        yield REVIEW.doubt(
            f"The last request for authorization that the summary dates is of {last.day.isoformat()}; the utilization"
            f" review is of {reviewed.isoformat()}, {days} days later, where 14 from the request's receipt are allowed",
            subject.in_summary("request for authorization in the summary", last.span),
            subject.case_date("ur_denial_date"),
        )
