"""What takes a process long to make, kept for later ones as Python keeps compiled modules, in `__pycache__`.

Regular expressions are kept so (`imrcli.compiled`), and what is built of the vocabulary (`imrcli.index`). A process
takes from the file what it uses; what is not there it makes, and writes when it ends, in one move, so that processes
may run side by side.

What is read from the file never changes an answer. The file's head names the exact Python that wrote it, and a sum
guards the rest; whether a value is still what would be made is for them to say who keep it. A file that is damaged, of
another Python, or out of reach is as good as none. None is written where Python is told to write no compiled modules;
PYTHONPYCACHEPREFIX names another folder for both.
"""

from __future__ import annotations

import atexit
import marshal
import os
import sys
import zlib
from collections.abc import Callable
from typing import Any

_MOST = 1_000
"""Values. A file that would hold more, of sources that have changed since, is begun anew."""

Key = tuple[object, ...]
"""What a value is kept by: plain values, as it is itself."""

_kept: dict[Key, bytes] | None = None
_new: dict[Key, Callable[[], bytes]] = {}


def taken(key: Key) -> Any:
    """What an earlier process kept by a key; None if nothing."""
    global _kept
    if _kept is None:
        _kept = _read()
    data = _kept.get(key)
    try:
        return None if data is None else marshal.loads(data)
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


def _read() -> dict[Key, bytes]:
    path, head = _path(), _head()
    try:
        with open(path or "", "rb") as file:
            data = file.read()
    except (OSError, ValueError):
        return {}
    size = len(head) + 4
    if data[: len(head)] != head or data[len(head) : size] != _sum(data[size:]):
        return {}
    try:
        kept: dict[Key, bytes] = marshal.loads(data[size:])
    except (EOFError, TypeError, ValueError):
        return {}
    return kept


def _sum(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(4, "big")


def _keep() -> None:
    """Write what was made anew, with what other processes have written since."""
    path = _path()
    if path is None or sys.dont_write_bytecode or sys.implementation.name != "cpython":
        return
    added = {}
    for key, made in _new.items():
        try:
            added[key] = made()
        except Exception:  # this Python works otherwise inside
            continue
    kept = _read()
    if added.items() <= kept.items():
        return
    kept = {**(kept if len(kept) + len(added) <= _MOST else {}), **added}
    data = marshal.dumps(kept)
    part = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(part, "wb") as file:
            file.write(_head() + _sum(data) + data)
        os.replace(part, path)
    except OSError:
        try:
            os.remove(part)
        except OSError:
            return
