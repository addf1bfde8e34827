"""Words that a hyphen at a line's end has broken: "neces- sary", "med- ically"."""

from __future__ import annotations

import re
from itertools import pairwise

from imrcli.extract.verdict.clauses.lexicon import opens
from imrcli.pattern import pattern
from imrcli.text import Span

_BROKEN = pattern(
    r"(?<![\w'-])(?P<first>(?:[a-z]{2,12}-)?[a-z]{1,12})-(?P<gap>\s{1,6})(?P<last>[a-z]{2,12})(?!\w)", re.IGNORECASE
)
_GAPS = (" ", "\n", "\r", "\t", "\f")


def mended(text: str) -> str:
    """A text of the same length, its broken words whole, each with its gap in front, so that all stays in place.

    Only words of verdicts are mended, whatever the break; `pre- and post-operative` is none.
    """
    parted = pairwise(text.split("-"))
    breaks = any(last[:1] in _GAPS and first[-1:].isalpha() for first, last in parted)
    return _BROKEN.sub(_whole, text) if breaks else text


def _whole(match: re.Match[str]) -> str:
    first, gap, last = match.groups()
    piece = first.rpartition("-")[2]
    if opens(f"{piece}{last}".lower()):
        return f" {gap}{first}{last}"
    return f"{gap}{first}-{last}" if opens(f"{first}-{last}".lower()) else match.group()


def from_word_start(text: str, span: Span) -> Span:
    """A span that starts where its first word does, broken or not."""
    start, end = span
    broken = _BROKEN.match(text, text.rfind(" ", 0, start) + 1) if 0 < start < len(text) else None
    return (broken.start(), end) if broken and broken.start() < start < broken.end() else span
