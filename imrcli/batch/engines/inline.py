"""Runs jobs in this process, one after the other: for a few letters, which workers would take longer to start for.

There are no limits of time and memory, and a letter that crashes its reader ends the process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from imrcli.batch import work
from imrcli.batch.job import Done, Job, Options


class InlineEngine:
    """The process that asks; no other is started."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def run(self, jobs: Iterable[Job], *, ordered: bool = True) -> Iterator[Done | None]:
        """What became of each job, in the jobs' order."""
        for job in jobs:
            yield from work.read([job], self._options)
