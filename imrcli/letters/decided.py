"""Items that open with their header and decision: `X: Upheld`, `1. X is not medically necessary` (formats C and D)."""

from __future__ import annotations

from msgspec.structs import replace

from imrcli.letters.boundary import below_heading, header_start
from imrcli.letters.decision import decision_at_end, decision_before, decision_with_statement
from imrcli.letters.format import LetterFormat, Part, PartName
from imrcli.letters.labels import PlacedLabel, ended, find_labels, grouped, opens_line, with_rationale, with_reviewer
from imrcli.letters.letter import Item
from imrcli.letters.numbering import Number, number_at, places
from imrcli.letters.tail import letter_end
from imrcli.pattern import pattern
from imrcli.text import Span

_BARE_NUMBER = pattern(r"\(?(\d{1,2})[.)]?\s+(?=\S)")
_LEAST, _MOST = 3, 300
"""Characters of an item's words in a letter of no known format."""


def decided(
    text: str, form: LetterFormat, start: int, end: int, *, headed: bool = True
) -> tuple[list[Item], int | None]:
    """The items between two offsets, and where the first of them opens (None without one).

    They are found by the format's own labels, or by another's where those find more. `headed`: their heading stands
    right above, so that the first item's header begins at `start`.
    """
    first = _with_parts(text, form, form.parts, start, end, headed)
    if first[0] and all(len(item.parts) == len(form.parts) for item in first[0]):
        return first
    trials = [first, *(_with_parts(text, form, parts, start, end, headed) for parts in form.also)]
    return max(trials, key=lambda trial: (len(trial[0]), sum(len(item.parts) for item in trial[0])))


def _with_parts(
    text: str, form: LetterFormat, parts_of: tuple[Part, ...], start: int, end: int, headed: bool
) -> tuple[list[Item], int | None]:
    groups = grouped(text, parts_of, find_labels(text, parts_of, start, end), start)
    lined = all(opens_line(text, at) for group in groups for at, _, _ in group)
    number: Number | None = None
    items: list[Item] = []
    lo = start
    opens = None
    for group in groups:
        decision, unlabelled = _decision(text, lo, group[0][0])
        stop = decision[0] if decision else group[0][0]
        expected = number.printed(number.value + 1) if number else None
        header = start if headed and not items else max(lo, header_start(text, lo, stop, expected, lined=lined))
        if items:
            items[-1] = ended(items[-1], header)
            number = number.next_at(text, header) or number if number else None
        else:
            opens = header
            header = header if headed else below_heading(text, header, stop)
            number = _first_number(text, header, end, groups)
        if number and number.end > header:
            header = number.end
        parts: dict[PartName, Span] = {parts_of[0].name: unlabelled} if unlabelled else {}
        for (at, below, part), following in zip(group, [*group[1:], None], strict=False):
            parts[part.name] = (at if part.opens else below, following[0] if following else end)
        items.append(Item((header, stop), decision, parts))
        lo = group[-1][1]
    if items:
        items[-1] = ended(items[-1], letter_end(text, form, lo, end))
    return [with_reviewer(text, with_rationale(text, item)) for item in _unnumbered(text, items)], opens


def _decision(text: str, lo: int, label: int) -> tuple[Span | None, Span | None]:
    """The decision before an item's first label, and a statement between both whose own label is missing."""
    decision = decision_before(text, lo, label)
    if decision is None and (with_statement := decision_with_statement(text, lo, label)):
        return with_statement
    return decision, None


def _first_number(text: str, start: int, end: int, groups: list[list[PlacedLabel]]) -> Number | None:
    """The number of the first item, where items are numbered: that of `(1) brace` is one where `(2)` opens another."""
    first = number_at(text, start)
    if first is None or not first.doubtful:
        return first
    followed = len(groups) > 1 and places(text, groups[0][-1][1], end, first.printed(first.value + 1))
    return first if followed else None


def _unnumbered(text: str, items: list[Item]) -> list[Item]:
    """Headers without their numbers, where all of them are numbered in order (`1 X`, `2 Y`) without a full stop."""
    numbers = [_BARE_NUMBER.match(text, *item.header) for item in items]
    if len(items) < 2 or any(n is None or int(n.group(1)) != place for place, n in enumerate(numbers, 1)):
        return items
    return [replace(item, header=(n.end(), item.header[1])) for item, n in zip(items, numbers, strict=True) if n]


def loose(text: str) -> list[Item]:
    """Items in a letter of no known format: lines that end in a decision. What follows a line is not told apart."""
    items: list[Item] = []
    at = 0
    for line in text.replace("\f", "\n").split("\n"):
        if len(line) <= 2 * _MOST and (decision := decision_at_end(line)):
            number = number_at(line, 0)
            start = number.end if number else len(line) - len(line.lstrip())
            if _LEAST <= decision[0] - start <= _MOST:
                items.append(Item((at + start, at + decision[0]), (at + decision[0], at + decision[1]), {}))
        at += len(line) + 1
    return items
