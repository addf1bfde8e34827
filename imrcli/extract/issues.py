"""The disputed treatments: what was asked, how it was decided, on which guidelines, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from imrcli.extract.citations import read_citations
from imrcli.extract.citations.rationale import rationale_pages
from imrcli.extract.conclusion import read_conclusion
from imrcli.extract.decisions import Decision, read_decisions
from imrcli.extract.rationales import own_part, read_rationale
from imrcli.extract.requests import Request, read_request
from imrcli.extract.treatment import Context, Treatment, classify
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
    headers = [Passage(letter.text, *item.header) for item in items]
    requests = [read_request(header.words) for header in headers]
    issues = []
    for place, item in enumerate(items):
        warnings.issue = place
        issue = _Item(letter, item, place, headers[place], requests)
        issues.append(_read_issue(issue, decisions[place], warnings))
    warnings.issue = None
    return tuple(issues)


class _Item(Struct, frozen=True, gc=False):
    """An item on its way to an issue: where it stands, its number from 0, its header, and what all items ask for."""

    letter: Letter
    item: Item
    place: int
    header: Passage
    requests: list[Request]

    @property
    def asked(self) -> Request:
        """What the item asks for."""
        return self.requests[self.place]

    @property
    def others(self) -> tuple[str, ...]:
        """What the other items ask for."""
        others = (request.request for place, request in enumerate(self.requests) if place != self.place)
        return tuple(request.value for request in others if request)


def _read_issue(item: _Item, decision: Decision, warnings: Warnings) -> ReadIssue:
    request = item.asked.request.value if item.asked.request else None
    administrator, reviewer = _statements(item.letter, item.item, warnings)
    rationale = read_rationale(item.letter, item.item)
    concluding = own_part(item.letter, item.item, item.place) or rationale
    return ReadIssue(
        header=item.header,
        request=item.asked.request,
        original_request=item.asked.original_request,
        authorized=item.asked.authorized,
        outcome=decision,
        treatment=_treatment(item, rationale, (administrator, reviewer), warnings),
        claims_administrator=administrator,
        reviewer=reviewer,
        rationale=rationale,
        rationale_pages=rationale_pages(rationale.words if rationale else None),
        concluding=concluding,
        conclusion=read_conclusion(concluding.words if concluding else None, request),
    )


def _treatment(
    item: _Item, rationale: Passage | None, statements: Iterable[ReadStatement], warnings: Warnings
) -> Located[Treatment]:
    """The treatment that an item asks for; its place is in the words of the item's header."""
    request = item.asked.request
    cited = (citation.citation.text for statement in statements for citation in statement.citations)
    context = Context(rationale.words if rationale else None, item.others, tuple(cited))
    treatment = classify(request.value if request else None, context)
    if treatment.several:
        warnings.warn("several-treatments", "the request names several treatments; it is counted by the first")
    if request is None or treatment.span is None:
        return Located(treatment)
    start = request.spans[0][0]
    return Located(treatment, ((start + treatment.span[0], start + treatment.span[1]),))


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
