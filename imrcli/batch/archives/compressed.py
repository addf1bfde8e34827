"""Compressed files (gzip, bzip2, xz) as streams: what is in them is read as far as it is needed, never all at once."""

from __future__ import annotations

import io
import lzma
import re
from typing import IO

_XZ_MEMORY = 256 * 1024 * 1024
"""Bytes. The format's strongest setting needs 65 MB; a file can ask for 4 GB."""

_BZIP2 = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
_XZ = b"\xfd7zXZ\0"


def begins(head: bytes) -> bool:
    """Whether a file that begins with these bytes is a compressed one."""
    return head.startswith((b"\x1f\x8b\x08", _XZ)) or _BZIP2.match(head) is not None


def name_within(name: str) -> str:
    """What the file in a compressed one is called: the same without the ending."""
    base = re.split(r"[/\\]", name)[-1]
    return re.sub(r"(?i)\.(?:gz|bz2|xz)\Z", "", base) or "letter"


class Inflated:
    """A compressed file's content, to be read once. `head` are its first 512 bytes, which are read again."""

    def __init__(self, file: IO[bytes]) -> None:
        self._content = _inflated(file)
        self.head = self._first = self._content.read(512)

    def read(self, size: int) -> bytes:
        """The next bytes: as many, unless the end is reached."""
        first, self._first = self._first[:size], self._first[size:]
        return first + self._content.read(size - len(first)) if len(first) < size else first


def _inflated(file: IO[bytes]) -> io.BufferedIOBase:
    head = file.read(6)
    file.seek(0)
    if head.startswith(b"\x1f\x8b"):
        import gzip

        return gzip.GzipFile(fileobj=file)
    if head.startswith(b"BZh"):
        import bz2

        return bz2.BZ2File(file)
    return io.BufferedReader(_Xz(file))


class _Xz(io.RawIOBase):
    """An xz file inflated within a bound of memory, which `lzma.LZMAFile` has no way to set; one may follow another."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._xz = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
        self._given = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while True:
            if self._xz.eof and not self._next():
                return 0
            if not self._given and self._xz.needs_input:
                self._given = self._file.read(65536)
                if not self._given:
                    raise EOFError
            given, self._given = self._given, b""
            inflated = self._xz.decompress(given, max_length=len(buffer))
            if inflated:
                buffer[: len(inflated)] = inflated
                return len(inflated)

    def _next(self) -> bool:
        """Go on with the stream behind the one that has ended, if there is one; zeros may stand between."""
        self._given = self._xz.unused_data.lstrip(b"\0")
        while not self._given:
            block = self._file.read(65536)
            if not block:
                return False
            self._given = block.lstrip(b"\0")
        self._xz = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
        return True
