"""Tar archives, compressed or not, read as a stream to their very end: one may follow another."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from typing import Any

from imrcli.batch.archives.common import Member, link
from imrcli.errors import BadArchive, TooLarge

_MOST_SKIPPED = 16
"""A member of a tar archive this many times as large as a letter may be ends the archive: it is behind it that the
next one lies, and it would have to be inflated to get there."""

_LONGEST_NAME = 1_000_000
"""Bytes of a record in a tar archive that holds a member's long name."""

_MOST_ZEROS = 32 * 1024 * 1024
"""Bytes of nothing behind an archive, at most: it is filled up to the blocks of a tape, whatever those were."""

_SUM = re.compile(rb" *[0-7]+[\0 ]*\Z")


def begins(head: bytes) -> bool:
    """Whether a file that begins with these bytes (512 are needed) is a tar archive.

    The oldest kind has no sign: its header is known by its checksum.
    """
    if head[257:262] == b"ustar":
        return True
    if len(head) < 512 or not head[0] or not _SUM.match(head[148:156]):
        return False
    block = head[:148] + b" " * 8 + head[156:512]
    signed = sum(block) - 256 * sum(byte > 127 for byte in block)
    return int(head[148:156].strip(b" \0"), 8) in (sum(block), signed)


def members(file: Any, max_size: int) -> Iterator[Member]:
    """The members, in their order. Raises a kind of BROKEN where the archive is damaged, or ends in something else."""
    with tarfile.open(fileobj=file, mode="r|", tarinfo=_Header, ignore_zeros=True) as archive:
        for info in archive:
            if info.isdir():
                pass
            elif info.issym() or info.islnk():
                yield info.name, None, link()
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
        """The next header. Raises ReadError for one that is damaged or missing, and for what is none behind the end."""
        zeros = getattr(tarfile_, "imr_zeros", 0)
        try:
            header = super().fromtarfile(tarfile_)
            tarfile_.imr_zeros = 0  # type: ignore[attr-defined]
            return header
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]
            if zeros > _MOST_ZEROS:
                raise tarfile.ReadError("far too much nothing") from None
            tarfile_.imr_zeros = zeros + tarfile.BLOCKSIZE  # type: ignore[attr-defined]
            raise
        except tarfile.EmptyHeaderError as error:  # type: ignore[attr-defined]
            if zeros:
                raise  # the file's end, behind the archive's
            raise tarfile.ReadError(str(error)) from None
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(str(error)) from None

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        """The header in a block. Raises ReadError for one before a name that is far too long, HeaderError for none."""
        if buf and len(buf) < tarfile.BLOCKSIZE and not any(buf):
            raise tarfile.EOFHeaderError("what fills the last block")  # type: ignore[attr-defined]
        header = super().frombuf(buf, encoding, errors)
        if not header.isreg() and header.size > _LONGEST_NAME:
            raise tarfile.ReadError("a name is far too long")
        return header
