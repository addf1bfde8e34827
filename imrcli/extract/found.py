"""What the extractors noticed on the way: warnings, collected in the order of the letter."""

from __future__ import annotations

from imrcli.model import Warning


class Findings:
    """Collects warnings. `issue` is the 0-based index of the item at hand, None for the letter as a whole."""

    def __init__(self) -> None:
        self.warnings: list[Warning] = []
        self.issue: int | None = None

    def warn(self, code: str, message: str) -> None:
        """Note a warning of a documented code (docs/warnings.md)."""
        self.warnings.append(Warning(code=code, message=message, issue=self.issue))
