"""Whether a determination is whole and agrees with itself: what is missing, and what contradicts itself."""

from __future__ import annotations

from collections.abc import Sequence

from imrcli.extract.conclusion import read_conclusion
from imrcli.letters import Letter
from imrcli.letters.case_number import numbered
from imrcli.letters.format import CaseField, Requirement
from imrcli.model import Determination, Issue, Outcome
from imrcli.pattern import pattern
from imrcli.sentences import sentences
from imrcli.text import value
from imrcli.warnings import Warnings

_WHOSE = {"claims_administrator": "claims administrator's", "reviewer": "reviewer's"}


def check(determination: Determination, letter: Letter, warnings: Warnings) -> None:
    """Add the warnings that need the whole determination."""
    for code, message in letter.document.notes:
        warnings.warn(code, message)
    if not letter.known:
        warnings.warn("unknown-format", "the letter is of no known format; what could be found is given")
    for section in letter.damaged:
        warnings.warn(
            "damaged-heading",
            f"the heading of the section {section!r} was found in spite of damage",
        )
    _missing(determination, letter, warnings)
    _dates(determination, warnings)
    for place, issue in enumerate(determination.issues):
        warnings.issue = place
        _issue(issue, letter.format.requires, warnings)
    _end(determination, letter, warnings)
    warnings.issue = None
    _several(determination, letter, warnings)
    _stated(determination, letter, warnings)


def _end(determination: Determination, letter: Letter, warnings: Warnings) -> None:
    """The last item's rationale, which is whole in a whole letter.

    Where it is not, items may be missing behind it: a letter that decides them one behind the other has no outcome
    then, as it has where one list decides them all.
    """
    lost = _lost(determination.issues[-1], letter.format.requires, warnings) if determination.issues else ""
    if lost and determination.outcome and not (letter.stated or letter.findings):
        determination.outcome = None
        warnings.issue = None
        warnings.warn("outcome-incomplete", f"{lost}; items may be missing behind it, so the letter has no outcome")


def _lost(last: Issue, required: Sequence[Requirement], warnings: Warnings) -> str:
    """What the last item lacks of its rationale, in words; nothing where that is whole but for its full stop."""
    if last.rationale is None:
        return "the last item has no rationale" if "rationale" in required else ""
    if _SENTENCE_END.search(last.rationale[-9:]):
        return ""
    warnings.warn(
        "cut-off", f"the last rationale ends within a sentence: {last.rationale[-40:]!r}; the rest may be missing"
    )
    start, end = sentences(last.rationale)[-1]
    concludes = read_conclusion(last.rationale[start:end], last.request).value != "unstated"
    return "" if concludes else "the last rationale ends within a sentence"


def _several(determination: Determination, letter: Letter, warnings: Warnings) -> None:
    """Several letters in one source: what belongs to which cannot be told, so no outcome is given for them all."""
    numbers = sorted(numbered(letter.plain))
    if len(numbers) > 1 and determination.case.number:
        determination.outcome = None
        warnings.warn(
            "several-letters",
            f"the source holds several letters ({', '.join(numbers)}), and is read as one; divide it",
        )


def _missing(determination: Determination, letter: Letter, warnings: Warnings) -> None:
    case = determination.case
    required = letter.format.requires
    if "number" in required and case.number is None:
        warnings.warn("missing-case-number", "the letter shows no single case number")
    if "issues" in required and not determination.issues:
        warnings.warn("missing-issues", "no disputed treatment was found")
    if "summary" in required and determination.clinical_summary is None:
        warnings.warn("missing-section", "the clinical case summary is missing")
    has_credentials = determination.reviewer.licensure or determination.reviewer.specialties
    if "credentials" in required and not has_credentials:
        warnings.warn("missing-section", "the reviewer's credentials are missing")
    absent = [name for name in _DATES if name in required and getattr(case, name) is None]
    if absent:
        warnings.warn("missing-date", "not found in the case table: " + ", ".join(absent))
    if "priority" in required and case.priority is None:
        warnings.warn("missing-priority", "the case table shows no priority, standard or expedited")


_DATES: tuple[CaseField, ...] = (
    "date_assigned",
    "date_of_injury",
    "decision_date",
    "ur_denial_date",
    "application_received",
)
_PAIRS = (
    ("date_of_injury", "ur_denial_date"),
    ("ur_denial_date", "application_received"),
    ("date_of_injury", "application_received"),
    ("application_received", "date_assigned"),
    ("ur_denial_date", "decision_date"),
    ("date_assigned", "decision_date"),
    ("application_received", "decision_date"),
)


_LAST_YEAR = 2099
_YEARS = {
    "date_of_injury": (1930, "1930 and today"),
    "ur_denial_date": (2012, "the first year of IMR, 2013, and today"),
    "application_received": (2012, "the first year of IMR, 2013, and today"),
    "date_assigned": (2013, "the first year of IMR, 2013, and today"),
    "decision_date": (2013, "the first year of IMR, 2013, and today"),
}
"""The first year that each date can have: IMR began on 1 January 2013 (SB 863)."""

