"""JSON lines: one determination a line."""

from __future__ import annotations

from pathlib import Path

from imrcli.model import Problem

_BUFFER = 1 << 20


class JsonLines:
    """Writes the lines as they come. Raises OSError where the file cannot be written."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb", buffering=_BUFFER)

    def add(self, line: bytes) -> None:
        """Write one determination."""
        self._file.write(line + b"\n")

    def problem(self, problem: Problem) -> None:
        """Nothing: every line is a determination."""

    def close(self) -> None:
        """Write out what is buffered."""
        self._file.close()


open = JsonLines
