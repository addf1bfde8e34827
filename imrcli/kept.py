"""What takes a process long to make, kept for later ones as Python keeps compiled modules, in `__pycache__`.

Regular expressions are kept so (`imrcli.compiled`), and what is built of the vocabulary (`imrcli.index`). A process
takes from the file what it uses; what is not there it makes, and writes when it ends, in one move, so that processes
may run side by side.

What is read from the file never changes an answer. Its head names the exact Python that wrote it, and sums guard the
rest, one each value; whether a value is still what would be made, they have to say who keep it. A file that is damaged,
of another Python, or out of reach is as good as none. None is written where Python is told to write no compiled
modules; PYTHONPYCACHEPREFIX names another folder for both.
"""

from __future__ import annotations

import atexit
import marshal
import os
import sys
import zlib
from collections.abc import Callable, Mapping
from itertools import accumulate, pairwise
from typing import Any

_MOST = 1_000
"""Values. A file that would hold more, of sources that have changed since, is begun anew."""

_SUM = 4
"""Bytes of a sum, and of the size of the table."""

Key = tuple[object, ...]
"""What a value is kept by: plain values, as it is itself."""

_Places = dict[Key, tuple[int, int]]
"""Where in a file's values each starts and ends: a sum, and what it is of, marshalled."""

_kept: tuple[_Places, memoryview] | None = None
_new: dict[Key, Callable[[], bytes]] = {}


def taken(key: Key) -> Any:
    """What an earlier process kept by a key; None if nothing."""
    global _kept
    if _kept is None:
        _kept = _read()
    places, values = _kept
    place = places.get(key)
    try:
        return None if place is None else marshal.loads(_whole(values[slice(*place)]))
    except (EOFError, TypeError, ValueError):
        return None


def keep(key: Key, made: Callable[[], bytes]) -> None:
    """Keep for later processes what `made`, called when this one ends, returns marshalled; nothing if it raises."""
    if not _new:
        atexit.register(_keep)
    _new[key] = made


# --- the file -----------------------------------------------------------------------------------


def _path() -> str | None:
    """The file beside this module's compiled form."""
    cached = __spec__.cached if __spec__ else None
    return f"{cached.removesuffix('.pyc')}.values" if cached else None


def _head() -> bytes:
    """What names the Python that a file is of."""
    return f"imrcli kept\n{sys.implementation.cache_tag} {sys.version!r} {sys.byteorder}\n".encode()


def _read() -> tuple[_Places, memoryview]:
    path, head = _path(), _head()
    try:
        with open(path or "", "rb") as file:
            data = memoryview(file.read())
        if data[: len(head)] == head:
            start = len(head) + _SUM
            end = start + int.from_bytes(data[len(head) : start], "big")
            return marshal.loads(_whole(data[start:end])), data[end:]
    except (OSError, EOFError, TypeError, ValueError):
        pass
    return {}, memoryview(b"")


def _written(kept: Mapping[Key, bytes | memoryview]) -> bytes:
    """A file: its head, the size of a table of where each value stands, the table, the values."""
    ends = list(accumulate(map(len, kept.values()), initial=0))
    table = _summed(marshal.dumps(dict(zip(kept, pairwise(ends), strict=True))))
    return b"".join((_head(), len(table).to_bytes(_SUM, "big"), table, *kept.values()))


def _summed(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(_SUM, "big") + data


def _whole(summed: memoryview) -> memoryview:
    """What a sum is of. Raises ValueError where it is of something else."""
    data = summed[_SUM:]
    if int.from_bytes(summed[:_SUM], "big") != zlib.crc32(data):
        raise ValueError
    return data


def _keep() -> None:
    """Write what was made anew, with what other processes have written since."""
    path = _path()
    if path is None or sys.dont_write_bytecode or sys.implementation.name != "cpython":
        return
    added = {}
    for key, made in _new.items():
        try:
            added[key] = _summed(made())
        except Exception:  # this Python works otherwise inside
            continue
    places, values = _read()
    kept = {key: values[slice(*place)] for key, place in places.items()}
    if added.items() <= kept.items():
        return
    data = _written({**(kept if len(kept) + len(added) <= _MOST else {}), **added})
    part = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(part, "wb") as file:
            file.write(data)
        os.replace(part, path)
    except OSError:
        try:
            os.remove(part)
        except OSError:
            return
