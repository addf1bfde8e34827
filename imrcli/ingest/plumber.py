"""Reads a PDF's text with pdfplumber, line by line as laid out on the page.

Slow, but it keeps a table's label beside its value where PDFium prints the columns one after the other.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Container, Sequence
from typing import Any

from imrcli.errors import DamagedPdf, PasswordNeeded, ScannedPdf
from imrcli.ingest import integrity
from imrcli.ingest.document import Pages
from imrcli.ingest.hidden.places import matched, shown
from imrcli.ingest.layout import PlumberLayout
from imrcli.ingest.notes import of_pages
from imrcli.pattern import pattern

_UNNAMED = pattern(r"\(cid:\d+\)")


def read(data: bytes, *, layout: bool = False, hidden: bool = False) -> Pages:
    """The text of each page, and where it is printed, if wanted. Raises PasswordNeeded, DamagedPdf or ScannedPdf.

    Text that is not seen on the page is left out, unless `hidden` asks for it.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    texts: list[str] = []
    unread: set[int] = set()
    images = False
    placed: list[list[dict[str, Any] | None]] = []
    corners: list[tuple[float, float]] = []
    seen = shown(data, hidden=hidden)
    unseen: dict[int, int] = {}
    try:
        with pdfplumber.open(io.BytesIO(seen.data)) as pdf:
            for index, page in enumerate(pdf.pages):
                corner = (float(page.cropbox[0]), float(page.cropbox[1]))
                try:
                    if places := seen.hidden.get(index):
                        page, unseen[index] = _without(page, matched(places, page.chars, corner)), len(places)
                    printed = _characters(page.get_textmap().tuples)
                    images = images or bool(page.images)
                except Exception:  # pdfminer raises what it likes on a broken page
                    printed = []
                    unread.add(index)
                texts.append("".join(words for words, _ in printed))
                if layout:
                    placed.append([char for words, char in printed for _ in words])
                    corners.append(corner)
    except PdfminerException as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args):
            raise PasswordNeeded from None
        raise DamagedPdf from None
    except Exception:  # pdfminer raises what it likes on a broken file
        raise DamagedPdf from None
    if not any(text.strip() for text in texts):
        says = "is a scan, and `--reader pdfplumber` reads no scans; leave that out, and it is read by OCR"
        raise ScannedPdf(None, says) if images else DamagedPdf
    notes = (*of_pages(texts, unread, unseen), *integrity.check(data))
    return Pages(texts, notes, PlumberLayout(placed, corners) if layout else None)


def _without(page: Any, left_out: Container[int]) -> Any:
    """A page without the characters of these ids."""
    return page.filter(lambda thing: id(thing) not in left_out)


def _characters(
    printed: Sequence[tuple[str, dict[str, Any] | None]],
) -> list[tuple[str, dict[str, Any] | None]]:
    """A page's text by what is printed at once; a bullet in a font that names no character for it is a bullet."""
    return [("•" if _UNNAMED.fullmatch(words) else words, char) for words, char in printed]
