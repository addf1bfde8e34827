"""What a careful reader of a letter would question, each with the evidence on both sides.

>>> import imrcli
>>> from imrcli.check import examine
>>> doubts = examine(determination, letter, spans)

The checks are declared in small files by family (`registry`); what they know of guidelines, parts of the body,
treatments and professions stands in the vocabulary's text files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from imrcli.check.doubt import Check, Doubt, Exhibit

if TYPE_CHECKING:
    from imrcli.check.subject import Spans
    from imrcli.letters import Letter
    from imrcli.model import Determination

__all__ = ["Check", "Doubt", "Exhibit", "checks", "examine"]


def examine(determination: Determination, letter: Letter, spans: Spans) -> list[Doubt]:
    """The doubts on a letter and the determination that was read from it; on the whole letter first, then by item.

    `spans` says where in the letter's text each value was read, by its JSON Pointer.
    """
    from imrcli.check.registry import FAMILIES, distinct
    from imrcli.check.subject import Subject

    subject = Subject(determination, letter, spans)
    doubts = distinct([doubt for family in FAMILIES for doubt in family.examine(subject)])
    doubts.sort(key=lambda doubt: -1 if doubt.issue is None else doubt.issue)
    return doubts


def checks() -> tuple[Check, ...]:
    """Every check, as it is declared."""
    from imrcli.check.registry import CHECKS

    return CHECKS
