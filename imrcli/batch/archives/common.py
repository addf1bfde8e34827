"""What the readers of archives share: what a member is, and what is told of one that cannot be read."""

from __future__ import annotations

import lzma
import struct
import tarfile
import zipfile
import zlib

from imrcli.errors import BadArchive, ImrError

Member = tuple[str, bytes | None, ImrError | None]
"""A member's name, its content, and what is wrong with it: the content is missing then."""

BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    MemoryError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    TypeError,
    LookupError,
    struct.error,
    OverflowError,
)
"""What the libraries raise on archives that are damaged, or of a kind that they do not know."""


class Whole(Exception):
    """The file is no archive of letters, but one document."""


def link() -> BadArchive:
    """What is told of a link."""
    return BadArchive(None, "is a link in an archive, and is not followed; name what it leads to")
