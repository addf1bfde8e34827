"""`imr check`: findings for people and for programs, exit codes, places of the evidence."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import get_args

import jsonschema
import msgspec
import pytest
from in_process import imr
from msgspec.structs import replace
from test_cli import SAMPLES

import imrcli
from imrcli.batch import work
from imrcli.batch.job import Job, Options
from imrcli.batch.journal import Journal
from imrcli.batch.run import whole_lines
from imrcli.batch.sinks.findings import Findings
from imrcli.errors import ExitCode
from imrcli.model import Determination, Finding
from imrcli.render import FindingsFormat
from imrcli.render.findings import Selection, Text

CLEAN = SAMPLES / "issues-2014-2.txt"
LETTER = (SAMPLES / "issues-2014-4.txt").read_text(encoding="utf-8")
# Its one finding, on an administrator that cites nothing, is mended here, so that each test has the one that it makes.
LETTER = LETTER.replace(
    "The Claims Administrator did not cite any medical evidence for \nits decision.",
    "Decision based on MTUS Chronic Pain 2017.",
)


@pytest.fixture(autouse=True)
def _width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


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
    stdout = done.stdout.decode()
    assert done.returncode == ExitCode.FINDINGS
    assert stdout.startswith(str(doubtful))
    assert "(CM19-0078431): 1 finding\n" in stdout
    assert "  high  outcome-contradicts-rationale (item 3): " in stdout
    assert stdout.count("      - ") >= 2
    assert done.stderr == b""


def checked(*names: str) -> list[Determination]:
    """Letters of the samples with their findings."""
    jobs = [Job(at, str(SAMPLES / name)) for at, name in enumerate(names)]
    lines = [
        line for done in work.read(jobs, Options(check=True)) for line in whole_lines(done.lines or b"", "x", None)
    ]
    return [Determination.from_json(line) for line in lines]


def wide(*words: str | Path, columns: str) -> list[str]:
    """The lines that `imr check` prints where there are so many columns."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", columns)
        return imr("check", *words).stdout.decode().splitlines()


@pytest.mark.parametrize("width", [40, 59, 60, 80, 100, 120, 200])
def test_findings_fit_their_width(width: int) -> None:
    letters = checked("issues-2014-4.txt", "notice-2013-1.txt")
    shown = []
    for at in (width, 10_000):
        text = Text(at)
        selection = Selection()
        printed = b"".join(text.letter(letter, selection.select(letter)) for letter in letters) + text.end(selection)
        shown.append(printed.decode())
    narrow, long = shown
    assert narrow.split() == long.split()  # nothing is lost, and no word is torn
    paths = {letter.source.path for letter in letters}
    lengths = [len(line) for line in narrow.splitlines() if line not in paths]
    assert width - 16 < max(lengths) <= width
    assert ("administrator-cites-nothing" in narrow, "(CM19-0078431)" in narrow) == (True, True)


@pytest.mark.parametrize(
    ("words", "columns", "most"),
    [((), "50", 50), ((), "300", 100), (("--width", "70"), "50", 70), (("--width", "150"), "50", 150)],
)
def test_width_is_asked_for_or_found(words: tuple[str, ...], columns: str, most: int) -> None:
    lines = wide("samples/notice-2013-1.txt", *words, columns=columns)
    assert most - 16 < max(map(len, lines)) <= most


def test_nothing_to_question() -> None:
    done = imr("check", CLEAN)
    assert (done.returncode, done.stdout) == (
        0,
        f"{CLEAN} (CM15-0143068): 0 findings\n\n0 findings in 0 of 1 letter\n".encode(),
    )


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_findings_for_programs(doubtful: Path, form: str) -> None:
    done = imr("check", doubtful, "--format", form)
    checked = json.loads(done.stdout)
    schema = json.loads(imr("schema", "--of", "findings").stdout)
    jsonschema.Draft202012Validator(schema).validate(checked)
    finding = next(f for f in checked["findings"] if f["code"] == "outcome-contradicts-rationale")
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


# --- many letters -----------------------------------------------------------------------------------


@pytest.fixture
def many(doubtful: Path) -> Path:
    """A folder of more letters than are read without workers: doubtful ones, clean ones, and one that is none."""
    folder = doubtful.parent / "many"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}-doubtful.txt").write_text(f"{doubtful.read_text()}\n{number}\n")
        (folder / f"{number}-clean.txt").write_text(f"{CLEAN.read_text()}\n{number}\n")
    (folder / "9-none.txt").write_text("Dear Sir,\nplease find my bill.\n")
    return folder


class Kept(io.BytesIO):
    """What is written, also when it is closed."""

    def close(self) -> None:
        pass


def read_here(folder: Path, form: FindingsFormat) -> bytes:
    """What is printed of a folder's letters when this process reads them."""
    jobs = [Job(number, str(path)) for number, path in enumerate(sorted(folder.iterdir()))]
    out = Kept()
    sink = Findings(out, form, Selection())
    for done in work.read(jobs, Options(check=True)):
        if done.lines is not None:
            for line in whole_lines(done.lines, done.name, None):
                sink.add(line)
    sink.close()
    return out.getvalue()


