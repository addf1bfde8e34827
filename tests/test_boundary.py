"""Where a rationale ends and the next item's header begins."""

from __future__ import annotations

import pytest

from imrcli.letters.boundary import header_start
from imrcli.letters.numbering import number_at


def header(rationale: str, header: str, number: str | None = None, *, lined: bool = False) -> str:
    """What is taken for the header that stands behind a rationale."""
    text = rationale + header
    return text[header_start(text, 0, len(text), number, lined=lined) :].strip()


RATIONALE = "The knee is stable. The request is not medically necessary."


@pytest.mark.parametrize("between", ["\n", " ", "\n\n", "\f", "", "  \n \n"])
def test_whatever_stands_between(between: str) -> None:
    assert header(RATIONALE + between, "MRI of the left knee") == "MRI of the left knee"


@pytest.mark.parametrize(
    "asked",
    [
        "MRI of the left knee",
        "12 sessions of acupuncture",
        "Norco 10/325 mg. #60",
        "Tramadol ER 150 mg, one tab. twice a day, #60",
        "Lidocaine 2.5% cream",
        "Consultation with Dr. Doe",
        "Follow-up with a St. John clinic",
        "Associated surgical service: Cold unit, 7 days",
        "Pre-operative labs: CBC, Chem panel",
        "(1) Box of electrodes",
        "Therapy (heat, cold, etc.) for the neck",
        "Injection, ultrasound guided, vs. Blind injection",
        "Qty. 12 visits of aquatic therapy",
        "Ultram 50 mg, 1 cap. q.i.d. PRN, Qty. 60",
        "Epidural steroid injection at L4-5. Fluoroscopy",
        "Consultation with K. Amari, M.D.",
        "Purchase of a stimulator. Four packs of electrodes. Batteries",
        "DOS: May 5, 2014. Naprosyn 500 mg",
        "L5-S1 fusion",
        "#60 Ultram",
        "(R) wrist splint",
    ],
)
def test_whole_header(asked: str) -> None:
    assert header(RATIONALE + " ", asked) == asked


@pytest.mark.parametrize(
    "rationale",
    [
        'The worker said "I cannot walk." ',
        "The request cannot be recommended (see above). ",
        "Is that enough? It is not! ",
        "The request is not medically necessary and appropriate ",
        "It was tried. The request is therefore not medically necessary or appropriate ",
        "There is no plan. The request cannot be certified ",
        "There is no plan. Not supported ",
        "There is no plan. The denial is upheld ",
        'The guideline says "not recommended except as a last option" ',
        "There is no plan. (Please see the report of 1/2/2014.) ",
        "He takes Ultram 50 mg. ",
        "He has had no cancer, fever, etc. ",
        "He was seen by K. Amari, M.D. ",
        "He has completed 6 visits. ",
        "He has hepatitis C. ",
        "The criteria aren't met. ",
        "The drug is first-line. Approve. ",
        "It is to be upheld. Recommend certification.",
        "The exam was normal on 1/2/2014.",
    ],
)
def test_end_of_the_rationale(rationale: str) -> None:
    assert header(rationale, "MRI of the left knee") == "MRI of the left knee"


@pytest.mark.parametrize(
    "asked",
    [
        "Yoga, 12 visits was the original request. Yoga, 6 visits was authorized by the Claims "
        "Administrator. The remaining IMR eligible portion of the original request, Yoga, 6 visits",
        "The Claims Administrator authorized a cane, leaving the original request IMR eligible. "
        "The original request, a walker with a seat",
    ],
    ids=["remaining", "leaving"],
)
def test_sentences_on_a_partly_approved_request_belong_to_the_header(asked: str) -> None:
    assert header(RATIONALE + " ", asked) == asked


def test_number_of_the_item_opens_its_header() -> None:
    text = "The criteria (1. pain, 2. swelling) are not met. "
    assert header(text, "2. Box of tape. Two rolls", "2.") == "2. Box of tape. Two rolls"


@pytest.mark.parametrize("number", ["2.", "2)", "(2)", "Issue 2:", "Item #2.", "2 -", "Request No. 2:"])
@pytest.mark.parametrize("between", [" ", "\n"])
def test_styles_of_numbers(number: str, between: str) -> None:
    rationale = f"The criteria are 1. pain and 2. swelling. Neither was found.{between}"
    assert header(rationale, f"{number} Box of tape. Two rolls", number) == f"{number} Box of tape. Two rolls"


