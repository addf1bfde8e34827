"""An Excel workbook: Summary, Decisions, Letters, Citations, Findings (where the letters were checked) and Problems.

XlsxWriter makes the workbook. Its way of writing takes 7 µs a cell, 1 ms a letter, so rows are put together here and
appended to the file in which its constant_memory mode keeps a sheet's rows until the workbook is closed.
"""

from __future__ import annotations

import contextlib
import shutil
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, get_args
from weakref import finalize

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from imrcli import __version__
from imrcli.batch.sinks.xlsx_cells import (
    COLOURS,
    KIND_WIDTH,
    MOST_CHARACTERS,
    SHORT,
    WIDTH,
    Style,
    cell,
    short_cell,
    shortened,
)
from imrcli.batch.sinks.xlsx_summary import Summary
from imrcli.batch.sinks.xlsx_target import Target
from imrcli.model import Outcome, Problem
from imrcli.render import words
from imrcli.render.rows import COLUMNS, QUESTIONED, places
from imrcli.render.tables import (
    CITATION,
    ISSUE,
    LETTER,
    NOTE,
    Note,
    Place,
    Table,
    cited,
    pick,
    questioned,
    read_line,
)

_FIRST = ("case_number", "decision_date", "outcome", "issue_count")

DECISIONS = Table("Decisions", "a disputed treatment; a letter without any has one row", COLUMNS)
_NAMES = ("format", "reader", "source", "sha256")
"""What programs need: it stands last."""

LETTERS = Table(
    "Letters",
    "a letter",
    (
        *pick(LETTER, *_FIRST),
        *(column for column in LETTER if column.name not in (*_FIRST, *_NAMES)),
        *pick(LETTER, *_NAMES),
    ),
)
CITATIONS = Table(
    "Citations",
    "a citation",
    (
        *pick(LETTER, "case_number", "decision_date"),
        *pick(ISSUE, issue="number"),
        *pick(ISSUE, "request", "outcome", "category", "subcategory"),
        *pick(CITATION, "side", citation_source="source"),
        *pick(CITATION, "guideline", "year", "chapter", "sections", "pages", "text"),
        *pick(LETTER, "source"),
    ),
)
FINDINGS = Table("Findings", "what a careful reader would question (only with `--check`)", QUESTIONED)
PROBLEMS = Table(
    "Problems",
    "something to know of a source, a letter or a cell",
    pick(NOTE, "case_number", "issue", "kind", "code", "message", "source", "sha256"),
)
TABLES = (DECISIONS, LETTERS, CITATIONS, FINDINGS, PROBLEMS)

MOST_ROWS = 1_048_576
"""Rows that a sheet of Excel has, the header's included."""

_TALL = ("rationale", "clinical_summary", "documents_reviewed")
"""Long texts: rows of a sheet that has them are a few lines high, whatever the text's length."""

_HEIGHT = 60
"""Points: four lines."""

_CASE = ("case_number", "decision_date")
"""Columns that stay in view where a sheet begins with them."""

_FIRST_DAY = date(1900, 3, 1)
"""Before it Excel's calendar is wrong, or has no days at all: such dates are texts."""

_DAY_ZERO = 693_594
"""The ordinal of the day from which Excel counts."""


class _Rows(Worksheet):  # type: ignore[misc]
    """A sheet of XlsxWriter that takes whole rows of XML behind its header."""

    def append(self, row: int, cells: str, height: str) -> None:
        if row == 1:
            self._write_single_row(row)  # the header, which waits to be written
        self.row_data_fh.write(f'<row r="{row + 1}"{height}>{cells}</row>')

    def reach(self, row: int, column: int) -> None:
        """Say how far the rows went."""
        self._check_dimensions(row, column)

    def drop(self) -> None:
        """Let go of the file of rows, which is needed no more."""
        with contextlib.suppress(OSError):  # a full disk, where rows still wait to be written
            self.row_data_fh.close()


class _Formats:
    """The workbook's cell formats."""

    def __init__(self, book: Workbook) -> None:
        def number(**properties: object) -> int:
            index: int = book.add_format({"valign": "top", **properties})._get_xf_index()
            return index

        # The quote's prefix is no part of the text: it keeps the cell a text when somebody edits it.
        self.number = number()
        self.text = Style(number(text_wrap=True), number(text_wrap=True, quote_prefix=True))
        self.date = number(num_format="yyyy-mm-dd")
        self.header = book.add_format({"bold": True, "bg_color": "#D9E1F2", "bottom": 1, "valign": "top"})
        self.outcome = {name: book.add_format({"bg_color": colour}) for name, colour in COLOURS.items()}


