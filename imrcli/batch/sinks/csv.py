"""CSV (RFC 4180), UTF-8: one row a disputed treatment, as `imr parse --format csv` writes it too."""

from __future__ import annotations

import csv
from pathlib import Path

from imrcli.model import Problem
from imrcli.render.rows import header, rows
from imrcli.render.tables import read_line

_BUFFER = 1 << 20


class Csv:
    """Writes rows as the determinations come. Raises OSError where the file cannot be written.

    With `excel` the file begins with the mark without which Excel takes it for text of another encoding.
    """

    def __init__(self, path: Path, *, excel: bool = False) -> None:
        encoding = "utf-8-sig" if excel else "utf-8"
        self._file = path.open("w", buffering=_BUFFER, encoding=encoding, errors="replace", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(header())

    def add(self, line: bytes) -> None:
        """Write a determination's rows. Raises `msgspec.ValidationError` for what is none."""
        self._writer.writerows(rows(read_line(line)))

    def problem(self, problem: Problem) -> None:
        """Nothing: every row is a disputed treatment."""

    def close(self) -> None:
        """Write out what is buffered."""
        self._file.close()
