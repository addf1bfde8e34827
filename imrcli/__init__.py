"""Reads Independent Medical Review (IMR) determination letters: what each one decided, with evidence.

>>> import imrcli
>>> determination = imrcli.parse("letter.pdf")
>>> determination.issues[0].outcome
'upheld'
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from imrcli.errors import ImrError, SeveralLetters

if TYPE_CHECKING:
    from imrcli.corpus.corpus import Corpus
    from imrcli.data_frames import to_frame
    from imrcli.ingest import Document, ReaderChoice
    from imrcli.ingest.hidden.choice import HiddenChoice
    from imrcli.ingest.ocr.choice import OcrChoice
    from imrcli.letters import LetterFormat
    from imrcli.many import read_many
    from imrcli.model import Determination, Issue, Problem
    from imrcli.reading import Report

__version__ = "0.1.0"
__all__ = [
    "Corpus",
    "Determination",
    "ImrError",
    "Issue",
    "Problem",
    "SeveralLetters",
    "__version__",
    "parse",
    "parse_all",
    "parse_document",
    "read_many",
    "report",
    "report_all",
    "schema",
    "to_frame",
]

_MODULES = {
    "Corpus": "imrcli.corpus.corpus",
    "Determination": "imrcli.model",
    "Issue": "imrcli.model",
    "Problem": "imrcli.model",
    "read_many": "imrcli.many",
    "to_frame": "imrcli.data_frames",
}
"""Where each name is that is imported only when it is asked for."""


def __getattr__(name: str) -> object:
    if name in _MODULES:
        from importlib import import_module

        return getattr(import_module(_MODULES[name]), name)
    raise AttributeError(f"module 'imrcli' has no attribute {name!r}")


def parse(
    source: str | os.PathLike[str] | bytes,
    *,
    reader: ReaderChoice = "auto",
    formats: Sequence[LetterFormat] | None = None,
    evidence: bool = False,
    ocr: OcrChoice = "auto",
    hidden: HiddenChoice = "leave-out",
) -> Determination:
    """Read one IMR determination letter.

    `source` is the path of a PDF or text file (`-`: standard input), the bytes of one, or the letter's text itself (a
    string with a line break in it, or longer than 1,024 characters). `reader` chooses how a PDF is read. `formats` are
    the letter formats to look for, by default `imrcli.letters.FORMATS`. With `evidence` the determination tells where
    each value was read. `ocr` chooses which pages are read by OCR: those that need it where there is an engine
    (`auto`), all (`always`), none (`never`). Text that a page does not show is not read, unless `hidden` is `include`.

    Returns a `Determination`. Raises a kind of `imrcli.ImrError` for what cannot be read or is no IMR letter, and
    `imrcli.SeveralLetters` for a file of several letters, which `parse_all` reads.
    """
    from imrcli.reading import read

    with read(source, reader, formats, layout=evidence, ocr=ocr, hidden=hidden) as reading:
        if evidence:
            reading.add_evidence()
        return reading.determination


def parse_all(
    source: str | os.PathLike[str] | bytes,
    *,
    reader: ReaderChoice = "auto",
    formats: Sequence[LetterFormat] | None = None,
    evidence: bool = False,
    ocr: OcrChoice = "auto",
    hidden: HiddenChoice = "leave-out",
) -> list[Determination]:
    """Read all IMR determination letters of a file, in its order; papers between them are left out.

    The arguments are those of `parse`. Raises a kind of `imrcli.ImrError` for what cannot be read or holds no letter.
    """
    from imrcli.reading import read_all

    readings = read_all(source, reader, formats, layout=evidence, ocr=ocr, hidden=hidden)
    try:
        for reading in readings if evidence else ():
            reading.add_evidence()
        return [reading.determination for reading in readings]
    finally:
        for reading in readings:
            reading.close()


def report(
    source: str | os.PathLike[str] | bytes,
    *,
    reader: ReaderChoice = "auto",
    formats: Sequence[LetterFormat] | None = None,
    ocr: OcrChoice = "auto",
    hidden: HiddenChoice = "leave-out",
) -> Report:
    """Read one letter as `parse` does, with evidence, and say what in it a careful reader would question.

    Returns a `Report`: the determination and the findings. Raises as `parse` does.
    """
    from imrcli.reading import read

    with read(source, reader, formats, layout=True, ocr=ocr, hidden=hidden) as reading:
        return reading.report()


def report_all(
    source: str | os.PathLike[str] | bytes,
    *,
    reader: ReaderChoice = "auto",
    formats: Sequence[LetterFormat] | None = None,
    ocr: OcrChoice = "auto",
    hidden: HiddenChoice = "leave-out",
) -> list[Report]:
    """A `Report` of each letter of a file, in its order, as `report` makes it. Raises as `parse_all` does."""
    from imrcli.reading import read_all

    readings = read_all(source, reader, formats, layout=True, ocr=ocr, hidden=hidden)
    try:
        return [reading.report() for reading in readings]
    finally:
        for reading in readings:
            reading.close()


def parse_document(document: Document, *, formats: Sequence[LetterFormat] | None = None) -> Determination:
    """The determination of a document that is already read. Raises `NotALetter` for what is no IMR letter."""
    from imrcli.reading import Reading

    return Reading(document, formats).determination


def schema() -> dict[str, object]:
    """JSON Schema (2020-12) of a `Determination`."""
    from imrcli import model

    return model.schema()
