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


class CheckFormat(str, Enum):
    """How findings are printed."""

    text = "text"
    json = "json"
    jsonl = "jsonl"


class Severity(str, Enum):
    """How grave a finding is."""

    high = "high"
    medium = "medium"
    low = "low"


class Record(str, Enum):
    """What `imr schema` describes."""

    determination = "determination"
    findings = "findings"
    problem = "problem"


class Engine(str, Enum):
    """What reads a batch's letters."""

    local = "local"
    dask = "dask"


class Reader(str, Enum):
    """How a PDF is read."""

    auto = "auto"
    pdfium = "pdfium"
    pdfplumber = "pdfplumber"


Sources = Annotated[
    list[str], typer.Argument(metavar="SOURCE...", help="PDF or text files; `-` is standard input.", show_default=False)
]
OneSource = Annotated[
    str, typer.Argument(metavar="SOURCE", help="A PDF or text file; `-` is standard input.", show_default=False)
]
ReaderOption = Annotated[
    Reader,
    typer.Option("--reader", "-r", help="How a PDF is read: `pdfplumber` is slow and keeps the layout."),
]
EvidenceOption = Annotated[
    bool,
    typer.Option(
        "--evidence", help="Tell where each value was read: page and box, or offsets into a text (JSON only)."
    ),
]
OutputOption = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write to a file instead of standard output.", show_default=False
    ),
]


def parse(
    sources: Sources,
    format: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            help="Default: by the output's ending; else a table on a terminal, JSON, or JSON lines for several sources.",
            show_default=False,
        ),
    ] = None,
    output: OutputOption = None,
    evidence: EvidenceOption = False,
    reader: ReaderOption = Reader.auto,
) -> None:
    """Say what each letter decided.

    Examples:
      imr parse letter.pdf

      imr parse letter.pdf | jq '.issues[] | {request, outcome}'

      imr parse *.pdf --format csv --output decisions.csv

      pdftotext -layout letter.pdf - | imr parse -

      imr parse letter.pdf --evidence | jq '.evidence["/issues/0/outcome"]'
    """
    from imrcli.cli.parse import run

    chosen = format.value if format else None
    raise typer.Exit(run(sources, chosen, output, reader.value, evidence=evidence))


def check(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Letters, folders and archives of letters; `-` is a letter on standard input.",
            show_default=False,
        ),
    ],
    format: Annotated[
        CheckFormat | None,
        typer.Option(
            "--format",
            "-f",
            help="For people, or for programs. Default: by the output's ending; else text.",
            show_default=False,
        ),
    ] = None,
    output: OutputOption = None,
    severity: Annotated[Severity, typer.Option("--severity", help="The least severity that is told.")] = Severity.low,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            metavar="CODE",
            help="Tell findings of this code only; can be repeated.",
            show_default=False,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="CODE",
            help="Leave findings of this code out; can be repeated.",
            show_default=False,
        ),
    ] = None,
    reader: ReaderOption = Reader.auto,
) -> None:
    """Say what in a letter a careful reader would question, with the evidence on both sides.

    Exit code 1 when there are findings. docs/checks.md lists the checks.

    Examples:
      imr check letter.pdf

      imr check letters/ --severity medium --format jsonl -o findings.jsonl

      imr check letter.pdf --format json | jq -r '.findings[].message'
    """
    from imrcli.cli.check import run

    code = run(
        sources,
        format.value if format else None,
        output,
        severity.value,
        only or [],
        ignore or [],
        reader.value,
    )
    raise typer.Exit(code)


