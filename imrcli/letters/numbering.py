"""The numbers of items: `1.`, `1)`, `(1)`, `1 -`, `Issue 1:`, `Item #1.`, as one letter prints all of its own."""

from __future__ import annotations

import re

from msgspec import Struct

from imrcli.pattern import pattern

_NOUN = r"(?i:Issue|Item|Request|Treatment|Service|Decision|No\.?|Number)"
_COUNTED = rf"{_NOUN}\s*(?i:No\.?|Number)?\s*[#(]?(?P<counted>\d{{1,2}})\)?(?:\s*[.:)]|\s+[-–—])"
"""`Issue 1:`, `Item #2.`, `Request No. 3 -`"""
_NUMBER = r"[#(]?\s?(?P<number>\d{1,2})(?:\s*[.)]\s|\)|:\s+(?=[A-Za-z])|\s*[–—-]\s+(?=\S))"
"""`1. `, `1) `, `(1) `, `1)X`, `#1 - X`, `1: X`"""
_DOUBTFUL = pattern(r"\(|.*[–—-]\s+\d")
"""`(1) brace` and `1 - 2 visits` can be numbers of things."""
_AT = pattern(rf"\s*(?:{_COUNTED}|{_NUMBER})\s*(?=\S)")
_BEHIND = r"(?:(?<=\s)|(?<=[.)\"”:]))"
_OPENS = pattern(r"(?:[.!?:][\"”')]*\s*|[\n\f]\s*|^\s*)$")


class Number(Struct, frozen=True, gc=False):
    """An item's number: its value, where the words behind it begin, and how it is printed (`Issue {}:`).

    A `doubtful` one can be a number of things, and counts items only where the next one in its style does.
    """

    value: int
    end: int
    style: str
    doubtful: bool = False

    def printed(self, value: int) -> str:
        """Another number in the same style."""
        return self.style.replace("{}", str(value))

    def next_at(self, text: str, at: int) -> Number | None:
        """The number in the same style at an offset, whatever stands behind it; None without one."""
        number = re.escape(self.style).replace(r"\{\}", r"(\d{1,2})").replace(r"\ ", r"\s+")
        match = re.compile(rf"\s*{number}\s*(?=\S)", re.IGNORECASE).match(text, at)
        return Number(int(match.group(1)), match.end(), self.style) if match else None


def number_at(text: str, at: int) -> Number | None:
    """The number at an offset, white space before it or not; None without one."""
    match = _AT.match(text, at)
    if match is None:
        return None
    counted = match.group("counted") or match.group("number")
    style = " ".join(match.group().replace(counted, "{}", 1).split())
    doubtful = _DOUBTFUL.match(text[at : match.end() + 1].strip()) is not None
    return Number(int(counted), match.end(), style, doubtful)


def places(text: str, start: int, end: int, printed: str) -> list[int]:
    """Where a number, as it is printed (`2.`), stands in a part of a text, in order.

    `two (2) times a week` is a number inside a header: where any stand behind a sentence, a line's end or a colon,
    where an item opens, those alone are told.
    """
    words = re.escape(printed).replace(r"\ ", r"\s+")
    numbers = re.compile(rf"{_BEHIND}{words}\s*(?=\S)", re.IGNORECASE)
    starts = [match.start() for match in numbers.finditer(text, start, end)]
    opening = [at for at in starts if _OPENS.search(text, max(start, at - 40), at)]
    return opening or starts
