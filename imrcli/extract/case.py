"""The case table: labels and values, in one column or two, beside each other or one below the other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec import Struct

from imrcli.extract.dates import DATE, SCANNED, mended, read_date
from imrcli.letters import Letter
from imrcli.letters.case_number import ANY_NUMBER, GLUED_NUMBER, NUMBER, case_number, numbered
from imrcli.letters.format import Label
from imrcli.model import Priority
from imrcli.pattern import pattern
from imrcli.text import Located, Span, value_or_none
from imrcli.warnings import Warnings

CaseValues = dict[str, Located[Any]]
"""Values of the case table by the names of the model's fields, each with the place of its printed form."""

_VALUE = pattern(r"[\s:_.]*")
_PROSE_VALUE = pattern(r"[\s:_.]*(?:(?:of|was|is|on)\s+)?")
_PRIORITIES = ("standard", "expedited", "regular")
_PRIORITY = pattern("|".join(f"{word.title()}|{word.upper()}|{word}" for word in _PRIORITIES))
_TICK = pattern(r"(?:[\u2611\u2612\u2713-\u2718]|[\[(] ?[xX] ?[\])])[\s\])]*\Z")
"""A mark right before the word that it is set for."""
_BOXES = " \t\n[]()xX\u2610-\u2612\u2713-\u2718"
_WORD_END = pattern(r"\b")
_APPLICATION_SPLIT = pattern(r"Application\s+(?P<value>[^\n]{0,40}?)\s*Received\s*:?")
_REDACTED = pattern(r"^[\s_\W]*(?:\[?redacted\]?|x{3,}|n/?a)?[\s_\W]*$", re.IGNORECASE)
_TEXT_VALUE = pattern(r"[^\n\f]*?(?=\s{3,}|\n|\f|$)")
_LINE = pattern(r"\S(?:[^\n]*\S)?")
_FILLING = " \t\f_.:/-"
"""What forms print where nothing is filled in."""
_LONGEST_TABLE = 4_000
"""In a longer part of the letter, labels are not searched for in the face of damage."""

_PADDED = pattern(r"(?<!\d)(?:0\d/\d{2}|\d{2}/0\d)/\d{4}(?!\d)")
_UNPADDED = pattern(r"\d/|\d{2}/\d/")
_NEAR = 60
"""How far behind a label outside the table its value can end."""
_LEAST_COLUMN = 3
"""Labels that stand in a column before their values."""


class _PrintedLabel(Struct, frozen=True, gc=False):
    """A label, where it starts, and where what it labels begins."""

    label: Label
    start: int
    below: int


def read_case(letter: Letter, warnings: Warnings) -> CaseValues:
    """The fields of the case table that are printed. What is printed and cannot be read is left out, with a warning."""
    text = letter.text
    start, end = letter.section("case") or (0, len(text))
    labels = _printed_labels(text, letter.format.labels, start, end)
    values, columned = _columns(text, labels, end)
    # In a table whose dates have leading zeros, a date that lacks one has lost a digit.
    padded = letter.format.padded_dates and len(_PADDED.findall(text, start, end)) > 1
    for label in labels:
        if label.label.field not in values and label not in columned:
            value = _read(text, label, _stop(label, labels, end), padded, warnings)
            if value is not None:
                values[label.label.field] = value
    if "application_received" not in values and (split := _application_split(text, start, end)):
        values["application_received"] = split
    if "number" not in values and (number := _number_anywhere(letter, warnings)):
        values["number"] = number
    _tell_blank(text, letter, [label for label in labels if label.start < end], values, warnings)
    return values


def _tell_blank(text: str, letter: Letter, labels: list[_PrintedLabel], values: CaseValues, warnings: Warnings) -> None:
    """Tell of the dates that only some letters of the format print, whose label this one prints, and nothing behind."""
    required = letter.format.requires
    starts = [label.start for label in labels]
    blank = []
    for label, until in zip(labels, [*starts[1:], len(text)], strict=False):
        field, behind = label.label.field, text[label.below : until].partition("\n")[0]
        read = label.label.kind != "date" or field in values or field in required
        if not read and text[label.start : label.below].rstrip().endswith(":") and not behind.strip(_FILLING):
            blank.append(field)
    if blank:
        warnings.warn("missing-date", "printed without a date: " + ", ".join(blank))


