"""What OCR reads of a page, mended where it can be told what is printed: each mending is a warning."""

from __future__ import annotations

from collections.abc import Sequence

from imrcli.ingest.notes import Note
from imrcli.ingest.ocr.clean import cleaned
from imrcli.ingest.ocr.mending import Mendings
from imrcli.ingest.ocr.numbers import numbered
from imrcli.ingest.ocr.outcomes import decided
from imrcli.ingest.ocr.phrases import phrased
from imrcli.ingest.ocr.spelling import spelled
from imrcli.ingest.ocr.words import Line


def mended(lines: Sequence[Line], page: int) -> tuple[list[Line], list[Note]]:
    """A page's lines mended, and notes on what was; `page` is its number from 1."""
    mendings = Mendings()
    for step in (cleaned, numbered, phrased, decided, spelled):
        lines = step(lines, mendings)
    return list(lines), mendings.notes(page)
