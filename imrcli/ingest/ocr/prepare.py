"""A scanned page made ready to be read: as many dots an inch across as down, fine enough, without specks, upright.

What is done was measured on scans of letters (see docs/ocr.md). A point of the picture can be traced to the page
through all of it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from msgspec import Struct

from imrcli.ingest.ocr.scan import Scan

if TYPE_CHECKING:
    from PIL.Image import Image

_LEAST = 150.0
"""Dots an inch: what is coarser is enlarged."""

_ENLARGED = 200.0
_UNEVEN = 1.2
"""How many times as fine a scan may be in one direction before it is evened out: a fax has 204 by 98 dots an inch."""

_EXTREME = 16
"""Shades, of 256, that count as black, and as white."""

_TWO_SHADES = 0.97
"""With a larger share of its pixels black or white, a scan has no shades of grey."""

_SOFTENED, _SOFTENED_MORE = 0.9, 1.2
"""Pixels over which the edges of black and white are softened; specks vanish. More where it was enlarged."""

_DARK = 0.6
"""With a larger share of dark pixels, print is light on dark."""

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f: a point (x, y) of the picture is at (a x + c y + e, b x + d y + f) of the page."""


class Prepared(Struct, frozen=True, gc=False):
    """A picture to be read, its dots an inch, and the way from its pixels to points on the page."""

    picture: Image
    dpi: int
    matrix: Matrix


def prepared(scan: Scan) -> Prepared:
    """A scan, evened out and cleaned."""
    from PIL import Image, ImageFilter, ImageOps

    picture = scan.picture
    counts = picture.histogram()
    pixels = picture.width * picture.height
    black, white = sum(counts[:_EXTREME]), sum(counts[-_EXTREME:])
    if sum(counts[:128]) > _DARK * pixels:
        picture = ImageOps.invert(picture)
    finest = max(scan.across, scan.down)
    wanted = finest if finest >= _LEAST else _ENLARGED
    factors = wanted / scan.across, wanted / scan.down
    enlarged = max(factors) > _UNEVEN
    if enlarged:
        size = max(1, round(picture.width * factors[0])), max(1, round(picture.height * factors[1]))
        picture = picture.resize(size, Image.Resampling.BICUBIC)
    if black + white > _TWO_SHADES * pixels:
        picture = picture.filter(ImageFilter.GaussianBlur(_SOFTENED_MORE if enlarged else _SOFTENED))
    across = scan.across * picture.width / scan.picture.width
    down = scan.down * picture.height / scan.picture.height
    return Prepared(picture, round(max(across, down)), (72 / across, 0.0, 0.0, 72 / down, 0.0, 0.0))


def straightened(page: Prepared, slope: float) -> Prepared:
    """A page whose lines slope (pixels down for one to the right), turned about its centre so that they do not."""
    from PIL import Image

    angle = math.atan(slope)
    turned = page.picture.rotate(math.degrees(angle), Image.Resampling.BICUBIC, fillcolor=255)
    cos, sin = math.cos(angle), math.sin(angle)
    x, y = page.picture.width / 2, page.picture.height / 2
    # From the turned picture back to the one before.
    back = (cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)
    return Prepared(turned, page.dpi, _after(page.matrix, back))


def turned(page: Prepared, degrees: int) -> Prepared:
    """A page turned clockwise by 90, 180 or 270 degrees."""
    from PIL import Image

    width, height = page.picture.size
    # Pillow turns the other way.
    if degrees == 90:
        return Prepared(
            page.picture.transpose(Image.Transpose.ROTATE_270), page.dpi, _after(page.matrix, (0, -1, 1, 0, 0, height))
        )
    if degrees == 180:
        back = (-1, 0, 0, -1, width, height)
        return Prepared(page.picture.transpose(Image.Transpose.ROTATE_180), page.dpi, _after(page.matrix, back))
    if degrees == 270:
        return Prepared(
            page.picture.transpose(Image.Transpose.ROTATE_90), page.dpi, _after(page.matrix, (0, 1, -1, 0, width, 0))
        )
    return page


def _after(later: Matrix, first: Matrix) -> Matrix:
    """One matrix after another."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = later
    return (
        p * a + r * b,
        q * a + s * b,
        p * c + r * d,
        q * c + s * d,
        p * e + r * f + t,
        q * e + s * f + u,
    )
