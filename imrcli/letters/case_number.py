"""IMR case numbers as letters print them: `CM13-0012345`; seven digits until now, eight in time."""

from __future__ import annotations

import re

from imrcli.pattern import pattern

NUMBER = pattern(r"\bCM\s?([0-9]{2})\s?[-–—]\s?([0-9]{5,8})\b")
"""A case number, of which a digit or two may be lost."""
GLUED_NUMBER = pattern(r"CM\s?([0-9]{2})\s?[-–—]\s?([0-9]{7,8})(?![0-9])")
"""A whole case number, whatever word it is glued to."""
ANY_NUMBER = pattern(r"CM\s?([0-9]{2})\s?[-–—]\s?([0-9]{5,8})\b")
_OFFICE = r"MAXIMUS(?:[ \t]+Federal[ \t]+Services)?(?:,?[ \t]+Inc\.?)?[ \t|,–-]+"
_OWN = pattern(
    rf"(?:Case\s*(?:Number|No\.?|\#)\s*:?|(?:^|\n|\f)[^\S\n]*(?:{_OFFICE})?)\s*$",
    re.IGNORECASE,
)
"""Behind a label, or at the start of a line, where the reviewing organisation's name can stand before it."""
_FARTHEST_OWN = 48
_WHOLE = (7, 8)


def case_number(match: re.Match[str]) -> str | None:
    """A case number in its own form; None for one that has lost a digit."""
    return f"CM{match.group(1)}-{match.group(2)}" if len(match.group(2)) in _WHOLE else None


def numbered(text: str) -> set[str]:
    """The case numbers that a text gives as its own: behind a label, or at the start of a line."""
    numbers = (
        case_number(match)
        for match in ANY_NUMBER.finditer(text)
        if _OWN.search(text, max(0, match.start() - _FARTHEST_OWN), match.start())
    )
    return {number for number in numbers if number}
