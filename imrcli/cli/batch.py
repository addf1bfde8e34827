"""`imr batch`: many letters, one determination a line."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from imrcli.cli.console import complain, exit_code, internal
from imrcli.errors import ImrError, OutputError

if TYPE_CHECKING:
    from imrcli.ingest import ReaderChoice


def run(sources: list[str], output: str, reader: str) -> int:
    """Convert the sources in order; returns the exit code."""
    failures: list[ImrError] = []
    try:
        with _opened(output) as out:
            for path in _letters(sources):
                try:
                    out.write(_line(path, reader))
                except ImrError as error:
                    failures.append(error)
                    complain(error)
    except OutputError as error:
        failures.append(error)
        complain(error)
    return exit_code(failures)


def _line(path: str, reader: str) -> bytes:
    import imrcli

    try:
        return imrcli.parse(Path(path), reader=cast("ReaderChoice", reader)).to_json() + b"\n"
    except ImrError:
        raise
    except Exception as error:
        raise internal(path, error) from None


def _letters(sources: list[str]) -> Iterator[str]:
    """The sources, a folder as the files in it and below, by name; hidden files are left out."""
    for source in sources:
        if not os.path.isdir(source):
            yield source
            continue
        for folder, folders, files in os.walk(source):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(files):
                if not name.startswith("."):
                    yield os.path.join(folder, name)


@contextlib.contextmanager
def _opened(output: str) -> Iterator[IO[bytes]]:
    """Standard output, or a file that takes its name only when it is whole."""
    if output == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(output)
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise OutputError(output, f"cannot be written: {error.strerror}") from None
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
