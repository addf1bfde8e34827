"""What questions are put to: SQLite's connection, or what answers as it does (see `imrcli.corpus.folder`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol


class Rows(Protocol):
    """The rows of an answer."""

    def __iter__(self) -> Iterator[Any]:
        """One by one."""

    def fetchall(self) -> list[Any]:
        """All of them."""

    def fetchone(self) -> Any:
        """The first, or None."""


class Database(Protocol):
    """Tables that answer SQL which SQLite and DuckDB both read."""

    def execute(self, sql: str, parameters: Any = ..., /) -> Rows:
        """The answer to a query with its parameters in order."""
