"""What a worker does: it loads and reads letters, and tells of each what became of it.

Every failure that Python can catch becomes a problem here. What kills the process (a crash in native code, the
limits below) is told by the engine, which sees the process die.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import threading
import time
from typing import cast

import imrcli
from imrcli.batch.job import Done, Job, Options, Tally, failed
from imrcli.errors import EmptySource, ImrError, MemoryExceeded
from imrcli.ingest import ReaderChoice, load
from imrcli.model import Determination

MEMORY_EXIT = 77
"""The exit code of a worker that ended itself because it held too much memory."""

_LOOK = 0.05
"""Seconds between two looks at the worker's own memory."""


def read(jobs: list[Job], options: Options) -> list[Done]:
    """Read letters one after the other."""
    return [_one(job, options) for job in jobs]


def content(job: Job, options: Options) -> bytes:
    """A source's bytes. Raises a kind of ImrError for what cannot be loaded, and what failed before."""
    if job.failed is not None:
        raise job.failed
    if job.data is not None:
        if not job.data:
            raise EmptySource(job.name)
        return job.data
    if "://" in job.name:
        from imrcli.batch import remote

        return remote.load(job.name, options.max_size)
    return load(job.name, limit=options.max_size)


def digest(job: Job, options: Options) -> str | None:
    """The SHA-256 of a source's content; None where it cannot be loaded now."""
    try:
        return hashlib.sha256(content(job, options)).hexdigest()
    except Exception:  # a remote storage raises its own; the worker will tell
        return None


def _one(job: Job, options: Options) -> Done:
    sha256 = None
    try:
        data = content(job, options)
        sha256 = hashlib.sha256(data).hexdigest()
        told = imrcli.parse(
            data, reader=cast("ReaderChoice", options.reader), evidence=options.evidence
        )
        return Done(job.position, job.shown, sha256, told.to_json(), _tally(told))
    except ImrError as error:
        return failed(job, error, sha256)
    except MemoryError:
        return failed(job, MemoryExceeded(), sha256)
    except Exception as error:
        if os.environ.get("IMR_DEBUG"):
            raise
        says = f"could not be read because of a fault in imrcli ({type(error).__name__}); please report it"
        return failed(job, ImrError(None, says), sha256)


def _tally(told: Determination) -> Tally:
    outcomes = [issue.outcome for issue in told.issues]
    return Tally(
        issues=len(outcomes),
        upheld=outcomes.count("upheld"),
        overturned=outcomes.count("overturned"),
        partially_overturned=outcomes.count("partially_overturned"),
        warnings=len(told.warnings),
    )


def prepare(memory: int) -> None:
    """Called once in each new worker: bound its memory, and let it end when the run does."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        # A hard bound above the one that is watched, for what asks for everything at once.
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        bound = memory + memory // 2 + 512 * 1024 * 1024
        if most == resource.RLIM_INFINITY or bound < most:
            resource.setrlimit(resource.RLIMIT_DATA, (bound, most))
    # What a letter is made of holds no circles: looking for them often would cost time.
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    threading.Thread(target=_watch, args=(memory, os.getppid()), daemon=True).start()


def _watch(memory: int, parent: int) -> None:
    import psutil

    me = psutil.Process()
    while me.memory_info().rss <= memory:
        if os.getppid() != parent:
            os._exit(0)
        time.sleep(_LOOK)
    os._exit(MEMORY_EXIT)
