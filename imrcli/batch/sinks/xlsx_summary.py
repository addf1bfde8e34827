"""The workbook's first sheet: what the others come to, in counts and shares."""

from __future__ import annotations

from collections import Counter
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from imrcli.corpus.interval import wilson
from imrcli.model import Determination, Problem
from imrcli.render.formulas import harmless

_HEADS = ("Decisions", "Upheld", "Overturned", "In part", "Share overturned", "95% from", "95% to")
_NOT_READ = "Not read"
_OUTCOMES = ("upheld", "overturned", "partially_overturned")


class Summary:
    """Counts what is written, and writes the sheet of it at the end.

    The share overturned is of the decisions whose outcome was read, as `imr stats` has it.
    """

    def __init__(self) -> None:
        self._letters = 0
        self._all: Counter[str | None] = Counter()
        self._by_category: dict[str, Counter[str | None]] = {}
        self._by_month: dict[str, Counter[str | None]] = {}
        self._told: dict[str, Counter[str]] = {"Warnings": Counter(), "Findings": Counter(), "Problems": Counter()}

    def add(self, letter: Determination) -> None:
        """Count a letter."""
        self._letters += 1
        day = letter.case.decision_date
        for issue in letter.issues:
            self._all[issue.outcome] += 1
            for groups, name in (
                (self._by_category, issue.category),
                (self._by_month, f"{day:%Y-%m}" if day else None),
            ):
                groups.setdefault(name or _NOT_READ, Counter())[issue.outcome] += 1
        self._told["Warnings"].update(warning.code for warning in letter.warnings)
        if isinstance(letter.findings, list):
            self._told["Findings"].update(finding.code for finding in letter.findings)

    def problem(self, problem: Problem) -> None:
        """Count a problem."""
        self._told["Problems"][problem.code] += 1

    def write(self, book: Workbook, sheet: Worksheet) -> None:
        """Fill the sheet."""
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, len(_HEADS), 13)
        bold = book.add_format({"bold": True, "bg_color": "#D9E1F2", "bottom": 1, "text_wrap": True, "valign": "top"})
        shares = book.add_format({"num_format": "0.0%"})
        rows: list[list[Any]] = [["Letters", self._letters], []]
        rows += [["All decisions", *_HEADS], ["All", *_values(self._all)], []]
        rows += [["Category", *_HEADS], *_grouped(self._by_category, by_size=True), []]
        rows += [["Month of decision", *_HEADS], *_grouped(self._by_month, by_size=False), []]
        for title, codes in self._told.items():
            ordered = sorted(codes.items(), key=lambda pair: (-pair[1], pair[0]))
            rows += [[title, "Number"], ["All", codes.total()], *(list(pair) for pair in ordered), []]
        heads = {"All decisions", "Category", "Month of decision", *self._told}
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(at, column, str(harmless(value)), bold if row[0] in heads else None)
                elif value is not None:
                    sheet.write_number(at, column, value, shares if column > len(_OUTCOMES) + 1 else None)
        sheet.freeze_panes(0, 1)


def _grouped(groups: dict[str, Counter[str | None]], *, by_size: bool) -> list[list[Any]]:
    def order(name: str) -> tuple[Any, ...]:
        return (name == _NOT_READ, -groups[name].total() if by_size else 0, name)

    return [[name, *_values(groups[name])] for name in sorted(groups, key=order)]


def _values(counts: Counter[str | None]) -> list[float | None]:
    decided = sum(counts[outcome] for outcome in _OUTCOMES)
    share = counts["overturned"] / decided if decided else None
    low, high = wilson(counts["overturned"], decided) or (None, None)
    return [counts.total(), *(counts[outcome] for outcome in _OUTCOMES), share, low, high]
