"""A page as a picture: rendered by PDFium at the resolution that it was scanned at, or taken from an image file.

What a page can cost is bounded before anything of it is unpacked.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 160_000_000
"""Pixels of an image that is unpacked: a page of US Letter size at 1,200 dots an inch has 135 million."""

_MOST_DRAWN = 30_000_000
"""Pixels of a page as it is drawn to be read: one of legal size at 450 dots an inch has 27 million."""

_FINEST = 300.0
"""Dots an inch: Tesseract reads no better what is finer, and takes longer."""

_DEFAULT = 200.0
"""Dots an inch at which a page is drawn whose print is no image: as fine as a scan of a letter."""

_COARSEST = 40.0

_LOOKED_AT = 200
"""Objects of a page in which its images are looked for."""


class Scan(Struct, frozen=True, gc=False):
    """A page's picture in shades of grey, and its dots an inch, across and down."""

    picture: Image
    across: float
    down: float


class PageImages(Struct, frozen=True, gc=False):
    """A PDF page's images: the share of the page that they cover, and the largest one's pixels and dots an inch."""

    cover: float = 0.0
    pixels: int = 0
    across: float = 0.0
    down: float = 0.0


def images_of(page: Any) -> PageImages:
    """The images of a page that PDFium holds open."""
    import pypdfium2_raw as raw

    width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
    if not (0 < width < math.inf and 0 < height < math.inf):
        return PageImages()
    covered, largest, best = 0.0, 0.0, PageImages()
    for item in _image_objects(page):
        area = box_area(item)
        metadata = raw.FPDF_IMAGEOBJ_METADATA()
        if area <= 0 or not raw.FPDFImageObj_GetImageMetadata(item, page, metadata):
            continue
        covered += area
        if area > largest:
            largest = area
            across, down = metadata.horizontal_dpi, metadata.vertical_dpi
            if raw.FPDFPage_GetRotation(page) % 2:
                across, down = down, across
            best = PageImages(0.0, metadata.width * metadata.height, across, down)
    return PageImages(min(1.0, covered / (width * height)), best.pixels, best.across, best.down)


def _image_objects(page: Any) -> Iterator[Any]:
    import pypdfium2_raw as raw

    for place in range(min(raw.FPDFPage_CountObjects(page), _LOOKED_AT)):
        item = raw.FPDFPage_GetObject(page, place)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            yield item
        elif kind == raw.FPDF_PAGEOBJ_FORM:  # some scanners wrap the image of the page
            for inner in range(min(raw.FPDFFormObj_CountObjects(item), _LOOKED_AT)):
                within = raw.FPDFFormObj_GetObject(item, inner)
                if raw.FPDFPageObj_GetType(within) == raw.FPDF_PAGEOBJ_IMAGE:
                    yield within


def box_area(item: Any) -> float:
    """The area in square points of the box around an object."""
    import pypdfium2_raw as raw

    left, low, right, high = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, left, low, right, high):
        return 0.0
    return float((right.value - left.value) * (high.value - low.value))


def drawn(page: Any, images: PageImages) -> Scan | None:
    """A page that PDFium holds open, drawn pixel for pixel as it was scanned; None where that would cost too much."""
    import pypdfium2_raw as raw
    from PIL import Image

    width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
    if not (0 < width < math.inf and 0 < height < math.inf) or images.pixels > MOST_PIXELS:
        return None
    across = down = _DEFAULT
    if images.across >= _COARSEST and images.down >= _COARSEST:
        finer = max(1.0, max(images.across, images.down) / _FINEST)
        across, down = images.across / finer, images.down / finer
    size = [round(width * across / 72), round(height * down / 72)]
    if size[0] * size[1] > _MOST_DRAWN:
        smaller = math.sqrt(_MOST_DRAWN / (size[0] * size[1]))
        size, across, down = [round(side * smaller) for side in size], across * smaller, down * smaller
    if min(size) < 1 or max(size) > 32_000:
        return None
    stride = (size[0] + 3) // 4 * 4
    pixels = (ctypes.c_ubyte * (stride * size[1]))()
    bitmap = raw.FPDFBitmap_CreateEx(*size, raw.FPDFBitmap_Gray, pixels, stride)
    if not bitmap:
        return None
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, *size, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, *size, 0, raw.FPDF_ANNOT | raw.FPDF_GRAYSCALE)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    picture = Image.frombuffer("L", (size[0], size[1]), pixels, "raw", "L", stride, 1)
    return Scan(picture, size[0] * 72 / width, size[1] * 72 / height)