def _printed_labels(text: str, labels: tuple[Label, ...], start: int, end: int) -> list[_PrintedLabel]:
    """Where each of a format's labels stands, in the letter's order."""
    printed: list[_PrintedLabel] = []
    # 'Date' inside 'Date of Injury:' is no label of its own.
    in_table = [list(label.phrase.find_all(text, start, end)) for label in labels]
    whole = _whole(span for spans in in_table for span in spans)
    for label, spans in zip(labels, in_table, strict=True):
        span = next((span for span in spans if span in whole), None)
        if span is None and label.anywhere:
            span = label.phrase.find(text)
        elif span is None and label.kind != "text" and end - start < _LONGEST_TABLE:
            span = next(label.phrase.find_damaged(text, start, end), None)
        if span is not None:
            printed.append(_PrintedLabel(label, *span))
    printed.sort(key=lambda label: label.start)
    whole = _whole((label.start, label.below) for label in printed)
    return [label for label in printed if (label.start, label.below) in whole]


def _whole(spans: Iterable[Span]) -> set[Span]:
    """The spans that are no part of a longer one."""
    whole = set()
    reach = -1
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if end > reach:
            whole.add((start, end))
            reach = end
    return whole


def _stop(label: _PrintedLabel, labels: list[_PrintedLabel], end: int) -> int:
    later = [other.start for other in labels if other.start >= label.below]
    return min([end if label.start < end else label.below + _NEAR, *later])


def _read(text: str, label: _PrintedLabel, stop: int, padded: bool, warnings: Warnings) -> Located[Any] | None:
    gap = (_PROSE_VALUE if label.label.anywhere else _VALUE).match(text, label.below, stop)
    at = gap.end() if gap else label.below
    kind = label.label.kind
    if at >= stop:
        return None
    if kind == "case_number":
        number = NUMBER.match(text, at, stop) or GLUED_NUMBER.match(text, at, stop)
        return _number(number) if number else None
    if kind == "priority":
        return _ticked(text, at, stop)
    if kind == "date":
        return _date(text, at, min(stop, at + 40), label.label.field, padded, warnings)
    line = _TEXT_VALUE.match(text, at, stop)
    if line is None or "\n" in text[label.below : at] or ":" not in text[label.start : at]:
        return None
    return _words(line)


def _words(line: re.Match[str]) -> Located[str] | None:
    """The words of a line, unless they are redacted."""
    words = None if _REDACTED.match(line.group()) else value_or_none(line.group())
    return Located(words, (line.span(),)) if words else None


def _ticked(text: str, at: int, stop: int) -> Located[Priority] | None:
    """The priority that is printed, or that is ticked where a form prints both; None where that is not clear."""
    end = text.find("\n", at, stop)
    until = end if end >= 0 else stop
    words = [word for word in _PRIORITY.finditer(text, at, until) if _WORD_END.match(text, word.end())]
    if words and (len(words) == 1 or len({_priority(word).value for word in words}) == 1):
        return _priority(words[0]) if not text[at : words[0].start()].strip(_BOXES) else None
    ticked = [word for word in words if _TICK.search(text, max(at, word.start() - 8), word.start())]
    return _priority(ticked[0]) if len(ticked) == 1 else None


def _priority(word: re.Match[str]) -> Located[Priority]:
    priority: Priority = "expedited" if word.group().lower() == "expedited" else "standard"
    return Located(priority, (word.span(),))


def _number(match: re.Match[str]) -> Located[str] | None:
    """A case number and its place; None for one that has lost a digit."""
    number = case_number(match)
    return Located(number, (match.span(),)) if number else None


