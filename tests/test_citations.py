"""What statements on guidelines cite: MTUS in both styles, ODG, ACOEM, other sources, nothing."""

from __future__ import annotations

import pytest

from imrcli.extract.citations import read_citations
from imrcli.model import Citation

ODG = "Official Disability Guidelines (ODG)"


def read(statement: str) -> list[Citation]:
    return [located.citation for located in read_citations(statement).citations]


def titles(statement: str) -> list[tuple[str | None, int | None, list[str], list[str]]]:
    """Title, year, sections and pages of each MTUS citation."""
    cited = read(statement)
    assert {citation.source for citation in cited} == {"MTUS"}
    return [(c.guideline, c.year, c.sections, c.pages) for c in cited]


# --- MTUS, 2016 on: a title and a year, then sections -----------------------------------------


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "Decision based on MTUS Acupuncture Treatment 2007.",
            [("Acupuncture Treatment", 2007, [], [])],
        ),
        (
            "Decision based on MTUS Knee Complaints 2004, Section(s): Surgical Considerations.",
            [("Knee Complaints", 2004, ["Surgical Considerations"], [])],
        ),
        (
            "Decision based on MTUS Low Back Complaints 2004, Section(s): Initial Care, Physical Methods.",
            [("Low Back Complaints", 2004, ["Initial Care", "Physical Methods"], [])],
        ),
        (
            "Decision based on MTUS Low Back Complaints 2004, Section(s): Initial Care, and "
            "Chronic Pain Medical Treatment 2009, Section(s): Topical Analgesics.",
            [
                ("Low Back Complaints", 2004, ["Initial Care"], []),
                ("Chronic Pain Medical Treatment", 2009, ["Topical Analgesics"], []),
            ],
        ),
        (
            "Decision based on MTUS Low Back Complaints 2004, and Chronic Pain Medical Treatment 2009.",
            [
                ("Low Back Complaints", 2004, [], []),
                ("Chronic Pain Medical Treatment", 2009, [], []),
            ],
        ),
        (
            "Decision based on MTUS Forearm, Wrist, and Hand Complaints 2004, Section(s): Diagnostic Criteria.",
            [("Forearm, Wrist, and Hand Complaints", 2004, ["Diagnostic Criteria"], [])],
        ),
        (
            "Decision based on MTUS Shoulder Disorders 2016, Section(s): Treatment Recommendations.",
            [("Shoulder Disorders", 2016, ["Treatment Recommendations"], [])],
        ),
        (
            "Decision based on MTUS Hand, Wrist, and Forearm Disorders 2019, Section(s): Treatment "
            "Recommendations, and Opioids 2017.",
            [
                (
                    "Hand, Wrist, and Forearm Disorders",
                    2019,
                    ["Treatment Recommendations"],
                    [],
                ),
                ("Opioids", 2017, [], []),
            ],
        ),
    ],
    ids=["bare", "section", "sections", "two", "two bare", "commas in title", "after 2017", "hand"],
)
def test_mtus_with_year(statement: str, expected: list[tuple[str, int, list[str], list[str]]]) -> None:
    assert titles(statement) == expected


@pytest.mark.parametrize(
    ("printed", "sections"),
    [
        (
            "NSAIDs, GI symptoms & cardiovascular risk, Opioids, criteria for use",
            ["NSAIDs, GI symptoms & cardiovascular risk", "Opioids, criteria for use"],
        ),
        ("Salicylate topicals, Capsaicin, topical", ["Salicylate topicals", "Capsaicin, topical"]),
        ("Lidoderm (lidocaine patch)", ["Lidoderm (lidocaine patch)"]),
        ("Weaning of Medications, Drug testing", ["Weaning of Medications", "Drug testing"]),
    ],
)
def test_section_titles_may_contain_commas(printed: str, sections: list[str]) -> None:
    guideline = "MTUS Chronic Pain Medical Treatment 2009"
    statement = f"Decision based on {guideline}, Section(s): {printed}."
    assert [citation.sections for citation in read(statement)] == [sections]


def test_section_that_no_list_knows() -> None:
    statement = "Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s): Moon dust therapy."
    assert [citation.sections for citation in read(statement)] == [["Moon dust therapy"]]


def test_title_that_no_list_knows() -> None:
    cited = read("Decision based on MTUS Tail and Whisker Complaints 2031.")
    assert [(c.source, c.guideline, c.year) for c in cited] == [("MTUS", "Tail and Whisker Complaints", 2031)]


