"""Zip archives: read by the table of contents at their end, whatever stands before them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import IO

from imrcli.batch.archives.common import BROKEN, Member, Whole, link
from imrcli.errors import BadArchive, PasswordNeeded, TooLarge

_ENTRY_BYTES = 20_000_000
"""Bytes of an archive's table of contents, at most: of about 200,000 members."""

_END_BYTES = 22 + 0xFFFF + 20 + 56
"""Bytes behind a zip archive's table of contents, at most: its end record with the longest comment, and zip64's two."""

_END = b"PK\x05\x06"

SIGNS = (b"PK\x03\x04", _END)
_CONTENTS = b"PK\x01\x02"
_LOCATOR = b"PK\x06\x07"

_DOCUMENTS = ("[Content_Types].xml", "mimetype")
"""Members of Office and OpenDocument files, which are zip archives and no archives of letters."""


def ends_in(file: IO[bytes], looked_at: int, *, to_the_end: bool) -> bool:
    """Whether the last bytes of a file are the end of a zip archive; `to_the_end`: with nothing behind it."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - looked_at))
    tail = file.read(looked_at)
    end = tail.rfind(_END)
    if end < 0 or len(tail) - end < 22:
        return False
    record = tail[end : end + 22]
    if to_the_end and end + 22 + int.from_bytes(record[20:22], "little") != len(tail):
        return False
    length = int.from_bytes(record[12:16], "little")
    if length == 0xFFFFFFFF or tail[max(0, end - 20) : end].startswith(_LOCATOR):
        return True  # zip64
    begins = size - len(tail) + end - length
    if not length or begins < 0:
        return False
    file.seek(begins)
    return file.read(4) == _CONTENTS


def is_document(data: bytes) -> bool:
    """Whether a zip archive is an Office or OpenDocument file."""
    try:
        return any(name in zipfile.ZipFile(io.BytesIO(data)).NameToInfo for name in _DOCUMENTS)
    except BROKEN:
        return False


def members(file: IO[bytes], max_size: int) -> Iterator[Member]:
    """The members, in the order of the table of contents. Raises Whole for a document."""
    _bound_contents(file)
    with zipfile.ZipFile(file) as archive:
        if any(name in archive.NameToInfo for name in _DOCUMENTS):
            raise Whole
        yield from _before(file, archive)
        for info in archive.infolist():
            if info.is_dir():
                continue
            if info.flag_bits & 0x1:
                says = "is encrypted; unpack the archive with its password"
                yield info.filename, None, PasswordNeeded(None, says)
            elif (info.external_attr >> 16) & 0o170000 == 0o120000:
                yield info.filename, None, link()
            elif info.file_size > max_size:
                yield info.filename, None, TooLarge()
            elif info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                # The library inflates other methods without a bound.
                says = "is compressed in a way that cannot be read safely; unpack the archive"
                yield info.filename, None, BadArchive(None, says)
            else:
                yield _zip_member(archive, info, max_size)


def _before(file: IO[bytes], archive: zipfile.ZipFile) -> Iterator[Member]:
    """What is told of another archive that stands before this one: its table of contents is not the file's."""
    begins = min((info.header_offset for info in archive.infolist()), default=0)
    file.seek(0)
    if begins and file.read(4) == SIGNS[0]:
        says = "begins with another archive, which is not read; take the two apart"
        yield "(before)", None, BadArchive(None, says)


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, max_size: int) -> Member:
    try:
        with archive.open(info) as member:
            data = member.read(max_size + 1)
    except BROKEN as error:
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
