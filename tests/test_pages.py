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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The MRI of 05/02/2014, page 1, shows a tear; the Chronic Pain guideline, page 46, wants radiculopathy.",
            ["46"],
        ),
        ("The QME report at pages 10-11 and the MTUS at page 113 disagree.", ["113"]),
        ("Her pain diary and page 43 of the MTUS guideline are compared.", ["43"]),
        ("ACOEM Chapter 12, page 303, was quoted on page 2 of the denial letter.", ["303"]),
        (
            "Per the guideline (pages 78-80), four things are to be noted. The urine screen, page 6, was inconsistent.",
            ["78-80"],
        ),
        ("The MTUS requires a record of pain scores at each visit (page 78).", ["78"]),
        ("The MTUS Chronic Pain Guidelines, page 22, support the use of anti-inflammatories.", ["22"]),
        ("Per MTUS guidelines page 46, radiculopathy must be documented by physical examination.", ["46"]),
        ("The guidelines on page 98 state that passive therapy can provide short term relief.", ["98"]),
        ("ODG, Low Back chapter, page 12, recommends against this.", ["12"]),
        ("CA MTUS page 60 states that only one medication should be given at a time.", ["60"]),
        (
            "MTUS p. 113 says tramadol is a centrally acting opioid, and it was given on page 5 of the chart.",
            ["113"],
        ),
        ("Chronic Pain Medical Treatment Guidelines, pages 68, 69: NSAIDs.", ["68", "69"]),
        ("Guidelines (pgs 15-16) call for a trial of antidepressants.", ["15-16"]),
        ("On pages 30-32 the criteria for functional restoration are listed.", ["30-32"]),
        ("The ACOEM guidelines, Chapter 12, pages 303-305 and Table 12-8, do not support it.", ["303-305"]),
        (
            "The operative report on page 2 describes a full thickness tear; ACOEM page 210 then allows surgery.",
            ["210"],
        ),
        ("According to the Chronic Pain guidelines, urine drug testing is an option (page 43).", ["43"]),
        ("The MTUS, in the section on weaning of medications (page 124), asks for a slow taper.", ["124"]),
        ("Page 8 of the Acupuncture guidelines allows three to six treatments.", ["8"]),
        ("The provider attached page 3 of the ODG to his appeal.", ["3"]),
        ("ACOEM pg. 288 lists red flags.", ["288"]),
        ("The criteria on page 63 are met.", ["63"]),
        ("Muscle relaxants: page 63-66. Opioids: pages 74-96.", ["63-66", "74-96"]),
        ("ESI is recommended (page 46) in patients with radiculopathy.", ["46"]),
        ("Page 99 of the recommended treatment guidelines fades visits.", ["99"]),
        ("Epidurals are an option, page 46, in workers with root pain.", ["46"]),
        ("The MTUS at page 76 lists steps; the chart, page 3, shows none were taken.", ["76"]),
        ("Page 3 of Dr. Lee's consult supports this, as does page 300 of ACOEM.", ["300"]),
        ("The RFA (page 1) and the MTUS (pages 7 and 8) were compared.", ["7", "8"]),
        ("A pain contract is to be signed (page 89).", ["89"]),
        ("It is stated on page 127 that referral may be made.", ["127"]),
    ],
)
def test_guideline_pages_told_by_the_words_around_them(text: str, expected: list[str]) -> None:
    assert guideline_pages(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Her journal, on page 12, tells of sleep.",
        "On page 3 of the psychological evaluation anxiety is scored.",
        "The EMG study (pages 1-2) shows no radiculopathy.",
        "Page 5 of the pain questionnaire gives a score of 8.",
        "The agreed medical evaluation, pages 40-44, apportions.",
        "The physical therapist's flow sheet (page 2) lists nine visits.",
        "The x-ray reading on page 1 is normal.",
        "As said on page 7 of Dr. Smith's consultation, the knee locks.",
        "The DWC Form RFA, page 2, asks for eight visits.",
        "The UR determination on page 3 quotes the guideline.",
        "The operative note (pg. 4) and the anesthesia record (pg. 6) agree.",
        "The treating physician's report dated 3/4/13, page 2, notes that Norco helps.",
        "In the utilization review letter (pages 4-5) the request was modified.",
        "Per page 9 of the AME's report, the worker is permanent and stationary.",
        "See p. 3 of the 2/5/2014 progress report.",
        "The records (pg 120 of 340) show ten visits.",
        "A handwritten PR-2 of June, page 1, is illegible.",
        "The claimant's deposition transcript at page 44 line 3 says otherwise.",
        "His urine drug screen (page 3) was positive for cocaine.",
        "The nurse case manager's notes, pages 7 and 8, list calls.",
        "The DASH questionnaire on page 6 scored 60.",
        "Her physical therapy discharge summary, at p. 2, reports independence.",
        "page 14 in the packet is blank.",
        "The prior IMR determination, page 3, upheld it.",
    ],
)
def test_pages_of_whatever_record_are_none(text: str) -> None:
    assert guideline_pages(text) == []


def test_page_stands_at_its_span() -> None:
    text = "The chart, page 3, is silent. Pages 78 to 80 of the guideline are not."
    located = rationale.rationale_pages(text)
    assert [(page.value, [text[start:end] for start, end in page.spans]) for page in located] == [
        ("78-80", ["78 to 80"])
    ]


def test_records_and_guideline_in_one_rationale() -> None:
    text = (
        "The report notes spasm on page 4 of the chart. Page 63 of the MTUS guideline limits "
        "relaxants to a short course."
    )
    assert guideline_pages(text) == ["63"]


@pytest.mark.parametrize("text", [None, ""])
def test_no_rationale(text: str | None) -> None:
    assert guideline_pages(text) == []
