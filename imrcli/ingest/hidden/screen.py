"""Tells by a page's own operators that nothing on it can hide text, so that PDFium is not asked for its objects.

Most pages are dark text, thin rules, and pale cells and a logo that are drawn before their words. What stands beside
text blocks is read here as far as letters use it; a text that a later shape or a clipping path could hide is held
against the place that PDFium gives it. What is not plain is not told, and each object of the page is asked.
"""

from __future__ import annotations

import ctypes
from functools import lru_cache
from typing import Any, NamedTuple

import pypdfium2_raw as raw

from imrcli.ingest.hidden.boxes import Box, holds, share
from imrcli.ingest.hidden.calls import address, functions
from imrcli.ingest.hidden.following import CUT, START, Follower, Show, Unclear, followed
from imrcli.ingest.hidden.operators import HARMLESS, without_words

_NO_TEXT = (b" re ", b" Do ", b" cm ")
"""What belongs beside text blocks."""
_ODD = (b" Tr ", b" Tz ")
"""Text that may be invisible or squeezed."""
_LINE = 50.0
"""Points. No text is higher."""
_NEAR = 3.0
"""Points by which a text's foot is off its box."""


class Drawn(NamedTuple):
    """What a page draws up to its last shape: its texts, its shapes that are no rules with their places; the
    pictures of the whole page, and the box to which what follows is clipped.
    """

    shows: list[Show]
    shapes: list[tuple[int, Box]]
    pictures: list[Box]
    clip: Box | None


def drawn(content: bytes, edges: Box, *, plain_spaces: bool) -> Drawn | None:
    """What a page draws that can hide text, by its content; None where it is not plain.

    `edges` are the page's; with `plain_spaces` no colour space of the file has its white elsewhere than RGB.
    """
    words = without_words(content)
    if any(odd in words for odd in _ODD):
        return None
    parts = [
        (b"", b"", block[3:]) if block.startswith(b"BT ") else block.partition(b" BT ")
        for block in words.split(b" ET ")
    ]
    beside = [part[0] for part in parts]
    last = next((place for place in range(len(parts) - 1, 0, -1) if beside[place] and _draws(beside[place])), 0)
    shows: list[Show] = []
    shapes: list[tuple[int, Box]] = []
    pictures: list[Box] = []
    place = 0
    try:
        state = START._replace(size=_least_size(words))
        for number in range(last + 1):
            text = parts[number][2] if number < last else b""
            block = followed(state, beside[number], text, edges, plain_spaces)
            if block.shows:
                shows += [Show(place + show.place, show.y, show.clip) for show in block.shows]
            if block.shapes:
                shapes += [(place + later, box) for later, box in block.shapes]
            pictures += block.pictures
            state, place = block.state, place + block.objects
        page = Follower(state, edges, plain_spaces)
        rest = b" ET ".join([parts[last][2], *map(b"".join, parts[last + 1 :])])
        outside = b" ".join(beside[last + 1 :])
        if any(rest.count(name) != outside.count(name) for name in _NO_TEXT):
            return None
        pictures += page.rest(rest, outside)
    except (Unclear, ValueError, IndexError):
        return None
    return Drawn(shows, shapes, pictures, state.clip)


def hides_nothing(page: Any, textpage: Any, what: Drawn) -> bool:
    """Whether no text of a page is covered or cut off, by the places that PDFium gives those that could be."""
    call, handle = functions(), address(page)
    sides = (ctypes.c_float * 4)()
    at = [ctypes.addressof(sides) + ctypes.sizeof(ctypes.c_float) * side for side in range(4)]
    for place, y, clip in what.shows:
        over = [box for later, box in what.shapes if later > place and box[1] - _LINE < y < box[3] + _LINE]
        if clip is None and not over:
            continue
        thing = call.get(handle, place)
        if not thing or call.type(thing) != raw.FPDF_PAGEOBJ_TEXT or not call.bounds(thing, *at):
            return False
        left, bottom, right, top = sides
        box = left, bottom, right, top
        if not bottom - _NEAR <= y <= top + _NEAR or any(share(box, cover) > 0 for cover in over):
            return False
        if clip is not None and not holds(clip, box, CUT):
            return False
    return not any(raw.FPDFText_GetBoundedText(textpage, x0, y1, x1, y0, None, 0) for x0, y0, x1, y1 in what.pictures)


@lru_cache(1024)
def _draws(beside: bytes) -> bool:
    """Whether there is more beside text blocks than marks, thin rules and colours."""
    return not HARMLESS.fullmatch(beside)


def _least_size(words: bytes) -> float:
    """No text is smaller than this, in points, but for what the page's own matrix does."""
    sizes = [abs(float(size)) for size in {piece[-12:].split()[-1] for piece in words.split(b" Tf ")[:-1]}]
    scales = [1.0]
    if words.count(b" Tm ") > words.count(b" 1 0 0 1 "):
        for piece in words.split(b" Tm ")[:-1]:
            a, b, c, d = map(float, piece[-80:].split()[-6:-2])
            scales.append(min(abs(a) + abs(b), abs(c) + abs(d)))
        scales.remove(1.0)
    return min(sizes, default=1.0) * min(scales)
