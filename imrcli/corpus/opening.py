"""How the one SQLite file is opened, and how it is told from other files.

A file says by its `application_id` that it is imrcli's (`imrcli.own`) and by its `user_version` which layout it has.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import quote

from imrcli.errors import CorpusError, NoFullText, NotFound
from imrcli.own import ADDED_ID, APPLICATION_ID

LAYOUT = 3
"""The number of the layout: it grows with every change of schema.sql."""

_FIRST_LAYOUT = 1

_CACHE_KB = 65_536
"""Pages that stay in memory while questions are asked, at most."""

ADDED = f"PRAGMA application_id = {ADDED_ID};"
"""Says that letters were added since: see `imrcli.own`."""

_OURS = (APPLICATION_ID, ADDED_ID)

MARKS = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {LAYOUT};"


def is_parquet(path: str) -> bool:
    """Whether a path is not a database's: a folder, or a Parquet file, there or not."""
    return Path(path).is_dir() or path.lower().endswith(".parquet")


def has_full_text(database: sqlite3.Connection) -> bool:
    """Whether this Python's SQLite has FTS5."""
    (has,) = database.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone()
    return bool(has)


def opened(path: str, *, write: bool = False) -> sqlite3.Connection:
    """The database at a path, to read from (it cannot be changed through it) or to write to.

    Raises NotFound where there is none, CorpusError for a file that is none of imrcli's or of another layout, and
    NoFullText where this Python's SQLite has no FTS5.
    """
    if is_parquet(path):
        what = "a folder" if Path(path).is_dir() else "Parquet"
        raise CorpusError(path, f"is {what}, no database; make one of the letters with: imr batch SOURCE... -o imr.db")
    if not Path(path).is_file():
        raise NotFound(path, "no such database; make it with: imr batch SOURCE... -o " + path)
    mode = "rw" if write else "ro"
    try:
        database = sqlite3.connect(f"file:{quote(str(Path(path).absolute()))}?mode={mode}", uri=True, timeout=10.0)
        database.isolation_level = None
        _check(path, database)
    except sqlite3.Error as error:
        raise CorpusError(path, f"is no database of imrcli ({error})") from None
    if not has_full_text(database):
        raise NoFullText(path)
    if not write:
        database.executescript(f"PRAGMA query_only = 1; PRAGMA cache_size = {-_CACHE_KB};")
    return database


def _check(path: str, database: sqlite3.Connection) -> None:
    (application,) = database.execute("PRAGMA application_id").fetchone()
    (layout,) = database.execute("PRAGMA user_version").fetchone()
    if application in _OURS and layout == LAYOUT:
        return
    names = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    database.close()
    again = "make it anew with: imr batch SOURCE... -o " + path
    if application in _OURS and layout > LAYOUT:
        raise CorpusError(path, f"was written by a newer imrcli (layout {layout}, known {LAYOUT}); update imrcli")
    if application in _OURS or (layout == _FIRST_LAYOUT and {"letters", "issues", "citations"} <= names):
        raise CorpusError(path, f"was written by an older imrcli (layout {layout}, now {LAYOUT}); {again}")
    raise CorpusError(path, f"is no database of imrcli; {again}")
