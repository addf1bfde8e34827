"""Options of what commands print and write, and the examples behind their help."""

from __future__ import annotations

from typing import Annotated

import typer

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


def examples(*commands: str) -> str:
    """Commands as the end of a help, each on its own line (which a backspace asks for)."""
    return "\n".join(
        ("\b", "Examples:" if len(commands) > 1 else "Example:", *(f"  {command}" for command in commands))
    )
