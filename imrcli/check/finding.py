"""What `imr check` says: a finding, with the evidence on both sides.

Immutable plain data; nothing here knows how a finding was come by or how it is shown.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Severity = Literal["high", "medium", "low"]
"""`high`: a possible ground for appeal, or the outcome is doubtful; `medium`: a contradiction of facts; `low`: worth a look."""


class Side(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """One side of the evidence.

    `label` says in words what it is; `pointer` is the JSON Pointer of the determination's value that it belongs
    to (None where it belongs to none); `start` and `end` are offsets into the letter's text.
    """

    label: str
    pointer: str | None
    start: int
    end: int


class Finding(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Something that a careful reader of the letter would question.

    `issue` is the 0-based index of the disputed treatment, None for the letter as a whole or several treatments.
    """

    code: str
    severity: Severity
    message: str
    issue: int | None
    sides: tuple[Side, ...]


class Check(Struct, frozen=True, kw_only=True, gc=False):
    """One kind of finding, as it is declared: what it means, when it stays silent, where it comes from."""

    code: str
    severity: Severity
    meaning: str
    silent: str
    source: str

    def found(self, message: str, *sides: Side | None, issue: int | None = None) -> Finding:
        """A finding of this kind; sides that are None were not found in the letter, and are left out."""
        shown = tuple(side for side in sides if side is not None)
        return Finding(self.code, self.severity, message, issue, shown)
