"""Adding to a database that is there: what is new or corrected goes in, what is known is not read again.

The database is its own journal: what was added is committed every moment, so that a run that is killed loses a moment's
work, leaves a sound file, and goes on when the same command is given again. Others may read the file all the while.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import imrcli
from imrcli.batch import lines
from imrcli.batch.job import Done, Job, Options
from imrcli.batch.run import Engine, Totals, digests, problem_file
from imrcli.corpus.opening import ADDED, MARKS, opened
from imrcli.corpus.schema import script
from imrcli.corpus.writer import Writer
from imrcli.errors import CorpusError, OutputError
from imrcli.model import Problem
from imrcli.output import replacing
from imrcli.render.tables import read_line

_COMMITTED = 0.5
"""Seconds between two commits: what a kill can cost."""

_HELD = 200
"""Sources between two commits, at most."""

_PATIENCE = 60_000
"""Milliseconds to wait for another run that is writing."""

_KNOWN = """
SELECT 1 FROM letters WHERE sha256 = :sha256 AND version = :version AND checked >= :checked
UNION ALL SELECT 1 FROM replaced WHERE sha256 = :sha256 LIMIT 1
"""


class Adding:
    """One run that adds to the database at `path`. `tick` is as in `Batch`; `again` reads also what is known.

    `changes` counts the letters that were new, replaced, and unchanged.
    """

    def __init__(self, path: str, options: Options, totals: Totals, *, again: bool) -> None:
        self.path, self.options, self.totals, self.again = path, options, totals, again
        self.changes: Counter[str] = Counter()
        self._waiting: list[Done] = []
        self._last = time.monotonic()

    def run(
        self, engine: Engine, jobs: Iterable[Job], problems: str | None, tick: Callable[[Done | None], None]
    ) -> None:
        """Read what is not known, and put it in. Raises OutputError where that cannot be, CorpusError for no database.

        What was put in before `tick` raises is kept.
        """
        with self._writing():
            if not Path(self.path).exists() or not Path(self.path).stat().st_size:
                create(self.path)
            self._database = opened(self.path, write=True)
            self._database.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._writer = Writer(self._database, full_text=True)
            self._version = self._data_version()
        try:
            with problem_file(problems) as tell:
                for done in engine.run(self._unknown(jobs, tick), ordered=True):
                    if done is not None:
                        self._waiting.append(done)
                        self.totals.add(done)
                        if done.problem:
                            tell(done.problem)
                    if len(self._waiting) >= _HELD or time.monotonic() - self._last > _COMMITTED:
                        self._commit()
                    tick(done)
        finally:
            self._end()

    def _unknown(self, jobs: Iterable[Job], tick: Callable[[Done | None], None]) -> Iterator[Job]:
        """The jobs whose content is not in the database as this version reads it."""
        if self.again:
            yield from jobs
            return
        for job, sha256 in digests(jobs, self.options):
            asked = {"sha256": sha256, "version": imrcli.__version__, "checked": int(self.options.check)}
            with self._writing():
                known = sha256 and self._database.execute(_KNOWN, asked).fetchone()
            if not known:
                yield job
                continue
            done = Done(job.position, job.shown, sha256)
            self.totals.sources += 1
            self.totals.taken_over += 1
            tick(done)

    def _commit(self) -> None:
        """Put in what waits, all or nothing."""
        if self._waiting:
            with self._writing():
                self._database.execute("BEGIN IMMEDIATE")
                if self._version != self._data_version():  # another run was here
                    self._writer.begin()
                for done in self._waiting:
                    self._put(done)
                self._writer.flush()
                if self.changes["new"] or self.changes["replaced"]:
                    self._database.execute(ADDED)
                self._database.execute("COMMIT")
                self._version = self._data_version()
            self._waiting.clear()
        self._last = time.monotonic()

    def _put(self, done: Done) -> None:
        run = self._database.execute
        if done.problem is not None:
            self._put_problem(done.problem)
            return
        run("DELETE FROM problems WHERE source = ?", (done.name,))
        for line in (done.lines or b"").split(b"\n"):
            self.changes[self._writer.upsert(read_line(lines.named(line, done.name)))] += 1
            self._writer.flush()

    def _put_problem(self, problem: Problem) -> None:
        run = self._database.execute
        values = (problem.source, problem.sha256, problem.code, problem.message)
        same = "source = ? AND sha256 IS ? AND code = ? AND message = ?"
        if not run(f"SELECT 1 FROM problems WHERE {same}", values).fetchone():
            run("DELETE FROM problems WHERE source = ?", (problem.source,))
            self._writer.problem(problem)
            self._writer.flush()

    def _data_version(self) -> int:
        return int(self._database.execute("PRAGMA data_version").fetchone()[0])

    def _end(self) -> None:
        try:
            self._commit()
            if self.changes["new"] or self.changes["replaced"]:
                with self._writing():
                    self._database.executescript(script().analysis)
        finally:
            with contextlib.suppress(sqlite3.Error):  # somebody reads: it stays as it is, and whole
                self._database.execute("PRAGMA busy_timeout = 100")
                self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                self._database.execute("PRAGMA journal_mode = DELETE")
            self._database.close()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            with contextlib.suppress(sqlite3.Error, AttributeError):
                self._database.execute("ROLLBACK")
            reason = str(error)
            self._waiting.clear()
            if "locked" in reason or "busy" in reason:
                says = "another program has been writing it for a minute; run this again when that is done"
            elif "malformed" in reason or "not a database" in reason:
                raise CorpusError(self.path, f"is damaged ({reason}); make it anew with imr batch") from None
            else:
                says = f"cannot be written ({reason}); what was added before is kept: run this again to go on"
            raise OutputError(self.path, says) from None


def create(path: str) -> None:
    """An empty database, which is there only when it is whole. Raises OutputError where it cannot be."""
    with replacing(path) as temporary:
        database = sqlite3.connect(temporary, isolation_level=None)
        try:
            whole = script()
            database.executescript(f"{MARKS} BEGIN; {whole.tables} {whole.indexes} {whole.full_text} COMMIT;")
        except sqlite3.Error as error:
            raise OutputError(path, f"cannot be written: {error}") from None
        finally:
            database.close()
