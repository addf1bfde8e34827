"""What the extractors noticed on the way: warnings, in the order of the letter, and where values were read."""

from __future__ import annotations

from imrcli.model import Warning
from imrcli.text import Span


class Warnings:
    """Collects warnings, and where values stand that are not printed as they are given.

    `issue` is the 0-based index of the item at hand, None for the letter as a whole. `marks` are spans of the letter's
    text, by the JSON Pointer of the value; `parts` are spans of another value, with that value's pointer: what was
    read from the collapsed text of a section. Values that are printed as they are need no mark: they can be found.
    """

    def __init__(self) -> None:
        self.warnings: list[Warning] = []
        self.issue: int | None = None
        self.marks: dict[str, list[Span]] = {}
        self.parts: dict[str, tuple[str, list[Span]]] = {}

    def warn(self, code: str, message: str) -> None:
        """Note a warning of a documented code (docs/warnings.md)."""
        self.warnings.append(Warning(code=code, message=message, issue=self.issue))

    def mark(self, pointer: str, *spans: Span) -> None:
        """Note where in the letter's text a value was read."""
        self.marks[pointer] = list(spans)

    def part(self, pointer: str, of: str, *spans: Span) -> None:
        """Note where in another value, `of`, a value was read."""
        self.parts[pointer] = (of, list(spans))
