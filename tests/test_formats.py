"""Letters of every format, told by their grammar: what a format is, and how one is added."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any, get_args

import pytest

import imrcli
from imrcli.ingest import from_text
from imrcli.letters import FORMATS, read_letter
from imrcli.letters.format import CaseField, Heading, Label, LetterFormat, Part
from imrcli.letters.phrase import Phrase
from imrcli.model import Case
from imrcli.text import value

SAMPLES = Path(__file__).parent.parent / "samples"

BULLETIN = LetterFormat(
    name="bulletin-2031",
    about="made up for this test: a bulletin with labelled findings",
    marks=(Phrase("STATE REVIEW BULLETIN"),),
    labels=(
        Label("number", Phrase("Review Number:"), "case_number"),
        Label("decision_date", Phrase("Issued:")),
    ),
    headings=(
        Heading("summary", Phrase("THE WORKER")),
        Heading("issues", Phrase("THE FINDINGS")),
    ),
    items="decided",
    parts=(
        Part("reviewer", Phrase("Evidence:")),
        Part("rationale", Phrase("Reasons:")),
    ),
)

LETTER = """STATE REVIEW BULLETIN
Review Number: CM31-0000042     Issued: 02/03/2031
THE WORKER
A 52-year-old woman with a sprained ankle.
THE FINDINGS
Ankle brace: Overturned
Evidence: Decision based on MTUS Ankle and Foot Complaints 2004.
Reasons: A brace is an option in the first weeks. The request is medically necessary.
Crutches: Upheld
Evidence: The Expert Reviewer did not cite any medical evidence for its decision.
Reasons: She walks without aid. The request is not medically necessary.
"""


def test_a_format_is_added_by_declaring_it() -> None:
    told = imrcli.parse(LETTER, formats=[*FORMATS, BULLETIN])
    assert told.format == "bulletin-2031"
    assert told.case.number == "CM31-0000042"
    assert str(told.case.decision_date) == "2031-02-03"
    assert [(issue.request, issue.outcome) for issue in told.issues] == [
        ("Ankle brace", "overturned"),
        ("Crutches", "upheld"),
    ]
    assert told.issues[0].reviewer.citations[0].guideline == "Ankle and Foot Complaints"
    assert told.issues[1].rationale == ("She walks without aid. The request is not medically necessary.")


def test_the_documented_format_is_that_format() -> None:
    page = (SAMPLES.parent / "docs" / "formats.md").read_text(encoding="utf-8")
    block = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert block is not None
    names: dict[str, Any] = {}
    exec(textwrap.dedent(block.group(1)), names)
    told = imrcli.parse(LETTER, formats=[*FORMATS, names["FORMAT"]])
    assert told == imrcli.parse(LETTER, formats=[*FORMATS, BULLETIN])


def test_without_it_the_letter_is_of_no_known_format() -> None:
    told = imrcli.parse(LETTER)
    assert told.format is None
    assert "unknown-format" in [warning.code for warning in told.warnings]
    assert [(issue.request, issue.outcome) for issue in told.issues] == [
        ("Ankle brace", "overturned"),
        ("Crutches", "upheld"),
    ]


def test_every_format_has_marks_of_its_own() -> None:
    words = [mark.words for form in FORMATS for mark in form.marks]
    assert len(words) == len(set(words))


def test_names_of_formats_differ() -> None:
    assert len({form.name for form in FORMATS}) == len(FORMATS)


WORDS = Phrase("WORDS")
WHOLE: dict[str, Any] = {
    "name": "made-up",
    "about": "made up",
    "marks": (WORDS,),
    "labels": (),
    "headings": (Heading("issues", WORDS), Heading("guidelines", WORDS), Heading("rationale", WORDS)),
    "items": "introduced",
    "parts": (Part("rationale", WORDS),),
    "introduction": WORDS,
    "finding": WORDS,
}


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Heading, {"section": "sumary", "phrase": WORDS}),
        (Label, {"field": "disputed", "phrase": WORDS}),
        (Label, {"field": "number", "phrase": WORDS, "kind": "casenumber"}),
        (Part, {"name": "reasons", "phrase": WORDS}),
        (LetterFormat, WHOLE | {"items": "decidde"}),
        (LetterFormat, WHOLE | {"items": "Listed"}),
        (LetterFormat, WHOLE | {"requires": ("date_of_birth",)}),
        (LetterFormat, WHOLE | {"items": "decided", "parts": ()}),
        (LetterFormat, WHOLE | {"introduction": None}),
        (LetterFormat, WHOLE | {"finding": None}),
        (LetterFormat, WHOLE | {"parts": ()}),
        (LetterFormat, WHOLE | {"items": "listed", "headings": (Heading("issues", WORDS),)}),
    ],
)
def test_a_format_that_nothing_could_read_is_refused_when_it_is_made(kind: Any, values: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"is none of|needs"):
        kind(**values)


@pytest.mark.parametrize("items", ["decided", "introduced", "listed"])
def test_a_whole_format_is_made(items: str) -> None:
    assert LetterFormat(**WHOLE | {"items": items}).items == items


def test_labels_name_the_fields_of_the_case() -> None:
    assert set(get_args(CaseField)) == set(Case.__struct_fields__)


LOOSE = """Final determination in IMR Case Number: CM24-0001234
Injury Date: 01/02/2023
Lumbar MRI: Upheld
The reviewer saw no red flags.
Norco 10/325mg #60 is medically necessary and appropriate.
"""


def test_letter_of_no_format_gives_what_can_be_found() -> None:
    told = imrcli.parse(LOOSE)
    assert (told.format, told.case.number, str(told.case.date_of_injury)) == (
        None,
        "CM24-0001234",
        "2023-01-02",
    )
    assert [(issue.request, issue.outcome, issue.rationale) for issue in told.issues] == [
        ("Lumbar MRI", "upheld", None),
        ("Norco 10/325mg #60", "overturned", None),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The Claims Administrator", "The Claims Adrninistrator"),
        ("The Physician Reviewer based", "Tbe Physician Revicwer based"),
        ("Reviewer's decision rationale:", "Revicwer's deeision rationale:"),
    ],
)
def test_one_damaged_label_loses_no_item(old: str, new: str) -> None:
    text = " ".join((SAMPLES / "determination-2013-1.txt").read_text(encoding="utf-8").split())
    text = text.replace("’", "'")
    assert text.count(old) > 1
    damaged = new.join(text.rsplit(old, 1))
    kept = [issue.request for issue in imrcli.parse(text).issues]
    assert [issue.request for issue in imrcli.parse(damaged).issues] == kept


def before_the_items(text: str) -> str:
    """A notice of 2013 that ends before its `Regarding the request` parts."""
    return text[: text.index("1) Regarding the request")]


NOTICE = (SAMPLES / "notice-2013-1.txt").read_text(encoding="utf-8")
REQUESTS = ["12 sessions of aquatic therapy for the lumbar spine", "Norco 10/325mg, #120", "one urine drug screen"]


@pytest.mark.parametrize(
    "text",
    [
        before_the_items(NOTICE),
        before_the_items(NOTICE).split("INDEPENDENT MEDICAL REVIEW")[0],
        " ".join(before_the_items(NOTICE).split()) + "\n",
        re.sub(r"\n\d\) MAXIMUS", "\nMAXIMUS", before_the_items(NOTICE)),
        before_the_items(NOTICE).replace("1) MAX", "Issue 1: MAX").replace("2) MAX", "Issue 2: MAX"),
    ],
    ids=["printed twice", "printed once", "one line", "not numbered", "numbered otherwise"],
)
def test_findings_without_their_items_are_given_once(text: str) -> None:
    issues = imrcli.parse(text).issues
    assert [(issue.request, issue.outcome) for issue in issues] == [(request, "upheld") for request in REQUESTS]


def test_findings_that_differ_decide_nothing() -> None:
    first, second = before_the_items(NOTICE).split("INDEPENDENT MEDICAL REVIEW")
    told = imrcli.parse(f"{first}INDEPENDENT MEDICAL REVIEW{second.replace('is not', 'is', 1)}")
    assert [issue.outcome for issue in told.issues] == [None, "upheld", "upheld"]
    assert ("outcome-contradictory", 0) in [(warning.code, warning.issue) for warning in told.warnings]


def without_label(administrator: str, reviewer: str) -> str:
    """A letter of two items, the first of which lacks the label over the reviewer's statement."""
    return f"""Case Number: CM16-0200001
CLINICAL CASE SUMMARY
A fall.
IMR ISSUES, DECISIONS AND RATIONALES
Yoga: Upheld
Claims Administrator guideline: {administrator}
{reviewer}
Decision rationale: Not needed. The request is not medically necessary.
Brace: Overturned
Claims Administrator guideline: {administrator}
MAXIMUS guideline: {reviewer}
Decision rationale: Needed. The request is medically necessary.
"""


