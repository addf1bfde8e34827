"""`imr search`: disputed treatments by words and filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from imrcli.cli import outputs
from imrcli.cli.selection import Database, selecting

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
_FORMATS: tuple[Format, ...] = get_args(Format)
_BY_ENDING: dict[str, Format] = {".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".md": "md", ".txt": "table"}

Words = Annotated[
    str | None,
    typer.Argument(metavar="[WORDS]", help='Words, "phrases", OR, NOT, NEAR(a b, 5), prefix*.', show_default=False),
]
Chosen = Annotated[
    str | None,
    outputs.format_option("search", _FORMATS, "Default: by the output's ending; else a table."),
]
Limit = Annotated[int, typer.Option("--limit", "-n", metavar="N", min=0, help="Decisions at most; 0: all.")]
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
    chosen: Chosen = None,
    limit: Limit = 20,
    sort: Sort = None,
    cite: Cite = False,
    output: outputs.Output = None,
    overwrite: outputs.Overwrite = False,
    width: outputs.Width = None,
    quiet: outputs.Quiet = False,
    verbose: Verbose = False,
    *,
    selection: Selection,
) -> None:
    """Find disputed treatments by words and filters."""
    from imrcli.cli.console import columns, in_colour, say
    from imrcli.corpus import shown
    from imrcli.corpus.opening import opened
    from imrcli.corpus.search import search as find
    from imrcli.output import check, spare, write

    form = outputs.form_of("search", _FORMATS, chosen, output, _BY_ENDING)
    spare([database], output or "-")
    check(output, overwrite=overwrite)
    with opened(database) as connection:
        found = find(connection, selection, limit=limit or None, sort=sort)
        quotes = _quotes(connection, found) if cite else None
    wide = width or min(columns(output) or shown.WIDTH, shown.WIDEST)
    text = shown.rendered(
        found,
        form,
        quotes=quotes,
        colour=in_colour(output),
        width=wide,
    )
    if text or output is not None:
        write(text.encode(), output, overwrite=overwrite)
    for note in found.notes:
        say(f"imr: {note}")
    for line in shown.synonyms(found) if verbose else ():
        say(f"imr: {line}")
    if not quiet:
        say(f"imr: {shown.footer(found, len(found.hits))}")


def _quotes(connection: sqlite3.Connection, found: Found) -> list[Quote]:
    from imrcli.corpus.quotes import quoted

    return [quoted(connection, hit, found.query) for hit in found.hits]
