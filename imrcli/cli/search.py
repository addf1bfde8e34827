"""`imr search`: disputed treatments by words and filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from imrcli.cli import options
from imrcli.cli.selection import Database, selecting

if TYPE_CHECKING:
    from imrcli.corpus.selection import Selection

_EXAMPLES = (
    'imr search imr.db "spinal cord stimulator"',
    "imr search imr.db 'MRI NEAR shoulder' --outcome overturned --since 2016",
)

Words = Annotated[
    str | None,
    typer.Argument(metavar="[WORDS]", help='Words, "phrases", OR, NOT, NEAR(a b, 5), prefix*.', show_default=False),
]
Limit = Annotated[int, typer.Option("--limit", "-n", min=0, help="Decisions shown at most; 0: all.")]


def add_to(app: typer.Typer) -> None:
    """Declare the command."""
    app.command(epilog=options.examples(*_EXAMPLES))(search)


@selecting(words_option=False)
def search(database: Database, words: Words = None, limit: Limit = 20, *, selection: Selection) -> None:
    """Find disputed treatments by words and filters."""
    from imrcli.corpus.schema import opened
    from imrcli.corpus.search import search as find

    with opened(database) as connection:
        for hit in find(connection, selection, limit=limit or None).hits:
            typer.echo(f"{hit.case_number} {hit.number} {hit.outcome} {hit.request}")
