"""Texts that are cut off by a clipping path, and texts that are too small to be read."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from typing import Any

import pypdfium2_raw as raw

from imrcli.ingest.hidden.boxes import Box, Matrix, after, holds, meet
from imrcli.ingest.hidden.calls import functions

_SMALLEST = 1 / 792
"""Of a page's longer side, at most a point. A text that is lower, or whose letters are narrower, is seen by nobody."""
_CORNERS = 5
"""Points of a rectangle's path, with its first once more."""
_CUT = 1.0
"""Points by which a text can stand out of what it is clipped to: only pictures tell what that cuts off."""


class Measure:
    """Asks PDFium how a text is clipped, and how large it is."""

    def __init__(self, page: Any) -> None:
        longer = max(raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page))
        self._least = min(1.0, longer * _SMALLEST)
        self._call = functions()
        self._floats = (ctypes.c_float * 6)()
        self._at = ctypes.addressof(self._floats)
        self._next = self._at + ctypes.sizeof(ctypes.c_float)

    def is_small(self, handle: int, frame: Matrix | None) -> bool:
        """Whether a text is too small to be read; `frame` is the matrix of the form that it is in."""
        self._call.size(handle, self._at)
        size = abs(self._floats[0])
        self._call.matrix(handle, self._at)
        a, b, c, d, e, f = self._floats
        if frame is not None:
            a, b, c, d, e, f = after((a, b, c, d, e, f), frame)
        if size * min(math.hypot(a, b), math.hypot(c, d)) < self._least:
            return True
        clip, _ = self._clip(handle)
        return clip is not None and min(clip[2] - clip[0], clip[3] - clip[1]) < self._least

    def is_cut(self, handle: int, box: Box) -> bool:
        """Whether a clipping path may cut off some of what is drawn in a box."""
        clip, is_box = self._clip(handle)
        return clip is not None and not (is_box and holds(clip, box, _CUT))

    def _clip(self, handle: int) -> tuple[Box | None, bool]:
        """The box around what an object is clipped to, None where it is not, and whether that is the whole box."""
        path = self._call.clip(handle)
        clip: Box | None = None
        is_box = True
        for place in range(self._call.clips(path) if path else 0):
            across, up = zip(*self._points(path, place), strict=True)
            is_box = is_box and len(across) <= _CORNERS and len(set(across)) <= 2 and len(set(up)) <= 2
            bounds = min(across), min(up), max(across), max(up)
            clip = bounds if clip is None else meet(clip, bounds)
        return clip, is_box

    def _points(self, path: int, place: int) -> Iterator[tuple[float, float]]:
        for number in range(self._call.segments(path, place)):
            self._call.point(self._call.segment(path, place, number), self._at, self._next)
            yield self._floats[0], self._floats[1]
        if not self._call.segments(path, place):
            yield 0.0, 0.0  # nothing is drawn in a path that has no points
