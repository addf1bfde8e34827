"""Options of what commands print and write, and the examples behind their help."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Annotated, Any, TypeVar, cast

import typer

from imrcli.errors import unknown_format
from imrcli.output import is_stream

Form = TypeVar("Form", bound=str)

Output = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write to a file instead of standard output.", show_default=False
    ),
]
Overwrite = Annotated[
    bool, typer.Option("--overwrite", help="Replace the output even if it is a file that imrcli did not write.")
]
Width = Annotated[
    int | None,
    typer.Option(
        "--width",
        min=20,
        metavar="N",
        help="Columns of what is printed for people; default: the terminal's, or as many as read well.",
        show_default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary; problems are still reported.")]


def format_option(command: str, formats: Collection[str], help_text: str) -> Any:
    """The option `--format` of a command: a format that it does not write is the same error as a wrong ending."""

    def checked(form: str | None) -> str | None:
        if form is not None and form.lower() not in formats:
            raise unknown_format(form, command, formats)
        return None if form is None else form.lower()

    return typer.Option(
        "--format",
        "-f",
        metavar=f"[{'|'.join(formats)}]",
        help=help_text,
        callback=checked,
        show_default=False,
    )


def form_of(
    command: str,
    formats: Sequence[Form],
    chosen: str | None,
    output: str | None,
    endings: Mapping[str, Form],
    more: Iterable[str] = (),
) -> Form:
    """The one of a command's formats that is chosen, else that of the output's ending, else the first.

    Raises UnknownFormat for an ending that says none; `more` are what the command writes besides.
    """
    if chosen is not None:
        return cast(Form, chosen)  # the option lets no other through
    ending = PurePath(output or "").suffix.lower()
    if ending and ending not in endings and not is_stream(output):
        raise unknown_format(ending, command, [*formats, *more])
    return endings.get(ending, formats[0])


def examples(*commands: str) -> str:
    """Commands as the end of a help, each on its own line (which a backspace asks for)."""
    return "\n".join(
        ("\b", "Examples:" if len(commands) > 1 else "Example:", *(f"  {command}" for command in commands))
    )
