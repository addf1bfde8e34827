"""Sections to values: what was read from a letter, each value with its place.

Each section has a small module that reads it; none of them looks at another's section. What a letter does not
say is None; what it says unclearly is None with a warning.
"""

from __future__ import annotations

from imrcli.extract.case import read_case
from imrcli.extract.claimant import read_age, read_sex
from imrcli.extract.credentials import read_credentials
from imrcli.extract.documents import read_documents
from imrcli.extract.issues import read_issues
from imrcli.extract.requests import overall
from imrcli.extract.summary import read_summary
from imrcli.extract.trusted import trusted
from imrcli.extract.values import ReadIssue, ReadLetter
from imrcli.letters import Letter
from imrcli.model import Outcome
from imrcli.text import Located, Passage, Span
from imrcli.warnings import Warnings

__all__ = ["ReadLetter", "extract"]


def extract(letter: Letter, warnings: Warnings) -> ReadLetter:
    """Read the values of a sectioned letter. Never fails; what is missing or unclear is told to `warnings`."""
    read = read_case(letter, warnings)
    case = {name: value for name in read if (value := trusted(name, read[name], letter, warnings)) is not None}
    credentials = read_credentials(letter)
    summary = read_summary(letter.text, letter.section("summary"))
    issues = read_issues(letter, warnings)
    return ReadLetter(
        case=case,
        licensure=credentials.licensure,
        specialties=credentials.specialties,
        summary=summary,
        age=_age(summary, letter, warnings) if summary else None,
        sex=read_sex(summary.words) if summary else None,
        documents=read_documents(letter.text, letter.section("documents")),
        outcome=_outcome(letter, issues),
        issues=issues,
    )


def _age(summary: Passage, letter: Letter, warnings: Warnings) -> Located[int] | None:
    """The worker's age, where it can be trusted; its place counts in the words of the summary."""
    age = read_age(summary.words)
    if not letter.document.ocr_pages:
        return age  # places in the letter are worked out where they are needed
    printed = Located(age.value, tuple(summary.within(span) for span in age.spans)) if age else None
    return age if trusted("age", printed, letter, warnings) else None


def _outcome(letter: Letter, issues: tuple[ReadIssue, ...]) -> Located[Outcome | None]:
    """The letter's outcome, by its items': where it is stated, or else where they are decided."""
    outcome = overall([issue.outcome.value for issue in issues])
    if outcome is None:
        return Located(None)
    if letter.stated:
        return Located(outcome, (letter.stated,))
    spans: list[Span] = [span for issue in issues for span in issue.outcome.spans]
    return Located(outcome, tuple(spans))
