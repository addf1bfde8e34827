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

from imrcli.errors import ImrError, NotALetter

if TYPE_CHECKING:
    from imrcli.ingest import Document, ReaderChoice
    from imrcli.letters import Letter, LetterFormat
    from imrcli.model import Determination

__version__ = "0.1.0"
__all__ = ["ImrError", "__version__", "parse", "parse_document", "schema"]


_LONGEST_PATH = 1_024
"""Characters. A longer string is no path but a letter's text."""


def parse(
    source: str | os.PathLike[str] | bytes,
    *,
    reader: ReaderChoice = "auto",
    formats: Sequence[LetterFormat] | None = None,
) -> Determination:
    """Read one IMR determination letter.

    `source` is the path of a PDF or text file (`-`: standard input), the bytes of one, or the letter's text
    itself (a string with a line break in it, or longer than 1,024 characters). `reader` chooses how a PDF is read. `formats` are the letter
    formats to look for, by default `imrcli.letters.FORMATS`.

    Returns a `Determination`. Raises a kind of `imrcli.ImrError` for what cannot be read or is no IMR letter.
    """
    from imrcli.ingest import from_text, ingest

    if isinstance(source, str) and (
        "\n" in source or "\f" in source or len(source) > _LONGEST_PATH
    ):
        return parse_document(from_text(source), formats=formats)
    document = ingest(source, reader=reader)
    determination = parse_document(document, formats=formats)
    if reader == "auto" and document.reader == "pdfium" and _table_unread(determination):
        return _better(determination, source, formats)
    return determination


_LEAST_DATES = 3


def _dates(determination: Determination) -> int:
    case = determination.case
    days = (
        case.date_assigned,
        case.date_of_injury,
        case.decision_date,
        case.ur_denial_date,
        case.application_received,
    )
    return sum(day is not None for day in days)


def _table_unread(determination: Determination) -> bool:
    """Whether a format that has a case table gave less of it than any letter has."""
    tables = ("issues-2014", "determination-2013")
    return determination.format in tables and _dates(determination) < _LEAST_DATES


def _better(
    first: Determination,
    source: str | os.PathLike[str] | bytes,
    formats: Sequence[LetterFormat] | None,
) -> Determination:
    """The letter read by its layout, where that gives more of the case table than PDFium's order of the text."""
    from imrcli.ingest import ingest

    try:
        again = parse_document(ingest(source, reader="pdfplumber"), formats=formats)
    except ImrError:
        return first
    return again if _dates(again) > _dates(first) else first


def parse_document(
    document: Document, *, formats: Sequence[LetterFormat] | None = None
) -> Determination:
    """The determination of a document that is already read. Raises `NotALetter` for what is no IMR letter."""
    from imrcli.extract import determine
    from imrcli.letters import FORMATS, read_letter

    letter = read_letter(document, FORMATS if formats is None else formats)
    determination = determine(letter)
    if not _is_letter(letter, determination):
        raise NotALetter(document.path)
    return determination


def _is_letter(letter: Letter, determination: Determination) -> bool:
    """A letter has a known format, or else its subject and its number at least."""
    if determination.issues:
        return True
    if letter.known:
        return len(letter.sections) > 2 or determination.case.number is not None
    return determination.case.number is not None


def schema() -> dict[str, object]:
    """JSON Schema (2020-12) of a `Determination`."""
    from imrcli.model import schema as made

    return made()
