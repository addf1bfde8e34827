"""Runs jobs in processes of this machine, so that a letter's crash, hang or memory hunger hurts only itself.

Each worker is a pebble pool of one process: a process that is killed while it holds a pool's lock can make that pool
useless, and here that is one worker, which is replaced. Letters go to a worker by the chunk, as passing each alone
would cost a tenth of reading it; the letters of a chunk that is lost are read again one by one, and the one on which
that fails again is the culprit.
"""

from __future__ import annotations

import queue
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent import futures
from typing import Any

from msgspec.structs import replace
from pebble import ProcessExpired, ProcessPool

from imrcli.batch import work
from imrcli.batch.engines.apart import METHOD, apart
from imrcli.batch.job import Done, Job, Options, chunks, failed
from imrcli.errors import Crashed, ImrError, MemoryExceeded, TimedOut

CHUNK = 16
"""Letters in a chunk: with fewer, handing them over costs; with more, the workers end at different times."""

_AHEAD = 2
"""Chunks given to a worker: one that it reads, and the next."""

_REORDERED = 64
"""Chunks a worker that may be done and wait for an earlier one, where results keep the order of the jobs."""

_HELD = 256 * 1024 * 1024
"""Bytes of content (of archives' members) that are on their way, beyond which no more is taken up."""

_RENEWED = 2_000
"""Chunks after which a worker is replaced, should a library in it lose memory."""

_GRACE = 30.0
"""Seconds beyond the limit after which a worker that neither answers nor dies is given up."""

_OCR_PAGE = 10.0
"""Seconds more that a letter may take for each page of it that is read by OCR; a page takes one or two."""

_READING = ("imrcli.batch.work", "imrcli.extract", "imrcli.ingest.pdfium")
_EVIDENCE = ("imrcli.evidence", "imrcli.check.registry")
"""Modules that are loaded once, for all workers."""

_TRIES = 2
"""A letter is a culprit when a worker died on it alone this often: anything can kill a process once, and what an
earlier letter left in a worker's memory is not its own."""


Task = Callable[[list[Job], Options], list[Done]]


class LocalEngine:
    """Workers on this machine. Use it as a context manager.

    `workers` is their number, `task` what they do with a chunk of jobs.
    """

    def __init__(self, workers: int, options: Options, task: Task = work.read) -> None:
        self._options = options
        context = _context(options)
        self._slots = [_Slot(context, options, task) for _ in range(workers)]
        self._ready: queue.SimpleQueue[_Chunk] = queue.SimpleQueue()

    def __enter__(self) -> LocalEngine:
        return self

    def __exit__(self, *_: object) -> None:
        for slot in self._slots:
            slot.ask_to_stop()  # all at once, and only then wait for each
        for slot in self._slots:
            slot.stop()

    def run(self, jobs: Iterable[Job], *, ordered: bool = True) -> Iterator[Done | None]:
        """What became of each job, in the jobs' order unless told otherwise.

        Yields None about five times a second while nothing is done, so that the caller can stop or show progress.
        """
        parts = chunks(jobs, CHUNK)
        more = True
        waiting: deque[_Chunk] = deque()  # in the jobs' order, done or not
        lost: deque[_Chunk] = deque()
        most = len(self._slots) * (_REORDERED + _AHEAD)
        while more or waiting:
            held = sum(chunk.size for chunk in waiting)
            while lost or (more and len(waiting) < most and held < _HELD):
                slot = min(self._slots, key=lambda slot: len(slot.chunks))
                if len(slot.chunks) >= (_AHEAD if not lost else 1):
                    break
                if lost:
                    slot.give(lost.popleft(), self._ready)
                    continue
                jobs_of = next(parts, None)
                if jobs_of is None:
                    more = False
                    break
                chunk = _Chunk(jobs_of)
                waiting.append(chunk)
                held += chunk.size
                slot.give(chunk, self._ready)
            for chunk in self._returned():
                chunk.settle(self._options, lost)
            settled = [chunk for chunk in waiting if chunk.settled] if not ordered else []
            for chunk in settled:
                yield from chunk.results()
                waiting.remove(chunk)
            while waiting and waiting[0].settled:
                yield from waiting.popleft().results()
            yield None

    def _returned(self) -> Iterator[_Chunk]:
        """The chunks that came back, or were lost with a worker that is given up."""
        try:
            chunk: _Chunk | None = self._ready.get(timeout=0.2)
        except queue.Empty:
            chunk = None
        while chunk is not None:
            yield chunk
            try:
                chunk = self._ready.get_nowait()
            except queue.Empty:
                chunk = None
        for slot in self._slots:
            yield from slot.given_up()


