"""The letters in archives and e-mails, read member by member and never unpacked to disk.

What a file is, is told by its content: zip (whatever stands before it), tar of every kind, gzip, bzip2 and xz, e-mails,
mailboxes, Outlook messages. A member's name is only ever a label (`letters.zip!/2017/letter.pdf`): whatever path it
claims, nothing is written there. Links and devices are told and not followed; what is larger than a letter can be is
told and not inflated; an archive in an archive is read to a depth of three.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import IO, Literal

from imrcli.batch.archives import compressed, mails, outlook, tars, zips
from imrcli.batch.archives.common import BROKEN, Member, Whole
from imrcli.batch.left_out import why_left_out
from imrcli.errors import BadArchive, TooLarge

__all__ = ["Kind", "Member", "kind", "members"]

Kind = Literal["zip", "tar", "compressed", "mail", "mailbox", "outlook"]
"""A kind of file that holds others."""

_HEAD = 4_096
_TAIL = 22 + 0xFFFF
"""Bytes at a file's end in which a zip archive's end is looked for: it may have a comment."""

_SHORT_TAIL = 1_024
"""Bytes at the end of a file that begins as a letter does in which a zip archive's end is looked for."""

_LETTERS = (b"%PDF-", b"%!PS")
_DEEPEST = 3
"""Archives within archives that are opened."""


def kind(file: IO[bytes], max_size: int, *, is_letter: bool = False) -> Kind | None:
    """What kind of archive an open file is; None for any other. `is_letter`: its name is a letter's.

    Raises OSError where it cannot be read.
    """
    head = file.read(_HEAD)
    if head.startswith(zips.SIGNS):
        return "zip"
    if tars.begins(head):
        return "tar"
    if compressed.begins(head):
        return "compressed"
    if head.startswith(outlook.SIGN):
        return "outlook" if outlook.is_message(file, max_size) else None
    if mails.begins(head):
        return "mail"
    if mails.begins_mailbox(head):
        return "mailbox"
    is_letter = is_letter or head.startswith(_LETTERS)
    tail = _SHORT_TAIL if is_letter else _TAIL
    return "zip" if zips.ends_in(file, tail, to_the_end=is_letter) else None


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
            what = kind(file, max_size)
            file.seek(0)
            if what is None:
                yield name, None if isinstance(source, str) else file.read(), None
                return
            if what == "zip" and file.read(5) == _LETTERS[0]:  # a letter with an archive behind it
                file.seek(0)
                yield name, None if isinstance(source, str) else file.read(), None
            file.seek(0)
            for member, data, error in _read(what, file, max_size, name, leave):
                # What is wrong with an archive as a whole has no name of a member.
                label = f"{name}!/{member}".removesuffix("!/")
                if why := why_left_out(member, lambda: (data or b"")[:8]):  # noqa: B023 (called here)
                    leave(label, why)
                elif data is not None and _is_archive(data, max_size):
                    yield from _nested(label, data, max_size, leave, depth)
                else:
                    yield label, data, error
    except Whole:
        yield name, None, None
    except BROKEN as error:
        says = f"is a damaged archive ({type(error).__name__}); what is behind the damage is not read"
        yield name, None, BadArchive(name, says)


def _read(what: Kind, file: IO[bytes], max_size: int, name: str, leave: Callable[[str, str], None]) -> Iterator[Member]:
    if what == "zip":
        return zips.members(file, max_size)
    if what == "tar":
        return tars.members(file, max_size)
    if what == "mailbox":
        return mails.mailbox(file, max_size)
    if what == "outlook":
        return outlook.members(file, max_size)
    if what == "mail":
        return mails.members(file, max_size, lambda member, why: leave(f"{name}!/{member}", why))
    content = compressed.Inflated(file)
    return tars.members(content, max_size) if tars.begins(content.head) else _single(content, max_size, name)


def _single(content: compressed.Inflated, max_size: int, name: str) -> Iterator[Member]:
    """The one file in a compressed one."""
    data = content.read(max_size + 1)
    member = compressed.name_within(name)
    yield (member, None, TooLarge()) if len(data) > max_size else (member, data, None)


def _is_archive(data: bytes, max_size: int) -> bool:
    what = kind(io.BytesIO(data), max_size)
    return what is not None and not (what == "zip" and zips.is_document(data))


def _nested(label: str, data: bytes, max_size: int, leave: Callable[[str, str], None], depth: int) -> Iterator[Member]:
    if depth >= _DEEPEST:
        says = f"is an archive within {_DEEPEST} others, and is not opened; unpack it"
        yield label, None, BadArchive(label, says)
    else:
        yield from members(io.BytesIO(data), max_size, label, leave, depth + 1)
