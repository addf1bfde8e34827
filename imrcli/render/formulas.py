"""What a spreadsheet would run, and how it is kept from that."""

from __future__ import annotations

RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell's text opens with when a spreadsheet may run it; the wide forms where it is set to Japanese."""

_STANDARD_INPUT = "-"


def harmless(value: object) -> object:
    """A cell that a spreadsheet shows and does not run: an apostrophe before what opens like a formula.

    `-` alone is standard input's name, and no formula.
    """
    if isinstance(value, str) and value.startswith(RUNS_AS_FORMULA) and value != _STANDARD_INPUT:
        return "'" + value
    return value
