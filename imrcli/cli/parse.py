"""`imr parse`: the determinations of each source."""

# Unlike the other commands this one is called without typer where it has no options (see `imrcli.cli`): typer is
# imported when the command is declared. The annotations of a function within a function cannot be deferred.

import os
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

from imrcli.cli.console import complain, exit_code, telling_pages
from imrcli.errors import ImrError, OutputError, internal
from imrcli.output import check, spare, write

if TYPE_CHECKING:
    import typer

    from imrcli.ingest import ReaderChoice
    from imrcli.ingest.hidden.choice import HiddenChoice
    from imrcli.ingest.ocr.choice import OcrChoice
    from imrcli.model import Determination
    from imrcli.render import Format

_BY_ENDING: "dict[str, Format]" = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".md": "md",
    ".txt": "table",
}


def add_to(app: "typer.Typer") -> None:
    """Declare the command."""
    import typer

    from imrcli.cli import options
    from imrcli.render import Format

    epilog = options.examples(
        "imr parse letter.pdf",
        "imr parse letter.pdf | jq '.issues[] | {request, outcome}'",
        "imr parse *.pdf --format csv --output decisions.csv",
        "pdftotext -layout letter.pdf - | imr parse -",
        "imr parse letter.pdf --evidence | jq '.evidence[\"/issues/0/outcome\"]'",
    )

    @app.command(epilog=epilog)
    def parse(
        sources: Annotated[
            list[str],
            typer.Argument(
                metavar="SOURCE...", help="PDF, image or text files; `-` is standard input.", show_default=False
            ),
        ],
        chosen: Annotated[
            Format | None,
            typer.Option(
                "--format",
                "-f",
                help="Default: by the output's ending; else a table on a terminal, JSON, or JSON lines for several"
                " sources.",
                show_default=False,
            ),
        ] = None,
        output: options.Output = None,
        overwrite: options.Overwrite = False,
        evidence: options.Evidence = False,
        reader: options.Reader = "auto",
        ocr: options.Ocr = "auto",
        hidden: options.Hidden = "leave-out",
    ) -> None:
        """Say what each letter decided."""
        code = run(sources, chosen, output, reader, evidence=evidence, ocr=ocr, hidden=hidden, overwrite=overwrite)
        raise typer.Exit(code)


def run(
    sources: list[str],
    chosen: "Format | None" = None,
    output: str | None = None,
    reader: "ReaderChoice" = "auto",
    *,
    evidence: bool = False,
    ocr: "OcrChoice" = "auto",
    hidden: "HiddenChoice" = "leave-out",
    overwrite: bool = False,
) -> int:
    """Parse the sources and print them; one bad source does not stop the others. Returns the exit code."""
    determinations: list[Determination] = []
    failures: list[ImrError] = []
    try:
        spare(sources, output)
        _check(chosen, output, evidence)
        check(output, overwrite=overwrite)
    except OutputError as error:
        complain(error)
        return exit_code([error])
    for source in sources:
        try:
            determinations += _parse(source, reader, evidence, ocr, hidden)
        except ImrError as error:
            failures.append(error)
            complain(error)
    if determinations:
        try:
            count = max(len(sources), len(determinations))
            form = chosen or _default(output, count)
            write(_rendered(determinations, form, output, count), output, overwrite=overwrite)
        except OutputError as error:
            failures.append(error)
            complain(error)
    return exit_code(failures)


def _check(chosen: "Format | None", output: str | None, evidence: bool) -> None:
    """Raises OutputError for an output that is not what its name says, or that has no place for the evidence."""
    ending = PurePath(output).suffix.lower() if output else ""
    if ending in (".xlsx", ".parquet", ".db", ".sqlite"):
        raise OutputError(output, "is written by `imr batch`; `imr parse` writes JSON, CSV, Markdown and tables")
    if evidence and (chosen or _BY_ENDING.get(ending, "json")) not in ("json", "jsonl"):
        raise OutputError(
            output or "--evidence", "evidence is in JSON only; write .json or .jsonl, or add --format json"
        )


def _parse(
    source: str, reader: "ReaderChoice", evidence: bool, ocr: "OcrChoice", hidden: "HiddenChoice"
) -> "list[Determination]":
    import imrcli

    try:
        with telling_pages(source):
            return imrcli.parse_all(
                Path(source) if source != "-" else source, reader=reader, evidence=evidence, ocr=ocr, hidden=hidden
            )
    except ImrError:
        raise
    except Exception as error:
        raise internal(source, error) from None


def _default(output: str | None, count: int) -> "Format":
    several: Format = "json" if count == 1 else "jsonl"
    if output and output != "-":
        return _BY_ENDING.get(PurePath(output).suffix.lower(), several)
    return "table" if _on_terminal() else several


def _on_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _in_colour(output: str | None) -> bool:
    """On a terminal, unless the user asked for none (https://no-color.org)."""
    return output in (None, "-") and _on_terminal() and not os.environ.get("NO_COLOR")


def _rendered(determinations: "list[Determination]", form: "Format", output: str | None, count: int) -> bytes:
    from imrcli import render

    if form == "table":
        return render.table(determinations, colour=_in_colour(output))
    if form == "json" and count > 1:
        return render.json_array(determinations)
    return render.RENDERERS[form](determinations)
