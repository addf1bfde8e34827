"""Reads a PDF's text with PDFium: the default, about 50 times as fast as a layout analysis.

Posted letters are encrypted (AES) with an empty user password; PDFium opens them as they are. Its functions are
called as pypdfium2 binds them, without its object for every page and the imports of its helpers: that saves a
twentieth of the time of a letter, and a fifth of the command's start-up.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2_raw as raw

from imrcli.errors import DamagedPdf, PasswordNeeded, ScannedPdf
from imrcli.ingest import integrity
from imrcli.ingest.document import Pages
from imrcli.ingest.layout import PdfiumLayout
from imrcli.ingest.notes import of_pages

raw.FPDF_InitLibrary()

_LEAST_TEXT = 40
"""A PDF with fewer characters than this in all is a scan, or damaged: a letter's first line is longer."""


def read(data: bytes, *, layout: bool = False) -> Pages:
    """The text of each page, and where it is printed, if wanted. Raises PasswordNeeded, DamagedPdf or ScannedPdf."""
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
    try:
        for index in range(count):
            page = raw.FPDF_LoadPage(pdf, index)
            textpage = raw.FPDFText_LoadPage(page) if page else None
            text = _page_text(textpage) if textpage else None
            if text is None:
                unread.add(index)
            elif len(text) < _LEAST_TEXT and not text.strip():
                images = images or _has_image(page)
            texts.append(text or "")
            kept.append((page, textpage))
            if not layout:
                opened.close_pages()
        if sum(map(len, texts)) < _LEAST_TEXT:
            raise ScannedPdf if images else DamagedPdf
        notes = (*of_pages(texts, unread), *integrity.check(data, count))
        return Pages(texts, notes, opened if layout else None)
    except BaseException:
        layout = False
        raise
    finally:
        if not layout:
            opened.close()


def _page_text(textpage: Any) -> str:
    """The text of a page."""
    count = raw.FPDFText_CountChars(textpage)
    if count < 1:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer)
    return bytes(buffer)[: max(written - 1, 0) * 2].decode("utf-16-le", errors="replace")


def _has_image(page: Any) -> bool:
    kinds = (
        raw.FPDFPage_GetObject(page, place) for place in range(raw.FPDFPage_CountObjects(page))
    )
    return any(
        raw.FPDFPageObj_GetType(item) in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
        for item in kinds
    )
