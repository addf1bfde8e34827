"""Which part of a rationale that several items share is on which of them, where headings within it say so."""

from __future__ import annotations

import re
from itertools import pairwise

from imrcli.text import Span

_NUMBERED = re.compile(r"^[ \t]*(?:(?:item|issue|request) ?)?(?:no\. ?|# ?)?(\d{1,2})(?:[.):]|\)?:)[ \t]+", re.I | re.M)
_LINE_START = re.compile(r"^[ \t]*(?:[-•*–][ \t]+)?", re.M)
_WORD = re.compile(r"[a-z]{3,}")
_HEADING_REACH = 120
"""Characters behind a number within which the item's own words open its part."""


def own_parts(text: str, span: Span, requests: dict[int, str]) -> dict[int, Span] | None:
    """The part of a shared rationale that is on each item, by its place; None unless every item has a heading.

    `requests`: what each of the items that share it asks for. Headings bear the items' numbers and open with words
    of the request, or repeat the request itself; they stand in the items' order.
    """
    starts = _by_number(text, span, requests) or _by_words(text, span, requests)
    if starts is None:
        return None
    places = sorted(requests)
    ends = [starts[place] for place in places[1:]] + [span[1]]
    return {place: (starts[place], end) for place, end in zip(places, ends, strict=True)}


def _by_number(text: str, span: Span, requests: dict[int, str]) -> dict[int, int] | None:
    """Headings `1. MRI of the left knee`: each number once, in order, with the request's first word near."""
    starts: dict[int, int] = {}
    for match in _NUMBERED.finditer(text, *span):
        place = int(match[1]) - 1
        if place not in requests:
            continue
        first = _WORD.search(requests[place].lower())
        if first is None or first[0] not in text[match.end() : min(span[1], match.end() + _HEADING_REACH)].lower():
            continue
        if place in starts:
            return None
        starts[place] = match.start()
    return _in_order(starts, requests)


def _by_words(text: str, span: Span, requests: dict[int, str]) -> dict[int, int] | None:
    """Headings that repeat the request at the start of a line."""
    starts: dict[int, int] = {}
    for place, request in requests.items():
        words = re.compile(r"\s+".join(map(re.escape, request.split())) + r"\s*(?:[:.–-]|\n)", re.I)
        found = [m.start() for m in _LINE_START.finditer(text, *span) if words.match(text, m.end(), span[1])]
        if len(found) == 1:
            starts[place] = found[0]
    return _in_order(starts, requests)


def _in_order(starts: dict[int, int], requests: dict[int, str]) -> dict[int, int] | None:
    order = [starts.get(place, -1) for place in sorted(requests)]
    return starts if order[0] >= 0 and all(a < b for a, b in pairwise(order)) else None
