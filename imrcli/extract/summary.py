"""The clinical case summary's own text, without a disclaimer on where it was taken from."""

from __future__ import annotations

import re

from imrcli.pattern import pattern
from imrcli.text import Passage, Span

_TAKEN = r"(?:taken|copied|adapted|excerpted|drawn|derived|obtained|quoted)\b"
_SUMMARY_WAS = r"(?:clinical\s+)?(?:case\s+)?summary\s+(?:was|is|has\s+been)\s+"
_DATE = r"(?:\d{1,2}/\d{1,2}/\d{2,4}|[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4})"
_DISCLAIMER = pattern(
    r"\s*(?:Disclaimer\s*:?\s*)?"
    rf"(?:\(?The\s+following\s+{_SUMMARY_WAS}{_TAKEN}"  # 'The following clinical case summary was taken'
    rf"|This\s+{_SUMMARY_WAS}{_TAKEN}"  # 'This summary is adapted'
    r"|According\s+to\s+the\s+(?:utilization\s+review|UR)\s+[^.:]{0,80}:)"
    rf"[^.:]*?{_DATE}?[^.:]{{0,60}}[.:]\)?\s*",  # 'from the utilization review denial dated 8/30/2013:'
    re.IGNORECASE,
)
_OPENING = 200


def read_summary(text: str, span: Span | None) -> Passage | None:
    """The summary between two offsets of the letter's text; None where there is none."""
    if span is None:
        return None
    start, end = span
    opening = text[start : start + _OPENING]
    if "ummary" in opening or "tilization" in opening:
        disclaimer = _DISCLAIMER.match(text, start, end)
        start = disclaimer.end() if disclaimer else start
    passage = Passage(text, start, end)
    return passage if passage.words else None
