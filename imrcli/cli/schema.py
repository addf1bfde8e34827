"""`imr schema`: the JSON Schema of what the other commands print."""

# Annotations are not deferred: see parse.py.

from typing import TYPE_CHECKING, Annotated, Literal

from imrcli.output import write

if TYPE_CHECKING:
    import typer

Record = Literal["determination", "findings", "problem"]


def add_to(app: "typer.Typer") -> None:
    """Declare the command."""
    import typer

    from imrcli.cli import options

    @app.command(epilog=options.examples("imr schema > determination.schema.json"))
    def schema(
        record: Annotated[Record, typer.Option("--of", help="The record that is described.")] = "determination",
    ) -> None:
        """Print the JSON Schema (2020-12) of a determination, of a letter's findings, or of a batch's problem."""
        raise typer.Exit(run(record))


def run(record: Record) -> int:
    """Print the schema of a record; returns the exit code."""
    import msgspec

    from imrcli.model import Checked, Determination, Problem, schema

    types: dict[Record, type[msgspec.Struct]] = {
        "determination": Determination,
        "findings": Checked,
        "problem": Problem,
    }
    write(msgspec.json.format(msgspec.json.encode(schema(types[record])), indent=2) + b"\n", None)
    return 0
