"""Compiled regular expressions, kept from one process to the next (`imrcli.kept`).

Compiling the patterns of one letter takes Python as long as reading four letters. A pattern is kept by its source, so
that one whose source is no longer the same is another pattern, and only if what is kept makes what `re.compile` made.
A Python whose `re` works otherwise inside keeps none.
"""

from __future__ import annotations

import marshal
import re
import sys
from array import array
from functools import partial
from importlib import import_module
from typing import Any

from imrcli.kept import keep, taken

_Parts = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What `re` makes of a pattern: all its flags, its code, how many groups it has, and their names."""


def compiled(source: str | bytes, flags: int) -> re.Pattern[Any]:
    """A pattern as `re.compile` makes it."""
    flags = int(flags)  # no `re.RegexFlag`, which is not kept
    parts = taken((source, flags))
    if parts is not None:
        try:
            return _pattern(source, parts)
        except Exception:  # this Python's `re` works otherwise
            parts = None
    pattern = re.compile(source, flags)
    keep((source, flags), partial(_marshalled, source, flags, pattern))
    return pattern


def _marshalled(source: str | bytes, flags: int, pattern: re.Pattern[Any]) -> bytes:
    """A pattern's parts. Raises ValueError where they make another pattern."""
    parts = _parts(source, flags)
    if _pattern(source, parts) != pattern:
        raise ValueError(source)
    return marshal.dumps(parts)


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
