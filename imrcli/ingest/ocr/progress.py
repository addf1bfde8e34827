"""Tells whoever listens which page is being read by OCR: a page takes a second or two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_listener: ContextVar[Callable[[int], None] | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Callable[[int], None]) -> Iterator[None]:
    """Have a function called with the number of each page, from 1, before it is read."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


def tell(page: int) -> None:
    """Tell that a page, by its number from 1, is going to be read."""
    listener = _listener.get()
    if listener is not None:
        listener(page)
