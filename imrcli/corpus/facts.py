"""What a disputed treatment is about, in the narrow form that filters and statistics need."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import NamedTuple

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from imrcli.model import Citation, Determination, Issue
from imrcli.render.tables import Place, items
from imrcli.vocabulary import drugs
from imrcli.vocabulary.body_parts import covered_by, parts_of
from imrcli.vocabulary.diagnoses import diagnoses_in
from imrcli.vocabulary.treatment_kinds import kinds_in, told_apart

KINDS = {
    "specialty": "the reviewer's specialties, as printed",
    "state": "the reviewer's states of licensure, as printed",
    "guideline": "the guidelines on which the reviewer relies: MTUS titles; `ODG` and its chapter; `ACOEM`",
    "administrator_guideline": "the same of the claims administrator",
    "section": "the sections of guidelines that the reviewer cites, as printed",
    "drug": "the generic names of the drugs that the request names",
    "brand": "the brands that the request names",
    "drug_class": "DWC's class of a disputed drug: the subcategory of Pharmaceuticals",
    "treatment": "the kinds of treatment that the request names (treatment-kinds.txt)",
    "body_part": "the parts of the body that the request names, or else the chapters that the reviewer cites are about",
    "diagnosis": "the diagnoses that the clinical summary names (diagnoses.txt)",
    "warning": "the codes of its warnings and its letter's",
    "finding": "the codes of its findings and its letter's",
}
"""The kinds of terms, and what each means."""

COUNTED = (
    "specialty",
    "state",
    "guideline",
    "section",
    "drug",
    "drug_class",
    "treatment",
    "body_part",
    "warning",
    "finding",
)
"""The kinds of terms by which decisions are counted: `facts` has their numbers too."""

LISTS = {
    "specialty": "specialties",
    "state": "states",
    "guideline": "guidelines",
    "administrator_guideline": "administrator_guidelines",
    "section": "sections",
    "drug": "drugs",
    "brand": "brands",
    "drug_class": "drug_classes",
    "treatment": "treatments",
    "body_part": "body_parts",
    "diagnosis": "diagnoses",
    "warning": "warning_codes",
    "finding": "finding_codes",
}
"""The column of each kind of terms in flat Parquet."""

APART = "_decisions"
"""The folder in which a cluster's run leaves such files, beside its nested ones: readers of a folder pass over it."""

ENDING = ".decisions.parquet"
"""How the names of flat Parquet files end: see `imrcli.batch.sinks.flat_parquet`."""

PAGES = {
    "request_page": ("request", 0),
    "outcome_page": ("outcome", 0),
    "rationale_first_page": ("rationale", 0),
    "rationale_last_page": ("rationale", -1),
    "conclusion_page": ("conclusion", 0),
}
"""The pages that are kept of an item: of which value, and of which of its places, the first or the last."""

_CONTRADICTS = "outcome-contradicts-rationale"


class Facts(NamedTuple):
    """The narrow row of a disputed treatment, without its keys; in the order of the table `facts`."""

    outcome: str | None
    conclusion: str
    category: str | None
    subcategory: str | None
    decision_date: str | None
    application_received: str | None
    date_assigned: str | None
    days_from_application: int | None
    days_from_assignment: int | None
    priority: str | None
    age: int | None
    sex: str | None
    contradicts: int
    warnings: int
    findings: int | None


def facts_of(place: Place) -> Facts:
    """The facts of an item of a letter."""
    letter, issue, case = place.letter, place.issue, place.letter.case
    codes = _warnings(place)
    findings = letter.findings
    return Facts(
        outcome=issue.outcome,
        conclusion=issue.conclusion,
        category=issue.category,
        subcategory=issue.subcategory,
        decision_date=_stored(case.decision_date),
        application_received=_stored(case.application_received),
        date_assigned=_stored(case.date_assigned),
        days_from_application=_days(case.application_received, case.decision_date),
        days_from_assignment=_days(case.date_assigned, case.decision_date),
        priority=case.priority,
        age=letter.claimant.age,
        sex=letter.claimant.sex,
        contradicts=int(_CONTRADICTS in codes),
        warnings=len(codes),
        findings=None if findings is UNSET else len(_findings(place)),
    )


