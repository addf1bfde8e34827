"""What the commands share: writing whole outputs, telling failures in one line, and the exit code of a run."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from imrcli.errors import ExitCode, ImrError, OutputError
from imrcli.pattern import NOT_PRINTED


def printable(words: str) -> str:
    """Words that can be shown on a terminal: no character that it would obey."""
    words = words.encode("utf-8", "replace").decode("utf-8")
    return NOT_PRINTED.sub("?", words)


def complain(error: ImrError) -> None:
    """Tell a failure on standard error, in one line."""
    print(f"imr: {printable(str(error))}", file=sys.stderr)


def internal(name: str, error: Exception) -> ImrError:
    """A fault of the program itself, told like any other failure. `IMR_DEBUG=1` shows its traceback."""
    if os.environ.get("IMR_DEBUG"):
        raise error
    said = (
        f"could not be read because of a fault in imrcli ({type(error).__name__}); please report it"
    )
    return ImrError(name, said)


def exit_code(failures: Iterable[ImrError]) -> int:
    """The exit code of a run: 0, the code that all failures share, or `SEVERAL`."""
    codes = {failure.exit_code for failure in failures}
    if not codes:
        return int(ExitCode.OK)
    return int(codes.pop() if len(codes) == 1 else ExitCode.SEVERAL)


def write(data: bytes, output: str | None) -> None:
    """Write to standard output, or to a file that appears only when it is whole.

    Raises OutputError where that cannot be done.
    """
    with opened(output) as out:
        out.write(data)


@contextlib.contextmanager
def opened(output: str | None) -> Iterator[IO[bytes]]:
    """A place to write: standard output (`-`), or a file that takes its name only when it is whole.

    A file that exists keeps its mode, and a link its target. Raises OutputError where it cannot be written.
    """
    if output is None or output == "-":
        with _standard_output() as out:
            yield out
        return
    path = Path(os.path.realpath(output))
    try:
        if path.is_dir():
            raise OutputError(output, "cannot be written: it is a directory; name a file in it")
        if path.exists() and not path.is_file():
            with path.open("wb") as out:  # a device or pipe: there is nothing to move into place
                yield out
            return
        if not path.parent.is_dir():
            raise OutputError(output, f"cannot be written: there is no folder {path.parent.name!r}")
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
            os.chmod(temporary, mode)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise OutputError(output, f"cannot be written: {error.strerror}") from None


@contextlib.contextmanager
def _standard_output() -> Iterator[IO[bytes]]:
    if sys.stdout is None:
        raise OutputError("standard output", "cannot be written: it is closed")
    try:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # What is left in the buffer would be tried, and would fail, once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OutputError("standard output", f"cannot be written: {error.strerror}") from None


def is_output(source: str, output: str | None) -> bool:
    """Whether a source is the very file that is to be written."""
    if output is None or output == "-" or source == "-":
        return False
    try:
        return os.path.samefile(source, output)
    except (OSError, ValueError):
        return False


def spare(sources: Iterable[str], output: str | None) -> None:
    """Raises OutputError where the output would take the place of a source."""
    for source in sources:
        if is_output(source, output):
            raise OutputError(source, "is a source; write to another file")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
