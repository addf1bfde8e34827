"""What a PDF's streams hold: decrypted (ISO 32000-2, 7.6), unpacked (7.4), and whole if zlib's sum of them is right."""

from __future__ import annotations

import base64
import ctypes
import io
import re
import zlib
from collections.abc import Callable
from functools import partial
from hashlib import md5

from imrcli.ingest.pdf import TooMuch, Unreadable, aes
from imrcli.ingest.pdf.parts import behind, number_of
from imrcli.pattern import pattern

try:
    md5()
except ValueError:  # forbidden for security, but the format asks for it; to say so each time takes twice as long
    md5 = partial(md5, usedforsecurity=False)

_FILTERS = pattern(rb"/Filter\s*(/\w+|\[[^\]]*\])")
_NAME = pattern(rb"\w+")
_UNCHECKED = pattern(rb"(?:ASCIIHex|DCT|JPX|CCITTFax|JBIG2|LZW|RunLength)Decode|Crypt")
"""Filters that keep no sum, or make images."""
_SLOW = 16
"""How many bytes are inflated in the time in which one is read as ASCII85."""

LITERAL = rb"\([^()\\]*(?:(?:\\[\s\S]|\((?:[^()\\]|\\[\s\S])*\))[^()\\]*)*\)"
"""A string (7.3.4.2), with escapes and one level of brackets in it: (Dr. Smith \\(MD (retired\\))."""
_ESCAPE = pattern(rb"\\([0-7]{1,3}|\r\n|[\s\S])|\r\n?")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\r\n": b"", b"\n": b"", b"\r": b""}
_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
"""What fills a password to 32 bytes; of an empty one it is all."""
Decrypt = Callable[[int, int, bytes], bytes]
"""A stream's object and generation number, its bytes as they stand in the file: the bytes decrypted."""


def unpacked(dictionary: bytes, stream: bytes, limit: int) -> bytes:
    """What a stream holds, by the filters that its dictionary names; nothing where these cannot be checked.

    An empty one is whole: some programs write nothing, not even of the filter's own, for the look of a box that is not
    ticked. Raises ValueError or zlib.error where it is damaged or not complete, TooMuch where it holds more bytes than
    `limit`.
    """
    if not stream:
        return b""
    filters = _FILTERS.search(dictionary)
    for name in _NAME.findall(filters[1]) if filters else ():
        if name == b"FlateDecode":
            inflate = zlib.decompressobj()
            stream = inflate.decompress(stream, limit + 1)
            if len(stream) > limit:
                raise TooMuch
            if not inflate.eof:
                raise Unreadable("incomplete")
        elif name == b"ASCII85Decode":
            if len(stream) > limit / _SLOW:
                raise TooMuch
            stream = base64.a85decode(stream.strip(), adobe=True)
        elif _UNCHECKED.fullmatch(name):
            return b""
        else:
            raise Unreadable(name)
    return stream


def decryption(encrypt: bytes, trailer: bytes) -> Decrypt:
    """How AES with keys of 128 bits is undone (algorithms 1 and 2), by the /Encrypt dictionary and the trailer's /ID.

    The password is the empty one, with which PDFium opened the file. Raises Unreadable.
    """
    rights = (number_of(encrypt, b"P") & 0xFFFFFFFF).to_bytes(4, "little")
    key = _PAD + _string(encrypt, b"O")[:32] + rights + _string(trailer, b"ID")
    if encrypt.partition(b"/EncryptMetadata")[2].lstrip().startswith(b"false"):
        key += b"\xff" * 4
    for _ in range(51):
        key = md5(key).digest()
    decrypting = aes.decrypt()

    def decrypt(number: int, generation: int, stream: bytes) -> bytes:
        if len(stream) < 2 * aes.BLOCK or len(stream) % aes.BLOCK:
            raise Unreadable("not whole blocks")
        salted = key + number.to_bytes(5, "little")[:3] + generation.to_bytes(3, "little")[:2] + b"sAlT"
        # What fills the last block is left on.
        return decrypting(md5(salted).digest(), stream[: aes.BLOCK], stream[aes.BLOCK :])

    return decrypt


def _string(dictionary: bytes, key: bytes) -> bytes:
    """The string behind a key, or the first of an array of strings. Raises Unreadable."""
    string = behind(key, rb"\[?\s*(?:(" + LITERAL + rb")|<([0-9A-Fa-f\s]*)>)").search(dictionary)
    if string is None:
        raise Unreadable(key)
    return _ESCAPE.sub(_unescaped, string[1][1:-1]) if string[1] else bytes.fromhex(string[2].decode())


def _unescaped(escape: re.Match[bytes]) -> bytes:
    """What a literal string's escape stands for, or a line end in it (7.3.4.2)."""
    code = escape[1]
    if code is None:
        return b"\n"
    return bytes([int(code, 8) & 255]) if code[:1].isdigit() and code < b"8" else _ESCAPED.get(code, code)


def unlocked(data: bytes) -> bytes:
    """A PDF as PDFium saves it without encryption, of whatever kind: as slow as all other checks together."""
    import pypdfium2_raw as raw

    raw.FPDF_InitLibrary()
    copy = io.BytesIO()
    sink = raw.FPDF_FILEWRITE(version=1)
    sink.WriteBlock = type(sink.WriteBlock)(lambda _, start, size: copy.write(ctypes.string_at(start, size)))
    pdf = raw.FPDF_LoadMemDocument64(data, len(data), None)
    saved = pdf and raw.FPDF_SaveAsCopy(pdf, sink, raw.FPDF_REMOVE_SECURITY)
    raw.FPDF_CloseDocument(pdf)
    if not saved:
        raise Unreadable("encryption")
    return copy.getvalue()
