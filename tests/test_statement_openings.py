"""The words with which each side's sentence on guidelines opens, in letters of late 2013 and 2014."""

from __future__ import annotations

import pytest

import imrcli

LETTER = """Notice of Independent Medical Review Determination
Dated: 12/20/2013
IMR Case Number: CM13-0012345 Date of Injury: 03/04/2011
Claims Number: Not given UR Denial Date: 10/12/2013
Priority: STANDARD Application Received: 10/25/2013

Final Determination: UPHOLD. This means we decided that none of the disputed items/services are medically necessary
and appropriate.

HOW THE IMR FINAL DETERMINATION WAS MADE

The physician reviewer is Board Certified in Occupational Medicine and is licensed to practice in California.

CLINICAL CASE SUMMARY

The patient is a 44 year old male who was hurt at work.

IMR DECISION(S) AND RATIONALE(S)

1. Yoga is not medically necessary and appropriate.

{administrator}

{reviewer}

The Physician Reviewer's decision rationale: The guidelines do not mention yoga.
"""
ADMINISTRATOR = "The Claims Administrator based its decision on the Chronic Pain Medical Treatment Guidelines, page 8."
REVIEWER = "The Physician Reviewer based his/her decision on the Official Disability Guidelines, Pain Chapter, Yoga."


def sides(administrator: str, reviewer: str) -> list[tuple[str | None, list[str]]]:
    """What each side says, and the titles or chapters that it cites."""
    (issue,) = imrcli.parse(LETTER.format(administrator=administrator, reviewer=reviewer)).issues
    assert (issue.request, issue.rationale) == ("Yoga", "The guidelines do not mention yoga.")
    return [
        (side.text, [cited.guideline or cited.chapter or cited.text for cited in side.citations])
        for side in (issue.claims_administrator, issue.reviewer)
    ]


@pytest.mark.parametrize(
    ("opening", "cites"),
    [
        ("The Claims Administrator has cited", True),
        ("The Claims Administrator cites", True),
        ("The Claims Administrator also cited", True),
        ("The Claims Administrator utilized", True),
        ("The Claims Administrator referenced", True),
        ("The Claims Administrator reviewed", True),
        ("The Claims Administrator's decision was based on", True),
        ("The Claims Administrator made its decision based on", True),
        ("The Claims Administrator denied the request based on", True),
        ("Claims Administrator based its decision on", True),
        ("The Claims Administrator failed to cite", False),
        ("The Claims Administrator provided nothing of", False),
        ("No guidelines were cited by the Claims Administrator, not even", False),
    ],
)
def test_administrators_sentence(opening: str, cites: bool) -> None:
    said = f"{opening} the Chronic Pain Medical Treatment Guidelines, page 8."
    titles = ["Chronic Pain Medical Treatment Guidelines"] if cites else []
    assert sides(said, REVIEWER) == [(said, titles), (REVIEWER, ["Pain"])]


@pytest.mark.parametrize(
    "opening",
    [
        "The Expert Reviewer based his/her decision on",
        "The Professional Reviewer based his/her decision on",
        "The Medical Reviewer relied on",
        "The Reviewer based his/her decision on",
        "Physician Reviewer based his/her decision on",
        "The Physician Reviewer's decision is based on",
        "The Physician Reviewer has based his/her decision on",
        "The Physician Reviewer is basing his/her decision on",
        "The Physician Reviewer also cited",
        "The Physician Reviewer referenced",
        "The Physician Reviewer considered",
        "The Physician Reviewer utilized",
        "The Expert Reviewer cites",
    ],
)
def test_reviewers_sentence(opening: str) -> None:
    said = f"{opening} the Official Disability Guidelines, Pain Chapter, Yoga."
    assert sides(ADMINISTRATOR, said) == [
        (ADMINISTRATOR, ["Chronic Pain Medical Treatment Guidelines"]),
        (said, ["Pain"]),
    ]
