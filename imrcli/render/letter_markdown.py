"""A determination as Markdown, for a note or a brief."""

from __future__ import annotations

from imrcli.model import Determination
from imrcli.pattern import pattern
from imrcli.render import words

_SPECIAL = pattern(r"([\\`*_{}\[\]<>#|])")


def report(determination: Determination, *, rationale: bool = False) -> str:
    """A heading, the case's facts, a table of the disputed treatments, and the reasons where asked for."""
    lines = [f"## {plain_cell(words.case_line(determination))}", ""]
    lines.append(f"- Outcome: **{words.outcome(determination.outcome)}**")
    lines.append(f"- Reviewer: {plain_cell(words.reviewer_line(determination))}")
    if claimant := words.claimant_line(determination):
        lines.append(f"- Injured worker: {claimant}")
    if determination.source.path:
        lines.append(f"- Source: {plain_cell(determination.source.path)}")
    lines += [
        "",
        "| # | Disputed treatment | Outcome | Category | Reviewer cites |",
        "|---|---|---|---|---|",
    ]
    for number, issue in enumerate(determination.issues, 1):
        differs = words.differing_conclusion(issue)
        cells = (
            str(number),
            issue.request or "",
            words.outcome(issue.outcome) + (f" ({differs})" if differs else ""),
            " / ".join(part for part in (issue.category, issue.subcategory) if part),
            words.cited(issue.reviewer, "; "),
        )
        lines.append("| " + " | ".join(plain_cell(cell) for cell in cells) + " |")
    for number, issue in enumerate(determination.issues if rationale else (), 1):
        lines += ["", f"Rationale of {number}: {plain_cell(issue.rationale or 'not found')}"]
    if determination.warnings:
        lines += ["", "Warnings:", ""]
        for warning in determination.warnings:
            where = "" if warning.issue is None else f" (item {warning.issue + 1})"
            lines.append(f"- `{warning.code}`{where}: {plain_cell(warning.message)}")
    return "\n".join(lines) + "\n"


def plain_cell(text: str) -> str:
    """A text on one line, with nothing in it that Markdown would obey."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
