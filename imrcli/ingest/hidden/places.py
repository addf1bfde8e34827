"""What a page shows and what it does not, for a reader that cannot tell: PDFium tells it for the file as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pypdfium2_raw as raw

from imrcli.ingest.hidden.annotations import annotations_of, drawn_in
from imrcli.ingest.hidden.asked import Asked
from imrcli.ingest.hidden.boxes import Box, turned
from imrcli.ingest.hidden.page import hidden_characters, is_protected
from imrcli.ingest.layout import as_seen
from imrcli.ingest.saved import saved

_NEAR = 1.5
"""Points by which two readers place a character differently."""
_ROW = 12
"""Points. Characters are looked up by such rows of the page."""
_ROWS_ABOVE = 8
"""Rows that a character can be high."""


class Place(NamedTuple):
    """A character that is not seen, and its box as the page is seen, from its top left."""

    character: str
    box: Box


class Shown(NamedTuple):
    """A PDF with its annotations drawn in, and what is not seen on its pages, by page from 0."""

    data: bytes
    hidden: dict[int, list[Place]]


def shown(data: bytes, *, hidden: bool) -> Shown:
    """What a PDF shows; with `hidden` nothing is looked for that is not seen."""
    raw.FPDF_InitLibrary()
    pdf = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not pdf:
        return Shown(data, {})
    protected, drawn, asked = is_protected(pdf), False, Asked(pdf, data)
    found: dict[int, list[Place]] = {}
    try:
        for index in range(raw.FPDF_GetPageCount(pdf)):
            page = raw.FPDF_LoadPage(pdf, index)
            if not page:
                continue
            annotations = annotations_of(page)
            if annotations and annotations.drawn:
                page, drawn = drawn_in(pdf, index, page, annotations, asked), True
            textpage = raw.FPDFText_LoadPage(page)
            if textpage and not hidden:
                covers = annotations.covers if annotations else None
                by = as_seen(page)
                unseen = hidden_characters(page, textpage, covers, protected=protected)
                found[index] = [
                    Place(chr(raw.FPDFText_GetUnicode(textpage, character.number)), turned(character.box, by))
                    for character in unseen
                ]
            raw.FPDFText_ClosePage(textpage)
            raw.FPDF_ClosePage(page)
        return Shown(saved(pdf) or data if drawn else data, found)
    finally:
        raw.FPDF_CloseDocument(pdf)


def matched(places: Sequence[Place], characters: Iterable[Mapping[str, Any]], corner: tuple[float, float]) -> set[int]:
    """The ids of another reader's characters that are those of the places, one for each.

    A character is a mapping as pdfplumber's, `corner` is the page's top left one in what it counts from.
    """
    rows: dict[int, list[Mapping[str, Any]]] = {}
    for character in characters:
        rows.setdefault(int(character["top"] - corner[1]) // _ROW, []).append(character)
    taken: set[int] = set()
    for place in places:
        x0, top, x1, bottom = place.box
        x, y = (x0 + x1) / 2 + corner[0], (top + bottom) / 2 + corner[1]
        row = int(y - corner[1]) // _ROW
        near = [
            character
            for number in range(row - _ROWS_ABOVE, row + 2)
            for character in rows.get(number, ())
            if id(character) not in taken
            and character["x0"] - _NEAR <= x <= character["x1"] + _NEAR
            and character["top"] - _NEAR <= y <= character["bottom"] + _NEAR
        ]
        same = [character for character in near if place.character in character["text"]]
        if same or near:
            best = min(same or near, key=lambda character: abs((character["x0"] + character["x1"]) / 2 - x))
            taken.add(id(best))
    return taken
