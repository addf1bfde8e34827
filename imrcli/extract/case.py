"""The case table: labels and values, in one column or two, beside each other or one below the other."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from msgspec import Struct

from imrcli.extract.dates import DATE, SCANNED, mended, read_date
from imrcli.letters import Letter
from imrcli.letters.format import Label
from imrcli.model import Case
from imrcli.pattern import pattern
from imrcli.text import Span, value_or_none
from imrcli.warnings import Warnings

NUMBER = pattern(r"\bCM\s?(\d{2})\s?[-–—]\s?(\d{5,7})\b")
_ANY_NUMBER = pattern(r"CM\s?(\d{2})\s?[-–—]\s?(\d{5,7})\b")
_GLUED_NUMBER = pattern(r"CM\s?(\d{2})\s?[-–—]\s?(\d{7})(?!\d)")
_NUMBERED = pattern(r"(?:Case\s*(?:Number|No\.?|#)\s*:?|(?:^|\n|\f)[^\S\n]*)\s*$", re.IGNORECASE)
_VALUE = pattern(r"[\s:_.]*")
_PROSE_VALUE = pattern(r"[\s:_.]*(?:(?:of|was|is|on)\s+)?")
_PRIORITY = pattern(r"(Standard|Expedited|Regular|STANDARD|EXPEDITED|REGULAR|standard|expedited|regular)\b")
_APPLICATION_SPLIT = pattern(r"Application\s+(?P<value>[^\n]{0,40}?)\s*Received\s*:?")
_REDACTED = pattern(r"^[\s_\W]*(?:\[?redacted\]?|x{3,}|n/?a)?[\s_\W]*$", re.IGNORECASE)
_TEXT_VALUE = pattern(r"[^\n\f]*?(?=\s{3,}|\n|\f|$)")
_LINE = pattern(r"\S(?:[^\n]*\S)?")
_LONGEST_TABLE = 4_000
"""In a longer part of the letter, labels are not searched for in the face of damage."""

_PADDED = pattern(r"(?<!\d)(?:0\d/\d{2}|\d{2}/0\d)/\d{4}(?!\d)")
_UNPADDED = pattern(r"\d/|\d{2}/\d/")
_NEAR = 60
"""How far behind a label outside the table its value can end."""


class _Place(Struct, frozen=True, gc=False):
    label: Label
    start: int
    below: int


def read_case(letter: Letter, found: Warnings) -> Case:
    """The fields of the case table. What is printed and cannot be read is None, with a warning."""
    values: dict[str, Any] = {}
    start, end = letter.section("case") or (0, len(letter.text))
    places = _places(letter.text, letter.format.labels, start, end)
    listed = _columns(letter.text, places, end, values, found)
    # In a table whose dates have leading zeros, a date that lacks one has lost a digit.
    padded = letter.format.padded_dates and len(_PADDED.findall(letter.text, start, end)) > 1
    for place in places:
        if place.label.field in values or place in listed:
            continue
        got = _read(letter.text, place, _stop(place, places, end), padded, found)
        if got is not None:
            values[place.label.field] = got
    _application_split(letter.text, start, end, values, found)
    number = values.get("number") or _number_anywhere(letter, found)
    return Case(
        number=number,
        date_assigned=values.get("date_assigned"),
        date_of_injury=values.get("date_of_injury"),
        decision_date=values.get("decision_date"),
        ur_denial_date=values.get("ur_denial_date"),
        application_received=values.get("application_received"),
        priority=values.get("priority"),
        claim_number=values.get("claim_number"),
        employee=values.get("employee"),
        provider=values.get("provider"),
    )


def _places(text: str, labels: tuple[Label, ...], start: int, end: int) -> list[_Place]:
    places: list[_Place] = []
    # 'Date' inside 'Date of Injury:' is no label of its own.
    found = [list(label.phrase.find_all(text, start, end)) for label in labels]
    longer = [span for spans in found for span in spans]
    for label, all_spans in zip(labels, found, strict=True):
        span = next((s for s in all_spans if not _within(s, longer)), None)
        if span is None and label.anywhere:
            span = label.phrase.find(text)
        if span is None and label.kind != "text" and not label.anywhere and end - start < _LONGEST_TABLE:
            span = next(label.phrase.find_damaged(text, start, end), None)
        if span is not None:
            places.append(_Place(label, *span))
    places.sort(key=lambda place: place.start)
    spans = [(place.start, place.below) for place in places]
    return [place for place, span in zip(places, spans, strict=True) if not _within(span, spans)]


def _within(span: Span, others: list[Span]) -> bool:
    """Whether a span is a part of a longer one."""
    return any(start <= span[0] and span[1] <= end and end - start > span[1] - span[0] for start, end in others)


def _stop(place: _Place, places: list[_Place], end: int) -> int:
    later = [other.start for other in places if other.start >= place.below]
    return min([end if place.start < end else place.below + _NEAR, *later])


def _read(text: str, place: _Place, stop: int, padded: bool, found: Warnings) -> Any:
    gap = (_PROSE_VALUE if place.label.anywhere else _VALUE).match(text, place.below, stop)
    at = gap.end() if gap else place.below
    kind = place.label.kind
    if at >= stop:
        return None
    if kind == "case_number":
        number = NUMBER.match(text, at, stop) or _GLUED_NUMBER.match(text, at, stop)
        return _marked(found, place, number) and _number(number) if number else None
    if kind == "priority":
        word = _PRIORITY.match(text, at, stop)
        return _marked(found, place, word) and _priority(word.group(1)) if word else None
    if kind == "date":
        return _date(text, at, min(stop, at + 40), place.label.field, padded, found)
    line = _TEXT_VALUE.match(text, at, stop)
    if line is None or "\n" in text[place.below : at] or ":" not in text[place.start : at]:
        return None
    found.mark(f"/case/{place.label.field}", line.span())
    return None if _REDACTED.match(line.group()) else value_or_none(line.group())


def _marked(found: Warnings, place: _Place, match: re.Match[str]) -> bool:
    """Notes where a field's value stands; always true."""
    found.mark(f"/case/{place.label.field}", match.span())
    return True


