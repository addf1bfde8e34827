"""The words of the field: what an Independent Medical Review letter decided.

Everything the package says of a letter is one `Determination`. Its field names, values and order are the
published contract; `schema()` turns these types into JSON Schema (2020-12). This module imports nothing of
the project: every stage stands on it.

What the letter does not say is None (or an empty list), never guessed and never an empty string. Names
follow the glossary of California's Division of Workers' Compensation (DWC).
"""

from __future__ import annotations

import html
from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

SCHEMA_VERSION: Literal[1] = 1

Reader = Literal["pdfium", "pdfplumber", "ocr", "text"]
Priority = Literal["standard", "expedited"]
Sex = Literal["male", "female"]
Outcome = Literal["upheld", "overturned", "partially_overturned"]
Conclusion = Literal["necessary", "not_necessary", "mixed", "unstated"]
Severity = Literal["high", "medium", "low"]
CitationSource = Literal["MTUS", "ODG", "ACOEM", "Other"]

Text = Annotated[str, Meta(min_length=1)]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Years = Annotated[int, Meta(ge=0, le=130)]
Year = Annotated[int, Meta(ge=1900, le=2100)]
PageNumber = Annotated[int, Meta(ge=1)]
PageRange = Annotated[list[PageNumber], Meta(min_length=2, max_length=2)]
Index = Annotated[int, Meta(ge=0)]
CaseNumber = Annotated[str, Meta(pattern="^CM[0-9]{2}-[0-9]{7,8}$")]


class _Record(Struct, forbid_unknown_fields=True, kw_only=True, gc=False):
    """Base of all records: every field is always present, no others are allowed."""


class Source(_Record):
    """Where the letter was read from."""

    path: Annotated[
        Text | None,
        Meta(description="The source as it was named; `-` for standard input; null for bytes or text given in Python."),
    ]
    sha256: Annotated[Sha256, Meta(description="SHA-256 of the source's bytes.")]
    pages: Annotated[int | None, Meta(description="Number of pages; null for text without form feeds.")]
    reader: Annotated[Reader, Meta(description="How the text was got; `ocr` where any page was read by OCR.")]
    ocr_pages: Annotated[list[PageNumber], Meta(description="The pages, from 1 in the file, that were read by OCR.")]
    page_range: Annotated[
        PageRange | None,
        Meta(description="First and last page of the file on which this letter stands; null for text without pages."),
    ]
    letter: Annotated[int, Meta(description="The letter's number among those of its file, from 1.", ge=1)]


class Case(_Record):
    """The letter's case table."""

    number: Annotated[CaseNumber | None, Meta(description="IMR case number.")]
    date_assigned: Annotated[
        date | None,
        Meta(description="Date of the assignment to review, or of the notice of assignment."),
    ]
    date_of_injury: Annotated[date | None, Meta(description="Date of injury.")]
    decision_date: Annotated[
        date | None,
        Meta(description="Date of the final determination; older formats: of the letter."),
    ]
    ur_denial_date: Annotated[date | None, Meta(description="Date of the utilization review denial or modification.")]
    application_received: Annotated[date | None, Meta(description="Date on which the IMR application was received.")]
    priority: Annotated[Priority | None, Meta(description="Priority of the review.")]
    claim_number: Annotated[Text | None, Meta(description="The claims administrator's claim number.")]
    employee: Annotated[Text | None, Meta(description="The injured worker's name, where not redacted.")]
    provider: Annotated[Text | None, Meta(description="The requesting provider's name, where not redacted.")]


class Reviewer(_Record):
    """Credentials of the expert (physician) reviewer."""

    licensure: Annotated[list[Text], Meta(description="States of licensure, in the letter's wording and order.")]
    specialties: Annotated[
        list[Text],
        Meta(description="Certifications and specialties, in the letter's wording and order."),
    ]


class Claimant(_Record):
    """The injured worker, from the clinical case summary."""

    age: Annotated[Years | None, Meta(description="Age in years.")]
    sex: Annotated[Sex | None, Meta(description="Sex.")]


