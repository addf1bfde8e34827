"""What a careful reader of a letter would question, each with the evidence on both sides.

>>> import imrcli
>>> from imrcli.check import examine
>>> findings = examine(determination, letter)

The checks are declared in small files by family (`registry`); what they know of guidelines, parts of the body and
professions stands in text files beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from imrcli.check.finding import Check, Finding, Severity, Side

if TYPE_CHECKING:
    from imrcli.letters import Letter
    from imrcli.model import Determination

__all__ = ["Check", "Finding", "Severity", "Side", "checks", "examine"]


def examine(determination: Determination, letter: Letter) -> list[Finding]:
    """The findings on a letter and the determination that was read from it; on the whole letter first, then by item."""
    from imrcli.check.reading import Reading
    from imrcli.check.registry import FAMILIES

    reading = Reading(determination, letter)
    found = [finding for _, _, find in FAMILIES for finding in find(reading)]
    found.sort(key=lambda finding: -1 if finding.issue is None else finding.issue)
    return found


def checks() -> tuple[Check, ...]:
    """Every check, as it is declared."""
    from imrcli.check.registry import CHECKS

    return CHECKS
