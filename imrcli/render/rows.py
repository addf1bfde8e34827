"""One flat row a disputed treatment, or a finding, for spreadsheets and data frames."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from imrcli.model import Determination
from imrcli.render import words
from imrcli.render.formulas import harmless
from imrcli.render.tables import FINDING, ISSUE, LETTER, Column, Place, codes, items, pick, questioned

COLUMNS: tuple[Column, ...] = (
    *pick(LETTER, "case_number", "decision_date"),
    *pick(ISSUE, "request", "outcome", "category", "subcategory", "conclusion", issue="number"),
    *pick(LETTER, letter_outcome="outcome"),
    *pick(ISSUE, "original_request", "authorized"),
    Column(
        "reviewer_citations",
        "text",
        "What the reviewer cites, in short, separated by a vertical bar.",
        lambda place: words.citations(place.issue.reviewer) or None,
    ),
    Column(
        "administrator_citations",
        "text",
        "What the claims administrator cites, in short, separated by a vertical bar.",
        lambda place: words.citations(place.issue.claims_administrator) or None,
    ),
    *pick(ISSUE, "rationale", "rationale_pages"),
    *pick(LETTER, "claimant_age", "claimant_sex", "reviewer_specialties", "reviewer_licensure"),
    *pick(LETTER, "date_of_injury", "ur_denial_date", "application_received", "date_assigned", "priority"),
    Column("warnings", "list", "Codes of this item's and the letter's warnings.", codes),
    *pick(LETTER, "format", "source", "sha256"),
)
"""The columns of a disputed treatment: what people look for first, what only programs need last."""

QUESTIONED: tuple[Column, ...] = (
    *pick(LETTER, "case_number"),
    *pick(ISSUE, issue="number"),
    *pick(ISSUE, "request"),
    *FINDING,
    *pick(LETTER, "source", "sha256"),
)
"""The columns of a finding, in their order."""


def places(determination: Determination) -> Iterator[Place]:
    """Where the flat rows stand: at each item, or at the letter itself where it has none."""
    return items(determination) if determination.issues else iter((Place(determination),))


def _cell(column: Column, place: Place) -> object:
    value = column.value(place)
    return harmless("; ".join(value) if column.kind == "list" else value)


def header(columns: Sequence[Column] = COLUMNS) -> list[str]:
    """The CSV's first row."""
    return [column.name for column in columns]


def rows(determination: Determination) -> Iterator[list[object]]:
    """The determination's rows of the CSV: lists separated by semicolons, None for what is not known."""
    for place in places(determination):
        yield [_cell(column, place) for column in COLUMNS]


def finding_rows(determination: Determination) -> Iterator[list[object]]:
    """A row of the CSV for each finding on a determination that was checked."""
    for place in questioned(determination):
        yield [_cell(column, place) for column in QUESTIONED]


def csv_bytes(determinations: Sequence[Determination]) -> bytes:
    """The determinations as CSV (RFC 4180), UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header())
    for determination in determinations:
        writer.writerows(rows(determination))
    return out.getvalue().encode("utf-8", "replace")
