"""Where a user's world is odd: each such run works, or ends in one clear line with a code of its own."""

from __future__ import annotations

import gc
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from test_cli import IMR, LETTER, OTHER, ROOT

import imrcli
from imrcli.batch.engines import here
from imrcli.batch.engines.inline import InlineEngine
from imrcli.batch.job import Options
from imrcli.batch.sinks import opener
from imrcli.errors import ExitCode, OutputError
from imrcli.ingest import load
from imrcli.output import is_stream, opened, replacing

COMMAND = shlex.join(IMR)
SLOW = pytest.mark.slow
LONG = "n" * 241
GONE = "cd gone; rmdir ../gone; "

pytestmark = pytest.mark.skipif(os.name == "nt", reason="these are worlds of POSIX")


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A folder with a letter, a folder of two, and an empty one."""
    for folder in ("letters", "gone"):
        (tmp_path / folder).mkdir()
    shutil.copy(LETTER, tmp_path / "a.pdf")
    shutil.copy(LETTER, tmp_path / "letters")
    shutil.copy(OTHER, tmp_path / "letters")
    return tmp_path


def run(script: str, world: Path, **env: str) -> tuple[int, bytes, list[str]]:
    """The code, what is on standard output, and the lines on standard error of a script; `imr` is the command."""
    done = subprocess.run(
        ["bash", "-c", f'imr() {{ {COMMAND} "$@"; }}; W={shlex.quote(str(world))}; {script}'],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        cwd=world,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
    )
    lines = done.stderr.decode("utf-8", "replace").splitlines()
    return (
        done.returncode,
        done.stdout,
        [line for line in lines if "getcwd" not in line and "error retrieving" not in line],
    )


def batch(script: str) -> object:
    return pytest.param(script, marks=SLOW)


WORKS = [
    "imr parse a.pdf <&-",
    f"{GONE} imr parse $W/a.pdf",
    "ulimit -n 16; imr parse a.pdf",
    "env -u HOME " + COMMAND + " parse a.pdf",
    "LC_ALL=C imr parse a.pdf",
    "cp a.pdf ü.pdf; LC_ALL=C PYTHONIOENCODING=ascii imr parse ü.pdf",
    "imr parse /dev/stdin <a.pdf",
    "imr parse a.pdf -o /dev/stdout",
    "imr parse a.pdf -o /dev/fd/3 3>&1",
    "imr parse a.pdf -o /dev/null; echo x",
    "mkfifo p; cat p & imr parse a.pdf -o p; wait",
    "imr parse a.pdf 2>&-",
    f"imr parse a.pdf -o {LONG}.json; cat {LONG}*",
    f"imr parse a.pdf -o {LONG}nnnnnnnnn.json; cat {LONG}*",
    "ln -s target.json link.json; imr parse a.pdf -o link.json; test -L link.json; cat target.json",
    batch(f"imr batch letters -q -o {LONG}n.jsonl; cat {LONG}*"),
    batch(f"imr batch letters -q -o {LONG}nn.db; cat {LONG}*"),
    batch("mkdir " + "t" * 90 + "; TMPDIR=$PWD/" + "t" * 90 + " imr batch letters -q -o -"),
    batch("TMPDIR=/nowhere imr batch letters -q -o -"),
    batch("imr batch letters -q -o - <&-"),
    batch("imr batch letters -q -o x.jsonl >&- 2>&- <&-; cat x.jsonl"),
    batch("imr batch letters -q -o /dev/stdout"),
    batch("imr batch letters -q -o /dev/null; echo x"),
    batch("cp a.pdf ü.pdf; LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 imr batch ü.pdf -q -o -"),
]


@pytest.mark.slow
@pytest.mark.parametrize("script", WORKS)
def test_it_works(script: str, world: Path) -> None:
    code, out, said = run(script, world)
    assert (code, said) == (0, [])
    assert out


WORKERS = "imr: workers cannot be started ({}): reading goes on in one process, without --timeout and --memory"


@SLOW
@pytest.mark.parametrize(
    ("script", "why"),
    [
        (f"{GONE} imr batch $W/letters -q -o $W/x.jsonl", "the folder that you are in is gone"),
        ("ulimit -n 16; imr batch letters -q -o x.jsonl", "no more files can be opened (`ulimit -n`)"),
        (
            "export -f imr; unshare -rm bash -c 'mount -t tmpfs -o ro none /dev/shm; imr batch letters -q -o x.jsonl'",
            "no semaphores: Read-only file system",
        ),
    ],
)
def test_it_works_without_workers(script: str, why: str, world: Path) -> None:
    if "unshare" in script and (not sys.platform.startswith("linux") or run("unshare -rm true", world)[0]):
        pytest.skip("needs a place to mount things in")
    assert run(script, world) == (0, b"", [WORKERS.format(why)])
    assert len((world / "x.jsonl").read_bytes().splitlines()) == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "code", "said"),
    [
        ("imr parse - <&-", ExitCode.NOT_FOUND, "standard input: is closed; name a file, or give it one"),
        ("imr batch - -o - <&-", ExitCode.OUTPUT, "standard input: is closed; name files, or give a list of them"),
        ("imr parse a.pdf >&-", ExitCode.OUTPUT, "standard output: cannot be written: it is closed"),
        (f"{GONE} imr parse a.pdf", ExitCode.NOT_FOUND, "a.pdf: no such file; check the path"),
        *(
            (
                f"{GONE} imr {command} $W/a.pdf -o x.{ending}",
                ExitCode.OUTPUT,
                f"x.{ending}: cannot be written: the folder that you are in is gone; change to another, or name the"
                " output in full",
            )
            for command, ending in (("parse", "json"), ("batch", "jsonl"), ("check", "csv"), ("show", "html"))
        ),
        (f"imr parse a.pdf -o {LONG * 2}", ExitCode.OUTPUT, f"{LONG * 2}: cannot be written: File name too long"),
        (f"imr batch a.pdf -o {LONG * 2}.db", ExitCode.OUTPUT, f"{LONG * 2}.db: cannot be written: File name too long"),
        ("imr parse a.pdf -o no/x", ExitCode.OUTPUT, "no/x: cannot be written: there is no folder 'no'"),
        ("imr parse a.pdf -o /dev/fd/9", ExitCode.OUTPUT, "/dev/fd/9: cannot be written: Bad file descriptor"),
        ("imr parse a.pdf -o /dev/full", ExitCode.OUTPUT, "/dev/full: cannot be written: No space left on device"),
        (
            "imr parse a.pdf >/dev/full",
            ExitCode.OUTPUT,
            "standard output: cannot be written: No space left on device",
        ),
        ("ulimit -f 1; imr parse a.pdf -o x.json", ExitCode.OUTPUT, "x.json: cannot be written: File too large"),
        ("imr parse nö.pdf", ExitCode.NOT_FOUND, "nö.pdf: no such file; check the path"),
        ("imr parse $'n\\351.pdf'", ExitCode.NOT_FOUND, "n\\xe9.pdf: no such file; check the path"),
    ],
)
def test_it_is_told_in_one_line(script: str, code: int, said: str, world: Path) -> None:
    before = sorted(path.name for path in world.iterdir() if path.name != "gone")
    assert run(script, world) == (code, b"", [f"imr: {said}"])
    after = sorted(path.name for path in world.iterdir() if path.name not in ("gone", "-.journal"))
    assert after == before


def test_a_name_that_is_no_utf8(world: Path) -> None:
    code, out, said = run("cp a.pdf $'caf\\351.pdf'; imr parse a.pdf $'caf\\351.pdf'", world)
    assert (code, said) == (0, [])
    assert [json.loads(line)["source"]["path"] for line in out.splitlines()] == ["a.pdf", "caf\\xe9.pdf"]


@SLOW
@pytest.mark.parametrize("ending", ["jsonl", "csv", "xlsx", "parquet", "db"])
def test_a_name_that_is_no_utf8_in_every_output(ending: str, world: Path) -> None:
    script = f"cp a.pdf letters/$'caf\\351.pdf'; imr batch letters -q -o x.{ending} --problems p.jsonl"
    assert run(script, world) == (0, b"", [])
    if ending != "xlsx":
        data = (world / f"x.{ending}").read_bytes()
        assert b"caf\\\\xe9.pdf" in data if ending == "jsonl" else b"caf\\xe9.pdf" in data or ending == "parquet"


def test_what_is_added_to_is_not_emptied(world: Path) -> None:
    assert run("echo first >log; imr parse a.pdf -f jsonl -o /dev/stdout >>log", world) == (0, b"", [])
    first, line = (world / "log").read_bytes().splitlines()
    assert first == b"first"
    assert json.loads(line)["source"]["path"] == "a.pdf"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to(world: Path) -> None:
    said = ["imr: ro/x.json: cannot be written: Permission denied"]
    assert run("mkdir -m 555 ro; imr parse a.pdf -o ro/x.json", world) == (ExitCode.OUTPUT, b"", said)


def test_ctrl_c_leaves_nothing_behind(world: Path) -> None:
    os.mkfifo(world / "fifo")
    process = subprocess.Popen(
        [*IMR, "parse", "a.pdf", "-"],
        cwd=world,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    time.sleep(1)  # it waits for its standard input
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=10)
    assert (process.returncode, said.count(b"Traceback")) == (ExitCode.INTERRUPTED, 0)


# --- full disks -------------------------------------------------------------------------------------------


@contextmanager
def no_file_above(most: int) -> Iterator[None]:
    """While it lasts no file may grow beyond so many bytes."""
    import resource

    before, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, hard))


@pytest.fixture(scope="module")
def lines() -> list[bytes]:
    return [determination.to_json() for determination in imrcli.parse_all(LETTER)]


def fill(output: Path, lines: list[bytes]) -> None:
    """Write letters to a sink. Raises OutputError where that cannot be."""
    open_sink = opener(str(output))
    with replacing(str(output)) as place:
        try:
            sink = open_sink(place)
            for line in lines * 300:
                sink.add(line)
            sink.close()
        except OSError as error:
            raise OutputError("x", "cannot be written") from error


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # the sink is open when the run ends
@pytest.mark.parametrize("most", [0, 700, 8_000, 20_000])
@pytest.mark.parametrize("ending", ["jsonl", "csv", "xlsx", "parquet", "db"])
def test_a_full_disk_under_every_sink(ending: str, most: int, lines: list[bytes], tmp_path: Path) -> None:
    """What goes wrong when a sink is thrown away would be told on standard error; here it fails the test."""
    gc.freeze()  # only what comes from here on is gone through
    try:
        with no_file_above(most), pytest.raises(OutputError, match="cannot be written"):
            fill(tmp_path / f"x.{ending}", lines)
        gc.collect()
    finally:
        gc.unfreeze()
    assert list(tmp_path.iterdir()) == []


# --- in this process --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("patched", "value", "why"),
    [
        ("os.getcwd", FileNotFoundError(2, "No such file"), "the folder that you are in is gone"),
        ("multiprocessing.context.BaseContext.Lock", PermissionError(13, "Permission denied"), "no semaphores"),
        ("multiprocessing.context.BaseContext.Lock", ImportError("no _multiprocessing"), "no semaphores"),
        ("multiprocessing.util.get_temp_dir", OSError(28, "No space"), "no folder for sockets"),
    ],
)
def test_what_lacks_workers_is_read_in_one_process(
    patched: str, value: Exception, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise value

    monkeypatch.setattr(patched, fail)
    told: list[str] = []
    with here.reading(4, Options(), told.append) as engine:
        assert isinstance(engine, InlineEngine)
    (line,) = told
    assert why in line


@pytest.mark.parametrize(
    ("output", "streams"),
    [
        (None, True),
        ("-", True),
        ("/dev/stdout", True),
        ("/dev/fd/7", True),
        ("/proc/self/fd/7", True),
        ("/dev/null", True),
        ("/dev/shm/x.json", False),
        ("x.json", False),
        ("a\0b", False),
    ],
)
def test_what_is_written_as_it_comes(output: str | None, streams: bool) -> None:
    assert is_stream(output) is streams


def test_a_name_with_nul_in_it_is_told() -> None:
    with pytest.raises(OutputError, match="cannot be written"), opened("a\0b"):
        pass


def test_a_source_that_is_gone_when_it_is_read(tmp_path: Path) -> None:
    from imrcli.batch import work
    from imrcli.batch.sources import Sources

    shutil.copy(OTHER, tmp_path / "a.txt")
    (job,) = Sources([str(tmp_path)], max_size=1 << 20)
    os.remove(tmp_path / "a.txt")
    (done,) = work.read([job], Options())
    assert done.problem is not None
    assert done.problem.code == "not-found"


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    from imrcli.errors import NotFound

    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(NotFound, match="is closed"):
        load("-")
