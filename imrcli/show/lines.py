"""A PDF page's text, line by line, with boxes as the page is seen: turned and cropped as its viewer shows it."""

from __future__ import annotations

import ctypes
from collections.abc import Set
from typing import Any

from msgspec import Struct

Box = tuple[float, float, float, float]

_MOST = 50_000
"""Characters of a page that are read; a dense page of a letter has 5,000."""

_FINE = 64
"""PDFium answers in whole pixels: of a page this many times as large, so that nothing is lost by rounding."""


class Line(Struct, frozen=True, gc=False):
    """A line of a page's text: its words, and its box (x0, top, x1, bottom) in points from the top left."""

    text: str
    box: Box


def lines(page: Any, width: float, height: float, unseen: Set[int] = frozenset()) -> list[Line]:
    """The lines of a loaded page of this size in points, in PDFium's order; none where it has no text.

    `unseen` are the numbers of characters that are left out.
    """
    import pypdfium2_raw as raw

    textpage = raw.FPDFText_LoadPage(page)
    if not textpage:
        return []
    read: list[Line] = []
    words: list[str] = []
    around: Box | None = None
    rect = raw.FS_RECTF()

    def end() -> None:
        nonlocal around
        text = "".join(words).strip()
        if text and around is not None:
            read.append(Line(text, seen(page, width, height, around)))
        words.clear()
        around = None

    try:
        for at in range(min(raw.FPDFText_CountChars(textpage), _MOST)):
            if at in unseen:
                continue
            char = chr(raw.FPDFText_GetUnicode(textpage, at))
            if char in "\r\n":
                end()
                continue
            if not raw.FPDFText_GetLooseCharBox(textpage, at, ctypes.byref(rect)):
                continue
            box = (rect.left, rect.bottom, rect.right, rect.top)
            if around is not None and not char.isspace() and _apart(around, box):
                end()
            words.append(char)
            if not char.isspace() and box[2] > box[0] and box[3] > box[1]:
                around = box if around is None else _union(around, box)
        end()
    finally:
        raw.FPDFText_ClosePage(textpage)
    return read


def _apart(line: Box, char: Box) -> bool:
    """Whether a character stands on another line, or far to the side on the same one (a table's next column)."""
    overlap = min(line[3], char[3]) - max(line[1], char[1])
    tall = max(char[3] - char[1], 1.0)
    return overlap < 0.3 * min(tall, line[3] - line[1]) or char[0] - line[2] > 2.5 * tall


def _union(first: Box, second: Box) -> Box:
    return (
        min(first[0], second[0]),
        min(first[1], second[1]),
        max(first[2], second[2]),
        max(first[3], second[3]),
    )


def seen(page: Any, width: float, height: float, box: Box) -> Box:
    """A box of the PDF's own coordinates (left, bottom, right, top) as (x0, top, x1, bottom) of the page as seen."""
    import pypdfium2_raw as raw

    x, y = ctypes.c_int(), ctypes.c_int()
    across, down = round(width * _FINE), round(height * _FINE)
    corners = []
    for corner in ((box[0], box[1]), (box[2], box[3])):
        raw.FPDF_PageToDevice(page, 0, 0, across, down, 0, *corner, ctypes.byref(x), ctypes.byref(y))
        corners.append((x.value / _FINE, y.value / _FINE))
    (x0, y0), (x1, y1) = corners
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def printed(page: Any, width: float, height: float, box: Box) -> Box:
    """The way back: (x0, top, x1, bottom) of the page as seen, in the PDF's own (left, bottom, right, top)."""
    import pypdfium2_raw as raw

    x, y = ctypes.c_double(), ctypes.c_double()
    across, down = round(width * _FINE), round(height * _FINE)
    corners = []
    for corner in ((box[0], box[1]), (box[2], box[3])):
        raw.FPDF_DeviceToPage(
            page,
            0,
            0,
            across,
            down,
            0,
            *(round(value * _FINE) for value in corner),
            ctypes.byref(x),
            ctypes.byref(y),
        )
        corners.append((x.value, y.value))
    (x0, y0), (x1, y1) = corners
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
