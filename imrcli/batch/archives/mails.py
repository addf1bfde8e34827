"""E-mails (RFC 5322) and mailboxes (mbox): the letters attached to them, in their order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect
from email.message import EmailMessage
from typing import IO, NamedTuple

from imrcli.batch.archives.common import Member
from imrcli.errors import BadArchive, NotALetter, PasswordNeeded, TooLarge

Leave = Callable[[str, str], None]

_HEADER = re.compile(rb"([!-9;-~]+):[ \t]?")
_SENT = (b"message-id", b"received", b"mime-version", b"return-path", b"delivered-to", b"dkim-signature")
"""Headers that a mail program writes, and nobody who writes a letter; one is not enough, a text may quote it."""
_WRITTEN = (b"from", b"to", b"date", b"subject", b"received", b"content-type", b"message-id", b"mime-version")
_LEAST = 3

_LARGER = 2
"""An e-mail may be this many times as large as a letter: an attachment is coded, and others may be beside it."""

_ENDINGS = {"application/pdf": ".pdf", "text/plain": ".txt", "image/tiff": ".tif", "image/jpeg": ".jpg"}
_SIGNED = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted")
_PRIVATE = ("text/calendar", "text/vcard", "text/x-vcard", "text/directory")


def begins(head: bytes) -> bool:
    """Whether a file that begins with these bytes is an e-mail: its head is lines of headers as mail programs write."""
    names = set()
    is_whole = False
    lines = head.replace(b"\r\n", b"\n").split(b"\n")
    if len(lines) == 1:
        return False
    for line in lines[:-1]:
        if not line:
            is_whole = True
            break
        header = _HEADER.match(line)
        if header:
            names.add(header[1].lower())
        elif not names or not line.startswith((b" ", b"\t")):
            return False
    written = sum(name in names for name in _WRITTEN)
    return any(name in names for name in _SENT) and written >= (_LEAST if is_whole else 1)


def begins_mailbox(head: bytes) -> bool:
    """Whether a file that begins with these bytes is a mailbox: e-mails, each behind a line `From `."""
    first, _, rest = head.partition(b"\n")
    return re.match(rb"From \S.*\d{4}", first) is not None and begins(rest)


def mailbox(file: IO[bytes], max_size: int) -> Iterator[Member]:
    """The e-mails of a mailbox, as `1.eml` and so on."""
    number, size, lines, blank = 0, 0, list[bytes](), True
    most = _LARGER * max_size
    for line in iter(lambda: file.readline(most), b""):
        if blank and line.startswith(b"From "):
            if number:
                del lines[-1:]  # the blank line between two
                yield _mail(number, size, lines, most)
            number, size, lines = number + 1, 0, []
        else:
            size += len(line)
            if size <= most:
                lines.append(line[1:] if re.match(rb">+From ", line) else line)
        blank = not line.strip(b"\r\n")
    if blank:
        del lines[-1:]
    yield _mail(number, size, lines, most)


def _mail(number: int, size: int, lines: list[bytes], most: int) -> Member:
    return (f"{number}.eml", None, TooLarge()) if size > most else (f"{number}.eml", b"".join(lines), None)


def members(file: IO[bytes], max_size: int, leave: Leave) -> Iterator[Member]:
    """What is attached to an e-mail; its text, where nothing is. `leave` is told of what is left out, and why."""
    data = file.read(_LARGER * max_size + 1)
    if len(data) > _LARGER * max_size:
        raise ValueError("the e-mail is far too large")
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    yield from _attached(message, "", max_size, leave)


class _Part(NamedTuple):
    name: str
    kind: str
    message: EmailMessage


def _attached(message: EmailMessage, above: str, max_size: int, leave: Leave) -> Iterator[Member]:
    parts = list(_parts(message))
    is_cut = any(
        isinstance(defect, (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect))
        for part in message.walk()
        for defect in part.defects
    )
    letters = [part for part in parts if not _why_left_out(part, alone=False)]
    given = 0
    for part in parts:
        if why := _why_left_out(part, alone=not letters):
            leave(f"{above}{part.name}", why)
            continue
        given += 1
        yield from _opened(part, above, max_size, leave)
    if not given:
        yield _text(message, above)
    if is_cut:
        says = "is an e-mail that is cut off: what stood behind that is not read; fetch it again"
        yield above, None, BadArchive(None, says)


def _opened(part: _Part, above: str, max_size: int, leave: Leave) -> Iterator[Member]:
    name = f"{above}{part.name}"
    if part.kind == "message/rfc822":
        within = part.message.get_payload()
        if isinstance(within, list) and within and isinstance(within[0], EmailMessage):
            yield from _attached(within[0], f"{name}!/", max_size, leave)
            return
    if part.kind in _SEALED:
        yield name, None, PasswordNeeded(None, "is encrypted or sealed; save the letter from the mail program")
        return
    if part.kind == "application/ms-tnef":
        says = "is a container of Outlook's, which is not opened; save the letters from the mail program"
        yield name, None, BadArchive(None, says)
        return
    data = part.message.get_payload(decode=True)
    if not isinstance(data, bytes):
        yield name, None, BadArchive(None, "cannot be read from the e-mail; fetch it again")
    elif len(data) > max_size:
        yield name, None, TooLarge()
    else:
        yield name, data, None


def _parts(message: EmailMessage) -> Iterator[_Part]:
    """The parts that are attached, each under a name of its own."""
    taken: set[str] = set()
    waiting = [message]
    while waiting:
        part = waiting.pop()
        kind = part.get_content_type()
        if part.is_multipart() and kind != "message/rfc822":
            waiting += [inner for inner in reversed(part.get_payload()) if isinstance(inner, EmailMessage)]  # type: ignore[arg-type]
        elif part.get_filename() or part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
            name = part.get_filename() or f"attachment-{len(taken) + 1}{_ENDINGS.get(kind, '')}"
            if kind == "message/rfc822" and not name.lower().endswith(".eml"):
                name += ".eml"
            yield _Part(unique(name, taken), kind, part)


def unique(name: str, taken: set[str]) -> str:
    """The name, or where an earlier one is the same, one that no other has; it is added to those that are taken."""
    stem, dot, ending = name.rpartition(".")
    new, number = name, 2
    while new in taken:
        new = f"{stem or ending} ({number}){dot if stem else ''}{ending if stem else ''}"
        number += 1
    taken.add(new)
    return new


def _why_left_out(part: _Part, *, alone: bool) -> str | None:
    """Why a part is no source; pictures in the text are one where nothing else is attached (`alone`)."""
    if part.kind in _SIGNED:
        return "a signature"
    if part.kind in _PRIVATE:
        return "an appointment or card"
    inline = part.message.get_content_disposition() != "attachment" and "Content-ID" in part.message
    return "a picture in the text" if part.kind.startswith("image/") and inline and not alone else None


def _text(message: EmailMessage, above: str) -> Member:
    body = message.get_body(("plain",))
    if body is None:
        says = "is an e-mail to which nothing is attached, and its text is not plain; save the letter from it"
        return above, None, NotALetter(None, says)
    return f"{above}text.txt", str(body.get_content()).encode("utf-8", "replace"), None
