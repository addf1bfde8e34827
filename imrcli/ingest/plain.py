"""Reads plain text: UTF-8, UTF-16 or cp1252, with form feeds between pages where there are any."""

from __future__ import annotations

import codecs
import re

from imrcli.errors import DamagedPdf, UnknownKind
from imrcli.ingest.document import Pages
from imrcli.ingest.notes import Note
from imrcli.pattern import pattern

_CONTROL = pattern(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_JSON = pattern(rb"\s*(?:\[\s*)?\{\s*\"")
_HTML = pattern(rb"\s*(?:\xef\xbb\xbf)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_PACKED = (
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"MSCF\0\0\0\0", "a CAB archive"),
    (b"\x28\xb5\x2f\xfd", "packed by zstd"),
    (b"\x78\x9f\x3e\x22", "a winmail.dat of Outlook"),
)
"""How files begin that can hold letters, and are not read."""
_CONTROL_SHARE = 0.02
"""More control characters than this share of the text: it is not text."""


def read(data: bytes) -> Pages:
    """The text of each page. Raises UnknownKind for what is not text."""
    if _JSON.match(data):
        # What `imr` itself prints holds all the words of a letter.
        raise UnknownKind(None, "is JSON and no letter; name the letter that it was made from")
    for sign, what in _PACKED:
        if data.startswith(sign):
            raise UnknownKind(None, f"is {what}, which is not read; unpack it and name the letters")
    if _HTML.match(data):
        raise UnknownKind(None, "is a web page and no letter; name the letter itself")
    if b"endobj" in data and b" 0 obj" in data:
        raise DamagedPdf  # without the header that tells it
    text, notes = _decoded(data)
    if len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise UnknownKind
    return Pages(text.split("\f"), notes)


def _decoded(data: bytes) -> tuple[str, tuple[Note, ...]]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace"), ()
    if data[1:2] == b"\0" and data[3:4] == b"\0":
        return data.decode("utf-16-le", errors="replace"), ()
    if data[:1] == b"\0" and data[2:3] == b"\0":
        return data.decode("utf-16-be", errors="replace"), ()
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), ()
    except UnicodeDecodeError:
        message = "some bytes are in no known encoding (UTF-8, UTF-16, cp1252) and are shown as U+FFFD"
        return data.decode("utf-8-sig", errors="replace"), (("undecodable-text", message),)
