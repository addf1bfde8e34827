"""Pipes as sources: `imr parse <(curl ...)`, a named pipe, `/dev/stdin`. What is in one can be read only once."""

from __future__ import annotations

import os
import stat
import time

from imrcli.errors import NotAFile, TooLarge

WAITED = 5.0
"""Seconds in which somebody must have begun to write to a named pipe."""

_LOOKED = 0.02
_BLOCK = 1 << 20


def is_pipe(path: str) -> bool:
    """Whether a path is that of a pipe, named or not."""
    try:
        return stat.S_ISFIFO(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def content(file: int, name: str, limit: int | None) -> bytes:
    """All that comes out of a pipe that was opened without waiting.

    Raises NotAFile for a named pipe that nobody writes to, and TooLarge for one out of which comes more than `limit`.
    """
    parts = [_begun(file, name)]
    size = len(parts[0])
    while part := parts[-1]:
        if limit is not None and size > limit:
            raise TooLarge(name)
        part = os.read(file, _BLOCK)
        size += len(part)
        parts.append(part)
    return b"".join(parts)


def _begun(file: int, name: str) -> bytes:
    """The first bytes. Nothing yet from a writer that is there is waited for; a writer that never comes is not."""
    given_up = time.monotonic() + WAITED
    while True:
        try:
            first = os.read(file, _BLOCK)
        except BlockingIOError:
            os.set_blocking(file, True)
            return os.read(file, _BLOCK)
        if first or not os.path.lexists(os.path.realpath(name)):  # a pipe without a name has its writer from the start
            os.set_blocking(file, True)
            return first
        if time.monotonic() > given_up:
            raise NotAFile(
                name, f"is a pipe that nobody wrote to for {WAITED:g} seconds; start what writes to it first"
            )
        time.sleep(_LOOKED)
