"""Outputs that are whole or not there: a file takes its name only when all of it is written.

Standard output is guarded too: a full disk behind it is an error in one line. Nothing here knows what is written.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Protocol

from imrcli.errors import ImrError, OutputError


class Out(Protocol):
    """A place to write."""

    def write(self, data: bytes) -> object:
        """Write all of the bytes. Raises OutputError where that cannot be done."""

    def close(self) -> None:
        """Say that nothing more is written. Standard output stays open."""


def write(data: bytes, output: str | None) -> None:
    """Write to standard output, or to a file that appears only when it is whole.

    Raises OutputError where that cannot be done.
    """
    with opened(output) as out:
        out.write(data)


@contextlib.contextmanager
def opened(output: str | None) -> Iterator[Out]:
    """A place to write: standard output (`-`), or a file that takes its name only when it is whole.

    A file that exists keeps its mode, and a link its target. Raises OutputError where it cannot be written.
    """
    if output is None or output == "-":
        with _standard_output() as out:
            yield out
        return
    path = Path(os.path.realpath(output))
    if path.exists() and not path.is_file() and not path.is_dir():
        with _guarded(output, path) as out:  # a device or pipe: there is nothing to move into place
            yield out
        return
    with replacing(output) as temporary, _guarded(output, temporary) as out:
        yield out


@contextlib.contextmanager
def _guarded(output: str, path: Path) -> Iterator[Out]:
    """A file of which every failure names the output; what fails beside it while it is open is not its own."""
    try:
        file = _Guarded(output, path.open("wb"))
    except OSError as error:
        raise OutputError(output, f"cannot be written: {error.strerror}") from None
    try:
        yield file
    except BaseException:
        with contextlib.suppress(OutputError):
            file.close()
        raise
    file.close()


class _Guarded:
    def __init__(self, output: str, file: IO[bytes]) -> None:
        self._output, self._file = output, file

    def write(self, data: bytes) -> None:
        try:
            self._file.write(data)
        except OSError as error:
            raise OutputError(self._output, f"cannot be written: {error.strerror}") from None

    def close(self) -> None:
        try:
            self._file.close()
        except OSError as error:
            raise OutputError(self._output, f"cannot be written: {error.strerror}") from None


class _Unclosed:
    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, data: bytes) -> None:
        self._file.write(data)

    def close(self) -> None:
        """It is closed at the end of the process."""


@contextlib.contextmanager
def replacing(output: str) -> Iterator[Path]:
    """The name of a temporary file beside an output, which takes the output's name when the block ends well.

    The file is on the disk before it is moved. A file that exists keeps its mode, and a link its target. Raises
    OutputError where there is no such folder, the output is a directory, or it cannot be moved there; what fails within
    the block is the block's own.
    """
    import tempfile  # which is not needed to write to standard output

    path = Path(os.path.realpath(output))
    if path.is_dir():
        raise OutputError(output, "cannot be written: it is a directory; name a file in it")
    if not path.parent.is_dir():
        raise OutputError(output, f"cannot be written: there is no folder {path.parent.name!r}")
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise OutputError(output, f"cannot be written: {error.strerror}") from None
    temporary = Path(name)
    try:
        yield temporary
        try:
            _flush(temporary)
            os.chmod(temporary, mode)
            os.replace(temporary, path)
        except OSError as error:
            raise OutputError(output, f"cannot be written: {error.strerror}") from None
    finally:
        temporary.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    """Puts a file's content on the disk, so that after a power loss its name does not stand for an empty file."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


@contextlib.contextmanager
def _standard_output() -> Iterator[Out]:
    if sys.stdout is None:
        raise OutputError("standard output", "cannot be written: it is closed")
    try:
        sys.stdout.flush()
        yield _Unclosed(sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except (BrokenPipeError, ImrError):
        raise
    except OSError as error:
        # What is left in the buffer would be tried, and would fail, once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OutputError("standard output", f"cannot be written: {error.strerror}") from None


def is_stream(output: str) -> bool:
    """Whether an output is written as it comes: standard output, a device, a pipe."""
    return output == "-" or (os.path.exists(output) and not os.path.isfile(output) and not os.path.isdir(output))


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
