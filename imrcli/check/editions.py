"""The edition of a guideline that is cited, against the time at which it was in force (mtus-editions.txt)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from msgspec import Struct

from imrcli.check.doubt import Check, Doubt
from imrcli.check.phrases import phrase
from imrcli.check.subject import CASE_LABELS, WHOSE, Subject, Whose
from imrcli.model import Citation
from imrcli.vocabulary.keyed import keyed

REVIEWER = Check(
    code="guideline-superseded",
    severity="medium",
    meaning="The reviewer cites an edition that another had replaced before the treatment was requested.",
    silent="The utilization review was less than a month after the change (the request may be older), no year is"
    " printed,"
    " the request is retrospective, or the end of the edition is not certain.",
    source="8 CCR 9792.21-9792.24.4; sources of each date in imrcli/vocabulary/mtus-editions.txt",
    matters="the guideline in force was not applied",
)
ADMINISTRATOR = Check(
    code="administrator-guideline-superseded",
    severity="low",
    meaning="The claims administrator cites an edition that another had replaced before the treatment was requested.",
    silent="As for the reviewer.",
    source="8 CCR 9792.21-9792.24.4",
    matters="the denial may rest on a guideline out of force",
)
EARLY = Check(
    code="guideline-not-in-force",
    severity="medium",
    meaning="A guideline is cited that was not in force yet when the decision was made.",
    silent="No year is printed with it, or it is in no list.",
    source="8 CCR 9792.21-9792.24.4",
    matters="the guideline in force was not applied",
)
YEAR = Check(
    code="guideline-year-differs",
    severity="low",
    meaning="The rationale names another year of a guideline than the reviewer's statement.",
    silent="Either prints no year, or the statement cites both editions.",
    source="data quality",
    matters="which edition was applied is not certain",
)
CHECKS = (REVIEWER, ADMINISTRATOR, EARLY, YEAR)

_SLACK = timedelta(days=31)
"""A request is decided within 14 days; a month after the change no request decided was made before it."""

_RETROSPECTIVE = phrase(r"\b<retrospective>\b")
_TITLE = r"(?P<title>chronic pain|opioids?|acupuncture|post-?surgical)\b"
_YEAR_BEFORE = phrase(rf"\b(?P<year>(?:19|20)\d\d),? {_TITLE}[^.;]{{0,30}}?\bguidelines?")
"""`the 2009 Acupuncture Guidelines`"""
_YEAR_BEHIND = phrase(
    rf"\b{_TITLE}(?: medical)?(?: treatment)? guidelines?,? ?\(?(?:dated |of |\w+ )?(?P<year>(?:19|20)\d\d)\b"
)
"""`the Chronic Pain Medical Treatment Guidelines (May 2009)`"""
_SHOWN_TITLE = 6
"""Letters of a title that tell it, without hyphens: `postsu`."""


class Edition(Struct, frozen=True, gc=False):
    """An edition of a guideline, and its time in force."""

    name: str
    titles: tuple[str, ...]
    year: int
    first: date
    replaced: date | None
    by: str


@cache
def editions() -> tuple[Edition, ...]:
    """The editions of the MTUS's guidelines."""
    return tuple(
        Edition(
            name,
            about["titles"],
            int(about["year"][0]),
            date.fromisoformat(about["in force"][0]),
            date.fromisoformat(about["replaced"][0]) if "replaced" in about else None,
            ", ".join(about.get("by", ())),
        )
        for name, about in keyed("mtus-editions.txt").items()
    )


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on the editions cited."""
    for place in range(len(subject.issues)):
        for whose in WHOSE:
            seen: set[str] = set()
            for number, citation in enumerate(subject.statement(place, whose).citations):
                edition = _edition(citation)
                if edition and edition.name not in seen:
                    seen.add(edition.name)
                    yield from _in_force(subject, place, whose, number, edition)
        yield from _years(subject, place)


def _edition(citation: Citation) -> Edition | None:
    if citation.source != "MTUS" or citation.year is None or citation.guideline is None:
        return None
    title = citation.guideline.lower()
    return next((e for e in editions() if e.year == citation.year and any(t in title for t in e.titles)), None)


def _in_force(subject: Subject, place: int, whose: Whose, number: int, edition: Edition) -> Iterator[Doubt]:
    case = subject.determination.case
    statement = subject.statement_exhibit(place, whose, number)
    who = "the reviewer" if whose == "reviewer" else "the claims administrator"
    cited = subject.statement(place, whose).citations[number].text
    reviewed, decided = case.ur_denial_date, case.decision_date
    request = subject.issues[place].request or ""
    replaced = edition.replaced
    late = replaced is not None and reviewed is not None and reviewed - _SLACK >= replaced
    if late and not _RETROSPECTIVE.search(request):
        check = REVIEWER if whose == "reviewer" else ADMINISTRATOR
        yield check.doubt(
            f"Item {place + 1}: {who} cites {cited}, which {edition.by} replaced on {replaced}; the utilization"
            " review is"
            f" of {reviewed}.",
            statement,
            subject.case_date("ur_denial_date"),
            issue=place,
        )
    day, field = (decided, "decision_date") if whose == "reviewer" else (reviewed, "ur_denial_date")
    if day and day < edition.first:
        yield EARLY.doubt(
            f"Item {place + 1}: {who} cites {cited}, in force from {edition.first.isoformat()};"
            f" the {CASE_LABELS[field].split(' in ')[0]} is {day.isoformat()}.",
            statement,
            subject.case_date(field),
            issue=place,
        )


def _years(subject: Subject, place: int) -> Iterator[Doubt]:
    """A guideline's year in the rationale against the same guideline's in the statement."""
    for words in (_YEAR_BEFORE, _YEAR_BEHIND):
        for match in subject.matches(words, subject.rationale(place)):
            title = match["title"].lower().replace("-", "")[:_SHOWN_TITLE]
            cited = [
                (number, citation)
                for number, citation in enumerate(subject.issues[place].reviewer.citations)
                if citation.source == "MTUS"
                and citation.year
                and title in (citation.guideline or "").lower().replace("-", "")
            ]
            if cited and all(citation.year != int(match["year"]) for _, citation in cited):
                number, citation = cited[0]
                yield YEAR.doubt(
                    f"Item {place + 1}: the rationale speaks of “{subject.quote(*match.span())}”, but the reviewer's"
                    " statement"
                    f" cites {citation.text}.",
                    subject.in_rationale(place, match.span()),
                    subject.statement_exhibit(place, "reviewer", number),
                    issue=place,
                )
                return
