"""How a batch shows itself on standard error: a bar on a terminal, problems a line each, and a summary at the end."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any, get_args

from imrcli.batch.job import Done
from imrcli.batch.run import Totals
from imrcli.batch.sources import count
from imrcli.model import Severity
from imrcli.render.terminal import counted, printable

if TYPE_CHECKING:
    from rich.progress import TaskID

    from imrcli.cli.plan import Plan

_SHOWN = 0.2
"""Seconds between two changes of the bar."""


class Progress:
    """Shows a run as it goes on. Use it as a context manager; `words` are its sources, `totals` the run's."""

    def __init__(self, words: list[str], totals: Totals, *, verbose: bool) -> None:
        self._words = words
        self._totals = totals
        self._verbose = verbose
        self._begun = time.monotonic()
        self._drawn = 0.0
        self._of = ""
        self._bar: Any = None
        self._task: TaskID | None = None

    @property
    def seconds(self) -> float:
        """How long the run has taken."""
        return time.monotonic() - self._begun

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        """Show a bar, where standard error is a terminal."""
        if sys.stderr is None or not sys.stderr.isatty():
            return
        from rich import progress
        from rich.console import Console

        self._bar = progress.Progress(
            progress.BarColumn(),
            progress.TextColumn("{task.fields[read]}"),
            progress.TextColumn("{task.fields[rate]}"),
            progress.TimeRemainingColumn(),
            progress.TextColumn("[yellow]{task.fields[problems]}"),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("", total=None, read="", rate="", problems="")
        self._bar.start()
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        total = count(self._words)
        if total is not None and self._bar is not None:
            self._of = f" of {total:,}"
            self._bar.update(self._task, total=total)

    def tick(self, done: Done | None) -> None:
        """Show what became of a source, and how far the run is."""
        if done is not None and done.problem is not None:
            self._say(f"imr: {done.name}: {done.problem.message}")
        elif done is not None and self._verbose:
            tally = done.tally
            self._say(
                f"imr: {done.name}: {counted(tally.issues, 'issue')}, {tally.upheld} upheld,"
                f" {tally.overturned} overturned, {counted(sum(tally.warnings.values()), 'warning')}"
            )
        now = time.monotonic()
        if self._bar is not None and now - self._drawn > _SHOWN:
            self._drawn = now
            read, problems = self._totals.sources, self._totals.problems.total()
            self._bar.update(
                self._task,
                completed=read,
                read=f"{read:,}{self._of} letters",
                rate=f"{(read - self._totals.taken_over) / self.seconds:,.0f}/s",
                problems=counted(problems, "problem") if problems else "",
            )

    def left_out(self, name: str, why: str) -> None:
        """Tell of a file that is no source."""
        if self._verbose:
            self._say(f"imr: {name}: left out: {why}")

    def _say(self, line: str) -> None:
        if self._bar is not None:
            self._bar.console.print(printable(line), markup=False, highlight=False, soft_wrap=True)
        elif sys.stderr is not None:
            print(printable(line), file=sys.stderr)

    def stop(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def summary(plan: Plan, totals: Totals, seconds: float, left_out: int) -> str:
    """What a batch came to, in one line."""
    outcomes = f"{totals.upheld:,} upheld, {totals.overturned:,} overturned"
    if totals.partially_overturned:
        outcomes += f", {totals.partially_overturned:,} partially overturned"
    unknown = totals.issues - totals.upheld - totals.overturned - totals.partially_overturned
    if unknown:
        outcomes += f", {unknown:,} unknown"
    letters = f"{counted(totals.letters, 'letter')} with {counted(totals.issues, 'issue')} ({outcomes})"
    return "; ".join([letters, *doubts(plan, totals), *how_it_went(plan, totals, seconds, left_out)])


def doubts(plan: Plan, totals: Totals) -> list[str]:
    """The findings by severity, the gravest first, where letters were checked; the warnings by code: parts of a line.

    Sources with the same content as an earlier one are told by `how_it_went`, and not counted here.
    """
    parts = []
    if plan.options.check:
        by_severity = {severity: totals.findings[severity] for severity in get_args(Severity)}
        parts.append(tallied("finding", {name: number for name, number in by_severity.items() if number}))
    if totals.warnings:
        parts.append(tallied("warning", dict(totals.warnings.most_common())))
    return parts


def tallied(what: str, kinds: dict[str, int]) -> str:
    """`3 problems (damaged 2, empty 1)`: how many there are in all, and of each kind in the order given."""
    each = ", ".join(f"{kind} {number:,}" for kind, number in kinds.items())
    return counted(sum(kinds.values()), what) + (f" ({each})" if each else "")


def how_it_went(plan: Plan, totals: Totals, seconds: float, left_out: int) -> list[str]:
    """What became of a run's sources besides what they say, how fast, and what was written: the parts of a line."""
    parts = []
    if totals.problems:
        parts.append(tallied("problem", dict(totals.problems.most_common())))
    if totals.same_content:
        parts.append(f"{totals.same_content:,} with the same content as an earlier one")
    if totals.taken_over:
        parts.append(f"{totals.taken_over:,} taken over from the interrupted run")
    if left_out:
        parts.append(f"{counted(left_out, 'hidden or data file')} left out")
    if not totals.letters and plan.output != "-":
        parts.append("nothing was written")
    rate = (totals.sources - totals.taken_over) / seconds if seconds else 0
    written = f" → {plan.output}" if plan.output != "-" and totals.letters else ""
    return [*parts, f"{seconds:,.1f} s, {rate:,.0f} letters/s{written}"]
