"""What a run has done so far, on disk, so that it can go on after whatever ended it.

A journal is a SQLite database beside the output, `OUTPUT.journal`. What a source says is kept under the SHA-256 of its
content: a run that is resumed looks at each source's content, takes over what is known of it, and reads the rest. Which
sources there are, and in which order, is noted anew by every run, so that the output is the same as if nothing had
happened. SQLite keeps what was committed through a kill, a power loss and a full disk.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from imrcli.batch.job import Done, Options, Tally
from imrcli.errors import OutputError
from imrcli.model import SCHEMA_VERSION, Problem

_TABLES = ("run", "content", "source")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS run (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS content (
    sha256 BLOB PRIMARY KEY,  -- of the source's bytes
    lines BLOB,               -- the determinations, a line each, without their path
    tally BLOB,               -- what it adds to the totals
    code TEXT, message TEXT, exit_code INTEGER  -- or the problem
);
CREATE TABLE IF NOT EXISTS source (
    position INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 BLOB,              -- null where the source could not be loaded
    code TEXT, message TEXT, exit_code INTEGER
);
"""
_LAYOUT = 4
"""The number of the layout of these tables and of what is kept in them: it grows with every change."""

_COMMITTED = 0.25
"""Seconds between two commits: what a kill can cost."""

_LONGEST_NAME = 255 - len(".journal-journal")
"""Bytes of an output's name, at most, to which the journal's ending and SQLite's own can be added."""

_LIMITS = {"timeout": "timeout", "memory": "memory"}
"""Problems that another limit may cure, and the option that sets it."""


class Row(NamedTuple):
    """A source in its place, as the output needs it. `first` is the first source with the same content, if not this."""

    position: int
    name: str
    sha256: str | None
    lines: bytes | None
    problem: Problem | None
    first: str | None


def journal_path(output: str) -> Path:
    """Where an output's journal lies: beside it, under its name, or where that is too long for one, a digest of it."""
    path = Path(os.path.realpath(output))
    if len(os.fsencode(path.name)) > _LONGEST_NAME:
        import hashlib

        digest = hashlib.sha256(os.fsencode(path.name)).hexdigest()[:16]
        return path.with_name(f".imr-{digest}.journal")
    return path.with_name(f"{path.name}.journal")


