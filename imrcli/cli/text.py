"""`imr text`: a letter's text as it was read."""

# Annotations are not deferred: see parse.py.

from typing import TYPE_CHECKING, Annotated

from imrcli.cli.console import complain, exit_code
from imrcli.errors import ImrError
from imrcli.output import write

if TYPE_CHECKING:
    import typer

    from imrcli.ingest import ReaderChoice
    from imrcli.ingest.ocr.choice import OcrChoice


def add_to(app: "typer.Typer") -> None:
    """Declare the command."""
    import typer

    from imrcli.cli import options

    @app.command(epilog=options.examples("imr text letter.pdf | less", "imr text --clean letter.pdf | grep -n Upheld"))
    def text(
        source: options.OneSource,
        clean: Annotated[
            bool, typer.Option("--clean", help="Blank page furniture: footers, fax headers, page numbers.")
        ] = False,
        reader: options.ReaderOption = "auto",
        ocr: options.OcrOption = "auto",
    ) -> None:
        """Print a letter's text as it was read, with a form feed between pages."""
        raise typer.Exit(run(source, reader, ocr, clean=clean))


def run(source: str, reader: "ReaderChoice", ocr: "OcrChoice", *, clean: bool) -> int:
    """Print the text; returns the exit code."""
    from imrcli.ingest import ingest
    from imrcli.letters.furniture import blanked
    from imrcli.letters.repair import plain

    try:
        document = ingest(source, reader=reader, ocr=ocr)
    except ImrError as error:
        complain(error)
        return exit_code([error])
    text = plain(document.text)
    if clean:
        text = blanked(text, document.page_starts)
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    write((text.rstrip("\n") + "\n").encode("utf-8", "replace"), None)
    return 0
