"""What a PDF's bytes tell of how its text is drawn, so that not each of its objects has to be asked.

The operators of all streams are looked for at once (ISO 32000-1, annex A). What cannot be told is taken as being there.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from imrcli.ingest.integrity import Looked
from imrcli.ingest.pdf.pages import contents
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
_OTHER_SPACES = pattern(rb"/(?:Separation|DeviceN|Indexed|Lab|Pattern)\b")
_NOT_PLAIN = pattern(rb"/(?:(Form|OCG|OCProperties|Type3)\b|(?:ca|BM)\s*(/?[\w.]+|\[))")
"""Forms, layers and drawn fonts, which have operators of their own; and what may let through what is under it."""
_ALPHA = pattern(rb"/ca\s*([^\s/>]+)")
_BLEND = pattern(rb"/BM\s*(/?\w+|\[)")
_PLAIN_BLENDS = {b"/Normal", b"/Compatible"}


class Signs(NamedTuple):
    """Whether any text of a file can be drawn otherwise than filled (`invisible`, or in outlines), on a layer, or pale
    (white, or letting through).
    """

    invisible: bool = True
    layers: bool = True
    pale: bool = True


ANY = Signs()
"""What is taken of a file that was not looked at."""


class File:
    """What a file's bytes tell of its pages, each thing when it is first asked for."""

    def __init__(self, looked: Looked) -> None:
        self._looked = looked

    @cached_property
    def signs(self) -> Signs:
        """How text of the file can be drawn."""
        return signs(self._looked)

    def content(self, index: int) -> bytes | None:
        """The content of a page, None where its own operators do not tell how it is drawn."""
        pages = self._contents
        return pages[index] if pages and index < len(pages) else None

    @cached_property
    def plain_spaces(self) -> bool:
        """Whether a white is told by its last number in all colour spaces."""
        return _OTHER_SPACES.search(self._frame) is None

    @cached_property
    def _frame(self) -> bytes:
        looked = self._looked
        packed = (looked.texts.get(number, b"") for number, value in looked.values.items() if b"/ObjStm" in value)
        return b" ".join([*looked.values.values(), *packed])

    @cached_property
    def _contents(self) -> list[bytes] | None:
        looked = self._looked
        if not looked.whole:
            return None
        for name, value in _NOT_PLAIN.findall(self._frame):
            if name or (value != b"/Normal" and _is_light(value) is False):
                return None
        return contents(looked.values, looked.texts, looked.trailers)


def signs(looked: Looked) -> Signs:
    """The signs of a file whose streams were unpacked."""
    if not looked.whole:
        return Signs()
    frame = b" ".join([*looked.values.values(), *looked.texts.values()])
    words = _END.join([b"", *looked.texts.values(), b""]).translate(_BETWEEN)
    return Signs(
        invisible=any(mode != b"0" for mode in _operands(words, b"Tr")),
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
