"""What stands in a dictionary (ISO 32000-2, 7.3.7), found by its key without reading all of it."""

from __future__ import annotations

import re
from typing import Any, cast

from imrcli.pattern import pattern


def compiled(source: bytes) -> re.Pattern[bytes]:
    """A pattern of bytes that is compiled when it is first used."""
    return cast("re.Pattern[bytes]", pattern(cast(Any, source)))


_VALUE = compiled(rb"\s*(?:/([^\s/<>\[\]()]+)|(-?\d{1,10})(?:\s+\d{1,5}\s+(R)\b)?|\[([^\]]*)\])")
_ENDS = frozenset(b" \t\r\n\f\0/[(<")
"""What can stand behind a key."""


def entry(dictionary: bytes, key: bytes) -> re.Match[bytes] | None:
    """The value behind a key: a name, a number, whether that is a reference's, what is in an array."""
    end = dictionary.find(key) + len(key)
    while end >= len(key):
        if end < len(dictionary) and dictionary[end] in _ENDS:
            return _VALUE.match(dictionary, end)
        end = dictionary.find(key, end) + len(key)
    return None


def number_of(dictionary: bytes, key: bytes) -> int | None:
    """The integer behind a key."""
    found = entry(dictionary, key)
    return int(found[2]) if found and found[2] and not found[3] else None


def reference_of(dictionary: bytes, key: bytes) -> int | None:
    """The number of the object that is referred to behind a key."""
    found = entry(dictionary, key)
    return int(found[2]) if found and found[3] else None


def name_of(dictionary: bytes, key: bytes) -> bytes | None:
    """The name behind a key."""
    found = entry(dictionary, key)
    return found[1] if found else None


def array_of(dictionary: bytes, key: bytes) -> bytes | None:
    """What is between the brackets of an array behind a key."""
    found = entry(dictionary, key)
    return found[4] if found else None
