"""`imr check`: findings for people and for programs, exit codes, places of the evidence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest
from test_cli import SAMPLES, imr

from imrcli.errors import ExitCode

CLEAN = SAMPLES / "issues-2014-3.txt"
LETTER = (SAMPLES / "issues-2014-4.txt").read_text(encoding="utf-8")


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """A letter whose third item is decided against its rationale."""
    path = tmp_path / "doubtful.txt"
    before, header, behind = LETTER.partition(": Upheld" if ": Upheld" in LETTER else ": Overturned")
    other = ": Overturned" if header == ": Upheld" else ": Upheld"
    path.write_text(before + other + behind, encoding="utf-8")
    return path


def test_findings_for_people(doubtful: Path) -> None:
    done = imr("check", doubtful)
    said = done.stdout.decode()
    assert done.returncode == ExitCode.FINDINGS
    assert f"{doubtful} (CM" in said
    assert "  high  outcome-contradicts-rationale (item 3): " in said
    assert said.count("      - ") >= 2
    assert done.stderr == b""


def test_nothing_to_question() -> None:
    done = imr("check", CLEAN)
    assert (done.returncode, done.stdout) == (
        0,
        f"{CLEAN} (CM17-0065529): 0 findings\n\n0 findings in 0 of 1 letter\n".encode(),
    )


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_findings_for_programs(doubtful: Path, form: str) -> None:
    done = imr("check", doubtful, "--format", form)
    told = json.loads(done.stdout)
    schema = json.loads(imr("schema", "--of", "findings").stdout)
    jsonschema.Draft202012Validator(schema).validate(told)
    finding = next(f for f in told["findings"] if f["code"] == "outcome-contradicts-rationale")
    text = doubtful.read_text(encoding="utf-8")
    for side in finding["sides"]:
        printed = " ".join(" ".join(text[p["start"] : p["end"]].split()) for p in side["places"])
        assert printed == side["text"].strip(" :")
    assert {side["pointer"] for side in finding["sides"]} >= {"/issues/2/outcome"}
    assert (finding["severity"], finding["issue"]) == ("high", 2)


def test_a_folder_is_one_object_a_letter(doubtful: Path) -> None:
    shutil.copy(CLEAN, doubtful.parent)
    lines = imr("check", doubtful.parent, "--format", "jsonl").stdout.splitlines()
    assert [bool(json.loads(line)["findings"]) for line in lines] == [True, False]
    assert "in 1 of 2 letters" in imr("check", doubtful.parent).stdout.decode()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--only", "outcome-contradicts-rationale"), ExitCode.FINDINGS),
        (("--only", "page-missing"), ExitCode.OK),
        (("--severity", "high"), ExitCode.FINDINGS),
        (("--ignore", "outcome-contradicts-rationale", "--severity", "high"), ExitCode.OK),
        (("--only", "no-such-check"), ExitCode.USAGE),
    ],
)
def test_what_is_told_can_be_chosen(doubtful: Path, words: tuple[str, ...], code: ExitCode) -> None:
    assert imr("check", doubtful, *words).returncode == code


def test_a_bad_source_does_not_stop_the_others(doubtful: Path, tmp_path: Path) -> None:
    done = imr("check", tmp_path / "none.pdf", doubtful)
    assert done.returncode == ExitCode.NOT_FOUND
    assert done.stderr.count(b"\n") == 1
    assert b"outcome-contradicts-rationale" in done.stdout


def test_a_letter_on_standard_input(doubtful: Path) -> None:
    done = imr("check", "-", given=doubtful.read_bytes())
    assert done.stdout.startswith(b"- (CM")
    assert done.returncode == ExitCode.FINDINGS
