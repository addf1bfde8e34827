"""The command line called in the tests' own process: for what does not hang on a process's beginning and end.

It is the same `main` with the same words, variables and streams, without the start of an interpreter.
"""

from __future__ import annotations

import gc
import io
import os
import pty
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TextIO

import pytest

from imrcli.cli import main

ROOT = Path(__file__).parent.parent


def imr(
    *words: str | Path, given: bytes = b"", cwd: Path = ROOT, **variables: str
) -> subprocess.CompletedProcess[bytes]:
    """What the command says, run in the checkout or another folder, with variables beside those that there are."""
    out, err = _piped(), _piped()
    code = _called(words, given, cwd, variables, out, err)
    return subprocess.CompletedProcess(words, code, out.buffer.getvalue(), err.buffer.getvalue())  # type: ignore[attr-defined]


def imr_on_terminal(
    *words: str | Path, is_piped: bool = False, cwd: Path = ROOT, **variables: str
) -> subprocess.CompletedProcess[bytes]:
    """What the command says whose standard error is a terminal, and its standard output, unless that is piped.

    What comes to the terminal is the result's `stderr`.
    """
    leader, follower = pty.openpty()
    shown = io.BytesIO()
    reader = threading.Thread(target=_read, args=(leader, shown))
    reader.start()
    with os.fdopen(follower, "w", buffering=1, encoding="utf-8", newline="\n") as terminal:
        out = _piped() if is_piped else terminal
        code = _called(words, b"", cwd, {"TERM": "xterm", **variables}, out, terminal)
    reader.join()
    os.close(leader)
    printed = out.buffer.getvalue() if is_piped else b""  # type: ignore[attr-defined]
    return subprocess.CompletedProcess(words, code, printed, shown.getvalue())


def _piped() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


def _read(leader: int, shown: io.BytesIO) -> None:
    """All that comes to a terminal until nobody has it open any more."""
    try:
        while part := os.read(leader, 4096):
            shown.write(part)
    except OSError:  # how a terminal ends
        return


def _called(
    words: tuple[str | Path, ...], given: bytes, cwd: Path, variables: dict[str, str], out: TextIO, err: TextIO
) -> int:
    """The exit code of the command between these streams."""
    at_pipes = signal.getsignal(signal.SIGPIPE)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(cwd)
        patch.setattr(threading, "excepthook", threading.excepthook)
        patch.setattr(sys, "argv", ["imr", *map(str, words)])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        for name, value in variables.items():
            patch.setenv(name, value)
        try:
            with pytest.raises(SystemExit) as ended:
                main()
        finally:
            signal.signal(signal.SIGPIPE, at_pipes)
            gc.unfreeze()
            gc.enable()
    return int(ended.value.code or 0)
