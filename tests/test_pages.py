"""Page numbers in citations and in rationales."""

from __future__ import annotations

import pytest

from imrcli.extract.citations import pages, rationale


def read(text: str) -> list[str]:
    """The pages that a text prints."""
    return [page for page, _ in pages.read_pages(text, 0, len(text))]


def guideline_pages(text: str | None) -> list[str]:
    """The guideline pages that a rationale names."""
    return [page.value for page in rationale.rationale_pages(text)]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("13", ["13"]),
        ("98-99", ["98-99"]),
        ("98 - 99", ["98-99"]),
        ("98–99", ["98-99"]),
        ("98 to 99", ["98-99"]),
        ("98 through 99", ["98-99"]),
        ("78, 124", ["78", "124"]),
        ("10 and 11", ["10", "11"]),
        ("78-80, 91, and 124-127", ["78-80", "91", "124-127"]),
    ],
)
def test_list(printed: str, expected: list[str]) -> None:
    assert read(f"page {printed}") == expected


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        ("Chronic Pain Treatment Guidelines Drug testing Page(s): 43", ["43"]),
        ("Low Back Complaints, page 303", ["303"]),
        ("Low Back Complaints, pages 303-305", ["303-305"]),
        ("Low Back Complaints, pgs. 303, 308", ["303", "308"]),
        ("Low Back Complaints, pp. 303–305", ["303-305"]),
        ("Low Back Complaints (pg 303)", ["303"]),
        ("Low Back Complaints, page 12, and Opioids, page 80", ["12", "80"]),
        ("Low Back Complaints 2004, Chapter 12", []),
        ("12 visits over 6 weeks", []),
    ],
)
def test_pages_of_a_citation(citation: str, expected: list[str]) -> None:
    assert read(citation) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Page 78 of the guideline asks for a pain scale.", ["78"]),
        ("MTUS, pages 10 and 11, speak of heat packs.", ["10", "11"]),
        ("According to pages 101-102 a trial of a month is enough.", ["101-102"]),
        ("ACOEM (page 303) is clear; the same page 303 lists the risks.", ["303", "303"]),
        ("The guideline (pg. 22) allows it.", ["22"]),
        ("The guidelines allow it (p. 22).", ["22"]),
        ("The ODG says nothing of magnets.", []),
        ("The patient took 2 pages of notes.", []),
    ],
    ids=["of", "and", "range", "repeat", "pg", "p", "none", "no number"],
)
def test_guideline_pages_of_a_rationale(text: str, expected: list[str]) -> None:
    assert guideline_pages(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The fall is described on page 14 of the medical records.",
        "The operative report, page 3, describes a torn meniscus.",
        "On page 212 of the file the surgeon mentions a splint.",
        "His progress note of May (pages 2-3) records no change.",
        "The fax was cut off at page 1 of 3.",
    ],
)
def test_pages_of_records_are_none(text: str) -> None:
    assert guideline_pages(text) == []


def test_records_and_guideline_in_one_rationale() -> None:
    text = (
        "The report notes spasm on page 4 of the chart. Page 63 of the MTUS guideline limits "
        "relaxants to a short course."
    )
    assert guideline_pages(text) == ["63"]


@pytest.mark.parametrize("text", [None, ""])
def test_no_rationale(text: str | None) -> None:
    assert guideline_pages(text) == []
