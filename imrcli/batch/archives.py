"""The letters in a zip or tar archive, read member by member and never unpacked to disk.

A member's name is only ever a label (`letters.zip!/2017/letter.pdf`): whatever path it claims, nothing is written
there. Links and devices are told and not followed; what is larger than a letter can be is told and not inflated; an
archive in an archive is read to a depth of three.
"""

from __future__ import annotations

import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO

from imrcli.batch.left_out import why_left_out
from imrcli.errors import BadArchive, ImrError, PasswordNeeded, TooLarge

_DEEPEST = 3
"""Archives within archives that are opened."""

_MOST_SKIPPED = 16
"""A member of a tar archive this many times as large as a letter may be ends the archive: it is behind it that the
next one lies, and it would have to be inflated to get there."""

_XZ_MEMORY = 256 * 1024 * 1024
"""Bytes. The format's strongest setting needs 65 MB; a file can ask for 4 GB."""

_LONGEST_NAME = 1_000_000
"""Bytes of a record in a tar archive that holds a member's long name."""

_ENTRY_BYTES = 20_000_000
"""Bytes of an archive's table of contents, at most: of about 200,000 members."""

_END_BYTES = 22 + 0xFFFF + 20 + 56
"""Bytes behind a zip archive's table of contents, at most: its end record with the longest comment, and zip64's two."""

_END = b"PK\x05\x06"

_OFFICE = "[Content_Types].xml"
"""A member of every Office document, which is a zip archive and no archive of letters."""

Member = tuple[str, bytes | None, ImrError | None]

_BROKEN = (
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
    OverflowError,
)
"""What the libraries raise on archives that are damaged, or of a kind that they do not know."""


def is_archive(head: bytes) -> bool:
    """Whether a file that begins with these bytes (512 are enough) is a zip or tar archive, compressed or not."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) or _is_tar(head)


def _is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar" or head.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0"))


def members(
    source: str | IO[bytes],
    max_size: int,
    name: str = "",
    leave: Callable[[str, str], None] = lambda name, why: None,
    depth: int = 1,
) -> Iterator[Member]:
    """Name and content of each letter in an archive, or what is wrong with it.

    `source` is a path, or an open file called `name`. `max_size` is the most bytes that a member may have. `leave`
    is called with each member that is left out, and why. Never raises: what is wrong with the archive as a whole is
    told under its own name.
    """
    name = name or (source if isinstance(source, str) else "archive")
    try:
        with open(source, "rb") if isinstance(source, str) else source as file:
            head = file.read(512)
            file.seek(0)
            read = _tar if _is_tar(head) else _zip
            for member, data, error in read(file, max_size):
                label = f"{name}!/{member}"
                if why := why_left_out(member, lambda: (data or b"")[:8]):  # noqa: B023 (called here)
                    leave(label, why)
                elif data is not None and is_archive(data[:512]) and not _is_office(data):
                    yield from _nested(label, data, max_size, leave, depth)
                else:
                    yield label, data, error
    except _Whole:
        yield name, None, None
    except _BROKEN as error:
        says = f"is a damaged archive ({type(error).__name__}); what is behind the damage is not read"
        yield name, None, BadArchive(name, says)


class _Whole(Exception):
    """The file is no archive of letters, but one document."""


def _nested(label: str, data: bytes, max_size: int, leave: Callable[[str, str], None], depth: int) -> Iterator[Member]:
    if depth >= _DEEPEST:
        says = f"is an archive within {_DEEPEST} others, and is not opened; unpack it"
        yield label, None, BadArchive(label, says)
    else:
        yield from members(io.BytesIO(data), max_size, label, leave, depth + 1)


def _is_office(data: bytes) -> bool:
    if not data.startswith(b"PK"):
        return False
    try:
        return _OFFICE in zipfile.ZipFile(io.BytesIO(data)).NameToInfo
    except _BROKEN:
        return False


def _zip(file: IO[bytes], max_size: int) -> Iterator[Member]:
    _bound_contents(file)
    with zipfile.ZipFile(file) as archive:
        if _OFFICE in archive.NameToInfo:
            raise _Whole
        for info in archive.infolist():
            if info.is_dir():
                continue
            if info.flag_bits & 0x1:
                says = "is encrypted; unpack the archive with its password"
                yield info.filename, None, PasswordNeeded(None, says)
            elif (info.external_attr >> 16) & 0o170000 == 0o120000:
                yield info.filename, None, _link()
            elif info.file_size > max_size:
                yield info.filename, None, TooLarge()
            elif info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                # The library inflates other methods without a bound.
                says = "is compressed in a way that cannot be read safely; unpack the archive"
                yield info.filename, None, BadArchive(None, says)
            else:
                yield _zip_member(archive, info, max_size)


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, max_size: int) -> Member:
    try:
        with archive.open(info) as member:
            data = member.read(max_size + 1)
    except _BROKEN as error:
        says = f"cannot be read from the archive ({type(error).__name__}); fetch it again"
        return info.filename, None, BadArchive(None, says)
    return (info.filename, None, TooLarge()) if len(data) > max_size else (info.filename, data, None)


def _bound_contents(file: IO[bytes]) -> None:
    """Raises BadZipFile for a table of contents that would fill the memory."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _END_BYTES))
    tail = file.read()
    file.seek(0)
    has_comment = not (tail[-22:].startswith(_END) and tail.endswith(b"\0\0"))
    end = tail.rfind(_END) if has_comment else len(tail) - 22
    if end < 0:
        return  # no zip archive: the library will say so
    contents = int.from_bytes(tail[end + 12 : end + 16], "little")
    before = tail[max(0, end - 76) : end]
    if before.startswith(b"PK\x06\x06") and before[56:].startswith(b"PK\x06\x07"):  # as zip64 has it
        contents = int.from_bytes(before[40:48], "little")
    if contents > _ENTRY_BYTES:
        raise zipfile.BadZipFile("too many members")


