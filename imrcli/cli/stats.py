"""`imr stats`: how disputed treatments were decided, counted in groups."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from imrcli.cli import outputs
from imrcli.cli.console import columns, complain, exit_code, in_colour, say
from imrcli.cli.selection import Counted, selecting
from imrcli.corpus.dimensions import DIMENSIONS
from imrcli.corpus.stats import Sort
from imrcli.errors import ImrError, MissingExtra
from imrcli.output import check, spare, write
from imrcli.render.statistics import StatisticsFormat
from imrcli.render.terminal import printable

if TYPE_CHECKING:
    from imrcli.corpus.selection import Selection
    from imrcli.corpus.stats import Statistics

_EXAMPLES = (
    "imr stats imr.db --by category",
    "imr stats imr.db --by specialty --by year --category Injection --format csv",
    "imr stats imr.db --by quarter --drug-class Opioids -o opioids.svg",
)
_FORMATS: tuple[StatisticsFormat, ...] = get_args(StatisticsFormat)
_BY_ENDING: dict[str, StatisticsFormat] = {".csv": "csv", ".json": "json", ".md": "md", ".txt": "table"}
_CHARTS: dict[str, Literal["png", "svg"]] = {".png": "png", ".svg": "svg"}

By = Annotated[
    list[str] | None,
    typer.Option("--by", "-b", metavar="WHAT", help=f"Twice: a cross table. {', '.join(DIMENSIONS)}."),
]
Format = Annotated[
    str | None,
    outputs.format_option("stats", _FORMATS, "Default: by the output's ending; else a table."),
]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="A .csv, .json, .md, .txt, or a chart: .png, .svg."),
]
Sorted = Annotated[
    Sort | None,
    typer.Option("--sort", help="Default: time and age in their order, else the most decisions.", show_default=False),
]
Least = Annotated[int, typer.Option("--least", metavar="N", min=0, help="Leave out groups of fewer decisions.")]


def add_to(app: typer.Typer) -> None:
    """Declare the command."""
    app.command(epilog=outputs.examples(*_EXAMPLES))(stats)


@selecting()
def stats(
    database: Counted,
    by: By = None,
    chosen: Format = None,
    output: Output = None,
    sort: Sorted = None,
    least: Least = 0,
    overwrite: outputs.Overwrite = False,
    width: outputs.Width = None,
    *,
    selection: Selection,
) -> None:
    """Count decisions, the overturned ones, and the days they took.

    The share overturned has a 95% interval (Wilson); days are medians. A decision with several values, as two
    specialties of its reviewer, counts in each.
    """
    try:
        _show(database, by or [], chosen, output, sort, least, selection, overwrite=overwrite, width=width)
    except ImrError as error:
        complain(error)
        raise typer.Exit(exit_code([error])) from None


def _show(
    database: str,
    by: list[str],
    chosen: str | None,
    output: str | None,
    sort: Sort | None,
    least: int,
    selection: Selection,
    *,
    overwrite: bool,
    width: int | None,
) -> None:
    ending = PurePath(output or "").suffix.lower()
    is_chart = chosen is None and ending in _CHARTS
    form = "table" if is_chart else outputs.form_of("stats", _FORMATS, chosen, output, _BY_ENDING, _CHARTS.values())
    spare([database], output or "-")
    check(output, overwrite=overwrite)
    found = _counted(database, [name.strip() for names in by for name in names.split(",")], sort, least, selection)
    for note in found.notes:
        say(f"imr: {printable(note)}")
    if is_chart:
        write(_chart(found, _CHARTS[ending], output or "-"), output, overwrite=overwrite)
        return
    write(_text(found, form, output, width), output, overwrite=overwrite)


def _counted(database: str, by: list[str], sort: Sort | None, least: int, selection: Selection) -> Statistics:
    from imrcli.corpus.folder import asked
    from imrcli.corpus.stats import statistics

    with asked(database, selection) as connection:
        return statistics(connection, selection, by, sort=sort, least=least)


def _text(found: Statistics, form: StatisticsFormat, output: str | None, width: int | None) -> bytes:
    from imrcli.render.statistics import statistics

    return statistics(found, form, width=width or columns(output), colour=in_colour(output)).encode("utf-8")


def _chart(found: Statistics, form: Literal["png", "svg"], output: str) -> bytes:
    from imrcli.render.charts import chart

    try:
        return chart(found, form)
    except ImportError:
        raise MissingExtra.of(output, "charts", "Matplotlib") from None
