"""Where a batch's records go: one small file an output format, told by the ending of the output's name.

A sink writes one whole file, in the order in which it is given the records, within bounded memory. It is given a
temporary name; whoever opened it moves the file into place once `close` has returned.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Protocol

from imrcli.errors import MissingExtra, OutputError, unknown_format
from imrcli.model import Problem

__all__ = ["ENDINGS", "Opener", "Sink", "ending", "opener"]

_BUFFER = 1 << 20


class Sink(Protocol):
    """A file that is being written."""

    def add(self, line: bytes) -> None:
        """Write one determination, given as its line of JSON without the newline."""

    def problem(self, problem: Problem) -> None:
        """Write one problem, where the format has a place for it."""

    def close(self) -> None:
        """Make the file whole. Without it the file is worth nothing and may not be read."""


Opener = Callable[[Path], Sink]
"""Opens a sink that writes to a path. Raises OSError where it cannot be written."""


def ending(output: str) -> str:
    """The ending of an output's name. Raises OutputError for one that no format has."""
    suffix = PurePath(output).suffix.lower()
    if suffix not in ENDINGS:
        raise unknown_format(suffix or PurePath(output).name, "batch", [known[1:] for known in ENDINGS])
    return suffix


def opener(output: str, *, findings: bool = False) -> Opener:
    """What opens a sink in the format that the name `output` has; with `findings`, one that keeps them.

    Raises OutputError for an ending that no format has and where the format has no place for findings, MissingExtra
    where the format's library is missing: before anything is read.
    """
    try:
        return ENDINGS[ending(output)](output, findings)
    except ModuleNotFoundError as missing:
        library = (missing.name or "").split(".")[0]
        if library not in _EXTRAS:
            raise
        raise MissingExtra.of(output, _EXTRAS[library], library) from None


_EXTRAS = {"pyarrow": "parquet"}
"""Libraries that the core does not bring, and the extra that brings each."""


def _json_lines(output: str, findings: bool) -> Opener:
    from imrcli.batch.sinks.jsonl import JsonLines

    return lambda path: JsonLines(path.open("wb", buffering=_BUFFER))


def _csv(output: str, findings: bool) -> Opener:
    from imrcli.batch.sinks.csv import Csv

    if findings:
        says = "has a row a disputed treatment and no place for findings; `imr check` writes them as CSV"
        raise OutputError(output, says)
    return Csv


def _excel(output: str, findings: bool) -> Opener:
    from imrcli.batch.sinks.xlsx import Xlsx

    return lambda path: Xlsx(path, findings=findings)


def _parquet(output: str, findings: bool) -> Opener:
    from imrcli.corpus.facts import ENDING

    if output.lower().endswith(ENDING):
        from imrcli.batch.sinks.flat_parquet import FlatParquet

        return FlatParquet
    from imrcli.batch.sinks.parquet import Parquet

    return lambda path: Parquet(path, findings=findings)


def _sqlite(output: str, findings: bool) -> Opener:
    from imrcli.batch.sinks.sqlite import Sqlite

    return Sqlite


ENDINGS: dict[str, Callable[[str, bool], Opener]] = {
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".csv": _csv,
    ".xlsx": _excel,
    ".parquet": _parquet,
    ".db": _sqlite,
    ".sqlite": _sqlite,
}
"""What gives the opener of each ending."""
