"""Headers of items: what was asked, what was approved before, what remained, the decision."""

from __future__ import annotations

import pytest

from imrcli.extract.requests import overall, read_decision, read_request
from imrcli.model import Outcome


def told(header: str) -> tuple[str | None, str | None, str | None]:
    """The request, what was first asked, and what was approved."""
    read = read_request(header)
    parts = (read.request, read.original_request, read.authorized)
    for part in parts:
        assert part is None or header[slice(*part.spans[0])] == part.value
    request, original, authorized = (part.value if part else None for part in parts)
    return request, original, authorized


@pytest.mark.parametrize(
    ("header", "request_"),
    [
        ("MRI of the left knee", "MRI of the left knee"),
        ("1. MRI of the left knee", "MRI of the left knee"),
        ("2) MRI of the left knee", "MRI of the left knee"),
        ("(3) MRI of the left knee", "MRI of the left knee"),
        ("MRI of the left knee is", "MRI of the left knee"),
        ("Six visits of therapy are", "Six visits of therapy"),
        ("MRI of the left knee is:", "MRI of the left knee"),
        ("Associated surgical service: Cold unit", "Associated surgical service: Cold unit"),
        ("one lumbar injection at L5-S1", "one lumbar injection at L5-S1"),
        ("A home health aide, four hours a day", "A home health aide, four hours a day"),
        ("Norco 10/325 mg. #60", "Norco 10/325 mg. #60"),
        ("Lidocaine 2.5% cream", "Lidocaine 2.5% cream"),
        ("2 views X-ray of the hand", "2 views X-ray of the hand"),
        ("12 sessions of acupuncture", "12 sessions of acupuncture"),
        ("1.5 tesla MRI of the knee", "1.5 tesla MRI of the knee"),
        ("Vitamin C, 500mg, #60", "Vitamin C, 500mg, #60"),
        ("3) 12 sessions of acupuncture", "12 sessions of acupuncture"),
    ],
)
def test_request_as_printed(header: str, request_: str) -> None:
    assert told(header) == (request_, None, None)


def test_remaining_portion() -> None:
    header = (
        "Yoga, 12 sessions was the original request. Yoga, 6 sessions was authorized by the Claims "
        "Administrator. The remaining IMR eligible portion of the original request, Yoga, 6 "
        "further sessions is"
    )
    assert told(header) == (
        "Yoga, 6 further sessions",
        "Yoga, 12 sessions",
        "Yoga, 6 sessions",
    )


def test_several_items_were_asked() -> None:
    header = (
        "Two braces were the original request. One brace was authorized by the Claims "
        "Administrator. The remaining IMR eligible portion of the original request, one brace"
    )
    assert told(header) == ("one brace", "Two braces", "One brace")


def test_original_request_stays_eligible() -> None:
    header = (
        "The Claims Administrator authorized a cane, leaving the original request IMR eligible. "
        "The original request, a walker with a seat is"
    )
    assert told(header) == ("a walker with a seat", "a walker with a seat", "a cane")


def test_original_request_told_twice() -> None:
    header = (
        "Pool pass, 12 months was the original request. The Claims Administrator authorized Pool "
        "pass, 1 month, leaving the original request IMR eligible. The original request, Pool "
        "pass, 12 months is"
    )
    assert told(header) == (
        "Pool pass, 12 months",
        "Pool pass, 12 months",
        "Pool pass, 1 month",
    )


@pytest.mark.parametrize(
    "header",
    [
        "",
        "   ",
        "is:",
        "1. ",
    ],
)
def test_no_words_are_no_request(header: str) -> None:
    assert read_request(header).request is None


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        (": Upheld", "upheld"),
        (": Overturned", "overturned"),
        (" is: UPHELD", "upheld"),
        (": Partially Overturned", "partially_overturned"),
        (": Partially Upheld", "partially_overturned"),
        ("is medically necessary and appropriate.", "overturned"),
        ("is not medically necessary and appropriate.", "upheld"),
        ("is notmedically necessary and appropriate.", "upheld"),
        ("are not medically necessary and appropriate.", "upheld"),
        ("is partially medically necessary and appropriate.", "partially_overturned"),
        (": Uphe1d", "upheld"),
        (": 0verturned", "overturned"),
    ],
)
def test_decision(words: str, outcome: str) -> None:
    assert read_decision(words) == outcome


@pytest.mark.parametrize("words", [None, "", ": Withdrawn", "was reviewed.", ": Pending"])
def test_no_decision(words: str | None) -> None:
    assert read_decision(words) is None


@pytest.mark.parametrize(
    ("outcomes", "letter"),
    [
        (["upheld"], "upheld"),
        (["overturned", "overturned"], "overturned"),
        (["upheld", "overturned"], "partially_overturned"),
        (["upheld", "partially_overturned"], "partially_overturned"),
        (["upheld", None], None),
        ([], None),
    ],
    ids=["one", "all", "mixed", "part", "unknown", "none"],
)
def test_outcome_of_the_letter(outcomes: list[Outcome | None], letter: str | None) -> None:
    assert overall(outcomes) == letter


ASKED = "12 sessions was the original request."
APPROVED = "The Claims Administrator authorized 6 sessions"
LEFT = "The remaining IMR eligible portion"


@pytest.mark.parametrize(
    ("header", "request_"),
    [
        (
            f"{ASKED} 6 sessions was modified by the Claims Administrator. {LEFT}, 6 more sessions, is",
            "6 more sessions",
        ),
        (
            f"{ASKED} {APPROVED}. {LEFT}, 6 more sessions, is",
            "6 more sessions",
        ),
        (
            f"{ASKED} {APPROVED}, leaving 6 sessions of the original request IMR eligible. "
            "The original request, 6 more sessions",
            "6 more sessions",
        ),
        (
            f"{ASKED} 6 sessions was authorized by the Claims Administrator. "
            f"{LEFT} of the original request is 6 more sessions",
            "6 more sessions",
        ),
    ],
)
def test_sentences_on_a_partly_approved_request_vary(header: str, request_: str) -> None:
    assert told(header) == (request_, "12 sessions", "6 sessions")


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("is considered not medically necessary and appropriate", "upheld"),
        ("was found medically necessary and appropriate", "overturned"),
        ("is therefore not medically necessary", "upheld"),
    ],
)
def test_decision_in_other_words(words: str, outcome: Outcome) -> None:
    assert read_decision(words) == outcome
