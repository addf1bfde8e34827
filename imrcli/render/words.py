"""A letter's values in words for people, as tables, reports and spreadsheets show them."""

from __future__ import annotations

from imrcli.model import Citation, Determination, Finding, Issue, Side, Statement


def outcome(value: str | None) -> str:
    """`partially_overturned` as `Partially overturned`; an unknown outcome as `?`."""
    return value.replace("_", " ").capitalize() if value else "?"


def heading(column: str) -> str:
    """A column's name as a spreadsheet's header: `case_number` as `Case number`."""
    shown = column.replace("_", " ")
    for plain, right in (("sha256", "SHA-256"), ("ur denial", "UR denial")):
        shown = shown.replace(plain, right)
    return shown[:1].upper() + shown[1:]


def citation(cited: Citation) -> str:
    """One citation in short: source, title and year or chapter, sections in brackets, pages."""
    if cited.source == "MTUS":
        shown = " ".join(str(part) for part in ("MTUS", cited.guideline, cited.year) if part)
        if cited.sections:
            shown += f" ({'; '.join(cited.sections)})"
    elif cited.source == "ODG" and cited.chapter:
        shown = " ".join(str(part) for part in ("ODG", cited.chapter, cited.year) if part)
    else:
        return cited.text
    if cited.pages:
        several = len(cited.pages) > 1 or "-" in cited.pages[0]
        shown += f", {'pp.' if several else 'p.'} {', '.join(cited.pages)}"
    return shown


def citations(statement: Statement, between: str = " | ") -> str:
    """All citations of a statement, in short."""
    return between.join(citation(cited) for cited in statement.citations)


def cited(statement: Statement, between: str = " | ") -> str:
    """The citations of a statement, or that it cites nothing, or is missing."""
    if statement.text is None:
        return "statement not found"
    return citations(statement, between) or "no evidence cited"


_CONCLUDED = {
    "necessary": ("overturned", "medically necessary"),
    "not_necessary": ("upheld", "not medically necessary"),
    "mixed": ("partially_overturned", "partly medically necessary"),
}
"""What a rationale concludes: the outcome that goes with it, and how it is said."""


def differing_conclusion(issue: Issue) -> str | None:
    """What an item's rationale concludes where its outcome is another; None where they agree or one is not known."""
    outcome, said = _CONCLUDED.get(issue.conclusion, (issue.outcome, ""))
    return f"rationale concludes: {said}" if issue.outcome and issue.outcome != outcome else None


def case_line(determination: Determination) -> str:
    """The case number, and the dates of injury, denial and decision."""
    return " · ".join(case_parts(determination))


def case_parts(determination: Determination) -> list[str]:
    """What `case_line` consists of."""
    case = determination.case
    parts = [case.number or "case number unknown"]
    for label, day in (
        ("injury", case.date_of_injury),
        ("UR denial", case.ur_denial_date),
        ("decision", case.decision_date),
    ):
        if day:
            parts.append(f"{label} {day}")
    if case.priority == "expedited":
        parts.append("expedited")
    return parts


def claimant_line(determination: Determination) -> str:
    """`51-year-old male`, as far as it is known; empty where nothing is."""
    claimant = determination.claimant
    age = f"{claimant.age}-year-old" if claimant.age is not None else ""
    return " ".join(part for part in (age, claimant.sex or "") if part)


def reviewer_line(determination: Determination) -> str:
    """The reviewer's specialties and states."""
    reviewer = determination.reviewer
    if not reviewer.specialties and not reviewer.licensure:
        return "unknown"
    licensed = f" (licensed in {', '.join(reviewer.licensure)})" if reviewer.licensure else ""
    return (", ".join(reviewer.specialties) or "specialty unknown") + licensed


def side_pages(side: Side) -> list[int]:
    """The pages on which a side of a finding stands, in order, each once; none in a text."""
    return sorted({place.page for place in side.places if isinstance(place.page, int)})


def side(shown: Side, quoted: str) -> str:
    """One side of a finding: what it is, the pages on which it stands, and its words as they are to be quoted."""
    numbers = side_pages(shown)
    where = f", p. {'-'.join(str(page) for page in dict.fromkeys((numbers[0], numbers[-1])))}" if numbers else ""
    return f"{shown.label}{where}: “{quoted}”"


def evidence(finding: Finding, between: str = " | ") -> str:
    """All sides of a finding, whole."""
    return between.join(side(part, part.text) for part in finding.sides)


def pages(finding: Finding) -> list[str]:
    """The pages on which a finding's evidence stands, in order, each once."""
    return [str(page) for page in sorted({page for part in finding.sides for page in side_pages(part)})]
