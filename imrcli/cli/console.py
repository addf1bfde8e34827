"""What the commands share: telling failures in one line, and the exit code of a run."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable

from imrcli.errors import ExitCode, ImrError
from imrcli.render.terminal import printable


def complain(error: ImrError) -> None:
    """Tell a failure on standard error, in one line."""
    say(f"imr: {printable(str(error))}")


def say(line: str) -> None:
    """Print a line on standard error, where there is one."""
    if sys.stderr is not None:  # with None, print would take standard output
        print(line, file=sys.stderr)


def exit_code(failures: Iterable[ImrError]) -> int:
    """The exit code of a run: 0, the code that all failures share, or `SEVERAL`."""
    return shared_code({int(failure.exit_code) for failure in failures})


def shared_code(codes: Collection[int]) -> int:
    """The exit code of a run whose failures have these codes: 0, the one that there is, or `SEVERAL`."""
    if not codes:
        return int(ExitCode.OK)
    return next(iter(codes)) if len(codes) == 1 else int(ExitCode.SEVERAL)
