"""What a PDF's bytes tell of how its text is drawn, so that not each of its objects has to be asked.

The operators of all streams are looked for at once (ISO 32000-1, annex A). What cannot be told is taken as being there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from imrcli.ingest.integrity import Looked
from imrcli.pattern import pattern

_BETWEEN = bytes(32 if byte in b"\0\t\n\f\r ()<>[]{}/%" else byte for byte in range(256))
"""White space and delimiters as spaces."""
_END = b" ; "
"""Between streams: no operand of an operator stands in another stream."""
_TAIL = 12
_PALE = 0.95
"""Of 1. A colour whose last part is below it is not white."""
_COLOURS = (b"g", b"rg", b"sc", b"scn")
_OTHER_COLOURS = pattern(rb"/(?:Separation|DeviceN|Indexed|Lab|Pattern|DeviceCMYK|CalRGB|N\s*4)\b")
"""Colour spaces in which a white is not told by its last number."""
_ALPHA = pattern(rb"/ca\s*([^\s/>]+)")
_BLEND = pattern(rb"/BM\s*(/?\w+|\[)")
_PLAIN_BLENDS = {b"/Normal", b"/Compatible"}


class Signs(NamedTuple):
    """Whether any text of a file can be drawn invisible, on a layer, or pale (white, or letting through)."""

    invisible: bool = True
    layers: bool = True
    pale: bool = True


ANY = Signs()
"""What is taken of a file that was not looked at."""


def signs(looked: Looked) -> Signs:
    """The signs of a file whose streams were unpacked."""
    if not looked.whole:
        return Signs()
    frame = b" ".join([*looked.values, *looked.texts])
    words = _END.join([b"", *looked.texts, b""]).translate(_BETWEEN)
    return Signs(
        invisible=any(mode in (b"3", b"7", b";") for mode in _operands(words, b"Tr")),
        layers=b" OC " in words,
        pale=_is_pale(frame, words),
    )


def _is_pale(frame: bytes, words: bytes) -> bool:
    if b" k " in words or _OTHER_COLOURS.search(frame):
        return True
    if any(_is_light(part) for name in _COLOURS for part in _operands(words, name)):
        return True
    if any(_is_light(part) is False for part in _ALPHA.findall(frame)):
        return True
    masks = frame.count(b"/SMask") - frame.count(b"/SMask/None") - frame.count(b"/SMask /None")
    return masks > 0 or any(blend not in _PLAIN_BLENDS for blend in _BLEND.findall(frame))


def _is_light(part: bytes) -> bool:
    """Whether a part of a colour is near its most, or no number."""
    try:
        return float(part) > _PALE
    except ValueError:
        return True


def _operands(words: bytes, name: bytes) -> Iterator[bytes]:
    """The last operands that an operator has, each once."""
    pieces = words.split(b" %b " % name)
    for tail in {piece[-_TAIL:] for piece in pieces[:-1]}:
        yield (tail.split() or [b";"])[-1]