@pytest.mark.parametrize(
    ("administrator", "reviewer"),
    [
        ("Decision based on MTUS Knee Complaints 2004.", "Decision based on MTUS Chronic Pain 2009."),
        ("Decision based on Non-MTUS Citation ODG, Knee.", "Decision based on MTUS Knee Complaints 2004."),
        ("Decision based on MTUS Knee Complaints 2004.", "The Expert Reviewer did not cite any medical evidence."),
        (
            "The Claims Administrator did not cite any medical evidence for its decision.",
            "Decision based on Non-MTUS Citation ODG, Knee.",
        ),
    ],
)
def test_statement_without_its_label_is_the_reviewers(administrator: str, reviewer: str) -> None:
    for issue in imrcli.parse(without_label(administrator, reviewer)).issues:
        assert (issue.claims_administrator.text, issue.reviewer.text) == (administrator, reviewer)


@pytest.mark.parametrize(
    "decision",
    [
        ": Upheld",
        " is: Upheld",
        ": UPHELD.",
        " - Upheld",
        " (Upheld)",
        " – Upheld",
        "; Uphe1d",
        " was: Upheld",
        ": Denial upheld",
        ": Upheld (denied)",
    ],
)
def test_decisions_as_they_are_printed(decision: str) -> None:
    letter = without_label("Decision based on MTUS Knee Complaints 2004.", "Decision based on MTUS Chronic Pain 2009.")
    issues = imrcli.parse(letter.replace(": Upheld", decision)).issues
    assert [(issue.request, issue.outcome) for issue in issues] == [("Yoga", "upheld"), ("Brace", "overturned")]


