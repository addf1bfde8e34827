r"""Names of files as text: what is no UTF-8 in a name can be printed and stored, and the name be had back.

A byte that is no part of UTF-8 text is written `\xe9`: a backslash, an x, and two hexadecimal digits. A backslash in a
name in front of what would be read as such is itself written `\x5c`. All other names are written as they are.
"""

from __future__ import annotations

import os
import re

_ESCAPE = re.compile(rb"\\x([0-9A-Fa-f]{2})")
_LONE = re.compile("[\ud800-\udfff]")


def shown(name: str) -> str:
    """A file's name as UTF-8 text."""
    if os.name == "nt":  # names are text there, and the backslash is no part of them
        return _LONE.sub("\ufffd", name)
    if "\\x" not in name and name.isascii():
        return name
    return _ESCAPE.sub(rb"\\x5cx\1", _bytes(name)).decode("utf-8", "backslashreplace")


def printed(words: str) -> str:
    """Words with such names in them as UTF-8 text, for people: nothing else is escaped."""
    return _bytes(words).decode("utf-8", "backslashreplace")


def actual(shown: str) -> str:
    """The file's name that is shown so, as Python's functions take it."""
    if os.name == "nt" or "\\x" not in shown:
        return shown
    return os.fsdecode(_ESCAPE.sub(lambda escape: bytes([int(escape[1], 16)]), shown.encode("utf-8")))


def _bytes(name: str) -> bytes:
    try:
        return os.fsencode(name)
    except UnicodeEncodeError:  # no name of a file
        return name.encode("utf-8", "replace")