def show(
    source: OneSource,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="An .html page, or a .pdf with highlights. Default: beside the source, as .html.",
            show_default=False,
        ),
    ] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open it when it is written.")] = False,
    reader: ReaderOption = Reader.auto,
) -> None:
    """Show where in the letter each value stands: one page to open in a browser, or a PDF with highlights.

    Examples:
      imr show letter.pdf --open

      imr show letter.pdf -o letter.annotated.pdf
    """
    from imrcli.cli.show import run

    raise typer.Exit(run(source, output, reader.value, open_it))


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
        typer.Option("--json", help="JSON with each section's place and text (the default in a pipe)."),
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
            help="Files, folders (to their depth), zip and tar archives, patterns, URLs of remote folders; `-` is a list of paths on standard input.",
            show_default=False,
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="A .jsonl, .csv, .xlsx, .parquet, .db or .sqlite file, or `-`: JSON lines on standard output.",
            show_default=False,
        ),
    ],
    problems: Annotated[
        str | None,
        typer.Option(
            "--problems",
            metavar="FILE",
            help="Write what could not be read, and why, as JSON lines.",
            show_default=False,
        ),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Go on after an interrupted run; begin anew where there was none."),
    ] = False,
    restart: Annotated[
        bool,
        typer.Option("--restart", help="Throw away what an interrupted run left, and begin anew."),
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            "-w",
            min=1,
            max=1024,
            help="Processes that read; default: one a core.",
            show_default=False,
        ),
    ] = None,
    unordered: Annotated[
        bool,
        typer.Option(
            "--unordered",
            help="With `-o -`: each line as soon as it is there. Files keep the sources' order.",
        ),
    ] = False,
    engine: Annotated[
        Engine,
        typer.Option("--engine", help="`dask` reads on a cluster, into a folder of Parquet files."),
    ] = Engine.local,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar="ADDRESS",
            help="The cluster's scheduler: tcp://HOST:PORT.",
            show_default=False,
        ),
    ] = None,
    partition: Annotated[
        int, typer.Option("--partition", min=1, help="Letters in one of a cluster's Parquet files.")
    ] = 1000,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds that one letter may take.")] = 60.0,
    memory: Annotated[int, typer.Option("--memory", min=256, help="MB that reading one letter may take.")] = 1024,
    max_size: Annotated[int, typer.Option("--max-size", min=1, help="MB that one source may have.")] = 100,
    evidence: EvidenceOption = False,
    reader: ReaderOption = Reader.auto,
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", help="No progress, no summary; problems are still told."),
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Tell of every letter, and what is left out.")
    ] = False,
) -> None:
    """Convert many letters: one record each, whatever comes.

    Examples:
      imr batch letters/ -o decisions.xlsx

      imr batch letters/ 2013.zip -o decisions.jsonl --problems problems.jsonl

      imr batch corpus/ -o corpus.parquet --resume

      find . -name '*.pdf' | imr batch - -o - | jq -r .outcome | sort | uniq -c
    """
    from imrcli.batch.job import Options
    from imrcli.cli.batch import Plan, run

    if (engine is Engine.dask) != (scheduler is not None):
        raise typer.BadParameter("--engine dask and --scheduler ADDRESS go together")
    if resume and restart:
        raise typer.BadParameter("--resume goes on and --restart begins anew; give one of them")
    plan = Plan(
        words=sources,
        output=output,
        problems=problems,
        options=Options(
            reader=reader.value,
            evidence=evidence,
            timeout=timeout,
            memory=memory * 1024 * 1024,
            max_size=max_size * 1024 * 1024,
        ),
        workers=workers,
        scheduler=scheduler,
        partition=partition,
        resume=resume,
        restart=restart,
        ordered=not unordered,
    )
    raise typer.Exit(run(plan, quiet=quiet, verbose=verbose))


def schema(
    of: Annotated[Record, typer.Option("--of", help="The record that is described.")] = Record.determination,
) -> None:
    """Print the JSON Schema (2020-12) of a determination, of a letter's findings, or of a batch's problem.

    Example:
      imr schema > determination.schema.json
    """
    from imrcli.cli.schema import run

    raise typer.Exit(run(of.value))


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    for command in (parse, show, check, batch, text, sections, schema):
        app.command()(command)
