"""SQLite: the corpus's one file, made at once from a batch. What it holds is declared in `imrcli.corpus`."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from imrcli.corpus.opening import MARKS, has_full_text
from imrcli.corpus.schema import script
from imrcli.corpus.writer import Writer
from imrcli.model import Problem
from imrcli.render.tables import read_line

_TOGETHER = 1_000
"""Letters and problems in a transaction."""

# The file is moved into place when it is whole, and is worth nothing before: no journal, no waiting for the disk.
FAST = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA cache_size = -65536;
{MARKS}
"""
_AGAIN = """
SELECT id FROM letters WHERE case_number IN (
    SELECT case_number FROM letters GROUP BY case_number HAVING count(*) > 1
) AND id NOT IN (SELECT max(id) FROM letters GROUP BY case_number)
UNION
SELECT id FROM letters WHERE case_number IS NULL AND id NOT IN (
    SELECT max(id) FROM letters WHERE case_number IS NULL GROUP BY sha256, letter
)
"""
"""Letters that come again later in the file."""


class Sqlite:
    """Inserts rows many at a time; indexes, views and full text come last, which is faster.

    Raises OSError where the file cannot be written, `sqlite3.IntegrityError` where a value breaks a rule.
    """

    def __init__(self, path: Path) -> None:
        path.write_bytes(b"")  # what stands there is no database of this run
        self._database = sqlite3.connect(path, isolation_level=None)
        self._script = script()
        self._taken = 0
        with self._writing():
            self._database.executescript(FAST + self._script.tables)
            self._writer = Writer(self._database, full_text=False)

    def add(self, line: bytes) -> None:
        """Take one determination. Raises `msgspec.ValidationError` for what is none."""
        self._writer.insert(read_line(line))
        self._took()

    def problem(self, problem: Problem) -> None:
        """Take one problem."""
        self._writer.problem(problem)
        self._took()

    def close(self) -> None:
        """Insert what waits, make indexes, views and full text, and close the single file."""
        self._flush()
        with self._writing() as database:
            database.executescript(f"BEGIN; {self._script.indexes} COMMIT;")
            database.execute("BEGIN")
            for (letter_id,) in database.execute(_AGAIN).fetchall():
                self._writer.leave_out(letter_id)
            database.execute("COMMIT")
            database.executescript(self._script.analysis)
            if has_full_text(database):
                database.executescript(f"BEGIN; {self._script.full_text} {self._script.fill} COMMIT;")
        self._database.close()

    def _took(self) -> None:
        self._taken += 1
        if self._taken % _TOGETHER == 0:
            self._flush()

    def _flush(self) -> None:
        with self._writing() as database:
            database.execute("BEGIN")
            self._writer.flush()
            database.execute("COMMIT")

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A full disk is SQLite's OperationalError; to a caller it is the OSError that it is with any file."""
        try:
            yield self._database
        except sqlite3.OperationalError as error:
            self._database.close()
            raise OSError(errno.EIO, str(error)) from None
