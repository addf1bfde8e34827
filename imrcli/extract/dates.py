"""Dates as letters print them.

`11/09/2016`, `10-13-16`, `September 26, 2013`, `26 Sept 2013`, `26-Sep-13`, `2013-09-26`.
"""

from __future__ import annotations

import re
from datetime import date

from imrcli.pattern import pattern

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}

_TORN_CENTURY = r"(?:(?<=20)|(?<=19))(?:[^\S\n]|[.,:;'_·|-]){0,12}[\dOolI|]{1,2}(?!\w|[/.-]\d)"
_NO_MORE_DIGITS = rf"(?!\W{{1,2}}\d{{2}}(?![\d/.-])|\s{{1,2}}\d(?![\d/.-])|{_TORN_CENTURY})"
"""A year of two digits with others behind it is one of four that a scan tore: `20 14`, `20 4`, `20    l4`."""
_SHORT_YEAR = rf"\d{{2}}(?!\w){_NO_MORE_DIGITS}"
NUMERIC = rf"\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?(?:\d{{4}}(?!\d)|{_SHORT_YEAR})"
_ISO = r"\d{4}-\d{2}-\d{2}(?!\d)"
_MONTH_FIRST = r"(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?P<year>\d{4})(?!\d)"
_DAY_FIRST = (
    r"(?P<day2>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?P<month2>[A-Za-z]{3,9})\.?,?[\s-]+"
    rf"(?P<year2>\d{{4}}(?!\d)|(?<=-){_SHORT_YEAR})"
)
DATE = pattern(rf"(?P<numeric>{NUMERIC})|(?P<iso>{_ISO})|{_MONTH_FIRST}|{_DAY_FIRST}")
"""A date in any of the printed forms."""

SCANNED = pattern(r"[\dOolI|]{1,2}\s?[/-]\s?[\dOolI|]{1,2}\s?[/-]\s?[\dOolI|]{4}(?![\w])")
"""A date in which a scan put letters for the digits that look the same (O for 0, l and I for 1)."""

_SCANNED_DIGITS = str.maketrans("OolI|", "00111")
_CENTURY = 30
"""Two-digit years up to this are of this century."""


def read_date(printed: re.Match[str]) -> date | None:
    """The date that a match of `DATE` names; None where there is no such day."""
    shown = printed.group()
    if len(shown) == 10 and shown[2] == shown[5] == "/":
        month, day, year = int(shown[:2]), int(shown[3:5]), int(shown[6:])
    elif printed["iso"]:
        year, month, day = (int(part) for part in printed["iso"].split("-"))
    elif printed["numeric"]:
        month, day, year = (int(part) for part in re.split(r"\s?[/.-]\s?", printed["numeric"]))
    else:
        name = (printed["month"] or printed["month2"]).lower()
        if name not in _MONTHS:
            return None
        month = _MONTHS[name]
        day, year = int(printed["day"] or printed["day2"]), int(printed["year"] or printed["year2"])
    if year < 100:
        year += 2000 if year <= _CENTURY else 1900
    try:
        return date(year, month, day)
    except ValueError:
        return None


def mended(printed: str) -> str:
    """A scanned date with its digits put back."""
    return printed.translate(_SCANNED_DIGITS)