def terms_of(place: Place) -> list[tuple[str, str]]:
    """The terms of an item of a letter, each once: kind and name."""
    letter, issue = place.letter, place.issue
    relied_on = issue.reviewer.citations
    named: dict[tuple[str, str], None] = {}

    def add(kind: str, names: object) -> None:
        assert isinstance(names, list | tuple | set | frozenset)
        ordered = sorted(names) if isinstance(names, set | frozenset) else names
        named.update(dict.fromkeys((kind, name) for name in ordered))

    add("specialty", letter.reviewer.specialties)
    add("state", letter.reviewer.licensure)
    add("guideline", [title for cited in relied_on if (title := guideline(cited))])
    theirs = issue.claims_administrator.citations
    add("administrator_guideline", [title for cited in theirs if (title := guideline(cited))])
    add("section", [section for cited in relied_on for section in cited.sections])
    about = request_terms(issue.request)
    for kind in ("drug", "brand", "treatment"):
        add(kind, [name for other, name in about if other == kind])
    if issue.category == "Pharmaceuticals" and issue.subcategory:
        add("drug_class", [issue.subcategory])
    add("body_part", body_parts(issue))
    add("diagnosis", diagnoses_in(letter.clinical_summary))
    add("warning", _warnings(place))
    add("finding", _findings(place))
    return list(named)


def request_terms(request: str | None) -> list[tuple[str, str]]:
    """The drugs, brands and kinds of treatment that a request names: kind and name, each once."""
    request = request or ""
    found: dict[tuple[str, str], None] = {}
    for drug in drugs().named_in(request):
        found["drug", drug.generic] = None
        if drug.brand:
            found["brand", drug.brand] = None
    kinds = kinds_in(request)
    apart = told_apart(named.kind for named in kinds)
    found.update(dict.fromkeys(("treatment", named.kind) for named in kinds if named.kind in apart))
    return list(found)


def body_parts(issue: Issue) -> list[str]:
    """The parts of the body that a request names, or else that the chapters are about on which the reviewer relies."""
    named = parts_of(issue.request)
    if not named:
        chapters = (covered_by(cited.chapter or cited.guideline) for cited in issue.reviewer.citations)
        covered = [parts for parts in chapters if parts]
        named = covered[0] if len(set(covered)) == 1 and len(covered[0]) == 1 else frozenset()
    return sorted(named)


def guideline(cited: Citation) -> str | None:
    """What a citation cites, in a name that statistics can count: the MTUS's title, ODG's chapter, another source."""
    if cited.source == "MTUS":
        return cited.guideline
    if cited.source == "ODG":
        return f"ODG {cited.chapter}" if cited.chapter else "ODG"
    return "ACOEM" if cited.source == "ACOEM" else None


def digest(letter: Determination) -> str:
    """SHA-256 of all that is kept of a letter, whatever the source is called."""
    bare = replace(letter, source=replace(letter.source, path=None), evidence=UNSET)
    kept = hashlib.sha256(msgspec.json.encode(bare))
    pages = [[page_of(item, *place) for place in PAGES.values()] for item in items(letter)]
    if any(page for stand in pages for page in stand):
        kept.update(msgspec.json.encode(pages))
    return kept.hexdigest()


def page_of(place: Place, field: str, number: int = 0) -> int | None:
    """The page on which the first place (or another, by its index) of an item's value stands, where that is told."""
    evidence = place.letter.evidence
    if evidence is UNSET or place.at is None:
        return None
    places = evidence.get(f"/issues/{place.at}/{field}")
    page = places[number].page if places else UNSET
    return None if page is UNSET else page


def _warnings(place: Place) -> list[str]:
    return [warning.code for warning in place.letter.warnings if warning.issue in (None, place.at)]


def _findings(place: Place) -> list[str]:
    findings = place.letter.findings
    return [] if findings is UNSET else [finding.code for finding in findings if finding.issue in (None, place.at)]


def _stored(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _days(first: date | None, last: date | None) -> int | None:
    """Days between two dates; None where one is missing, or where they are out of order."""
    return (last - first).days if first and last and first <= last else None
