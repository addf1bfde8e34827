"""The commands, their arguments and their help. What they do is in the module named like the command."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer


class Format(str, Enum):
    """How a determination is printed."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    md = "md"


class Reader(str, Enum):
    """How a PDF is read."""

    auto = "auto"
    pdfium = "pdfium"
    pdfplumber = "pdfplumber"


Sources = Annotated[
    list[str], typer.Argument(metavar="SOURCE...", help="PDF or text files; `-` is standard input.", show_default=False)
]  # fmt: skip
OneSource = Annotated[
    str, typer.Argument(metavar="SOURCE", help="A PDF or text file; `-` is standard input.", show_default=False)
]  # fmt: skip
ReaderOption = Annotated[
    Reader,
    typer.Option(
        "--reader", "-r", help="How a PDF is read: `pdfplumber` is slow and keeps the layout."
    ),
]
OutputOption = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead of standard output.", show_default=False),
]  # fmt: skip


def parse(
    sources: Sources,
    format: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            help="Default: table on a terminal; else JSON, or JSON lines for several sources.",
            show_default=False,
        ),
    ] = None,
    output: OutputOption = None,
    reader: ReaderOption = Reader.auto,
) -> None:
    """Say what each letter decided.

    Examples:
      imr parse letter.pdf

      imr parse letter.pdf | jq '.issues[] | {request, outcome}'

      imr parse *.pdf --format csv --output decisions.csv

      pdftotext -layout letter.pdf - | imr parse -
    """
    from imrcli.cli.parse import run

    raise typer.Exit(run(sources, format.value if format else None, output, reader.value))


def text(
    source: OneSource,
    clean: Annotated[
        bool,
        typer.Option("--clean", help="Blank page furniture: footers, fax headers, page numbers."),
    ] = False,
    reader: ReaderOption = Reader.auto,
) -> None:
    """Print a letter's text as it was read, with a form feed between pages.

    Examples:
      imr text letter.pdf | less

      imr text --clean letter.pdf | grep -n Upheld
    """
    from imrcli.cli.text import run

    raise typer.Exit(run(source, clean, reader.value))


def sections(
    source: OneSource,
    json: Annotated[
        bool,
        typer.Option(
            "--json", help="JSON with each section's place and text (the default in a pipe)."
        ),
    ] = False,
    reader: ReaderOption = Reader.auto,
) -> None:
    """Show how a letter was split: its format, its sections, its items and their parts.

    Examples:
      imr sections letter.pdf

      imr sections letter.pdf | jq -r '.sections[] | select(.name=="summary") | .text'
    """
    from imrcli.cli.sections import run

    raise typer.Exit(run(source, json, reader.value))


def batch(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Letters, and folders of letters (searched to their depth; hidden files, JSON and CSV are left out).",
            show_default=False,
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="A .jsonl file, or `-` for standard output.",
            show_default=False,
        ),
    ],
    reader: ReaderOption = Reader.auto,
) -> None:
    """Convert many letters: one determination a line.

    Examples:
      imr batch letters/ -o decisions.jsonl

      imr batch letters/ -o - | jq -r '.outcome' | sort | uniq -c
    """  # fmt: skip
    from imrcli.cli.batch import run

    raise typer.Exit(run(sources, output, reader.value))


def schema() -> None:
    """Print the JSON Schema (2020-12) of a determination.

    Example:
      imr schema > determination.schema.json
    """
    from imrcli.cli.schema import run

    raise typer.Exit(run())


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    for command in (parse, batch, text, sections, schema):
        app.command()(command)
