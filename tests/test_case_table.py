"""The case table in the layouts that readers of PDFs make of it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from imrcli.extract.case import read_case
from imrcli.ingest import from_text
from imrcli.letters import read_letter
from imrcli.warnings import Warnings

BODY = """
HOW THE IMR FINAL DETERMINATION WAS MADE
State(s) of Licensure: Ohio
Certification(s)/Specialty: Neurology
CLINICAL CASE SUMMARY
A 40-year-old man fell on 01/02/2013.
IMR ISSUES, DECISIONS AND RATIONALES
MRI of the knee: Upheld
Claims Administrator guideline: Decision based on MTUS Knee Complaints 2004.
MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004.
Decision rationale: The knee is stable. The request is not medically necessary.
"""

FIELDS = {
    "number": "CM16-0200001",
    "date_assigned": "2016-11-15",
    "date_of_injury": "2014-02-04",
    "decision_date": "2016-12-08",
    "ur_denial_date": "2016-10-20",
    "application_received": "2016-11-03",
    "priority": "standard",
}

NOTICE = """
Notice of Independent Medical Review Determination
Dated: 9/26/2013
Employee: Jo Doe
Claim Number: 99-123
Date of UR Decision: 7/8/2013
Date of Injury: 3/4/2010
IMR Application Received: 7/15/2013
MAXIMUS Case Number: CM13-0001234
1) MAXIMUS Federal Services, Inc. has determined the request for a cane is medically necessary
and appropriate.
INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE
An application for Independent Medical Review was filed on 7/12/2013 disputing the Utilization
Review Denial dated 7/8/2013. A Notice of Assignment and Request for Information was provided to
the above parties on 8/1/2013.
Medical Qualifications of the Expert Reviewer:
The physician reviewer is Board Certified in Neurology and is licensed to practice in Ohio.
Case Summary:
A fall.
1) Regarding the request for a cane:
Medical Treatment Guidelines Relied Upon by the Expert Reviewer to Make His/Her Decision:
The Claims Administrator did not cite any evidence based criteria for its decision.
Rationale for the Decision:
The request is medically necessary.
"""


def read(text: str) -> tuple[dict[str, Any], list[str]]:
    """The fields that are told, and the codes of the warnings."""
    found = Warnings()
    letter = read_letter(from_text(text))
    case = read_case(letter, found)
    assert all(letter.plain[slice(*span)].strip() for value in case.values() for span in value.spans)
    values = msgspec.to_builtins({name: value.value for name, value in case.items()})
    return values, [warning.code for warning in found.given]


def case_of(table: str) -> dict[str, Any]:
    return read(table + BODY)[0]


LAYOUTS = {
    "one column": """Case Number: CM16-0200001
Date Assigned: 11/15/2016
Date of Injury: 02/04/2014
Decision Date: 12/08/2016
UR Denial Date: 10/20/2016
Priority: Standard
Application Received: 11/03/2016
""",
    "two columns": """Case Number: CM16-0200001
Date Assigned: 11/15/2016 Date of Injury: 02/04/2014
Decision Date: 12/08/2016 UR Denial Date: 10/20/2016
Priority: Standard Application Received: 11/03/2016
""",
    "last label over two lines": """Case Number: CM16-0200001
Date Assigned: 11/15/2016 Date of Injury: 02/04/2014
Decision Date: 12/08/2016 UR Denial Date: 10/20/2016
Priority: Standard Application
Received:
11/03/2016
""",
    "pdftotext -layout": """
Case Number:          CM16-0200001
Date Assigned:        11/15/2016              Date of Injury:       02/04/2014
Decision Date:        12/08/2016              UR Denial Date:       10/20/2016
Priority:             Standard                Application           11/03/2016
                                              Received:
""",
    "values below their labels": """Case Number:
CM16-0200001
Date Assigned:
11/15/2016
Date of Injury:
02/04/2014
Decision Date:
12/08/2016
UR Denial Date:
10/20/2016
Priority:
Standard
Application Received:
11/03/2016
""",
    "labels first, then values": """Case Number:
Date Assigned:
Date of Injury:
Decision Date:
UR Denial Date:
Priority:
Application Received:
CM16-0200001
11/15/2016
02/04/2014
12/08/2016
10/20/2016
Standard
11/03/2016
""",
    "each column by itself": """Case Number:
Date Assigned:
Decision Date:
Priority:
CM16-0200001
11/15/2016
12/08/2016
Standard
Date of Injury:
UR Denial Date:
Application
Received:
02/04/2014
10/20/2016
11/03/2016
""",
    "one line": (
        "Case Number: CM16-0200001 Date Assigned: 11/15/2016 Date of Injury: 02/04/2014 Decision "
        "Date: 12/08/2016 UR Denial Date: 10/20/2016 Priority: Standard Application Received: "
        "11/03/2016 "
    ),
    "no colons": """Case Number CM16-0200001
Date Assigned 11/15/2016 Date of Injury 02/04/2014
Decision Date 12/08/2016 UR Denial Date 10/20/2016
Priority Standard Application Received 11/03/2016
""",
    "double spaced": """Case Number: CM16-0200001

Date Assigned: 11/15/2016 Date of Injury: 02/04/2014

Decision Date: 12/08/2016 UR Denial Date: 10/20/2016

Priority: Standard Application

Received:

11/03/2016
""",
    "dates in words": """Case Number: CM16-0200001
