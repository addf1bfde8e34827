"""Sections to values: a letter becomes a `Determination`.

Each section has a small module that reads it; none of them looks at another's section. What a letter does not
say is None; what it says unclearly is None with a warning.
"""

from __future__ import annotations

import re

from imrcli.extract import checks
from imrcli.extract.case import read_case
from imrcli.extract.claimant import read_claimant
from imrcli.extract.conclusion import read_conclusion
from imrcli.extract.credentials import read_reviewer
from imrcli.extract.documents import read_documents
from imrcli.extract.pages import rationale_pages
from imrcli.extract.requests import overall, read_decision, read_request
from imrcli.extract.statements import read_citations
from imrcli.extract.summary import read_summary
from imrcli.extract.treatment import classify
from imrcli.letters import Item, Letter
from imrcli.letters.listed import item_part
from imrcli.model import (
    SCHEMA_VERSION,
    Conclusion,
    Determination,
    Issue,
    Outcome,
    Source,
    Statement,
)
from imrcli.pattern import pattern
from imrcli.text import Span, value, value_or_none
from imrcli.warnings import Warnings

__all__ = ["determine"]

_REVIEWERS_TURN = pattern(
    r"\bThe\s+(?:Expert|Physician|Professional|Medical|Independent\s+Medical|IMR)\s+Reviewer\b|\bThe\s+Reviewer\b",
    re.IGNORECASE,
)
_ADMINISTRATORS_TURN = pattern(r"\bThe\s+Claims?\s+Administrator\b", re.IGNORECASE)
_LONGEST_STATEMENT = 6_000
"""A longer statement is not read for citations: its end was missed."""


def determine(letter: Letter) -> Determination:
    """Read a sectioned letter into the model. Never fails; what is missing is None, with a warning."""
    return examine(letter)[0]


def examine(letter: Letter) -> tuple[Determination, Warnings]:
    """The same, with what the extractors noticed of where values stand (see `imrcli.evidence`)."""
    found = Warnings()
    case = read_case(letter, found)
    method = letter.section("method")
    reviewer = read_reviewer(letter.text, *(method or (0, len(letter.text))), found)
    if method and not (reviewer.licensure or reviewer.specialties):
        reviewer = read_reviewer(letter.text, found=found)
    summary = read_summary(letter.text, letter.section("summary"))
    issues = _issues(letter, found)
    found.issue = None
    document = letter.document
    determination = Determination(
        schema_version=SCHEMA_VERSION,
        source=Source(
            path=document.path,
            sha256=document.sha256,
            pages=document.pages,
            reader=document.reader,
        ),
        format=letter.format.name if letter.known else None,
        case=case,
        reviewer=reviewer,
        claimant=read_claimant(summary, found),
        documents_reviewed=read_documents(letter.text, letter.section("documents")),
        clinical_summary=summary,
        outcome=overall([issue.outcome for issue in issues]),
        issues=issues,
        warnings=found.warnings,
    )
    checks.check(determination, letter, found)
    return determination, found


def _issues(letter: Letter, found: Warnings) -> list[Issue]:
    items = letter.items or letter.findings
    decisions = _decisions(letter, items, found)
    issues = []
    for place, (item, outcome) in enumerate(zip(items, decisions, strict=True)):
        found.issue = place
        issues.append(_issue(letter, item, place, outcome, found))
    return issues


def _issue(letter: Letter, item: Item, place: int, outcome: Outcome | None, found: Warnings) -> Issue:
    text = letter.text
    asked = read_request(value(text, *item.header))
    administrator, reviewer = _sides(letter, item, found)
    rationale = value_or_none(text, *_rationale(letter, item)) if "rationale" in item.parts else None
    own_part = _own_part(letter, item, place) if "rationale" in item.parts else None
    if own_part:
        found.mark(f"/issues/{place}/conclusion", own_part)
    concluding = value_or_none(text, *own_part) if own_part else rationale
    category, subcategory = classify(asked.request)
    return Issue(
        request=asked.request,
        original_request=asked.original_request,
        authorized=asked.authorized,
        outcome=outcome,
        category=category,
        subcategory=subcategory,
        claims_administrator=administrator,
        reviewer=reviewer,
        rationale=rationale,
        rationale_pages=rationale_pages(rationale),
        conclusion=read_conclusion(concluding, asked.request),
    )


# --- outcomes ------------------------------------------------------------------------------------------


def _decisions(letter: Letter, items: list[Item], found: Warnings) -> list[Outcome | None]:
    if letter.format.items == "listed":
        return [_heading_outcome(letter, item, place, found) for place, item in enumerate(items)]
    if letter.items and letter.findings:
        return _from_findings(letter, found)
    for place, item in enumerate(items):
        if item.decision:
            found.mark(f"/issues/{place}/outcome", item.decision)
    return [read_decision(value(letter.text, *item.decision)) if item.decision else None for item in items]


