"""A reviewer whose profession is far from the treatment that was reviewed (specialties.txt)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imrcli.check.body import parts_of
from imrcli.check.finding import Check, Finding, Side
from imrcli.check.lists import groups
from imrcli.check.reading import Reading, numbered
from imrcli.model import Issue

FAR = Check(
    code="specialty-far",
    severity="low",
    meaning="Every specialty printed of the reviewer is far from the treatment. A question only: parties raise it on appeal, and it is no ground by itself.",
    silent="No specialty is printed; any of them is that of a physician who treats such conditions, primary care among them; the part of the body is the profession's own.",
    source="Labor Code 139.5(d), 4610.6(h); scope of practice: Business and Professions Code",
)
CHECKS = (FAR,)


def find(reading: Reading) -> Iterator[Finding]:
    """Findings on the reviewer's specialty."""
    specialties = reading.determination.reviewer.specialties
    if not specialties:
        return
    professions = [_profession(one) for one in specialties]
    if any(profession is None for profession in professions):
        return
    places = [
        place
        for place, issue in enumerate(reading.issues)
        if all(_far(profession, issue) for profession in professions if profession)
    ]
    if not places:
        return
    treatments = list(dict.fromkeys(reading.issues[place].request or "" for place in places))
    yield FAR.found(
        f"The reviewer's specialty is printed as {', '.join(specialties)}; {numbered(places)} ({treatments[0]}) is far from it: who reviewed it?",
        _printed(reading, specialties),
        reading.request_side(places[0]),
        issue=places[0] if len(places) == 1 else None,
    )


def _profession(specialty: str) -> str | None:
    """The profession of the list that a printed specialty is of; None for every other."""
    told = specialty.lower()
    if "neurolog" in told or ("medicine" in told and "oriental" not in told):
        return None
    for profession, about in groups("specialties.txt").items():
        if any(re.search(rf"\b{re.escape(word)}", told) for word in about["words"]):
            return profession
    return None


def _far(profession: str, issue: Issue) -> bool:
    about = groups("specialties.txt")[profession]
    if parts_of(issue.request) & set(about.get("but", ())):
        return False
    kinds = (issue.category, f"{issue.category} / {issue.subcategory}")
    return issue.category is not None and any(kind in about["far"] for kind in kinds)


def _printed(reading: Reading, specialties: list[str]) -> Side | None:
    method = reading.letter.section("method") or (0, len(reading.text))
    words = r"\s+".join(re.escape(word) for word in specialties[0].split())
    found = re.compile(words).search(reading.text, *method)
    span = found.span() if found else None
    return Side("reviewer's specialty", "/reviewer/specialties/0", *span) if span else None
