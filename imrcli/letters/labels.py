"""The labels of an item's parts: where they stand, and which belong to one item."""

from __future__ import annotations

from msgspec.structs import replace

from imrcli.letters.decision import decision_before, follows_decision
from imrcli.letters.format import Part, PartName
from imrcli.letters.letter import Item
from imrcli.pattern import pattern
from imrcli.sentences import sentence_ends
from imrcli.text import Span

PlacedLabel = tuple[int, int, Part]
"""Where a label starts, where the part below it starts, and which part it is."""

_BEHIND_LABEL = pattern(r"\s*(?:[:;.,]|Decision\s+based|The\s+(?:Claims|Expert|Physician))")
_SIDE = r"The\s+(?:Claims\s+Administrator|(?:Expert|Physician|Medical|Professional)\s+Reviewer|MAXIMUS)\b"
_STATEMENT_SENTENCE = pattern(rf"\s*(?:{_SIDE}|Decision\s+based\b|He/she\s+(?:also\s+)?(?:based|cited|relied))")
"""`The Expert Reviewer based his/her decision on`, `Decision based on`"""
_CITES = r"Decision\s+based\s+on\s+(?P<mtus>MTUS\b)?"
"""`Decision based on MTUS`"""
_REVIEWER = (
    r"(?P<reviewer>(?:The\s+)?(?:Expert|Physician|Medical|Professional)\s+Reviewer|The\s+Reviewer|MAXIMUS)\s+"
    r"(?:(?:also|has)\s+)*(?:based|did|cite[ds]|found|finds|relied|referenced|utilized|considered|reviewed|used|is)\b"
)
"""`The Expert Reviewer based`"""
_CITES_NOTHING = r"The\s+Claims\s+Administrator\s+(?:did\s+not\s+cite|based\s+their\s+decision\s+on\s+recommend)"
"""`The Claims Administrator did not cite`"""
_OPENS_STATEMENT = pattern(rf"{_CITES}|{_REVIEWER}|(?P<nothing>{_CITES_NOTHING})")


def find_labels(text: str, parts: tuple[Part, ...], start: int, end: int) -> list[PlacedLabel]:
    """Where each label starts, where the part below it starts, and which part it is, in the letter's order."""
    spans = {part.name: list(part.phrase.find_all(text, start, end)) for part in parts}
    counts = {name: len(of_part) for name, of_part in spans.items()}
    if not any(counts.values()):
        for part in parts:
            spans[part.name] = list(part.phrase.find_damaged(text, start, end))
    else:
        # An item lacks a label that another has: a scan may have damaged it. Words that open a part also
        # occur in prose, so that more of them than of the other labels says nothing.
        for part in sorted(parts, key=lambda part: part.opens):
            firm = [len(spans[other.name]) for other in parts if not other.opens]
            expected = max(firm) if part.opens and firm else max(counts.values())
            if counts[part.name] < expected:
                spans[part.name] = _with_damaged(text, part, spans, start, end)
    labels = [(at, below, part) for part in parts for at, below in spans[part.name]]
    labels.sort(key=lambda label: label[0])
    return labels


def opens_line(text: str, at: int) -> bool:
    """Whether nothing but white space stands before an offset on its line."""
    before = text[max(0, at - 80) : at].rstrip(" \t")
    return not before or before[-1] in "\n\f"


def _with_damaged(text: str, part: Part, spans: dict[PartName, list[Span]], start: int, end: int) -> list[Span]:
    """The places of a label with those where it is damaged; no other label's places are among them."""
    taken = [span for of_part in spans.values() for span in of_part]
    damaged = [
        span
        for span in part.phrase.find_damaged(text, start, end)
        if not any(span[0] < other[1] and other[0] < span[1] for other in taken)
        and (part.opens or text[span[1] - 1] in ":;" or _BEHIND_LABEL.match(text, span[1]))
    ]
    return sorted(spans[part.name] + damaged)


def grouped(text: str, parts: tuple[Part, ...], labels: list[PlacedLabel], start: int) -> list[list[PlacedLabel]]:
    """The labels of each item together. A new item begins where the order of parts starts again."""
    order = {part.name: place for place, part in enumerate(parts)}
    last_part = len(parts) - 1
    groups: list[list[PlacedLabel]] = []
    at_place = last_part
    for label in labels:
        at, _, part = label
        place = order[part.name]
        if part.opens:
            # Words such as 'The Claims Administrator did' also occur in prose: they open a part only
            # behind a decision, or behind the item's other statement.
            decided = follows_decision(text, start, at)
            if not decided and (at_place == last_part or place <= at_place):
                continue
            begins = decided
        else:
            begins = place <= at_place and (place < last_part or at_place == last_part)
            if place == last_part and groups and at_place == last_part:
                begins = decision_before(text, groups[-1][-1][1], at) is not None
                if not begins:
                    continue
        if begins or not groups:
            groups.append([label])
        else:
            groups[-1].append(label)
        at_place = place
    return groups


def ended(item: Item, at: int) -> Item:
    """The item with its last part ending at an offset."""
    name = max(item.parts, key=lambda part: item.parts[part][0])
    return replace(item, parts={**item.parts, name: (item.parts[name][0], at)})


def with_rationale(text: str, item: Item) -> Item:
    """Where the rationale's label is missing, the rationale is what follows the statement's own sentences."""
    if "rationale" in item.parts or not item.parts:
        return item
    name = max(item.parts, key=lambda part: item.parts[part][0])
    start, end = item.parts[name]
    at = start
    for last, behind in sentence_ends(text, start, end):
        if not _STATEMENT_SENTENCE.match(text, at, last):
            break
        at = behind
    if at == start or _STATEMENT_SENTENCE.match(text, at, end) or not text[at:end].strip():
        return item
    return replace(item, parts={**item.parts, name: (start, at), "rationale": (at, end)})


def with_reviewer(text: str, item: Item) -> Item:
    """Where the label over the reviewer's statement is missing, it is what no longer speaks for the other side.

    That is a sentence that names the reviewer, one on the MTUS behind another, or what follows one that cites nothing.
    """
    if "reviewer" in item.parts or "claims_administrator" not in item.parts:
        return item
    start, end = item.parts["claims_administrator"]
    cites_nothing = False
    for opens in _OPENS_STATEMENT.finditer(text, start, end):
        at = opens.start()
        if text[start:at].strip() and (opens.group("reviewer") or opens.group("mtus") or cites_nothing):
            return replace(item, parts={**item.parts, "claims_administrator": (start, at), "reviewer": (at, end)})
        cites_nothing = opens.group("nothing") is not None
    return item