Date Assigned: November 15, 2016 Date of Injury: February 4, 2014
Decision Date: December 8, 2016 UR Denial Date: October 20, 2016
Priority: STANDARD Application Received: November 3, 2016
""",
}


@pytest.mark.parametrize("table", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_layout(table: str) -> None:
    assert case_of(table) == FIELDS


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_needs_no_warning(name: str) -> None:
    assert read(LAYOUTS[name] + BODY)[1] == []


TWO_COLUMNS = LAYOUTS["two columns"]


@pytest.mark.parametrize(
    ("printed", "priority"),
    [("Expedited", "expedited"), ("EXPEDITED", "expedited"), ("Standard", "standard")],
)
def test_priority(printed: str, priority: str) -> None:
    assert case_of(TWO_COLUMNS.replace("Standard", printed))["priority"] == priority


@pytest.mark.parametrize("blank", ["", "____", "--", "N/A"])
def test_blank_date_takes_no_neighbours_value(blank: str) -> None:
    case = case_of(TWO_COLUMNS.replace("Assigned: 11/15/2016", f"Assigned: {blank}"))
    assert case == {k: v for k, v in FIELDS.items() if k != "date_assigned"}


@pytest.mark.parametrize(
    "printed",
    [
        "13/45/2016",
        "02/30/2016",
        "1115/2016",
        "11/15/20l66",
    ],
)
def test_unreadable_date_is_none_with_a_warning(printed: str) -> None:
    case, codes = read(TWO_COLUMNS.replace("11/15/2016", printed) + BODY)
    assert (case.get("date_assigned"), codes) == (None, ["unreadable-date"])


@pytest.mark.parametrize(
    "printed",
    [
        "ll/15/2016",
        "11/I5/2O16",
        "|1/15/20l6",
        "11/15/20l6",
    ],
)
def test_scanned_date_is_read_with_a_warning(printed: str) -> None:
    case, codes = read(TWO_COLUMNS.replace("11/15/2016", printed) + BODY)
    assert (case, codes) == (FIELDS, ["repaired-date"])


@pytest.mark.parametrize("printed", ["CM16-0200001", "CM16 - 0200001", "CM16–0200001", "CM 16-0200001"])
def test_case_number(printed: str) -> None:
    assert case_of(TWO_COLUMNS.replace("CM16-0200001", printed))["number"] == "CM16-0200001"


def test_case_number_in_the_footer_alone() -> None:
    table = TWO_COLUMNS.replace("Case Number: CM16-0200001\n", "")
    text = table + BODY + "\nFinal Determination Letter for IMR Case Number CM16-0200001  2\n"
    assert read(text)[0]["number"] == "CM16-0200001"


def test_footers_that_differ_tell_no_case_number() -> None:
    footer = "\nFinal Determination Letter for IMR Case Number {}  2\n"
    text = BODY + footer.format("CM16-0200001") + footer.format("CM16-0200002")
    case, codes = read(text)
    assert (case, codes) == ({}, ["ambiguous-case-number"])


def test_no_table_no_fields() -> None:
    assert case_of("") == {}


def test_date_in_the_summary_is_no_field() -> None:
    table = TWO_COLUMNS.replace("Date of Injury: 02/04/2014", "")
    assert "date_of_injury" not in case_of(table)


@pytest.mark.parametrize("redacted", ["", "[redacted]", "XXXXX", "____"])
def test_redacted_name_is_none(redacted: str) -> None:
    assert "employee" not in case_of(TWO_COLUMNS + f"Employee Name: {redacted}\n")


def test_names_and_claim_number() -> None:
    names = "Claim Number: 99-123\nEmployee Name: Jo Doe\nProvider Name: Ann Roe, MD\n"
    assert case_of(TWO_COLUMNS + names) == FIELDS | {
        "claim_number": "99-123",
        "employee": "Jo Doe",
        "provider": "Ann Roe, MD",
    }


def test_notice_of_2013() -> None:
    assert read(NOTICE)[0] == {
        "number": "CM13-0001234",
        "date_assigned": "2013-08-01",
        "date_of_injury": "2010-03-04",
        "decision_date": "2013-09-26",
        "ur_denial_date": "2013-07-08",
        "application_received": "2013-07-15",
        "claim_number": "99-123",
        "employee": "Jo Doe",
    }


def test_notice_without_a_denial_label() -> None:
    text = NOTICE.replace("Date of UR Decision: 7/8/2013\n", "")
    assert read(text)[0]["ur_denial_date"] == "2013-07-08"


def test_two_column_table_of_2014() -> None:
    text = """Notice of Independent Medical Review Determination
Dated: 3/11/2014
IMR Case Number:  CM13-0041570  Date of Injury:  6/30/1999
Claims Number:    UR Denial Date:  10/15/2013
Priority:  Standard  Application Received:  10/24/2013
Employee Name:
Provider Name:
Treatment(s) in Dispute Listed on IMR Application:
CANE
Final Determination: UPHOLD. This means we decided that none of the disputed items/services are
medically necessary and appropriate.
HOW THE IMR FINAL DETERMINATION WAS MADE
The physician reviewer is Board Certified in Neurology and is licensed to practice in Ohio.
CLINICAL CASE SUMMARY
A fall.
IMR DECISION(S) AND RATIONALE(S)
1. A cane is not medically necessary and appropriate.
The Claims Administrator did not cite any evidence based criteria for its decision.
The Physician Reviewer's decision rationale: The request is not medically necessary.
"""
    assert read(text)[0] == {
        "number": "CM13-0041570",
        "date_of_injury": "1999-06-30",
        "decision_date": "2014-03-11",
        "ur_denial_date": "2013-10-15",
        "application_received": "2013-10-24",
        "priority": "standard",
    }