class Journal:
    """The journal of one output. Raises OutputError where it cannot be made, or another run is writing it.

    `resume`: go on with one that is there; `restart`: throw it away. `keep_sources`: its sources are those of the run
    at hand, and not noted anew.
    """

    def __init__(
        self,
        output: str,
        options: Options,
        *,
        resume: bool,
        restart: bool,
        keep_sources: bool = False,
    ) -> None:
        self.path = journal_path(output)
        self.output = output
        interrupted = self.path.exists() and not (resume or restart)
        try:
            with self._writing():
                self._open(keep_sources, restart)
        except OutputError:
            if not restart or self._is_database():
                raise
            self.remove()  # no journal at all lies there
            with self._writing():
                self._open(keep_sources, restart)
        if interrupted:
            self._db.execute("ROLLBACK")
            self._db.close()
            says = "an interrupted run left its journal beside it; add --resume to go on, or --restart to begin anew"
            raise OutputError(output, says)
        with self._writing():
            self._agree(options)
        self.has_content = bool(self._db.execute("SELECT 1 FROM content LIMIT 1").fetchone())
        self._last = time.monotonic()

    def _is_database(self) -> bool:
        """Whether the file is one of SQLite's: an empty one is too."""
        with self.path.open("rb") as file:
            return file.read(16) in (b"", b"SQLite format 3\0")

    def _open(self, keep_sources: bool, restart: bool) -> None:
        self._db = sqlite3.connect(self.path, isolation_level=None, timeout=1.0)
        # One run at a time: the lock is held as long as the journal is open.
        self._db.execute("PRAGMA locking_mode=EXCLUSIVE")
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute("BEGIN IMMEDIATE")
        if restart:
            for table in _TABLES:
                self._db.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in _SCHEMA.split(";"):
            self._db.execute(statement)
        if not keep_sources:
            self._db.execute("DELETE FROM source")

    def _agree(self, options: Options) -> None:
        """Take over only what the same reading would give again; drop what another limit may cure."""
        import imrcli

        now = {
            "version": f"{imrcli.__version__}, contract {SCHEMA_VERSION}, journal {_LAYOUT}",
            "reader": options.reader,
            "ocr": options.ocr,
            "hidden": options.hidden,
            "evidence": str(options.evidence),
            "check": str(options.check),
        }
        before = dict(self._db.execute("SELECT name, value FROM run").fetchall())
        for name, value in now.items():
            if before.get(name, value) != value:
                begun = f"was begun with another {name} ({before[name]}, now {value})"
                raise OutputError(self.output, f"{begun}; use that, or begin anew with --restart")
        for code, option in _LIMITS.items():
            value = str(getattr(options, option))
            now[option] = value
            if before.get(option, value) != value:
                self._db.execute("DELETE FROM content WHERE code = ?", (code,))
        self._db.executemany("INSERT OR REPLACE INTO run VALUES (?, ?)", now.items())
        self._db.execute("COMMIT")
        self._db.execute("BEGIN")

    def known(self, position: int, name: str, sha256: str) -> Done | None:
        """What is known of a content, under the name and place that it has now."""
        row = self._db.execute(
            "SELECT tally, code, message, exit_code FROM content WHERE sha256 = ?", (bytes.fromhex(sha256),)
        ).fetchone()
        if row is None:
            return None
        tally, code, message, exit_code = row
        if code is None:
            return Done(position, name, sha256, tally=msgspec.json.decode(tally, type=Tally))
        problem = Problem(source=name, sha256=sha256, code=code, message=message)
        return Done(position, name, sha256, problem=problem, exit_code=exit_code)

    def add(self, done: Done) -> None:
        """Note what became of a source. It is safe at the latest a moment later, or after `commit`."""
        sha256 = bytes.fromhex(done.sha256) if done.sha256 else None
        problem = done.problem
        nothing = (None, None, None)
        failure = (problem.code, problem.message, done.exit_code) if problem else nothing
        with self._writing():
            if sha256 and (done.lines or problem):
                self._db.execute(
                    "INSERT OR IGNORE INTO content VALUES (?, ?, ?, ?, ?, ?)",
                    (sha256, done.lines, msgspec.json.encode(done.tally), *failure),
                )
            self._db.execute(
                "INSERT INTO source VALUES (?, ?, ?, ?, ?, ?)",
                (done.position, done.name, sha256, *(nothing if sha256 else failure)),
            )
        if time.monotonic() - self._last > _COMMITTED:
            self.commit()

    def commit(self) -> None:
        """Make safe what was noted."""
        with self._writing():
            self._db.execute("COMMIT")
            self._db.execute("BEGIN")
        self._last = time.monotonic()

    def rows(self) -> Iterator[Row]:
        """All sources in their order, with what became of each."""
        self.commit()
        self._db.execute(
            "CREATE TEMP TABLE again AS SELECT sha256, MIN(position) AS first FROM source"
            " WHERE sha256 IS NOT NULL GROUP BY sha256 HAVING COUNT(*) > 1"
        )
        self._db.execute("CREATE INDEX temp.of_again ON again (sha256)")
        sources = self._db.execute(
            "SELECT s.position, s.name, s.sha256, c.lines,"
            " COALESCE(c.code, s.code), COALESCE(c.message, s.message), f.name"
            " FROM source s LEFT JOIN content c ON c.sha256 = s.sha256"
            " LEFT JOIN again a ON a.sha256 = s.sha256 AND a.first <> s.position"
            " LEFT JOIN source f ON f.position = a.first ORDER BY s.position"
        )
        for position, name, digest, lines, code, message, first in sources:
            sha256 = digest.hex() if digest else None
            problem = None
            if code is not None:
                problem = Problem(source=name, sha256=sha256, code=code, message=message)
            yield Row(position, name, sha256, lines, problem, first)
        self._db.execute("DROP TABLE again")

    def close(self) -> None:
        """Make safe what was noted, and let go of the journal, which stays."""
        with contextlib.suppress(sqlite3.Error):
            self._db.execute("COMMIT")
        self._db.close()

    def finish(self) -> None:
        """Let go of the journal, which is needed no more."""
        if os.name == "posix":
            self.remove()  # while it is locked: another run's would lie there a moment later
            self.close()
        else:
            self.close()
            self.remove()

    def remove(self) -> None:
        """Remove the journal's files."""
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(f"{self.path}{ending}").unlink(missing_ok=True)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            reason = str(error)
            if "locked" in reason:
                says = "another run is writing it; wait for that, or write to another file"
            elif "full" in reason or "I/O" in reason:
                says = f"the disk is full or failing ({reason}); make room and go on with --resume"
            elif "unable to open" in reason:
                says = "cannot be written: its folder does not exist or may not be written to"
            else:
                says = f"its journal cannot be used ({reason}); begin anew with --restart"
            raise OutputError(self.output, says) from None


class Seen:
    """The contents met in a run that keeps no journal, in a temporary file of SQLite's."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute("CREATE TABLE seen (sha256 BLOB PRIMARY KEY, name TEXT) WITHOUT ROWID")
        self._db.execute("BEGIN")

    def first(self, sha256: str, name: str) -> str | None:
        """The name of the first source with this content; None where this is it."""
        digest = bytes.fromhex(sha256)
        inserted = self._db.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (digest, name))
        if inserted.rowcount:
            return None
        row = self._db.execute("SELECT name FROM seen WHERE sha256 = ?", (digest,)).fetchone()
        return str(row[0])