class Citation(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, gc=False):
    """One guideline, or other source of evidence, that a statement names.

    Immutable: determinations whose statements are the same to the letter share their citations.
    """

    source: Annotated[
        CitationSource,
        Meta(
            description="`MTUS`: the Medical Treatment Utilization Schedule and what it adopted; `ACOEM`: cited outside"
            " the MTUS."
        ),
    ]
    guideline: Annotated[Text | None, Meta(description="MTUS: the guideline's printed title. Else null.")]
    year: Annotated[Year | None, Meta(description="The edition's year, where printed.")]
    chapter: Annotated[Text | None, Meta(description="ODG: the chapter, in ODG's own title. Else null.")]
    sections: Annotated[list[Text], Meta(description="The guideline's section titles as printed, one string each.")]
    pages: Annotated[list[Text], Meta(description='Pages as printed: "13", "98-99".')]
    text: Annotated[Text, Meta(description="The citation as printed.")]


class Statement(_Record):
    """What one side says that its decision is based on."""

    text: Annotated[Text | None, Meta(description="The statement on guidelines, whole.")]
    citations: Annotated[list[Citation], Meta(description="What it cites; empty where it cites nothing.")]


class Issue(_Record):
    """One disputed treatment and how it was decided."""

    request: Annotated[
        Text | None,
        Meta(description="The item decided, as printed, without numbering or outcome."),
    ]
    original_request: Annotated[
        Text | None,
        Meta(description="Where partly approved before the review: what was first asked."),
    ]
    authorized: Annotated[Text | None, Meta(description="Where partly approved before the review: what was approved.")]
    outcome: Annotated[
        Outcome | None,
        Meta(description="`upheld`: the denial stands, the treatment was found not medically necessary."),
    ]
    category: Annotated[Text | None, Meta(description="DWC's category of the disputed treatment.")]
    subcategory: Annotated[Text | None, Meta(description="DWC's subcategory.")]
    claims_administrator: Annotated[Statement, Meta(description="The claims administrator's statement.")]
    reviewer: Annotated[Statement, Meta(description="The reviewer's statement.")]
    rationale: Annotated[Text | None, Meta(description="The reviewer's rationale.")]
    rationale_pages: Annotated[
        list[Text],
        Meta(description="Guideline pages named in the rationale, in order, repeats kept."),
    ]
    conclusion: Annotated[Conclusion, Meta(description="What the rationale's own words conclude of this item.")]


class Warning(_Record):
    """Something the reader of the letter, or of these data, should know."""

    code: Annotated[Text, Meta(description="Stable code, see docs/warnings.md.")]
    message: Annotated[Text, Meta(description="The same for people.")]
    issue: Annotated[
        Index | None,
        Meta(description="0-based index into `issues`; null for the letter as a whole."),
    ]


class Place(Struct, forbid_unknown_fields=True, kw_only=True, omit_defaults=True, gc=False):
    """Where something stands in the letter: a box around one line of a page, or a range of a text."""

    page: Annotated[int, Meta(description="PDF: the page, from 1.", ge=1)] | UnsetType = UNSET
    bbox: (
        Annotated[
            tuple[float, float, float, float],
            Meta(description="PDF: x0, top, x1, bottom in points (1/72 inch) from the page's top left."),
        ]
        | UnsetType
    ) = UNSET
    start: Annotated[int, Meta(description="Text: the first character's offset in the text.", ge=0)] | UnsetType = UNSET
    end: Annotated[int, Meta(description="Text: the offset behind the last character.", ge=0)] | UnsetType = UNSET
    confidence: (
        Annotated[
            float,
            Meta(
                description="Pages read by OCR: how sure it is of the words of the value that stand here.", ge=0, le=1
            ),
        ]
        | UnsetType
    ) = UNSET


class Side(_Record):
    """One side of a finding: what the letter says at one place."""

    label: Annotated[Text, Meta(description="What it is, in words.")]
    pointer: Annotated[
        Text | None,
        Meta(description="JSON Pointer of the extracted value that it is part of, if any."),
    ]
    text: Annotated[str, Meta(description="The words as printed, white space collapsed.")]
    places: Annotated[list[Place], Meta(description="Where they stand, a box a line.")]


class Finding(_Record):
    """Something in a letter that a careful reader would question."""

    code: Annotated[Text, Meta(description="Stable code, see docs/checks.md.")]
    severity: Annotated[
        Severity,
        Meta(description="`high`: may be a ground for appeal; `medium`: a contradiction; `low`: worth a look."),
    ]
    message: Annotated[Text, Meta(description="What is said where, and against what.")]
    issue: Annotated[
        Index | None,
        Meta(description="0-based index into `issues`; null for the letter as a whole."),
    ]
    sides: Annotated[list[Side], Meta(description="The evidence, on both sides.")]


