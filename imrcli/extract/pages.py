"""Page numbers: those that a citation prints, and the guideline pages that a rationale names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imrcli.pattern import pattern
from imrcli.text import Span

_ONE = r"\d{1,4}(?:\s*[-–—]\s*\d{1,4})?(?![\d/]|\.\d|\s*(?:of|/)\s*\d|:\d)"
PAGES = pattern(
    rf"\b(?:[Pp]ages?|PAGES?|[Pp]age\(s\)|[Pp]gs?|PGS?|pp?)\b(?:\(s\))?\s*[.:#]*\s*(?:numbers?\s+|nos?\.?\s+|no\.?\s+)?"
    rf"(?P<list>{_ONE}(?:\s*(?:,\s*(?:and|&|or)|,|;|and|&|or|to|through)\s*(?:[Pp](?:ages?|gs?|p?)\.?\s*)?{_ONE})*)\)?"
)
"""`Page(s): 78-80, 91`, `pages 30-34`, `pg. 12`, `pp. 98-99`, `page 8`; the numbers are the group `list`."""

_NUMBER = pattern(r"(\d{1,4})(?:\s*[-–—]\s*(\d{1,4})|\s+(?:to|through)\s+(\d{1,4}))?")
_RECORD = pattern(
    r"\b(?:records?|file|reports?|chart|practice|(?:progress|clinic|clinical|visit|office|chart|operative|nursing|therapy|handwritten|the|this|his|her)\s+notes?|packet|submission|exhibit|deposition|transcript|submitted|letter|appeal|provided|faxed|dated|documents?|documentation|RFA|PR-2)\b",
    re.IGNORECASE,
)
_GUIDELINE = pattern(
    r"\b(?:guidelines?|MTUS|ACOEM|ODG|chapter|schedule|treatment|formulary|edition)\b|\b(?:states?|recommends?|recommended)\b",
    re.IGNORECASE,
)
_BEHIND = pattern(r"\s*,?\s*(?:of|in|from)\s+(?:[\w'’/-]+\s*){1,6}")
_WINDOW = 90


def page_list(printed: str) -> list[str]:
    """The pages of a printed list, one string each, ranges with a plain hyphen."""
    return [_page(match) for match in _NUMBER.finditer(printed)]


def _page(match: re.Match[str]) -> str:
    last = match.group(2) or match.group(3)
    return f"{match.group(1)}-{last}" if last else match.group(1)


def page_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Where each page stands that a text names (see `cited_pages`)."""
    lists = (m.span("list") for m in PAGES.finditer(text, start, len(text) if end is None else end))
    return [match.span() for span in lists for match in _NUMBER.finditer(text, *span)]


_WORDS = ("page", "Page", "PAGE", "pg", "Pg", "PG", "p.", "pp", " p ")


def named_pages(text: str) -> Iterator[re.Match[str]]:
    """The places where a text names pages (matches of `PAGES`)."""
    if any(word in text for word in _WORDS):
        yield from PAGES.finditer(text)


def cited_pages(text: str) -> list[str]:
    """The pages that a citation prints, in its order."""
    return [page for match in named_pages(text) for page in page_list(match.group("list"))]


def rationale_pages(rationale: str | None) -> list[str]:
    """Guideline pages named inside a rationale, in order, repeats kept. Pages of medical records are none."""
    return [page for page, _ in rationale_page_places(rationale)]


def rationale_page_places(rationale: str | None) -> list[tuple[str, Span]]:
    """The same, each with the place where it stands in the rationale."""
    text = rationale or ""
    return [
        (_page(number), number.span())
        for match in named_pages(text)
        if not _of_records(text, match)
        for number in _NUMBER.finditer(text, *match.span("list"))
    ]


def _of_records(rationale: str, match: re.Match[str]) -> bool:
    """Whether the pages are of the medical records: so it says right behind, or nearer before than a guideline."""
    start = max(0, match.start() - _WINDOW)
    before = rationale[start : match.start()]
    before = re.split(r"(?<=[a-z\d)][.;!?])\s+(?=[A-Z])", before)[-1]
    behind = re.split(r"[.;!?](?:\s|$)", rationale[match.end() : match.end() + _WINDOW])[0]
    if near := _BEHIND.match(behind):
        records, guidelines = _RECORD.search(near.group()), _GUIDELINE.search(near.group())
        if records or guidelines:
            return guidelines is None or (records is not None and records.start() < guidelines.start())
    record = max((m.start() for m in _RECORD.finditer(before)), default=-1)
    guideline = max((m.start() for m in _GUIDELINE.finditer(before)), default=-1)
    return record > guideline
