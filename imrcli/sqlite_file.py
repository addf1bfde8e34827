"""A SQLite file takes the place of another as SQLite asks: through a connection, never by its name alone.

A database is its file and what may lie beside it (`-wal`, `-shm`, `-journal`), and other programs may have it open. A
new file under the old name would be read with the old one's journal, and be malformed. So the new content is copied
into the old database in one transaction: whoever has it open sees the old or the new, and a power loss leaves one of
them.
"""

from __future__ import annotations

import os
import time
from contextlib import closing, suppress
from pathlib import Path

from imrcli.errors import OutputError
from imrcli.own import SQLITE

_BESIDE = ("-journal", "-wal", "-shm")
_LONGEST_NAME = 255 - max(map(len, _BESIDE))
_WAIT = 2.0
"""Seconds that another program's lock is waited for."""


def is_database(path: Path) -> bool:
    """Whether a file is one of SQLite's. Raises OSError where it cannot be read."""
    with path.open("rb") as file:
        return file.read(len(SQLITE)) == SQLITE


def needs_connection(path: Path) -> bool:
    """Whether a file, there or not, can only be replaced through SQLite: it is a database, or has what one leaves."""
    if len(os.fsencode(path.name)) > _LONGEST_NAME:
        return False  # SQLite itself can keep nothing beside it
    if any(os.path.lexists(f"{path}{ending}") for ending in _BESIDE):
        return True
    return path.exists() and is_database(path)


def replace(output: str, path: Path, new: Path, *, overwrite: bool = False) -> None:
    """Give the database at `path` the content of the database `new`, which stays and is closed by whoever made it.

    `output` is what the user called it. With `overwrite` a database that is damaged is thrown away. Raises OutputError
    where another program is writing it, or where SQLite cannot open it.
    """
    import sqlite3

    try:
        _copy(new, path)
    except sqlite3.Error as error:
        reason = str(error)
        if "locked" in reason or "busy" in reason:
            says = "is open in another program; close it there, or write to another file"
        elif "full" in reason or "I/O" in reason:
            says = f"cannot be written: {reason}; make room, or write to another file"
        elif overwrite and path.exists() and not isinstance(error, sqlite3.OperationalError):
            throw_away(path)
            os.replace(new, path)
            return
        else:
            says = f"is a database that cannot be replaced ({reason}); write to another file"
        raise OutputError(output, says) from None


def throw_away(path: Path) -> None:
    """Remove a database with all that lies beside it."""
    for ending in (*_BESIDE, ""):
        Path(f"{path}{ending}").unlink(missing_ok=True)


def _copy(new: Path, path: Path) -> None:
    import sqlite3

    with closing(sqlite3.connect(new)) as source, closing(sqlite3.connect(path, timeout=_WAIT)) as target:
        target.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()  # plays back what a crash left
        with suppress(sqlite3.OperationalError):  # another program has it open: it stays as it is
            target.execute("PRAGMA journal_mode=DELETE").fetchone()
        source.backup(target, progress=_Patience())


class _Patience:
    """Ends a copy that waits for another program's lock: the library itself waits for ever."""

    def __init__(self) -> None:
        self._end = time.monotonic() + _WAIT

    def __call__(self, status: int, remaining: int, total: int) -> None:
        import sqlite3

        if status in (5, 6) and time.monotonic() > self._end:  # SQLITE_BUSY, SQLITE_LOCKED
            raise sqlite3.OperationalError("database is locked")
