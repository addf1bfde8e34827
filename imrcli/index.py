"""What is built of the vocabulary for looking things up, kept from one process to the next (`imrcli.kept`).

Taking apart the lists that one letter asks for takes as long as reading five letters. A function with `@index` is
called once, by the first process; later ones take its result from the file, until a file of the vocabulary or of the
code that indexes are built by is another, by its size and its time, as Python tells whether a module is still the one
that it compiled. Where nothing can be kept, each process builds its own.
"""

from __future__ import annotations

import marshal
import os
import time
import zlib
from collections.abc import Callable, Iterator
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar, cast

from imrcli.kept import keep, taken

_P = ParamSpec("_P")
_T = TypeVar("_T")

_PACKAGE = os.path.dirname(__file__)
_FOLDERS = ("vocabulary", "extract")
"""Folders of the package in which, with the modules above them, everything stands that an index is built of."""

_Stamp = tuple[int, int]
"""When the last of the files was changed, in nanoseconds, and a sum of all their names, sizes and times."""

_STARTED = time.time_ns()
_TICK = 2_000_000_000
"""Nanoseconds: in a file that was changed so shortly before a process started there may be what it has not read."""


def index(build: Callable[_P, _T]) -> Callable[_P, _T]:
    """A function that is called once for some arguments, and whose result is kept for later processes.

    Its arguments and its result are plain: texts, numbers, tuples, lists, sets, dictionaries. It reads nothing but the
    vocabulary, and calls nothing outside of `_FOLDERS`. The result is the same object each time, and not to be changed.
    """

    @wraps(build)
    def indexed(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        stamp = _stamp()
        if stamp is None:
            return build(*args, **kwargs)
        key = (build.__module__, build.__qualname__, args, tuple(sorted(kwargs.items())))
        kept = taken(key)
        if kept is not None and kept[0] == stamp:
            return cast(_T, kept[1])
        made = build(*args, **kwargs)
        data = marshal.dumps(cast("Any", (stamp, made)))
        keep(key, lambda: data)
        return made

    return cast("Callable[_P, _T]", cache(indexed))


@cache
def _stamp() -> _Stamp | None:
    """What tells the files that indexes are built of from others; None where nothing does."""
    try:
        files = sorted(_files(_PACKAGE, _FOLDERS))
    except OSError:
        return None
    last = max(changed for _, _, changed in files)
    return (last, zlib.crc32(repr(files).encode())) if last < _STARTED - _TICK else None


def _files(folder: str, folders: tuple[str, ...] | None = None) -> Iterator[tuple[str, int, int]]:
    """The modules and lists in a folder, and in some or all folders in it: path, size, time of the last change."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((".py", ".txt")):
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns
            elif entry.is_dir() and (entry.name in folders if folders is not None else entry.name != "__pycache__"):
                yield from _files(entry.path)
