"""`imr search`: disputed treatments by words and filters."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

from imrcli.cli import outputs
from imrcli.cli.selection import Database, selecting
from imrcli.errors import OutputError

if TYPE_CHECKING:
    import sqlite3

    from imrcli.corpus.quotes import Quote
    from imrcli.corpus.search import Found
    from imrcli.corpus.selection import Selection

Format = Literal["table", "json", "jsonl", "csv", "md"]

_EXAMPLES = (
    'imr search imr.db "spinal cord stimulator"',
    "imr search imr.db 'MRI NEAR shoulder' --outcome overturned --since 2016",
    "imr search imr.db --drug Norco --contradicts --format csv -o norco.csv --limit 0",
    "imr search imr.db '\"functional improvement\" acupuncture' --outcome overturned --cite",
)
_BY_ENDING: dict[str, Format] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".md": "md",
    ".txt": "table",
}

Words = Annotated[
    str | None,
    typer.Argument(metavar="[WORDS]", help='Words, "phrases", OR, NOT, NEAR(a b, 5), prefix*.', show_default=False),
]
Chosen = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="Default: `table`, or by the ending of -o.", show_default=False),
]
Limit = Annotated[int, typer.Option("--limit", "-n", min=0, help="Decisions at most; 0: all.")]
Sort = Annotated[
    Literal["rank", "date", "oldest", "case"] | None,
    typer.Option("--sort", help="Default: by rank where there are words, else the latest first.", show_default=False),
]
Cite = Annotated[bool, typer.Option("--cite", help="Lines for a brief: case, date, item, outcome, page, the sentence.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show which other words were searched for.")]


def add_to(app: typer.Typer) -> None:
    """Declare the command."""
    app.command(epilog=outputs.examples(*_EXAMPLES))(search)


@selecting(words_option=False)
def search(
    database: Database,
    words: Words = None,
    form: Chosen = None,
    limit: Limit = 20,
    sort: Sort = None,
    cite: Cite = False,
    output: outputs.Output = None,
    overwrite: outputs.Overwrite = False,
    quiet: outputs.Quiet = False,
    verbose: Verbose = False,
    *,
    selection: Selection,
) -> None:
    """Find disputed treatments by words and filters."""
    from imrcli.cli.console import say
    from imrcli.corpus import shown
    from imrcli.corpus.opening import opened
    from imrcli.corpus.search import search as find
    from imrcli.output import write

    chosen = form or form_of(output, _BY_ENDING) or "table"
    look_at(database, output, overwrite=overwrite)
    with opened(database) as connection:
        found = find(connection, selection, limit=limit or None, sort=sort)
        quotes = _quotes(connection, found) if cite else None
    text = shown.rendered(found, chosen, quotes=quotes, colour=in_colour(output), width=columns())
    if text or output is not None:
        write(text.encode("utf-8", "replace"), output, overwrite=overwrite)
    for note in found.notes:
        say(f"imr: {note}")
    for line in shown.synonyms(found) if verbose else ():
        say(f"imr: {line}")
    if not quiet:
        say(f"imr: {shown.footer(found, len(found.hits))}")


def _quotes(connection: sqlite3.Connection, found: Found) -> list[Quote]:
    from imrcli.corpus.quotes import quoted

    return [quoted(connection, hit, found.query) for hit in found.hits]


Known = TypeVar("Known", bound=str)


def form_of(output: str | None, by_ending: Mapping[str, Known]) -> Known | None:
    """The format that the ending of a file's name asks for; None for standard output. Raises OutputError."""
    if output in (None, "-"):
        return None
    form = by_ending.get(PurePath(output or "").suffix.lower())
    if form is None:
        *first, last = by_ending
        raise OutputError(output, f"is none of {', '.join(first)} and {last}; name one, or a --format")
    return form


def look_at(database: str, output: str | None, *, overwrite: bool) -> None:
    """Look at an output before anything is asked. Raises OutputError where it cannot be written or is the database."""
    from imrcli.output import check, spare

    spare([database], output or "-")
    check(output, overwrite=overwrite)


def in_colour(output: str | None) -> bool:
    """Whether what is printed is shown on a terminal, and the user did not ask for no colours (https://no-color.org)."""
    on_terminal = output in (None, "-") and sys.stdout is not None and sys.stdout.isatty()
    return on_terminal and not os.environ.get("NO_COLOR")


def columns() -> int:
    """How wide text is printed."""
    return min(shutil.get_terminal_size((100, 24)).columns, 120)