def test_mtus_without_a_title() -> None:
    cited = read("Decision based on MTUS.")
    assert [(c.source, c.guideline) for c in cited] == [("MTUS", None)]


def test_text_of_a_citation_is_as_printed() -> None:
    statement = "Decision based on MTUS Knee Complaints 2004, Section(s): Initial Care, and Acupuncture Treatment 2007."
    assert [citation.text for citation in read(statement)] == [
        "Knee Complaints 2004, Section(s): Initial Care",
        "Acupuncture Treatment 2007",
    ]


# --- MTUS, 2013 to 2015: a title, then sections and pages -------------------------------------


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "Decision based on MTUS ACOEM Chapter 12 Low Back Complaints.",
            [("ACOEM Chapter 12 Low Back Complaints", None, [], [])],
        ),
        (
            "Decision based on MTUS ACOEM Chapter 12 Low Back Complaints,Acupuncture Treatment Guidelines.",
            [
                ("ACOEM Chapter 12 Low Back Complaints", None, [], []),
                ("Acupuncture Treatment Guidelines", None, [], []),
            ],
        ),
        (
            "Decision based on MTUS Chronic Pain Treatment Guidelines Page(s): 98-99.",
            [("Chronic Pain Treatment Guidelines", None, [], ["98-99"])],
        ),
        (
            "Decision based on MTUS Chronic Pain Treatment Guidelines Drug testing Page(s): 43.",
            [("Chronic Pain Treatment Guidelines", None, ["Drug testing"], ["43"])],
        ),
        (
            "Decision based on MTUS Chronic Pain Treatment Guidelines Opioids, criteria for use, "
            "Weaning of Medications Page(s): 78, 124.",
            [
                (
                    "Chronic Pain Treatment Guidelines",
                    None,
                    ["Opioids, criteria for use", "Weaning of Medications"],
                    ["78", "124"],
                )
            ],
        ),
        (
            "Decision based on MTUS ACOEM Practice Guidelines, Chapter 13 Knee Complaints Page(s): 341-343.",
            [("ACOEM Practice Guidelines, Chapter 13 Knee Complaints", None, [], ["341-343"])],
        ),
        (
            "Decision based on MTUS Postsurgical Treatment Guidelines,Chronic Pain Treatment "
            "Guidelines Drug testing Page(s): 43.",
            [
                ("Postsurgical Treatment Guidelines", None, [], []),
                ("Chronic Pain Treatment Guidelines", None, ["Drug testing"], ["43"]),
            ],
        ),
    ],
    ids=["chapter", "glued", "pages", "section", "sections", "practice", "glued, pages"],
)
def test_mtus_older(statement: str, expected: list[tuple[str, None, list[str], list[str]]]) -> None:
    assert titles(statement) == expected


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        (
            "the Chronic Pain Medical Treatment Guidelines (May 2009), page 51",
            ("Chronic Pain Medical Treatment Guidelines", 2009, [], ["51"]),
        ),
        (
            "the Low Back Complaints (ACOEM Practice Guidelines, 2nd Edition (2004), Chapter 12)",
            (
                "Low Back Complaints (ACOEM Practice Guidelines, 2nd Edition (2004), Chapter 12)",
                2004,
                [],
                [],
            ),
        ),
        (
            "the Shoulder Complaints (ACOEM Practice Guidelines, 2nd Edition (2004), Chapter 9), "
            "Surgical Considerations, pages 209-211",
            (
                "Shoulder Complaints (ACOEM Practice Guidelines, 2nd Edition (2004), Chapter 9)",
                2004,
                ["Surgical Considerations"],
                ["209-211"],
            ),
        ),
        (
            "the Chronic Pain Medical Treatment Guidelines, Drug testing, page 43, and Weaning of "
            "Medications, page 124",
            (
                "Chronic Pain Medical Treatment Guidelines",
                None,
                ["Drug testing", "Weaning of Medications"],
                ["43", "124"],
            ),
        ),
    ],
    ids=["date bracket", "name bracket", "section", "sections are one citation"],
)
def test_mtus_in_a_sentence(cited: str, expected: tuple[str, int | None, list[str], list[str]]) -> None:
    statement = f"The Expert Reviewer based his/her decision on {cited}, which is part of the MTUS."
    assert titles(statement) == [expected]