class _Chunk:
    """Jobs that go over together, and what became of them."""

    def __init__(self, jobs: list[Job], parent: _Chunk | None = None, tries: int = 0, ocr_pages: int = 0) -> None:
        self.jobs = jobs
        self.ocr_pages = ocr_pages
        self.parent = parent
        self.tries = tries
        self.done: list[Done] = []
        self.left = len(jobs)
        self.size = sum(len(job.data or b"") for job in jobs)
        self.future: futures.Future[list[Done]] | None = None
        self.slot: _Slot | None = None

    @property
    def settled(self) -> bool:
        return self.left == 0

    def results(self) -> list[Done]:
        return sorted(self.done, key=lambda done: done.position)

    def settle(self, options: Options, lost: deque[_Chunk]) -> None:
        """Take in what came back; what did not is tried again, letter by letter, or is a problem."""
        if self.slot is None or self not in self.slot.chunks:
            return  # it came back after its worker had been given up, and is being read again
        self.slot.took(self)
        future, self.future, self.slot = self.future, None, None
        error = future.exception() if future and future.done() else Crashed(None, "did not answer")
        if error is None and future is not None:
            results = future.result()
            deferred = {done.position: done.ocr_pages for done in results if done.ocr_pages}
            lost.extend(
                _Chunk([job], self, ocr_pages=deferred[job.position]) for job in self.jobs if job.position in deferred
            )
            self._take([done for done in results if not done.ocr_pages])
        elif len(self.jobs) > 1:
            lost.extend(_Chunk([job], self) for job in self.jobs)
        elif self.tries + 1 < _TRIES and not isinstance(error, futures.TimeoutError):
            lost.append(_Chunk(self.jobs, self, self.tries + 1, self.ocr_pages))
        else:
            job = self.jobs[0]
            self._take([failed(job, _as_imr_error(error, options), work.digest(job, options))])

    def _take(self, done: list[Done]) -> None:
        self.left -= len(done)
        self.done += done
        if self.settled:
            self.jobs, self.size = [], 0  # content at hand is held no longer than it takes
        if self.parent is not None:
            self.parent._take(done)


class _Slot:
    """One worker: a pool of one process, and the chunks that it has."""

    def __init__(self, context: Any, options: Options, task: Task) -> None:
        self._context, self._options, self._task = context, options, task
        self.chunks: list[_Chunk] = []
        self._moved = time.monotonic()
        self._pool = self._new()

    def _new(self) -> ProcessPool:
        return ProcessPool(
            max_workers=1,
            max_tasks=_RENEWED,
            initializer=work.prepare,
            initargs=[self._options.memory],
            context=self._context,
        )

    def give(self, chunk: _Chunk, ready: queue.SimpleQueue[_Chunk]) -> None:
        if not self.chunks:
            self._moved = time.monotonic()
        if not self._pool.active:
            self._renew()
        self.chunks.append(chunk)
        chunk.slot = self
        # A letter with scanned pages is first given back, so that it does not hold up those that it came with.
        options = replace(self._options, defer=not chunk.ocr_pages)
        limit = self._limit(chunk)
        chunk.future = self._pool.schedule(self._task, args=(chunk.jobs, options), timeout=limit)
        chunk.future.add_done_callback(lambda _: ready.put(chunk))

    def _limit(self, chunk: _Chunk) -> float:
        """The seconds that reading a chunk may take."""
        return self._options.timeout + chunk.ocr_pages * min(_OCR_PAGE, self._options.timeout)

    def took(self, chunk: _Chunk) -> None:
        self.chunks.remove(chunk)
        self._moved = time.monotonic()

    def given_up(self) -> list[_Chunk]:
        """The chunks of a worker that neither answers nor dies, which is replaced."""
        limit = max(map(self._limit, self.chunks), default=0.0)
        late = time.monotonic() - self._moved > limit + _GRACE
        if not self.chunks or not (late or not self._pool.active):
            return []
        gone = [chunk for chunk in self.chunks if chunk.future and not chunk.future.done()]
        self._renew()
        return gone

    def _renew(self) -> None:
        self.stop()
        self._pool = self._new()
        self._moved = time.monotonic()

    def ask_to_stop(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]

    def stop(self) -> None:
        self.ask_to_stop()
        self._pool.join()


def _context(options: Options) -> Any:
    """How workers are started: from a server process that has the reading loaded, where there is such a thing."""
    context = apart()
    if METHOD == "forkserver":
        # Should this process be killed, its helper that frees semaphores does so without a warning.
        sys.warnoptions.append("ignore:resource_tracker:UserWarning")
        evidence = _EVIDENCE if options.evidence or options.check else ()
        context.set_forkserver_preload([*_READING, *evidence])
    return context


def _as_imr_error(error: BaseException | None, options: Options) -> ImrError:
    if isinstance(error, futures.TimeoutError):
        return _slow(options)
    if isinstance(error, ProcessExpired) and error.exitcode == work.MEMORY_EXIT:
        return _hungry(options)
    return _crash(error)


def _slow(options: Options) -> ImrError:
    return TimedOut(None, f"took longer than {options.timeout:g} seconds; raise it with --timeout")


def _hungry(options: Options) -> ImrError:
    most = options.memory // (1024 * 1024)
    return MemoryExceeded(None, f"needed more than {most} MB of memory; raise it with --memory")


def _crash(error: BaseException | None) -> ImrError:
    how = f" ({_ended(error.exitcode)})" if isinstance(error, ProcessExpired) else ""
    return Crashed(None, f"crashed the process that read it{how}; fetch it again, or report it")


def _ended(exitcode: int) -> str:
    return f"signal {-exitcode}" if exitcode < 0 else f"exit code {exitcode}"