class _Sheet:
    """One table, on as many sheets as its rows need."""

    def __init__(self, book: Workbook, table: Table, formats: _Formats) -> None:
        self._book, self._table, self._formats = book, table, formats
        self._last_column = len(table.columns) - 1
        self._cells_of = [
            (
                xl_col_to_name(number),
                column.value,
                column.kind,
                {value: words.outcome(value) for value in column.values if value.islower()},
            )
            for number, column in enumerate(table.columns)
        ]
        tall = any(column.name in _TALL for column in table.columns)
        self._height = f' ht="{_HEIGHT}" customHeight="1"' if tall else ""
        self.parts: list[_Rows] = []
        self._open()

    def add(self, row: Any) -> list[str]:
        """Write a row; returns what to tell of cells that were cut."""
        if self._row == MOST_ROWS - 1:
            self.finish()
            self._open()
        self._row += 1
        cuts: list[str] = []
        self.parts[-1].append(self._row, self._cells(row, str(self._row + 1), cuts), self._height)
        return cuts

    def finish(self) -> None:
        """Filters and colours over the rows of the part that is open."""
        sheet, last = self.parts[-1], self._row
        sheet.reach(last, self._last_column)
        sheet.autofilter(0, 0, last, self._last_column)
        for number, column in enumerate(self._table.columns):
            if last and set(column.values) == set(get_args(Outcome)):
                for name, shown in self._formats.outcome.items():
                    rule = {"type": "cell", "criteria": "==", "value": f'"{words.outcome(name)}"', "format": shown}
                    sheet.conditional_format(1, number, last, number, rule)

    def _open(self) -> None:
        name = self._table.name + (f" {len(self.parts) + 1}" if self.parts else "")
        sheet = self._book.add_worksheet(name, worksheet_class=_Rows)
        names = [column.name for column in self._table.columns]
        sheet.freeze_panes(1, sum(name in _CASE for name in names[: len(_CASE)]))
        for number, column in enumerate(self._table.columns):
            width = max(WIDTH.get(column.name, KIND_WIDTH[column.kind]), len(column.name) + 4)
            sheet.set_column(number, number, width)
            sheet.write_string(0, number, words.heading(column.name), self._formats.header)
        self.parts.append(sheet)
        self._row = 0

    def _cells(self, row: Any, number: str, cuts: list[str]) -> str:
        cells: list[str] = []
        style = self._formats.text
        for letter, value_of, kind, in_words in self._cells_of:
            value = value_of(row)
            if value is None or value == []:
                continue
            if kind == "number":
                cells.append(f'<c r="{letter}{number}" s="{self._formats.number}"><v>{value}</v></c>')
            elif kind == "date" and value >= _FIRST_DAY:
                days = value.toordinal() - _DAY_ZERO
                cells.append(f'<c r="{letter}{number}" s="{self._formats.date}"><v>{days}</v></c>')
            else:
                text = "; ".join(value) if kind == "list" else in_words.get(value) or str(value)
                if len(text) <= SHORT:
                    cells.append(f'<c r="{letter}{number}" {short_cell(text, style)}')
                    continue
                text, length = shortened(text)
                cells.append(f'<c r="{letter}{number}" {cell(text, style)}')
                if length:
                    cuts.append(_cut(f"{self.parts[-1].name}!{letter}{number}", length))
        return "".join(cells)


def _cut(where: str, length: int) -> str:
    return (
        f"{where} has {length:,} characters, of which the cell shows what fits into Excel's {MOST_CHARACTERS:,};"
        " every other format has them all"
    )


def _remove(folder: str, book: Workbook) -> None:
    for sheet in book.worksheets():
        sheet.drop()
    shutil.rmtree(folder, ignore_errors=True)


class Xlsx:
    """Writes rows as the determinations come, and makes the workbook of them at the end.

    Until then they lie in a folder beside it. Raises OSError where they cannot be written.
    """

    def __init__(self, path: Path, *, findings: bool = False) -> None:
        folder = mkdtemp(prefix=f"{path.name}.", dir=path.parent)
        self._target = Target(path, "wb")
        self._book = Workbook(self._target, {"constant_memory": True, "tmpdir": folder})
        self._remove = finalize(self, _remove, folder, self._book)
        self._book.use_zip64()
        title, maker = "Independent Medical Review determinations", f"Made by imrcli {__version__}"
        self._book.set_properties({"title": title, "comments": maker})
        formats = _Formats(self._book)
        self._summary = Summary()
        tables = [table for table in TABLES if findings or table is not FINDINGS]
        self._sheets = {table.name: _Sheet(self._book, table, formats) for table in tables}

    def add(self, line: bytes) -> None:
        """Write one determination. Raises `msgspec.ValidationError` for what is none."""
        letter = read_line(line)
        self._summary.add(letter)
        of = (letter.source.path, letter.source.sha256, letter.case.number)
        sheets = self._sheets
        cuts: list[tuple[int | None, str]] = [(None, cut) for cut in sheets["Letters"].add(Place(letter))]
        for place in places(letter):
            cuts += [(place.number, cut) for cut in sheets["Decisions"].add(place)]
            for citation in cited(place):
                cuts += [(place.number, cut) for cut in sheets["Citations"].add(citation)]
        for finding in questioned(letter) if "Findings" in sheets else ():
            cuts += [(finding.number, cut) for cut in sheets["Findings"].add(finding)]
        for warning in letter.warnings:
            item = None if warning.issue is None else warning.issue + 1
            self._note(Note("warning", *of, item, warning.code, warning.message))
        for item, cut in cuts:
            self._note(Note("cut", *of, item, "cell-cut", cut))

    def problem(self, problem: Problem) -> None:
        """Write one problem."""
        self._summary.problem(problem)
        of = (problem.source, problem.sha256, None, None)
        self._note(Note("problem", *of, problem.code, problem.message))

    def close(self) -> None:
        """Make the workbook, and take the folder away."""
        for sheet in self._sheets.values():
            sheet.finish()
        # A table's further parts were opened as its rows came; they belong behind its first.
        summary = self._book.add_worksheet("Summary", worksheet_class=_Rows)
        self._summary.write(self._book, summary)
        self._book.worksheets_objs[:] = [summary, *(part for sheet in self._sheets.values() for part in sheet.parts)]
        for index, part in enumerate(self._book.worksheets_objs):
            part.index = index
        summary.activate()
        try:
            self._book.close()
        except FileCreateError as error:
            raise error.args[0] from None  # the OSError behind it
        finally:
            self._target.close()
            self._remove()

    def _note(self, note: Note) -> None:
        for cut in self._sheets["Problems"].add(note):
            if note.kind != "cut":  # a note of a cut note would be cut again
                self._note(note._replace(kind="cut", code="cell-cut", message=cut))
