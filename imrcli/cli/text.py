"""`imr text`: the text of letters as it was read."""

from __future__ import annotations

from typing import Annotated

import typer

from imrcli.cli import options
from imrcli.cli.each import Source, each
from imrcli.errors import OutputError
from imrcli.output import write

_EXAMPLES = ("imr text letter.pdf | less", "imr text --clean letter.pdf | grep -n Upheld")

Clean = Annotated[bool, typer.Option("--clean", help="Blank page furniture: footers, fax headers, page numbers.")]


def add_to(app: typer.Typer) -> None:
    """Declare the command."""
    app.command(epilog=options.examples(*_EXAMPLES))(text)


def text(
    sources: options.Sources = None,
    clean: Clean = False,
    reader: options.Reader = "auto",
    ocr: options.Ocr = "auto",
    hidden: options.Hidden = "leave-out",
) -> None:
    """Print the text of letters as it was read.

    Between pages stands a form feed, and between letters too.
    """
    from imrcli.ingest import ingest
    from imrcli.letters.furniture import blanked
    from imrcli.letters.repair import plain

    begun = False

    def print_text(source: Source) -> None:
        nonlocal begun
        document = ingest(source.data, name=source.name, reader=reader, ocr=ocr, hidden=hidden)
        printed = plain(document.text)
        if clean:
            printed = blanked(printed, document.page_starts)
        printed = "\n".join(line.rstrip() for line in printed.split("\n")).rstrip("\n") + "\n"
        write((("\f" if begun else "") + printed).encode("utf-8", "replace"), None)
        begun = True

    raise typer.Exit(each(sources or [], "text", print_text, ends=OutputError))
