"""A reviewer whose profession is far from the treatment that was reviewed (far-professions.txt)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imrcli.check.doubt import Check, Doubt
from imrcli.check.subject import Subject
from imrcli.check.wording import numbered
from imrcli.model import Issue
from imrcli.vocabulary.body_parts import parts_of
from imrcli.vocabulary.keyed import keyed

FAR = Check(
    code="specialty-far",
    severity="low",
    meaning="Every specialty printed of the reviewer is far from the treatment. A question only: parties raise it on"
    " appeal, and it is no ground by itself.",
    silent="No specialty is printed; any of them is that of a physician who treats such conditions, primary care among"
    " them; the part of the body is the profession's own.",
    source="Labor Code 139.5(d), 4610.6(h); scope of practice: Business and Professions Code",
    matters="whether the reviewer's specialty fits the treatment is a question that parties raise on appeal",
)
CHECKS = (FAR,)

_FILE = "far-professions.txt"


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on the reviewer's specialty."""
    specialties = subject.determination.reviewer.specialties
    professions = [_profession(specialty) for specialty in specialties]
    if not specialties or any(profession is None for profession in professions):
        return
    places = [
        place
        for place, issue in enumerate(subject.issues)
        if all(_far(profession, issue) for profession in professions if profession)
    ]
    if not places:
        return
    treatment = subject.issues[places[0]].request or ""
    yield FAR.doubt(
        f"The reviewer's specialty is printed as {', '.join(specialties)}; {numbered(places)} ({treatment}) is far from"
        " it: who reviewed it?",
        subject.exhibit("reviewer's specialty", "/reviewer/specialties/0"),
        subject.request_exhibit(places[0]),
        issue=places[0] if len(places) == 1 else None,
    )


def _profession(specialty: str) -> str | None:
    """The profession of the list that a printed specialty is of; None for every other."""
    printed = specialty.lower()
    if "neurolog" in printed or ("medicine" in printed and "oriental" not in printed):
        return None
    for profession, about in keyed(_FILE).items():
        if any(re.search(rf"\b{re.escape(word)}", printed) for word in about["words"]):
            return profession
    return None


def _far(profession: str, issue: Issue) -> bool:
    about = keyed(_FILE)[profession]
    if parts_of(issue.request) & set(about.get("but", ())):
        return False
    kinds = (issue.category, f"{issue.category} / {issue.subcategory}")
    return issue.category is not None and any(kind in about["far"] for kind in kinds)
