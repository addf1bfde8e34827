"""Where a batch's records go: one small file an output format, told by the ending of the output's name.

A sink writes one whole file, in the order in which it is given the records, within bounded memory. It is given a
temporary name; whoever opened it moves the file into place once `close` has returned.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path, PurePath
from typing import Protocol, cast

from imrcli.errors import OutputError
from imrcli.model import Problem

__all__ = ["ENDINGS", "Sink", "check_sink", "ending", "open_sink"]


class Sink(Protocol):
    """A file that is being written."""

    def add(self, line: bytes) -> None:
        """Write one determination, given as its line of JSON without the newline."""

    def problem(self, problem: Problem) -> None:
        """Write one problem, where the format has a place for it."""

    def close(self) -> None:
        """Make the file whole. Without it the file is worth nothing and may not be read."""


ENDINGS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".db": "sqlite",
    ".sqlite": "sqlite",
}
"""The module of each ending."""

_EXTRAS = {"parquet": ("pyarrow", "parquet")}
"""Formats that need a library which the core does not bring, and the extra that brings it."""


def ending(output: str) -> str:
    """The ending of an output's name. Raises OutputError for one that no format has."""
    found = PurePath(output).suffix.lower()
    if found not in ENDINGS:
        raise OutputError(output, f"has no known ending; name it {', '.join(ENDINGS)}")
    return found


def check_sink(output: str) -> None:
    """Raises OutputError where an output of this name could not be written: see `open_sink`."""
    _opener(output)


def open_sink(path: Path, output: str) -> Sink:
    """A sink that writes to `path` in the format that the name `output` has.

    Raises OutputError for an ending that no format has, and where the format's library is missing.
    """
    return _opener(output)(path)


def _opener(output: str) -> Callable[[Path], Sink]:
    name = ENDINGS[ending(output)]
    try:
        module = import_module(f"imrcli.batch.sinks.{name}")
    except ModuleNotFoundError as missing:
        library, extra = _EXTRAS.get(name, ("", ""))
        if missing.name is None or missing.name.split(".")[0] != library:
            raise
        says = f"needs {library}; install it with: pip install 'imrcli[{extra}]'"
        raise OutputError(output, says) from None
    return cast("Callable[[Path], Sink]", module.open)
