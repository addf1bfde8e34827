"""Runs a batch on an existing Dask cluster: its workers read the letters and write the output, a part each.

The output is a folder of Parquet files on a disk that this machine and all workers share. Parts are read first, each
into a journal beside its file; then, once it is known which contents came before, they are written. A worker that is
lost costs its parts' time: the cluster gives them to another, which takes over what the journals hold.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from imrcli.batch import partition
from imrcli.batch.job import Done, Job, Options, chunks
from imrcli.batch.journal import Journal
from imrcli.batch.run import Totals, problem_file
from imrcli.errors import MissingExtra, OutputError

_AHEAD = 3
"""Parts given to the cluster for each thread of its workers: one that is read, and some that wait."""


class Cluster:
    """A run on a cluster. `tick` is called often, with what became of a source or None; it may raise to stop."""

    def __init__(
        self,
        scheduler: str,
        options: Options,
        totals: Totals,
        part: int,
        tick: Callable[[Done | None], None],
    ) -> None:
        self._options, self.totals, self._part, self._tick = options, totals, part, tick
        self._client = _connected(scheduler)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close(timeout=5)

    def to_folder(self, jobs: Iterable[Job], output: str, problems: str | None, *, resume: bool, restart: bool) -> None:
        """Read all, and write a folder of Parquet files that takes its name when it is whole. Raises OutputError."""
        target = Path(output).resolve()
        if target.is_file():
            raise OutputError(output, "is a file; on a cluster the output is a folder: remove it")
        folder = target.with_name(f".{target.name}.partial")
        if restart:
            shutil.rmtree(folder, ignore_errors=True)
        journal = Journal(output, self._options, resume=resume, restart=restart)
        try:
            folder.mkdir(exist_ok=True)
            parts = self._read(jobs, folder, journal)
            firsts = self._firsts(journal, parts, problems)
            if self.totals.letters:
                self._write(folder, firsts)
                _move(folder, target)
            else:
                shutil.rmtree(folder)
        except OutputError:
            journal.close()
            raise
        except OSError as error:
            journal.close()
            raise OutputError(output, f"cannot be written: {error.strerror}") from None
        except BaseException:
            journal.close()
            raise
        journal.finish()

    def _read(self, jobs: Iterable[Job], folder: Path, journal: Journal) -> list[int]:
        """Have the parts read; returns the position of each part's first source."""
        starts: list[int] = []

        def requests() -> Iterator[tuple[Any, ...]]:
            for number, part in enumerate(chunks(jobs, self._part)):
                starts.append(part[0].position)
                yield partition.read, part, self._options, partition.part_path(folder, number)

        for part_done in self._carried_out(requests()):
            for done in part_done:
                journal.add(done)
                self.totals.add(done)
                self._tick(done)
        return starts

    def _firsts(self, journal: Journal, starts: list[int], problems: str | None) -> list[dict[int, str]]:
        """By part and position, the first source with the same content; problems are written on the way."""
        firsts: list[dict[int, str]] = [{} for _ in starts]
        number = 0
        with problem_file(problems) as tell:
            for row in journal.rows():
                while number + 1 < len(starts) and row.position >= starts[number + 1]:
                    number += 1
                if row.problem is not None:
                    tell(row.problem)
                if row.first is not None:
                    self.totals.same_content += 1
                    firsts[number][row.position] = row.first
        return firsts

    def _write(self, folder: Path, firsts: list[dict[int, str]]) -> None:
        for stale in folder.rglob("*.parquet"):  # of an earlier try, whose parts may have been others
            stale.unlink()
        requests = (
            (partition.write, self._options, partition.part_path(folder, number), of_part)
            for number, of_part in enumerate(firsts)
        )
        for _ in self._carried_out(requests):
            self._tick(None)

    def _carried_out(self, requests: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """The answers to requests, as they come; a bounded number is with the cluster at any time."""
        from distributed import as_completed
        from distributed.client import FutureCancelledError
        from distributed.comm import CommClosedError
        from distributed.scheduler import KilledWorker

        waiting = iter(requests)
        under_way = as_completed(loop=self._client.loop)
        more = True
        try:
            while more or under_way.count():
                most = _AHEAD * max(1, sum(self._client.nthreads().values()))
                while more and under_way.count() < most:
                    request = next(waiting, None)
                    if request is None:
                        more = False
                    else:
                        under_way.add(self._client.submit(*request, pure=False, retries=3))
                if under_way.count():
                    future = self._next(under_way)
                    yield future.result()
                    future.release()
        except KilledWorker:
            raise OutputError(
                self._client.scheduler.address, "its workers died again and again over one part; go on with --resume"
            ) from None
        except (CommClosedError, FutureCancelledError, TimeoutError) as error:
            raise OutputError(
                self._client.scheduler.address, f"was lost ({type(error).__name__}); go on with --resume"
            ) from None

    def _next(self, under_way: Any) -> Any:
        while True:
            try:
                return under_way.__next__() if under_way.has_ready() else _wait(under_way)
            except TimeoutError:
                self._tick(None)


def _wait(under_way: Any) -> Any:
    """The next future that is done. Raises TimeoutError after a while."""
    import time

    for _ in range(20):
        time.sleep(0.01)
        if under_way.has_ready():
            return under_way.__next__()
    raise TimeoutError


def _connected(scheduler: str) -> Any:
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise MissingExtra.of(scheduler, "dask", "Dask") from None
    try:
        return Client(scheduler, timeout=15, set_as_default=False)
    except (OSError, ValueError) as error:
        raise OutputError(
            scheduler, f"no Dask scheduler answers there ({type(error).__name__}); check the address"
        ) from None


def _move(folder: Path, target: Path) -> None:
    """Give the finished folder its name; an earlier output goes only then."""
    for journal in folder.glob("*.journal*"):
        journal.unlink()
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    folder.rename(target)
    shutil.rmtree(old, ignore_errors=True)
