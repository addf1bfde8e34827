"""What the commands share: telling failures in one line, and the exit code of a run."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable

from imrcli.errors import ExitCode, ImrError
from imrcli.pattern import NOT_PRINTED


def printable(words: str) -> str:
    """Words that can be shown on a terminal: no character that it would obey."""
    words = words.encode("utf-8", "replace").decode("utf-8")
    return NOT_PRINTED.sub("?", words)


def counted(number: int, what: str) -> str:
    """`1 letter`, `2,000 letters`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


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
    """The same, of the failures' different codes."""
    if not codes:
        return int(ExitCode.OK)
    return next(iter(codes)) if len(codes) == 1 else int(ExitCode.SEVERAL)
