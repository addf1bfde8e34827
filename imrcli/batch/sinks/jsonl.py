"""JSON lines: one determination a line."""

from __future__ import annotations

from imrcli.model import Problem
from imrcli.output import Out


class JsonLines:
    """Writes the lines as they come. Raises what writing raises."""

    def __init__(self, out: Out) -> None:
        self._out = out

    def add(self, line: bytes) -> None:
        """Write one determination."""
        self._out.write(line + b"\n")

    def problem(self, problem: Problem) -> None:
        """Nothing: every line is a determination."""

    def close(self) -> None:
        """Write out what is buffered."""
        self._out.close()
