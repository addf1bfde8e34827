"""`imr show`: a letter beside what was read from it, as an HTML page or as a PDF with highlights."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from imrcli.cli import options
from imrcli.cli.console import complain, exit_code, telling_pages
from imrcli.errors import ImrError, OutputError, internal
from imrcli.output import check, spare, write
from imrcli.render.terminal import printable

if TYPE_CHECKING:
    from imrcli.ingest import ReaderChoice
    from imrcli.ingest.hidden.choice import HiddenChoice
    from imrcli.ingest.ocr.choice import OcrChoice

_PAGE = (".html", ".htm")
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
    source: options.OneSource,
    output: Output = None,
    overwrite: options.Overwrite = False,
    opens: Opens = False,
    reader: options.Reader = "auto",
    ocr: options.Ocr = "auto",
    hidden: options.Hidden = "leave-out",
) -> None:
    """Show where in the letter each value stands.

    The output is one page to open in a browser, or a PDF with highlights.
    """
    raise typer.Exit(run(source, output, reader, ocr, hidden, opens=opens, overwrite=overwrite))


def run(
    source: str,
    output: str | None,
    reader: ReaderChoice,
    ocr: OcrChoice = "auto",
    hidden: HiddenChoice = "leave-out",
    *,
    opens: bool,
    overwrite: bool = False,
) -> int:
    """Write the page, or for an output that ends in .pdf the PDF; returns the exit code.

    The page goes beside the source where no output is named; `opens` shows what was written in the system's browser.
    """
    try:
        written = _write(source, output, reader, ocr, hidden, overwrite=overwrite)
    except ImrError as error:
        complain(error)
        return exit_code([error])
    if written != _STANDARD:
        print(f"imr: wrote {printable(written)}", file=sys.stderr)
        if opens:
            _open(written)
    return 0


def _write(
    source: str, output: str | None, reader: ReaderChoice, ocr: OcrChoice, hidden: HiddenChoice, *, overwrite: bool
) -> str:
    """Write it; returns where. Raises ImrError."""
    to = _output(source, output)
    spare([source], to)
    check(to, overwrite=overwrite)
    from imrcli.ingest import load

    data = load(source)
    try:
        content = _content(source, data, reader, ocr, hidden, as_pdf=PurePath(to).suffix.lower() == ".pdf")
    except ImrError as error:
        raise type(error)(source, error.message) from None
    except Exception as error:
        raise internal(source, error) from None
    write(content, to, overwrite=overwrite)
    return to


def _output(source: str, output: str | None) -> str:
    """Where to write. Raises OutputError for an output that cannot be right, before anything is read."""
    if output is None:
        if source == _STANDARD:
            raise OutputError("standard input", "has no name to write beside; name an output: -o letter.html")
        beside = PurePath(source).with_suffix(".html") if PurePath(source).name else PurePath(source)
        if os.path.normcase(beside) == os.path.normcase(source):
            raise OutputError(source, "has the page's own name; name an output: -o other.html")
        return str(beside)
    if output != _STANDARD and PurePath(output).suffix.lower() not in (*_PAGE, ".pdf"):
        raise OutputError(output, "is neither a page nor a PDF; let its name end in .html or .pdf")
    return output


def _content(
    source: str, data: bytes, reader: ReaderChoice, ocr: OcrChoice, hidden: HiddenChoice, *, as_pdf: bool
) -> bytes:
    import imrcli
    from imrcli.ingest import IMAGE_SIGNS
    from imrcli.show.page import html
    from imrcli.show.pictures import pictures

    # The bytes that are shown are the bytes that were read, whatever becomes of the file meanwhile.
    with telling_pages(source):
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
        print("imr: no browser was found to open it with", file=sys.stderr)
