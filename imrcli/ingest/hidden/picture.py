"""A page as it is seen."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2_raw as raw

from imrcli.ingest.hidden.boxes import Box

_SCALE = 1.5
"""Pixels to a point, of the pictures that tell what is seen."""
ALIKE = 24
"""Of 255. Two pixels that differ by less are of one colour."""

_LETTER = 792
"""Points of a letter's longer side."""
_USUAL = (300, 3000)
"""A page whose longer side is shorter or longer is measured in other units than points."""


def unit_of(page: Any) -> float:
    """How much of what a page is measured in is a point of a letter; 1 for all usual pages."""
    longer = max(raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page))
    return float(longer / _LETTER) if longer > 0 and not _USUAL[0] <= longer <= _USUAL[1] else 1.0


class Picture:
    """A page as it is seen."""

    def __init__(self, page: Any) -> None:
        self._page = page
        width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        scale = _SCALE / unit_of(page)
        self._width, self._height = max(1, round(width * scale)), max(1, round(height * scale))
        bitmap = raw.FPDFBitmap_CreateEx(self._width, self._height, raw.FPDFBitmap_BGRx, None, 0)
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, self._width, self._height, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, self._width, self._height, 0, raw.FPDF_ANNOT)
        self._stride = raw.FPDFBitmap_GetStride(bitmap)
        self._pixels = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), self._stride * self._height)
        raw.FPDFBitmap_Destroy(bitmap)

    def has_ink(self, box: Box) -> bool:
        """Whether anything is seen in a box: whether its pixels are of more than one colour."""
        rows = self._rows(box)
        for channel in range(3):
            values = [value for row in rows for value in row[channel::4]]
            if values and max(values) - min(values) > ALIKE:
                return True
        return False

    def looks_like(self, other: Picture, box: Box) -> bool:
        """Whether two pictures are the same in a box."""
        pairs = zip(self._rows(box), other._rows(box), strict=True)
        return all(
            abs(a - b) <= ALIKE for mine, theirs in pairs if mine != theirs for a, b in zip(mine, theirs, strict=True)
        )

    def _rows(self, box: Box) -> list[bytes]:
        """The pixels in a box, row by row."""
        across, down = ctypes.c_int(), ctypes.c_int()
        corners = []
        for x, y in ((box[0], box[1]), (box[2], box[3])):
            raw.FPDF_PageToDevice(self._page, 0, 0, self._width, self._height, 0, x, y, across, down)
            corners.append((across.value, down.value))
        (x0, y0), (x1, y1) = corners
        left, right = max(0, min(x0, x1)), min(self._width, max(x0, x1) + 1)
        low, high = max(0, min(y0, y1)), min(self._height, max(y0, y1) + 1)
        return [
            self._pixels[row * self._stride + left * 4 : row * self._stride + right * 4] for row in range(low, high)
        ]
