"""Processes that are started without the program that asks for them.

A new process of `multiprocessing` runs the asking program's file again, to find in it what it is to do. A worker finds
all that in imrcli; so that a script needs no `if __name__ == "__main__":` to read many letters, it is not run again.
"""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

METHOD = "spawn" if sys.platform in ("win32", "cygwin") else "forkserver"
"""How processes start: a fork of the asking one would copy its threads' locks, held or not."""

_BASE: Any = multiprocessing.get_context(METHOD).Process  # type: ignore[attr-defined]
_STARTING = threading.Lock()


class Process(_BASE):  # type: ignore[misc]
    """A process that is started without the asking program."""

    @staticmethod
    def _Popen(process: Any) -> Any:  # the name by which `multiprocessing` asks for it
        with _no_program():
            return _BASE._Popen(process)


def apart() -> Any:
    """A context of `multiprocessing` whose processes do not run the asking program's file.

    They start from a server process where there is such a thing, else by themselves.
    """
    return type("Context", (type(multiprocessing.get_context(METHOD)),), {"Process": Process})()


@contextmanager
def _no_program() -> Iterator[None]:
    """No file and no module to run again, while a process starts: `multiprocessing` asks `__main__` for them."""
    with _STARTING:
        program = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = program
