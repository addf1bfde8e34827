"""`imr batch`: many letters, one record each."""

from __future__ import annotations

import os
import shlex
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from types import FrameType
from typing import Any

from msgspec import Struct

from imrcli.batch.job import Done, Job, Options
from imrcli.batch.run import Batch, Stopped, Totals
from imrcli.batch.sinks import ending
from imrcli.batch.sources import Sources
from imrcli.cli.console import complain, say, shared_code
from imrcli.cli.progress import Progress, summary
from imrcli.errors import ExitCode, NotFound, OutputError
from imrcli.output import is_output, opened, spare


class Plan(Struct, frozen=True, kw_only=True):
    """What the user asked for: the sources as named, where records go, and how they are read."""

    words: list[str]
    output: str
    problems: str | None
    options: Options
    workers: int | None
    scheduler: str | None
    partition: int
    resume: bool
    restart: bool
    ordered: bool


def run(plan: Plan, *, quiet: bool, verbose: bool) -> int:
    """Convert the sources; returns the exit code."""
    if not os.environ.get("IMR_DEBUG"):
        # A pool's thread that dies of a worker's garbled answer is noticed, and the worker replaced.
        threading.excepthook = lambda _: None
    totals = Totals()
    with Progress(plan.words, totals, quiet=quiet, verbose=verbose) as progress:
        sources = Sources(
            plan.words,
            max_size=plan.options.max_size,
            is_ours=_is_ours(plan),
            told=progress.left_out,
        )
        try:
            _check(plan)
            with _Stopping() as stopping:

                def tick(done: Done | None) -> None:
                    progress.tick(done)
                    if stopping.asked:
                        raise Stopped

                begin = _here if plan.scheduler is None else _on_cluster
                begin(plan, stopping.through(sources), totals, tick)
        except Stopped:
            progress.stop()
            return _told_to_go_on(totals, plan.output)
        except OutputError as error:
            progress.stop()
            complain(error)
            return int(error.exit_code)
        except BrokenPipeError:  # the reader has gone, as `head` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return int(ExitCode.OK)
    if not totals.sources:
        nothing = NotFound(" ".join(plan.words), "no letters there; name files, or folders of them")
        complain(nothing)
        return int(nothing.exit_code)
    if not quiet:
        told = summary(totals, progress.seconds, sources.left_out, plan.output)
        say(f"imr: {told}")
    return shared_code(totals.exit_codes)


def _here(plan: Plan, sources: Iterable[Job], totals: Totals, tick: Callable[[Done | None], None]) -> None:
    from imrcli.batch.engines.local import LocalEngine

    with LocalEngine(plan.workers or _cores(), plan.options) as engine:
        batch = Batch(engine, plan.options, totals, tick)
        if plan.output == "-":
            with opened("-") as out:
                batch.to_stream(sources, out, plan.problems, ordered=plan.ordered)
        else:
            batch.to_file(sources, plan.output, plan.problems, resume=plan.resume, restart=plan.restart)


def _on_cluster(plan: Plan, sources: Iterable[Job], totals: Totals, tick: Callable[[Done | None], None]) -> None:
    from imrcli.batch.engines.dask import Cluster

    if ending(plan.output) != ".parquet":
        raise OutputError(plan.output, "cannot be written by a cluster; name a folder that ends in .parquet")
    with Cluster(plan.scheduler or "", plan.options, totals, plan.partition, tick) as cluster:
        cluster.to_folder(sources, plan.output, plan.problems, resume=plan.resume, restart=plan.restart)


def _is_ours(plan: Plan) -> Callable[[str], bool]:
    """Whether a file is one that the run itself writes. Most are told apart by their names alone."""
    journal = f"{plan.output}.journal"
    ours = [
        plan.output,
        journal,
        f"{journal}-wal",
        f"{journal}-shm",
        *([plan.problems] if plan.problems else []),
    ]
    names = {os.path.basename(path) for path in ours}
    return lambda path: os.path.basename(path) in names and any(is_output(path, one) for one in ours)


def _check(plan: Plan) -> None:
    """Raises OutputError for outputs that cannot be right, before anything is read."""
    for path in (plan.output, plan.problems):
        if path is None or path == "-":
            continue
        spare(plan.words, path)
        folder = os.path.dirname(os.path.realpath(path))
        if not os.path.isdir(folder):
            says = f"cannot be written: there is no folder {os.path.basename(folder)!r}"
            raise OutputError(path, says)
    if plan.output != "-":
        ending(plan.output)
    if plan.problems is not None and os.path.realpath(plan.problems) == os.path.realpath(plan.output):
        raise OutputError(plan.problems, "is the output too; write the problems to another file")


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _told_to_go_on(totals: Totals, output: str) -> int:
    said = f"imr: stopped after {totals.sources:,} sources"
    if output == "-":
        say(f"{said}; every line that was written is whole")
    else:
        again = [word for word in sys.argv[1:] if word != "--restart"]
        again += [] if "--resume" in again else ["--resume"]
        say(f"{said}; nothing is lost. Go on with: imr {shlex.join(again)}")
    return int(ExitCode.INTERRUPTED)


class _Stopping:
    """Whether Ctrl-C or SIGTERM asked the run to stop. The second one ends it at once."""

    def __init__(self) -> None:
        self.asked = False
        self._looking = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> _Stopping:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._ask)
        if hasattr(signal, "SIGPIPE"):
            # A reader that leaves is met as an error here, so that the workers are ended in good order.
            self._before[signal.SIGPIPE] = signal.signal(signal.SIGPIPE, signal.SIG_IGN)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True
        signal.signal(number, self._before[number])
        if self._looking:
            raise Stopped

    def through(self, sources: Iterable[Job]) -> Iterator[Job]:
        """The sources; while the next one is waited for (on a list, a remote folder), a signal stops at once."""
        waiting = iter(sources)
        while True:
            self._looking = True
            try:
                job = next(waiting, None)
            finally:
                self._looking = False
            if job is None:
                return
            yield job
