"""`imr schema`: the JSON Schema of what the other commands print."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from imrcli.cli import options
from imrcli.output import write

Record = Literal["determination", "findings", "problem"]


def add_to(app: typer.Typer) -> None:
    """Declare the command."""
    app.command(epilog=options.examples("imr schema > determination.schema.json"))(schema)


def schema(
    record: Annotated[Record, typer.Option("--of", help="The record that is described.")] = "determination",
) -> None:
    """Print the JSON Schema of a record.

    It is a schema of 2020-12: of a determination, of a letter's findings, or of a batch's problem.
    """
    import msgspec

    from imrcli import model

    records: dict[Record, type[msgspec.Struct]] = {
        "determination": model.Determination,
        "findings": model.Checked,
        "problem": model.Problem,
    }
    described = model.schema(records[record])
    write(msgspec.json.format(msgspec.json.encode(described), indent=2) + b"\n", None)
