"""SQLite: letters, their items, citations, warnings and findings, and the batch's problems, with keys and views.

What the database holds is declared in sqlite.sql; the rows come from the columns of `imrcli.render.tables`.
"""

from __future__ import annotations

import contextlib
import errno
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from imrcli.model import SCHEMA_VERSION, Problem
from imrcli.own import APPLICATION_ID
from imrcli.render.tables import (
    CITATION,
    FINDING,
    ISSUE,
    LETTER,
    PROBLEM,
    WARNING,
    Column,
    Place,
    Table,
    cited,
    items,
    questioned,
    read_line,
)

LETTERS = Table("letters", "a letter", LETTER)
ISSUES = Table("issues", "a disputed treatment", ISSUE)
CITATIONS = Table("citations", "a citation", CITATION)
WARNINGS = Table("warnings", "a warning", WARNING)
PROBLEMS = Table("problems", "a source that gave no determination", PROBLEM)
FINDINGS = Table("findings", "what a careful reader would question (only with `--check`)", FINDING)
TABLES = (LETTERS, ISSUES, CITATIONS, WARNINGS, PROBLEMS)
"""The tables that there always are."""

KEYS = {
    "letters": ("id",),
    "issues": ("id", "letter_id"),
    "citations": ("id", "issue_id"),
    "warnings": ("id", "letter_id", "issue_id"),
    "problems": ("id",),
    "findings": ("id", "letter_id", "issue_id"),
}
_TOGETHER = 1_000
"""Letters and problems in a transaction."""

# The file is moved into place when it is whole, and is worth nothing before: no journal, no waiting for the disk.
FAST = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA cache_size = -65536;
PRAGMA user_version = {SCHEMA_VERSION};
PRAGMA application_id = {APPLICATION_ID};
"""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Script(NamedTuple):
    """The parts of sqlite.sql."""

    tables: str
    findings: str
    indexes: str
    full_text: str


def script() -> Script:
    """What sqlite.sql declares."""
    text = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    return Script(*re.split(r"^-- part: .*\n", text, flags=re.MULTILINE)[1:])


def _stored(column: Column) -> Callable[[Any], Any]:
    """How a column's value is taken as SQLite keeps it."""
    value = column.value
    if column.kind == "date":
        return lambda place: day.isoformat() if (day := value(place)) is not None else None
    if column.kind == "list":
        return lambda place: msgspec.json.encode(value(place)).decode()
    return value


class _Rows:
    """The rows of one table that wait to be inserted. Keys count from 1."""

    def __init__(self, table: Table) -> None:
        names = (*KEYS[table.name], *(column.name for column in table.columns))
        marks = ", ".join("?" * len(names))
        self.insert = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"
        self.waiting: list[tuple[Any, ...]] = []
        self._values = [_stored(column) for column in table.columns]
        self._last = 0

    def add(self, row: Any, *others: int | None) -> int:
        """Take a row with its keys of other tables; returns its own key."""
        self._last += 1
        self.waiting.append((self._last, *others, *[value(row) for value in self._values]))
        return self._last


class Sqlite:
    """Inserts rows many at a time; indexes, views and full text come last, which is faster.

    Raises OSError where the file cannot be written, `sqlite3.IntegrityError` where a value breaks a rule.
    """

    def __init__(self, path: Path, *, findings: bool = False) -> None:
        path.write_bytes(b"")  # what stands there is no database of this run
        self._database = sqlite3.connect(path, isolation_level=None)
        self._script = script()
        self._rows = {table.name: _Rows(table) for table in ((*TABLES, FINDINGS) if findings else TABLES)}
        self._taken = 0
        with self._writing():
            self._database.executescript(FAST + self._script.tables + (self._script.findings if findings else ""))

    def add(self, line: bytes) -> None:
        """Take one determination. Raises `msgspec.ValidationError` for what is none."""
        letter = read_line(line)
        rows = self._rows
        letter_id = rows["letters"].add(Place(letter))
        issue_ids: dict[int | None, int] = {}
        for index, item in enumerate(items(letter)):
            issue_ids[index] = rows["issues"].add(item, letter_id)
            for citation in cited(item):
                rows["citations"].add(citation, issue_ids[index])
        for warning in letter.warnings:
            rows["warnings"].add(warning, letter_id, issue_ids.get(warning.issue))
        for place in questioned(letter) if "findings" in rows else ():
            rows["findings"].add(place, letter_id, issue_ids.get(place.at))
        self._took()

    def problem(self, problem: Problem) -> None:
        """Take one problem. What is no Unicode in a name becomes U+FFFD."""
        self._rows["problems"].add(
            Problem(
                source=_LONE_SURROGATE.sub("\ufffd", problem.source),
                sha256=problem.sha256,
                code=problem.code,
                message=_LONE_SURROGATE.sub("\ufffd", problem.message),
            )
        )
        self._took()

    def close(self) -> None:
        """Insert what waits, make indexes, views and full text, and close the single file."""
        self._flush()
        with self._writing() as database:
            database.executescript(f"BEGIN; {self._script.indexes} COMMIT;")
            (has_full_text,) = database.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone()
            if has_full_text:
                database.executescript(f"BEGIN; {self._script.full_text} COMMIT;")
        self._database.close()

    def _took(self) -> None:
        self._taken += 1
        if self._taken % _TOGETHER == 0:
            self._flush()

    def _flush(self) -> None:
        with self._writing() as database:
            database.execute("BEGIN")
            for rows in self._rows.values():
                database.executemany(rows.insert, rows.waiting)
                rows.waiting.clear()
            database.execute("COMMIT")

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A full disk is SQLite's OperationalError; to a caller it is the OSError that it is with any file."""
        try:
            yield self._database
        except sqlite3.OperationalError as error:
            self._database.close()
            raise OSError(errno.EIO, str(error)) from None
