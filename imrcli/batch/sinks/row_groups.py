"""What the Parquet files share: rows are gathered, and written a row group at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Generic, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from imrcli import __version__
from imrcli.model import Problem

Row = TypeVar("Row")


def about(title: str) -> dict[str, str]:
    """What a file says of itself: a title, and what wrote it."""
    return {"title": title, "creator": f"imrcli {__version__}"}


class RowGroups(Generic[Row]):
    """Gathers rows and writes a row group of them at a time. Raises OSError where the file cannot be written.

    A kind of file says by `_table` what its rows are, and calls `_flush` when there are enough.
    """

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._schema = schema
        self._writer = pq.ParquetWriter(path, schema, compression="zstd")
        self._rows: list[Row] = []

    def problem(self, problem: Problem) -> None:
        """Nothing: a problem is no row."""

    def close(self) -> None:
        """Write the last row group and the file's index."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            rows, self._rows = self._rows, []
            self._writer.write_table(self._table(rows))

    def _table(self, rows: list[Row]) -> pa.Table:
        raise NotImplementedError
