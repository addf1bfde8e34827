"""Outputs that are whole or not there: a file takes its name only when all of it is written.

Standard output is guarded too: a full disk behind it is an error in one line. Nothing here knows what is written.
Here it is decided what may be replaced: an earlier output of imrcli (see `imrcli.own`), and another file only where the
user says so. A SQLite database is replaced through SQLite (see `imrcli.sqlite_file`).
"""

from __future__ import annotations

import contextlib
import os
import re
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


def write(data: bytes, output: str | None, *, overwrite: bool = False) -> None:
    """Write to standard output, or to a file that appears only when it is whole.

    With `overwrite` a file that is no output of imrcli is replaced too. Raises OutputError where that cannot be done.
    """
    with opened(output, overwrite=overwrite) as out:
        out.write(data)


def is_stream(output: str | None) -> bool:
    """Whether an output is written as it comes: standard output, a device, a pipe, an open file by its number."""
    if output is None or output == "-" or _descriptor(output) is not None:
        return True
    try:
        return os.path.exists(output) and not os.path.isfile(output) and not os.path.isdir(output)
    except ValueError:
        return False


def check(output: str | None, *, overwrite: bool = False, folder: bool = False) -> None:
    """Look at an output before anything is read. Raises OutputError where it cannot be written or may not be replaced.

    `folder` is for an output that is a folder of files. A folder that holds anything else is never replaced.
    """
    if is_stream(output):
        return
    assert output is not None
    path = _real(output)
    with _telling(output):
        if not path.exists() and path.parent.is_dir():
            return
        from imrcli.own import is_own, was_added_to  # of which a new output needs nothing

        if path.is_dir():
            if not folder:
                raise OutputError(output, "cannot be written: it is a directory; name a file in it")
            if not is_own(path):
                raise OutputError(output, "is a folder that holds more than an output of imrcli; name another")
        elif not path.parent.is_dir():
            raise OutputError(output, f"cannot be written: there is no folder {path.parent.name!r}")
        elif not overwrite and not is_own(path):
            if was_added_to(path):
                says = (
                    "was added to since, and is not replaced; add more with `imr add`, or replace it with --overwrite"
                )
                raise OutputError(output, says)
            says = "is no output of imrcli and is not replaced; write to another file, or add --overwrite"
            raise OutputError(output, says)


@contextlib.contextmanager
def opened(output: str | None, *, overwrite: bool = False) -> Iterator[Out]:
    """A place to write: standard output (`-`), or a file that takes its name only when it is whole.

    A file that exists keeps its mode, and a link its target. Raises OutputError where it cannot be written.
    """
    if output is None or output == "-":
        with _standard_output() as out:
            yield out
    elif is_stream(output):
        with _guarded(output, output) as out:  # there is nothing to move into place
            yield out
    else:
        with replacing(output, overwrite=overwrite) as temporary, _guarded(output, temporary) as out:
            yield out


def _descriptor(output: str) -> int | None:
    """The number of the open file that a name such as `/dev/stdout` stands for."""
    if output in _STANDARD:
        return _STANDARD[output]
    number = re.fullmatch(r"/(?:dev|proc/self)/fd/(\d{1,9})", output)
    return int(number[1]) if number else None


_STANDARD = {"/dev/stdout": 1, "/dev/stderr": 2}


def _real(output: str) -> Path:
    """Where an output really lies. Raises OutputError where the working folder is gone."""
    try:
        return Path(os.path.realpath(output))
    except FileNotFoundError:
        says = "cannot be written: the folder that you are in is gone; change to another, or name the output in full"
        raise OutputError(output, says) from None
    except ValueError as error:
        raise OutputError(output, f"cannot be written: {error}") from None


@contextlib.contextmanager
def _telling(output: str) -> Iterator[None]:
    """What fails within becomes an OutputError of the output."""
    try:
        yield
    except ImrError:
        raise
    except (OSError, ValueError) as error:
        raise OutputError(output, f"cannot be written: {getattr(error, 'strerror', None) or error}") from None


@contextlib.contextmanager
def _guarded(output: str, path: Path | str) -> Iterator[Out]:
    """A file of which every failure names the output; what fails beside it while it is open is not its own."""
    with _telling(output):
        number = _descriptor(os.fspath(path))
        # One that is open already is neither emptied nor begun anew: it may be added to.
        file = _Guarded(output, open(path if number is None else os.dup(number), "wb"))  # noqa: SIM115
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
        with _telling(self._output):
            self._file.write(data)

    def close(self) -> None:
        with _telling(self._output):
            self._file.close()


class _Unclosed:
    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, data: bytes) -> None:
        self._file.write(data)

    def close(self) -> None:
        """It is closed at the end of the process."""


@contextlib.contextmanager
def replacing(output: str, *, overwrite: bool = False) -> Iterator[Path]:
    """The name of a temporary file beside an output, which takes the output's name when the block ends well.

    The file is on the disk before it is moved. A file that exists keeps its mode, and a link its target; a SQLite
    database is given the new one's content. Raises OutputError where there is no such folder, the output is a
    directory, no output of imrcli (unless `overwrite`), or it cannot be moved there; what fails within the block is the
    block's own.
    """
    import tempfile  # which is not needed to write to standard output

    check(output, overwrite=overwrite)
    path = _real(output)
    with _telling(output):
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        # A name of its own: the output's may be as long as a name can be.
        handle, name = tempfile.mkstemp(prefix=".imr-", dir=path.parent)
        os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        with _telling(output):
            _move(output, temporary, path, mode, overwrite)
    finally:
        temporary.unlink(missing_ok=True)


def _move(output: str, temporary: Path, path: Path, mode: int, overwrite: bool) -> None:
    _flush(temporary)
    os.chmod(temporary, mode)
    from imrcli import sqlite_file  # a small file without SQLite itself

    if sqlite_file.needs_connection(path):
        if sqlite_file.is_database(temporary):
            sqlite_file.replace(output, path, temporary, overwrite=overwrite)
            return
        if not overwrite:
            raise OutputError(output, "is a database, or has the files of one beside it; write to another file")
        sqlite_file.throw_away(path)
    os.replace(temporary, path)


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
