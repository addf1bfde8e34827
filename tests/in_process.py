"""The command line called in the tests' own process: for what does not hang on a process's beginning and end.

It is the same `main` with the same words, variables and streams, without the start of an interpreter.
"""

from __future__ import annotations

import gc
import io
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from imrcli.cli import main

ROOT = Path(__file__).parent.parent


def imr(
    *words: str | Path, given: bytes = b"", cwd: Path = ROOT, **variables: str
) -> subprocess.CompletedProcess[bytes]:
    """What the command says, run in the checkout or another folder, with variables beside those that there are."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
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
    code = ended.value.code
    printed, said = (stream.buffer.getvalue() for stream in (out, err))
    return subprocess.CompletedProcess(words, int(code or 0), printed, said)
