"""What every letter of a format has, its declaration says; what of that a letter lacks is told."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import imrcli
from imrcli.letters import FORMATS
from imrcli.model import Place

SAMPLES = Path(__file__).parent.parent / "samples"
DATES = ("date_assigned", "date_of_injury", "decision_date", "ur_denial_date", "application_received")

TOLD = {
    "number": ("/case/number", "missing-case-number"),
    **{date: (f"/case/{date}", "missing-date") for date in DATES},
    "priority": ("/case/priority", "missing-priority"),
    "summary": ("/clinical_summary", "missing-section"),
    "credentials": ("/reviewer", "missing-section"),
    "request": ("/issues/0/request", "missing-request"),
    "outcome": ("/issues/0/outcome", "missing-outcome"),
    "claims_administrator": ("/issues/0/claims_administrator", "missing-statement"),
    "reviewer": ("/issues/0/reviewer", "missing-statement"),
    "rationale": ("/issues/0/rationale", "missing-rationale"),
}
"""Where a requirement's value is, and the warning that it is missing."""

REQUIRED = [(form.name, name) for form in FORMATS for name in form.requires if name != "issues"]


@cache
def sample(form: str) -> str:
    return (SAMPLES / f"{form}-1.txt").read_text(encoding="utf-8")


@cache
def evidence_of(letter: str) -> dict[str, list[Place]]:
    evidence = imrcli.parse(letter, evidence=True).evidence
    assert isinstance(evidence, dict)
    return evidence


def without(letter: str, pointer: str) -> str:
    """A letter with blanks where a value was read, until it is read nowhere."""
    while True:
        evidence = evidence_of(letter)
        places = [place for key, at in evidence.items() if f"{key}/".startswith(f"{pointer}/") for place in at]
        if not places:
            return letter
        for place in places:
            assert isinstance(place.start, int)
            assert isinstance(place.end, int)
            blank = re.sub(r"\S", " ", letter[place.start : place.end])
            letter = letter[: place.start] + blank + letter[place.end :]


@pytest.mark.parametrize(("form", "name"), REQUIRED)
def test_what_a_format_requires_is_told_when_it_is_missing(form: str, name: str) -> None:
    pointer, code = TOLD[name]
    read = imrcli.parse(without(sample(form), pointer))
    assert read.format == form
    told = [warning.message for warning in read.warnings if warning.code == code]
    assert told
    if code == "missing-date":
        assert name in told[0]


@pytest.mark.parametrize("form", [form.name for form in FORMATS])
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_nothing_is_missed_in_whole_letters(form: str, number: int) -> None:
    read = imrcli.parse(SAMPLES / f"{form}-{number}.pdf")
    assert [warning for warning in read.warnings if warning.code.startswith("missing")] == []


def test_every_format_requires_what_a_letter_cannot_be_without() -> None:
    for form in FORMATS:
        assert {"number", "issues", "request", "outcome", "rationale", "reviewer"} <= set(form.requires), form.name


@pytest.mark.parametrize("behind", ["", " ", " ____", " __/__/____ "])
def test_a_label_with_nothing_behind_it_is_told(behind: str) -> None:
    letter = (SAMPLES / "review-2013-3.txt").read_text(encoding="utf-8")
    blank, count = re.subn(r"(Date of Injury:) \d\d/\d\d/\d{4}", rf"\1{behind}", letter)
    assert count == 1
    told = [warning.message for warning in imrcli.parse(blank).warnings if warning.code == "missing-date"]
    assert told == ["printed without a date: date_of_injury"]
    assert not [warning for warning in imrcli.parse(letter).warnings if warning.code == "missing-date"]