class Checked(_Record):
    """What `imr check` says of one letter."""

    source: Source
    case_number: Annotated[CaseNumber | None, Meta(description="IMR case number.")]
    findings: Annotated[list[Finding], Meta(description="Of the letter as a whole, then by item.")]


class Problem(_Record):
    """A source of a batch that gave no determination, and why."""

    source: Annotated[Text, Meta(description="The source as it was named.")]
    sha256: Annotated[
        Sha256 | None,
        Meta(description="SHA-256 of the source's bytes; null where they could not be read."),
    ]
    code: Annotated[Text, Meta(description="Stable code, see docs/exit-codes.md.")]
    message: Annotated[Text, Meta(description="What is wrong and what to do, for people.")]


def _shown(value: str | None) -> str:
    """A value as HTML, in which nothing of it is markup."""
    return html.escape((value or "–").replace("_", " "))


class Determination(_Record, kw_only=True):
    """All that imrcli says of one letter."""

    schema_version: Annotated[Literal[1], Meta(description="Version of this contract.")]
    source: Source
    format: Annotated[Text | None, Meta(description="The letter format recognised; null where none was.")]
    case: Case
    reviewer: Reviewer
    claimant: Claimant
    documents_reviewed: Annotated[list[Text], Meta(description="Documents reviewed, one string each.")]
    clinical_summary: Annotated[Text | None, Meta(description="The clinical case summary.")]
    outcome: Annotated[
        Outcome | None,
        Meta(description="`upheld`: all items, `overturned`: all, `partially_overturned`: mixed."),
    ]
    issues: Annotated[list[Issue], Meta(description="The disputed treatments, in the letter's order.")]
    findings: (
        Annotated[
            list[Finding],
            Meta(description="What a careful reader would question, as `imr check` tells it. Only where asked for."),
        ]
        | UnsetType
    ) = UNSET
    evidence: (
        Annotated[
            dict[str, list[Place]],
            Meta(description="By JSON Pointer of each extracted value: where it was read. Only where asked for."),
        ]
        | UnsetType
    ) = UNSET
    warnings: list[Warning]

    def __str__(self) -> str:
        """`CM14-0087215, decided 2014-09-18: upheld (2 disputed treatments)`."""
        case, count = self.case, len(self.issues)
        decided = f", decided {case.decision_date}" if case.decision_date else ""
        outcome = (self.outcome or "outcome not read").replace("_", " ")
        items = f"{count} disputed treatment{'' if count == 1 else 's'}"
        return f"{case.number or 'case number not read'}{decided}: {outcome} ({items})"

    def _repr_html_(self) -> str:
        """The determination as a notebook shows it."""
        rows = "".join(
            f"<tr><td>{number}</td><td>{_shown(issue.request)}</td><td>{_shown(issue.outcome)}</td>"
            f"<td>{_shown(issue.category)}</td><td>{_shown(issue.conclusion)}</td></tr>"
            for number, issue in enumerate(self.issues, 1)
        )
        heads = "".join(f"<th>{head}</th>" for head in ("#", "Disputed treatment", "Outcome", "Category", "Rationale"))
        warnings = "".join(f"<li>{_shown(warning.message)}</li>" for warning in self.warnings)
        return (
            f"<p><b>{_shown(str(self))}</b></p><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
            + (f"<ul>{warnings}</ul>" if warnings else "")
        )

    def to_dict(self) -> dict[str, Any]:
        """The determination as plain JSON types (dates as ISO 8601 strings)."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain

    def to_json(self) -> bytes:
        """The determination as one line of JSON, UTF-8, no newline."""
        return msgspec.json.encode(self)

    @classmethod
    def from_json(cls, data: bytes | str) -> Determination:
        """Read a determination back from JSON.

        Raises `msgspec.ValidationError` where the data do not follow the contract.
        """
        return msgspec.json.decode(data, type=cls)


_TITLES = {
    "Determination": "IMR determination",
    "Checked": "IMR findings",
    "Problem": "IMR problem",
}


def schema(record: type[Struct] = Determination) -> dict[str, Any]:
    """JSON Schema (2020-12) of a record, made from these types."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _TITLES[record.__name__],
        **msgspec.json.schema(record),
    }
