"""A whole batch: sources to jobs, jobs to workers, what they say to a journal, and from it the outputs.

Every source ends as a determination for each of its letters, or as exactly one problem. A file output is made from the
journal when all is read, in the sources' order; standard output gets each line as soon as it is its turn.
"""

from __future__ import annotations

import contextlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

import msgspec

from imrcli.batch import lines
from imrcli.batch.job import Done, Job, Options
from imrcli.batch.journal import Journal, Seen
from imrcli.batch.sinks import Opener, Sink
from imrcli.batch.warning_file import warning_file
from imrcli.batch.work import digest
from imrcli.errors import OutputError
from imrcli.model import Problem
from imrcli.output import opened, replacing

_LOOKED_AT = 64
"""Sources whose content is looked at at the same time when a run goes on."""


class Engine(Protocol):
    """What runs jobs: see `imrcli.batch.engines`."""

    def run(self, jobs: Iterable[Job], *, ordered: bool) -> Iterator[Done | None]:
        """What became of each job; None now and then while nothing is done."""


class Stopped(Exception):
    """The run was asked to stop before it was through."""


class Totals:
    """What a run has come to so far: problems and warnings by their code, findings by their severity."""

    def __init__(self) -> None:
        self.sources = self.letters = self.taken_over = 0
        self.issues = self.upheld = self.overturned = self.partially_overturned = 0
        self.same_content = 0
        self.problems: Counter[str] = Counter()
        self.warnings: Counter[str] = Counter()
        self.findings: Counter[str] = Counter()
        self.exit_codes: set[int] = set()

    def add(self, done: Done) -> None:
        """Count what became of a source."""
        self.sources += 1
        if done.problem:
            self.problems[done.problem.code] += 1
            self.exit_codes.add(done.exit_code)
            return
        self.letters += done.tally.letters
        self.issues += done.tally.issues
        self.upheld += done.tally.upheld
        self.overturned += done.tally.overturned
        self.partially_overturned += done.tally.partially_overturned
        self.warnings.update(done.tally.warnings)
        self.findings.update(done.tally.findings)


class Batch:
    """One run. `tick` is called often, with what became of a source or None; it raises `Stopped` to end the run."""

    def __init__(
        self,
        engine: Engine,
        options: Options,
        totals: Totals,
        tick: Callable[[Done | None], None],
    ) -> None:
        self.engine, self.options, self.totals, self.tick = engine, options, totals, tick

    def to_stream(
        self,
        jobs: Iterable[Job],
        sink: Sink,
        problems: str | None,
        *,
        ordered: bool,
        overwrite: bool = False,
        warnings: str | None = None,
    ) -> None:
        """Write each determination as it comes. Raises OutputError where a file cannot be written."""
        seen = Seen()
        with (
            problem_file(problems, overwrite=overwrite) as tell,
            warning_file(warnings, overwrite=overwrite) as warn,
        ):
            for done in self.engine.run(jobs, ordered=ordered):
                if done is not None:
                    first = seen.first(done.sha256, done.name) if done.sha256 else None
                    self.totals.same_content += first is not None
                    if done.lines is not None:
                        for line in whole_lines(done.lines, done.name, first):
                            sink.add(line)
                            warn(line)
                    elif done.problem:
                        sink.problem(done.problem)
                        tell(done.problem)
                    self.totals.add(done)
                self.tick(done)
            sink.close()

    def to_file(
        self,
        jobs: Iterable[Job],
        output: str,
        open_sink: Opener,
        problems: str | None,
        *,
        resume: bool,
        restart: bool,
        overwrite: bool = False,
        warnings: str | None = None,
    ) -> None:
        """Read all, then write the output, the problems and the warnings. Raises OutputError; a journal stays then.

        With `overwrite` a file that is no output of imrcli is replaced too.
        """
        journal = Journal(output, self.options, resume=resume, restart=restart)
        try:
            self.read(jobs, journal)
            self._write(journal, output, open_sink, problems, warnings, overwrite)
        except BaseException:
            journal.close()
            raise
        journal.finish()

    def read(self, jobs: Iterable[Job], journal: Journal) -> None:
        """Read all into the journal."""
        pending = self._unknown(jobs, journal) if journal.has_content else jobs
        for done in self.engine.run(pending, ordered=False):
            if done is not None:
                journal.add(done)
                self.totals.add(done)
            self.tick(done)

    def _unknown(self, jobs: Iterable[Job], journal: Journal) -> Iterator[Job]:
        """The jobs whose content is not in the journal; the others are noted as done."""
        for job, sha256 in digests(jobs, self.options):
            done = journal.known(job.position, job.shown, sha256) if sha256 else None
            if done is None:
                yield job
                continue
            journal.add(done)
            self.totals.add(done)
            self.totals.taken_over += 1
            self.tick(done)

    def _write(
        self,
        journal: Journal,
        output: str,
        open_sink: Opener,
        problems: str | None,
        warnings: str | None,
        overwrite: bool,
    ) -> None:
        if not self.totals.letters:
            # What an earlier run wrote stays.
            with problem_file(problems, overwrite=overwrite) as tell, warning_file(warnings, overwrite=overwrite):
                for row in journal.rows():
                    if row.problem:
                        tell(row.problem)
            return
        with (
            replacing(output, overwrite=overwrite) as place,
            problem_file(problems, overwrite=overwrite) as tell,
            warning_file(warnings, overwrite=overwrite) as warn,
        ):
            try:
                sink = open_sink(place)
                for row in journal.rows():
                    self.tick(None)
                    self.totals.same_content += row.first is not None
                    if row.problem is not None:
                        sink.problem(row.problem)
                        tell(row.problem)
                    elif row.lines is not None:
                        for line in whole_lines(row.lines, row.name, row.first):
                            sink.add(line)
                            warn(line)
                sink.close()
            except OutputError:
                raise
            except OSError as error:
                says = f"cannot be written: {error.strerror or error}; nothing is lost, go on with --resume"
                raise OutputError(output, says) from None


def whole_lines(determinations: bytes, name: str, first: str | None) -> Iterator[bytes]:
    """A source's determinations, a line each, under its name; `first` is an earlier source with the same content."""
    for line in determinations.split(b"\n"):
        whole = lines.named(line, name)
        if first is not None:
            whole = lines.warned(whole, "same-content", f"the source has the same content as {first}")
        yield whole


@contextlib.contextmanager
def problem_file(path: str | None, *, overwrite: bool = False) -> Iterator[Callable[[Problem], None]]:
    """Where problems go: a file of JSON lines, or nowhere."""
    if path is None:
        yield lambda problem: None
        return
    with opened(path, overwrite=overwrite) as out:

        def tell(problem: Problem) -> None:
            out.write(msgspec.json.encode(problem) + b"\n")

        yield tell


def digests(jobs: Iterable[Job], options: Options) -> Iterator[tuple[Job, str | None]]:
    """Each job with the SHA-256 of its content; None where it cannot be loaded now."""
    waiting: deque[tuple[Job, Future[str | None]]] = deque()
    with ThreadPoolExecutor(8) as threads:
        for job in jobs:
            if job.data is not None:  # at hand already, and not to be held while others are loaded
                while waiting:
                    yield _settled(*waiting.popleft())
                yield job, digest(job, options)
                continue
            waiting.append((job, threads.submit(digest, job, options)))
            if len(waiting) >= _LOOKED_AT:
                yield _settled(*waiting.popleft())
        for earlier, sha256 in waiting:
            yield _settled(earlier, sha256)


def _settled(job: Job, sha256: Future[str | None]) -> tuple[Job, str | None]:
    return job, sha256.result()
