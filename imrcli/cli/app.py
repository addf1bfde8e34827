"""The commands, put together for typer, which parses their options and prints their help."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from string import ascii_letters
from typing import Annotated, Any, Literal

import typer

from imrcli.cli import COMMANDS, has_defaults
from imrcli.errors import ExitCode, UsageError

_IN_WORDS = {"search": "'MRI NEAR/5 shoulder -lumbar'", "similar": "'MRI of the right knee'"}
"""Commands that take words for people, and such words as one argument."""

_WORDS_APART = ("Got unexpected extra argument", *(f"No such option: -{letter}" for letter in ascii_letters))
"""How typer's errors begin where such words are given as several, or one of them begins with `-`."""


def run(words: list[str], *, ready: Callable[[], None]) -> int:
    """Run the words of a command line; returns the exit code. A wrong one is told in one line.

    `ready` is called when the commands are loaded.
    """
    command: Any = typer.main.get_command(application(words[:1]))
    ready()
    if has_defaults():
        from imrcli.cli.defaults import apply

        apply(command, words, commands)
    try:
        code = command(words, prog_name="imr", standalone_mode=False)
    except Exception as error:
        # Typer's own errors have a base class that it does not publish.
        if not isinstance(error, typer.BadParameter.__mro__[2]):
            raise
        if not words:
            error.show()  # type: ignore[attr-defined]  # the help
            return int(ExitCode.USAGE)
        context = getattr(error, "ctx", None)
        path = context.command_path if context is not None else "imr"
        message = " ".join(error.format_message().split()).rstrip(".")  # type: ignore[attr-defined]
        name = path.removeprefix("imr").strip()
        see = f"see `{path} --help`"
        if name in _IN_WORDS and message.startswith(_WORDS_APART):
            see = f"put all words in one pair of quotes: {path} imr.db {_IN_WORDS[name]}"
        raise UsageError(name or None, f"{message}; {see}") from None
    return code if isinstance(code, int) else int(ExitCode.OK)


def application(asked: list[str]) -> typer.Typer:
    """The command line as far as it is asked for: one command, or all where the first word names none."""
    app = typer.Typer(
        name="imr",
        no_args_is_help=True,
        add_completion=False,  # it has its own, which starts no program
        pretty_exceptions_enable=False,
        rich_markup_mode=None,  # plain help: the libraries of the other kinds take longer to import than all of imrcli
        context_settings={"help_option_names": ["-h", "--help"]},
        help="Reads California Independent Medical Review (IMR) determination letters: what each one decided.",
    )
    app.callback()(_imr)
    for name in [word for word in asked if word in COMMANDS] or COMMANDS:
        import_module(f"imrcli.cli.{name}").add_to(app)
    return app


def commands() -> dict[str, Any]:
    """All commands as typer has put them together, by name."""
    group: Any = typer.main.get_command(application([]))
    return dict(group.commands)


def _show_version(wanted: bool) -> None:
    if wanted:
        from imrcli import __version__

        typer.echo(f"imr {__version__}")
        raise typer.Exit


def _show_completion(context: typer.Context, shell: str | None) -> None:
    if shell is not None:
        from imrcli.cli import tree
        from imrcli.cli.completion import script

        group = context.command
        completions = script(shell, tree.commands(group, context), tree.top_options(group, context))  # type: ignore[arg-type]
        typer.echo(completions, nl=False)
        raise typer.Exit


def _imr(
    version: Annotated[
        bool,
        typer.Option("--version", "-V", help="Show the version and exit.", callback=_show_version, is_eager=True),
    ] = False,
    show_completion: Annotated[
        Literal["bash", "zsh", "fish"] | None,
        typer.Option(
            help="Print the script that completes command lines in a shell, and exit.",
            callback=_show_completion,
            is_eager=True,
            show_default=False,
        ),
    ] = None,
) -> None:
    pass
