"""The command line's words as they are meant: `imr letter.pdf`, `imr help parse`, a command that is misspelt."""

from __future__ import annotations

import os

from imrcli.errors import UsageError


def meant(words: list[str], commands: tuple[str, ...]) -> list[str]:
    """The words with the command that they leave out. Raises UsageError for a command that there is none of.

    `imr letter.pdf` is `imr parse letter.pdf` where there is such a file or folder; `imr help parse` is
    `imr parse --help`.
    """
    if not words:
        return words
    first, *rest = words
    if first == "help":
        named = [word for word in rest if not word.startswith("-")][:1]
        return [*meant(named, commands), "--help"]
    if first in commands or (first.startswith("-") and first != "-"):
        return words
    if first == "-" or (first and os.path.lexists(first)):
        return ["parse", *words]
    from imrcli.cli.console import nearest

    says = f"is no command and no file{nearest(first, commands)}; `imr help` lists the commands"
    raise UsageError(first or "''", says)
