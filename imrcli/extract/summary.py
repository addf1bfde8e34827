"""The clinical case summary's own text, without a disclaimer on where it was taken from."""

from __future__ import annotations

import re

from imrcli.pattern import pattern
from imrcli.text import Span, value_or_none

_DISCLAIMER = pattern(
    r"\s*(?:Disclaimer\s*:?\s*)?(?:\(?The\s+following\s+(?:clinical\s+)?(?:case\s+)?summary\s+(?:was|is|has\s+been)\s+(?:taken|copied|adapted|excerpted|drawn|derived|obtained|quoted)\b"
    r"|This\s+(?:clinical\s+)?(?:case\s+)?summary\s+(?:was|is|has\s+been)\s+(?:taken|copied|adapted|excerpted|drawn|derived|obtained|quoted)\b|According\s+to\s+the\s+(?:utilization\s+review|UR)\s+[^.:]{0,80}:)"
    r"[^.:]*?(?:\d{1,2}/\d{1,2}/\d{2,4}|[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4})?[^.:]{0,60}[.:]\)?\s*",
    re.IGNORECASE,
)

_OPENING = 200


def read_summary(text: str, span: Span | None) -> str | None:
    """The summary between two offsets."""
    if span is None:
        return None
    start, end = span
    opening = text[start : start + _OPENING]
    if ("ummary" in opening or "tilization" in opening) and (disclaimer := _DISCLAIMER.match(text, start, end)):
        start = disclaimer.end()
    return value_or_none(text, start, end)