def test_two_guidelines_in_a_sentence() -> None:
    statement = (
        "The Claims Administrator based its decision on the Acupuncture Medical Treatment "
        "Guidelines and the Chronic Pain Medical Treatment Guidelines, which are part of the "
        "Medical Treatment Utilization Schedule (MTUS)."
    )
    assert [c.guideline for c in read(statement)] == [
        "Acupuncture Medical Treatment Guidelines",
        "Chronic Pain Medical Treatment Guidelines",
    ]


# --- ODG --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "chapters"),
    [
        (ODG, [None]),
        (f"{ODG} Neck and Upper Back, Acupuncture", ["Neck & Upper Back"]),
        (f"{ODG} Pain Chapter, Proton pump inhibitors (PPIs)", ["Pain"]),
        (f"{ODG} Pain (Chronic)", ["Pain"]),
        (f"{ODG}, Low Back - Lumbar & Thoracic (Acute & Chronic), Gym memberships", ["Low Back"]),
        (f"{ODG} Lumbar Chapter", ["Low Back"]),
        (f"{ODG} Mental Illness & Stress", ["Mental Illness & Stress"]),
        (f"{ODG} Forearm, Wrist and Hand, Splints", ["Forearm, Wrist, & Hand"]),
        (f"{ODG} Carpal Tunnel Syndrome Chapter, Splinting", ["Carpal Tunnel Syndrome"]),
        (f"{ODG} Hip and Pelvis (Acute and Chronic) Chapter", ["Hip & Pelvis"]),
        (f"{ODG} Fitness for Duty, Functional capacity evaluation", ["Fitness for Duty"]),
        (f"{ODG} Preface, Physical Therapy Guidelines", ["Preface"]),
        (f"{ODG} Ankle and Foot Chapter, Hyaluronic acid injections", ["Ankle & Foot"]),
        (f"{ODG} Infectious Diseases, Bone & joint infections", ["Infectious Diseases"]),
        (f"{ODG} Pain Chapter; Knee & Leg Chapter", ["Pain", "Knee & Leg"]),
        (f"{ODG} Pain Chapter and Knee Chapter", ["Pain", "Knee & Leg"]),
        (f"{ODG} Shoulder, Elbow, and Pain Chapters", ["Shoulder", "Elbow", "Pain"]),
        (f"{ODG} Low Back Chapter, MRI, and Knee Chapter, MRI", ["Low Back", "Knee & Leg"]),
        (f"{ODG} Head, Sleep aids; Pain, Insomnia treatment", ["Head", "Pain"]),
        (f"{ODG} Low Back, Knee, Ankle", ["Low Back", "Knee & Leg", "Ankle & Foot"]),
        ("ODG Low Back; ODG Elbow; ODG Shoulder", ["Low Back", "Elbow", "Shoulder"]),
    ],
)
def test_chapters_of_odg(printed: str, chapters: list[str | None]) -> None:
    cited = read(f"Decision based on Non-MTUS Citation {printed}.")
    assert [(c.source, c.chapter) for c in cited] == [("ODG", chapter) for chapter in chapters]


def test_a_topic_of_odg_is_no_further_chapter() -> None:
    cited = read(f"Decision based on Non-MTUS Citation {ODG} Low Back Chapter, Leg length inserts.")
    assert [c.chapter for c in cited] == ["Low Back"]


def test_odg_in_a_sentence() -> None:
    cited = read(
        "The Physician Reviewer based his/her decision on the Official Disability Guidelines "
        "(ODG), Knee Chapter, Magnetic resonance imaging, which is not part of the MTUS."
    )
    assert [(c.source, c.chapter, c.text) for c in cited] == [
        (
            "ODG",
            "Knee & Leg",
            "Official Disability Guidelines (ODG), Knee Chapter, Magnetic resonance imaging",
        )
    ]


def test_non_mtus_before_odg_is_no_source() -> None:
    cited = read("The Physician Reviewer based his/her decision on the Non-MTUS Official Disability Guidelines.")
    assert [c.source for c in cited] == ["ODG"]


def test_year_of_odg_is_the_edition() -> None:
    cited = read(
        "The Claims Administrator based its decision on the Official Disability Guidelines (ODG), "
        "11th Edition (2013), Shoulder Chapter, which is not part of the MTUS."
    )
    assert [(c.source, c.chapter, c.year) for c in cited] == [("ODG", "Shoulder", 2013)]


def test_date_of_access_is_no_edition() -> None:
    cited = read(f"Decision based on Non-MTUS Citation {ODG} Pain Chapter (updated 06/10/2014).")
    assert [c.year for c in cited] == [None]


