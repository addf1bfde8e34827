"""The sample letters: every field as a careful reader finds it, from the text, the PDF and either PDF reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import imrcli

SAMPLES = Path(__file__).parent.parent / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.json"))
LEFT_OUT = ("schema_version", "source", "format", "warnings")


def expected(name: str) -> dict[str, Any]:
    """What the letter says, written by a reader before the program was run on it."""
    read: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return {field: value for field, value in read.items() if field not in LEFT_OUT}


def squashed(value: Any) -> Any:
    """Texts by their letters and digits alone: readers differ in hyphens and spaces."""
    if isinstance(value, str):
        return "".join(char for char in value.lower() if char.isalnum())
    if isinstance(value, dict):
        return {key: squashed(item) for key, item in value.items()}
    return [squashed(item) for item in value] if isinstance(value, list) else value


def read(source: Path, **options: Any) -> dict[str, Any]:
    determination = imrcli.parse(source, **options).to_dict()
    return {field: value for field, value in determination.items() if field not in LEFT_OUT}


@pytest.mark.parametrize("name", ["review-2013", "notice-2013", "determination-2013", "issues-2014"])
def test_there_are_four_samples_of_each_format(name: str) -> None:
    assert len([sample for sample in NAMES if sample.rsplit("-", 1)[0] == name]) >= 4


def test_every_sample_is_whole() -> None:
    for ending in ("txt", "pdf"):
        assert sorted(path.stem for path in SAMPLES.glob(f"*.{ending}")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_text(name: str) -> None:
    assert squashed(read(SAMPLES / f"{name}.txt")) == squashed(expected(name))


@pytest.mark.parametrize("name", NAMES)
def test_pdf(name: str) -> None:
    assert squashed(read(SAMPLES / f"{name}.pdf")) == squashed(expected(name))


@pytest.mark.parametrize("name", NAMES[::5])
def test_pdf_with_pdfplumber(name: str) -> None:
    determination = read(SAMPLES / f"{name}.pdf", reader="pdfplumber")
    assert squashed(determination) == squashed(expected(name))


@pytest.mark.parametrize("name", NAMES)
def test_format_is_recognised(name: str) -> None:
    assert imrcli.parse(SAMPLES / f"{name}.txt").format == name.rsplit("-", 1)[0]


@pytest.mark.parametrize("name", NAMES)
def test_text_values_are_printed_words(name: str) -> None:
    letter = squashed((SAMPLES / f"{name}.txt").read_text(encoding="utf-8"))
    for issue in imrcli.parse(SAMPLES / f"{name}.txt").issues:
        assert squashed(issue.request) in letter
