"""The disputed treatments: what was asked, how it was decided, on which guidelines, and why."""

from __future__ import annotations

import re

from imrcli.extract.citations import read_citations
from imrcli.extract.citations.rationale import rationale_pages
from imrcli.extract.conclusion import read_conclusion
from imrcli.extract.decisions import Decision, read_decisions
from imrcli.extract.rationales import own_part, read_rationale
from imrcli.extract.requests import read_request
from imrcli.extract.treatment import Kind, classify, term_span
from imrcli.extract.values import ReadIssue, ReadStatement
from imrcli.letters import Item, Letter
from imrcli.pattern import pattern
from imrcli.text import Located, Passage, Span
from imrcli.warnings import Warnings

_REVIEWERS_TURN = pattern(
    r"\bThe\s+(?:(?:Expert|Physician|Professional|Medical|Independent\s+Medical|IMR)\s+)?Reviewer\b", re.IGNORECASE
)
_ADMINISTRATORS_TURN = pattern(r"\bThe\s+Claims?\s+Administrator\b", re.IGNORECASE)
_NAMES_SOURCE = pattern(r"\b(?:Guidelines|Chapter|ODG|page|pages)\b|\bSection\(s\)|\bpart\s+of\s+the\s+MTUS\b")
_NAMES_NONE = pattern(r"\b(?:not|n[o0]t|no|none|nor|neither|without|silent|absen\w+)\b|n['’]t\b", re.IGNORECASE)
_LONGEST_STATEMENT = 6_000
"""Characters. A longer statement is not read for citations: its end was missed."""

_NO_STATEMENT = ReadStatement(None)


def read_issues(letter: Letter, warnings: Warnings) -> tuple[ReadIssue, ...]:
    """The disputed treatments, in the letter's order."""
    items = letter.items or letter.findings
    decisions = read_decisions(letter, items, warnings)
    issues = []
    for place, (item, decision) in enumerate(zip(items, decisions, strict=True)):
        warnings.issue = place
        issues.append(_read_issue(letter, item, place, decision, warnings))
    warnings.issue = None
    return tuple(issues)


def _read_issue(letter: Letter, item: Item, place: int, decision: Decision, warnings: Warnings) -> ReadIssue:
    header = Passage(letter.text, *item.header)
    asked = read_request(header.words)
    request = asked.request.value if asked.request else None
    administrator, reviewer = _statements(letter, item, warnings)
    rationale = read_rationale(letter, item)
    concluding = own_part(letter, item, place) or rationale
    return ReadIssue(
        header=header,
        request=asked.request,
        original_request=asked.original_request,
        authorized=asked.authorized,
        outcome=decision,
        kind=_kind(request),
        claims_administrator=administrator,
        reviewer=reviewer,
        rationale=rationale,
        rationale_pages=rationale_pages(rationale.words if rationale else None),
        concluding=concluding,
        conclusion=read_conclusion(concluding.words if concluding else None, request),
    )


def _kind(request: str | None) -> Located[Kind]:
    kind = classify(request)
    span = term_span(request) if request and kind[0] else None
    return Located(kind, (span,) if span else ())


def _statements(letter: Letter, item: Item, warnings: Warnings) -> tuple[ReadStatement, ReadStatement]:
    """The claims administrator's statement on guidelines and the reviewer's."""
    parts = item.parts
    if letter.format.guidelines_of_reviewer:
        return _NO_STATEMENT, _statement(letter, parts.get("guidelines"), warnings)
    if "guidelines" not in parts:
        return (
            _statement(letter, parts.get("claims_administrator"), warnings),
            _statement(letter, parts.get("reviewer"), warnings),
        )
    start, end = parts["guidelines"]
    reviewers = _REVIEWERS_TURN.search(letter.text, start, end)
    if reviewers is None:
        return _statement(letter, (start, end), warnings), _NO_STATEMENT
    administrators = _ADMINISTRATORS_TURN.search(letter.text, start, reviewers.start())
    return (
        _statement(letter, (start, reviewers.start()) if administrators else None, warnings),
        _statement(letter, (reviewers.start(), end), warnings),
    )


def _statement(letter: Letter, span: Span | None, warnings: Warnings) -> ReadStatement:
    if span is None:
        return _NO_STATEMENT
    passage = Passage(letter.text, *span)
    words = passage.words
    if not words:
        return _NO_STATEMENT
    if len(words) > _LONGEST_STATEMENT:
        warnings.warn("statement-too-long", f"a statement of {len(words)} characters is not read for citations")
        return ReadStatement(passage)
    statement = read_citations(words)
    for code, message in statement.warnings:
        warnings.warn(code, message)
    if not statement.citations and _NAMES_SOURCE.search(words) and not _NAMES_NONE.search(words):
        warnings.warn("citation-unread", f"a statement names a source that was not read: {words[:90]!r}")
    return ReadStatement(passage, statement.citations)
