"""The characters of a page, with their places."""

from __future__ import annotations

import ctypes
from collections.abc import Container, Iterator
from typing import Any, NamedTuple

import pypdfium2_raw as raw

from imrcli.ingest.hidden.boxes import Box
from imrcli.ingest.hidden.calls import address


class Character(NamedTuple):
    """A character of a page: its number, its offset in the page's text, its text object, its box."""

    number: int
    offset: int
    owner: int | None
    box: Box


def characters_of(textpage: Any, small: Container[int | None] = ()) -> Iterator[Character]:
    """The characters of a page, but for spaces, and for those of no size that are not of the `small` text objects."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(raw.FPDFText_CountChars(textpage)):
        place = raw.FPDFText_GetTextIndexFromCharIndex(textpage, index)
        if place < 0 or not raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top):
            continue
        if raw.FPDFText_GetUnicode(textpage, index) <= 32:
            continue
        has_size = right.value > left.value and top.value > bottom.value
        owner = address(raw.FPDFText_GetTextObject(textpage, index)) if has_size or small else None
        if has_size or owner in small:
            yield Character(index, place, owner, (left.value, bottom.value, right.value, top.value))
