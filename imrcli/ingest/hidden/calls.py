"""PDFium's functions on page objects, called with plain numbers: there are hundreds of objects on a page."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

import pypdfium2_raw as raw


class Functions:
    """The functions. They return at once, so that the interpreter's lock is kept: that saves a third of a call."""

    def __init__(self) -> None:
        number, handle = ctypes.c_int, ctypes.c_void_p
        self.count = self._function("FPDFPage_CountObjects", number, handle)
        self.get = self._function("FPDFPage_GetObject", handle, handle, number)
        self.count_in = self._function("FPDFFormObj_CountObjects", number, handle)
        self.get_in = self._function("FPDFFormObj_GetObject", handle, handle, ctypes.c_ulong)
        self.type = self._function("FPDFPageObj_GetType", number, handle)
        self.mode = self._function("FPDFTextObj_GetTextRenderMode", number, handle)
        self.marks = self._function("FPDFPageObj_CountMarks", number, handle)
        self.mark = self._function("FPDFPageObj_GetMark", handle, handle, ctypes.c_ulong)
        self.name = self._function("FPDFPageObjMark_GetName", number, handle, handle, ctypes.c_ulong, handle)
        self.fill = self._function("FPDFPageObj_GetFillColor", number, handle, handle, handle, handle, handle)
        self.transparent = self._function("FPDFPageObj_HasTransparency", number, handle)
        self.bounds = self._function("FPDFPageObj_GetBounds", number, handle, handle, handle, handle, handle)
        self.matrix = self._function("FPDFPageObj_GetMatrix", number, handle, handle)
        self.draw = self._function("FPDFPath_GetDrawMode", number, handle, handle, handle)
        self.stroke = self._function("FPDFPageObj_GetStrokeColor", number, handle, handle, handle, handle, handle)
        self.width = self._function("FPDFPageObj_GetStrokeWidth", number, handle, handle)
        self.size = self._function("FPDFTextObj_GetFontSize", number, handle, handle)
        self.clip = self._function("FPDFPageObj_GetClipPath", handle, handle)
        self.clips = self._function("FPDFClipPath_CountPaths", number, handle)
        self.segments = self._function("FPDFClipPath_CountPathSegments", number, handle, number)
        self.segment = self._function("FPDFClipPath_GetPathSegment", handle, handle, number, number)
        self.point = self._function("FPDFPathSegment_GetPoint", number, handle, handle, handle)
        self.activate = self._function("FPDFPageObj_SetIsActive", number, handle, number)

    @staticmethod
    def _function(name: str, result: Any, *arguments: Any) -> Any:
        address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
        assert address is not None
        return ctypes.PYFUNCTYPE(result, *arguments)(address)


@cache
def functions() -> Functions:
    """The functions, bound once."""
    return Functions()


def address(handle: Any) -> int | None:
    """A handle of PDFium as a number."""
    return ctypes.addressof(handle.contents) if handle else None  # `ctypes.cast` takes ten times as long
