"""The warnings of a run in a file of their own, by which the letters that need a look are found again."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Callable, Iterable, Iterator

import msgspec
from msgspec import Struct

from imrcli.model import Warning
from imrcli.output import Out, opened
from imrcli.render.formulas import harmless


class WarningRow(Struct, frozen=True):
    """A warning as the file has it. `issue` is the item's number, from 1; None for the letter as a whole."""

    source: str | None
    case_number: str | None
    issue: int | None
    code: str
    message: str


class _Source(Struct):
    path: str | None


class _Case(Struct):
    number: str | None


class _Determination(Struct):
    """What is needed of a determination's line; the rest is passed over unread."""

    source: _Source
    case: _Case
    warnings: list[Warning]


_READ = msgspec.json.Decoder(_Determination)


def warning_rows(line: bytes) -> Iterator[WarningRow]:
    """The warnings of a determination, given as its line of JSON."""
    determination = _READ.decode(line)
    for warning in determination.warnings:
        number = None if warning.issue is None else warning.issue + 1
        yield WarningRow(determination.source.path, determination.case.number, number, warning.code, warning.message)


@contextlib.contextmanager
def warning_file(path: str | None, *, overwrite: bool = False) -> Iterator[Callable[[bytes], None]]:
    """Where the warnings of determinations go: CSV by the ending .csv, else JSON lines; or nowhere.

    What it gives takes a determination's line. Raises OutputError where the file cannot be written.
    """
    if path is None:
        yield lambda line: None
        return
    with opened(path, overwrite=overwrite) as out:
        if path.lower().endswith(".csv"):
            _write_csv(out, [WarningRow.__struct_fields__])
            yield lambda line: _write_csv(out, map(msgspec.structs.astuple, warning_rows(line)))
        else:
            yield lambda line: _write_json(out, warning_rows(line))


def _write_csv(out: Out, rows: Iterable[tuple[object, ...]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in rows)
    out.write(text.getvalue().encode("utf-8", "replace"))


def _write_json(out: Out, rows: Iterable[WarningRow]) -> None:
    for row in rows:
        out.write(msgspec.json.encode(row) + b"\n")
