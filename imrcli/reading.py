"""One letter on its way from a source to what is said of it: what `imrcli.parse` and `imrcli.report` share."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from imrcli.errors import ImrError, NotALetter
from imrcli.ingest import Document, from_text, ingest
from imrcli.letters import FORMATS, read_letter
from imrcli.model import Determination, Finding, Side

if TYPE_CHECKING:
    from imrcli.check.finding import Finding as Found
    from imrcli.evidence import Placer
    from imrcli.ingest import ReaderChoice
    from imrcli.letters import LetterFormat

_LONGEST_PATH = 1_024
"""Characters. A longer string is no path but a letter's text."""

_LEAST_DATES = 3


class Report(Struct, frozen=True, kw_only=True):
    """A letter's determination, with evidence, and what in the letter a careful reader would question.

    `text` is the text that the evidence's offsets count in, where the source is text; None for a PDF.
    """

    determination: Determination
    findings: list[Finding]
    text: str | None


class Reading:
    """A letter that was read. Use it as a context manager where its document keeps a layout.

    Raises `NotALetter` for a document that is no IMR letter.
    """

    def __init__(self, document: Document, formats: Sequence[LetterFormat] | None = None) -> None:
        from imrcli.extract import examine

        self.document = document
        self.letter = read_letter(document, FORMATS if formats is None else formats)
        self.determination, self._noticed = examine(self.letter)
        if not self._is_letter():
            self.close()
            raise NotALetter(document.path)

    def __enter__(self) -> Reading:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of what the document keeps open."""
        if self.document.layout is not None:
            self.document.layout.close()

    def _is_letter(self) -> bool:
        """A letter has a known format, or else its subject and its number at least."""
        number = self.determination.case.number
        if self.determination.issues:
            return True
        if self.letter.known:
            return len(self.letter.sections) > 2 or number is not None
        return number is not None

    @property
    def dates(self) -> int:
        """How many dates of the case table were read."""
        case = self.determination.case
        days = (
            case.date_assigned,
            case.date_of_injury,
            case.decision_date,
            case.ur_denial_date,
            case.application_received,
        )
        return sum(day is not None for day in days)

    @property
    def table_unread(self) -> bool:
        """Whether a format that has a case table gave less of it than any letter has."""
        tables = ("issues-2014", "determination-2013")
        return self.determination.format in tables and self.dates < _LEAST_DATES

    def add_evidence(self) -> None:
        """Add to the determination where each value was read."""
        from imrcli.evidence import Placer, locate

        placer = Placer(self.letter, self.document.layout)
        found = locate(self.determination, self.letter, self._noticed)
        self.determination.evidence = {pointer: placer.places(spans) for pointer, spans in found.items()}

    def findings(self) -> list[Finding]:
        """What in the letter a careful reader would question, with the places of each side on the letter's pages."""
        from imrcli.check import examine
        from imrcli.evidence import Placer

        placer = Placer(self.letter, self.document.layout)
        return [self._placed(found, placer) for found in examine(self.determination, self.letter)]

    def _placed(self, found: Found, placer: Placer) -> Finding:
        from imrcli.text import value

        sides = [
            Side(
                label=side.label,
                pointer=side.pointer,
                text=value(self.letter.plain, side.start, side.end),
                places=placer.places([(side.start, side.end)]),
            )
            for side in found.sides
        ]
        return Finding(code=found.code, severity=found.severity, message=found.message, issue=found.issue, sides=sides)


def read(
    source: str | os.PathLike[str] | bytes,
    reader: ReaderChoice,
    formats: Sequence[LetterFormat] | None,
    *,
    layout: bool = False,
) -> Reading:
    """Read a source as `imrcli.parse` describes it; with `layout`, where its characters are printed is kept."""
    if isinstance(source, str) and ("\n" in source or "\f" in source or len(source) > _LONGEST_PATH):
        return Reading(from_text(source), formats)
    return read_ingested(ingest(source, reader=reader, layout=layout), source, reader, formats)


def read_ingested(
    document: Document,
    source: str | os.PathLike[str] | bytes,
    reader: ReaderChoice,
    formats: Sequence[LetterFormat] | None = None,
) -> Reading:
    """The same, of a source that is ingested already."""
    layout = document.layout is not None
    first = Reading(document, formats)
    if reader == "auto" and first.document.reader == "pdfium" and first.table_unread:
        return _better(first, source, formats, layout)
    return first


def _better(
    first: Reading,
    source: str | os.PathLike[str] | bytes,
    formats: Sequence[LetterFormat] | None,
    layout: bool,
) -> Reading:
    """The letter read by its layout, where that gives more of the case table than PDFium's order of the text."""
    try:
        again = Reading(ingest(source, reader="pdfplumber", layout=layout), formats)
    except ImrError:
        return first
    kept, left = (again, first) if again.dates > first.dates else (first, again)
    left.close()
    return kept
