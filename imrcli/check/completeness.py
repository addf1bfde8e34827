"""What is missing from the letter: a page, a section, a part of an item."""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.check.finding import Check, Finding, Severity, Side
from imrcli.check.reading import Reading, listed, spaced
from imrcli.model import Warning


def _missing(code: str, severity: Severity, meaning: str, silent: str = "It was found, damaged or not.") -> Check:
    return Check(
        code=code,
        severity=severity,
        meaning=meaning,
        silent=silent,
        source="data quality; Labor Code 4610.6(e)-(f) on what a determination says",
    )


PAGE = Check(
    code="page-missing",
    severity="high",
    meaning="The letter's own page numbers leave a page out, or its first page, with the case table, is not there.",
    silent="The pages bear no number of the letter's own (a fax's do not count), or any date of the case table was found.",
    source="data quality",
)
NUMBERS = Check(
    code="item-number-missing",
    severity="high",
    meaning="The items' printed numbers leave one out.",
    silent="Not every item bears a number.",
    source="Labor Code 4610.6(e): every disputed service is to be decided",
)
_FROM_WARNINGS = {
    check.code: check
    for check in (
        _missing("missing-case-number", "low", "The letter shows no single case number."),
        _missing("missing-date", "medium", "A date of the case table is not there."),
        _missing("missing-section", "medium", "The clinical case summary or the reviewer's credentials are not there."),
        _missing("missing-issues", "high", "No disputed treatment is there."),
        _missing("missing-request", "medium", "An item does not say what was asked."),
        _missing("missing-outcome", "high", "An item's outcome is not there, or cannot be read without doubt."),
        _missing("missing-rationale", "high", "An item has no rationale."),
        _missing("missing-statement", "low", "A side's statement on guidelines is not there."),
        _missing(
            "cut-off", "medium", "The last rationale ends within a sentence.", "It ends with a mark of punctuation."
        ),
        _missing("finding-without-item", "high", "A finding decides an item that has no section of its own."),
        _missing("page-without-text", "medium", "A page has no text: an image, or blank.", "Every page gave text."),
        _missing("page-unreadable", "high", "A page is damaged and could not be read.", "Every page was read."),
        _missing("truncated-pdf", "high", "The PDF lacks its end.", "The file ends as a PDF does."),
        _missing(
            "several-letters",
            "high",
            "The source holds several letters and is read as one.",
            "One case number only stands where a letter's own does.",
        ),
    )
}
CHECKS = (PAGE, NUMBERS, *_FROM_WARNINGS.values())

_FOOTER = spaced(
    r"Final Determination Letter for IMR Case Number:? CM\d\d-\d{5,7}[^\S\n]{1,40}(?P<page>\d{1,2})\b(?![/.-])|IMR Case Number:? CM\d\d-\d{5,7}[^\S\n]{1,40}Page (?P<page2>\d{1,2}) of (?P<all>\d{1,2})\b"
)
_NUMBER = spaced(r"(?:^|[\n\f]|\s)(?P<number>\d{1,2})[.)] ?$")
_TABLE = frozenset(["missing-case-number", "missing-date"])
_PARTS = {
    "missing-request": "request",
    "missing-outcome": "outcome",
    "missing-rationale": "rationale",
}


def find(reading: Reading) -> Iterator[Finding]:
    """Findings on what is missing."""
    warnings = reading.determination.warnings
    codes = {warning.code for warning in warnings}
    first_page = codes.issuperset(_TABLE) and not _any_date(reading)
    if first_page:
        yield PAGE.found(
            "The case table, with the case number and all dates, is not there: the first page may be missing.",
            Side("start of the letter as it is", None, 0, min(len(reading.text), 400)),
        )
    yield from _pages(reading)
    yield from _numbers(reading)
    for warning in warnings:
        check = _FROM_WARNINGS.get(warning.code)
        if check and not (first_page and warning.code in _TABLE):
            yield check.found(_sentence(warning), _place(reading, warning), issue=warning.issue)


def _sentence(warning: Warning) -> str:
    said = warning.message[0].upper() + warning.message[1:] + "."
    return said if warning.issue is None else f"Item {warning.issue + 1}: {warning.message}."


def _place(reading: Reading, warning: Warning) -> Side | None:
    """Where something is missing: the item, the end of the letter, or the start of it."""
    if warning.issue is not None:
        side = reading.request_side(warning.issue)
        part = _PARTS.get(warning.code, "reviewer")
        pointer = f"/issues/{warning.issue}/{part}"
        if warning.code == "cut-off" and (span := reading.rationale(warning.issue)):
            return reading.in_rationale(warning.issue, max(span[0], span[1] - 80), span[1], "end of the rationale")
        return Side(side.label, pointer, side.start, side.end) if side else None
    if warning.code == "missing-date":
        table = reading.letter.section("case")
        return Side("case table", "/case", *table) if table else None
    return None


def _any_date(reading: Reading) -> bool:
    case = reading.determination.case
    return any(
        (case.date_assigned, case.date_of_injury, case.decision_date, case.ur_denial_date, case.application_received)
    )


def _pages(reading: Reading) -> Iterator[Finding]:
    """Gaps in the letter's own page numbers, which stand in its footers."""
    plain = reading.letter.plain
    found = [(int(m["page"] or m["page2"]), int(m["all"] or 0), m.span()) for m in _FOOTER.finditer(plain)]
    numbers = list(dict.fromkeys(number for number, _, _ in found))
    if len(numbers) < 2 or numbers != sorted(numbers):
        return
    last = max((of for _, of, _ in found), default=0)
    absent = sorted(set(range(numbers[0], max(last, numbers[-1]) + 1)) - set(numbers))
    if absent and len(absent) <= 3:
        before = next((s for n, _, s in found if n == absent[0] - 1), found[0][2])
        yield PAGE.found(
            f"Page {listed([str(n) for n in absent])} is missing by the letter's own page numbers ({listed([str(n) for n in numbers])}).",
            Side("page number before the gap", None, *before),
        )


def _numbers(reading: Reading) -> Iterator[Finding]:
    """Gaps in the items' printed numbers."""
    numbers = []
    for item in reading.letter.items:
        match = _NUMBER.search(reading.text, max(0, item.header[0] - 8), item.header[0])
        if match is None:
            return
        numbers.append(int(match["number"]))
    absent = sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
    if len(numbers) > 1 and absent and numbers == sorted(numbers) and len(absent) <= 3:
        behind = next(place for place, number in enumerate(numbers) if number > absent[0])
        yield NUMBERS.found(
            f"The items are numbered {listed([str(n) for n in numbers])}: {listed([str(n) for n in absent])} is not there.",
            reading.request_side(behind),
        )
