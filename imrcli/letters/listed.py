"""Items in a list, with guidelines and rationale in sections of their own (format A)."""

from __future__ import annotations

import re

from imrcli.letters.format import LetterFormat, PartName
from imrcli.letters.letter import Item, Section
from imrcli.letters.numbering import number_at, places
from imrcli.letters.tail import letter_end
from imrcli.pattern import pattern
from imrcli.text import Span, in_bracket

_PART_NUMBER = pattern(r"(?:^|(?<=\s))(?:\(|(?:Item|Issue|No\.|#)\s*)?(\d{1,2})\s*[.):]\s*(?=[A-Z\"“])")
_BULLET = pattern(r"(?:^|(?<=\s))[•●▪■·]\s*(?=\S)")
_MOST_ITEMS = 100


def listed(text: str, form: LetterFormat, sections: list[Section]) -> list[Item]:
    """The items with their sections: the n-th section for the n-th item, or one section for all of them.

    Where there are several but fewer than items, the pairs that guidelines and rationale make tell whose they
    are. Where these are fewer too, it cannot be told: no item has any of them.
    """
    items = _list(text, sections)
    pairs: list[dict[PartName, Span]] = []
    for section in sections:
        if section.name not in ("guidelines", "rationale"):
            continue
        if not pairs or section.name in pairs[-1] or "rationale" in pairs[-1]:
            pairs.append({})
        pairs[-1][section.name] = (
            section.start,
            letter_end(text, form, section.start, section.end),
        )
    for name in ("guidelines", "rationale"):
        spans = [pair[name] for pair in pairs if name in pair]
        for place, item in enumerate(items):
            if len(spans) == 1:
                item.parts[name] = spans[0]
            elif len(spans) == len(items):
                item.parts[name] = spans[place]
            elif len(pairs) == len(items) and name in pairs[place]:
                item.parts[name] = pairs[place][name]
    return items


def item_part(text: str, span: Span, place: int, items: list[Item]) -> Span | None:
    """The part of a rationale that several items share which speaks of one of them; None where it cannot be told.

    Either the parts are numbered as the items are, or each opens with the item's first word (`Tramadol: ...`).
    """
    start, end = span
    marks: list[tuple[int, int]] = []
    for match in _PART_NUMBER.finditer(text, start, end):
        if int(match.group(1)) == len(marks) + 1:
            marks.append(match.span())
    if len(marks) == len(items):
        stops = [*(mark[0] for mark in marks[1:]), end]
        return marks[place][1], stops[place]
    named = []
    for item in items:
        word = re.match(
            r"\W*(?:(?:an?|the|one|two|three|\d+)\s+)*([A-Za-z]{4,})",
            text[item.header[0] : item.header[1]],
            re.IGNORECASE,
        )
        opens = word and re.compile(
            rf"(?:^|(?<=[.\n\f]))\s*(?:[\w-]+\s+){{0,2}}{re.escape(word.group(1))}\b[^.:\n]{{0,60}}:\s",
            re.IGNORECASE,
        ).search(text, start, end)
        if not opens:
            return None
        named.append(opens.span())
    stops = [*(at for at, _ in named[1:]), end]
    return (named[place][1], stops[place]) if named == sorted(named) else None


def _list(text: str, sections: list[Section]) -> list[Item]:
    """The items of the list: one for each number, or for each bullet; else the section is one item."""
    span = next(((section.start, section.end) for section in sections if section.name == "issues"), None)
    if span is None:
        return []
    bounds = _numbered(text, *span) or _bulleted(text, *span) or [span]
    return [Item(bound, None, {}) for bound in bounds]


def _numbered(text: str, start: int, end: int) -> list[Span]:
    """What stands behind each number of a list that is numbered in order, whatever the style."""
    number = number_at(text, start)
    if number is None:
        return []
    opens, bounds = number.end, []
    for value in range(number.value + 1, number.value + _MOST_ITEMS):
        printed = number.printed(value)
        following = next((at for at in places(text, opens, end, printed) if not in_bracket(text[opens:at], at)), None)
        if following is None:
            break
        bounds.append((opens, following))
        behind = number.next_at(text, following)
        opens = behind.end if behind else following
    return [*bounds, (opens, end)] if bounds or not number.doubtful else []


def _bulleted(text: str, start: int, end: int) -> list[Span]:
    bullets = [match.span() for match in _BULLET.finditer(text, start, end)]
    if not bullets or text[start : bullets[0][0]].strip():
        return []
    stops = [*(at for at, _ in bullets[1:]), end]
    return [(below, stop) for (_, below), stop in zip(bullets, stops, strict=True)]
