"""The warnings of a batch: counted by code in the summary, and kept in a file of their own."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from in_process import imr
from test_cli import LETTER, SAMPLES

from imrcli.batch.job import Options
from imrcli.batch.journal import Journal
from imrcli.cli.progress import tallied
from imrcli.errors import ExitCode, OutputError

FIELDS = ["source", "case_number", "issue", "code", "message"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over all samples, one of them twice, with its determinations and its warnings as CSV and as JSON lines."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "letters").mkdir()
    for path in SAMPLES.glob("*.txt"):
        shutil.copy(path, folder / "letters")
    text = (SAMPLES / "determination-2013-1.txt").read_text()
    harmed = re.sub(r"(?i)\bis (not )?medically necessary", "is possible", text)  # no item has an outcome any more
    (folder / "letters" / "harmed.txt").write_text(harmed)
    shutil.copy(LETTER, folder / "letters" / "=a.pdf")
    shutil.copy(LETTER, folder / "letters" / "z.pdf")
    done = imr("batch", "letters", "--check", "-o", "out.jsonl", "--warnings", "w.csv", cwd=folder)
    (folder / "summary").write_bytes(done.stderr)
    imr("batch", "letters", "--check", "-o", "-", "--warnings", "w.jsonl", cwd=folder)
    return folder


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def expected(folder: Path) -> list[dict[str, object]]:
    """What the determinations themselves say."""
    return [
        {
            "source": letter["source"]["path"],
            "case_number": letter["case"]["number"],
            "issue": None if warning["issue"] is None else warning["issue"] + 1,
            "code": warning["code"],
            "message": warning["message"],
        }
        for letter in lines(folder / "out.jsonl")
        for warning in letter["warnings"]
    ]


def test_json_lines_are_the_warnings_of_the_letters(made: Path) -> None:
    told = lines(made / "w.jsonl")
    assert told == expected(made)
    assert {type(row["issue"]) for row in told} == {int, type(None)}
    assert [row["source"] for row in told if row["code"] == "same-content"] == ["letters/z.pdf"]


def test_csv_has_the_same_rows(made: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((made / "w.csv").read_text())))
    assert list(rows[0]) == FIELDS
    texts = [{name: "" if value is None else str(value) for name, value in row.items()} for row in expected(made)]
    assert rows == texts


def test_the_summary_counts_by_code_and_severity(made: Path) -> None:
    summary = (made / "summary").read_text()
    codes = Counter(str(row["code"]) for row in expected(made) if row["code"] != "same-content")
    findings = Counter(
        str(finding["severity"]) for letter in lines(made / "out.jsonl") for finding in letter["findings"]
    )
    assert f"; {tallied('warning', dict(codes.most_common()))}; " in summary
    gravest_first = {name: findings[name] for name in ("high", "medium", "low") if findings[name]}
    assert f"; {tallied('finding', gravest_first)}; " in summary
    assert "1 with the same content as an earlier one" in summary


@pytest.mark.parametrize(
    ("kinds", "says"),
    [
        ({"missing-date": 1}, "1 warning (missing-date 1)"),
        ({"missing-date": 1200, "no-case-table": 3}, "1,203 warnings (missing-date 1,200, no-case-table 3)"),
        ({}, "0 warnings"),
    ],
)
def test_a_tally(kinds: dict[str, int], says: str) -> None:
    assert tallied("warning", kinds) == says


def test_imr_add_counts_too(made: Path, tmp_path: Path) -> None:
    done = imr("add", tmp_path / "imr.db", "letters", "--check", cwd=made)
    summary = (made / "summary").read_text()
    told = [part for part in summary.split("; ") if " warning" in part or " finding" in part]
    assert len(told) == 2
    assert [part in done.stderr.decode() for part in told] == [True, True]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("-o", "a.jsonl", "--warnings", "a.jsonl"), "is the output too; write the warnings to another file"),
        (("-o", "-", "--warnings", "-"), "is the output too; write the warnings to another file"),
        (
            ("-o", "a.jsonl", "--problems", "p", "--warnings", "p"),
            "is the file of problems too; write the warnings to another file",
        ),
        (("-o", "a.jsonl", "--warnings", "mine"), "is no output of imrcli and is not replaced"),
    ],
)
def test_files_that_cannot_be_right(words: tuple[str, ...], says: str, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("Remember the milk.\n")
    done = imr("batch", LETTER, *words, cwd=tmp_path)
    assert done.returncode == ExitCode.OUTPUT
    assert says in done.stderr.decode()
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "a.jsonl").exists()


def test_with_overwrite_any_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("Remember the milk.\n")
    done = imr("batch", LETTER, "-o", "a.jsonl", "--warnings", "mine.csv", "--overwrite", cwd=tmp_path)
    assert done.returncode == ExitCode.OK
    assert (tmp_path / "mine.csv").read_text().splitlines()[0] == ",".join(FIELDS)


def test_a_cluster_writes_none(tmp_path: Path) -> None:
    words = ("--engine", "dask", "--scheduler", "tcp://127.0.0.1:9", "-o", "a.parquet", "--warnings", "w.csv")
    done = imr("batch", LETTER, *words, cwd=tmp_path)
    assert done.returncode == ExitCode.USAGE
    assert b"column warnings" in done.stderr


def test_a_journal_of_another_layout_is_refused_in_one_line(tmp_path: Path) -> None:
    output = str(tmp_path / "out.jsonl")
    Journal(output, Options(), resume=False, restart=False).close()
    with closing(sqlite3.connect(f"{output}.journal", isolation_level=None)) as journal:
        (version,) = journal.execute("SELECT value FROM run WHERE name = 'version'").fetchone()
        earlier = version.rpartition(" ")[0] + " 3"
        journal.execute("UPDATE run SET value = ? WHERE name = 'version'", (earlier,))
    with pytest.raises(OutputError, match=r"begun with another version .* begin anew with --restart") as told:
        Journal(output, Options(), resume=True, restart=False)
    assert "\n" not in str(told.value)
