"""Words and numbers as a terminal is shown them."""

from __future__ import annotations

from imrcli.pattern import NOT_PRINTED


def printable(words: str) -> str:
    """Words that can be shown on a terminal: no character that it would obey."""
    words = words.encode("utf-8", "replace").decode("utf-8")
    return NOT_PRINTED.sub("?", words)


def counted(number: int, what: str) -> str:
    """`1 letter`, `2,000 letters`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
