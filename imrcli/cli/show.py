"""`imr show`: letters beside what was read from them, as HTML pages or as a PDF with highlights."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from imrcli.cli import options
from imrcli.cli.console import complain, exit_code, say
from imrcli.cli.each import Source, are_several, each
from imrcli.errors import ImrError, OutputError, unknown_format
from imrcli.output import check, spare, write
from imrcli.render.terminal import printable

if TYPE_CHECKING:
    from imrcli.ingest import ReaderChoice
    from imrcli.ingest.hidden.choice import HiddenChoice
    from imrcli.ingest.ocr.choice import OcrChoice

_ENDINGS = (".html", ".htm", ".pdf")
_STANDARD = "-"
_EXAMPLES = ("imr show letter.pdf --open", "imr show letter.pdf -o letter.annotated.pdf")

Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="An .html page, or a .pdf with highlights. Default: beside the source, as .html.",
        show_default=False,
    ),
]
Opens = Annotated[bool, typer.Option("--open", help="Open it when it is written.")]


def add_to(app: typer.Typer) -> None:
    """Declare the command."""
    app.command(epilog=options.examples(*_EXAMPLES))(show)


def show(
    sources: options.Sources = None,
    output: Output = None,
    overwrite: options.Overwrite = False,
    opens: Opens = False,
    reader: options.Reader = "auto",
    ocr: options.Ocr = "auto",
    hidden: options.Hidden = "leave-out",
) -> None:
    """Show where in letters each value stands.

    The output is one page to open in a browser, or a PDF with highlights.
    """
    raise typer.Exit(run(sources or [], output, reader, ocr, hidden, opens=opens, overwrite=overwrite))


def run(
    sources: list[str],
    output: str | None,
    reader: ReaderChoice,
    ocr: OcrChoice = "auto",
    hidden: HiddenChoice = "leave-out",
    *,
    opens: bool,
    overwrite: bool = False,
) -> int:
    """Write a page for each source, or for an output that ends in .pdf the PDF; returns the exit code.

    The page goes beside the source where no output is named; `opens` shows what was written in the system's browser.
    """
    try:
        if output is not None and are_several(sources):
            raise OutputError(output, "is one output for several sources; without -o each page goes beside its source")
        for source in sources if len(sources) == 1 and not are_several(sources) else ():
            spare([source], _output(source, output))
            check(_output(source, output), overwrite=overwrite)
    except ImrError as error:
        complain(error)
        return exit_code([error])

    def show_letter(source: Source) -> None:
        to = _output(source.path, output)
        spare([source.path], to)
        check(to, overwrite=overwrite)
        content = _content(source.name, source.data, reader, ocr, hidden, as_pdf=PurePath(to).suffix.lower() == ".pdf")
        write(content, to, overwrite=overwrite)
        if to != _STANDARD:
            say(f"imr: wrote {printable(to)}")
            if opens:
                _open(to)

    return each(sources, "show", show_letter)


def _output(source: str, output: str | None) -> str:
    """Where to write. Raises OutputError for an output that cannot be right, before anything is read."""
    if output is None:
        if source == _STANDARD:
            raise OutputError("standard input", "has no name to write beside; name an output: -o letter.html")
        beside = PurePath(source).with_suffix(".html") if PurePath(source).name else PurePath(source)
        if os.path.normcase(beside) == os.path.normcase(source):
            raise OutputError(source, "has the page's own name; name an output: -o other.html")
        return str(beside)
    ending = PurePath(output).suffix.lower()
    if output != _STANDARD and ending not in _ENDINGS:
        raise unknown_format(ending or PurePath(output).name, "show", [known[1:] for known in _ENDINGS])
    return output


def _content(
    source: str, data: bytes, reader: ReaderChoice, ocr: OcrChoice, hidden: HiddenChoice, *, as_pdf: bool
) -> bytes:
    import imrcli
    from imrcli.ingest import IMAGE_SIGNS
    from imrcli.show.page import html
    from imrcli.show.pictures import pictures

    # The bytes that are shown are the bytes that were read, whatever becomes of the file meanwhile.
    letters = imrcli.report_all(data, reader=reader, ocr=ocr, hidden=hidden)
    if data.startswith(IMAGE_SIGNS):
        from imrcli.ingest.images import as_pdf as pdf_of_images

        data = pdf_of_images(data)
    if as_pdf:
        from imrcli.show.annotate import annotated

        if letters[0].text is not None:
            raise OutputError(source, "is text, which has no pages to annotate; write an .html")
        return annotated(data, letters)
    pages = pictures(data, hidden=hidden == "include") if letters[0].text is None else []
    name = "standard input" if source == _STANDARD else Path(source).name
    return html(letters, pages, name).encode("utf-8", "replace")


def _open(path: str) -> None:
    import webbrowser

    if not webbrowser.open(Path(path).resolve().as_uri()):
        say("imr: no browser was found to open it with")
