"""Values that OCR read and could not be sure of: they are left out, with a warning, and never given as read."""

from __future__ import annotations

from typing import TypeVar

from imrcli.letters import Letter
from imrcli.pattern import pattern
from imrcli.text import Located, value
from imrcli.warnings import Warnings

Value = TypeVar("Value")

_UNPADDED = pattern(r"\D?(?:\d[/-]|\d\d[/-]\d[/-])")

_DATES = ("date", "assigned", "injury", "received")
"""How the names of the dates in the case table end."""


def trusted(name: str, read: Located[Value] | None, letter: Letter, warnings: Warnings) -> Located[Value] | None:
    """A value that was read, or None, with a warning, where OCR is not sure of the number that it is made of.

    In a table whose dates have leading zeros, OCR has lost a digit of a date that lacks one.
    """
    if read is None or not letter.document.ocr_pages:
        return read
    for start, end in read.spans:
        printed = value(letter.plain, start, end)
        lost = letter.format.padded_dates and name.endswith(_DATES) and _UNPADDED.match(printed)
        if letter.document.doubtful(start, end) or (lost and letter.document.by_ocr(start)):
            warnings.warn("ocr-doubtful", f"{name}: OCR is not sure of {printed!r}; no value is given")
            return None
    return read
