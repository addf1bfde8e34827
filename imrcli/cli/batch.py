"""`imr batch`: many letters, one record each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from imrcli.cli import options
from imrcli.errors import OutputError

if TYPE_CHECKING:
    from imrcli.batch.sinks import Opener

_EXAMPLES = (
    "imr batch letters/ -o decisions.xlsx",
    "imr batch letters/ 2013.zip -o decisions.jsonl --problems problems.jsonl",
    "imr batch corpus/ -o corpus.parquet --resume",
    "find . -name '*.pdf' | imr batch - -o - | jq -r .outcome | sort | uniq -c",
)

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SOURCE...]",
        help="Files, folders (to their depth), archives and e-mails, patterns, URLs of remote folders; `-`, or none"
        " where something is fed to it, is a list of paths on standard input.",
        show_default=False,
    ),
]
Output = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        metavar="OUT",
        help="A .jsonl, .csv, .xlsx, .parquet, .db or .sqlite file, or `-`: JSON lines on standard output.",
        show_default=False,
    ),
]
Unordered = Annotated[
    bool,
    typer.Option("--unordered", help="With `-o -`: each line as soon as it is there. Files keep the sources' order."),
]
Engine = Annotated[
    Literal["local", "dask"],
    typer.Option("--engine", help="`dask` reads on a cluster, into a folder of Parquet files."),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler", metavar="ADDRESS", help="The cluster's scheduler: tcp://HOST:PORT.", show_default=False
    ),
]
Partition = Annotated[
    int, typer.Option("--partition", metavar="N", min=1, help="Letters in one of a cluster's Parquet files.")
]
Check = Annotated[
    bool,
    typer.Option("--check", help="Keep what `imr check` finds too: a key of JSON lines and Parquet, a sheet, a table."),
]
ForExcel = Annotated[
    bool,
    typer.Option("--excel", help="Write a .csv that Excel opens with its accents: with a mark of UTF-8 before it."),
]
RecursiveList = Annotated[
    bool, typer.Option("--recursive-list", help="Read the folders that a list on standard input names, to their depth.")
]
Evidence = Annotated[
    bool | None,
    typer.Option(
        "--evidence/--no-evidence",
        help="Say where each value was read: JSON lines all places, SQLite the pages. Default: for SQLite alone.",
        show_default=False,
    ),
]
Warnings = Annotated[
    str | None,
    typer.Option(
        "--warnings",
        metavar="FILE",
        help="Write every warning, with its source and case number: as CSV by the ending .csv, else as JSON lines.",
        show_default=False,
    ),
]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Report every letter, and what is left out.")]


def add_to(app: typer.Typer) -> None:
    """Declare the command."""
    app.command(epilog=options.examples(*_EXAMPLES))(batch)


def batch(
    sources: Sources = None,
    output: Output = ...,  # type: ignore[assignment]  # it must be given
    problems: options.Problems = None,
    warnings: Warnings = None,
    resume: options.Resume = False,
    restart: options.Restart = False,
    overwrite: options.Overwrite = False,
    recursive_list: RecursiveList = False,
    workers: options.Workers = None,
    unordered: Unordered = False,
    engine: Engine = "local",
    scheduler: Scheduler = None,
    partition: Partition = 1000,
    timeout: options.Timeout = 60.0,
    memory: options.Memory = 1024,
    max_size: options.MaxSize = 100,
    check: Check = False,
    excel: ForExcel = False,
    evidence: Evidence = None,
    reader: options.Reader = "auto",
    ocr: options.Ocr = "auto",
    hidden: options.Hidden = "leave-out",
    quiet: options.Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Convert many letters: one record each, whatever comes."""
    from imrcli.batch.job import Options
    from imrcli.batch.sinks.jsonl import JsonLines
    from imrcli.cli.each import named
    from imrcli.cli.many import run
    from imrcli.cli.plan import Plan
    from imrcli.cli.progress import summary

    if (engine == "dask") != (scheduler is not None):
        raise typer.BadParameter("--engine dask and --scheduler ADDRESS go together")
    if excel and not output.lower().endswith(".csv"):
        raise typer.BadParameter("--excel is for an output that ends in .csv; Excel opens an .xlsx as it is")
    if warnings and scheduler is not None:
        raise typer.BadParameter("a cluster writes no --warnings; its Parquet files have them, in the column warnings")
    options.not_both(resume, restart)
    if evidence is None:  # a database keeps pages, as `imr add` has it
        evidence = output.lower().endswith((".db", ".sqlite"))
    plan = Plan(
        words=named(sources or [], "batch"),
        output=output,
        opens=lambda: _opener(output, findings=check, on_cluster=scheduler is not None, excel=excel),
        streams=JsonLines,
        problems=problems,
        warnings=warnings,
        options=Options.in_mb(reader, ocr, hidden, timeout, memory, max_size, evidence=evidence, check=check),
        workers=workers,
        scheduler=scheduler,
        partition=partition,
        resume=resume,
        restart=restart,
        overwrite=overwrite,
        recursive_list=recursive_list,
        ordered=not unordered,
        quiet=quiet,
        verbose=verbose,
    )
    raise typer.Exit(run(plan, summary))


def _opener(output: str, *, findings: bool, on_cluster: bool, excel: bool) -> Opener:
    """What opens the output's sink. Raises OutputError for an output that there can be none of."""
    from imrcli.batch.sinks import ending, opener

    if on_cluster and ending(output) != ".parquet":
        raise OutputError(output, "cannot be written by a cluster; name a folder that ends in .parquet")
    opens = opener(output, findings=findings)
    if excel:
        from imrcli.batch.sinks.csv import Csv

        return lambda path: Csv(path, excel=True)
    return opens
