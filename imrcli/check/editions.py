"""The edition of a guideline that is cited, against the time at which it was in force (editions.txt)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from imrcli.check.finding import Check, Finding
from imrcli.check.lists import groups
from imrcli.check.reading import CASE_LABELS, Reading, spaced
from imrcli.model import Citation

REVIEWER = Check(
    code="guideline-superseded",
    severity="medium",
    meaning="The reviewer cites an edition that another had replaced before the treatment was requested.",
    silent="The utilization review was less than a month after the change (the request may be older), no year is printed, the request is retrospective, or the end of the edition is not certain.",
    source="8 CCR 9792.21-9792.24.4; sources of each date in imrcli/check/editions.txt",
)
ADMINISTRATOR = Check(
    code="administrator-guideline-superseded",
    severity="low",
    meaning="The same of the claims administrator.",
    silent="As for the reviewer.",
    source="8 CCR 9792.21-9792.24.4",
)
EARLY = Check(
    code="guideline-not-in-force",
    severity="medium",
    meaning="A guideline is cited that was not in force yet when the decision was made.",
    silent="No year is printed with it, or it is in no list.",
    source="8 CCR 9792.21-9792.24.4",
)
YEAR = Check(
    code="guideline-year-differs",
    severity="low",
    meaning="The rationale names another year of a guideline than the reviewer's statement.",
    silent="Either prints no year, or the statement cites both editions.",
    source="data quality",
)
CHECKS = (REVIEWER, ADMINISTRATOR, EARLY, YEAR)

_SLACK = timedelta(days=31)
"""A request is decided within 14 days; a month after the change no request decided was made before it."""

_RETROSPECTIVE = spaced(r"\bretro(?:spective|active)?|\bDOS\b|\bdates? of service\b")
_YEAR_BEFORE = spaced(
    r"\b(?P<year>(?:19|20)\d\d),? (?P<title>chronic pain|opioids?|acupuncture|post-?surgical)\b[^.;]{0,30}?\bguidelines?"
)
_YEAR_BEHIND = spaced(
    r"\b(?P<title>chronic pain|opioids?|acupuncture|post-?surgical)\b(?: medical)?(?: treatment)? guidelines?,? ?\(?(?:dated |of |\w+ )?(?P<year>(?:19|20)\d\d)\b"
)


class Edition(Struct, frozen=True, gc=False):
    """An edition of a guideline, and its time in force."""

    name: str
    titles: tuple[str, ...]
    year: int
    first: date
    replaced: date | None
    by: str


def editions() -> list[Edition]:
    """The editions of the MTUS's guidelines."""
    made = []
    for name, about in groups("editions.txt").items():
        replaced = about.get("replaced")
        made.append(
            Edition(
                name,
                about["titles"],
                int(about["year"][0]),
                date.fromisoformat(about["in force"][0]),
                date.fromisoformat(replaced[0]) if replaced else None,
                ", ".join(about.get("by", ())),
            )
        )
    return made


def find(reading: Reading) -> Iterator[Finding]:
    """Findings on the editions cited."""
    known = editions()
    for place, issue in enumerate(reading.issues):
        for whose in ("reviewer", "claims_administrator"):
            seen: set[str] = set()
            for citation in getattr(issue, whose).citations:
                edition = _edition(citation, known)
                if edition and edition.name not in seen:
                    seen.add(edition.name)
                    yield from _in_force(reading, place, whose, citation, edition)
        yield from _years(reading, place)


def _edition(citation: Citation, known: list[Edition]) -> Edition | None:
    if citation.source != "MTUS" or citation.year is None or citation.guideline is None:
        return None
    title = citation.guideline.lower()
    return next((e for e in known if e.year == citation.year and any(t in title for t in e.titles)), None)


def _in_force(reading: Reading, place: int, whose: str, citation: Citation, edition: Edition) -> Iterator[Finding]:
    case = reading.determination.case
    side = reading.statement_side(place, whose, citation.text)
    words = "the reviewer" if whose == "reviewer" else "the claims administrator"
    cited = citation.text
    reviewed, decided = case.ur_denial_date, case.decision_date
    request = reading.issues[place].request or ""
    replaced = edition.replaced
    late = replaced is not None and reviewed is not None and reviewed - _SLACK >= replaced
    if late and not _RETROSPECTIVE.search(request):
        check = REVIEWER if whose == "reviewer" else ADMINISTRATOR
        yield check.found(
            f"Item {place + 1}: {words} cites {cited}, which {edition.by} replaced on {replaced}; the utilization review is of {reviewed}.",
            side,
            reading.case_date("ur_denial_date"),
            issue=place,
        )
    day, field = (decided, "decision_date") if whose == "reviewer" else (reviewed, "ur_denial_date")
    if day and day < edition.first:
        yield EARLY.found(
            f"Item {place + 1}: {words} cites {cited}, in force from {edition.first.isoformat()}; the {CASE_LABELS[field].split(' in ')[0]} is {day.isoformat()}.",
            side,
            reading.case_date(field),
            issue=place,
        )


def _years(reading: Reading, place: int) -> Iterator[Finding]:
    """A guideline's year in the rationale against the same guideline's in the statement."""
    span = reading.rationale(place)
    for words in (_YEAR_BEFORE, _YEAR_BEHIND):
        for match in reading.find(words, span):
            title = match["title"].lower().replace("-", "")[:6]
            cited = [
                c
                for c in reading.issues[place].reviewer.citations
                if c.source == "MTUS" and c.year and title in (c.guideline or "").lower().replace("-", "")
            ]
            year = int(match["year"])
            if cited and all(c.year != year for c in cited):
                yield YEAR.found(
                    f"Item {place + 1}: the rationale speaks of “{reading.quote(*match.span())}”, the reviewer's statement cites {cited[0].text}.",
                    reading.in_rationale(place, *match.span()),
                    reading.statement_side(place, "reviewer", cited[0].text),
                    issue=place,
                )
                return
