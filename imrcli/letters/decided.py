"""Items that open with their header and decision: `X: Upheld`, `1. X is not medically necessary` (formats C and D)."""

from __future__ import annotations

import re

from msgspec.structs import replace

from imrcli.letters.boundary import header_start, number_like, numbered_at
from imrcli.letters.decision import decision_before, decision_with_statement
from imrcli.letters.format import LetterFormat, Part
from imrcli.letters.labels import ended, find_labels, grouped, letter_end, with_rationale
from imrcli.letters.letter import Item
from imrcli.pattern import pattern

_BARE_NUMBER = pattern(r"\(?(\d{1,2})[.)]?\s+(?=\S)")
_LOOSE = pattern(
    r"(?:^|(?<=[\n\f]))[ \t]{0,80}(?=\S)(?:(?:Issue|Item|Request|Treatment)\s*(?:\#\s*)?\d{0,2}\s*[:.)-]\s*)?(?P<header>[^\n\f]{3,300}?)"
    r"(?P<decision>\s{0,9}[:–-]\s{0,9}(?:Upheld|Overturned|Partially\s+(?:Overturned|Upheld))\.?|\s{1,9}(?:is|are|was|were)\s{0,9}(?:not\s{0,9})?medically\s{0,9}necessary\s{1,9}(?:and|or)\s{1,9}appropriate\.?)(?=[^\S\n\f]*(?:[\n\f]|$))",
    re.IGNORECASE,
)


def decided(text: str, form: LetterFormat, start: int, end: int) -> list[Item]:
    """The items between two offsets, by the format's own labels, or by another's where those find more of them."""
    items = _with_parts(text, form, form.parts, start, end)
    if items and all(len(item.parts) == len(form.parts) for item in items):
        return items
    tries = [items, *(_with_parts(text, form, parts, start, end) for parts in form.also)]
    return max(tries, key=lambda found: (len(found), sum(len(item.parts) for item in found)))


def _with_parts(text: str, form: LetterFormat, parts_of: tuple[Part, ...], start: int, end: int) -> list[Item]:
    labels = find_labels(text, parts_of, start, end)
    groups = grouped(text, parts_of, labels, start)
    items: list[Item] = []
    lo = start
    numbered = numbered_at(text, start)
    for place, group in enumerate(groups):
        first = group[0][0]
        decision = decision_before(text, lo, first)
        unlabelled = None
        if decision is None and (told := decision_with_statement(text, lo, first)):
            decision, unlabelled = told
        stop = decision[0] if decision else first
        number = number_like(text, start, place + 1)
        # The region before the first item holds nothing but its header.
        header = start if place == 0 else header_start(text, lo, stop, number)
        header = max(header, lo)
        if items:
            items[-1] = ended(items[-1], header)
        if numbered:
            header = numbered_at(text, header) or header
        parts = {}
        for (at, below, part), following in zip(group, [*group[1:], None], strict=False):
            parts[part.name] = (at if part.opens else below, following[0] if following else end)
        if unlabelled and parts_of[0].name not in parts:
            parts = {parts_of[0].name: unlabelled, **parts}
        items.append(Item((header, stop), decision, parts))
        lo = group[-1][1]
    if items:
        items[-1] = ended(items[-1], letter_end(text, form, lo, end))
    return [with_rationale(text, item) for item in _unnumbered(text, items)]


def _unnumbered(text: str, items: list[Item]) -> list[Item]:
    """Headers without their numbers, where all of them are numbered in order (`1 X`, `2 Y`) without a full stop."""
    numbers = [_BARE_NUMBER.match(text, *item.header) for item in items]
    if len(items) < 2 or any(n is None or int(n.group(1)) != place for place, n in enumerate(numbers, 1)):
        return items
    return [replace(item, header=(n.end(), item.header[1])) for item, n in zip(items, numbers, strict=True) if n]


def loose(text: str) -> list[Item]:
    """Items in a letter of no known format: lines that end in a decision. What follows a line is not told apart."""
    return [Item(match.span("header"), match.span("decision"), {}) for match in _LOOSE.finditer(text)]
