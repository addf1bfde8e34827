"""The report's tables as an Excel workbook: a sheet a part, numbers as numbers, shares as per cent."""

from __future__ import annotations

import io

from xlsxwriter import Workbook

from imrcli import __version__
from imrcli.annual.parts import Part, Report
from imrcli.corpus.stats import Group
from imrcli.render.figures import ALL, DAYS, labels
from imrcli.render.formulas import harmless

_HEADS = ("Letters", "Decisions", "Upheld", "Overturned", "In part", "Share overturned", "95% from", "95% to", *DAYS)
_SHARES = (5, 6, 7)
_LONGEST_NAME = 31
"""Characters that Excel allows in a sheet's name."""


def workbook(report: Report) -> bytes:
    """The workbook of a report: `Summary`, and a sheet for each part."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "IMR report", "comments": f"Made by imrcli {__version__}"})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    share = book.add_format({"num_format": "0.0%"})
    _summary(book, report, bold, share)
    for part in report.parts:
        _sheet(book, part, bold, share)
    book.close()
    return out.getvalue()


def _summary(book: Workbook, report: Report, bold: object, share: object) -> None:
    sheet = book.add_worksheet("Summary")
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 14)
    sheet.write_string(0, 0, "What", bold)
    sheet.write_string(0, 1, "All", bold)
    for at, (head, value) in enumerate(zip(_HEADS, _values(report.whole.total), strict=True), 1):
        sheet.write_string(at, 0, head)
        if value is not None:
            sheet.write_number(at, 1, value, share if at - 1 in _SHARES else None)
    at = len(_HEADS) + 2
    sheet.write_string(at, 0, "Decisions in a letter", bold)
    sheet.write_string(at, 1, "Letters", bold)
    for row, (size, letters) in enumerate(report.sizes, at + 1):
        sheet.write_number(row, 0, size)
        sheet.write_number(row, 1, letters)
    if report.whole.of:
        sheet.write_string(at + len(report.sizes) + 2, 0, f"Only: {harmless(report.whole.of)}")


def _sheet(book: Workbook, part: Part, bold: object, share: object) -> None:
    sheet = book.add_worksheet(part.title[:_LONGEST_NAME])
    heads = [part.found.by[0].title, *_HEADS]
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
    rows = [(labels(group, part.found)[0], group) for group in part.found.groups]
    for row, (name, group) in enumerate([*rows, (ALL, part.found.total)], 1):
        sheet.write_string(row, 0, str(harmless(name)))
        for column, value in enumerate(_values(group)):
            if value is not None:
                sheet.write_number(row, column + 1, value, share if column in _SHARES else None)
    sheet.set_column(0, 0, 42)
    sheet.set_column(1, len(_HEADS), 12)
    sheet.freeze_panes(1, 1)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(_HEADS))


def _values(group: Group) -> list[float | None]:
    low, high = group.interval or (None, None)
    counts = (group.letters, group.decisions, group.upheld, group.overturned, group.partially_overturned)
    return [*counts, group.share, low, high, group.days_from_application, group.days_from_assignment]
