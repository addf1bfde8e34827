"""The reviewer's states of licensure and specialties, labelled and in prose."""

from __future__ import annotations

import pytest

from imrcli.extract.credentials import credentials_between
from imrcli.text import value


def read(text: str, start: int = 0) -> tuple[list[str], list[str]]:
    """The states and the specialties of a text; each stands where it says."""
    credentials = credentials_between(text, start, len(text))
    for names in (credentials.licensure, credentials.specialties):
        assert [value(text, *name.spans[0]) for name in names] == [name.value for name in names]
    return [name.value for name in credentials.licensure], [name.value for name in credentials.specialties]


PUBLIC_HEALTH = "Public Health & General Preventive Medicine"


@pytest.mark.parametrize(
    ("printed", "licensure"),
    [
        ("California", ["California"]),
        ("Iowa, Montana, California", ["Iowa", "Montana", "California"]),
        ("New York, North\nCarolina, California", ["New York", "North Carolina", "California"]),
        ("California and Nevada", ["California", "Nevada"]),
        ("District of Columbia, Maryland", ["District of Columbia", "Maryland"]),
    ],
)
def test_labelled_states(printed: str, licensure: list[str]) -> None:
    text = f"State(s) of Licensure: {printed}\nCertification(s)/Specialty: Neurology\n"
    assert read(text)[0] == licensure


@pytest.mark.parametrize(
    ("printed", "specialties"),
    [
        ("Neurology", ["Neurology"]),
        ("Orthopedic Surgery, Hand Surgery", ["Orthopedic Surgery", "Hand Surgery"]),
        (
            f"Preventive Medicine, Occupational Medicine, {PUBLIC_HEALTH}",
            ["Preventive Medicine", "Occupational Medicine", PUBLIC_HEALTH],
        ),
        (
            "Physical Medicine & Rehabilitation, Pain\nManagement",
            ["Physical Medicine & Rehabilitation", "Pain Management"],
        ),
        ("Obstetrics & Gynecology", ["Obstetrics & Gynecology"]),
        ("Family Practice", ["Family Practice"]),
    ],
)
def test_labelled_specialties(printed: str, specialties: list[str]) -> None:
    text = (
        f"State(s) of Licensure: Ohio\nCertification(s)/Specialty: {printed}\n"
        "\nCLINICAL CASE SUMMARY\nA fall from a ladder."
    )
    assert read(text)[1] == specialties


def test_labels_without_brackets_or_plural() -> None:
    text = "State of Licensure: Utah\nCertification/Specialty: Psychology\n\n"
    reviewer = read(text)
    assert (reviewer[0], reviewer[1]) == (["Utah"], ["Psychology"])


def test_the_next_heading_ends_the_list() -> None:
    text = (
        "State(s) of Licensure: California Certification(s)/Specialty: Neurological Surgery "
        "CLINICAL CASE SUMMARY The expert reviewer developed a summary."
    )
    reviewer = read(text)
    assert (reviewer[0], reviewer[1]) == (["California"], ["Neurological Surgery"])


@pytest.mark.parametrize(
    ("certified", "specialties"),
    [
        ("Board Certified in Internal Medicine", ["Internal Medicine"]),
        (
            "Board Certified in Internal Medicine and Rheumatology",
            ["Internal Medicine", "Rheumatology"],
        ),
        (
            "Board Certified in Physical Medicine and Rehabilitation",
            ["Physical Medicine and Rehabilitation"],
        ),
        (
            "Board Certified in Physical Medicine and Rehabilitation and Pain Medicine",
            ["Physical Medicine and Rehabilitation", "Pain Medicine"],
        ),
        ("Board Certified in Obstetrics and Gynecology", ["Obstetrics and Gynecology"]),
        ("Board Certified in Allergy and Immunology", ["Allergy and Immunology"]),
        (
            "Board Certified in Orthopedic Surgery, has a subspecialty in Hand Surgery",
            ["Orthopedic Surgery", "Hand Surgery"],
        ),
        (
            "Board Certified in Anesthesiology, has a subspecialty in Pain Management\n",
            ["Anesthesiology", "Pain Management"],
        ),
        ("a licensed Chiropractor", ["Chiropractor"]),
    ],
)
def test_specialties_in_prose(certified: str, specialties: list[str]) -> None:
    text = f"The physician reviewer is {certified} and is licensed to practice in Texas. He/she."
    assert read(text)[1] == specialties


@pytest.mark.parametrize(
    ("printed", "licensure"),
    [
        ("California", ["California"]),
        ("Texas and California", ["Texas", "California"]),
        ("California,\nFlorida and New York", ["California", "Florida", "New York"]),
        ("California, Florida, and New York", ["California", "Florida", "New York"]),
        pytest.param(
            "the State of Oregon",
            ["Oregon"],
        ),
        ("the states of Oregon and Utah", ["Oregon", "Utah"]),
    ],
)
def test_states_in_prose(printed: str, licensure: list[str]) -> None:
    text = (
        "The physician reviewer is Board Certified in Neurology and is licensed to practice in "
        f"{printed}. He/she has been in active clinical practice for more than five years."
    )
    assert read(text)[0] == licensure


def test_nothing_told_is_empty() -> None:
    reviewer = read("The reviewer was selected with care. He/she has no affiliation.")
    assert reviewer == ([], [])


def test_text_outside_the_offsets_is_not_read() -> None:
    before = "State(s) of Licensure: Maine\n\n"
    text = before + "State(s) of Licensure: Ohio\n\n"
    assert read(text, len(before))[0] == ["Ohio"]


@pytest.mark.parametrize(
    ("profession", "specialties"),
    [
        ("Licensed in Chiropractic and Acupuncture, and is", ["Chiropractic", "Acupuncture"]),
        ("Licensed in Dentistry and is", ["Dentistry"]),
        ("a physician and is", []),
    ],
)
def test_profession_that_has_no_board(profession: str, specialties: list[str]) -> None:
    reviewer = read(f"The physician reviewer is {profession} licensed to practice in Nevada.")
    assert reviewer == (["Nevada"], specialties)
