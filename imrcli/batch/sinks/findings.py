"""What `imr check` writes: of each letter its findings alone, in one of their formats."""

from __future__ import annotations

from imrcli.model import Problem
from imrcli.output import Out
from imrcli.render import FindingsFormat
from imrcli.render.findings import Selection, renderer
from imrcli.render.tables import read_line


class Findings:
    """Writes the findings that a selection shows as the letters come. Raises what writing raises.

    `width` is in columns, and of text alone.
    """

    def __init__(self, out: Out, form: FindingsFormat, selection: Selection, width: int | None = None) -> None:
        self._out, self._selection = out, selection
        self._renderer = renderer(form, width)

    def add(self, line: bytes) -> None:
        """Write one letter's findings. Raises `msgspec.ValidationError` for what is no determination."""
        determination = read_line(line)
        findings = self._selection.select(determination)
        self._write(self._renderer.letter(determination, findings))

    def problem(self, problem: Problem) -> None:
        """Nothing: a letter that could not be read has no findings."""

    def close(self) -> None:
        """Write what stands behind the last letter."""
        self._write(self._renderer.end(self._selection))
        self._out.close()

    def _write(self, data: bytes) -> None:
        if data:
            self._out.write(data)
