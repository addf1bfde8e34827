"""`imr add`: letters into a database that is there, or a new one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from imrcli.cli import options
from imrcli.cli.batch import Sources, Verbose
from imrcli.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from imrcli.batch.job import Job, Options
    from imrcli.batch.run import Batch, Totals
    from imrcli.cli.plan import Plan

_EXAMPLES = ("imr add imr.db letters/", "imr add imr.db 2017.zip --check")

Database = Annotated[
    str, typer.Argument(metavar="DATABASE", help="A .db or .sqlite file; it is made if need be.", show_default=False)
]
Check = Annotated[bool, typer.Option("--check", help="Keep what `imr check` finds too.")]
Evidence = Annotated[
    bool,
    typer.Option("--pages/--no-pages", help="Keep the pages on which requests, outcomes and rationales stand."),
]
Again = Annotated[
    bool, typer.Option("--again", help="Read all, also what is known: a letter read now replaces the one before.")
]


def add_to(app: typer.Typer) -> None:
    """Declare the command."""
    app.command(epilog=options.examples(*_EXAMPLES))(add)


def add(
    database: Database,
    sources: Sources,
    problems: options.Problems = None,
    workers: options.Workers = None,
    timeout: options.Timeout = 60.0,
    memory: options.Memory = 1024,
    max_size: options.MaxSize = 100,
    check: Check = False,
    pages: Evidence = True,
    again: Again = False,
    reader: options.Reader = "auto",
    ocr: options.Ocr = "auto",
    hidden: options.Hidden = "leave-out",
    quiet: options.Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Add letters to a database, or begin one.

    New letters go in, a corrected one replaces the old one, the rest stays as it is.
    """
    from imrcli.batch.job import Options
    from imrcli.batch.sinks.jsonl import JsonLines
    from imrcli.cli.each import named
    from imrcli.cli.many import run
    from imrcli.cli.plan import Plan

    if not database.lower().endswith((".db", ".sqlite")) and not Path(database).is_file():
        raise OutputError(database, "is no name of a database; give one that ends in .db first, then the letters")
    chosen = Options.in_mb(reader, ocr, hidden, timeout, memory, max_size, evidence=pages, check=check)
    adding = _Adding(database, chosen, problems, again=again)
    plan = Plan(
        words=named(sources or [], "add"),
        output=database,
        opens=lambda: lambda path: JsonLines(path.open("wb")),  # never opened: it is added to
        streams=JsonLines,
        problems=problems,
        options=chosen,
        workers=workers,
        resume=False,
        restart=False,
        quiet=quiet,
        verbose=verbose,
        adds=adding,
    )
    raise typer.Exit(run(plan, adding.summary))


class _Adding:
    """Adds what a batch reads, and says what came of it."""

    def __init__(self, path: str, options: Options, problems: str | None, *, again: bool) -> None:
        self._path, self._options, self._problems, self._again = path, options, problems, again
        self._changes: dict[str, int] = {}

    def __call__(self, batch: Batch, jobs: Iterable[Job]) -> None:
        from imrcli.batch.add import Adding

        adding = Adding(self._path, self._options, batch.totals, again=self._again)
        self._changes = adding.changes
        adding.run(batch.engine, jobs, self._problems, batch.tick)

    def summary(self, plan: Plan, totals: Totals, seconds: float, left_out: int) -> str:
        """What was added, in one line."""
        from imrcli.cli.progress import doubts, tallied
        from imrcli.render.terminal import counted

        new, replaced, same = (self._changes.get(name, 0) for name in ("new", "replaced", "unchanged"))
        parts = [f"{counted(new, 'new letter')}, {replaced:,} replaced, {same + totals.taken_over:,} as before"]
        parts += doubts(plan, totals)
        if totals.problems:
            parts.append(tallied("problem", dict(totals.problems.most_common())))
        if left_out:
            parts.append(f"{counted(left_out, 'hidden or data file')} left out")
        return "; ".join([*parts, f"{seconds:,.1f} s → {plan.output}"])
