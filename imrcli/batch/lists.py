"""A list of paths, as other programs write them: a line each, or divided by NUL, in the encoding that they have.

UTF-8 and the system's own bytes are taken as they are; UTF-16, as PowerShell writes it, is recognised with its mark or
without, UTF-32 with it. The paths come as they are read: a list may be longer than the memory, or still growing.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator
from typing import BinaryIO

from imrcli.errors import OutputError

_BLOCK = 65_536
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),  # before that of UTF-16, with which it begins
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_LOOKED_AT = 4_096
"""Bytes that tell the encoding."""


def paths(stream: BinaryIO) -> Iterator[str]:
    """The paths of a list. Raises OutputError for a letter where a list is wanted."""
    blocks = _blocks(stream)
    first = next(blocks, b"")
    while len(first) < 4 and (more := next(blocks, b"")):
        first += more
    if first.startswith(b"%PDF-"):
        raise OutputError("-", "is a PDF, and a list of paths is wanted; `imr parse -` reads a letter")
    mark, encoding = _encoding(first)
    first = first[len(mark) :]
    if encoding == "utf-8":
        for path in _divided(_chained(first, blocks)):
            yield os.fsdecode(path)
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    decoded = (decoder.decode(block) for block in _chained(first, blocks))
    for path in _divided(text.encode("utf-8", "replace") for text in decoded):
        yield os.fsdecode(path)


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    read = stream.read1 if hasattr(stream, "read1") else stream.read
    while block := read(_BLOCK):
        yield block


def _chained(first: bytes, blocks: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from blocks


def _encoding(head: bytes) -> tuple[bytes, str]:
    """The mark at the beginning, and the encoding."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return mark, encoding
    looked_at = head[: min(_LOOKED_AT, len(head) // 2 * 2)]
    low, high = looked_at[::2], looked_at[1::2]
    # In UTF-16 every second byte of a path's ASCII (`/`, the ending, the line's end) is NUL, and hardly any other is.
    for zeros, other, encoding in ((high, low, "utf-16-le"), (low, high, "utf-16-be")):
        nuls = zeros.count(0)
        if nuls * 4 >= len(zeros) and other.count(0) * 8 <= nuls and _has_path(looked_at.decode(encoding, "replace")):
            return b"", encoding
    return b"", "utf-8"


def _has_path(text: str) -> bool:
    """Whether text has what in a list stands between names: single letters divided by NUL would give none."""
    return any(mark in text for mark in "\n/\\.") and "\0" not in text.rstrip("\0")


def _divided(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The paths in blocks of bytes: divided by NUL where there is one, else by lines."""
    rest = b""
    divided = None
    for block in blocks:
        divided = divided or (b"\0" if b"\0" in block else b"\n" if b"\n" in block else None)
        if divided is None:
            rest += block
            continue
        *paths, rest = (rest + block).split(divided)
        for path in paths:
            if path := path.rstrip(b"\r") if divided == b"\n" else path:
                yield path
    if rest := rest.rstrip(b"\r\n"):
        yield rest
