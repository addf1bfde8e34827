"""`imr batch`: many letters, one determination a line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

from imrcli.cli.console import complain, exit_code, internal, is_output, opened, spare
from imrcli.errors import ImrError, NotFound, OutputError

if TYPE_CHECKING:
    from imrcli.ingest import ReaderChoice


_OUTPUTS = (".json", ".jsonl", ".ndjson", ".csv")
"""Endings of what `imr` itself writes: in a folder such files are no letters."""


def run(sources: list[str], output: str, reader: str) -> int:
    """Convert the sources in order; returns the exit code."""
    failures: list[ImrError] = []
    written = 0
    try:
        spare(sources, output)
        with opened(output) as out:
            for path in _letters(sources, output):
                try:
                    line = _line(path, reader)
                except ImrError as error:
                    failures.append(error)
                    complain(error)
                    continue
                out.write(line)
                written += 1
            if not written and output != "-":
                raise _NothingRead
    except _NothingRead:
        # What an earlier run wrote stays.
        if not failures:
            failures.append(
                NotFound(" ".join(sources), "no letters there; name files, or folders of them")
            )
            complain(failures[-1])
    except OutputError as error:
        failures.append(error)
        complain(error)
    return exit_code(failures)


class _NothingRead(Exception):
    pass


def _line(path: str, reader: str) -> bytes:
    import imrcli

    try:
        return imrcli.parse(Path(path), reader=cast("ReaderChoice", reader)).to_json() + b"\n"
    except ImrError:
        raise
    except Exception as error:
        raise internal(path, error) from None


def _letters(sources: list[str], output: str) -> Iterator[str]:
    """The sources, a folder as the files in it and below, by name; hidden files and earlier outputs are left out."""
    for source in sources:
        if not os.path.isdir(source):
            yield source
            continue
        for folder, folders, files in os.walk(source):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(files):
                path = os.path.join(folder, name)
                if name.startswith(".") or name.lower().endswith(_OUTPUTS):
                    continue
                if not is_output(path, output):
                    yield path
