"""`imr text`: a letter's text as it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from imrcli.cli.console import complain, exit_code
from imrcli.errors import ImrError
from imrcli.output import write

if TYPE_CHECKING:
    from imrcli.ingest import ReaderChoice


def run(source: str, clean: bool, reader: str) -> int:
    """Print the text; returns the exit code."""
    from imrcli.ingest import ingest
    from imrcli.letters.furniture import blanked
    from imrcli.letters.repair import plain

    try:
        document = ingest(source, reader=cast("ReaderChoice", reader))
    except ImrError as error:
        complain(error)
        return exit_code([error])
    text = plain(document.text)
    if clean:
        text = blanked(text, document.page_starts)
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    write((text.rstrip("\n") + "\n").encode("utf-8", "replace"), None)
    return 0
