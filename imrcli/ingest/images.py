"""Reads image files: TIFF of one page or many, PNG and JPEG. Each page is a scan, and is read by OCR."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from imrcli.errors import DamagedImage, ImrError
from imrcli.ingest.document import Pages
from imrcli.ingest.notes import of_pages
from imrcli.ingest.ocr.choice import OcrDeferred
from imrcli.ingest.ocr.reader import PageReader
from imrcli.ingest.ocr.scan import MOST_PIXELS, Scan

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = ("TIFF", "PNG", "JPEG")
_MOST_PAGES = 2_000
_WIDTH = 8.5
"""Inches: how wide a page is taken to be whose image does not say how many dots an inch has."""

_LEAST_DPI, _MOST_DPI = 50.0, 1_300.0


def read(data: bytes, *, layout: bool = False, defer: bool = False) -> Pages:
    """The text of each page, by OCR, and where it is printed, if wanted.

    Raises DamagedImage for what is no whole image, NoOcr where there is no engine, OcrDeferred where it is to `defer`.
    """
    if defer:
        raise OcrDeferred(_count(data))
    reader = PageReader("always")
    texts = [reader.picture(scan, index) for index, scan in enumerate(scans(data))]
    return reader.added(Pages(texts, tuple(of_pages(texts, ()))), layout=layout)


def scans(data: bytes) -> Iterator[Scan]:
    """The pages of an image file, one at a time. Raises DamagedImage."""
    from PIL import ImageOps

    with _opened(data) as image:
        for number in range(_frames(image)):
            if number:
                image.seek(number)
            if image.width * image.height > MOST_PIXELS:
                raise DamagedImage(None, f"has a page of {image.width * image.height} dots, more than any letter's")
            across, down = _resolution(image)
            upright = ImageOps.exif_transpose(image)
            if upright.size != image.size:
                across, down = down, across
            yield Scan(_grey(upright), across, down)


def as_pdf(data: bytes) -> bytes:
    """The pages of an image file as a PDF, to be shown. Raises DamagedImage."""
    out = io.BytesIO()
    pages = list(scans(data))
    first, *rest = (page.picture for page in pages)
    first.save(out, "PDF", save_all=True, append_images=rest, dpi=(pages[0].across, pages[0].down))
    return out.getvalue()


def _count(data: bytes) -> int:
    with _opened(data) as image:
        return _frames(image)


def _frames(image: Image) -> int:
    return min(getattr(image, "n_frames", 1), _MOST_PAGES)


@contextmanager
def _opened(data: bytes) -> Iterator[Image]:
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own limit on pixels: there is one here
        try:
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                yield image
        except ImrError:
            raise
        except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, EOFError):
            raise DamagedImage from None


def _resolution(image: Image) -> tuple[float, float]:
    """Dots an inch, across and down."""
    resolution = image.info.get("dpi")
    if resolution and all(_LEAST_DPI <= float(dots) <= _MOST_DPI for dots in resolution):
        return float(resolution[0]), float(resolution[1])
    dots = min(max(min(image.size) / _WIDTH, _LEAST_DPI), _MOST_DPI)
    return dots, dots


def _grey(image: Image) -> Image:
    """Shades of grey; what is transparent is white."""
    from PIL import Image as images

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        whole = image.convert("RGBA")
        page = images.new("RGBA", whole.size, "white")
        return images.alpha_composite(page, whole).convert("L")
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda shade: shade * (1 / 256)).convert("L")
    return image.convert("L")
