"""One page from its scan to its lines: laid out, straightened, turned upright, read."""

from __future__ import annotations

import math
from statistics import median

from msgspec import Struct

from imrcli.ingest.ocr.engine import Engine
from imrcli.ingest.ocr.prepare import Prepared, prepared, straightened, turned
from imrcli.ingest.ocr.scan import Scan
from imrcli.ingest.ocr.words import Line

_STRAIGHT = math.tan(math.radians(0.75))
"""Tesseract reads a page that slopes less as well as a straight one."""

_PRINT = 200
"""Shades, of 256: an eighth of an inch of print is darker on the whole, dust and grain are not."""

_LEAST_DARK = 0.0002
"""Of the page: with less print, it is blank."""

_FEW_LINES = 3
"""With fewer long lines a page's slope is not known, and its text may run up or down."""


class Recognised(Struct, frozen=True, gc=False):
    """A page that was read: its picture as it was read, and its lines on that."""

    page: Prepared
    lines: list[Line]


def recognise(engine: Engine, scan: Scan) -> Recognised:
    """Read a scanned page, however it lies."""
    page = prepared(scan)
    if _blank(page):
        return Recognised(page, [])
    upright = _read(engine, page)
    if upright is not None:
        return upright
    degrees = engine.turned(page.picture, page.dpi)
    found = _read(engine, turned(page, degrees)) if degrees else None
    # Print that is hard to read however it is turned, or that does not run in lines, is read as it lies.
    return found or _read(engine, page, as_it_lies=True) or Recognised(page, [])


def _read(engine: Engine, page: Prepared, *, as_it_lies: bool = False) -> Recognised | None:
    """A page as it lies; None where it seems to lie otherwise than it is read."""
    slopes = engine.lay_out(page.picture, page.dpi)
    if len(slopes) >= _FEW_LINES:
        slope = median(slopes)
        if abs(slope) > _STRAIGHT:
            page = straightened(page, slope)
            engine.lay_out(page.picture, page.dpi)
    if not as_it_lies and (len(slopes) < _FEW_LINES or not engine.readable()):
        return None
    return Recognised(page, engine.lines())


def _blank(page: Prepared) -> bool:
    """Whether there is nothing on a page but dust."""
    from PIL import Image

    small = page.picture.resize(
        (max(1, page.picture.width // 8), max(1, page.picture.height // 8)), Image.Resampling.BOX
    )
    dark = sum(small.histogram()[:_PRINT])
    return bool(dark < _LEAST_DARK * small.width * small.height)
