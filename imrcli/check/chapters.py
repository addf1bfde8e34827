"""The part of the body that a cited guideline is about, against the part in dispute."""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.check.doubt import Check, Doubt
from imrcli.check.phrases import phrase
from imrcli.check.subject import Subject, Whose
from imrcli.model import Citation
from imrcli.vocabulary.body_parts import covered_by, enumerated, parts_of

REVIEWER = Check(
    code="guideline-other-body-part",
    severity="medium",
    meaning="A chapter that the reviewer cites is about another part of the body than the one in dispute, alone or"
    " beside a"
    " right one.",
    silent="The request names no part; beside a right chapter, the summary or a request names the other part too;"
    " the treatment"
    " is of a kind whose guidelines stand in other chapters (preoperative tests, supplies, home care, drugs).",
    source="Labor Code 4610.6(c), 4610.5(c)(2): the guideline must be that of the condition",
    matters="the guideline applied may be that of another condition, or the chapter a slip",
)
ADMINISTRATOR = Check(
    code="administrator-guideline-other-body-part",
    severity="low",
    meaning="A chapter that the claims administrator cites is about another part of the body than the one in"
    " dispute, alone"
    " or beside a right one.",
    silent="As for the reviewer.",
    source="Labor Code 4610: criteria of the utilization review",
    matters="the denial may rest on the wrong guideline",
)
SIDES = Check(
    code="sides-cite-other-body-parts",
    severity="low",
    meaning="The request names no part of the body, and the two sides cite chapters on different parts.",
    silent="The request names a part, or is for a drug; either side cites no chapter on a part; the chapters share"
    " a part.",
    source="data quality: what was reviewed is not clear",
    matters="the two sides may not have weighed the same condition",
)
GENERAL = Check(
    code="general-chapter-for-imaging",
    severity="low",
    meaning="The reviewer cites nothing but ODG's chapter on pain for imaging of a part that has a chapter of its own.",
    silent="Anything else is cited, or the request is no imaging of such a part.",
    source="ODG, table of contents: imaging stands in the chapters on the parts of the body",
    matters="the criteria for imaging of the part stand in its own chapter",
)
CHECKS = (REVIEWER, ADMINISTRATOR, SIDES, GENERAL)

_INJECTED = "Viscosupplementation"
"""Counted with the drugs, and injected into a joint."""
_OF_A_PART = frozenset(
    [
        "Imaging/Radiology",
        "EMG/NCV/NCS",
        "Injection",
        "Facet Injection",
        _INJECTED,
        "Spine",
        "Arthroscopic Surgery",
        "Non-arthroscopic Surgery",
        "Surgical Consult",
        "Physical Therapy/Occupational Therapy (PT/OT)",
        "Chiropractic",
        "Prosthetics/Orthotics",
    ]
)
"""The kinds of treatment whose guidelines stand in the chapter on the part of the body itself."""

_ELSEWHERE = phrase(r"\b<in any chapter>\b")
_BY_SECTION = "postsurgical"
"""The guideline whose sections are on parts of the body."""
_MOST_STRAYS = 3
_WHOLE_LIMBS = frozenset(["arm", "lower limb", "leg"])


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on the parts of the body of the guidelines cited."""
    anywhere = _named_anywhere(subject)
    for place, issue in enumerate(subject.issues):
        parts = parts_of(issue.request) | parts_of(issue.original_request)
        if issue.subcategory == "EMG/NCV/NCS":
            parts |= _limbs(parts)
        if not parts and issue.category != "Pharmaceuticals":
            yield from _sides(subject, place)
        elif issue.subcategory in _OF_A_PART:
            yield from _other_part(subject, place, parts, anywhere)
            if issue.subcategory == "Imaging/Radiology":
                yield from _general(subject, place)


def _other_part(subject: Subject, place: int, parts: frozenset[str], anywhere: frozenset[str]) -> Iterator[Doubt]:
    sides: tuple[tuple[Whose, Check, str], ...] = (
        ("reviewer", REVIEWER, "the reviewer"),
        ("claims_administrator", ADMINISTRATOR, "the claims administrator"),
    )
    for whose, check, who in sides:
        citations = subject.statement(place, whose).citations
        wrong = _other_parts(citations, parts)
        stray = [] if wrong else _stray(citations, parts, anywhere)
        for number in (wrong or stray)[:_MOST_STRAYS]:
            yield check.doubt(
                f"Item {place + 1}: {who} cites {_title(citations[number])} for"
                f" “{subject.issues[place].request}” ({enumerated(parts)})",
                subject.statement_exhibit(place, whose, number),
                subject.request_exhibit(place),
                issue=place,
            )


def _limbs(parts: frozenset[str]) -> frozenset[str]:
    """The limbs as a whole: a nerve is tested in a joint's region for what is wrong at the spine."""
    arm = {"arm"} if parts & {"shoulder", "elbow", "hand"} else set()
    leg = {"lower limb"} if parts & {"hip", "knee", "leg", "ankle and foot"} else set()
    return frozenset(arm | leg)


