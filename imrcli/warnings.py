"""Warnings: what in a letter is missing, cannot be read without doubt, or contradicts itself, in the letter's order."""

from __future__ import annotations

from imrcli.model import Warning


class Warnings:
    """Collects the warnings on one letter.

    `issue` is the 0-based index of the disputed treatment at hand, None for the letter as a whole; a warning is of the
    one that is at hand when it is given.
    """

    def __init__(self) -> None:
        self.given: list[Warning] = []
        self.issue: int | None = None

    def warn(self, code: str, message: str) -> None:
        """Give a warning of a documented code (docs/warnings.md)."""
        self.given.append(Warning(code=code, message=message, issue=self.issue))
