"""Where sentences end, and where an abbreviation's full stop does not end one."""

from __future__ import annotations

import pytest

from imrcli.sentences import possible_ends, sentence_ends, sentences


def split(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "He fell.| She ran.",
        "He fell!| Did she run?| She did.",
        'He said "it hurts."| She did not.',
        "The knee is stable (see above).| The request is not necessary.",
        "It was denied.| (See the report of 1/2/2014.)| MRI of the knee",
        "He fell.|\n\nShe ran.",
        "It is not necessary.|The request was denied.",
        "It is not necessary.|MRI of the knee",
        "He was hurt in 2013.|The knee is stable.",
        "He takes Norco.| 12 visits were done.",
        "He takes Norco.| #60 were given.",
        "The score was 8.| The limit is 10.",
    ],
)
def test_sentences_end(text: str) -> None:
    assert split(text.replace("|", "")) == [part.strip() for part in text.split("|")]


@pytest.mark.parametrize(
    "text",
    [
        "Seen by Dr. Alvarez and Mrs. Low of St. Mary Clinic",
        "Norco 10/325 mg. #60 and Soma 350 mg. #30",
        "Taken q.i.d. PRN for pain",
        "Norco at 8 a.m. Soma at night",
        "Pain, stiffness, etc. Weakness was absent",
        "See Fig. 3, Vol. 2, pp. 13-14 and No. 4",
        "Qty. 12 sessions",
        "Needle vs. EMG study, i.e. Nerve study",
        "Chou R, et al. Spine, 2009",
        "Consultation with J. Smith and K. L. Ito",
        "Home care, 4 hrs. Monday to Friday",
        "Criteria: 1. Radiculopathy; 2. Failure of drugs",
        "1. Radiculopathy",
        "Page(s): 8 C.C.R. 9792.20 - 9792.26 MTUS",
        "The A.M.A. Guides",
        "Lidocaine 2.5% and version 3.1 of the form",
        "at www.dir.ca.gov/dwc",
        "He has had 3.5 hours",
    ],
)
def test_full_stops_inside_a_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "He takes Norco 10 mg.| The request is denied.",
        "He takes it b.i.d.| He sleeps well.",
        "He was seen by Dr. Lee, M.D.| The exam was normal.",
        "It is told by the A.M.A.| The limit is 10.",
        "He said no.| Pain was denied.",
        "He completed 12 visits.| MRI was normal.",
        "He has hepatitis C.| Lab work was done.",
        "Fluid was seen at L5.| Surgery was offered.",
        "It was done by noon at a clinic, etc.| However, it failed.",
    ],
)
def test_abbreviations_that_end_a_sentence(text: str) -> None:
    assert split(text.replace("|", "")) == [part.strip() for part in text.split("|")]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It is denied.\nphysical therapy", ["It is denied.", "physical therapy"]),
        ("It is denied. \f• Norco", ["It is denied.", "• Norco"]),
        ("It is denied. physical therapy", ["It is denied. physical therapy"]),
        ("Seen by Dr.\nLind", ["Seen by Dr.\nLind"]),
    ],
)
def test_ends_at_lines(text: str, parts: list[str]) -> None:
    at, found = 0, []
    for last, behind in sentence_ends(text, at_lines=True):
        found.append(text[at:last])
        at = behind
    assert [*found, text[at:]] == parts


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("He takes Soma 350 mg. MRI of the knee", ["MRI of the knee"]),
        ("Norco q.i.d. MRI of the knee", ["MRI of the knee"]),
        ("Seen by K. Lee, M.D. MRI of the knee", ["MRI of the knee"]),
        ("Seen by Dr. Lee", []),
        ("Needle vs. EMG", []),
        ("1. Radiculopathy", []),
        ("Qty. 12", []),
        ("He fell. She ran.", []),
    ],
)
def test_full_stops_that_may_end_a_sentence(text: str, behind: list[str]) -> None:
    assert [text[after:] for _, after in possible_ends(text)] == behind


def test_a_part_of_a_text_has_its_own_offsets() -> None:
    text = "He fell. She ran. They slept."
    assert sentences(text, 9, 17) == [(9, 17)]


def test_blank_sentences_are_left_out() -> None:
    assert sentences("  \n ") == []
