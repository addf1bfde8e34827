"""One flat row a disputed treatment, for spreadsheets and data frames."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import NamedTuple

from imrcli.model import Determination, Issue, Statement
from imrcli.render import words

_RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Column(NamedTuple):
    """A column: its name, what it holds, and its value for one item of one determination."""

    name: str
    meaning: str
    value: Callable[[Determination, int, Issue], object]


NO_ITEM = Issue(
    request=None,
    original_request=None,
    authorized=None,
    outcome=None,
    category=None,
    subcategory=None,
    claims_administrator=Statement(text=None, citations=[]),
    reviewer=Statement(text=None, citations=[]),
    rationale=None,
    rationale_pages=[],
    conclusion="unstated",
)
"""What stands for the items of a letter in which none was found, so that its row is not lost."""


def _joined(values: Sequence[str]) -> str:
    return "; ".join(values)


COLUMNS: tuple[Column, ...] = (
    Column("source", "the source as it was named", lambda d, n, i: d.source.path),
    Column("sha256", "SHA-256 of the source", lambda d, n, i: d.source.sha256),
    Column("format", "letter format recognised", lambda d, n, i: d.format),
    Column("case_number", "IMR case number", lambda d, n, i: d.case.number),
    Column("date_of_injury", "ISO 8601", lambda d, n, i: d.case.date_of_injury),
    Column("ur_denial_date", "ISO 8601", lambda d, n, i: d.case.ur_denial_date),
    Column("application_received", "ISO 8601", lambda d, n, i: d.case.application_received),
    Column("date_assigned", "ISO 8601", lambda d, n, i: d.case.date_assigned),
    Column("decision_date", "ISO 8601", lambda d, n, i: d.case.decision_date),
    Column("priority", "standard or expedited", lambda d, n, i: d.case.priority),
    Column("reviewer_specialties", "separated by semicolons", lambda d, n, i: _joined(d.reviewer.specialties)),
    Column("reviewer_licensure", "separated by semicolons", lambda d, n, i: _joined(d.reviewer.licensure)),
    Column("claimant_age", "years", lambda d, n, i: d.claimant.age),
    Column("claimant_sex", "male or female", lambda d, n, i: d.claimant.sex),
    Column("letter_outcome", "outcome of the letter as a whole", lambda d, n, i: d.outcome),
    Column("issue", "number of the item in the letter, from 1", lambda d, n, i: n if d.issues else None),
    Column("request", "the item decided", lambda d, n, i: i.request),
    Column("original_request", "what was first asked, if partly approved", lambda d, n, i: i.original_request),
    Column("authorized", "what was approved, if partly approved", lambda d, n, i: i.authorized),
    Column("outcome", "outcome of the item", lambda d, n, i: i.outcome),
    Column("category", "DWC category", lambda d, n, i: i.category),
    Column("subcategory", "DWC subcategory", lambda d, n, i: i.subcategory),
    Column("conclusion", "what the rationale concludes", lambda d, n, i: i.conclusion if d.issues else None),
    Column("administrator_citations", "in short, separated by `|`", lambda d, n, i: words.citations(i.claims_administrator)),
    Column("reviewer_citations", "in short, separated by `|`", lambda d, n, i: words.citations(i.reviewer)),
    Column("rationale_pages", "guideline pages named in the rationale", lambda d, n, i: _joined(i.rationale_pages)),
    Column("rationale", "the reviewer's rationale", lambda d, n, i: i.rationale),
    Column("warnings", "codes of this item's and the letter's warnings", lambda d, n, i: _joined([w.code for w in d.warnings if w.issue in (None, n - 1)])),
)  # fmt: skip
"""The columns, in their order; documented in docs/fields.md."""


def harmless(value: object) -> object:
    """A cell that a spreadsheet shows and does not run: an apostrophe before what opens like a formula."""
    if isinstance(value, str) and value.startswith(_RUNS_AS_FORMULA):
        return "'" + value
    return value


def csv_bytes(determinations: Sequence[Determination]) -> bytes:
    """The determinations as CSV (RFC 4180), UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.name for column in COLUMNS])
    for determination in determinations:
        for number, issue in enumerate(determination.issues or [NO_ITEM], 1):
            values = (column.value(determination, number, issue) for column in COLUMNS)
            writer.writerow([harmless("" if value is None else value) for value in values])
    return out.getvalue().encode("utf-8", "replace")
