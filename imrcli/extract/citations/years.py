"""The year of an edition or a publication; a date of update or of access is none."""

from __future__ import annotations

import re

from imrcli.extract.citations.pages import page_lists
from imrcli.pattern import pattern
from imrcli.text import Span

_YEAR = pattern(r"(?<![\d/.\-–:;$#])(?:19|20)\d{2}(?![/\d\-–]|\.\d)(?!\w)")
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_BEHIND_DAY = pattern(rf"\b{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? ?$")  # 'March 4, 2022'
_VISITED = pattern(
    r"\b(?:access(?:ed)?|retrieved|visited|viewed|downloaded|current (?:through|as of))\b[^;)]{0,40}$",
    re.IGNORECASE,
)  # 'accessed from UpToDate.com on 12/17/2016'
_UPDATED = pattern(
    rf"\b(?:updated?|reviewed|last|revised on)\b[ :,]*(?:\w+ ){{0,2}}(?:{MONTH})?[\d ,/]*$", re.IGNORECASE
)
_PLACE_IN_NAME = pattern(r"\bPhila,? Pa\.? ?$", re.IGNORECASE)  # 'Spine (Phila Pa 1976)' is a journal
_BEHIND = 45


def edition_year(text: str, start: int, end: int) -> Span | None:
    """Where a part of a text prints the year of an edition or a publication: the first that is no other date."""
    pages: list[Span] | None = None
    for match in _YEAR.finditer(text, start, end):
        at = match.start()
        behind = max(start, at - _BEHIND)
        if any(other.search(text, behind, at) for other in (_BEHIND_DAY, _VISITED, _UPDATED, _PLACE_IN_NAME)):
            continue
        if pages is None:
            pages = [listed.span("list") for listed in page_lists(text, start, end)]
        if not any(first <= at < last for first, last in pages):
            return match.span()
    return None
