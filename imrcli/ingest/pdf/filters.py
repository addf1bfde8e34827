"""Streams unpacked: zlib's own sum (Adler-32) says whether every byte is as it was written."""

from __future__ import annotations

import binascii
import zlib
from itertools import accumulate

from imrcli.ingest.pdf import Unreadable
from imrcli.ingest.pdf.values import compiled, entry

_CHUNK = 1 << 20
_SLOW = 16
"""How many bytes are inflated in the time in which one is read as ASCII85."""


class TooMuch(Exception):
    """The streams unpack to more than the limit."""


class Inflater:
    """Unpacks Flate streams, `limit` bytes of output in all: a small stream can hold a thousand times its size."""

    def __init__(self, limit: int) -> None:
        self.left = limit

    def whole(self, data: bytes) -> bytes:
        """What a Flate stream holds. Raises Unreadable where it is damaged or not complete, TooMuch."""
        inflate = zlib.decompressobj()
        try:
            made = inflate.decompress(data, self.left + 1)
        except zlib.error as error:
            raise Unreadable(str(error)) from None
        self.spend(len(made))
        if not inflate.eof:
            raise Unreadable("incomplete")
        return made

    def verify(self, data: bytes) -> None:
        """The same without keeping what comes out."""
        inflate = zlib.decompressobj()
        try:
            made = inflate.decompress(data, _CHUNK)
            self.spend(len(made))
            while made and not inflate.eof:
                made = inflate.decompress(inflate.unconsumed_tail, _CHUNK)
                self.spend(len(made))
        except zlib.error as error:
            raise Unreadable(str(error)) from None
        if not inflate.eof:
            raise Unreadable("incomplete")

    def spend(self, size: int) -> None:
        """Count work as if so many bytes had been unpacked. Raises TooMuch."""
        self.left -= size
        if self.left < 0:
            raise TooMuch


def ascii85(data: bytes) -> bytes:
    """The bytes that ASCII85Decode (7.4.3) makes, its end marker needed."""
    import base64  # few letters have it

    body, mark, _ = data.partition(b"~")
    if not mark:
        raise Unreadable("no end of ASCII85")
    try:
        return base64.a85decode(body, ignorechars=b" \t\n\r\f\0")
    except ValueError as error:
        raise Unreadable(str(error)) from None


def ascii_hex(data: bytes) -> bytes:
    """The bytes that ASCIIHexDecode (7.4.2) makes."""
    digits = b"".join(data.partition(b">")[0].split())
    try:
        return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
    except ValueError as error:
        raise Unreadable(str(error)) from None


def unpredicted(data: bytes, columns: int) -> list[bytes]:
    """The columns of a table that the PNG predictor Up packed (7.4.4.4), each as the bytes of all rows.

    Cross-reference streams are written with it; rows of other PNG filters are Unreadable, no writer mixes them there.
    """
    width = columns + 1
    rows, rest = divmod(len(data), width)
    if rest or data[::width] != b"\2" * rows:
        raise Unreadable("predictor")
    return [bytes([byte & 255 for byte in accumulate(data[place::width])]) for place in range(1, width)]


_NAMES = compiled(rb"/(\w+)")
_UNCHECKED = frozenset(b"DCTDecode JPXDecode CCITTFaxDecode JBIG2Decode LZWDecode RunLengthDecode Crypt".split())
"""Filters that keep no sum, or make images."""


def unpack(value: bytes, packed: bytes, inflater: Inflater, *, keep: bool = True) -> bytes:
    """What a stream holds, by the filters that its dictionary names; nothing where these cannot be checked.

    Without `keep` it is only checked whether it can be unpacked. Raises Unreadable, TooMuch.
    """
    if b"/Filter/FlateDecode" in value and not keep:  # as most programs print it
        inflater.verify(packed)
        return b""
    found = entry(value, b"/Filter")
    names = ([found[1]] if found[1] else _NAMES.findall(found[4] or b"")) if found else []
    made = packed
    for place, name in enumerate(names):
        if name == b"FlateDecode":
            if not keep and place == len(names) - 1:
                inflater.verify(made)
                return b""
            made = inflater.whole(made)
        elif name == b"ASCII85Decode":
            inflater.spend(len(made) * _SLOW)
            made = ascii85(made)
        elif name == b"ASCIIHexDecode":
            made = ascii_hex(made)
        elif name in _UNCHECKED:
            return b""
        else:
            raise Unreadable("unknown filter")
    if not names and _is_packed(made, inflater):
        raise Unreadable("filter lost")
    return made


def _is_packed(data: bytes, inflater: Inflater) -> bool:
    """Whether bytes that no filter is named for are a whole Flate stream."""
    if len(data) < 8 or data[0] & 15 != 8 or int.from_bytes(data[:2], "big") % 31:
        return False
    try:
        inflater.verify(data)
    except Unreadable:
        return False
    return True
