"""The command line: one small file a command; each parses its arguments, calls the library and prints.

A command module is imported only when its command runs, so that `imr parse` does not pay for the others.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Annotated

import typer

from imrcli.cli import commands
from imrcli.cli.console import complain
from imrcli.errors import ExitCode, ImrError

app = typer.Typer(
    name="imr",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads California Independent Medical Review (IMR) determination letters: what each one decided.",
)


def _version(wanted: bool) -> None:
    if wanted:
        from imrcli import __version__

        typer.echo(f"imr {__version__}")
        raise typer.Exit


@app.callback()
def _imr(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version and exit.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    pass


commands.add_to(app)


def main() -> None:
    """Run the command line; the process's exit code is an `imrcli.errors.ExitCode`."""
    if hasattr(signal, "SIGPIPE"):
        # A reader that closes the pipe (`imr parse x | head -1`) ends the program as it ends `cat`.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ExitCode.OK)
    except ImrError as error:
        complain(error)
        sys.exit(error.exit_code)
    except Exception as error:
        if os.environ.get("IMR_DEBUG"):
            raise
        print(f"imr: a fault in imrcli ({type(error).__name__}); please report it", file=sys.stderr)
        sys.exit(ExitCode.INTERNAL)
