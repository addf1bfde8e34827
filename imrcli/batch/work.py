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
from collections import Counter
from typing import NamedTuple

from msgspec import UNSET

from imrcli.batch.job import Done, Job, Options, Tally, failed
from imrcli.errors import EmptySource, ImrError, MemoryExceeded, internal
from imrcli.ingest import Document, ingest, load
from imrcli.ingest.ocr.choice import OcrDeferred
from imrcli.model import Determination
from imrcli.reading import read_ingested

MEMORY_EXIT = 77
"""The exit code of a worker that ended itself because it held too much memory."""

_LOOK = 0.05
"""Seconds between two looks at the worker's own memory."""


def read(jobs: list[Job], options: Options) -> list[Done]:
    """Read letters: first the text of all, then what it says.

    One kind of work at a time is a twentieth faster than one letter at a time: it stays in the processor's cache.
    """
    return [_read(source, options) for source in [_ingested(job, options) for job in jobs]]


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
    return load(job.name, limit=options.max_size, pipes=False)  # a pipe that was named is at hand already


def digest(job: Job, options: Options) -> str | None:
    """The SHA-256 of a source's content; None where it cannot be loaded now."""
    try:
        return hashlib.sha256(content(job, options)).hexdigest()
    except Exception:  # a remote storage raises its own; the worker will tell
        return None


class _Ingested(NamedTuple):
    """A source whose text is at hand, or that failed before."""

    job: Job
    data: bytes = b""
    document: Document | None = None
    failed: Done | None = None


def _ingested(job: Job, options: Options) -> _Ingested:
    data = b""
    try:
        data = content(job, options)
        layout = options.evidence or options.check
        document = ingest(
            data, reader=options.reader, layout=layout, ocr=options.ocr, hidden=options.hidden, defer=options.defer
        )
    except OcrDeferred as deferred:
        return _Ingested(job, failed=Done(job.position, job.shown, _sha256(data), ocr_pages=deferred.pages))
    except Exception as error:
        return _Ingested(job, failed=failed(job, _as_imr_error(error), _sha256(data)))
    return _Ingested(job, data, document)


def _read(source: _Ingested, options: Options) -> Done:
    if source.document is None:
        assert source.failed is not None
        return source.failed
    job = source.job
    try:
        readings = read_ingested(source.document, source.data, options.reader, hidden=options.hidden)
        with contextlib.ExitStack() as closed:
            for reading in readings:
                closed.enter_context(reading)
            for reading in readings:
                if options.evidence:
                    reading.add_evidence()
                if options.check:
                    reading.determination.findings = reading.findings()
        determinations = [reading.determination for reading in readings]
        lines = b"\n".join(determination.to_json() for determination in determinations)
        return Done(job.position, job.shown, source.document.sha256, lines, _tally(determinations))
    except Exception as error:
        return failed(job, _as_imr_error(error), source.document.sha256)


def _sha256(data: bytes) -> str | None:
    """The SHA-256 of a source's content; None where none could be loaded."""
    return hashlib.sha256(data).hexdigest() if data else None


def _as_imr_error(error: Exception) -> ImrError:
    """A failure in words for people."""
    if isinstance(error, ImrError):
        return error
    if isinstance(error, MemoryError):
        return MemoryExceeded()
    return internal(None, error)


def _tally(determinations: list[Determination]) -> Tally:
    outcomes = [issue.outcome for determination in determinations for issue in determination.issues]
    checked = [determination.findings for determination in determinations]
    return Tally(
        letters=len(determinations),
        issues=len(outcomes),
        upheld=outcomes.count("upheld"),
        overturned=outcomes.count("overturned"),
        partially_overturned=outcomes.count("partially_overturned"),
        warnings=Counter(warning.code for determination in determinations for warning in determination.warnings),
        findings=Counter(finding.severity for findings in checked if findings is not UNSET for finding in findings),
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
