"""How each disputed treatment was decided, and where the letter says so.

Where the decision stands is the format's: behind the item's header, in a list of findings, or in the heading over the
item's rationale.
"""

from __future__ import annotations

import re

from imrcli.extract.conclusion import read_conclusion
from imrcli.extract.rationales import own_part, rationale_heading
from imrcli.extract.requests import read_decision
from imrcli.letters import Item, Letter
from imrcli.model import Conclusion, Outcome
from imrcli.text import Located, Span, value
from imrcli.warnings import Warnings

Decision = Located[Outcome | None]

_CONCLUDED: dict[Conclusion, Outcome] = {
    "necessary": "overturned",
    "not_necessary": "upheld",
    "mixed": "partially_overturned",
}


def read_decisions(letter: Letter, items: list[Item], warnings: Warnings) -> list[Decision]:
    """The outcome of each item, in their order; None where it is not printed or cannot be told without doubt."""
    if letter.format.outcome_in_heading:
        return [_in_heading(letter, item, place) for place, item in enumerate(items)]
    if letter.items and letter.findings:
        return _from_findings(letter, warnings)
    return [_printed(letter, item) for item in items]


def _printed(letter: Letter, item: Item) -> Decision:
    if item.decision is None:
        return Located(None)
    return Located(read_decision(value(letter.text, *item.decision)), (item.decision,))


def _in_heading(letter: Letter, item: Item, place: int) -> Decision:
    """The outcome in the heading over an item's rationale (`IS/WAS NOT MEDICALLY NECESSARY`).

    Where one heading stands over items that were decided differently, the rationale's conclusion on the item.
    """
    heading = rationale_heading(letter, item)
    if heading is None:
        return Located(None)
    words = heading["words"].upper()
    outcome: Outcome | None = "upheld" if "NOT" in words else "overturned"
    if re.search(r"\b(?:OR|AND)\b", words) and "NOT" in words:
        part = own_part(letter, item, place)
        concluded = read_conclusion(part.words if part else None, value(letter.text, *item.header))
        outcome = _CONCLUDED.get(concluded.value)
    return Located(outcome, (heading.span(),))


def _from_findings(letter: Letter, warnings: Warnings) -> list[Decision]:
    """Each item's outcome from the findings, which can be printed twice: once on the cover, once below it."""
    findings = [(_name(letter, finding), _printed(letter, finding)) for finding in letter.findings]
    items = [_name(letter, item) for item in letter.items]
    decided = {name for name, _ in findings}
    if len(decided - set(items)) > len(set(items) - decided):
        warnings.warn(
            "finding-without-item",
            "a finding decides an item whose own section was not found; the items may be incomplete",
        )
    return [_decision(findings, items, place, warnings) for place in range(len(items))]


def _decision(findings: list[tuple[str, Decision]], items: list[str], place: int, warnings: Warnings) -> Decision:
    """An item's outcome: from the findings of its name, or of its place in the list if those name no other item."""
    warnings.issue = place
    mine = [decision for name, decision in findings if name == items[place]]
    if not mine and len(findings) % len(items) == 0:
        mine = [decision for name, decision in findings[place :: len(items)] if name not in items]
    spans: list[Span] = [span for decision in mine for span in decision.spans]
    outcomes = {decision.value for decision in mine}
    if len(outcomes) > 1:
        warnings.warn("outcome-contradictory", "the findings printed twice decide this item differently")
    return Located(outcomes.pop() if len(outcomes) == 1 else None, tuple(spans))


def _name(letter: Letter, item: Item) -> str:
    return re.sub(r"[^a-z0-9]", "", value(letter.text, *item.header).lower())
