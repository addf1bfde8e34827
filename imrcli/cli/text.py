"""`imr text`: a letter's text as it was read."""

from __future__ import annotations

from typing import Annotated

import typer

from imrcli.cli import options
from imrcli.cli.console import complain, exit_code
from imrcli.errors import ImrError
from imrcli.output import write

_EXAMPLES = ("imr text letter.pdf | less", "imr text --clean letter.pdf | grep -n Upheld")

Clean = Annotated[bool, typer.Option("--clean", help="Blank page furniture: footers, fax headers, page numbers.")]


def add_to(app: typer.Typer) -> None:
    """Declare the command."""
    app.command(epilog=options.examples(*_EXAMPLES))(text)


def text(
    source: options.OneSource,
    clean: Clean = False,
    reader: options.Reader = "auto",
    ocr: options.Ocr = "auto",
    hidden: options.Hidden = "leave-out",
) -> None:
    """Print a letter's text as it was read.

    Between pages stands a form feed.
    """
    from imrcli.ingest import ingest
    from imrcli.letters.furniture import blanked
    from imrcli.letters.repair import plain

    try:
        document = ingest(source, reader=reader, ocr=ocr, hidden=hidden)
    except ImrError as error:
        complain(error)
        raise typer.Exit(exit_code([error])) from None
    printed = plain(document.text)
    if clean:
        printed = blanked(printed, document.page_starts)
    printed = "\n".join(line.rstrip() for line in printed.split("\n"))
    write((printed.rstrip("\n") + "\n").encode("utf-8", "replace"), None)
