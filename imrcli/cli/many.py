"""What `imr batch` and `imr check` share: a run over many letters, its signals, its progress and its end."""

from __future__ import annotations

import os
import shlex
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from types import FrameType
from typing import Any

from imrcli.batch.engines.inline import InlineEngine
from imrcli.batch.job import Done, Job
from imrcli.batch.journal import journal_path
from imrcli.batch.run import Batch, Stopped, Totals
from imrcli.batch.sources import Sources
from imrcli.cli.console import complain, say, shared_code
from imrcli.cli.plan import Plan
from imrcli.cli.progress import Progress
from imrcli.errors import ExitCode, MissingExtra, NotFound, OutputError
from imrcli.output import check, is_output, is_stream, opened, spare
from imrcli.render.terminal import counted

Summary = Callable[[Plan, Totals, float, int], str]
"""A run in one line, from its plan, its totals, its seconds, and the number of files that were left out."""


def run(plan: Plan, summary: Summary) -> int:
    """Read the sources and write the output; returns the exit code."""
    if not os.environ.get("IMR_DEBUG"):
        # A pool's thread that dies of a worker's garbled answer is noticed, and the worker replaced.
        threading.excepthook = lambda _: None
    totals = Totals()
    with Progress(plan.words, totals, verbose=plan.verbose) as progress:
        try:
            _check(plan)
            sources = Sources(
                plan.words,
                max_size=plan.options.max_size,
                is_ours=_is_ours(plan),
                leave=progress.left_out,
                standard_input=plan.standard_input,
                recursive_list=plan.recursive_list,
            )
            is_few = _read(plan, sources, totals, progress)
        except (Stopped, KeyboardInterrupt):
            progress.stop()
            return _say_how_to_go_on(totals, plan)
        except (OutputError, MissingExtra) as error:
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
    if not plan.quiet and not is_few:
        say(f"imr: {summary(plan, totals, progress.seconds, sources.left_out)}")
    return shared_code(totals.exit_codes)


def _read(plan: Plan, sources: Sources, totals: Totals, progress: Progress) -> bool:
    """Read and write all; whether that were so few sources that they were read here."""
    jobs = iter(sources)
    first = list(islice(jobs, plan.few + 1)) if plan.few else []
    if plan.few and len(first) <= plan.few:
        _through(Batch(InlineEngine(plan.options), plan.options, totals, progress.tick), plan, first)
        return True
    if not plan.quiet and not (plan.output == "-" and sys.stdout.isatty()):
        progress.start()
    with _Stopping() as stopping:

        def tick(done: Done | None) -> None:
            progress.tick(done)
            if stopping.asked:
                raise Stopped

        waited_for = stopping.through(chain(first, jobs))
        if plan.scheduler is None:
            _here(plan, waited_for, totals, tick)
        else:
            _on_cluster(plan, plan.scheduler, waited_for, totals, tick)
    return False


def _here(plan: Plan, jobs: Iterable[Job], totals: Totals, tick: Callable[[Done | None], None]) -> None:
    from imrcli.batch.engines.here import cores, reading

    with reading(plan.workers or cores(), plan.options, lambda why: say(f"imr: {why}")) as engine:
        _through(Batch(engine, plan.options, totals, tick), plan, jobs)


def _through(batch: Batch, plan: Plan, jobs: Iterable[Job]) -> None:
    if plan.adds:
        plan.adds(batch, jobs)
    elif is_stream(plan.output):
        with opened(plan.output, overwrite=plan.overwrite) as out:
            batch.to_stream(
                jobs,
                plan.streams(out),
                plan.problems,
                ordered=plan.ordered,
                overwrite=plan.overwrite,
                warnings=plan.warnings,
            )
    else:
        batch.to_file(
            jobs,
            plan.output,
            plan.opens(),
            plan.problems,
            resume=plan.resume,
            restart=plan.restart,
            overwrite=plan.overwrite,
            warnings=plan.warnings,
        )


def _on_cluster(
    plan: Plan, scheduler: str, jobs: Iterable[Job], totals: Totals, tick: Callable[[Done | None], None]
) -> None:
    from imrcli.batch.engines.dask import Cluster

    with Cluster(scheduler, plan.options, totals, plan.partition, tick) as cluster:
        cluster.to_folder(jobs, plan.output, plan.problems, resume=plan.resume, restart=plan.restart)


def _is_ours(plan: Plan) -> Callable[[str], bool]:
    """Whether a file is one that the run itself writes. Most are told apart by their names alone."""
    ours = [path for path in (plan.problems, plan.warnings) if path]
    if not is_stream(plan.output):
        journal = journal_path(plan.output)
        ours += [plan.output, str(journal), f"{journal}-wal", f"{journal}-shm"]
    names = {os.path.basename(path) for path in ours}
    return lambda path: os.path.basename(path) in names and any(is_output(path, own) for own in ours)


def _check(plan: Plan) -> None:
    """Raises OutputError for outputs that cannot be right, before anything is read."""
    for path in (plan.output, plan.problems, plan.warnings):
        if path is None or path == "-":
            continue
        spare(plan.words, path)
        if not (plan.adds and path == plan.output):  # it is added to, not replaced
            check(path, overwrite=plan.overwrite, folder=path == plan.output and plan.scheduler is not None)
    if not is_stream(plan.output):
        plan.opens()
    taken = {os.path.realpath(plan.output): "output"}
    for path, what in ((plan.problems, "problems"), (plan.warnings, "warnings")):
        if path is None:
            continue
        other = taken.setdefault(os.path.realpath(path), what)
        if other != what:
            is_too = "the output" if other == "output" else f"the file of {other}"
            raise OutputError(path, f"is {is_too} too; write the {what} to another file")


def _say_how_to_go_on(totals: Totals, plan: Plan) -> int:
    stopped = f"imr: stopped after {counted(totals.sources, 'source')}"
    if is_stream(plan.output):
        say(f"{stopped}; every line that was written is whole")
    elif plan.adds:
        say(f"{stopped}; what was added is kept. Go on with the same command")
    else:
        again = [word for word in sys.argv[1:] if word != "--restart"]
        again += [] if "--resume" in again else ["--resume"]
        say(f"{stopped}; nothing is lost. Go on with: imr {shlex.join(again)}")
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

    def through(self, jobs: Iterable[Job]) -> Iterator[Job]:
        """The jobs; while the next one is waited for (on a list, a remote folder), a signal stops at once."""
        waiting = iter(jobs)
        while True:
            self._looking = True
            try:
                job = next(waiting, None)
            finally:
                self._looking = False
            if job is None:
                return
            yield job