@pytest.mark.parametrize(
    ("decision", "outcome"),
    [
        ("is not medically necessary and appropriate.", "upheld"),
        ("is NOT medically necessary and appropriate.", "upheld"),
        ("are not medically necessary or appropriate", "upheld"),
        ("was not medically necessary and/or appropriate.", "upheld"),
        ("is not medically necessary & appropriate.", "upheld"),
        ("is not medically necessary, and is not appropriate.", "upheld"),
        ("is notmedically\nnecessary and appropriate.", "upheld"),
        ("is found to be not medically necessary.", "upheld"),
        ("is medically necessary and is appropriate.", "overturned"),
        ("is partially medically necessary and appropriate.", "partially_overturned"),
    ],
)
def test_sentences_that_decide(decision: str, outcome: str) -> None:
    letter = without_label("Decision based on MTUS Knee Complaints 2004.", "Decision based on MTUS Chronic Pain 2009.")
    issues = imrcli.parse(letter.replace(": Upheld", " " + decision)).issues
    assert [(issue.request, issue.outcome) for issue in issues] == [("Yoga", outcome), ("Brace", "overturned")]


ITEMS = ("Ultram 50 mg, #60 (2 refills)", "Therapy, two (2) visits a week, 12 sessions", "1 back brace")


@pytest.mark.parametrize("style", ["{}.", "{})", "({})", "Issue {}:", "Item #{}.", "{} -", "#{}:", "•"])
@pytest.mark.parametrize("between", ["\n", " "])
def test_styles_of_lists(style: str, between: str) -> None:
    listed = between.join(f"{style.format(number)} {item}" for number, item in enumerate(ITEMS, 1))
    text = REVIEW.format(items=listed)
    assert [issue.request for issue in imrcli.parse(text).issues] == list(ITEMS)


REVIEW = """MEDICAL PROFESSIONAL REVIEW
ISSUES AT DISPUTE:
{items}
CASE SUMMARY:
A fall.
DOCUMENTS REVIEWED FOR DETERMINATION:
• Application
MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL REVIEWER AND WHY:
The MTUS.
RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS NOT MEDICALLY NECESSARY:
None of it is needed.
MEDICAL REVIEWER QUALIFICATIONS:
The reviewer is Board Certified in Neurology and is licensed to practice in Ohio.
"""


@pytest.mark.parametrize("item", ["(1) back brace", "1 back brace", "12 visits of physical therapy"])
def test_number_of_things_numbers_no_item(item: str) -> None:
    letter = read_letter(from_text(REVIEW.format(items=item)))
    assert [value(letter.text, *found.header) for found in letter.items] == [item]
