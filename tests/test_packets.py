"""Files that hold several letters, or letters amid other papers: a determination a letter, and nothing for the rest."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import imrcli
from imrcli.letters import FORMATS
from imrcli.packets.page import Page

SAMPLES = Path(__file__).parent.parent / "samples"
NAMES = ("issues-2014-1", "issues-2014-2", "determination-2013-1", "notice-2013-1", "review-2013-1")
LETTERS = {name: (SAMPLES / f"{name}.txt").read_text(encoding="utf-8").strip("\n\f") for name in NAMES}

PAPERS = {
    "application": "APPLICATION FOR INDEPENDENT MEDICAL REVIEW\nEmployee Name: Jo Doe\nCase Number: CM14-0087215\n"
    "Requested treatment: Tramadol ER 150mg #60 is not medically necessary, says the insurer.",
    "denial": "ANY INSURANCE UTILIZATION REVIEW\nNOTICE OF ADVERSE DETERMINATION\n"
    "The request for an MRI is not medically necessary. MTUS recommends imaging where red flags are found.",
    "record": "Patient: Jo Doe   DOB: 1/2/1970\nSubjective: back pain.\nPlan: MRI, which is medically necessary.\n"
    "Work status: modified.",
    "service": "PROOF OF SERVICE\nI served the attached Final Determination on the parties by mail.",
    "fax": "FAX COVER SHEET\nTo: Any Insurance\nFrom: Law Offices\nRe: IMR CM14-0087215\nPages: 12",
    "blank": " \n",
}


def told(determination: imrcli.model.Determination) -> dict[str, Any]:
    """A determination but for its source, and for what is noticed of its pages."""
    values = determination.to_dict()
    del values["source"]
    values["warnings"] = [w for w in values["warnings"] if not w["code"].startswith("page")]
    return values


@pytest.mark.parametrize(
    "parts",
    [
        ("issues-2014-1", "issues-2014-2"),
        ("fax", "issues-2014-1", "service", "issues-2014-2", "record"),
        ("application", "denial", "notice-2013-1", "service"),
        ("review-2013-1", "record", "determination-2013-1", "blank", "issues-2014-2", "fax"),
        ("determination-2013-1", "determination-2013-1"),
        ("issues-2014-1", "denial", "record", "issues-2014-1", "notice-2013-1"),
    ],
    ids=" ".join,
)
def test_each_letter_is_told_as_if_it_stood_alone(parts: tuple[str, ...]) -> None:
    packet = "\f".join(LETTERS.get(part) or PAPERS[part] for part in parts)
    letters = list(dict.fromkeys(part for part in parts if part in LETTERS))
    read = imrcli.parse_all(packet)
    assert [told(determination) for determination in read] == [told(imrcli.parse(LETTERS[name])) for name in letters]
    assert [determination.source.letter for determination in read] == list(range(1, len(letters) + 1))


def test_page_ranges_count_in_the_file() -> None:
    pages = LETTERS["determination-2013-1"].count("\f") + 1
    read = imrcli.parse_all("\f".join([PAPERS["fax"], LETTERS["determination-2013-1"], PAPERS["service"]]))
    assert [determination.source.page_range for determination in read] == [[2, pages + 1]]


@pytest.mark.parametrize("name", ["determination-2013-1", "notice-2013-1"])
def test_pages_out_of_order_are_put_right(name: str) -> None:
    pages = LETTERS[name].split("\f")
    assert len(pages) > 2
    pages[1], pages[2] = pages[2], pages[1]
    determination = imrcli.parse("\f".join([PAPERS["fax"], *pages]))
    assert told(determination) == told(imrcli.parse(LETTERS[name]))
    assert "pages-reordered" in [warning.code for warning in determination.warnings]


@pytest.mark.parametrize(
    "header",
    [
        "JAN-05-2017 10:23 FROM:LAW OFFICES 9165551212 TO:8005551212 P.{:02}/12",
        "01/05/2017 10:23AM FAX 9165551212 Any Insurance Page {} of 12",
        "2017-01-05 10:23 9165551212 >> 8005551212 {:02}/12",
        "Jan. 5. 2017 10:23AM No. 1234 P. {}/12",
    ],
)
@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1)], ids=["in order", "swapped"])
@pytest.mark.parametrize("name", ["determination-2013-1", "issues-2014-1"])
def test_pages_that_a_fax_machine_counts_are_not_the_letters(name: str, order: tuple[int, ...], header: str) -> None:
    pages = LETTERS[name].split("\f")
    assert len(pages) == len(order)
    faxed = [f"{header.format(number)}\n{pages[place]}" for number, place in enumerate(order, 3)]
    (read,) = imrcli.parse_all("\f".join([PAPERS["fax"], *faxed]))
    assert told(read) == told(imrcli.parse(LETTERS[name]))


def test_a_page_printed_twice_is_one() -> None:
    first, *later = LETTERS["determination-2013-1"].split("\f")
    determination = imrcli.parse("\f".join([first, later[0], *later, PAPERS["fax"]]))
    assert told(determination) == told(imrcli.parse(LETTERS["determination-2013-1"]))
    assert "page-doubled" in [warning.code for warning in determination.warnings]


def test_parse_names_the_letters_of_a_packet() -> None:
    with pytest.raises(imrcli.SeveralLetters, match="CM14-0087215"):
        imrcli.parse("\f".join([LETTERS["issues-2014-1"], LETTERS["issues-2014-2"]]))


@pytest.mark.parametrize("name", NAMES)
def test_a_letter_alone_is_not_divided(name: str) -> None:
    assert len(imrcli.parse_all(LETTERS[name])) == 1
    assert imrcli.parse(LETTERS[name]).source.letter == 1


REASON = " ".join(f"The guidelines recommend {n} visits where records of the worker document gains." for n in range(40))


@pytest.mark.parametrize(
    ("page", "other", "copied"),
    [
        (f"Of the neck. {REASON} It is not necessary.", f"Of the neck. {REASON} It is not necessary.", True),
        (f"Of the neck. {REASON} It is not necessary.", f"Of theneck. {REASON} It is not necessary.", True),
        (
            f"UR denied six visits of therapy for the cervical spine on the first of May. {REASON}"
            " Thus six more visits for the neck cannot be said to be medically necessary now.",
            f"The worker also asks for eight visits for the lumbar spine, denied in June. {REASON}"
            " So these visits for the low back are not supported by what was sent for the review.",
            False,
        ),
    ],
    ids=["the same", "a scan with errors", "one reason for two treatments"],
)
def test_a_scanned_page_is_a_copy_only_if_it_begins_and_ends_alike(page: str, other: str, copied: bool) -> None:
    first, second = Page(0, page, FORMATS, scanned=True), Page(1, other, FORMATS, scanned=True)
    assert second.is_copy_of(first) == copied


def test_a_later_part_of_an_item_does_not_follow_a_first_page_without_items() -> None:
    first, *later = LETTERS["issues-2014-1"].split("\f")
    whole = "\n".join(later)
    heading = re.search(r"IMR ISSUES, DECISIONS AND RATIONALES[^:]*:", first + whole)
    assert heading is not None
    at = (first + whole).index(heading[0]) + len(heading[0])
    rest = (first + whole)[at:]
    cut = rest.index("MAXIMUS guideline")
    opening, items, parts = (first + whole)[:at], rest[:cut], rest[cut:]
    swapped = imrcli.parse("\f".join([PAPERS["fax"], opening, parts, items]))
    assert told(swapped) == told(imrcli.parse("\f".join([opening, items, parts])))
    assert "pages-reordered" in [warning.code for warning in swapped.warnings]