def _tar(file: IO[bytes], max_size: int) -> Iterator[Member]:
    with tarfile.open(fileobj=_inflated(file), mode="r|", tarinfo=_Header) as archive:
        for info in archive:
            if info.isdir():
                pass
            elif info.issym() or info.islnk():
                yield info.name, None, _link()
            elif not info.isfile():
                yield info.name, None, BadArchive(None, "is no file but a device or pipe")
            elif info.size > max_size:
                yield info.name, None, TooLarge()
                if info.size > _MOST_SKIPPED * max_size:
                    raise tarfile.ReadError("a member is far too large")
            else:
                member = archive.extractfile(info)
                data = member.read(max_size + 1) if member else b""
                if len(data) < info.size:
                    raise EOFError
                yield info.name, data, None
            archive.members.clear()  # type: ignore[attr-defined] # the library keeps every member's header


class _Header(tarfile.TarInfo):
    """A member's header. The library ends quietly at one that is damaged, and reads long names however long."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> _Header:
        """The next header. Raises ReadError for one that is damaged or missing."""
        try:
            return super().fromtarfile(tarfile_)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]
            raise
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(str(error)) from None

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        """The header in a block. Raises ReadError for one before a name that is far too long, HeaderError for none."""
        header = super().frombuf(buf, encoding, errors)
        if not header.isreg() and header.size > _LONGEST_NAME:
            raise tarfile.ReadError("a name is far too long")
        return header


def _inflated(file: IO[bytes]) -> IO[bytes] | io.BufferedIOBase:
    head = file.read(6)
    file.seek(0)
    if head.startswith(b"\x1f\x8b"):
        import gzip

        return gzip.GzipFile(fileobj=file)
    if head.startswith(b"BZh"):
        import bz2

        return bz2.BZ2File(file)
    if head.startswith(b"\xfd7zXZ"):
        return io.BufferedReader(_Xz(file))
    return file


class _Xz(io.RawIOBase):
    """An xz file inflated within a bound of memory, which `lzma.LZMAFile` has no way to set."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._xz = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._xz.eof:
            given = self._file.read(65536) if self._xz.needs_input else b""
            if self._xz.needs_input and not given:
                raise EOFError
            inflated = self._xz.decompress(given, max_length=len(buffer))
            if inflated:
                buffer[: len(inflated)] = inflated
                return len(inflated)
        return 0


def _link() -> BadArchive:
    return BadArchive(None, "is a link in an archive, and is not followed; name what it leads to")
