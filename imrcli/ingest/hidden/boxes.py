"""Boxes on a page, in PDF's own points."""

from __future__ import annotations

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Matrix = tuple[float, float, float, float, float, float]

MOSTLY = 0.6
"""The share of a character's box, or of a text's, that something over it covers, so that it is not read."""
MARGIN = 1.0
"""Points by which text can stand over the page's edge."""


def share(box: Box, cover: Box) -> float:
    """How much of a box another covers."""
    width = min(box[2], cover[2]) - max(box[0], cover[0])
    height = min(box[3], cover[3]) - max(box[1], cover[1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0


def is_on(edges: Box, box: Box) -> bool:
    """Whether any of a box lies on a page with these edges."""
    across = box[2] > edges[0] + MARGIN and box[0] < edges[2] - MARGIN
    return across and box[3] > edges[1] + MARGIN and box[1] < edges[3] - MARGIN


def turned(box: Box, by: Matrix) -> Box:
    """The box around a box that a matrix moves."""
    a, b, c, d, e, f = by
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)


def after(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that moves by one, then by the other."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
