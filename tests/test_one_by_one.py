"""Commands that read their sources one by one: how far they are on a terminal, and what Ctrl-C leaves."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from in_process import imr, imr_on_terminal

from imrcli.errors import ExitCode

ROOT = Path(__file__).parent.parent
LETTERS = {"a.txt": "notice-2013-1.txt", "b.txt": "issues-2014-3.txt", "c.txt": "determination-2013-1.txt"}
AT_ONCE = "import imrcli.cli.each as each; each._AFTER = 0; from imrcli.cli import main; main()"
COMMANDS = ["parse", "text", "sections", "show"]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals, named pipes and signals of POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three letters, and a named pipe."""
    for name, sample in LETTERS.items():
        shutil.copy(ROOT / "samples" / sample, tmp_path / name)
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


class Run:
    """A command whose standard error is a terminal, where it says at once how far it is."""

    def __init__(self, folder: Path, words: list[str]) -> None:
        self._leader, follower = pty.openpty()
        self._folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-c", AT_ONCE, *words],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=follower,
            env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "120"},
        )
        os.close(follower)

    def stop_at_the_pipe(self) -> None:
        """Send a Ctrl-C when the command waits for what comes out of the pipe."""
        while True:
            try:
                writer = os.open(self._folder / "pipe", os.O_WRONLY | os.O_NONBLOCK)
                break
            except OSError:  # nobody reads yet
                assert self._process.poll() is None
                time.sleep(0.01)
        self._process.send_signal(signal.SIGINT)
        self._process.wait()
        os.close(writer)

    def end(self) -> tuple[int, bytes, str]:
        """Its exit code, what is on standard output, and all that came to the terminal."""
        out, _ = self._process.communicate()
        terminal = b""
        while part := self._read():
            terminal += part
        os.close(self._leader)
        return self._process.returncode, out, terminal.decode()

    def _read(self) -> bytes:
        try:
            return os.read(self._leader, 4096)
        except OSError:  # how a terminal ends
            return b""


def left(terminal: str) -> list[str]:
    """The lines that are left on a terminal, where a carriage return begins to write over a line."""
    lines = []
    for written in terminal.replace("\r\n", "\n").split("\n"):
        line = ""
        for part in written.split("\r"):
            line = part + line[len(part) :]
        lines.append(line.rstrip())
    return [line for line in lines if line]


def read_of(command: str, folder: Path, out: bytes) -> list[str]:
    """The letters that a command has read, by what it wrote."""
    if command == "show":
        return sorted(path.name for path in folder.glob("*.html"))
    if command == "text":
        return list(dict.fromkeys(re.findall(r"CM\d\d-\d{7}", out.decode())))
    return [json.loads(line)["format"] for line in out.splitlines()]


READ = {
    "parse": ["notice-2013", "issues-2014", "determination-2013"],
    "sections": ["notice-2013", "issues-2014", "determination-2013"],
    "show": ["a.html", "b.html", "c.html"],
    "text": ["CM13-0002218", "CM17-0065529", "CM13-0003817"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_ctrl_c_keeps_what_was_read(command: str, folder: Path) -> None:
    run = Run(folder, [command, "a.txt", "b.txt", "pipe", "c.txt"])
    run.stop_at_the_pipe()
    code, out, terminal = run.end()
    assert code == ExitCode.INTERRUPTED
    assert read_of(command, folder, out) == READ[command][:2]
    assert left(terminal)[-1] == "imr: stopped after 2 sources; what was read of them is kept"


@pytest.mark.parametrize(("form", "start"), [("json", b"[\n"), ("csv", b"case_number,"), ("md", b"## ")])
def test_ctrl_c_writes_the_file(form: str, start: bytes, folder: Path) -> None:
    run = Run(folder, ["parse", "a.txt", "pipe", "c.txt", "-o", f"out.{form}", "-f", form])
    run.stop_at_the_pipe()
    code, out, terminal = run.end()
    assert (code, out) == (ExitCode.INTERRUPTED, b"")
    assert left(terminal) == ["imr: stopped after 1 source; what was read of them is kept"]
    written = (folder / f"out.{form}").read_bytes()
    assert written.startswith(start)
    assert b"CM13-0002218" in written


@pytest.mark.parametrize("command", COMMANDS)
def test_a_long_run_says_how_far_it_is(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imrcli.cli.each._AFTER", 0)
    done = imr_on_terminal(command, *LETTERS, is_piped=True, cwd=folder, COLUMNS="120")
    terminal = done.stderr.decode()
    assert done.returncode == ExitCode.OK
    assert read_of(command, folder, done.stdout) == READ[command]
    assert [f"imr: reading {number}: {name}" in terminal for number, name in enumerate(LETTERS, 1)] == [True] * 3
    assert [line for line in left(terminal) if "reading" in line] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_short_run_does_not(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imrcli.cli.each._AFTER", 1000)
    done = imr_on_terminal(command, *LETTERS, is_piped=True, cwd=folder)
    assert done.returncode == ExitCode.OK
    assert b"reading" not in done.stderr


def test_without_a_terminal_it_does_not(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imrcli.cli.each._AFTER", 0)
    done = imr("parse", *LETTERS, cwd=folder)
    assert (done.returncode, done.stderr) == (ExitCode.OK, b"")
