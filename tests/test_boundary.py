"""Where a rationale ends and the next item's header begins."""

from __future__ import annotations

import pytest

from imrcli.letters.boundary import header_start, numbered_at


def header(rationale: str, header: str, number: str | None = None) -> str:
    """What is taken for the header that stands behind a rationale."""
    text = rationale + header
    return text[header_start(text, 0, len(text), number) :].strip()


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
    ],
    ids=["quotation", "bracket", "question", "no full stop"],
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
    ],
)
def test_words_behind_a_number(text: str, words: str) -> None:
    at = numbered_at(text, 0)
    assert at is not None
    assert text[at:] == words


@pytest.mark.parametrize("text", ["Yoga", "12 visits", "1.5 tesla MRI", "(one) visit"])
def test_other_openings_are_no_number(text: str) -> None:
    assert numbered_at(text, 0) is None


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
