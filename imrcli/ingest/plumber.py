"""Reads a PDF's text with pdfplumber, line by line as laid out on the page.

Slow, but it keeps a table's label beside its value where PDFium prints the columns one after the other.
"""

from __future__ import annotations

import io
import logging

from imrcli.errors import DamagedPdf, PasswordNeeded, ScannedPdf
from imrcli.ingest.document import Pages
from imrcli.pattern import pattern

_UNNAMED = pattern(r"\(cid:\d+\)")


def read(data: bytes) -> Pages:
    """The text of each page. Raises PasswordNeeded, DamagedPdf or ScannedPdf."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    texts, images = [], False
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            for page in pdf.pages:
                # A bullet in a font that names no character for it.
                texts.append(_UNNAMED.sub("•", page.extract_text()))
                images = images or bool(page.images)
    except PdfminerException as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args):
            raise PasswordNeeded from None
        raise DamagedPdf from None
    except Exception:  # pdfminer raises what it likes on a broken file
        raise DamagedPdf from None
    if not any(text.strip() for text in texts):
        raise ScannedPdf if images else DamagedPdf
    return Pages(texts)
