"""The letter's PDF with highlight annotations: one a value and page, with the value as its note.

PDFium adds them to the file as it is: text, pictures and fonts stay. Only the encryption of posted letters, which
opens with an empty password, is left out, since PDFium writes none. Viewers draw the highlights from their corners.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from imrcli.errors import DamagedPdf
from imrcli.ingest.saved import saved
from imrcli.model import Determination, Finding
from imrcli.show.fields import KINDS
from imrcli.show.lines import printed
from imrcli.show.pictures import opened
from imrcli.show.targets import SEVERITIES, Target, extent, plans

if TYPE_CHECKING:
    from imrcli.reading import Report

Box = tuple[float, float, float, float]
Colour = tuple[int, int, int]

COLOURS: dict[str, Colour] = {
    "case": (0xBB, 0xD6, 0xFF),
    "reviewer": (0xB4, 0xEC, 0xF4),
    "claimant": (0xD9, 0xCD, 0xFF),
    "summary": (0xE3, 0xE8, 0xEE),
    "request": (0xFF, 0xE4, 0x96),
    "outcome": (0xFF, 0xC6, 0xDF),
    "guideline": (0xC6, 0xEF, 0xD1),
    "rationale": (0xF8, 0xEA, 0xD4),
    "conclusion": (0xFF, 0xC8, 0xC0),
    "high": (0x99, 0x1B, 0x1B),
    "medium": (0x8A, 0x41, 0x00),
    "low": (0x3D, 0x4B, 0x5C),
}
_OPAQUE = 255
_PRINTED = 4
"""The annotation flag that has it printed."""

_PAD = 0.8
"""Points that a highlight is larger than the glyphs in it."""

_BELOW = 2.4
"""Points below the glyphs where viewers draw an underline: they draw it inside its box."""

_FEW = 3
"""Lines that a finding may have on a page to be underlined; more have a note in the margin."""

_NOTE = 18.0
"""The side of a note's sign, in points."""

_AUTHOR = "imrcli"


def annotated(data: bytes, letters: Sequence[Report]) -> bytes:
    """The PDF with its letters' values highlighted, findings underlined or noted, warnings in a note on the first page.

    Raises PasswordNeeded or DamagedPdf for what PDFium cannot open, DamagedPdf for what it cannot write again.
    """
    import pypdfium2_raw as raw

    planned = plans(letters)
    # The larger lies below the smaller, so that a click meets the smallest.
    ordered = sorted(
        (target for plan in planned for target in plan.targets),
        key=lambda target: (target.finding is not None, -extent(target)),
    )
    findings = {number: finding for plan in planned for number, finding in plan.numbered}
    notes = {_first_page(letter.determination): _letter_note(letter.determination) for letter in letters}
    with opened(data) as pdf:
        for index in range(raw.FPDF_GetPageCount(pdf)):
            boxes = [(target, _boxes(target, index + 1)) for target in ordered]
            note = notes.get(index + 1, "")
            if not note and not any(marks for _, marks in boxes):
                continue
            page = raw.FPDF_LoadPage(pdf, index)
            if not page:
                continue
            try:
                _mark(page, [(target, marks) for target, marks in boxes if marks], findings, note)
            finally:
                raw.FPDF_ClosePage(page)
        written = saved(pdf)
        if written is None:
            raise DamagedPdf
        return written


def _boxes(target: Target, number: int) -> list[Box]:
    return [place.bbox for place in target.places if place.page == number and isinstance(place.bbox, tuple)]


def _mark(page: Any, marked: list[tuple[Target, list[Box]]], findings: Mapping[int, Finding], note: str) -> None:
    """Add a page's annotations."""
    import pypdfium2_raw as raw

    width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
    annotations: dict[tuple[int, str, tuple[Box, ...]], tuple[str, list[str]]] = {}
    for target, boxes in marked:
        if target.finding is None:
            how, subject = raw.FPDF_ANNOT_HIGHLIGHT, KINDS.get(target.kind, "")
            says = f"{target.name}: {target.value}" if target.value else target.name
            at = tuple(_padded(box, _PAD) for box in boxes)
        else:
            finding = findings[target.finding]
            subject = f"Finding: {finding.code}"
            says = f"{target.name}\n{SEVERITIES[finding.severity]}\n{finding.message}"
            if len(boxes) > _FEW:
                x, y = width - _NOTE - 6, boxes[0][1]
                how, at = raw.FPDF_ANNOT_TEXT, ((x, y, x + _NOTE, y + _NOTE),)
            else:
                how, at = raw.FPDF_ANNOT_UNDERLINE, tuple(_padded(box, _BELOW) for box in boxes)
        # Values read from the very same words share a highlight; two would lie on each other, one out of reach.
        annotations.setdefault((how, target.kind, at), (subject, []))[1].append(says)
    if note:
        at = ((8.0, 8.0, 8.0 + _NOTE, 8.0 + _NOTE),)
        annotations[raw.FPDF_ANNOT_TEXT, "request", at] = ("The letter", [note])
    for (how, kind, at), (subject, texts) in annotations.items():
        inside = [printed(page, width, height, box) for box in at]
        _annotation(page, how, inside, COLOURS[kind], "\n".join(texts), subject)


def _padded(box: Box, below: float) -> Box:
    x0, top, x1, bottom = box
    return x0 - _PAD, top - _PAD, x1 + _PAD, bottom + below


def _annotation(page: Any, how: int, boxes: list[Box], colour: Colour, says: str, subject: str) -> None:
    """One annotation over boxes of the PDF's own coordinates (left, bottom, right, top)."""
    import pypdfium2_raw as raw

    annotation = raw.FPDFPage_CreateAnnot(page, how)
    if not annotation:
        return
    try:
        left, bottom, right, top = zip(*boxes, strict=True)
        around = raw.FS_RECTF(left=min(left), bottom=min(bottom), right=max(right), top=max(top))
        raw.FPDFAnnot_SetRect(annotation, ctypes.byref(around))
        if how != raw.FPDF_ANNOT_TEXT:
            for x0, y0, x1, y1 in boxes:
                corners = raw.FS_QUADPOINTSF(x0, y1, x1, y1, x0, y0, x1, y0)
                raw.FPDFAnnot_AppendAttachmentPoints(annotation, ctypes.byref(corners))
        raw.FPDFAnnot_SetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, *colour, _OPAQUE)
        raw.FPDFAnnot_SetFlags(annotation, _PRINTED)
        for key, value in ((b"Contents", says), (b"T", _AUTHOR), (b"Subj", subject)):
            raw.FPDFAnnot_SetStringValue(annotation, key, _wide(value))
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _wide(words: str) -> Any:
    """A string as PDFium takes it: UTF-16, ended by a zero (so a zero within would cut it off)."""
    data = words.replace("\0", " ").encode("utf-16-le", "replace") + b"\0\0"
    return (ctypes.c_ushort * (len(data) // 2)).from_buffer_copy(data)


def _first_page(determination: Determination) -> int:
    """The page of the file, from 1, on which a letter begins."""
    pages = determination.source.page_range
    return pages[0] if pages else 1


def _letter_note(determination: Determination) -> str:
    """What has no place of its own: the letter's warnings."""
    return "\n".join(_warnings(determination))


def _warnings(determination: Determination) -> Iterator[str]:
    for warning in determination.warnings:
        where = "" if warning.issue is None else f" (item {warning.issue + 1})"
        yield f"Warning{where}: {warning.message}"