def _from_findings(letter: Letter, found: Warnings) -> list[Outcome | None]:
    """Each item's outcome from the findings, which can be printed twice: once on the cover, once below it."""
    told: dict[str, set[Outcome | None]] = {}
    places: dict[str, list[Span]] = {}
    order: list[tuple[str, Outcome | None]] = []
    for finding in letter.findings:
        outcome = read_decision(value(letter.text, *finding.decision)) if finding.decision else None
        named = _squash(value(letter.text, *finding.header))
        told.setdefault(named, set()).add(outcome)
        if finding.decision:
            places.setdefault(named, []).append(finding.decision)
        order.append((named, outcome))
    names = {_squash(value(letter.text, *item.header)) for item in letter.items}
    if len(told.keys() - names) > len(names - told.keys()):
        found.warn(
            "finding-without-item",
            "a finding decides an item whose own section was not found; the items may be incomplete",
        )
    count = len(letter.items)
    outcomes: list[Outcome | None] = []
    for place, item in enumerate(letter.items):
        found.issue = place
        name = _squash(value(letter.text, *item.header))
        by_name = told.get(name)
        # A finding that names another item never decides this one, wherever it stands.
        in_order = order[place::count] if len(order) % count == 0 else []
        by_place = {outcome for named, outcome in in_order if named not in names}
        said = by_name or by_place
        decided = [name] if by_name else [named for named, _ in in_order if named not in names]
        found.mark(f"/issues/{place}/outcome", *(s for named in decided for s in places.get(named, [])))
        if len(said) > 1:
            found.warn("outcome-contradictory", "the findings printed twice decide this item differently")
        outcomes.append(said.pop() if len(said) == 1 else None)
    return outcomes


def _squash(words: str) -> str:
    return re.sub(r"[^a-z0-9]", "", words.lower())


_HEADING_OUTCOME = pattern(
    r"(?:\s|TREATMENT|SERVICE|PROCEDURE|\(S\)|S\b|/)*(?P<said>(?:(?:(?:IS|WAS|ARE|WERE|OR|AND)\b|NOT(?=\W|MEDICALLY))[\s/]*)*)(?:MEDICALLY\s*NECESSARY)\s*:?\s*",
    re.IGNORECASE,
)


def _heading_outcome(letter: Letter, item: Item, place: int, found: Warnings) -> Outcome | None:
    """The outcome in the heading over an item's rationale (`IS/WAS NOT MEDICALLY NECESSARY`).

    Where one heading stands over items that were decided differently, the rationale's conclusion on the item.
    """
    if "rationale" not in item.parts:
        return None
    heading = _HEADING_OUTCOME.match(letter.text, *item.parts["rationale"])
    if heading is None:
        return None
    found.mark(f"/issues/{place}/outcome", heading.span())
    said = heading.group("said").upper()
    if re.search(r"\b(?:OR|AND)\b", said) and "NOT" in said:
        part = value_or_none(letter.text, *(_own_part(letter, item, place) or (0, 0)))
        return _CONCLUDED.get(read_conclusion(part, value(letter.text, *item.header)))
    return "upheld" if "NOT" in said else "overturned"


_CONCLUDED: dict[Conclusion, Outcome] = {
    "necessary": "overturned",
    "not_necessary": "upheld",
    "mixed": "partially_overturned",
}


def _rationale(letter: Letter, item: Item) -> Span:
    start, end = item.parts["rationale"]
    if letter.format.items == "listed":
        heading = _HEADING_OUTCOME.match(letter.text, start, end)
        return (heading.end() if heading else start), end
    return start, end


def _own_part(letter: Letter, item: Item, place: int) -> Span | None:
    """The part of a shared rationale that speaks of an item; None where the rationale is the item's own."""
    if letter.format.items != "listed":
        return None
    shares = sum(1 for other in letter.items if other.parts.get("rationale") == item.parts.get("rationale"))
    if shares < 2:
        return None
    return item_part(letter.text, _rationale(letter, item), place, letter.items)


# --- statements ------------------------------------------------------------------------------------------


def _sides(letter: Letter, item: Item, found: Warnings) -> tuple[Statement, Statement]:
    text = letter.text
    if letter.format.items == "listed":
        whole = value_or_none(text, *item.parts["guidelines"]) if "guidelines" in item.parts else None
        return Statement(text=None, citations=[]), _statement(whole, found)
    if "guidelines" in item.parts:
        start, end = item.parts["guidelines"]
        turn = _REVIEWERS_TURN.search(text, start, end)
        first = _ADMINISTRATORS_TURN.search(text, start, end)
        if turn is None:
            return _statement(value_or_none(text, start, end), found), Statement(text=None, citations=[])
        administrator = value_or_none(text, start, turn.start()) if first and first.start() < turn.start() else None
        return _statement(administrator, found), _statement(value_or_none(text, turn.start(), end), found)
    sides = []
    for name in ("claims_administrator", "reviewer"):
        span = item.parts.get(name)
        sides.append(_statement(value_or_none(text, *span) if span else None, found))
    return sides[0], sides[1]


_NAMES_SOURCE = pattern(r"\b(?:Guidelines|Chapter|ODG|page|pages)\b|\bSection\(s\)|\bpart\s+of\s+the\s+MTUS\b")
_NAMES_NONE = pattern(r"\b(?:not|n[o0]t|no|none|nor|neither|without|silent|absen\w+)\b|n['’]t\b", re.IGNORECASE)


def _statement(text: str | None, found: Warnings) -> Statement:
    if text is not None and len(text) > _LONGEST_STATEMENT:
        found.warn("statement-too-long", f"a statement of {len(text)} characters is not read for citations")
        return Statement(text=text, citations=[])
    citations = read_citations(text, found)
    if text and not citations and _NAMES_SOURCE.search(text) and not _NAMES_NONE.search(text):
        found.warn("citation-unread", f"a statement names a source that was not read: {value(text)[:90]!r}")
    return Statement(text=text, citations=citations)
