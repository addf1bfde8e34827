"""Reading on this machine: in worker processes, or where they cannot be started in the process at hand.

Workers need semaphores (which lie in `/dev/shm` on Linux), a socket in the folder of temporary files, a working folder,
and about a dozen open files each. What lacks one of them reads slower, and without the limits that only a process of
its own can have, but reads.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable, Iterator

from imrcli.batch.engines.inline import InlineEngine
from imrcli.batch.engines.local import LocalEngine
from imrcli.batch.job import Options

_OWN_FILES = 14
"""Files that the process at hand has open: the standard ones, the journal, the output, a source."""

_WORKER_FILES = 10
"""Files that it has open for each worker: pipes, mostly."""

_USUAL_FILES = 1_024
"""Files that most systems let a process open; a lower limit is raised to it where that is allowed."""

_LONGEST_FOLDER = 70
"""Bytes of a folder's name in which a socket can be made: all of its name has 104 at most, on some systems."""


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def reading(workers: int, options: Options, tell: Callable[[str], None]) -> Iterator[LocalEngine | InlineEngine]:
    """The engine that reads: up to `workers` processes, or this one. `tell` is given why there are no workers."""
    most = _most_workers()
    why = "no more files can be opened (`ulimit -n`)" if most < 1 else _why_no_workers()
    if why is None:
        with LocalEngine(min(workers, most), options) as engine:
            yield engine
        return
    tell(f"workers cannot be started ({why}): reading goes on in one process, without --timeout and --memory")
    yield InlineEngine(options)


def _most_workers() -> int:
    """How many workers there may be for the files that can be open."""
    try:
        import resource
    except ModuleNotFoundError:  # Windows
        return sys.maxsize
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return sys.maxsize
    wanted = _USUAL_FILES if hard == resource.RLIM_INFINITY else min(hard, _USUAL_FILES)
    if soft < wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    return int(soft - _OWN_FILES) // _WORKER_FILES


def _why_no_workers() -> str | None:
    """What keeps workers from being started; None where nothing does."""
    try:
        os.getcwd()
    except OSError:
        return "the folder that you are in is gone"
    try:
        multiprocessing.get_context().Lock()
    except (ImportError, OSError) as error:
        return f"no semaphores: {getattr(error, 'strerror', None) or error}"
    return None if sys.platform in ("win32", "cygwin") or _has_place_for_sockets() else "no folder for sockets"


def _has_place_for_sockets() -> bool:
    """Whether sockets can be made; where the folder of temporary files has too long a name, another is taken."""
    from multiprocessing import util

    usual = tempfile.gettempdir()
    for folder in (usual, os.environ.get("XDG_RUNTIME_DIR", ""), "/tmp", "/var/tmp", "/dev/shm"):
        if not folder or len(os.fsencode(folder)) > _LONGEST_FOLDER or not os.access(folder, os.W_OK | os.X_OK):
            continue
        before = tempfile.tempdir
        tempfile.tempdir = folder
        try:
            util.get_temp_dir()  # is made once, and kept
        except OSError:
            continue
        finally:
            tempfile.tempdir = before
        return True
    return False
