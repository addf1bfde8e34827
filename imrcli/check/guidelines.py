"""The part of the body that a cited guideline is about, against the part in dispute."""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.check.body import covered_by, parts_of, shown
from imrcli.check.finding import Check, Finding
from imrcli.check.reading import Reading, spaced
from imrcli.model import Citation, Issue, Statement

REVIEWER = Check(
    code="guideline-other-body-part",
    severity="medium",
    meaning="Every chapter on a part of the body that the reviewer cites is about another part than the one in dispute; or one of them is about a part that the letter names nowhere else.",
    silent="The request names no part; a chapter cited covers it; the treatment is of a kind whose guidelines stand in other chapters (preoperative tests, supplies, home care, drugs).",
    source="Labor Code 4610.6(c), 4610.5(c)(2): the guideline must be that of the condition",
)
ADMINISTRATOR = Check(
    code="administrator-guideline-other-body-part",
    severity="low",
    meaning="The same of the claims administrator's guidelines.",
    silent="As for the reviewer.",
    source="Labor Code 4610: criteria of the utilization review",
)
SIDES = Check(
    code="sides-cite-other-body-parts",
    severity="low",
    meaning="The request names no part of the body, and the two sides cite chapters on different parts.",
    silent="The request names a part, or is for a drug; either side cites no chapter on a part; the chapters share a part.",
    source="data quality: what was reviewed is not clear",
)
GENERAL = Check(
    code="general-chapter-for-imaging",
    severity="low",
    meaning="The reviewer cites nothing but ODG's chapter on pain for imaging of a part that has a chapter of its own.",
    silent="Anything else is cited, or the request is no imaging of such a part.",
    source="ODG, table of contents: imaging stands in the chapters on the parts of the body",
)
CHECKS = (REVIEWER, ADMINISTRATOR, SIDES, GENERAL)

_OF_A_PART = frozenset(
    [
        "Imaging/Radiology",
        "EMG/NCV/NCS",
        "Injection",
        "Facet Injection",
        "Spine",
        "Arthroscopic Surgery",
        "Non-arthroscopic Surgery",
        "Surgical Consult",
        "Physical Therapy/Occupational Therapy (PT/OT)",
        "Chiropractic",
    ]
)
"""The kinds of treatment whose guidelines stand in the chapter on the part of the body itself."""

_ELSEWHERE = spaced(
    r"\bpre-?\s?op|\boffice visits?\b|\bgym\b|\bhome health\b|\bgeneral\b|\btesting, general\b|\bphysical therapy guidelines?\b"
)


def find(reading: Reading) -> Iterator[Finding]:
    """Findings on the parts of the body of the guidelines cited."""
    anywhere = _named_anywhere(reading)
    for place, issue in enumerate(reading.issues):
        parts = parts_of(issue.request) | parts_of(issue.original_request)
        if issue.subcategory == "EMG/NCV/NCS":
            parts |= _limbs(parts)
        if not parts and issue.category != "Pharmaceuticals":
            yield from _sides(reading, place, issue)
        elif issue.category != "Pharmaceuticals" and issue.subcategory in _OF_A_PART:
            for whose, check, words in (
                ("reviewer", REVIEWER, "the reviewer"),
                ("claims_administrator", ADMINISTRATOR, "the claims administrator"),
            ):
                statement = getattr(issue, whose)
                wrong = _other_parts(statement, parts) or _stray(statement, parts, anywhere)
                if wrong:
                    yield check.found(
                        f"Item {place + 1}: {words} cites {_title(wrong[0])}, the request is “{issue.request}” ({shown(parts)}); was another chapter meant?",
                        reading.statement_side(place, whose, wrong[0].text),
                        reading.request_side(place),
                        issue=place,
                    )
            if issue.subcategory == "Imaging/Radiology":
                yield from _general(reading, place, issue)


def _limbs(parts: frozenset[str]) -> frozenset[str]:
    """The limbs as a whole: a nerve is tested in a joint's region for what is wrong at the spine."""
    arm = {"arm"} if parts & {"shoulder", "elbow", "hand"} else set()
    leg = {"lower limb"} if parts & {"hip", "knee", "leg", "ankle and foot"} else set()
    return frozenset(arm | leg)


def _about(citation: Citation) -> frozenset[str]:
    return covered_by(citation.guideline or citation.chapter)


def _other_parts(statement: Statement, parts: frozenset[str]) -> list[Citation]:
    """The citations on other parts, where every one that is on a part is."""
    about = [(citation, _about(citation)) for citation in statement.citations]
    on_a_part = [(citation, covered) for citation, covered in about if covered]
    # A source without a chapter (`Official Disability Guidelines (ODG) MRI elbow`) may be the one on the part.
    unclear = any(parts_of(citation.text) & parts for citation, covered in about if not covered)
    if unclear or any(covered & parts for _, covered in on_a_part):
        return []
    if any(_ELSEWHERE.search(citation.text) for citation, _ in on_a_part):
        return []
    return [citation for citation, _ in on_a_part]


def _named_anywhere(reading: Reading) -> frozenset[str]:
    """The parts that the summary, the requests and the rationales name."""
    texts = [reading.determination.clinical_summary]
    for issue in reading.issues:
        texts += [issue.request, issue.original_request, issue.rationale]
    return frozenset[str]().union(*map(parts_of, texts))


def _stray(statement: Statement, parts: frozenset[str], named: frozenset[str]) -> list[Citation]:
    """The citations, beside one on the part, of chapters on parts that the letter names nowhere."""
    return [
        citation for citation in statement.citations if (covered := _about(citation)) and not covered & (parts | named)
    ]


def _sides(reading: Reading, place: int, issue: Issue) -> Iterator[Finding]:
    theirs = [c for c in issue.claims_administrator.citations if _about(c)]
    own = [c for c in issue.reviewer.citations if _about(c)]
    if not theirs or not own:
        return
    their_parts = frozenset[str]().union(*map(_about, theirs))
    own_parts = frozenset[str]().union(*map(_about, own))
    # The lower limb and the arm as a whole are of many chapters.
    if (their_parts & own_parts) - {"arm", "lower limb", "leg"}:
        return
    yield SIDES.found(
        f"Item {place + 1} names no part of the body; the claims administrator cites {_title(theirs[0])}, the reviewer {_title(own[0])}: which part was reviewed?",
        reading.statement_side(place, "claims_administrator", theirs[0].text),
        reading.statement_side(place, "reviewer", own[0].text),
        issue=place,
    )


def _title(citation: Citation) -> str:
    return citation.guideline or f"ODG {citation.chapter}"


def _general(reading: Reading, place: int, issue: Issue) -> Iterator[Finding]:
    cited = issue.reviewer.citations
    if cited and all(c.source == "ODG" and c.chapter == "Pain" for c in cited):
        yield GENERAL.found(
            f"Item {place + 1}: for “{issue.request}” the reviewer cites only ODG's chapter on pain ({cited[0].text}), not the one on the part.",
            reading.statement_side(place, "reviewer", cited[0].text),
            reading.request_side(place),
            issue=place,
        )
