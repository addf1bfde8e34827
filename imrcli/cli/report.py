"""`imr report`: a report on a database, as a page or a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from imrcli.cli import outputs
from imrcli.cli.console import complain, exit_code, say
from imrcli.cli.selection import Counted, selecting
from imrcli.errors import ImrError
from imrcli.output import check, spare, write
from imrcli.render.terminal import printable

if TYPE_CHECKING:
    from imrcli.annual.parts import Report
    from imrcli.corpus.selection import Selection

_EXAMPLES = (
    "imr report imr.db -o report.html",
    "imr report imr.db --since 2016 --category Injection -o injections.xlsx",
)

Output = Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="A page (.html) or a workbook (.xlsx).")]


def add_to(app: typer.Typer) -> None:
    """Declare the command."""
    app.command(epilog=outputs.examples(*_EXAMPLES))(report)


@selecting()
def report(
    database: Counted, output: Output = "report.html", overwrite: outputs.Overwrite = False, *, selection: Selection
) -> None:
    """Write a report in the shape of DWC's annual reports.

    On all decisions or some: letters by quarter, outcomes, days to the decision, treatments, reviewers and guidelines;
    as one page that needs no network, or as a workbook of its tables.
    """
    try:
        _write(database, output, selection, overwrite=overwrite)
    except ImrError as error:
        complain(error)
        raise typer.Exit(exit_code([error])) from None


def _write(database: str, output: str, selection: Selection, *, overwrite: bool) -> None:
    from imrcli.annual.written import kind_of, written

    kind_of(output)
    spare([database], output)
    check(output, overwrite=overwrite)
    counted = _counted(database, selection)
    for note in counted.whole.notes:
        say(f"imr: {printable(note)}")
    write(written(counted, database, output), output, overwrite=overwrite)
    say(f"imr: wrote {printable(output)}")


def _counted(database: str, selection: Selection) -> Report:
    from imrcli.annual.parts import report as count
    from imrcli.corpus.folder import asked

    with asked(database, selection) as connection:
        return count(connection, selection)
