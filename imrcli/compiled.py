"""Compiled regular expressions, kept from one process to the next as Python keeps compiled modules.

Compiling the patterns of one letter takes Python as long as reading four letters. What came of it is therefore kept
beside the compiled modules, in `__pycache__`; a later process takes it from there and asks for no pattern that it does
not use. The file is written when a process ends that compiled a pattern anew, in one move, so that processes may run
side by side; a pattern whose source is no longer the same is another pattern.

What is read from the file never changes an answer. A pattern is kept only if it equals what `re.compile` made of its
source; the file's head names the exact Python that wrote it, and a sum guards the rest. A file that is damaged, of
another Python, or out of reach is as good as none, and so is a Python whose `re` works otherwise inside. None is
written where Python is told to write no compiled modules; PYTHONPYCACHEPREFIX names another folder for both.
"""

from __future__ import annotations

import atexit
import marshal
import os
import re
import sys
import zlib
from array import array
from importlib import import_module
from typing import Any

_MOST = 1_000
"""Patterns. A file that would hold more, of sources that have changed since, is begun anew."""

_Key = tuple[str | bytes, int]
"""A pattern's source and flags."""

_Parts = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What `re` makes of a pattern: all its flags, its code, how many groups it has, and their names."""

_kept: dict[_Key, _Parts] | None = None
_new: dict[_Key, re.Pattern[Any]] = {}


def compiled(source: str | bytes, flags: int) -> re.Pattern[Any]:
    """A pattern as `re.compile` makes it."""
    global _kept
    flags = int(flags)  # no `re.RegexFlag`, which is not kept
    if _kept is None:
        _kept = _read()
    parts = _kept.get((source, flags))
    if parts is not None:
        try:
            return _pattern(source, parts)
        except Exception:  # this Python's `re` works otherwise
            _kept.clear()
    compiled_pattern = re.compile(source, flags)
    if not _new:
        atexit.register(_keep)
    _new[source, flags] = compiled_pattern
    return compiled_pattern


def _pattern(source: str | bytes, parts: _Parts) -> re.Pattern[Any]:
    import _sre  # type: ignore[import-not-found]

    flags, code, groups, numbers, names = parts
    pattern: re.Pattern[Any] = _sre.compile(source, flags, array("I", code).tolist(), groups, numbers, names)
    return pattern


def _parts(source: str | bytes, flags: int) -> _Parts:
    """What `re.compile` hands to Python's own engine."""
    named = "re._{}r" if sys.version_info >= (3, 11) else "sre_{}"
    compiler, parser = (import_module(named.format(name)) for name in ("compile", "parse"))
    parsed = parser.parse(source, flags)
    numbers = parsed.state.groupdict
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in numbers.items():
        names[number] = name
    code = array("I", compiler._code(parsed, flags))
    return int(flags | parsed.state.flags), code.tobytes(), parsed.state.groups - 1, numbers, tuple(names)


# --- the file -----------------------------------------------------------------------------------


def _path() -> str | None:
    """The file beside this module's compiled form."""
    cached = __spec__.cached if __spec__ else None
    return f"{cached.removesuffix('.pyc')}.patterns" if cached else None


def _head() -> bytes:
    """What names the Python that a file is of."""
    return f"imrcli patterns\n{sys.implementation.cache_tag} {sys.version!r} {sys.byteorder}\n".encode()


def _read() -> dict[_Key, _Parts]:
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
        kept: dict[_Key, _Parts] = marshal.loads(data[size:])
    except (EOFError, TypeError, ValueError):
        return {}
    return kept


def _sum(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(4, "big")


def _keep() -> None:
    """Write what was compiled anew, with what other processes have written since."""
    path = _path()
    if path is None or sys.dont_write_bytecode or sys.implementation.name != "cpython":
        return
    added = {}
    try:
        for (source, flags), compiled_pattern in _new.items():
            parts = _parts(source, flags)
            if _pattern(source, parts) == compiled_pattern:
                added[source, flags] = parts
    except Exception:  # this Python's `re` works otherwise
        return
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
