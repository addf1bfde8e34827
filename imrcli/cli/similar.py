"""`imr similar`: the past decisions nearest to a dispute, and how such disputes ended."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from imrcli.cli import outputs
from imrcli.cli.selection import Database, selecting

if TYPE_CHECKING:
    import sqlite3

    from imrcli.corpus.disputes import Dispute
    from imrcli.corpus.selection import Selection

_EXAMPLES = (
    "imr similar imr.db letter.pdf",
    "imr similar imr.db CM16-0246624 --item 1 --outcome overturned",
    'imr similar imr.db "MRI of the right knee, meniscal tear"',
)
_FILES = (".pdf", ".txt", ".png", ".jpg", ".jpeg", ".tif", ".tiff")

What = Annotated[
    str, typer.Argument(metavar="DISPUTE", help="A letter, a case number, or a request in words.", show_default=False)
]
Form = Literal["table", "json"]
_FORMATS: tuple[Form, ...] = get_args(Form)
_BY_ENDING: dict[str, Form] = {".json": "json", ".txt": "table"}

Format = Annotated[
    str | None, outputs.format_option("similar", _FORMATS, "Default: by the output's ending; else a table.")
]
Limit = Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, max=1000, help="Decisions an item.")]
Item = Annotated[
    int | None,
    typer.Option("--item", metavar="N", min=1, help="Only this item of the letter or case.", show_default=False),
]


def add_to(app: typer.Typer) -> None:
    """Declare the command."""
    app.command(epilog=outputs.examples(*_EXAMPLES))(similar)


@selecting()
def similar(
    database: Database,
    what: What,
    chosen: Format = None,
    limit: Limit = 5,
    item: Item = None,
    output: outputs.Output = None,
    overwrite: outputs.Overwrite = False,
    width: outputs.Width = None,
    *,
    selection: Selection,
) -> None:
    """Find the past decisions nearest to a dispute.

    It says why each is near, and how such disputes ended.
    """
    from imrcli.cli.console import columns, in_colour, say
    from imrcli.corpus import shown, shown_similar
    from imrcli.corpus.opening import opened
    from imrcli.corpus.similar import similar as find
    from imrcli.output import check, spare, write

    form = outputs.form_of("similar", _FORMATS, chosen, output, _BY_ENDING)
    spare([database, what], output or "-")
    check(output, overwrite=overwrite)
    with opened(database) as connection:
        disputes = _disputes(connection, what)
        if item is not None:
            disputes = [each for each in disputes if each.number in (None, item)]
        if not disputes:
            raise typer.BadParameter(f"{what} has no such item with a request")
        answers = [find(connection, each, selection, limit=limit) for each in disputes]
        notes = selection.where(connection).notes
    wide = width or min(columns(output) or shown.WIDTH, shown.WIDEST)
    text = shown_similar.rendered(answers, form, colour=in_colour(output), width=wide)
    write(text.encode(), output, overwrite=overwrite)
    for note in notes:
        say(f"imr: {note}")


def _disputes(connection: sqlite3.Connection, what: str) -> list[Dispute]:
    """The disputes that a word of the command line names."""
    from imrcli.corpus.disputes import asked, of_letter

    if os.path.exists(what) or what.lower().endswith(_FILES):
        import imrcli

        return [each for letter in imrcli.parse_all(what) for each in of_letter(connection, letter)]
    return asked(connection, what)
