"""`imr parse`: one determination a source."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, cast

from imrcli.cli.console import complain, exit_code
from imrcli.errors import ImrError, OutputError, internal
from imrcli.output import spare, write

if TYPE_CHECKING:
    from imrcli.ingest import ReaderChoice
    from imrcli.model import Determination

_BY_ENDING = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".md": "md",
    ".txt": "table",
}


def run(sources: list[str], form: str | None, output: str | None, reader: str, *, evidence: bool = False) -> int:
    """Parse the sources and print them; one bad source does not stop the others. Returns the exit code."""
    determinations: list[Determination] = []
    failures: list[ImrError] = []
    try:
        spare(sources, output)
        _fitting(form, output, evidence)
    except OutputError as error:
        complain(error)
        return exit_code([error])
    for source in sources:
        try:
            determinations.append(_parse(source, reader, evidence))
        except ImrError as error:
            failures.append(error)
            complain(error)
    if determinations:
        chosen = form or _default(output, len(sources))
        try:
            write(_rendered(determinations, chosen, output, len(sources)), output)
        except OutputError as error:
            failures.append(error)
            complain(error)
    return exit_code(failures)


def _fitting(form: str | None, output: str | None, evidence: bool) -> None:
    """Raises OutputError for an output that is not what its name says, or that has no place for the evidence."""
    ending = PurePath(output).suffix.lower() if output else ""
    if ending in (".xlsx", ".parquet", ".db", ".sqlite"):
        raise OutputError(output, "is written by `imr batch`; `imr parse` writes JSON, CSV, Markdown and tables")
    if evidence and (form or _BY_ENDING.get(ending, "json")) not in ("json", "jsonl"):
        raise OutputError(
            output or "--evidence", "evidence is in JSON only; write .json or .jsonl, or add --format json"
        )


def _parse(source: str, reader: str, evidence: bool) -> Determination:
    import imrcli

    try:
        return imrcli.parse(
            Path(source) if source != "-" else source,
            reader=cast("ReaderChoice", reader),
            evidence=evidence,
        )
    except ImrError:
        raise
    except Exception as error:
        raise internal(source, error) from None


def _default(output: str | None, count: int) -> str:
    if output and output != "-":
        return _BY_ENDING.get(PurePath(output).suffix.lower(), "json" if count == 1 else "jsonl")
    if _terminal():
        return "table"
    return "json" if count == 1 else "jsonl"


def _colour(output: str | None) -> bool:
    """On a terminal, unless the user asked for none (https://no-color.org)."""
    return output in (None, "-") and _terminal() and not os.environ.get("NO_COLOR")


def _terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _rendered(determinations: list[Determination], form: str, output: str | None, count: int) -> bytes:
    from imrcli import render

    if form == "table":
        return render.table(determinations, colour=_colour(output))
    if form == "json" and count > 1:
        return render.json_array(determinations)
    return render.RENDERERS[form](determinations)
