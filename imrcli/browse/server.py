"""A Datasette that shows one database of letters, which it can only read, and a server for it."""

from __future__ import annotations

import errno
import socket
from pathlib import Path
from typing import Any

from imrcli.browse.about import SETTINGS, metadata
from imrcli.errors import MissingExtra, OutputError

_HERE = Path(__file__).parent


def application(path: str) -> Any:
    """The Datasette of the database at a path. Raises MissingExtra without Datasette."""
    try:
        from datasette.app import Datasette
    except ModuleNotFoundError as missing:
        if (missing.name or "").split(".")[0] != "datasette":
            raise
        raise MissingExtra.of(path, "browse", "Datasette") from None
    return Datasette(
        [path],  # opened with `mode=ro`: what `imr add` writes meanwhile is seen, and nothing is written
        metadata=metadata(Path(path).stem),
        settings=SETTINGS,
        plugins_dir=str(_HERE / "plugins"),
        template_dir=str(_HERE / "templates"),
        static_mounts=[("imrcli", str(_HERE / "static"))],
    )


def listening(host: str, port: int) -> socket.socket:
    """A socket that takes connections; port 0 is any that is free. Raises OutputError where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
        taken.listen()
    except (OSError, OverflowError) as error:
        taken.close()
        if getattr(error, "errno", None) == errno.EADDRINUSE:
            raise OutputError(f"{host}:{port}", "is in use; choose another --port, or 0 for any") from None
        says = getattr(error, "strerror", None) or error
        raise OutputError(f"{host}:{port}", f"cannot be listened on: {says}") from None
    return taken


def serve(app: Any, taken: socket.socket) -> None:
    """Answer until the process is told to end."""
    import uvicorn

    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[taken])
