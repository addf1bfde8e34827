"""`imr browse`: a database in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from imrcli.cli import outputs
from imrcli.cli.console import complain, exit_code, say
from imrcli.cli.selection import Database
from imrcli.errors import ImrError
from imrcli.render.terminal import printable

_EXAMPLES = ("imr browse imr.db --open", "imr browse imr.db --port 0")

Port = Annotated[int, typer.Option("--port", "-p", metavar="N", min=0, max=65535, help="0 for any that is free.")]
Host = Annotated[str, typer.Option("--host", help="The address to answer on; by default this machine alone can ask.")]
Opens = Annotated[bool, typer.Option("--open", help="Open it in the system's browser.")]


def add_to(app: typer.Typer) -> None:
    """Declare the command."""
    app.command(epilog=outputs.examples(*_EXAMPLES))(browse)


def browse(database: Database, port: Port = 8001, host: Host = "127.0.0.1", opens: Opens = False) -> None:
    """Look around in a database with a browser.

    There are filters, full text, questions by name, and a page a letter. It is shown by Datasette and cannot be
    changed. Ctrl-C ends it.
    """
    from imrcli.browse.server import application, listening, serve
    from imrcli.corpus.opening import opened

    try:
        opened(database).close()
        app = application(database).app()
        taken = listening(host, port)
    except ImrError as error:
        complain(error)
        raise typer.Exit(exit_code([error])) from None
    with taken:
        shown = f"[{host}]" if ":" in host else host
        where = f"http://{shown}:{taken.getsockname()[1]}/"
        say(f"imr: {printable(Path(database).name)} is at {where} (Ctrl-C ends it)")
        if opens:
            import webbrowser

            if not webbrowser.open(where):
                say("imr: no browser was found to open it with")
        serve(app, taken)
