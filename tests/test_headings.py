"""Headings: those of other words and damaged ones are found where headings stand, and prose is never taken for one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import imrcli
from imrcli.ingest import from_text
from imrcli.letters import read_letter

SAMPLES = Path(__file__).parent.parent / "samples"
D, C, B, A = "issues-2014-1", "determination-2013-1", "notice-2013-1", "review-2013-2"

METHOD = "HOW THE IMR FINAL DETERMINATION WAS MADE"
SUMMARY = "CLINICAL CASE SUMMARY"


def sample(name: str, *, one_line: bool = False) -> str:
    """A sample letter's text, on one line if wanted."""
    text = (SAMPLES / f"{name}.txt").read_text("utf-8")
    return " ".join(text.split()) if one_line else text


def facts(text: str) -> dict[str, Any]:
    """What a letter says, white space apart: all that its sections give."""
    read = imrcli.parse(text + "\n").to_dict()
    told = {key: read[key] for key in ("case", "reviewer", "documents_reviewed", "clinical_summary")}
    issues = [
        (issue["request"], issue["outcome"], issue["rationale"], issue["reviewer"]["text"]) for issue in read["issues"]
    ]
    return {key: "".join(str(value).split()) for key, value in (told | {"issues": issues}).items()}


def openings(text: str) -> list[tuple[str, str]]:
    """The sections of a letter, and the words that each opens with."""
    letter = read_letter(from_text(text))
    return [(section.name, letter.text[section.start : section.start + 30]) for section in letter.sections]


UNKNOWN = [
    (D, SUMMARY, "CASE HISTORY IN BRIEF"),
    (D, SUMMARY, "CLINICAL BACKGROUND"),
    (D, SUMMARY, "WHAT HAPPENED TO THE WORKER"),
    (D, METHOD, "ABOUT THE REVIEW"),
    (D, "IMR ISSUES, DECISIONS AND RATIONALES", "DISPUTED TREATMENT, ITEM BY ITEM"),
    (D, "IMR ISSUES, DECISIONS AND RATIONALES", "DECISIONS WITH REASONS"),
    (C, SUMMARY, "MEDICAL HISTORY"),
    (C, "DOCUMENTS REVIEWED", "RECORDS CONSIDERED"),
    (C, METHOD, "THE REVIEWER"),
    (C, "IMR DECISION(S) AND RATIONALE(S)", "FINDINGS"),
    (B, "Documents Reviewed for Determination:", "Records Received:"),
    (B, "Medical Qualifications of the Expert Reviewer:", "About the Reviewer:"),
    (A, "CASE SUMMARY:", "HISTORY OF THE CASE:"),
    (A, "DOCUMENTS REVIEWED FOR DETERMINATION:", "RECORDS RECEIVED:"),
    (A, "MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL REVIEWER AND WHY:", "GUIDELINES USED:"),
    (A, "MEDICAL REVIEWER QUALIFICATIONS:", "ABOUT THE REVIEWER:"),
]


@pytest.mark.parametrize("one_line", [False, True])
@pytest.mark.parametrize(("name", "heading", "other"), UNKNOWN)
def test_heading_of_other_words_loses_nothing(name: str, heading: str, other: str, one_line: bool) -> None:
    text = sample(name, one_line=one_line)
    assert facts(text.replace(heading, other)) == facts(text)


@pytest.mark.parametrize(
    ("name", "heading", "other"),
    [
        (B, "Case Summary:", "Clinical History:"),
        (A, "ISSUES AT DISPUTE:", "WHAT IS ASKED:"),
        (D, SUMMARY, "A short history"),
    ],
)
def test_heading_alone_on_its_line_is_the_missing_one(name: str, heading: str, other: str) -> None:
    text = sample(name)
    assert facts(text.replace(heading, other)) == facts(text)


@pytest.mark.parametrize("one_line", [False, True])
@pytest.mark.parametrize(
    ("name", "heading", "other"),
    [
        (D, SUMMARY, "CL1NICAL CA5E SUMNARY"),
        (D, SUMMARY, "Clinical Case Sumrnary"),
        (D, METHOD, "HOW TNE IMR F1NAL DETERMINATI0N WAS MADE"),
        (D, "IMR ISSUES, DECISIONS AND RATIONALES", "IMR lSSUES, DEClSIONS AND RATl0NALES"),
        (C, "DOCUMENTS REVIEWED", "DOCUMENTS REVlEWED"),
        (B, "Case Summary:", "Case Surnmary:"),
        (B, "Documents Reviewed for Determination:", "Docurnents Reviewed for Deterrnination:"),
        (A, "CASE SUMMARY:", "CASE SUMNARY:"),
        (A, "CASE SUMMARY:", "Case Summary:"),
        (A, "ISSUES AT DISPUTE:", "ISSUES AT D1SPUTE:"),
    ],
)
def test_damaged_heading_stands_where_it_stood(name: str, heading: str, other: str, one_line: bool) -> None:
    text = sample(name, one_line=one_line)
    assert facts(text.replace(heading, other)) == facts(text)


PROSE = [
    (D, "HOW", "The clinical case summary stands below. "),
    (D, "He/she", "The reviewer wrote a Clinical Case Summary and read the documents reviewed. "),
    (D, SUMMARY, "The IMR issues, decisions and rationales come last. "),
    (C, "DOCUMENTS REVIEWED", "Clinical case summaries are not documents. "),
    (C, SUMMARY, "The IMR decisions and rationales follow. "),
    (B, "Medical Qualifications", "A Case Summary was made from the records. "),
    (B, "Case Summary:", "Documents reviewed for determination are listed. "),
    (B, "Documents Reviewed", "Regarding the request for Norco, the physician was called. "),
    (A, "CASE SUMMARY:", "The case summary tells more. "),
    (A, "DOCUMENTS REVIEWED", "The issue at dispute is old; the documents reviewed are new. "),
]


@pytest.mark.parametrize("one_line", [False, True])
@pytest.mark.parametrize(("name", "before", "prose"), PROSE)
def test_prose_opens_no_section(name: str, before: str, prose: str, one_line: bool) -> None:
    text = sample(name, one_line=one_line)
    assert before in text
    assert openings(text.replace(before, prose + before, 1)) == openings(text)


@pytest.mark.parametrize("one_line", [False, True])
@pytest.mark.parametrize(
    ("name", "heading", "prose"),
    [
        (D, SUMMARY, "The clinical case summary was written last."),
        (C, SUMMARY, "He wrote the following clinical case summary."),
        (B, "Case Summary:", "The Case Summary was taken from the denial."),
        (A, "CASE SUMMARY:", "He wrote a case summary of one page."),
    ],
)
def test_prose_is_no_damaged_heading(name: str, heading: str, prose: str, one_line: bool) -> None:
    letter = read_letter(from_text(sample(name, one_line=one_line).replace(heading, prose)))
    where = letter.section("summary")
    assert where is None or letter.text.index(prose) + len(prose) <= where[0]


def test_missing_heading_of_the_items_ends_the_summary_at_the_first_item() -> None:
    text = sample(D)
    lead = text[text.index("The Final Determination was based") :].split("\n\n")[0]
    without = text.replace("IMR ISSUES, DECISIONS AND RATIONALES", "").replace(lead, "")
    assert facts(without) == facts(text)
