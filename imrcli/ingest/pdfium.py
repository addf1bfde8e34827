"""Reads a PDF's text with PDFium: the default, about 50 times as fast as a layout analysis.

Posted letters are encrypted (AES) with an empty user password; PDFium opens them as they are. Its functions are
called as pypdfium2 binds them, without its object for every page and the imports of its helpers: that saves a
twentieth of the time of a letter, and a fifth of the command's start-up.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from functools import cache, partial
from typing import Any

import pypdfium2_raw as raw

from imrcli.errors import DamagedPdf, PasswordNeeded
from imrcli.ingest import integrity
from imrcli.ingest.document import Pages
from imrcli.ingest.hidden.annotations import annotations_of, drawn_in
from imrcli.ingest.hidden.asked import Asked
from imrcli.ingest.hidden.page import Hidden, hide, is_protected, without_copies
from imrcli.ingest.hidden.signs import File
from imrcli.ingest.integrity import Looked
from imrcli.ingest.layout import PdfiumLayout
from imrcli.ingest.notes import of_pages
from imrcli.ingest.ocr.reader import PageReader
from imrcli.ingest.placed import placed
from imrcli.text import Span

raw.FPDF_InitLibrary()

bytes(2 << 20)
"""A block that is freed at once, and of which nothing is ever touched: of free memory, glibc keeps as much as twice the
largest block that was given back. Else it hands over to the system what each letter took, and asks for it again: 100
page faults a letter, a thirtieth of its time.
"""

_LOOKED_AT = 200
"""Characters of a turned page whose direction is looked at."""

_STRAIGHT = math.pi / 8
"""Radians that a line may slope."""

_LEAST_TEXT = 40
"""A PDF with fewer characters than this in all is a scan, or damaged: a letter's first line is longer."""


def read(data: bytes, *, layout: bool = False, hidden: bool = False, scans: PageReader | None = None) -> Pages:
    """The text of each page, and where it is printed, if wanted.

    Text that is not seen on the page is left out, unless `hidden` asks for it. `scans` reads pages by OCR, by default
    none. Raises PasswordNeeded, DamagedPdf, ScannedPdf or NoOcr.
    """
    scans = scans or PageReader("never")
    pdf = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not pdf:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD:
            raise PasswordNeeded
        raise DamagedPdf
    texts: list[str] = []
    unread: set[int] = set()
    images = False
    count = raw.FPDF_GetPageCount(pdf)
    kept: list[tuple[Any, Any]] = []
    opened = PdfiumLayout(pdf, kept, texts, data)
    unseen: dict[int, int] = {}
    looked = None if hidden or is_protected(pdf) else Looked()
    damage = integrity.check(data, looked)
    file = File(looked) if looked else None
    asked = Asked(pdf, data)
    try:
        for index in range(count):
            left_out: Hidden | None = None
            page = raw.FPDF_LoadPage(pdf, index)
            annotations = annotations_of(page) if page else None
            if annotations and annotations.drawn:
                page = drawn_in(pdf, index, page, annotations, asked)
            textpage = _textpage(page) if page else None
            if textpage and not hidden:
                covers = annotations.covers if annotations else None
                own = None if annotations and annotations.drawn else index
                textpage, left_out = hide(page, textpage, partial(_textpage, page), covers, file, own)
            text = _page_text(textpage) if textpage else None
            if text and not hidden:
                left_out = without_copies(textpage, text, left_out)
            if text is None:
                unread.add(index)
            elif left_out is not None:
                text = _without(text, left_out.spans)
                unseen[index] = left_out.characters
            if text is not None and len(text) < _LEAST_TEXT + unseen.get(index, 0) and not text.strip():
                images = images or _has_image(page)
            if annotations and annotations.drawn and text:
                text, opened.pieces[index] = placed(page, textpage, text)
            texts.append(scans.text(page, index, text or "") if page else "")
            kept.append((page, textpage))
            if not layout:
                opened.close_pages(but=1)  # PDFium forgets a font with the last page that has it
        scans.finish()
        if sum(map(len, texts)) < _LEAST_TEXT:
            raise scans.scanned() if images else DamagedPdf
        notes = (*of_pages(texts, unread, unseen), *damage)
        return scans.added(Pages(texts, notes, opened if layout else None), layout=layout)
    except BaseException:
        layout = False
        raise
    finally:
        if not layout:
            opened.close()


def _without(text: str, spans: Sequence[Span]) -> str:
    """A page's text with some spans of it blank. Spans count in UTF-16."""
    units = text.encode("utf-16-le")
    for start, end in spans:
        units = units[: 2 * start] + " ".encode("utf-16-le") * (end - start) + units[2 * end :]
    return units.decode("utf-16-le", errors="replace")


def _textpage(page: Any) -> Any:
    """A page's text. PDFium reads in the order in which a page is seen: one that is turned so that its lines run up or
    down is read as if it were not turned.
    """
    textpage = raw.FPDFText_LoadPage(page)
    turned = raw.FPDFPage_GetRotation(page)
    if not turned or not textpage or not _lies(textpage):
        return textpage
    raw.FPDFText_ClosePage(textpage)
    raw.FPDFPage_SetRotation(page, 0)
    textpage = raw.FPDFText_LoadPage(page)
    raw.FPDFPage_SetRotation(page, turned)  # places on the page are told as it is seen
    return textpage


def _lies(textpage: Any) -> bool:
    """Whether most of a turned page's characters stand upright before it is turned, and so not when it is seen."""
    looked = min(raw.FPDFText_CountChars(textpage), _LOOKED_AT)
    angles = (raw.FPDFText_GetCharAngle(textpage, place) for place in range(looked))
    upright = sum(0 <= angle < _STRAIGHT or angle > 2 * math.pi - _STRAIGHT for angle in angles)
    return bool(upright > looked / 2)


def _page_text(textpage: Any) -> str:
    """The text of a page."""
    count = raw.FPDFText_CountChars(textpage)
    if count < 1:
        return ""
    buffer = _units(1 << count.bit_length())()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer)
    return ctypes.string_at(buffer, max(written - 1, 0) * 2).decode("utf-16-le", errors="replace")


@cache
def _units(size: int) -> type[ctypes.Array[ctypes.c_ushort]]:
    """An array of so many units of UTF-16. To make a type for each page, by its size, takes longer than its text."""
    return ctypes.c_ushort * size


def _has_image(page: Any) -> bool:
    kinds = (raw.FPDFPage_GetObject(page, place) for place in range(raw.FPDFPage_CountObjects(page)))
    return any(raw.FPDFPageObj_GetType(item) in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM) for item in kinds)
