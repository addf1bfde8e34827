"""What is missing from the letter: a page, a section, a part of an item."""

from __future__ import annotations

from collections.abc import Iterator

from imrcli import model
from imrcli.check.doubt import Check, Doubt, Exhibit, Severity
from imrcli.check.phrases import phrase
from imrcli.check.subject import Subject
from imrcli.check.wording import capitalized, listed
from imrcli.text import Span

_LAW = "data quality; Labor Code 4610.6(e)-(f) on what a determination says"


def _missing(code: str, severity: Severity, meaning: str, silent: str = "It was found, damaged or not.") -> Check:
    matters = "what these data say of the letter is not whole"
    return Check(code=code, severity=severity, meaning=meaning, silent=silent, source=_LAW, matters=matters)


PAGE = Check(
    code="page-missing",
    severity="high",
    meaning="The letter's own page numbers leave a page out, or its first page, with the case table, is not there.",
    silent="The pages bear no number of the letter's own (a fax's do not count), or any date of the case table was"
    " found.",
    source="data quality",
    matters="what stands on it was not read",
)
NUMBERS = Check(
    code="item-number-missing",
    severity="high",
    meaning="The items' printed numbers leave one out.",
    silent="Not every item bears a number.",
    source="Labor Code 4610.6(e): every disputed service is to be decided",
    matters="an item may have been lost",
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
        _missing(
            "page-without-text",
            "medium",
            "A page has no text: an image, or blank.",
            "Every page gave text, or the blank ones stand behind a letter that is whole.",
        ),
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

_CASE_NUMBER = r"IMR Case Number:? CM\d\d-\d{5,8}[^\S\n]{1,40}"
_FOOTER = phrase(
    rf"Final Determination Letter for {_CASE_NUMBER}(?P<page>\d{{1,2}})\b(?![/.-])"
    rf"|{_CASE_NUMBER}Page (?P<page2>\d{{1,2}}) of (?P<all>\d{{1,2}})\b"
)
"""`Final Determination Letter for IMR Case Number CM13-0012345  3`, `IMR Case Number CM13-0012345 Page 3 of 5`."""
_NUMBER = phrase(r"(?:^|[\n\f]|\s)(?P<number>\d{1,2})[.)] ?$")
_BEFORE_HEADER = 8
"""Characters before an item's header in which its number stands."""
_EMPTY_PAGE = phrase(r"page (\d+) has no text")
_TABLE = frozenset(["missing-case-number", "missing-date"])
_PARTS = {"missing-request": "request", "missing-outcome": "outcome", "missing-rationale": "rationale"}
_MOST_ABSENT = 3
"""More pages, or items, than these do not get lost: the numbers were misread."""
_SHOWN_START = 400
_SHOWN_END = 80


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on what is missing."""
    warnings = subject.determination.warnings
    codes = {warning.code for warning in warnings}
    first_page = codes.issuperset(_TABLE) and not _any_date(subject)
    if first_page:
        yield PAGE.doubt(
            "The case table, with the case number and all dates, is not there: the first page may be missing.",
            Exhibit("start of the letter as it is", None, 0, min(len(subject.text), _SHOWN_START)),
        )
    yield from _pages(subject)
    yield from _numbers(subject)
    for warning in warnings:
        check = _FROM_WARNINGS.get(warning.code)
        if check and not (first_page and warning.code in _TABLE) and not _is_blank_end(subject, warning):
            yield check.doubt(_sentence(warning), _place(subject, warning), issue=warning.issue)


def _is_blank_end(subject: Subject, warning: model.Warning) -> bool:
    """Whether a page without text is one of those behind a letter that is whole without it."""
    warnings = subject.determination.warnings
    empty = {int(match[1]) for other in warnings if (match := _EMPTY_PAGE.match(other.message))}
    page = _EMPTY_PAGE.match(warning.message)
    pages = subject.determination.source.pages
    if page is None or pages is None or any(other.code == "cut-off" for other in warnings):
        return False
    return all(number in empty for number in range(int(page[1]), pages + 1))


def _sentence(warning: model.Warning) -> str:
    if warning.issue is None:
        return capitalized(warning.message) + "."
    return f"Item {warning.issue + 1}: {warning.message}."


def _place(subject: Subject, warning: model.Warning) -> Exhibit | None:
    """Where something is missing: the item, the end of the letter, or the start of it."""
    if warning.issue is not None:
        request = subject.request_exhibit(warning.issue)
        pointer = f"/issues/{warning.issue}/{_PARTS.get(warning.code, 'reviewer')}"
        if warning.code == "cut-off" and (span := subject.rationale(warning.issue)):
            end = (max(span[0], span[1] - _SHOWN_END), span[1])
            return subject.in_rationale(warning.issue, end, "end of the rationale")
        return Exhibit(request.label, pointer, request.start, request.end) if request else None
    if warning.code == "missing-date":
        table = subject.letter.section("case")
        return Exhibit("case table", "/case", *table) if table else None
    return None


def _any_date(subject: Subject) -> bool:
    case = subject.determination.case
    return any(
        (case.date_assigned, case.date_of_injury, case.decision_date, case.ur_denial_date, case.application_received)
    )


def _pages(subject: Subject) -> Iterator[Doubt]:
    """Gaps in the letter's own page numbers, which stand in its footers."""
    plain = subject.letter.plain
    footers = [(int(m["page"] or m["page2"]), int(m["all"] or 0), m.span()) for m in _FOOTER.finditer(plain)]
    numbers = list(dict.fromkeys(number for number, _, _ in footers))
    if len(numbers) < 2 or numbers != sorted(numbers):
        return
    last = max((of for _, of, _ in footers), default=0)
    absent = sorted(set(range(numbers[0], max(last, numbers[-1]) + 1)) - set(numbers))
    if absent and len(absent) <= _MOST_ABSENT:
        before: Span = next((span for number, _, span in footers if number == absent[0] - 1), footers[0][2])
        yield PAGE.doubt(
            f"Page {_counted(absent)} is missing by the letter's own page numbers ({_counted(numbers)}).",
            Exhibit("page number before the gap", None, *before),
        )


def _numbers(subject: Subject) -> Iterator[Doubt]:
    """Gaps in the items' printed numbers."""
    numbers = []
    for item in subject.letter.items:
        match = _NUMBER.search(subject.text, max(0, item.header[0] - _BEFORE_HEADER), item.header[0])
        if match is None:
            return
        numbers.append(int(match["number"]))
    absent = sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
    if len(numbers) > 1 and absent and numbers == sorted(numbers) and len(absent) <= _MOST_ABSENT:
        behind = next(place for place, number in enumerate(numbers) if number > absent[0])
        yield NUMBERS.doubt(
            f"The items are numbered {_counted(numbers)}: {_counted(absent)} is not there.",
            subject.request_exhibit(behind),
        )


def _counted(numbers: list[int]) -> str:
    return listed([str(number) for number in numbers])