def test_number_in_a_rationale_is_no_items_number() -> None:
    rationale = "Three things count. 2. Failure of drugs is needed. This is not medically necessary. "
    assert header(rationale, "Box of tape", "2.") == "Box of tape"


def test_rationale_that_is_one_word() -> None:
    assert header("Denied. ", "MRI of the left knee") == "MRI of the left knee"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1. Yoga", "Yoga"),
        ("1) Yoga", "Yoga"),
        ("(1) Yoga", "Yoga"),
        ("  12. Yoga", "Yoga"),
        ("1)Yoga", "Yoga"),
        ("1 - Yoga", "Yoga"),
        ("Issue 1: Yoga", "Yoga"),
        ("Issue #1: 12 visits", "12 visits"),
        ("ITEM 1. Yoga", "Yoga"),
        ("Request No. 1 - Yoga", "Yoga"),
        ("1: Yoga", "Yoga"),
        ("#1. Yoga", "Yoga"),
    ],
)
def test_words_behind_a_number(text: str, words: str) -> None:
    number = number_at(text, 0)
    assert number is not None
    assert text[number.end :] == words


@pytest.mark.parametrize(
    "text", ["Yoga", "12 visits", "1.5 tesla MRI", "(one) visit", "1-2 visits", "Request for 1 brace"]
)
def test_other_openings_are_no_number(text: str) -> None:
    assert number_at(text, 0) is None


@pytest.mark.parametrize("asked", ["outpatient arthroscopy", "gabapentin 600 mg, sixty tablets", "e-stim pads"])
def test_header_in_lower_case_behind_a_sentence(asked: str) -> None:
    assert header("No gain was shown. The last visit was 6 months ago. ", asked) == asked


LINES = "The exam of the knee was normal in all its parts, and no sign\nof a tear was found. "


@pytest.mark.parametrize(
    ("last", "asked"),
    [
        ("The request cannot be agreed to", "Brace"),
        ("The decision to deny stands", "Physical therapy, 2 visits a week for the next six\nweeks"),
        ("The worker has no support", "Ultram 50 mg. #60. Two refills"),
        ("- Pain\n- Weakness\nNone is recorded", "Brace for the knee"),
    ],
)
def test_line_that_was_ended_ends_a_rationale_without_its_full_stop(last: str, asked: str) -> None:
    assert header(f"{LINES}\n{last}\n", asked) == asked


@pytest.mark.parametrize(
    "asked",
    [
        "Therapy that was given from 4/2/2014 to 5/3/2014. Nine visits",
        "Rides, since the worker cannot drive. Six trips",
        "Ultram 50 mg (sixty were given in May). Refill",
    ],
)
def test_full_stop_behind_a_verb_in_a_header_that_opens_a_line(asked: str) -> None:
    assert header(f"{LINES}\nThe request is not medically necessary.\n", asked, lined=True) == asked


def test_pages_glued_in_a_letter_of_lines() -> None:
    assert header(f"{LINES}\nThe request is not medically necessary.", "Brace", lined=True) == "Brace"


@pytest.mark.parametrize(("text", "doubtful"), [("(1) brace", True), ("1 - 2 visits", True), ("1 - Brace", False)])
def test_numbers_that_may_count_things(text: str, doubtful: bool) -> None:
    number = number_at(text, 0)
    assert number is not None
    assert number.doubtful is doubtful


@pytest.mark.parametrize(
    "asked",
    [
        "physical therapy 3 x 4",
        "• Flexeril 10 mg #90",
        "[retrospective] Flexeril 10 mg",
        "½ tablet of Norco daily",
    ],
)
def test_header_that_opens_a_line_in_any_way(asked: str) -> None:
    assert header("No gain was shown. The request is not medically necessary.\n", asked) == asked


def test_number_within_a_header_is_no_items_number() -> None:
    asked = "2. Physical therapy, two (2) times a week for 4 weeks"
    assert header("No gain was shown. ", asked, "2.") == asked
