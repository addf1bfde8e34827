"""What holds for every text, every bytes and every reflowed letter."""

from __future__ import annotations

import random
import re
import textwrap
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

import imrcli
from imrcli.ingest.document import joined
from imrcli.letters.furniture import blanked
from imrcli.letters.repair import plain
from imrcli.model import Determination
from imrcli.text import value

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("issues-2014-*.txt"))

WITH_FOOTER = [path for path in SAMPLES if "IMR Case Number CM" in path.read_text("utf-8")]
WITHOUT_FOOTER = [path for path in SAMPLES if path not in WITH_FOOTER]

quick = settings(max_examples=40, deadline=None)

ODD = "\r\n\f\t \u00a0\u00ad\ufffe\ufeff\u200b\u2028\u0085\x00\x1b-–acupunctre.5"
odd_text = st.text() | st.text(alphabet=ODD, max_size=80)

FORM_WORDS = [
    "Case Number: CM16-0200001",
    "Date Assigned: 11/15/2016",
    "Date of Injury:",
    "13/45/2016",
    "Priority: Standard",
    "Application",
    "Received:",
    "HOW THE IMR FINAL DETERMINATION WAS MADE",
    "CLINICAL CASE SUMMARY",
    "IMR ISSUES, DECISIONS AND RATIONALES",
    "IMR DECISION(S) AND RATIONALE(S)",
    "Yoga: Upheld",
    "MRI is not medically necessary and appropriate.",
    "Claims Administrator guideline:",
    "1.",
    "MAXIMUS guideline:",
    "Decision rationale:",
    "Decision based on MTUS Knee Complaints 2004,",
    "Section(s):",
    "Decision based on Non-MTUS Citation Official Disability Guidelines (ODG) Knee",
    "The Claims Administrator based its decision on",
    "which is part of the MTUS.",
    "Page(s): 9-11",
    "MEDICAL PROFESSIONAL REVIEW",
    "ISSUE AT DISPUTE:",
    "CASE SUMMARY:",
    "Sincerely,",
    "cc:",
    "RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS NOT MEDICALLY NECESSARY:",
    "MAXIMUS Federal Services, Inc. has determined the request for",
    "Regarding the request for",
    "INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE",
    "Rationale for the Decision:",
    "(2)",
    "Final Determination Letter for IMR Case Number CM16-0200001  3",
    "Final Determination: UPHOLD",
    "The Physician Reviewer's decision rationale:",
    "was the original request.",
    "\f",
    "\n",
    "(",
]
lettered = st.lists(st.sampled_from(FORM_WORDS) | st.text(max_size=12), max_size=25).flatmap(
    lambda words: st.sampled_from(["\n", " ", ""]).map(lambda space: space.join(words))
)


def parsed_or_refused(source: str | bytes) -> Determination | None:
    """The determination, or None where the source was refused with an `ImrError`."""
    try:
        return imrcli.parse(source)
    except imrcli.ImrError:
        return None


# --- text -------------------------------------------------------------------------------------


@quick
@given(odd_text)
def test_value_has_single_spaces(text: str) -> None:
    made = value(text)
    assert re.search(r"\s\s|^\s|\s$|[\n\t\f]", made) is None


@quick
@given(odd_text)
def test_value_of_a_value_is_the_same(text: str) -> None:
    assert value(value(text)) == value(text)


@quick
@given(odd_text | lettered)
def test_plain_keeps_the_length(text: str) -> None:
    assert len(plain(text)) == len(text)


@quick
@given(st.lists(odd_text | lettered, min_size=1, max_size=4))
def test_blanked_keeps_the_length(pages: list[str]) -> None:
    text, starts = joined(pages)
    assert len(blanked(text, starts)) == len(text)


@quick
@given(st.lists(lettered, min_size=1, max_size=4))
def test_blanked_changes_nothing_but_to_spaces(pages: list[str]) -> None:
    text, starts = joined(pages)
    assert all(new in (old, " ") for old, new in zip(text, blanked(text, starts), strict=True))


# --- parsing ----------------------------------------------------------------------------------


@quick
@given(st.binary() | st.binary().map(lambda data: b"%PDF-1.4\n" + data))
def test_any_bytes(data: bytes) -> None:
    made = parsed_or_refused(data)
    assert made is None or isinstance(made, Determination)


@quick
@given(lettered, st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_bytes_of_a_broken_letter(text: str, encoding: str) -> None:
    made = parsed_or_refused(text.encode(encoding, errors="replace"))
    assert made is None or isinstance(made, Determination)


@quick
@given(st.text(alphabet=st.characters()) | lettered)
def test_any_text(text: str) -> None:
    made = parsed_or_refused(text + "\n")
    assert made is None or isinstance(made, Determination)


@quick
@given(lettered)
def test_what_is_parsed_follows_the_contract(text: str) -> None:
    on_one_page = text.replace("\f", "\n")  # a page before that of a title is a cover sheet, and no part of a letter
    made = parsed_or_refused("Case Number: CM16-0200001\n" + on_one_page + "\n")
    assert made is not None
    assert Determination.from_json(made.to_json()) == made


@quick
@given(st.data())
def test_any_part_of_a_letter(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SAMPLES)).read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    made = parsed_or_refused(text[start:end] + "\n")
    assert made is None or Determination.from_json(made.to_json()) == made


# --- reflowing --------------------------------------------------------------------------------


def told(text: str) -> Any:
    """What a letter tells but for its source and warnings, strings as letters and digits."""
    made = imrcli.parse(text).to_dict()
    del made["source"], made["warnings"]
    return bare(made)


def bare(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: bare(of) for name, of in part.items()}
    if isinstance(part, list):
        return [bare(of) for of in part]
    return re.sub(r"[\W_]", "", part) if isinstance(part, str) else part


def rewrapped(text: str, width: int) -> str:
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)


def double_spaced(text: str) -> str:
    return text.replace("\n", "\n\n")


def with_form_feeds(text: str, seed: int) -> str:
    """Form feeds in place of some of the empty lines of the double-spaced letter."""
    chance = random.Random(seed)
    lines = double_spaced(text).split("\n")
    return "\n".join("\f" if not line and chance.random() < 0.05 else line for line in lines)


@pytest.mark.parametrize("sample", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_double_spacing_changes_nothing(sample: Path) -> None:
    text = sample.read_text(encoding="utf-8")
    assert told(double_spaced(text)) == told(text)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(WITHOUT_FOOTER), st.integers(40, 120))
def test_rewrapping_changes_nothing(sample: Path, width: int) -> None:
    text = sample.read_text(encoding="utf-8")
    assert told(rewrapped(text, width)) == told(text)


@settings(max_examples=30, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.sampled_from(WITH_FOOTER), st.integers(40, 120))
@example(SAMPLES[0], 53)
@example(SAMPLES[0], 81)
def test_rewrapping_with_footers_changes_nothing(sample: Path, width: int) -> None:
    text = sample.read_text(encoding="utf-8")
    assert told(rewrapped(text, width)) == told(text)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(SAMPLES), st.integers(0, 10_000))
def test_form_feeds_change_nothing(sample: Path, seed: int) -> None:
    text = sample.read_text(encoding="utf-8")
    assert told(with_form_feeds(text, seed)) == told(text)