@pytest.mark.parametrize("form", ["text", "json"])
def test_workers_say_what_one_process_says(many: Path, form: FindingsFormat) -> None:
    done = imr("check", many, "--format", form)
    assert done.returncode == ExitCode.NOT_A_LETTER
    assert b"9-none.txt: does not look like" in done.stderr
    assert done.stdout == read_here(many, form)


@pytest.mark.parametrize(("ending", "form"), [("jsonl", "jsonl"), ("csv", "csv")])
def test_the_output_is_what_its_name_says(many: Path, tmp_path: Path, ending: str, form: FindingsFormat) -> None:
    out = tmp_path / f"findings.{ending}"
    assert imr("check", many, "-o", out, "-q").returncode == ExitCode.NOT_A_LETTER
    assert out.read_bytes() == read_here(many, form)


def test_an_output_that_is_a_batchs() -> None:
    done = imr("check", CLEAN, "-o", "findings.xlsx")
    assert done.returncode == ExitCode.USAGE
    assert b"`imr batch` writes xlsx" in done.stderr


@pytest.mark.parametrize(
    ("letters", "text", "json_letters"),
    [
        ([], "", None),
        (["clean"], "clean: 0 findings\n\n0 findings in 0 of 1 letter\n", "one"),
        (["clean", "other"], "0 findings in 0 of 2 letters\n", ["clean", "other"]),
        (["a", "clean"], "a: 1 finding\n  low  x: Y.\n\n1 finding (1 low) in 1 of 2 letters\n", ["a", "clean"]),
        (["clean", "a"], "a: 1 finding\n  low  x: Y.\n\n1 finding (1 low) in 1 of 2 letters\n", ["clean", "a"]),
    ],
)
def test_letters_are_rendered_one_after_the_other(letters: list[str], text: str, json_letters: object) -> None:
    base = imrcli.parse(CLEAN)
    finding = Finding(code="x", severity="low", message="Y.", issue=None, sides=[])
    outputs = {}
    for form in get_args(FindingsFormat):
        out = Kept()
        sink = Findings(out, form, Selection())
        for name in letters:
            source = replace(base.source, path=name)
            case = replace(base.case, number=None)
            sink.add(replace(base, source=source, case=case, findings=[finding] if name == "a" else []).to_json())
        sink.close()
        outputs[form] = out.getvalue()
    assert outputs["text"].decode() == text
    if letters:
        whole = json.loads(outputs["json"])
        paths = "one" if isinstance(whole, dict) else [letter["source"]["path"] for letter in whole]
        assert paths == json_letters
        assert outputs["json"] == msgspec.json.format(outputs["json"], indent=2) + b"\n"
        assert len(outputs["jsonl"].splitlines()) == len(letters)
    assert outputs["csv"].count(b"\r\n") == bool(letters) + letters.count("a")


def test_csv_has_a_row_for_each_finding(doubtful: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(imr("check", doubtful, "--format", "csv").stdout.decode()))
    assert (row["source"], row["issue"], row["severity"]) == (str(doubtful), "3", "high")
    assert row["code"] == "outcome-contradicts-rationale"
    assert row["request"] in LETTER
    assert row["evidence"].count("“") == 2


def test_a_run_goes_on_where_it_was(many: Path, tmp_path: Path) -> None:
    whole, out = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    imr("check", many, "-o", whole, "-q")
    # What an interrupted run leaves: a journal that knows some of the letters.
    options = Options(check=True)
    journal = Journal(str(out), options, resume=False, restart=False)
    for result in work.read([Job(n, str(path)) for n, path in enumerate(sorted(many.iterdir())[:4])], options):
        journal.add(result)
    journal.close()
    assert b"--resume" in imr("check", many, "-o", out).stderr
    done = imr("check", many, "-o", out, "--resume", "--severity", "high", "--problems", tmp_path / "problems.jsonl")
    assert b"4 taken over" in done.stderr
    assert b"5 findings in 5 of 10 letters" in done.stderr
    assert out.read_bytes() == whole.read_bytes()
    assert json.loads((tmp_path / "problems.jsonl").read_bytes())["code"] == "not-a-letter"
    assert not list(tmp_path.glob("*.journal*"))


def test_batch_keeps_the_findings(many: Path, tmp_path: Path) -> None:
    done = imr("batch", many, "-o", tmp_path / "all.jsonl", "--check")
    assert b"; 5 findings (" in done.stderr
    batch = [json.loads(line) for line in (tmp_path / "all.jsonl").read_bytes().splitlines()]
    check = [json.loads(line) for line in imr("check", many, "--format", "jsonl").stdout.splitlines()]
    assert [letter["findings"] for letter in batch] == [letter["findings"] for letter in check]
    assert [letter["source"] for letter in batch] == [letter["source"] for letter in check]
    plain = [json.loads(line) for line in imr("batch", many, "-o", "-").stdout.splitlines()]
    assert [{k: v for k, v in letter.items() if k != "findings"} for letter in batch] == plain
    refused = imr("batch", many, "-o", tmp_path / "all.csv", "--check")
    assert refused.returncode == ExitCode.OUTPUT
    assert b"no place for findings" in refused.stderr
