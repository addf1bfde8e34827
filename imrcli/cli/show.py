"""`imr show`: a letter beside what was read from it, as an HTML page or as a PDF with highlights."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, cast

from imrcli.cli.console import complain, exit_code, printable
from imrcli.errors import ImrError, OutputError, internal
from imrcli.output import spare, write

if TYPE_CHECKING:
    from imrcli.ingest import ReaderChoice
    from imrcli.reading import Report

_PAGE = (".html", ".htm")
_STANDARD = "-"


def run(source: str, output: str | None, reader: str, open_: bool) -> int:
    """Write the page, or for an output that ends in .pdf the PDF; returns the exit code.

    The page goes beside the source where no output is named; `open_` shows what was written in the system's browser.
    """
    try:
        written = _shown(source, output, reader)
    except ImrError as error:
        complain(error)
        return exit_code([error])
    if written != _STANDARD:
        print(f"imr: wrote {printable(written)}", file=sys.stderr)
        if open_:
            _open(written)
    return 0


def _shown(source: str, output: str | None, reader: str) -> str:
    """Where it was written. Raises ImrError."""
    to = _output(source, output)
    spare([source], to)
    from imrcli.ingest import load

    data = load(source)
    try:
        made = _made(source, data, reader, as_pdf=PurePath(to).suffix.lower() == ".pdf")
    except ImrError as error:
        raise type(error)(source, error.message) from None
    except Exception as error:
        raise internal(source, error) from None
    write(made, to)
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


def _made(source: str, data: bytes, reader: str, *, as_pdf: bool) -> bytes:
    from imrcli.show.page import html
    from imrcli.show.pictures import pictures

    report = _report(source, data, reader)
    if as_pdf:
        from imrcli.show.annotate import annotated

        if report.text is not None:
            raise OutputError(source, "is text, which has no pages to annotate; write an .html")
        return annotated(data, report.determination, report.findings)
    pages = pictures(data)[0] if report.text is None else []
    name = "standard input" if source == _STANDARD else Path(source).name
    page = html(report.determination, report.findings, pages, report.text, name)
    return page.encode("utf-8", "replace")


def _report(source: str, data: bytes, reader: str) -> Report:
    # The bytes that are shown are the bytes that were read, whatever becomes of the file meanwhile.
    import imrcli

    return imrcli.report(data, reader=cast("ReaderChoice", reader))


def _open(path: str) -> None:
    import webbrowser

    if not webbrowser.open(Path(path).resolve().as_uri()):
        print("imr: no browser was found to open it with", file=sys.stderr)
