"""One page from its scan to its lines: laid out, straightened, turned upright, read."""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING

from msgspec import Struct

from imrcli.ingest.ocr.engine import Engine
from imrcli.ingest.ocr.prepare import Prepared, prepared, straightened, turned
from imrcli.ingest.ocr.scan import Scan
from imrcli.ingest.ocr.words import Line

if TYPE_CHECKING:
    from PIL.Image import Image

_STRAIGHT = math.tan(math.radians(0.75))
"""Tesseract reads a page that slopes less as well as a straight one."""

_PRINT = 200
"""Shades, of 256: an eighth of an inch of print is darker on the whole, dust and grain are not."""

_LEAST_DARK = 0.0002
"""Of the page: with less print, it is blank."""

_SMALLER = 4
"""Times smaller is the picture of which it is told whether it lies on its side."""

_STRIPS = 8
"""Strips of a page, so that lines that slope stay apart in each."""

_ON_ITS_SIDE = 1.5
"""Times as much change across a page as down it has one on its side: 3 and more; an upright page has a third and less,
one that slopes by 4 degrees 0.8."""

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
    # Tesseract can take seconds to find that a page on its side has no lines.
    if not _on_its_side(page):
        page, lies = _laid_out(engine, page)
    else:
        side, turn = _laid_out(engine, turned(page, 90))
        if turn == 0:
            return Recognised(side, engine.lines())
        lies = None if turn is None else 90 + turn
    if lies is None:
        lies = engine.turned(page.picture, page.dpi)
        upright, turn = _laid_out(engine, turned(page, lies))
        if lies and turn != 0:  # print that is hard to read however it is turned, or does not run in lines
            upright, _ = _laid_out(engine, page)
        return Recognised(upright, engine.lines())
    if lies:
        page, _ = _laid_out(engine, turned(page, lies))
    return Recognised(page, engine.lines())


def _laid_out(engine: Engine, page: Prepared) -> tuple[Prepared, int | None]:
    """A page laid out, and straight; by how many degrees it must be turned, 0 or 180, None where that is not known."""
    slopes = engine.lay_out(page.picture, page.dpi)
    if len(slopes) < _FEW_LINES:
        return page, None
    slope = median(slopes)
    if abs(slope) > _STRAIGHT:
        page = straightened(page, slope)
        engine.lay_out(page.picture, page.dpi)
    if engine.readable():
        return page, 0
    return page, 180 if engine.readable(upside_down=True) else None


def _on_its_side(page: Prepared) -> bool:
    """Whether the print of a page runs up or down: dark and light change more across it than down it."""
    from PIL import Image

    small = page.picture.reduce(_SMALLER)
    down = small.resize((_STRIPS, small.height), Image.Resampling.BOX).transpose(Image.Transpose.ROTATE_90)
    across = small.resize((small.width, _STRIPS), Image.Resampling.BOX)
    return _changes(across) > _ON_ITS_SIDE * _changes(down)


def _changes(strips: Image) -> float:
    """How much shades change along strips: the mean square of the steps."""
    from PIL import ImageChops

    width, height = strips.size
    if width < 2:
        return 0.0
    steps = ImageChops.difference(strips.crop((1, 0, width, height)), strips.crop((0, 0, width - 1, height)))
    squares = sum(count * shade * shade for shade, count in enumerate(steps.histogram()))
    return float(squares / ((width - 1) * height))


def _blank(page: Prepared) -> bool:
    """Whether there is nothing on a page but dust."""
    from PIL import Image

    small = page.picture.resize(
        (max(1, page.picture.width // 8), max(1, page.picture.height // 8)), Image.Resampling.BOX
    )
    dark = sum(small.histogram()[:_PRINT])
    return bool(dark < _LEAST_DARK * small.width * small.height)
