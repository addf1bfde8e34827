"""Determinations to bytes: JSON, JSON lines, CSV, Markdown, and a table for people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from imrcli.model import Determination

__all__ = ["RENDERERS", "FindingsFormat", "Format", "csv", "json", "json_array", "json_lines", "markdown", "table"]

Format = Literal["table", "json", "jsonl", "csv", "md"]
"""How determinations are printed."""

FindingsFormat = Literal["text", "json", "jsonl", "csv"]
"""How findings are printed: see `imrcli.render.findings`."""


def json(determinations: Sequence[Determination]) -> bytes:
    """Indented JSON of one determination."""
    import msgspec

    return msgspec.json.format(determinations[0].to_json(), indent=2) + b"\n"


def json_array(determinations: Sequence[Determination]) -> bytes:
    """Indented JSON of several: an array."""
    import msgspec

    return msgspec.json.format(msgspec.json.encode(list(determinations)), indent=2) + b"\n"


def json_lines(determinations: Sequence[Determination]) -> bytes:
    """One determination a line."""
    return b"".join(determination.to_json() + b"\n" for determination in determinations)


def csv(determinations: Sequence[Determination]) -> bytes:
    """One row a disputed treatment, UTF-8 with a header line."""
    from imrcli.render.rows import csv_bytes

    return csv_bytes(determinations)


def markdown(determinations: Sequence[Determination], *, rationale: bool = False) -> bytes:
    """A short report of each letter, with the reviewer's reasons where asked for."""
    from imrcli.render.letter_markdown import report

    return "\n".join(report(determination, rationale=rationale) for determination in determinations).encode("utf-8")


def table(
    determinations: Sequence[Determination],
    *,
    colour: bool = False,
    width: int | None = None,
    named: bool = False,
    rationale: bool = False,
) -> bytes:
    """A table of each letter for the terminal; `width` is in columns, by default 120.

    With `named` each letter's file stands above its table, with `rationale` the reviewer's reasons below it.
    """
    from imrcli.render.letter_table import rendered

    shown = rendered(determinations, colour=colour, width=width, named=named, rationale=rationale)
    return shown.encode("utf-8", "replace")


RENDERERS: dict[Format, Callable[[Sequence[Determination]], bytes]] = {
    "table": table,
    "json": json,
    "jsonl": json_lines,
    "csv": csv,
    "md": markdown,
}
