"""The commands, put together for typer, which parses their options and prints their help."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

COMMANDS = (
    *("parse", "show", "check", "batch", "add", "search", "similar", "stats", "report", "browse", "diff"),
    *("text", "sections", "schema"),
)
"""Each is a module of this package, which declares its command in `add_to`."""


def application(asked: list[str]) -> typer.Typer:
    """The command line as far as it is asked for: one command, or all where the first word names none."""
    app = typer.Typer(
        name="imr",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,  # plain help: the libraries of the other kinds take longer to import than all of imrcli
        context_settings={"help_option_names": ["-h", "--help"]},
        help="Reads California Independent Medical Review (IMR) determination letters: what each one decided.",
    )
    app.callback()(_imr)
    for name in [word for word in asked if word in COMMANDS] or COMMANDS:
        import_module(f"imrcli.cli.{name}").add_to(app)
    return app


def _show_version(wanted: bool) -> None:
    if wanted:
        from imrcli import __version__

        typer.echo(f"imr {__version__}")
        raise typer.Exit


def _imr(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    pass
