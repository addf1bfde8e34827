"""The same letter is told in the same bytes: alone in a fresh process or in company, in any order, by any hash seed.

What is rare and slow is marked `slow`: every real letter in a process of its own (`pytest -m slow`). Real letters are
looked for beside the checkout, or where IMRCLI_LETTERS says; without them the samples do.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from imrcli.ingest import ingest

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.pdf"))
SEEDS = ("0", "1", "2")
ORDERS = ("in order", "in reverse order", "each twice in a row")

READ = """
import hashlib, json, os, sys
import msgspec
import imrcli, imrcli.reading, imrcli.extract, imrcli.ingest.pdfium

WHAT, ORDER, *PATHS = json.load(sys.stdin)
if ORDER == "in reverse order":
    PATHS.reverse()

def tell(path):
    reading = imrcli.parse(path) if WHAT == "parse" else imrcli.report(path)
    print(json.dumps([path, hashlib.sha256(msgspec.json.encode(reading)).hexdigest()]), flush=True)

for path in PATHS:
    if ORDER == "each alone":  # a process that has read nothing yet
        if (child := os.fork()) == 0:
            tell(path)
            os._exit(0)
        os.waitpid(child, 0)
    else:
        tell(path)
    if ORDER == "each twice in a row":
        tell(path)
"""
"""Prints the sum of what is told of each letter."""


def letters() -> list[Path]:
    """The real letters, where they are at hand."""
    beside = [above / "shared" / "letters" for above in (ROOT.parent, ROOT.parent.parent)]
    places = [Path(os.environ.get("IMRCLI_LETTERS", "-")), *beside]
    folder = next((place for place in places if place.is_dir()), None)
    return sorted(folder.glob("*.pdf")) if folder else []


def sums(paths: Sequence[Path], order: str, seed: str, what: str = "parse") -> dict[str, set[str]]:
    """The sums of what a new process tells of letters."""
    asked = json.dumps([what, order, *map(str, paths)])
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", READ], input=asked, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    digests: dict[str, set[str]] = {}
    for path, digest in map(json.loads, done.stdout.splitlines()):
        digests.setdefault(path, set()).add(digest)
    assert digests.keys() == {*map(str, paths)}, done.stderr
    return digests


@pytest.fixture(scope="module")
def first() -> dict[str, set[str]]:
    """What is told of each sample, in order."""
    return sums(SAMPLES, "in order", "0")


@pytest.mark.parametrize(
    ("order", "seed"),
    [("each alone", "1"), ("in reverse order", "2"), ("each twice in a row", "3")],
)
def test_sample_is_told_in_the_same_bytes(order: str, seed: str, first: dict[str, set[str]]) -> None:
    if order == "each alone" and not hasattr(os, "fork"):
        pytest.skip("no fork on this system; the slow test starts processes")
    assert sums(SAMPLES, order, seed) == first


@pytest.fixture(scope="module")
def first_of_all() -> dict[str, dict[str, set[str]]]:
    """What is told of each letter and sample, in order: the determination, and it with evidence and findings."""
    return {what: sums([*letters(), *SAMPLES], "in order", "0", what) for what in ("parse", "report")}


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("order", ORDERS)
def test_letter_in_company(order: str, seed: str, first_of_all: dict[str, dict[str, set[str]]]) -> None:
    assert sums([*letters(), *SAMPLES], order, seed, "report") == first_of_all["report"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_letter_alone(seed: str, first_of_all: dict[str, dict[str, set[str]]]) -> None:
    alone: dict[str, set[str]] = {}
    for path in [*letters(), *SAMPLES]:
        alone |= sums([path], "in order", seed)
    assert alone == first_of_all["parse"]


# --- no sound letter is called damaged ----------------------------------------------------------

WAYS: dict[str, dict[str, Any]] = {
    "plain": {"object_stream_mode": pikepdf.ObjectStreamMode.disable},
    "packed": {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
    "for the Web": {"linearize": True},
    "encrypted": {"encryption": pikepdf.Encryption(owner="owner", user="", R=6)},
}


def rewritten(path: Path, way: str) -> bytes:
    """A sound letter as another program writes it."""
    copy = io.BytesIO()
    with pikepdf.open(path) as pdf:
        pdf.save(copy, **WAYS[way])
    return copy.getvalue()


@pytest.mark.parametrize("way", WAYS)
def test_sound_sample_is_not_damaged(way: str) -> None:
    assert [path.name for path in SAMPLES if ingest(rewritten(path, way)).notes] == []


@pytest.mark.slow
@pytest.mark.parametrize("way", ["as posted", *WAYS])
def test_sound_letter_is_not_damaged(way: str) -> None:
    sources = [path if way == "as posted" else rewritten(path, way) for path in letters()]
    assert [ingest(source).notes for source in sources] == [()] * len(sources)
