"""Outlook's messages (.msg), by python-oxmsg, which is an extra (`imrcli[msg]`): the letters attached to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from imrcli.batch.archives.common import BROKEN, Member
from imrcli.batch.archives.mails import unique
from imrcli.errors import BadArchive, MissingExtra, TooLarge

SIGN = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How Microsoft's older files begin: of Outlook, Word, Excel and others."""

_PROPERTIES = "__properties_version1.0".encode("utf-16-le")
"""The name of a stream that every Outlook message has, and no other file."""

_WITHIN = "__substg1.0_3701000D"
"""The storage in which a message that is attached to another lies."""

_BODY, _SHORT_NAME, _SHOWN_NAME = 0x1000, 0x3704, 0x3001
_LARGER = 2
_DEEPEST = 3


def is_message(file: IO[bytes], max_size: int) -> bool:
    """Whether one of Microsoft's older files is an Outlook message."""
    file.seek(0)
    return _PROPERTIES in file.read(_LARGER * max_size)


def members(file: IO[bytes], max_size: int) -> Iterator[Member]:
    """What is attached to a message; messages that are attached are read too. Raises a kind of BROKEN."""
    try:
        from oxmsg import Message
    except ModuleNotFoundError:
        yield "", None, MissingExtra.of(None, "msg", "python-oxmsg", "is an Outlook message, and needs")
        return
    data = file.read(_LARGER * max_size + 1)
    if len(data) > _LARGER * max_size:
        raise ValueError("the message is far too large")
    yield from _attached(Message.load(data), "", max_size, 1)


def _attached(message: Any, above: str, max_size: int, depth: int) -> Iterator[Member]:
    from oxmsg import Message
    from oxmsg.properties import Properties

    taken: set[str] = set()
    for number, attachment in enumerate(message.attachments, 1):
        try:
            name = _name(attachment) or f"attachment-{number}"
            within = [storage for storage in attachment._storage.storages if storage.name == _WITHIN]
            data = None if within else attachment.file_bytes
        except BROKEN:
            name, within, data = f"attachment-{number}", [], None
        name = f"{above}{unique(name if not within or name.lower().endswith('.msg') else f'{name}.msg', taken)}"
        if within and depth >= _DEEPEST:
            yield name, None, BadArchive(None, f"is a message within {_DEEPEST} others, and is not opened; save it")
        elif within:
            yield from _attached(Message(within[0]), f"{name}!/", max_size, depth + 1)
        elif data is None:
            yield name, None, BadArchive(None, "cannot be read from the message; save it from Outlook")
        elif len(data) > max_size:
            yield name, None, TooLarge()
        else:
            yield name, bytes(data), None
    if not taken:
        # A message within another has its properties elsewhere, which the library does not know.
        body = Properties(message._storage, 24).str_prop_value(_BODY) if above else message.body
        yield f"{above}text.txt", str(body or "").encode("utf-8", "replace"), None


def _name(attachment: Any) -> str | None:
    properties = attachment.properties
    for name in (
        attachment.file_name,
        properties.str_prop_value(_SHORT_NAME),
        properties.str_prop_value(_SHOWN_NAME),
    ):
        if name:
            return str(name)
    return None
