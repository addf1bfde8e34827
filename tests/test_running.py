"""Texts of several letters without page breaks: pasted one below the other, sent by mail, amid other papers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import imrcli

SAMPLES = Path(__file__).parent.parent / "samples"
NAMES = [path.stem for path in sorted(SAMPLES.glob("*.txt"))]
LETTERS = {name: (SAMPLES / f"{name}.txt").read_text("utf-8").replace("\f", "\n").strip() for name in NAMES}

OTHERS = {
    "denial": "PACIFIC COAST CLAIMS, INC.\nUtilization Review Determination\nDate: 12/09/2016\n"
    "DECISION: non-certified. An MRI is not medically necessary. MTUS was considered.\n"
    "An earlier review, Case Number: CM15-0123456, upheld the same.",
    "application": "State of California\nDivision of Workers' Compensation\nAPPLICATION FOR INDEPENDENT MEDICAL REVIEW"
    "\nEmployee Name: Jo Doe\nRequested service: Tramadol ER 150mg #60\nCase Number: CM14-0087215",
    "service": "PROOF OF SERVICE BY MAIL\n\nOn February 15, 2017, I served the Final Determination, Case Number "
    "CM17-0003284, on the parties.\nI declare that this is true.",
    "report": "EXAMINATION: MRI OF THE KNEE\nCLINICAL HISTORY: pain.\nTECHNIQUE: sagittal images.\nFINDINGS: normal.",
    "mail": "-----Original Message-----\nFrom: Desk\nSent: Tuesday\nTo: Pat\nSubject: FW: letters\n\nPat, one more.",
    "forwarded": "---------- Forwarded message ---------\nFrom: Desk <desk@example.com>\nDate: Wed, Mar 1, 2017, 4 PM\n"
    "Subject: Fwd: letters\nTo: <pat@example.com>",
    "letterhead": "SEQUOIA MANAGED CARE\nP.O. Box 7000, Fresno, CA 93745\n\nFebruary 3, 2017\n\nTo: Dr. Adams\n"
    "Norco 10/325mg #120 is not medically necessary under MTUS. The IMR in CM16-0224814 found likewise.",
    "note": "Progress note, 11/02/2016\nS: worse since the fall.\nPlan: Norco.",
    "notification": "EvergreenUR\nDetermination letter\nMarch 1, 2017\nDear Ms. Doe,\nAn H-wave is not certified"
    ": it is not medically necessary. An earlier IMR was CM16-0245796.",
    "shouted": "DENIAL OF A REQUEST FOR A TENS UNIT\n\nThe request is not medically necessary; ODG was used.",
    "call": "HP Call Sheet\nNumber: 19165551212\nSheets: 14\nResult: OK",
    "chat": "Pat here are the others we talked about",
    "ordinal": "2nd letter, same claimant:",
    "confidential": "CONFIDENTIALITY NOTICE: this message may be privileged.",
    "greeting": "Hi Pat, the second one is the Smith case.\nThanks, Lee",
    "lawyer": "LAW OFFICES OF MARTIN & VEGA\nOakland, California 94612\n\nMarch 3, 2017\n\nDear Examiner:\n\n"
    "Enclosed please find the determination. Please authorize the MRI.\n\nVery truly yours,\nAnn Vega",
    "assignment": "MAXIMUS FEDERAL SERVICES, INC.\nIndependent Medical Review\n\nNOTICE OF ASSIGNMENT AND REQUEST FOR "
    "INFORMATION\n\nCase Number: CM14-0087215\nDate Assigned: 01/02/2017\nDate of Injury: 05/05/2012\nSend records.",
    "rule": "=" * 60,
    "dashes": "---",
    "bracketed": "[page break]",
    "angled": "<<< next document >>>",
    "end": "*** END OF DOCUMENT ***",
    "file": "Attachment 2: CM16-0245028.pdf",
    "count": "## Letter 2 of 3",
}


def told(determination: imrcli.model.Determination) -> dict[str, Any]:
    """A determination but for its source, and for copies that were left out."""
    values = determination.to_dict()
    del values["source"]
    values["warnings"] = [warning for warning in values["warnings"] if warning["code"] != "page-doubled"]
    return values


def read(text: str) -> list[dict[str, Any]]:
    return [told(determination) for determination in imrcli.parse_all(text)]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n"], ids=["line", "blank line", "CRLF"])
@pytest.mark.parametrize(
    "parts",
    [
        ("issues-2014-2", "issues-2014-3"),
        ("review-2013-1", "review-2013-2", "review-2013-4"),
        ("notice-2013-1", "notice-2013-2", "determination-2013-1", "determination-2013-2"),
        ("review-2013-3", "notice-2013-3", "determination-2013-4", "issues-2014-1", "issues-2014-4"),
    ],
    ids=len,
)
def test_letters_alone_are_divided(parts: tuple[str, ...], gap: str) -> None:
    letters = [LETTERS[part].replace("\n", "\r\n") if "\r" in gap else LETTERS[part] for part in parts]
    assert read(gap.join(letters)) == [told(imrcli.parse(letter)) for letter in letters]


@pytest.mark.parametrize(
    "parts",
    [
        ("issues-2014-1", "denial", "determination-2013-2", "service", "issues-2014-3"),
        ("mail", "issues-2014-2", "mail", "issues-2014-3", "mail", "notice-2013-2"),
        ("forwarded", "review-2013-2", "forwarded", "notice-2013-4", "forwarded", "issues-2014-4"),
        ("application", "denial", "review-2013-4", "report", "review-2013-1"),
        ("assignment", "issues-2014-1", "service", "assignment", "determination-2013-3"),
        ("review-2013-3", "greeting", "notice-2013-1", "lawyer", "issues-2014-4", "lawyer"),
        ("issues-2014-2", "rule", "notice-2013-3", "dashes", "count", "issues-2014-3", "end", "file", "review-2013-1"),
        ("issues-2014-4", "denial"),
        ("issues-2014-4", "bracketed", "determination-2013-3", "angled", "notice-2013-4"),
        ("notification", "issues-2014-2", "notification", "determination-2013-2", "notification", "review-2013-3"),
        ("issues-2014-3", "shouted", "determination-2013-1", "chat", "issues-2014-1", "call", "review-2013-1"),
        ("review-2013-1", "letterhead", "determination-2013-1", "note", "issues-2014-2", "ordinal", "issues-2014-3"),
        ("notice-2013-1", "ordinal", "issues-2014-2", "confidential"),
        ("application", "notice-2013-2", "service"),
        ("issues-2014-3", "report", "issues-2014-3", "determination-2013-1", "determination-2013-1"),
    ],
    ids=" ".join,
)
def test_other_papers_belong_to_no_letter(parts: tuple[str, ...]) -> None:
    letters = list(dict.fromkeys(part for part in parts if part in LETTERS))
    packet = "\n\n".join(LETTERS.get(part) or OTHERS[part] for part in parts)
    assert read(packet) == [told(imrcli.parse(LETTERS[name])) for name in letters]


def test_letters_of_a_text_are_numbered_and_have_no_pages() -> None:
    letters = imrcli.parse_all("\n".join(LETTERS[name] for name in ("issues-2014-2", "notice-2013-1")))
    assert [letter.source.letter for letter in letters] == [1, 2]
    assert [letter.source.page_range for letter in letters] == [None, None]


def test_a_letter_that_opens_within_a_page_has_its_pages() -> None:
    first, second = (
        (SAMPLES / f"{name}.txt").read_text("utf-8").strip() for name in ("issues-2014-1", "review-2013-1")
    )
    letters = imrcli.parse_all(f"{first}\n\n{second}")
    assert [letter.source.page_range for letter in letters] == [[1, 3], [3, 4]]


def test_evidence_counts_in_the_letters_own_text() -> None:
    for report in imrcli.report_all("\n\n".join(LETTERS[name] for name in ("issues-2014-2", "issues-2014-3"))):
        assert report.text is not None
        (place,) = (report.determination.evidence or {})["/case/number"]
        assert isinstance(place.start, int)
        assert isinstance(place.end, int)
        assert report.text[place.start : place.end] == report.determination.case.number


def test_a_list_ends_with_a_sentence() -> None:
    letter = (
        LETTERS["issues-2014-3"] + " These records were read:\nProgress Notes\nMRI Report\nAll were weighed.\nIt is so."
    )
    packet = f"{letter}\n{OTHERS['denial']}\n{LETTERS['issues-2014-2']}"
    assert read(packet) == [told(imrcli.parse(letter)), told(imrcli.parse(LETTERS["issues-2014-2"]))]


def test_a_letter_of_pages_without_blank_lines_ends_at_the_first() -> None:
    letters = [LETTERS["issues-2014-2"], LETTERS["issues-2014-3"]]
    assert not any("\n\n" in letter for letter in letters)
    packet = "\n\n".join([letters[0], "So much for the first one", letters[1], "That is all I could find."])
    assert read(packet) == [told(imrcli.parse(letter)) for letter in letters]


@pytest.mark.parametrize("gap", ["\n\n", "\n\f\n", "\f\n", "\n\n\f"])
def test_reasons_below_a_blank_line_are_the_letters(gap: str) -> None:
    letter = LETTERS["issues-2014-3"] + gap + "Nothing else was sent for this review. The request is not supported."
    rationale = imrcli.parse(letter).issues[-1].rationale
    assert rationale is not None
    assert rationale.endswith("The request is not supported.")


@pytest.mark.parametrize("name", NAMES)
def test_one_letter_is_not_divided(name: str) -> None:
    (letter,) = imrcli.parse_all(LETTERS[name])
    assert letter.source.letter == 1
    assert letter.issues


TABLE = "Case Number: CM14-0055555\nDate Assigned: 06/01/2014 Date of Injury: 01/01/2012\nDecision Date: 07/01/2014\n"
QUOTED = (
    f"{TABLE}HOW THE IMR FINAL DETERMINATION WAS MADE\nCLINICAL CASE SUMMARY\nPain.\n"
    "IMR ISSUES, DECISIONS AND RATIONALES\nX-ray: Upheld\nDecision rationale: It is not medically necessary."
)
SUMMARY = LETTERS["issues-2014-3"].replace("IMR ISSUES", f"The earlier letter:\n{TABLE}IMR ISSUES", 1)
NOTICE = LETTERS["notice-2013-3"]
TWICE = f"{NOTICE}\n\nNotice of Independent Medical Review Determination\n\n{NOTICE[NOTICE.index('INDEPENDENT MED') :]}"


@pytest.mark.parametrize(
    "letter",
    [
        f"{LETTERS['determination-2013-1']}\n\nIn the earlier case it was said:\n\n“{QUOTED}”",
        f"{LETTERS['issues-2014-3']} The earlier letter reads:\n{QUOTED}",
        f"{LETTERS['issues-2014-3']} The earlier letter,\n{QUOTED}",
        SUMMARY,
        TWICE,
    ],
    ids=[
        "in quotation marks",
        "behind a colon",
        "within a sentence",
        "a table in the summary",
        "decision printed twice",
    ],
)
def test_what_a_letter_quotes_or_repeats_is_no_letter(letter: str) -> None:
    packet = f"{letter}\n\n{OTHERS['service']}\n\n{LETTERS['review-2013-1']}"
    assert read(packet) == [told(imrcli.parse(part)) for part in (letter, LETTERS["review-2013-1"])]


@pytest.mark.parametrize("name", ["issues-2014-3", "notice-2013-1"])
def test_a_letter_without_its_reasons_is_not_told_apart(name: str) -> None:
    cover = LETTERS["issues-2014-2"].split("IMR ISSUES", 1)[0]
    (letter,) = imrcli.parse_all(f"{LETTERS[name]}\n\n{cover}")
    assert "several-letters" in [warning.code for warning in letter.warnings]
