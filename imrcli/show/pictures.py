"""The pages of a PDF as pictures, each with its lines of text and where they stand.

PDFium renders; Pillow packs what it renders into small PNGs. A page that is larger than any letter's is rendered
smaller, and pages behind the last that is shown are told of in words: what a stranger's file costs is bounded.
"""

from __future__ import annotations

import ctypes
import io
import math
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from imrcli.ingest.hidden.annotations import annotations_of, drawn_in
from imrcli.ingest.hidden.asked import Asked
from imrcli.ingest.hidden.boxes import Box
from imrcli.ingest.hidden.page import hidden_characters, is_protected
from imrcli.show.lines import Line, lines

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES = 60
"""Pages shown; letters have two to a dozen."""

_SCALE = 2.0
"""Pixels a point: 144 dots an inch, sharp at the width of half a screen."""

_MOST_PIXELS = 4_000_000
_COMPRESSED = 6
"""Of 9: the best that PNG can do (`optimize`) takes five times as long for 4% less."""

_COLOURED = 40
"""How far apart a pixel's red, green and blue are, of 255, before a page counts as coloured."""


class Picture(Struct, frozen=True, gc=False):
    """A page: its number from 1, its size in points, its picture (None where it is damaged), its lines."""

    number: int
    width: float
    height: float
    png: bytes | None
    lines: list[Line]


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """A PDF as PDFium's handle. Raises PasswordNeeded or DamagedPdf."""
    import pypdfium2_raw as raw

    from imrcli.errors import DamagedPdf, PasswordNeeded

    raw.FPDF_InitLibrary()
    pdf = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not pdf:
        needs = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD
        raise PasswordNeeded if needs else DamagedPdf
    try:
        yield pdf
    finally:
        raw.FPDF_CloseDocument(pdf)


def pictures(data: bytes, *, most: int = MOST_PAGES, hidden: bool = False) -> list[Picture]:
    """The pictures of a PDF's first pages. Raises PasswordNeeded or DamagedPdf.

    Text that is not seen on a page is none of its lines, unless `hidden` asks for it.
    """
    import pypdfium2_raw as raw

    shown = []
    with opened(data) as pdf:
        protected, asked = is_protected(pdf), Asked(pdf, data)
        for index in range(min(raw.FPDF_GetPageCount(pdf), most)):
            page = raw.FPDF_LoadPage(pdf, index)
            if not page:
                shown.append(Picture(index + 1, 612.0, 792.0, None, []))
                continue
            annotations = annotations_of(page)
            if annotations and annotations.drawn:
                page = drawn_in(pdf, index, page, annotations, asked)
            try:
                covers = annotations.covers if annotations else None
                unseen = frozenset() if hidden else _unseen(page, covers, protected)
                shown.append(_picture(page, index + 1, unseen))
            finally:
                raw.FPDF_ClosePage(page)
    return shown


def _unseen(page: Any, covers: Sequence[Box] | None, protected: bool) -> Set[int]:
    """The numbers of a page's characters that are not seen."""
    import pypdfium2_raw as raw

    textpage = raw.FPDFText_LoadPage(page)
    if not textpage:
        return frozenset()
    try:
        characters = hidden_characters(page, textpage, covers, protected=protected)
        return {character.number for character in characters}
    finally:
        raw.FPDFText_ClosePage(textpage)


def _picture(page: Any, number: int, unseen: Set[int]) -> Picture:
    import pypdfium2_raw as raw

    width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
    if not (0 < width < math.inf and 0 < height < math.inf):
        return Picture(number, 612.0, 792.0, None, [])
    return Picture(number, width, height, _png(page, width, height), lines(page, width, height, unseen))


def _png(page: Any, width: float, height: float) -> bytes | None:
    import pypdfium2_raw as raw
    from PIL import Image

    scale = min(_SCALE, math.sqrt(_MOST_PIXELS / (width * height)))
    across, down = max(1, round(width * scale)), max(1, round(height * scale))
    bitmap = raw.FPDFBitmap_CreateEx(across, down, raw.FPDFBitmap_BGRx, None, 0)
    if not bitmap:
        return None
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, across, down, 0, raw.FPDF_ANNOT)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * down)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    image = Image.frombuffer("RGB", (across, down), pixels, "raw", "BGRX", stride, 1)
    return _packed(image)


def _packed(image: Image) -> bytes:
    """A PNG of 16 greys, or of 32 colours where the page is coloured: a quarter of the size of all shades."""
    from PIL import Image as images
    from PIL import ImageChops

    red, green, blue = image.split()
    apart = max(
        ImageChops.difference(red, green).getextrema()[1],
        ImageChops.difference(green, blue).getextrema()[1],
    )
    if apart > _COLOURED:
        few = image.quantize(32, method=images.Quantize.FASTOCTREE, dither=images.Dither.NONE)
    else:
        few = green.point([(value * 15 + 127) // 255 for value in range(256)])
        few = images.frombytes("P", few.size, few.tobytes())
        few.putpalette([shade * 17 for shade in range(16) for _ in range(3)])
    out = io.BytesIO()
    few.save(out, "PNG", compress_level=_COMPRESSED)
    return out.getvalue()
