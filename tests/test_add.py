"""`imr add`: what goes in, what is replaced, what stays; a file that is read and killed while it is added to."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from corpus_letters import SAMPLES, item, letter, samples
from in_process import imr

from imrcli.batch.add import Adding, create
from imrcli.batch.job import Done, Options
from imrcli.batch.run import Totals
from imrcli.batch.sinks import opener
from imrcli.corpus.corpus import Corpus
from imrcli.errors import CorpusError, OutputError
from imrcli.model import Determination, Problem
from imrcli.output import check

IMR = [sys.executable, "-c", "from imrcli.cli import main; main()"]


class Told:
    """An engine that has read all letters already."""

    def __init__(self, *told: Determination | Problem) -> None:
        self._told = told

    def run(self, jobs: Iterable[object], *, ordered: bool) -> Iterable[Done]:
        for at, each in enumerate(self._told):
            if isinstance(each, Problem):
                yield Done(at, each.source, each.sha256, problem=each)
            else:
                yield Done(at, each.source.path or "", each.source.sha256, each.to_json())


def added(path: Path, *told: Determination | Problem) -> dict[str, int]:
    adding = Adding(str(path), Options(), Totals(), again=True)
    adding.run(Told(*told), [], None, lambda done: None)  # type: ignore[arg-type]
    return dict(adding.changes)


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "imr.db"
    assert added(path, *samples()) == {"new": len(samples())}
    before = dump(path)
    assert added(path, *samples()) == {"unchanged": len(samples())}
    assert dump(path) == before


def test_added_is_what_a_batch_writes(tmp_path: Path) -> None:
    sink = opener("a.db")(tmp_path / "batch.db")
    for one in samples():
        sink.add(one.to_json())
    sink.close()
    added(tmp_path / "added.db", *samples())
    tables = ("letters", "issues", "citations", "warnings", "facts", "terms", "issue_terms", "citation_pages")
    for table in tables:
        rows = []
        for name in ("batch.db", "added.db"):
            with closing(sqlite3.connect(tmp_path / name)) as db:
                rows.append(db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall())
        assert rows[0] == rows[1], table


def test_a_corrected_letter_replaces_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "imr.db"
    added(path, letter(1, item("MRI of the knee"), item("Acupuncture")), letter(2, item("Norco")))
    corrected = letter(1, item("CT of the knee"))
    assert added(path, corrected) == {"replaced": 1}
    with Corpus(path) as corpus:
        assert sorted(str(hit.request) for hit in corpus.find(limit=None).hits) == ["CT of the knee", "Norco"]
        assert corpus.find("acupuncture").total == 0
        assert [hit.request for hit in corpus.find("knee").hits] == ["CT of the knee"]
        for table in ("issue_terms", "facts", "citations", "warnings", "findings"):
            sql = f"SELECT count(*) FROM {table} WHERE issue_id NOT IN (SELECT id FROM issues)"
            assert corpus.database.execute(sql).fetchone() == (0,)
        checked = "INSERT INTO issues_fts (issues_fts, rank) VALUES ('integrity-check', 1)"
    with closing(sqlite3.connect(path)) as db:
        db.execute(checked)
        assert db.execute("SELECT case_number FROM replaced").fetchall() == [("CM16-0000001",)]


def test_problems_are_kept_until_their_source_is_read(tmp_path: Path) -> None:
    path = tmp_path / "imr.db"
    lost = Problem(source="made-1.pdf", sha256=None, code="damaged", message="is damaged")
    for _ in range(2):
        added(path, lost)
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("SELECT id, code FROM problems").fetchall() == [(1, "damaged")]
    added(path, letter(1, item("MRI")))
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM problems").fetchone() == (0,)


def test_it_is_read_while_it_is_added_to(tmp_path: Path) -> None:
    path = tmp_path / "imr.db"
    added(path, letter(1, item("MRI")))
    seen = []

    class Looking(Told):
        def run(self, jobs: Iterable[object], *, ordered: bool) -> Iterable[Done]:
            for done in super().run(jobs, ordered=ordered):
                yield done
                with Corpus(path) as corpus:
                    seen.append(corpus.find("MRI").total)

    adding = Adding(str(path), Options(), Totals(), again=True)
    adding.run(Looking(letter(2, item("MRI")), letter(3, item("MRI"))), [], None, lambda done: None)  # type: ignore[arg-type]
    assert seen == [1, 1]
    with Corpus(path) as corpus:
        assert corpus.find("MRI").total == 3
    assert [each.name for each in tmp_path.iterdir()] == ["imr.db"]


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"no database", CorpusError), (b"SQLite format 3\0" + b"x" * 200, CorpusError)],
)
def test_what_is_no_database_is_left_alone(tmp_path: Path, content: bytes, error: type[Exception]) -> None:
    path = tmp_path / "imr.db"
    path.write_bytes(content)
    with pytest.raises((error, OutputError)):
        added(path, letter(1, item("MRI")))
    assert path.read_bytes() == content


def test_the_command(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    for sample in SAMPLES[:3]:
        shutil.copy(sample, folder)
    path = str(tmp_path / "imr.db")
    first = imr("add", path, folder, "--workers", "1")
    assert (first.returncode, first.stderr.split(b";")[0]) == (0, b"imr: 3 new letters, 0 replaced, 0 as before")
    shutil.copy(SAMPLES[4], folder)
    second = imr("add", path, folder, "--workers", "1")
    assert second.stderr.startswith(b"imr: 1 new letter, 0 replaced, 3 as before;")
    wrong = imr("add", folder, path)
    assert (wrong.returncode, len(wrong.stderr.splitlines())) == (13, 1)


@pytest.mark.slow
def test_a_killed_run_leaves_a_sound_file_and_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    text = SAMPLES[4].read_text(encoding="utf-8")
    number = samples()[4].case.number or ""
    for at in range(600):
        (folder / f"{at:03}.txt").write_text(text.replace(number, f"{number[:5]}{at:07}"), encoding="utf-8")
    path = tmp_path / "imr.db"
    with subprocess.Popen([*IMR, "add", str(path), str(folder), "-q", "--workers", "1"]) as process:
        until = time.monotonic() + 60
        while time.monotonic() < until and (not path.exists() or count(path) == 0):
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
    some = count(path)
    assert 0 < some < 600
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    again = imr("add", str(path), str(folder), "--workers", "1")
    assert again.returncode == 0
    assert count(path) == 600
    assert f"{600 - some} new letters, 0 replaced, {some} as before" in again.stderr.decode()


def count(path: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            return int(db.execute("SELECT count(*) FROM letters").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def test_an_empty_database_is_whole(tmp_path: Path) -> None:
    create(str(tmp_path / "imr.db"))
    with Corpus(tmp_path / "imr.db") as corpus:
        assert corpus.find("anything").total == 0


def test_what_was_added_to_is_not_replaced_and_the_line_says_why(tmp_path: Path) -> None:
    path = tmp_path / "imr.db"
    create(str(path))
    check(str(path))
    added(path, letter(1, item("MRI")))
    with pytest.raises(OutputError, match=r"was added to since.*`imr add`.*--overwrite"):
        check(str(path))
    check(str(path), overwrite=True)


@pytest.mark.slow
def test_a_batch_replaces_its_own_database_but_not_one_that_was_added_to(tmp_path: Path) -> None:
    path = tmp_path / "imr.db"
    assert imr("batch", str(SAMPLES[0]), "-o", str(path), "--workers", "1").returncode == 0
    assert imr("batch", str(SAMPLES[1]), "-o", str(path), "--workers", "1").returncode == 0
    assert imr("add", str(path), str(SAMPLES[1]), "--workers", "1").returncode == 0
    added = imr("add", str(path), str(SAMPLES[2]), "--workers", "1")
    assert added.stderr.startswith(b"imr: 1 new letter")
    refused = imr("batch", str(SAMPLES[0]), "-o", str(path), "--workers", "1")
    assert b"--overwrite" in refused.stderr
    assert imr("batch", str(SAMPLES[0]), "-o", str(path), "--overwrite", "--workers", "1").returncode == 0