def _about(citation: Citation) -> frozenset[str]:
    """The parts that a citation is on: by its chapter, or by its sections where each is on a part."""
    if _BY_SECTION in (citation.guideline or "").lower():
        return frozenset[str]().union(*map(parts_of, citation.sections))
    return covered_by(citation.guideline or citation.chapter)


def _other_parts(citations: list[Citation], parts: frozenset[str]) -> list[int]:
    """The citations on other parts, where every one that is on a part is."""
    on_a_part = [number for number, citation in enumerate(citations) if _about(citation)]
    # A source without a chapter (`Official Disability Guidelines (ODG) MRI elbow`) may be the one on the part.
    unclear = any(parts_of(citation.text) & parts for citation in citations if not _about(citation))
    if unclear or any(_about(citations[number]) & parts for number in on_a_part):
        return []
    if any(_ELSEWHERE.search(citations[number].text) for number in on_a_part):
        return []
    return on_a_part


def _named_anywhere(subject: Subject) -> frozenset[str]:
    """The parts that the summary and the requests name."""
    texts = [subject.determination.clinical_summary]
    texts += [words for issue in subject.issues for words in (issue.request, issue.original_request)]
    return frozenset[str]().union(*map(parts_of, texts))


def _stray(citations: list[Citation], parts: frozenset[str], named: frozenset[str]) -> list[int]:
    """The citations, beside one on the part, of chapters on parts that have nothing to do with it."""
    return [
        number
        for number, citation in enumerate(citations)
        if (covered := _about(citation)) and not covered & parts and not (covered - _WHOLE_LIMBS) & named
    ]


def _sides(subject: Subject, place: int) -> Iterator[Doubt]:
    issue = subject.issues[place]
    theirs = [n for n, citation in enumerate(issue.claims_administrator.citations) if _about(citation)]
    own = [n for n, citation in enumerate(issue.reviewer.citations) if _about(citation)]
    if not theirs or not own:
        return
    their_parts = frozenset[str]().union(*(_about(issue.claims_administrator.citations[n]) for n in theirs))
    own_parts = frozenset[str]().union(*(_about(issue.reviewer.citations[n]) for n in own))
    # The lower limb and the arm as a whole are of many chapters.
    if (their_parts & own_parts) - _WHOLE_LIMBS:
        return
    yield SIDES.doubt(
        f"Item {place + 1} names no part of the body; the claims administrator cites"
        f" {_title(issue.claims_administrator.citations[theirs[0]])}, the reviewer"
        f" {_title(issue.reviewer.citations[own[0]])}: which part was reviewed?",
        subject.statement_exhibit(place, "claims_administrator", theirs[0]),
        subject.statement_exhibit(place, "reviewer", own[0]),
        issue=place,
    )


def _title(citation: Citation) -> str:
    return citation.guideline or f"ODG {citation.chapter}"


def _general(subject: Subject, place: int) -> Iterator[Doubt]:
    issue = subject.issues[place]
    cited = issue.reviewer.citations
    if cited and all(citation.source == "ODG" and citation.chapter == "Pain" for citation in cited):
        yield GENERAL.doubt(
            f"Item {place + 1}: for “{issue.request}” the reviewer cites only ODG's chapter on pain"
            f" ({cited[0].text}), not"
            " the one on the part of the body.",
            subject.statement_exhibit(place, "reviewer", 0),
            subject.request_exhibit(place),
            issue=place,
        )
