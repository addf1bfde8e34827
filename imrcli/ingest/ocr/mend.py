"""What OCR reads of a page, mended where it can be told what is printed: each mending is a warning."""

from __future__ import annotations

from imrcli.ingest.notes import Note
from imrcli.ingest.ocr.clean import cleaned
from imrcli.ingest.ocr.engine import Engine
from imrcli.ingest.ocr.glued import parted
from imrcli.ingest.ocr.look_again import looked_at_again
from imrcli.ingest.ocr.mending import Mendings
from imrcli.ingest.ocr.numbers import joined, numbered
from imrcli.ingest.ocr.outcomes import decided
from imrcli.ingest.ocr.phrases import phrased
from imrcli.ingest.ocr.prepare import Prepared
from imrcli.ingest.ocr.spelling import spelled
from imrcli.ingest.ocr.words import Line

FIRST = (joined, cleaned, parted, numbered)
"""What mends lines before their numbers are looked at again, in this order."""

_THEN = (phrased, decided, spelled)


def mended(engine: Engine, page: Prepared, lines: list[Line], number: int) -> tuple[list[Line], list[Note]]:
    """A page's lines mended, and notes on what was; `number` is the page's, from 1."""
    mendings = Mendings()
    for step in FIRST:
        lines = step(lines, mendings)
    lines = looked_at_again(engine, page, lines, mendings)
    for step in _THEN:
        lines = step(lines, mendings)
    return lines, mendings.notes(number)