def _date(text: str, at: int, stop: int, field: str, padded: bool, warnings: Warnings) -> Located[date] | None:
    printed = DATE.match(text, at, stop)
    if printed is None:
        return _damaged_date(text, at, stop, field, warnings)
    shown = value_or_none(printed.group())
    if padded and _UNPADDED.match(printed.group()):
        warnings.warn(
            "date-style",
            f"{field}: {shown!r} lacks the leading zero of the other dates; a digit may be lost",
        )
    day = read_date(printed)
    if day is None:
        warnings.warn("unreadable-date", f"{field}: {shown!r} is no date")
        return None
    return Located(day, (printed.span(),))


def _damaged_date(text: str, at: int, stop: int, field: str, warnings: Warnings) -> Located[date] | None:
    """A date in which a scan put letters for digits; None, with a warning, for what reads like a date and is none."""
    scanned = SCANNED.match(text, at, stop)
    if scanned and (again := DATE.match(mended(scanned.group()))):
        day = read_date(again)
        warnings.warn(
            "repaired-date",
            f"{field}: read {day} from {scanned.group()!r}, in which a scan put letters for digits",
        )
        return Located(day, (scanned.span(),)) if day else None
    if text[at:stop].strip() and re.match(r"\S*\d", text[at:stop]):
        shown = value_or_none(text, at, min(stop, at + 14))
        warnings.warn("unreadable-date", f"{field}: {shown!r} is no date")
    return None


def _application_split(text: str, start: int, end: int) -> Located[date] | None:
    """The label `Application Received:` over two lines, its value beside the first (`pdftotext -layout`)."""
    for split in _APPLICATION_SPLIT.finditer(text, start, min(end, start + 4_000)):
        if printed := DATE.match(split["value"].strip()):
            day = read_date(printed)
            return Located(day, (split.span("value"),)) if day else None
    return None


def _columns(text: str, labels: list[_PrintedLabel], end: int) -> tuple[CaseValues, list[_PrintedLabel]]:
    """The values of a table of which all the labels come first, then all the values; and the labels of those."""
    values: CaseValues = {}
    read: list[_PrintedLabel] = []
    column: list[_PrintedLabel] = []
    for label, following in zip(labels, [*labels[1:], None], strict=False):
        until = following.start if following else end
        column.append(label)
        if text[label.below : until].strip(" \t\n\f:_"):
            of_column = _column(text, column, until)
            if of_column is not None:
                values |= of_column
                read += column
            column = []
    return values, read


def _column(text: str, labels: list[_PrintedLabel], until: int) -> CaseValues | None:
    """The values below a column of labels, a line each; None where the lines are not of the labels' kinds."""
    if sum(1 for label in labels if label.label.kind != "text") < _LEAST_COLUMN:
        return None
    lines = list(_LINE.finditer(text, labels[-1].below, until))
    if len(lines) < len(labels):
        return None
    values: CaseValues = {}
    for label, line in zip(labels, lines, strict=False):
        fits, value = _line_value(text, label.label.kind, line)
        if not fits:
            return None
        if value is not None:
            values[label.label.field] = value
    return values


def _line_value(text: str, kind: str, line: re.Match[str]) -> tuple[bool, Located[Any] | None]:
    """Whether a line is of a label's kind, and the value that it is, if any."""
    span = line.span()
    if kind == "date":
        printed = DATE.fullmatch(text, *span)
        day = read_date(printed) if printed else None
        return printed is not None, Located(day, (span,)) if day else None
    if kind == "case_number":
        number = NUMBER.fullmatch(text, *span)
        return number is not None, _number(number) if number else None
    if kind == "priority":
        word = _PRIORITY.fullmatch(text, *span)
        return word is not None, _priority(word) if word else None
    return DATE.fullmatch(text, *span) is None, _words(line)


def _number_anywhere(letter: Letter, warnings: Warnings) -> Located[str] | None:
    """The case number in the page footer, where it stands nowhere else; None where footers differ.

    A number within prose is another case's: a letter can name earlier reviews.
    """
    numbers = sorted(numbered(letter.plain))
    if len(numbers) > 1:
        warnings.warn("ambiguous-case-number", "the letter names several case numbers: " + ", ".join(numbers))
    if len(numbers) != 1:
        return None
    return next(n for n in map(_number, ANY_NUMBER.finditer(letter.plain)) if n and n.value == numbers[0])