def test_mtus_then_odg() -> None:
    cited = read(f"Decision based on MTUS Knee Complaints 2004. Decision based on Non-MTUS Citation {ODG} Knee & Leg.")
    assert [(c.source, c.guideline, c.chapter) for c in cited] == [
        ("MTUS", "Knee Complaints", None),
        ("ODG", None, "Knee & Leg"),
    ]


# --- ACOEM and others -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        (
            "Decision based on Non-MTUS Citation ACOEM Practice Guidelines, 3rd Edition, Low Back Disorders.",
            "ACOEM",
        ),
        (
            "The Physician Reviewer based his/her decision on the ACOEM Practice Guidelines, 2nd "
            "Edition (2004), Chapter 7, which is not part of the MTUS.",
            "ACOEM",
        ),
        (
            "The Claims Administrator based its decision on the ACOEM Practice Guidelines, 2nd "
            "Edition (2004), Chapter 7.",
            "ACOEM",
        ),
        (
            "The Claims Administrator based its decision on the ACOEM Practice Guidelines, 2nd "
            "Edition (2004), Chapter 12, Low Back Complaints.",
            "MTUS",
        ),
        (
            "The Claims Administrator based its decision on the ACOEM Practice Guidelines, Chapter "
            "13, Knee Complaints, which is part of the MTUS.",
            "MTUS",
        ),
    ],
    ids=["third edition", "not part", "chapter 7", "adopted, unsaid", "adopted"],
)
def test_acoem_is_mtus_where_adopted(statement: str, source: str) -> None:
    assert [citation.source for citation in read(statement)] == [source]


@pytest.mark.parametrize(
    ("statement", "texts"),
    [
        (
            "Decision based on Non-MTUS Citation Journal of Imaginary Spine, 2011.",
            ["Journal of Imaginary Spine, 2011"],
        ),
        (
            "The Physician Reviewer based his/her decision on the Handbook of Slings, 3rd edition, "
            "which is not part of the MTUS.",
            ["Handbook of Slings, 3rd edition"],
        ),
        (
            "Decision based on Other Medical Treatment Guidelines Handbook of Slings.",
            ["Handbook of Slings"],
        ),
    ],
)
def test_other_sources(statement: str, texts: list[str]) -> None:
    cited = read(statement)
    assert [(c.source, c.guideline, c.chapter, c.text) for c in cited] == [
        ("Other", None, None, text) for text in texts
    ]


def test_other_source_behind_odg() -> None:
    cited = read(
        f"Decision based on Non-MTUS Citation {ODG} Low Back Chapter and Other Medical Treatment "
        "Guidelines Medicare Benefit Policy Manual, Chapter 7."
    )
    assert [(c.source, c.chapter, c.text) for c in cited] == [
        ("ODG", "Low Back", "Official Disability Guidelines (ODG) Low Back Chapter"),
        ("Other", None, "Medicare Benefit Policy Manual, Chapter 7"),
    ]


@pytest.mark.parametrize(
    ("printed", "year"),
    [
        ("Journal of Imaginary Spine, 2011", 2011),
        ("Journal of Imaginary Spine (2011)", 2011),
        ("Journal of Imaginary Spine", None),
        ("Journal of Imaginary Spine, accessed 2014", None),
    ],
)
def test_year_of_another_source(printed: str, year: int | None) -> None:
    cited = read(f"Decision based on Non-MTUS Citation {printed}.")
    assert [citation.year for citation in cited] == [year]


def test_outside_the_mtus_then_a_source() -> None:
    cited = read(
        "The Expert Reviewer based their decision on recommendation(s) outside of the MTUS "
        f"Guidelines. Decision based on Non-MTUS Citation {ODG} Hernia."
    )
    assert [(c.source, c.chapter) for c in cited] == [("ODG", "Hernia")]


# --- nothing ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "",
        "The Claims Administrator did not cite any medical evidence for its decision.",
        "The Claims Administrator did not cite any evidence based criteria for its decision.",
        "The Physician Reviewer found that no section of the MTUS was applicable and relevant to the issue at dispute.",
        "The Expert Reviewer based their decision on recommendation(s) outside of the MTUS Guidelines.",
    ],
    ids=["empty", "no evidence", "no criteria", "no section", "outside"],
)
def test_nothing_cited(statement: str) -> None:
    assert read(statement) == []
