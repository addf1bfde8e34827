"""`imr check`: what in letters a careful reader would question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from imrcli.cli import options, outputs
from imrcli.cli.console import columns, nearest
from imrcli.errors import ExitCode, UsageError
from imrcli.model import Severity
from imrcli.render import FindingsFormat

if TYPE_CHECKING:
    from imrcli.batch.run import Totals
    from imrcli.cli.plan import Plan
    from imrcli.render.findings import Selection

_FEW = 8
"""Sources up to which starting workers takes longer than reading."""

_BY_ENDING: dict[str, FindingsFormat] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".txt": "text",
}
_EXAMPLES = (
    "imr check letter.pdf",
    "imr check letters/ --severity medium -o findings.csv",
    "imr check corpus/ -o findings.jsonl --resume",
    "imr check letter.pdf --format json | jq -r '.findings[].message'",
)

_FORMATS: tuple[FindingsFormat, ...] = ("text", "json", "jsonl", "csv")

Format = Annotated[
    str | None,
    options.format_option(
        "check", _FORMATS, "For people, or for programs. Default: by the output's ending; else text."
    ),
]
Least = Annotated[Severity, typer.Option("--severity", help="The least severity that is reported.")]
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only", metavar="CODE", help="Report findings of this code only; can be repeated.", show_default=False
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore", metavar="CODE", help="Leave findings of this code out; can be repeated.", show_default=False
    ),
]


def add_to(app: typer.Typer) -> None:
    """Declare the command."""
    app.command(epilog=options.examples(*_EXAMPLES))(check)


def check(
    sources: options.Sources = None,
    chosen: Format = None,
    output: options.Output = None,
    severity: Least = "low",
    only: Only = None,
    ignore: Ignore = None,
    width: options.Width = None,
    problems: options.Problems = None,
    resume: options.Resume = False,
    restart: options.Restart = False,
    overwrite: options.Overwrite = False,
    workers: options.Workers = None,
    timeout: options.Timeout = 60.0,
    memory: options.Memory = 1024,
    max_size: options.MaxSize = 100,
    reader: options.Reader = "auto",
    ocr: options.Ocr = "auto",
    hidden: options.Hidden = "leave-out",
    quiet: options.Quiet = False,
) -> None:
    """Say what in letters a careful reader would question.

    Each finding has the evidence on both sides; docs/checks.md lists the checks. The exit code is 1 when there are
    findings.
    """
    from imrcli.batch.job import Options
    from imrcli.batch.sinks.findings import Findings
    from imrcli.cli.each import named
    from imrcli.cli.plan import Plan
    from imrcli.render.findings import WIDTH, Selection

    options.not_both(resume, restart)
    _check_codes([*(only or ()), *(ignore or ())])
    selection = Selection(severity, only or (), ignore or ())
    form = outputs.form_of("check", _FORMATS, chosen, output, _BY_ENDING)
    columns_used = width or min(columns(output) or WIDTH, WIDTH)
    plan = Plan(
        words=named(sources or [], "check"),
        standard_input="letter",
        output=output or "-",
        opens=lambda: lambda path: Findings(path.open("wb"), form, selection, columns_used),
        streams=lambda out: Findings(out, form, selection, columns_used),
        problems=problems,
        options=Options.in_mb(reader, ocr, hidden, timeout, memory, max_size, check=True),
        few=_FEW,
        workers=workers,
        resume=resume,
        restart=restart,
        overwrite=overwrite,
        quiet=quiet,
    )
    raise typer.Exit(_run(plan, selection))


def _run(plan: Plan, selection: Selection) -> int:
    from imrcli.cli.many import run
    from imrcli.cli.progress import how_it_went
    from imrcli.render.terminal import counted

    def summary(plan: Plan, totals: Totals, seconds: float, left_out: int) -> str:
        findings = f"{counted(selection.findings.total(), 'finding')} in {selection.questioned:,} of"
        return "; ".join(
            [f"{findings} {counted(totals.letters, 'letter')}", *how_it_went(plan, totals, seconds, left_out)]
        )

    code = run(plan, summary)
    return code or int(ExitCode.FINDINGS if selection.questioned else ExitCode.OK)


def _check_codes(codes: list[str]) -> None:
    """Raises ImrError for a code that no check has: a misspelt one would hide what was asked for."""
    if codes:
        from imrcli.check import checks

        known = {check.code for check in checks()}
        for code in codes:
            if code not in known:
                raise UsageError(code, f"is no check's code{nearest(code, known)}; docs/checks.md lists them")
