"""A text as a cell of an Excel workbook holds it: always a string, never too long, with nothing that XML forbids.

And how wide columns are, and which colours outcomes have.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from imrcli.render.formulas import RUNS_AS_FORMULA

MOST_CHARACTERS = 32_767
"""UTF-16 units that a cell of Excel has."""

CUT = " […cut]"
"""What a text that was cut ends with."""

SHORT = 200
"""Texts up to this length come again and again; `short_cell` remembers them."""

COLOURS = {"upheld": "#F8CBAD", "overturned": "#C6E0B4", "partially_overturned": "#FFE699"}
KIND_WIDTH = {"date": 12, "number": 8, "list": 24, "text": 18}
WIDTH = {
    "source": 28,
    "sha256": 14,
    "case_number": 15,
    "letter_outcome": 19,
    "outcome": 19,
    "request": 46,
    "original_request": 30,
    "authorized": 30,
    "administrator_citations": 46,
    "reviewer_citations": 46,
    "rationale": 60,
    "clinical_summary": 60,
    "documents_reviewed": 40,
    "guideline": 32,
    "sections": 36,
    "text": 50,
    "code": 26,
    "message": 80,
    "evidence": 80,
}
"""In characters, by the column's name or else by its kind, but never narrower than its name and the filter's arrow."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class Style(NamedTuple):
    """The numbers of two cell formats: of a text, and of one that opens like a formula."""

    usual: int
    quoted: int


def escaped(text: str) -> str:
    """A text as it stands in a cell's XML; what XML has no place for becomes U+FFFD."""
    if not text.isprintable():
        text = _NOT_IN_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if "_x" in text:  # Excel reads `_x0041_` as `A`
        text = _LIKE_AN_ESCAPE.sub("_x005F_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shortened(text: str) -> tuple[str, int]:
    """A text as far as a cell can hold it, and its length in UTF-16 units where it was cut, else 0."""
    if len(text) * 2 <= MOST_CHARACTERS:
        return text, 0
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * MOST_CHARACTERS:
        return text, 0
    kept = units[: 2 * (MOST_CHARACTERS - len(CUT))].decode("utf-16-le", "ignore")
    return kept + CUT, len(units) // 2


def cell(text: str, style: Style) -> str:
    """A text's cell, as XML, behind its reference: always a string, never a formula or a link."""
    number = style.quoted if text.startswith(RUNS_AS_FORMULA) else style.usual
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f's="{number}" t="inlineStr"><is><t{space}>{escaped(text)}</t></is></c>'


short_cell = lru_cache(maxsize=8_192)(cell)