_MOST_YEARS = 4
"""From the year that a case is numbered by to that of its decision."""
_LONGEST_REVIEW = 4 * 366
"""Days. A review takes weeks; in the first years some took longer than two years."""


def _dates(determination: Determination, warnings: Warnings) -> None:
    for earlier, later in _PAIRS:
        first, second = getattr(determination.case, earlier), getattr(determination.case, later)
        if first and second and first > second:
            warnings.warn("date-order", f"{earlier} ({first}) is after {later} ({second})")
    for name, (first_year, since) in _YEARS.items():
        day = getattr(determination.case, name)
        if day and not first_year <= day.year <= _LAST_YEAR:
            warnings.warn("date-implausible", f"{name} ({day}) is not between {since}")
    received, decided = determination.case.application_received, determination.case.decision_date
    if received and decided and (decided - received).days > _LONGEST_REVIEW:
        warnings.warn(
            "date-implausible",
            f"decision_date ({decided}) is more than four years after application_received ({received})",
        )
    number = determination.case.number
    year = 2000 + int(number[2:4]) if number else None
    if year and decided and not year <= decided.year <= year + _MOST_YEARS:
        warnings.warn("date-implausible", f"decision_date ({decided}) does not fit the case number {number}")


_NO_REQUEST = pattern(
    r"medically\s+necessary|\boriginal\s+request\b|\bClaims\s+Administrator\b|\bThe\s+request\b|\b[Rr]ationale\b"
)
_LONGEST_REQUEST = 1_500
_OTHER_ITEM = pattern(
    "|".join(
        rf"{opening}(?<=\b{opening}){rest}"  # alternatives that all open with a letter are found by it, which is quick
        for opening, rest in (
            ("Claims", r"\s+Administrator\s+guidelines?\s*:"),
            ("MAXIMUS", r"\s+guidelines?\s*:"),
            ("Decision", r"\s+rationale\s*:"),
            ("decision", r"\s+rationale\s*:"),
            ("Case", r"\s+Number\s*:"),
            ("Regarding", r"\s+the\s+request\s+for\b[^.]{0,200}:"),
            ("IMR", r"\s+ISSUES,\s+DECISIONS"),
            ("medically", r"\s+necessary\s+and\s+appropriate\.\s+The\s+Claims\s+Administrator\s+(?:based|did)"),
        )
    )
)
"""The form's words around an item: in a rationale they are another item's."""
_EXPECTED: dict[str, Outcome] = {
    "necessary": "overturned",
    "not_necessary": "upheld",
    "mixed": "partially_overturned",
}
_SENTENCE_END = pattern(r"[.!?:;)\]\"”’'*]\s*$")


def _issue(issue: Issue, required: Sequence[Requirement], warnings: Warnings) -> None:
    if issue.request is None:
        if "request" in required:
            warnings.warn("missing-request", "the disputed treatment's text was not found")
    elif _NO_REQUEST.search(issue.request) or len(issue.request) > _LONGEST_REQUEST:
        warnings.warn(
            "request-unclear",
            f"what was asked was not told apart from other text: {issue.request[:80]!r}",
        )
    elif issue.category is None:
        warnings.warn("category-unknown", f"no DWC category was found for {issue.request[:80]!r}")
    if issue.outcome is None and "outcome" in required:
        warnings.warn("missing-outcome", "the item's outcome was not found, or cannot be read without doubt")
    if issue.rationale is None:
        if "rationale" in required:
            warnings.warn("missing-rationale", "the item's rationale is missing")
    elif _OTHER_ITEM.search(issue.rationale):
        warnings.warn(
            "rationale-runs-on",
            "the rationale holds what reads like another item's header or label",
        )
    for name, whose in _WHOSE.items():
        if name in required and getattr(issue, name).text is None:
            warnings.warn("missing-statement", f"the {whose} statement on guidelines is missing")
    expected = _EXPECTED.get(issue.conclusion)
    if issue.outcome and expected and issue.outcome != expected:
        warnings.warn(
            "outcome-contradicts-rationale",
            f"the outcome is {issue.outcome}, but the rationale concludes {issue.conclusion.replace('_', ' ')}",
        )


def _stated(determination: Determination, letter: Letter, warnings: Warnings) -> None:
    """Hold the determination that the letter states as a whole against its items'."""
    if letter.stated is None:
        return
    words = value(letter.text, *letter.stated).upper()
    stated: Outcome = "upheld"
    if "PARTIAL" in words or "OVERTURN" in words:
        stated = "partially_overturned" if "PARTIAL" in words else "overturned"
    if determination.outcome and stated != determination.outcome:
        warnings.warn(
            "stated-outcome-differs",
            f"the letter states {stated.replace('_', ' ')}, its items are {determination.outcome.replace('_', ' ')}",
        )
