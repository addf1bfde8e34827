"""Page numbers that a text prints: `Page(s): 78-80, 91`, `pages 30 to 34`, `pg. 12`, `pp. 98-99`, `page 8`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imrcli.pattern import pattern
from imrcli.text import Span

_RANGE = r"\d{1,4}[A-Za-d]?(?: ?[-–—] ?\d{1,4}[A-Za-d]?)?"  # '98-99', '398B'
_NO_MORE = r"(?!(?!Non-)[\w/]|\.\d| ?/ ?\d|:\d| ?C\.?C\.?R)"  # not '3/4/2014', '2009;34:1066', '8 C.C.R. 9792.20'
_NUMBER = _RANGE + _NO_MORE
_OPENS = r"(?:(?<=\b[Pp])|(?<=[a-z]P)(?=age))"
_NAME = rf"[Pp]{_OPENS}(?:ages?|gs?|(?<=P)(?:AGES?|GS?)|(?<=p)p?)\b(?: ?\([sS]\))?"
"""`Page(s)`, `pgs`, `p`; an expression that opens with a letter is looked for by it, ten times as fast."""

_MARK = r" ?[.:;#]* ?(?:(?:numbers?|nos?\.?) )?"  # ': ', '. ', ' number '
_JOINT = r" ?(?:, ?(?:and|&|or)|,|;|and|&|or|to|through) ?(?:[Pp](?:ages?|gs?|p?)\.? ?)?"  # ', and pages '

PAGE_LISTS = pattern(rf"{_NAME}{_MARK}(?P<list>{_NUMBER}(?:{_JOINT}{_NUMBER})*)(?P<of> ?of ?\d{{1,4}})?\)?")
"""A list of pages; its numbers are the group `list`. `of` is how many there are: `page 68 of 127`."""

_PAGE = pattern(r"(\d{1,4}[A-Za-d]?)(?: ?[-–—] ?(\d{1,4}[A-Za-d]?)| (?:to|through) (\d{1,4}))?")
Page = tuple[str, Span]
"""A page, or a range with a plain hyphen, and where it is printed."""


def page_lists(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The lists of pages in a part of a text, as matches of `PAGE_LISTS`."""
    return PAGE_LISTS.finditer(text, start, end)


def pages_of(text: str, listed: re.Match[str]) -> Iterator[Page]:
    """The pages of a list."""
    for match in _PAGE.finditer(text, *listed.span("list")):
        last = match.group(2) or match.group(3)
        yield (f"{match.group(1)}-{last}" if last else match.group(1)), match.span()


def read_pages(text: str, start: int, end: int) -> list[Page]:
    """All pages that a part of a text prints, in its order."""
    return [page for listed in page_lists(text, start, end) for page in pages_of(text, listed)]
