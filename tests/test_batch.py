"""A batch as a whole: one record a source, outputs that are whole, runs that go on after whatever ended them."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from in_process import imr
from test_cli import IMR, LETTER, OTHER, ROOT, SAMPLES, on_terminal_apart

from imrcli.batch import work
from imrcli.batch.job import Done, Job, Options
from imrcli.batch.run import Batch, Stopped, Totals
from imrcli.batch.sinks import opener
from imrcli.batch.sources import Sources
from imrcli.errors import ExitCode, OutputError

MB = 1024 * 1024
OPTIONS = Options()


class Inline:
    """Runs jobs in this process, and notes which it read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def run(self, jobs: Iterable[Job], *, ordered: bool) -> Iterator[Done | None]:
        for job in jobs:
            self.read.append(os.path.basename(job.name))
            yield from work.read([job], OPTIONS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return nine_sources(tmp_path)


def nine_sources(parent: Path) -> Path:
    """Good letters, one of them twice, and three that fail."""
    letter_folder = parent / "letters"
    letter_folder.mkdir()
    for form in ("review-2013", "notice-2013", "determination-2013", "issues-2014"):
        shutil.copy(SAMPLES / f"{form}-1.pdf", letter_folder)
    shutil.copy(LETTER, letter_folder / "z.pdf")
    shutil.copy(LETTER, letter_folder / "a.pdf")
    (letter_folder / "bad.pdf").write_bytes(b"%PDF-1.7 broken")
    (letter_folder / "empty.txt").touch()
    (letter_folder / "gone.pdf").symlink_to("nowhere")
    return letter_folder


def letters(folder: Path) -> Path:
    """A folder with all sample letters."""
    folder.mkdir()
    for path in [*SAMPLES.glob("*.pdf"), *SAMPLES.glob("*.txt")]:
        shutil.copy(path, folder)
    return folder


def convert(
    folder: Path,
    output: Path,
    *,
    stop_after: int | None = None,
    resume: bool = False,
    restart: bool = False,
    options: Options = OPTIONS,
) -> tuple[Totals, list[str]]:
    """A run in this process, ended after a number of records where asked for; the names of what was read."""
    left = [stop_after]

    def tick(done: Done | None) -> None:
        if done is not None and left[0] is not None:
            left[0] -= 1
            if left[0] <= 0:
                raise Stopped

    engine = Inline()
    batch = Batch(engine, options, Totals(), tick)
    problems = str(output) + ".problems"
    try:
        sources = Sources([str(folder)], max_size=options.max_size)
        batch.to_file(sources, str(output), opener(str(output)), problems, resume=resume, restart=restart)
    except Stopped:
        pass
    return batch.totals, engine.read


def records(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


# --- one record a source --------------------------------------------------------------------------------


def test_every_source_is_one_record(folder: Path, tmp_path: Path) -> None:
    out, problems = tmp_path / "out.jsonl", tmp_path / "problems.jsonl"
    done = imr("batch", folder, "-o", out, "--problems", problems)
    read = [str(r["source"]["path"]) for r in records(out)]  # type: ignore[index]
    failed = {str(r["source"]): str(r["code"]) for r in records(problems)}
    assert read == sorted(read)
    assert sorted([*read, *failed]) == sorted(str(path) for path in folder.iterdir())
    assert {os.path.basename(name): code for name, code in failed.items()} == {
        "bad.pdf": "damaged",
        "empty.txt": "empty",
        "gone.pdf": "not-found",
    }
    assert done.returncode == ExitCode.SEVERAL
    *lines, summary = done.stderr.decode().splitlines()
    assert [line.split(": ")[1] for line in sorted(lines)] == sorted(failed)
    assert "6 letters" in summary
    assert "3 problems" in summary
    assert "1 with the same content" in summary


def test_same_content_is_told(folder: Path, tmp_path: Path) -> None:
    convert(folder, tmp_path / "out.jsonl")
    warnings = {
        os.path.basename(str(r["source"]["path"])): [w["message"] for w in r["warnings"] if w["code"] == "same-content"]  # type: ignore[index,attr-defined]
        for r in records(tmp_path / "out.jsonl")
    }
    assert warnings.pop("z.pdf") == [f"the source has the same content as {folder / 'a.pdf'}"]
    assert set(map(tuple, warnings.values())) == {()}


@pytest.mark.slow
def test_a_stream_says_the_same_as_a_file(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    imr("batch", folder, "-o", out)
    for words in ((), ("--workers", "1"), ("--unordered",)):
        lines = imr("batch", folder, "-o", "-", *words).stdout.splitlines()
        expected = out.read_bytes().splitlines()
        if words == ("--unordered",):
            assert len(lines) == len(expected)
        else:
            assert lines == expected


def test_a_batch_says_the_same_as_parse(tmp_path: Path) -> None:
    letters = sorted(SAMPLES.glob("*.pdf"))
    alone = imr("parse", *letters, "-f", "jsonl").stdout
    assert imr("batch", *letters, "-o", "-").stdout == alone


def test_sources_of_every_kind(tmp_path: Path) -> None:
    shutil.copy(OTHER, tmp_path / "one.txt")
    shutil.make_archive(str(tmp_path / "two"), "zip", letters(tmp_path / "letters"))
    listed = f"{tmp_path / 'one.txt'}\n{tmp_path / 'two.zip'}\n".encode()
    done = imr("batch", "-", "-o", "-", given=listed)
    paths = [json.loads(line)["source"]["path"] for line in done.stdout.splitlines()]
    assert paths[0] == str(tmp_path / "one.txt")
    assert f"{tmp_path}/two.zip!/issues-2014-1.pdf" in paths
    assert len(paths) == 1 + len([*SAMPLES.glob("*.pdf"), *SAMPLES.glob("*.txt")])


@pytest.mark.parametrize(("data", "code"), [(b"%PDF-1.7\n" + b"x" * 2 * MB, "too-large"), (b"", "empty")])
def test_problem_of_a_member_has_its_name(data: bytes, code: str, tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("bad.pdf", data)
    problems = tmp_path / "p.jsonl"
    done = imr("batch", tmp_path / "z.zip", "-o", "-", "--max-size", "1", "--problems", problems)
    (problem,) = records(problems)
    assert (problem["source"], problem["code"]) == (f"{tmp_path}/z.zip!/bad.pdf", code)
    assert done.stderr.decode().startswith(f"imr: {tmp_path}/z.zip!/bad.pdf: ")


# --- going on -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Sources, and the output of a run that was not stopped."""
    folder = nine_sources(tmp_path_factory.mktemp("whole"))
    convert(folder, folder.parent / "whole.jsonl")
    return folder, folder.parent / "whole.jsonl"


@pytest.mark.parametrize("stop_after", range(1, 9))
def test_a_run_goes_on_where_it_was(whole: tuple[Path, Path], tmp_path: Path, stop_after: int) -> None:
    folder, uninterrupted = whole
    out = tmp_path / "out.jsonl"
    before, read = convert(folder, out, stop_after=stop_after)
    assert before.sources == stop_after
    assert not out.exists()
    totals, again = convert(folder, out, resume=True)
    unloaded = {"gone.pdf", "empty.txt"}  # without content there is nothing to know them by
    assert set(read) & set(again) <= unloaded
    assert totals.taken_over == len(set(read) - unloaded) + ("z.pdf" not in read)
    for ending in ("", ".problems"):
        assert Path(f"{out}{ending}").read_bytes() == Path(f"{uninterrupted}{ending}").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "out.jsonl.problems"]


def test_content_that_changed_is_read_again_and_what_moved_is_not(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    convert(folder, out, stop_after=8)
    shutil.copy(OTHER, folder / "a.pdf")
    (folder / "review-2013-1.pdf").rename(folder / "moved.pdf")
    _, read = convert(folder, out, resume=True)
    assert sorted(read) == ["a.pdf", "empty.txt", "gone.pdf"]
    by_name = {
        os.path.basename(str(r["source"]["path"])): r["format"]  # type: ignore[index]
        for r in records(out)
    }
    assert (by_name["a.pdf"], by_name["moved.pdf"]) == ("notice-2013", "review-2013")


def test_an_interrupted_run_is_not_begun_anew_by_mistake(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    convert(folder, out, stop_after=3)
    with pytest.raises(OutputError, match="--resume"):
        convert(folder, out)
    _, read = convert(folder, out, restart=True)
    assert len(read) == 9


def test_another_reading_is_not_mixed_in(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    convert(folder, out, stop_after=3)
    with pytest.raises(OutputError, match="another reader"):
        convert(folder, out, resume=True, options=Options(reader="pdfplumber"))


def test_two_runs_do_not_write_one_output(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    convert(folder, out, stop_after=3)
    other = sqlite3.connect(f"{out}.journal", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(OutputError, match="another run"):
        convert(folder, out, resume=True)
    other.close()


SLOW = pytest.mark.slow


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", [(), pytest.param(("--resume",), marks=SLOW), pytest.param(("--restart",), marks=SLOW)]
)
def test_a_run_that_is_under_way_is_not_disturbed(words: tuple[str, ...], tmp_path: Path) -> None:
    many(tmp_path / "letters", 500)
    out = tmp_path / "out.jsonl"
    process = started("batch", tmp_path / "letters", "-o", out)
    wait_for(Path(f"{out}.journal").exists)
    time.sleep(0.2)
    done = imr("batch", OTHER, "-o", out, *words)
    assert done.returncode == ExitCode.OUTPUT
    assert b"another run is writing it" in done.stderr
    assert process.wait(timeout=60) == 0
    assert len(records(out)) == 500
    process.communicate()


def test_a_signal_stops_a_run_that_waits_for_its_list(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*IMR, "batch", "-", "-o", str(tmp_path / "out.jsonl")], stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    wait_for((tmp_path / "out.jsonl.journal").exists)
    time.sleep(0.3)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == ExitCode.INTERRUPTED
    process.communicate()


@pytest.mark.parametrize("name", ["problems.txt", "out.jsonl"])
def test_a_letter_is_never_written_over(name: str, tmp_path: Path) -> None:
    letters(tmp_path / "letters")
    victim = tmp_path / "letters" / name
    shutil.copy(LETTER, victim)
    words = ("-o", tmp_path / "out.db", "--problems", victim) if name != "out.jsonl" else ("-o", victim)
    done = imr("batch", tmp_path / "letters", *words, "--overwrite")
    assert done.returncode == ExitCode.OUTPUT
    assert b"is a source" in done.stderr
    assert victim.read_bytes() == LETTER.read_bytes()


def test_a_journal_that_is_none(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    Path(f"{out}.journal").write_bytes(b"no database at all, but long enough to be read as one" * 40)
    with pytest.raises(OutputError, match="--restart"):
        convert(folder, out, resume=True)
    convert(folder, out, restart=True)
    assert len(records(out)) == 6


def many(folder: Path, number: int) -> None:
    """Many letters, all different."""
    folder.mkdir()
    text = OTHER.read_text(encoding="utf-8")
    for place in range(number):
        (folder / f"{place:04d}.txt").write_text(f"{text}\n{place}\n", encoding="utf-8")


def started(*words: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*IMR, *map(str, words)], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT)


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)


@pytest.mark.slow
@pytest.mark.parametrize(
    "number",
    [signal.SIGKILL, pytest.param(signal.SIGINT, marks=SLOW), pytest.param(signal.SIGTERM, marks=SLOW)],
)
def test_a_run_that_is_ended_from_outside_goes_on(number: signal.Signals, tmp_path: Path) -> None:
    many(tmp_path / "letters", 300)
    whole, out = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    assert imr("batch", tmp_path / "letters", "-o", whole, "-q").returncode == 0
    process = started("batch", tmp_path / "letters", "-o", out)
    journal = tmp_path / "out.jsonl.journal-wal"
    wait_for(lambda: journal.exists() and journal.stat().st_size > MB // 2)
    process.send_signal(number)
    _, stderr = process.communicate(timeout=20)
    assert not out.exists()
    if number != signal.SIGKILL:
        assert process.returncode == ExitCode.INTERRUPTED
        assert b"--resume" in stderr
    done = imr("batch", tmp_path / "letters", "-o", out, "--resume")
    assert done.returncode == 0
    assert b"taken over" in done.stderr
    assert out.read_bytes() == whole.read_bytes()


@SLOW
def test_a_full_disk_leaves_a_run_to_go_on_with(tmp_path: Path) -> None:
    many(tmp_path / "letters", 400)
    out = tmp_path / "out.jsonl"
    words = [*IMR, "batch", str(tmp_path / "letters"), "-o", str(out), "-q"]
    # No file may grow beyond this, as on a disk that is full.
    done = subprocess.run(
        words,
        capture_output=True,
        check=False,
        cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2 * MB, 2 * MB)),
    )
    assert done.returncode == ExitCode.OUTPUT
    assert b"--resume" in done.stderr
    assert done.stderr.count(b"\n") == 1
    assert not out.exists()
    done = subprocess.run([*words, "--resume"], capture_output=True, check=False, cwd=ROOT)
    assert (done.returncode, len(records(out))) == (0, 400)


# --- the command ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("-o", "no/such/out.jsonl"), "no folder 'such'"),
        (("-o", "out.jsonl", "--problems", "out.jsonl"), "is the output too"),
        (("-o", "out.jsonl", "--problems", "no/p.jsonl"), "no folder 'no'"),
        (("-o", "letter.txt"), "is a source"),
        (("-o", "out.jsonl", "--problems", "letter.txt"), "is a source"),
    ],
)
def test_outputs_that_cannot_be_right_are_told_at_once(words: tuple[str, ...], message: str, tmp_path: Path) -> None:
    shutil.copy(OTHER, tmp_path / "letter.txt")
    done = imr("batch", "letter.txt", *words, cwd=tmp_path)
    assert done.returncode == ExitCode.OUTPUT
    assert message in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter.txt"]


def test_an_ending_that_no_format_has_is_told(tmp_path: Path) -> None:
    shutil.copy(OTHER, tmp_path / "letter.txt")
    done = imr("batch", "letter.txt", "-o", "out.docx", cwd=tmp_path)
    assert done.returncode == ExitCode.USAGE
    assert done.stderr.startswith(b"imr: docx: is no format that `imr batch` writes; it writes jsonl, ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter.txt"]


def test_quiet_and_verbose(folder: Path) -> None:
    quiet = imr("batch", folder, "-o", "-", "--quiet").stderr.decode().splitlines()
    assert len(quiet) == 3  # the problems
    verbose = imr("batch", folder, "-o", "-", "--verbose").stderr.decode()
    assert f"imr: {folder / 'a.pdf'}: " in verbose
    assert len(verbose.splitlines()) == 9 + 1


def test_progress_is_for_terminals(folder: Path, tmp_path: Path) -> None:
    shown = on_terminal_apart("batch", folder, "-o", tmp_path / "out.jsonl")
    assert "\x1b[" in shown
    assert "6 letters with" in shown
    assert b"\x1b[" not in imr("batch", folder, "-o", tmp_path / "out2.jsonl").stderr


def test_a_reader_that_leaves_ends_the_run(tmp_path: Path) -> None:
    many(tmp_path / "letters", 300)
    words = " ".join(f"'{word}'" for word in [*IMR, "batch", str(tmp_path / "letters"), "-o", "-"])
    done = subprocess.run(["bash", "-c", f"{words} | head -1 | wc -l"], capture_output=True, check=False, cwd=ROOT)
    assert (done.stdout.strip(), done.stderr) == (b"1", b"")
    done = subprocess.run(
        ["bash", "-c", f"{words} --problems '{tmp_path}/p.jsonl' | head -1 | wc -c; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        check=False,
        cwd=ROOT,
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_failure_names_the_file_that_failed(folder: Path, tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        words = [
            *IMR,
            "batch",
            str(folder),
            "-o",
            "-",
            "-q",
            "--problems",
            str(tmp_path / "p.jsonl"),
        ]
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, check=False, cwd=ROOT)
    assert done.returncode == ExitCode.OUTPUT
    assert done.stderr.splitlines()[-1] == b"imr: standard output: cannot be written: No space left on device"


def test_a_remote_folder(tmp_path: Path) -> None:
    letters(tmp_path / "remote")
    done = imr("batch", f"file://{tmp_path}/remote/", "-o", "-", "-q")
    paths = [json.loads(line)["source"]["path"] for line in done.stdout.splitlines()]
    assert f"file://{tmp_path}/remote/issues-2014-1.pdf" in paths
    assert len(paths) == len([*SAMPLES.glob("*.pdf"), *SAMPLES.glob("*.txt")])
    missing = imr("batch", f"file://{tmp_path}/none.pdf", "nosuch://x/y", "-o", "-")
    assert missing.returncode == ExitCode.NOT_FOUND
    assert missing.stderr.count(b"\n") == 3


@pytest.mark.parametrize(
    ("output", "options", "kept"),
    [
        ("imr.db", (), True),
        ("imr.SQLITE", (), True),
        ("imr.db", ("--no-evidence",), False),
        ("out.jsonl", (), False),
        ("out.jsonl", ("--evidence",), True),
    ],
)
def test_evidence_is_kept_where_it_is_asked_for_and_in_databases(
    tmp_path: Path, output: str, options: tuple[str, ...], kept: bool
) -> None:
    out = tmp_path / output
    assert imr("batch", LETTER, "-o", out, "--workers", "1", *options).returncode == ExitCode.OK
    if output == "out.jsonl":
        assert ("evidence" in json.loads(out.read_bytes())) is kept
        return
    with contextlib.closing(sqlite3.connect(out)) as database:
        pages = database.execute("SELECT outcome_page, rationale_first_page FROM issues").fetchall()
    assert pages
    assert all((page is not None) is kept for row in pages for page in row)
