"""`imr parse`: the determinations of each source."""

# Unlike the other commands this one is called without typer where it has no options (see `imrcli.cli`): typer is
# imported when the command is declared. The annotations of a function within a function cannot be deferred.

from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated

from imrcli.cli.console import columns, complain, exit_code, in_colour, on_terminal
from imrcli.cli.each import Source, are_several, each
from imrcli.errors import OutputError, unknown_format
from imrcli.output import check, is_stream, spare, write

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


_FORMATS: "tuple[Format, ...]" = ("table", "json", "jsonl", "csv", "md")


def add_to(app: "typer.Typer") -> None:
    """Declare the command."""
    import typer

    from imrcli.cli import options

    epilog = options.examples(
        "imr parse letter.pdf",
        "imr parse letter.pdf | jq '.issues[] | {request, outcome}'",
        "imr parse *.pdf --format csv --output decisions.csv",
        "pdftotext -layout letter.pdf - | imr parse",
        "imr parse letter.pdf --evidence | jq '.evidence[\"/issues/0/outcome\"]'",
    )

    @app.command(epilog=epilog)
    def parse(
        sources: options.Sources = None,
        chosen: Annotated[
            str | None,
            options.format_option(
                "parse",
                _FORMATS,
                "Default: by the output's ending; else a table on a terminal, JSON, or JSON lines for several sources.",
            ),
        ] = None,
        output: options.Output = None,
        overwrite: options.Overwrite = False,
        width: options.Width = None,
        rationale: Annotated[
            bool, typer.Option("--rationale", help="Print the reviewer's reasons too, in tables and Markdown.")
        ] = False,
        evidence: options.Evidence = False,
        reader: options.Reader = "auto",
        ocr: options.Ocr = "auto",
        hidden: options.Hidden = "leave-out",
    ) -> None:
        """Say what each letter decided."""
        form: Format | None = chosen  # type: ignore[assignment]  # the option lets no other through
        code = run(
            sources or [],
            form,
            output,
            reader,
            evidence=evidence,
            ocr=ocr,
            hidden=hidden,
            overwrite=overwrite,
            width=width,
            rationale=rationale,
        )
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
    width: int | None = None,
    rationale: bool = False,
) -> int:
    """Parse the sources and print them; one bad source does not stop the others. Returns the exit code."""
    import imrcli

    try:
        _check(chosen, output, evidence)
        spare(sources, output)
        check(output, overwrite=overwrite)
    except OutputError as error:
        complain(error)
        return exit_code([error])
    printer = _Printer(chosen, output, several=are_several(sources), width=width, rationale=rationale)
    printer.overwrite = overwrite

    def parse(source: Source) -> None:
        determinations = imrcli.parse_all(source.data, reader=reader, evidence=evidence, ocr=ocr, hidden=hidden)
        for determination in determinations:
            determination.source.path = source.name
        printer.add(determinations)

    return each(sources, "parse", parse, output=output, done=printer.end, ends=OutputError)


def _check(chosen: "Format | None", output: str | None, evidence: bool) -> None:
    """Raises OutputError for an output that is not what its name says, or that has no place for the evidence."""
    ending = PurePath(output).suffix.lower() if output else ""
    if chosen is None and output and ending and ending not in _BY_ENDING and not is_stream(output):
        raise unknown_format(ending, "parse", _FORMATS)
    if evidence and (chosen or _BY_ENDING.get(ending, "json")) not in ("json", "jsonl"):
        raise OutputError(
            output or "--evidence", "evidence is in JSON only; write .json or .jsonl, or add --format json"
        )


class _Printer:
    """Prints determinations: as they come on standard output, where the format lets it; else at the end."""

    def __init__(
        self, chosen: "Format | None", output: str | None, *, several: bool, width: int | None, rationale: bool
    ) -> None:
        self._form, self._output, self._several = chosen, output, several
        self._width, self._rationale = width, rationale
        self._held: list[Determination] = []
        self._begun = False
        self.overwrite = False

    def add(self, determinations: "list[Determination]") -> None:
        """Print a source's determinations, or keep them for the end. Raises OutputError."""
        self._held += determinations
        self._several = self._several or len(self._held) > 1
        form = self._form or _default(self._output, self._several)
        if form != "json" and self._output in (None, "-"):
            self._print(form)

    def end(self) -> None:
        """Print what was kept. Raises OutputError."""
        if self._held:
            self._print(self._form or _default(self._output, self._several))

    def _print(self, form: "Format") -> None:
        data = self._rendered(form)
        if self._begun and form == "csv":
            data = data.partition(b"\n")[2]  # the header is there
        elif self._begun and form == "md":
            data = b"\n" + data
        self._held = []
        self._begun = True
        write(data, self._output, overwrite=self.overwrite)

    def _rendered(self, form: "Format") -> bytes:
        from imrcli import render

        if form == "table":
            return render.table(
                self._held,
                colour=in_colour(self._output),
                width=self._width or columns(self._output),
                named=self._several,
                rationale=self._rationale,
            )
        if form == "md":
            return render.markdown(self._held, rationale=self._rationale)
        if form == "json" and self._several:
            return render.json_array(self._held)
        return render.RENDERERS[form](self._held)


def _default(output: str | None, several: bool) -> "Format":
    machine: Format = "jsonl" if several else "json"
    if output and output != "-":
        return _BY_ENDING.get(PurePath(output).suffix.lower(), machine)
    return "table" if on_terminal() else machine
