"""Many letters from Python: what `imr batch` reads, as it reads it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

from imrcli.batch.job import Done, Options
from imrcli.batch.journal import Seen
from imrcli.batch.run import whole_lines
from imrcli.batch.sources import Sources
from imrcli.model import Determination, Problem

if TYPE_CHECKING:
    from imrcli.batch.run import Engine
    from imrcli.ingest import ReaderChoice
    from imrcli.ingest.hidden.choice import HiddenChoice
    from imrcli.ingest.ocr.choice import OcrChoice

Path = str | os.PathLike[str]


def read_many(
    sources: Path | Iterable[Path],
    *,
    reader: ReaderChoice = "auto",
    ocr: OcrChoice = "auto",
    hidden: HiddenChoice = "leave-out",
    evidence: bool = False,
    check: bool = False,
    workers: int | None = None,
    timeout: float = 60.0,
    memory: int = 1024,
    max_size: int = 100,
) -> Iterator[Determination | Problem]:
    """Read the letters of files, folders (to their depth), archives and patterns, in their order, as they are read.

    Each letter gives a `Determination`, each source without one a `Problem`, whose `code` is in docs/exit-codes.md.
    `workers` is the number of processes (by default one a core; 0 reads in this process, where no letter's crash or
    hang is kept from it); `timeout` is in seconds a letter, `memory` in MB that reading one may take, `max_size` in MB
    that a source may have. The other arguments are those of `imrcli.parse`; with `check` the determinations have their
    findings. Processes are made by forking, or, where the system has no fork, by starting this program again: guard its
    main part by `if __name__ == "__main__"` there.

    >>> for result in imrcli.read_many("letters/"):  # doctest: +SKIP
    ...     print(result)
    """
    words = [os.fspath(sources)] if isinstance(sources, str | os.PathLike) else [os.fspath(path) for path in sources]
    options = Options.in_mb(reader, ocr, hidden, timeout, memory, max_size, evidence=evidence, check=check)
    seen = Seen()
    with ExitStack() as stack:
        engine = _engine(workers, options, stack)
        for done in engine.run(Sources(words, max_size=options.max_size), ordered=True):
            if done is not None:
                yield from _results(done, seen)


def _engine(workers: int | None, options: Options, stack: ExitStack) -> Engine:
    if workers == 0:
        from imrcli.batch.engines.inline import InlineEngine

        return InlineEngine(options)
    from warnings import warn

    from imrcli.batch.engines.here import cores, reading

    return stack.enter_context(reading(workers or cores(), options, lambda why: warn(why, stacklevel=4)))


def _results(done: Done, seen: Seen) -> Iterator[Determination | Problem]:
    first = seen.first(done.sha256, done.name) if done.sha256 else None
    if done.lines is not None:
        for line in whole_lines(done.lines, done.name, first):
            yield Determination.from_json(line)
    elif done.problem:
        yield done.problem
