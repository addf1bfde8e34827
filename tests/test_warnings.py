"""Warnings: what a letter says unclearly, wrongly or not at all is told by a stable, documented code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import imrcli

ROOT = Path(__file__).parent.parent
LETTER = (ROOT / "samples" / "issues-2014-4.txt").read_text(encoding="utf-8")
OTHER = (ROOT / "samples" / "issues-2014-1.txt").read_text(encoding="utf-8")
NOTICE = (ROOT / "samples" / "notice-2013-1.txt").read_text(encoding="utf-8")
DETERMINATION = (ROOT / "samples" / "determination-2013-1.txt").read_text(encoding="utf-8")
DOCUMENTED = set(re.findall(r"^\| `([a-z-]+)`", (ROOT / "docs" / "warnings.md").read_text("utf-8"), re.MULTILINE))


def codes(text: str) -> list[str]:
    return [warning.code for warning in imrcli.parse(text).warnings]


def changed(old: str, new: str) -> str:
    assert old in LETTER
    return LETTER.replace(old, new, 1)


def test_a_sound_letter_has_none() -> None:
    assert codes(LETTER) == []


CASE_NUMBER = re.findall(r"CM\d\d-\d{7}", LETTER)[0]


@pytest.mark.parametrize(
    ("letter", "code"),
    [
        (re.sub(r"CM\d\d-\d{7}", "CM", LETTER), "missing-case-number"),
        (
            LETTER + "\nCase Number: CM16-0000001\nCase Number: CM16-0000002",
            "ambiguous-case-number",
        ),
        (re.sub(r"Date of Injury: \S+", "Date of Injury: 02/31/2015", LETTER), "unreadable-date"),
        (re.sub(r"Date of Injury: \S+", "Date of Injury: O2/l3/2015", LETTER), "repaired-date"),
        (re.sub(r"Date of Injury: \S+", "Date of Injury: 2/03/2015", LETTER), "date-style"),
        (re.sub(r"Date of Injury: \S+", "Date of Injury: 01/02/2031", LETTER), "date-order"),
        (re.sub(r"Date of Injury: \S+", "Date of Injury:", LETTER), "missing-date"),
        (changed("CLINICAL CASE SUMMARY", "CLlNICAL CASE SUMMARV"), "damaged-heading"),
        (re.sub(r"(?s)MAXIMUS guideline:.*?(?=Decision rationale:)", "", LETTER, count=1), "missing-statement"),
        (LETTER.split("IMR ISSUES")[0] + "IMR ISSUES, DECISIONS AND RATIONALES", "missing-issues"),
        (re.sub(r"(: (Upheld|Overturned))", ": Xyz", LETTER, count=1), "missing-outcome"),
        (re.sub(r"Date of Injury: \S+", "Date of Injury: 01/22/1018", LETTER), "date-implausible"),
        (re.sub(r"Decision Date: \S+", "Decision Date: 06/27/2061", LETTER), "date-implausible"),
        (re.sub(r"CM\d\d", "CM31", LETTER), "date-implausible"),
        (LETTER.rstrip()[:-30], "cut-off"),
        (LETTER[: LETTER.rindex("Decision rationale:")], "outcome-incomplete"),
        (f"{LETTER.rstrip()} The earlier letter reads:\n{OTHER}", "several-letters"),
        (
            changed("Decision rationale:", "Decision rationale: Decision rationale:"),
            "rationale-runs-on",
        ),
        (
            re.sub(r": (Upheld|Overturned)", r", of the original request: \1", LETTER, count=1),
            "request-unclear",
        ),
        (DETERMINATION.replace("based his/her decision", "baed hs/er decisoin"), "citation-unread"),
        (NOTICE.replace("2) Regarding the request for ", "2) "), "finding-without-item"),
    ],
)
def test_code(letter: str, code: str) -> None:
    if code == "ambiguous-case-number":
        letter = letter.replace(CASE_NUMBER, "CM")
    assert code in codes(letter)


def test_several_letters_that_cannot_be_told_apart_have_no_outcome_as_one() -> None:
    assert imrcli.parse(LETTER).outcome is not None
    assert imrcli.parse(f"{LETTER.rstrip()} The earlier letter reads:\n{OTHER}").outcome is None


def test_a_finding_on_one_item_never_decides_another() -> None:
    norco = re.compile(r"(the\s+request\s+for\s+Norco\s+10/325mg,\s+#120\s+is)\s+not\s+medically\s+necessary")
    unread, count = norco.subn(r"\1 for review", NOTICE)
    assert count > 0
    decided = {issue.request: issue.outcome for issue in imrcli.parse(unread).issues}
    assert decided["Norco 10/325mg, #120"] is None


def test_case_number_of_another_review_is_not_the_letters() -> None:
    named = LETTER.replace(CASE_NUMBER, "CM19-00O1") + " An earlier review, CM15-0099999, denied it."
    assert imrcli.parse(named).case.number is None


def test_outcome_that_contradicts_its_rationale_names_the_item() -> None:
    turned = re.sub(r": Upheld", ": Overturned", LETTER, count=1)
    warnings = [w for w in imrcli.parse(turned).warnings if w.code == "outcome-contradicts-rationale"]
    assert [imrcli.parse(turned).issues[w.issue or 0].outcome for w in warnings] == ["overturned"]


def test_stated_determination_that_the_items_contradict() -> None:
    text = (ROOT / "samples" / "determination-2013-1.txt").read_text(encoding="utf-8")
    assert "Final Determination: UPHOLD" in text
    turned = text.replace("Final Determination: UPHOLD", "Final Determination: OVERTURN")
    assert "stated-outcome-differs" in codes(turned)


def test_a_value_is_null_rather_than_guessed() -> None:
    told = imrcli.parse(re.sub(r"Date of Injury: \S+", "Date of Injury: 02/31/2015", LETTER))
    assert told.case.date_of_injury is None


def test_every_code_of_the_program_is_documented() -> None:
    sources = {path: path.read_text("utf-8") for path in (ROOT / "imrcli").rglob("*.py")}
    raised = set(re.findall(r'warn(?:ed)?\((?:whole,)?\s*"([a-z-]+)"', "\n".join(sources.values())))
    below = [text for path, text in sources.items() if {"ingest", "packets"} & set(path.parts)]
    kinds = "truncated|pages?|hidden|undecodable|damaged|odd|unchecked|ocr|poor"
    noted = set(re.findall(rf'"((?:{kinds})-[a-z-]+)"', "\n".join(below)))
    assert "damaged-heading" in raised
    assert raised | noted == DOCUMENTED


@pytest.mark.parametrize(
    ("letter", "has_outcome"),
    [
        (LETTER, True),
        (LETTER.rstrip().rstrip("."), True),  # no more than a full stop is lost
        (LETTER[: LETTER.rindex("Decision rationale:")], False),
        (LETTER[: LETTER.rindex("Decision rationale:")] + "Decision rationale: The records do not", False),
        (NOTICE, True),
    ],
)
def test_a_letter_that_is_cut_off_has_no_outcome(letter: str, has_outcome: bool) -> None:
    determination = imrcli.parse(letter)
    assert (determination.outcome is not None) == has_outcome
    assert all(issue.outcome for issue in determination.issues)
