"""Words and numbers as a terminal is shown them."""

from __future__ import annotations

from imrcli.names import printed
from imrcli.pattern import NOT_PRINTED


def printable(words: str) -> str:
    """Words that can be shown on a terminal: no character that it would obey."""
    return NOT_PRINTED.sub("?", printed(words))


def counted(number: int, what: str) -> str:
    """`1 letter`, `2,000 letters`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
