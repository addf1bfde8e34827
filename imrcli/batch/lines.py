"""A determination's line of JSON, changed without being read: its name put in, a warning added.

Both rest on the order of the fields in the model: `source.path` is the first null of a line made from bytes, and
`warnings` is the last field.
"""

from __future__ import annotations

import msgspec

_NO_PATH = b'"path":null'


def named(line: bytes, name: str) -> bytes:
    """The line of a determination without a path, under a name."""
    return line.replace(_NO_PATH, b'"path":' + msgspec.json.encode(name), 1)


def warned(line: bytes, code: str, message: str) -> bytes:
    """The line with one more warning about the letter as a whole."""
    warning = msgspec.json.encode({"code": code, "message": message, "issue": None})
    return line[:-2] + (b"" if line.endswith(b"[]}") else b",") + warning + b"]}"
