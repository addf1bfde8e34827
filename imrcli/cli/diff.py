"""`imr diff`: what differs between two databases or files of JSON lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Annotated

import typer

from imrcli.cli import outputs
from imrcli.cli.console import columns, complain, exit_code, say
from imrcli.errors import ExitCode, ImrError
from imrcli.output import opened, spare
from imrcli.render.differences import FORMATS, WIDTH, DifferenceFormat, lines
from imrcli.render.terminal import counted

if TYPE_CHECKING:
    from imrcli.corpus.diff import Difference

_EXAMPLES = ("imr diff before.db after.db", "imr diff old.jsonl new.jsonl --only '*outcome' --format csv")
_BY_ENDING: dict[str, DifferenceFormat] = {".csv": "csv", ".jsonl": "jsonl", ".md": "md", ".txt": "text"}

Before = Annotated[str, typer.Argument(metavar="BEFORE", help="A .db or .jsonl that `imr batch` wrote.")]
After = Annotated[str, typer.Argument(metavar="AFTER", help="Another.")]
Format = Annotated[
    str | None,
    outputs.format_option("diff", FORMATS, "Default: by the output's ending; else text."),
]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="FIELD", help="Only these fields: `outcome`, `*citations`, `item 1*`."),
]
Ignore = Annotated[list[str] | None, typer.Option("--ignore", metavar="FIELD", help="All but these fields.")]


def add_to(app: typer.Typer) -> None:
    """Declare the command."""
    app.command(epilog=outputs.examples(*_EXAMPLES))(diff)


def diff(
    before: Before,
    after: After,
    only: Only = None,
    ignore: Ignore = None,
    chosen: Format = None,
    output: outputs.Output = None,
    overwrite: outputs.Overwrite = False,
    width: outputs.Width = None,
) -> None:
    """Say what differs between two databases or files of letters.

    A letter is known by its case number. The exit code is 1 where something differs.
    """
    try:
        form = outputs.form_of("diff", FORMATS, chosen, output, _BY_ENDING)
        code = _run(before, after, only or [], ignore or [], form, output, overwrite=overwrite, width=width)
        raise typer.Exit(code)
    except ImrError as error:
        complain(error)
        raise typer.Exit(exit_code([error])) from None


def _run(
    before: str,
    after: str,
    only: list[str],
    ignore: list[str],
    form: DifferenceFormat,
    output: str | None,
    *,
    overwrite: bool,
    width: int | None,
) -> int:
    from imrcli.corpus.diff import differences

    letters: Counter[str] = Counter()

    def told() -> Iterator[Difference]:
        for difference in differences(before, after):
            if _wanted(difference.field, only, ignore):
                letters[difference.letter] += 1
                yield difference

    spare([before, after], output or "-")
    with opened(output, overwrite=overwrite) as out:
        for line in lines(told(), form, width=width or columns(output) or WIDTH):
            out.write(line.encode("utf-8", "replace"))
    what = (
        f"{counted(letters.total(), 'difference')} in {counted(len(letters), 'letter')}" if letters else "no difference"
    )
    say(f"imr: {what}")
    return int(ExitCode.FINDINGS if letters else ExitCode.OK)


def _wanted(field: str, only: list[str], ignore: list[str]) -> bool:
    """Whether a field is asked for, by its whole name or the part behind its item; a whole letter always is."""
    if not field:
        return True
    names = {field, field.partition(": ")[2] or field}
    names |= {name.replace("_", " ") for name in names}

    def among(patterns: list[str]) -> bool:
        return any(fnmatchcase(name, pattern) for name in names for pattern in patterns)

    return (not only or among(only)) and not among(ignore)