def _priority(word: str) -> str:
    return "expedited" if word.lower() == "expedited" else "standard"


def _number(match: re.Match[str]) -> str | None:
    return f"CM{match.group(1)}-{match.group(2)}" if len(match.group(2)) == 7 else None


def _date(text: str, at: int, stop: int, field: str, padded: bool, found: Warnings) -> date | None:
    printed = DATE.match(text, at, stop)
    if printed:
        found.mark(f"/case/{field}", printed.span())
    if printed and padded and _UNPADDED.match(printed.group()):
        shown = value_or_none(printed.group())
        found.warn(
            "date-style",
            f"{field}: {shown!r} lacks the leading zero of the other dates; a digit may be lost",
        )
    if printed:
        day = read_date(printed)
        if day is None:
            found.warn("unreadable-date", f"{field}: {value_or_none(printed.group())!r} is no date")
        return day
    scanned = SCANNED.match(text, at, stop)
    if scanned and (again := DATE.match(mended(scanned.group()))):
        day = read_date(again)
        found.mark(f"/case/{field}", scanned.span())
        found.warn(
            "repaired-date",
            f"{field}: read {day} from {scanned.group()!r}, in which a scan put letters for digits",
        )
        return day
    if text[at:stop].strip() and re.match(r"\S*\d", text[at:stop]):
        said = value_or_none(text, at, min(stop, at + 14))
        found.warn("unreadable-date", f"{field}: {said!r} is no date")
    return None


def _application_split(text: str, start: int, end: int, values: dict[str, Any], found: Warnings) -> None:
    """The label `Application Received:` over two lines, its value beside the first (`pdftotext -layout`)."""
    if values.get("application_received") is not None:
        return
    for split in _APPLICATION_SPLIT.finditer(text, start, min(end, start + 4_000)):
        printed = DATE.match(split.group("value").strip())
        if printed:
            values["application_received"] = read_date(printed)
            found.mark("/case/application_received", split.span("value"))
            return


def _columns(text: str, places: list[_Place], end: int, values: dict[str, Any], found: Warnings) -> list[_Place]:
    """Read a table of which all the labels come first, then all the values; returns the labels that it read."""
    run: list[_Place] = []
    listed: list[_Place] = []
    for place, following in zip(places, [*places[1:], None], strict=False):
        until = following.start if following else end
        run.append(place)
        if text[place.below : until].strip(" \t\n\f:_"):
            listed += _zip(text, run, until, values, found)
            run = []
    return listed


def _zip(text: str, run: list[_Place], until: int, values: dict[str, Any], found: Warnings) -> list[_Place]:
    if sum(1 for place in run if place.label.kind != "text") < 3:
        return []
    spans = [match.span() for match in _LINE.finditer(text, run[-1].below, until)]
    lines = [text[start:end] for start, end in spans]
    if len(lines) < len(run):
        return []
    got: dict[str, Any] = {}
    for place, line in zip(run, lines, strict=False):
        kind = place.label.kind
        if kind == "date" and (printed := DATE.fullmatch(line)):
            got[place.label.field] = read_date(printed)
        elif kind == "case_number" and (number := NUMBER.fullmatch(line)):
            got[place.label.field] = _number(number)
        elif kind == "priority" and (word := _PRIORITY.fullmatch(line)):
            got[place.label.field] = _priority(word.group(1))
        elif kind == "text" and not DATE.fullmatch(line):
            got[place.label.field] = None if _REDACTED.match(line) else line
        else:
            return []
    values.update(got)
    for place, span in zip(run, spans, strict=False):
        found.mark(f"/case/{place.label.field}", span)
    return run


def _number_anywhere(letter: Letter, found: Warnings) -> str | None:
    """The case number in the page footer, where it stands nowhere else; None where footers differ.

    A number within prose is another case's: a letter can name earlier reviews.
    """
    numbers = numbered(letter.plain)
    if len(numbers) > 1:
        found.warn(
            "ambiguous-case-number",
            "the letter names several case numbers: " + ", ".join(sorted(str(n) for n in numbers)),
        )
    if len(numbers) != 1:
        return None
    number = numbers.pop()
    spans = (m.span() for m in _ANY_NUMBER.finditer(letter.plain) if _number(m) == number)
    found.mark("/case/number", next(spans))
    return number


def numbered(text: str) -> set[str]:
    """The case numbers that a text gives as its own: behind a label, or at the start of a line."""
    found = (
        _number(match)
        for match in _ANY_NUMBER.finditer(text)
        if _NUMBERED.search(text, max(0, match.start() - 24), match.start())
    )
    return {number for number in found if number}


__all__ = ["NUMBER", "Span", "numbered", "read_case"]
