"""What a rationale's own words conclude of the item."""

from __future__ import annotations

import pytest

from imrcli.extract.conclusion import read_conclusion


@pytest.mark.parametrize(
    "rationale",
    [
        "The tear is plain on the scan. The request is medically necessary.",
        "Pain fell by half. Therefore, six more visits are medically necessary and appropriate.",
        "The criteria are met. Medical necessity has been established.",
        "All conditions are satisfied, so the request is certified.",
        "The findings agree with the symptoms. The requested brace is supported.",
        "A short course is reasonable here. The request should be approved.",
        "I find the requested scan to be medically necessary.",
        "The denial should be overturned, as the request meets the guideline criteria.",
    ],
)
def test_necessary(rationale: str) -> None:
    assert read_conclusion(rationale).value == "necessary"


@pytest.mark.parametrize(
    "rationale",
    [
        "No trial is on record. The request is not medically necessary.",
        "The request isn't medically necessary.",
        "The request is notmedically necessary and appropriate.",
        "Nothing changed after the first course. Medical necessity has not been established.",
        "The request is therefore not supported.",
        "No red flag is recorded, and the request cannot be recommended.",
        "Without a diagnosis, medical necessity is not demonstrated for the requested unit.",
        "The dose is too high. The request is denied.",
        "There is insufficient documentation to support the medical necessity of this request.",
        "The records fail to support the request, and it is medically unnecessary.",
        "As such, the request is non-certified.",
    ],
)
def test_not_necessary(rationale: str) -> None:
    assert read_conclusion(rationale).value == "not_necessary"


@pytest.mark.parametrize(
    "rationale",
    [
        "The request is partially medically necessary.",
        "Two of the six visits are medically necessary; the remaining four are not medically necessary.",
        "The first box is medically necessary, but the two refills are not medically necessary.",
    ],
)
def test_mixed(rationale: str) -> None:
    assert read_conclusion(rationale).value == "mixed"


@pytest.mark.parametrize(
    "rationale",
    [
        None,
        "",
        "The worker fell from a ladder in May.",
        "The guideline recommends heat for the first days.",
        "The treating physician states that the cane is medically necessary.",
        "If the swelling persists, a scan may become medically necessary.",
    ],
    ids=["none", "empty", "story", "guideline", "reported", "condition"],
)
def test_unstated(rationale: str | None) -> None:
    assert read_conclusion(rationale).value == "unstated"


@pytest.mark.parametrize(
    ("rationale", "expected"),
    [
        (
            "The guideline says that such drugs are medically necessary only for cancer. The "
            "request is not medically necessary.",
            "not_necessary",
        ),
        (
            'The claims administrator wrote that "the surgery is not medically necessary". The '
            "records show otherwise, and the request is medically necessary.",
            "necessary",
        ),
        (
            "Utilization review found that the brace was not medically necessary. The brace fits "
            "the guideline. The request is medically necessary.",
            "necessary",
        ),
        (
            "The request is not medically necessary. The drug should be tapered, and a slow taper is recommended.",
            "not_necessary",
        ),
        (
            "Earlier visits were medically necessary. Nothing new is reported. The further visits "
            "requested are not medically necessary.",
            "not_necessary",
        ),
        (
            "Were the knee unstable, a brace would be medically necessary. It is stable. The "
            "request is not medically necessary.",
            "not_necessary",
        ),
    ],
    ids=["guideline", "quotation", "ur", "taper", "earlier", "supposed"],
)
def test_the_reviewers_own_verdict_counts(rationale: str, expected: str) -> None:
    assert read_conclusion(rationale).value == expected


def test_sentence_that_names_the_item() -> None:
    rationale = "Kinesio tape is not indicated for a healed fracture."
    assert read_conclusion(rationale, "Kinesio tape, 3 rolls").value == "not_necessary"


def test_curly_apostrophe() -> None:
    assert read_conclusion("The request isn’t medically necessary.").value == "not_necessary"


@pytest.mark.parametrize(
    "rationale",
    [
        "There is no doubt that the request is medically necessary.",
        "The request is not only medically necessary but urgent.",
        "It cannot be denied that the requested brace is medically necessary.",
    ],
)
def test_negation_of_something_else(rationale: str) -> None:
    assert read_conclusion(rationale).value == "necessary"


@pytest.mark.parametrize(
    ("rationale", "expected"),
    [
        ("Not medically necessary.", "not_necessary"),
        pytest.param(
            "Medically necessary.",
            "necessary",
        ),
    ],
)
def test_two_or_three_words_alone(rationale: str, expected: str) -> None:
    assert read_conclusion(rationale).value == expected


def test_raised_digit_is_no_number() -> None:
    assert read_conclusion("More than ² is not necessary.", "60 visits").value == "not_necessary"


def test_reason_to_doubt_is_no_denial() -> None:
    rationale = "There is no reason to doubt the findings. The requested splint is medically necessary."
    assert read_conclusion(rationale).value == "necessary"


@pytest.mark.parametrize(
    ("rationale", "expected"),
    [
        ("The medical necessity of the MRI has yet to be established.", "not_necessary"),
        ("I disagree that the request is medically necessary.", "not_necessary"),
        ("Because the surgery is not minor, the assistant surgeon is medically necessary.", "necessary"),
        ("The request is not, at this time, medically necessary.", "not_necessary"),
        (
            "The request is medically necessary. The prior denial stated that the MRI was not medically necessary.",
            "necessary",
        ),
        ("Only 6 sessions are medically necessary.", "mixed"),
    ],
)
def test_verdicts_that_read_like_their_opposite(rationale: str, expected: str) -> None:
    assert read_conclusion(rationale, None).value == expected
