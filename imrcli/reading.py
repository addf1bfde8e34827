"""One letter on its way from a source to what is said of it: what `imrcli.parse` and `imrcli.report` share."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from imrcli.errors import ImrError, NotALetter, SeveralLetters
from imrcli.extract import extract
from imrcli.extract.consistency import check
from imrcli.extract.values import determination, places
from imrcli.ingest import Document, from_text, ingest, load
from imrcli.letters import FORMATS, read_letter
from imrcli.model import Determination, Finding, Place, Side
from imrcli.packets import divide
from imrcli.text import value
from imrcli.warnings import Warnings

if TYPE_CHECKING:
    from imrcli.check.doubt import Doubt
    from imrcli.evidence import Placer
    from imrcli.ingest import ReaderChoice
    from imrcli.ingest.hidden.choice import HiddenChoice
    from imrcli.ingest.ocr.choice import OcrChoice
    from imrcli.letters import LetterFormat

_ALL_READ_BY = "`imr parse` and `imr batch` read them all, and `imrcli.parse_all` in Python"
_LONGEST_PATH = 1_024
"""Characters. A longer string is no path but a letter's text."""


class Report(Struct, frozen=True, kw_only=True):
    """A letter's determination, with evidence, and what in the letter a careful reader would question.

    `text` is the text that the evidence's offsets count in, where the source is text; None for a PDF. Where a text
    holds several letters, each has its own.
    """

    determination: Determination
    findings: list[Finding]
    text: str | None

    def __repr__(self) -> str:
        """`<Report: CM14-0087215, decided 2014-09-18: upheld (2 disputed treatments); 1 finding>`."""
        return f"<Report: {self.determination}; {len(self.findings)} finding{'' if len(self.findings) == 1 else 's'}>"


class Reading:
    """A letter that was read. Use it as a context manager where its document keeps a layout.

    Raises `NotALetter` for a document that is no IMR letter.
    """

    def __init__(self, document: Document, formats: Sequence[LetterFormat] | None = None) -> None:
        self.document = document
        self.letter = read_letter(document, FORMATS if formats is None else formats)
        warnings = Warnings()
        self.values = extract(self.letter, warnings)
        self.determination = determination(self.values, self.letter, warnings.given)
        check(self.determination, self.letter, warnings)
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
    def case_dates(self) -> int:
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
        return self.letter.known and self.case_dates < self.letter.format.least_dates

    def add_evidence(self) -> None:
        """Add to the determination where each value is printed."""
        placer = self._placer()
        evidence: dict[str, list[Place]] = {}
        for pointer, spans in places(self.values):
            if printed := placer.places(spans):
                evidence[pointer] = printed
        self.determination.evidence = evidence

    def _placer(self) -> Placer:
        from imrcli.evidence import Placer

        return Placer(self.letter, self.document.layout)

    def doubts(self) -> list[Doubt]:
        """What a careful reader would question; on the letter as a whole first, then by item."""
        from imrcli.check import examine

        return examine(self.determination, self.letter, dict(places(self.values)))

    def findings(self) -> list[Finding]:
        """The doubts as findings, with the places of each side on the letter's pages."""
        placer = self._placer()
        return [self._finding(doubt, placer) for doubt in self.doubts()]

    def report(self) -> Report:
        """The determination with its evidence, and the findings."""
        self.add_evidence()
        return Report(
            determination=self.determination,
            findings=self.findings(),
            text=self.document.text if self.document.reader == "text" else None,
        )

    def _finding(self, doubt: Doubt, placer: Placer) -> Finding:
        sides = [
            Side(
                label=exhibit.label,
                pointer=exhibit.pointer,
                text=value(self.letter.plain, exhibit.start, exhibit.end),
                places=placer.places([(exhibit.start, exhibit.end)]),
            )
            for exhibit in doubt.exhibits
        ]
        return Finding(code=doubt.code, severity=doubt.severity, message=doubt.message, issue=doubt.issue, sides=sides)


Letters = str | os.PathLike[str] | bytes
"""A source of letters: a path, the bytes of a file, or a text."""


def read(
    source: Letters,
    reader: ReaderChoice,
    formats: Sequence[LetterFormat] | None,
    *,
    layout: bool = False,
    ocr: OcrChoice = "auto",
    hidden: HiddenChoice = "leave-out",
) -> Reading:
    """Read a source of one letter as `imrcli.parse` describes it. Raises SeveralLetters where it holds more."""
    return only(read_all(source, reader, formats, layout=layout, ocr=ocr, hidden=hidden))


def only(readings: list[Reading]) -> Reading:
    """The one letter of a source. Raises SeveralLetters where it holds more."""
    if len(readings) > 1:
        for reading in readings:
            reading.close()
        numbers = ", ".join(reading.determination.case.number or "one without a number" for reading in readings)
        raise SeveralLetters(readings[0].document.path, f"holds {len(readings)} letters ({numbers}); {_ALL_READ_BY}")
    return readings[0]


def read_all(
    source: Letters,
    reader: ReaderChoice,
    formats: Sequence[LetterFormat] | None,
    *,
    layout: bool = False,
    ocr: OcrChoice = "auto",
    hidden: HiddenChoice = "leave-out",
) -> list[Reading]:
    """The letters of a source, in its order; with `layout`, where their characters are printed is kept."""
    if isinstance(source, str) and ("\n" in source or "\f" in source or len(source) > _LONGEST_PATH):
        return read_ingested(from_text(source), source, reader, formats)
    if isinstance(source, bytes):
        data, name = source, None
    else:  # a pipe can be read only once, and its letter may have to be ingested again
        data, name = load(source), os.fspath(source)
    document = ingest(data, name=name, reader=reader, layout=layout, ocr=ocr, hidden=hidden)
    return read_ingested(document, data, reader, formats, hidden)


def read_ingested(
    document: Document,
    source: Letters,
    reader: ReaderChoice,
    formats: Sequence[LetterFormat] | None = None,
    hidden: HiddenChoice = "leave-out",
) -> list[Reading]:
    """The letters of a document that was ingested from a source. Raises NotALetter where it holds none.

    A PDF that `reader` leaves the choice of a reader for, and of whose case table PDFium's order of the text gives too
    little (`LetterFormat.least_dates`), is ingested once more, by its layout; the reading with more dates is kept.
    """
    layout = document.layout is not None
    first = _divided(document, formats)
    if reader != "auto" or document.reader != "pdfium" or not any(reading.table_unread for reading in first):
        return first
    try:
        second = _divided(ingest(source, reader="pdfplumber", layout=layout, hidden=hidden), formats)
    except ImrError:
        return first
    better = sum(reading.case_dates for reading in second) > sum(reading.case_dates for reading in first)
    kept, dropped = (second, first) if better else (first, second)
    for reading in dropped:
        reading.close()
    return kept


def _divided(document: Document, formats: Sequence[LetterFormat] | None) -> list[Reading]:
    """A reading of each letter in a document. Raises NotALetter where there is none."""
    documents = divide(document, FORMATS if formats is None else formats)
    if len(documents) == 1:
        return [Reading(documents[0], formats)]
    readings: list[Reading] = []
    for part in documents:
        try:
            readings.append(Reading(part, formats))
        except NotALetter:
            continue  # papers between letters
    if not readings:
        raise NotALetter(document.path)
    return readings
