"""What a determination says, as labelled fields in the letter's order, each with the places it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import UNSET, Struct
from msgspec.structs import replace

from imrcli.model import Citation, Determination, Issue, Place, Statement
from imrcli.render import words

KINDS = {
    "case": "Case table",
    "reviewer": "Reviewer's credentials",
    "claimant": "Injured worker",
    "summary": "Clinical summary, records",
    "request": "Disputed treatment",
    "outcome": "Outcome",
    "guideline": "Guidelines cited",
    "rationale": "Rationale",
    "conclusion": "Conclusion",
}
"""The kinds of values, each with its colour and line, and what they are called."""

LONG = ("summary", "rationale")
"""Kinds whose values are whole passages."""

Evidence = dict[str, list[Place]]


class Field(Struct, frozen=True, kw_only=True, gc=False):
    """One value: its JSON Pointer, its label, its kind, the value in words (None: not in the letter), its places.

    `whose` is put before the label where the field stands alone (`Item 2`); `parts` are values within the value.
    """

    pointer: str
    label: str
    kind: str
    value: str | None
    places: list[Place]
    whose: str = ""
    iso: str | None = None
    parts: tuple[Field, ...] = ()

    @property
    def name(self) -> str:
        """The label as it is understood without its surroundings."""
        return f"{self.whose}: {self.label}" if self.whose else self.label


class Group(Struct, frozen=True, kw_only=True, gc=False):
    """Fields under one heading; `issue` is the 0-based index of the item that they are of."""

    title: str
    fields: list[Field]
    issue: int | None = None


def groups(determination: Determination) -> list[Group]:
    """All fields of a determination, the letter's own first, then each item's; nothing with evidence is left out."""
    evidence = {} if determination.evidence is UNSET else determination.evidence
    grouped = [*_letter(determination, evidence)]
    grouped += (_item(index, issue, evidence) for index, issue in enumerate(determination.issues))
    shown = {field.pointer for group in grouped for field in walk(group.fields)}
    plain = determination.to_dict()
    rest = [
        Field(pointer=pointer, label=pointer, kind=_kind(pointer), value=_at(plain, pointer), places=places)
        for pointer, places in evidence.items()
        if pointer not in shown
    ]
    if rest:
        grouped.append(Group(title="Other values", fields=rest))
    return grouped


def walk(fields: list[Field] | tuple[Field, ...]) -> Iterator[Field]:
    """The fields and their parts, each field before its parts."""
    for field in fields:
        yield field
        yield from walk(field.parts)


def _letter(determination: Determination, evidence: Evidence) -> Iterator[Group]:
    def field(pointer: str, label: str, value: object, kind: str) -> Field:
        iso = value.isoformat() if isinstance(value, date) else None
        places = evidence.get(pointer, [])
        return Field(pointer=pointer, label=label, kind=kind, value=_words(value), places=places, iso=iso)

    def several(pointer: str, label: str, values: list[str], kind: str) -> list[Field]:
        if not values:
            return [field(pointer, label, None, kind)]
        numbered = len(values) > 1
        return [
            field(f"{pointer}/{at}", f"{label} {at + 1}" if numbered else label, value, kind)
            for at, value in enumerate(values)
        ]

    case, reviewer = determination.case, determination.reviewer
    table = {
        "number": "Case number",
        "decision_date": "Decision date",
        "date_of_injury": "Date of injury",
        "ur_denial_date": "UR denial date",
        "application_received": "Application received",
        "date_assigned": "Date assigned",
        "priority": "Priority",
        "claim_number": "Claim number",
        "employee": "Employee",
        "provider": "Provider",
    }
    values = {**{key: getattr(case, key) for key in table}, "priority": _coded(case.priority)}
    rows = [field(f"/case/{key}", label, values[key], "case") for key, label in table.items()]
    outcome = _coded(determination.outcome)
    rows.append(field("/outcome", "Outcome of the letter", outcome, "outcome"))
    yield Group(title="Case", fields=rows)
    yield Group(
        title="Reviewer",
        fields=[
            *several("/reviewer/specialties", "Specialty", reviewer.specialties, "reviewer"),
            *several("/reviewer/licensure", "Licensed in", reviewer.licensure, "reviewer"),
        ],
    )
    claimant = determination.claimant
    yield Group(
        title="Injured worker",
        fields=[
            field("/claimant/age", "Age", claimant.age, "claimant"),
            field("/claimant/sex", "Sex", _coded(claimant.sex), "claimant"),
        ],
    )
    records = determination.documents_reviewed
    yield Group(
        title="Clinical summary and records",
        fields=[
            *(several("/documents_reviewed", "Document", records, "summary") if records else ()),
            field("/clinical_summary", "Clinical summary", determination.clinical_summary, "summary"),
        ],
    )


def _item(index: int, issue: Issue, evidence: Evidence) -> Group:
    at, whose = f"/issues/{index}", f"Item {index + 1}"

    def field(name: str, label: str, value: object, kind: str, parts: tuple[Field, ...] = ()) -> Field:
        pointer = f"{at}/{name}"
        return Field(
            pointer=pointer,
            label=label,
            kind=kind,
            value=_words(value),
            whose=whose,
            places=evidence.get(pointer, []),
            parts=parts,
        )

    def side(name: str, label: str, statement: Statement) -> Iterator[Field]:
        yield field(f"{name}/text", f"{label}'s statement", statement.text, "guideline")
        for number, cited in enumerate(statement.citations):
            place = f"{name}/citations/{number}"
            parts = tuple(field(f"{place}/{key}", label, value, "guideline") for key, label, value in _parts(cited))
            cites = field(place, f"Cites {number + 1}", words.citation(cited), "guideline", parts)
            yield replace(cites, whose=f"{whose}, {label.lower()}")

    pages = tuple(
        field(f"rationale_pages/{number}", "Page named in the rationale", page, "guideline")
        for number, page in enumerate(issue.rationale_pages)
    )
    fields = [
        field("request", "Disputed treatment", issue.request, "request"),
        *(
            field(name, label, value, "request")
            for name, label, value in (
                ("original_request", "First asked", issue.original_request),
                ("authorized", "Already authorized", issue.authorized),
            )
            if value is not None
        ),
        field("outcome", "Outcome", _coded(issue.outcome), "outcome"),
        field("category", "Category", issue.category, "request"),
        *((field("subcategory", "Subcategory", issue.subcategory, "request"),) if issue.subcategory else ()),
        *side("claims_administrator", "Claims administrator", issue.claims_administrator),
        *side("reviewer", "Reviewer", issue.reviewer),
        field("rationale", "Rationale", issue.rationale, "rationale", pages),
        field("conclusion", "Rationale concludes", _coded(issue.conclusion), "conclusion"),
    ]
    return Group(title=whose, fields=fields, issue=index)


def _parts(cited: Citation) -> Iterator[tuple[str, str, object]]:
    """Of a citation: each part's key, label and value."""
    for key, label in (("guideline", "Guideline"), ("chapter", "Chapter"), ("year", "Edition")):
        if getattr(cited, key) is not None:
            yield key, label, getattr(cited, key)
    for key, label in (("sections", "Section"), ("pages", "Page")):
        for number, value in enumerate(getattr(cited, key)):
            yield f"{key}/{number}", label, value


def _coded(value: str | None) -> str | None:
    """One of the model's codes in words."""
    return value and words.outcome(value)


def _words(value: object) -> str | None:
    """A value as people read it: dates as these letters print them."""
    if isinstance(value, date):
        return f"{value:%m/%d/%Y}"
    return None if value is None else str(value)


def _kind(pointer: str) -> str:
    """The kind of a value that has no field of its own, by where it stands."""
    for part in reversed(pointer.split("/")):
        if part in KINDS:
            return part
    return "guideline" if pointer.startswith("/issues/") else "case"


def _at(plain: Any, pointer: str) -> str | None:
    """The value at a JSON Pointer; None where there is none."""
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        try:
            plain = plain[int(key)] if isinstance(plain, list) else plain[key]
        except (KeyError, IndexError, ValueError, TypeError):
            return None
    return None if plain is None else str(plain)
