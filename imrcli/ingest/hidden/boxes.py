"""Boxes on a page, in PDF's own points."""

from __future__ import annotations

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Matrix = tuple[float, float, float, float, float, float]

MOSTLY = 0.6
"""The share of a character's box, or of a text's, that something over it covers, so that it is not read."""
THIN = 3.0
"""Points. What is lower or narrower is a rule, and covers nothing."""
_MARGIN = 1 / 792
"""Of a page's longer side, at most a point: by so much text can stand over the page's edge."""


def share(box: Box, cover: Box) -> float:
    """How much of a box another covers."""
    width = min(box[2], cover[2]) - max(box[0], cover[0])
    height = min(box[3], cover[3]) - max(box[1], cover[1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0


def holds(outer: Box, inner: Box, slack: float) -> bool:
    """Whether a box lies in another, but for some points."""
    across = outer[0] - slack <= inner[0] and inner[2] <= outer[2] + slack
    return across and outer[1] - slack <= inner[1] and inner[3] <= outer[3] + slack


def is_in(box: Box, point: tuple[float, float]) -> bool:
    """Whether a point lies in a box."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def meet(one: Box, other: Box) -> Box:
    """What two boxes have in common; a box of no size where that is nothing."""
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    return left, bottom, max(left, min(one[2], other[2])), max(bottom, min(one[3], other[3]))


def is_on(edges: Box, box: Box) -> bool:
    """Whether any of a box lies on a page with these edges."""
    left, bottom, right, top = within(edges)
    return box[2] > left and box[0] < right and box[3] > bottom and box[1] < top


def within(edges: Box) -> Box:
    """The edges of a page without its margin; a page can be measured in units far larger than points."""
    margin = min(1.0, max(edges[2] - edges[0], edges[3] - edges[1]) * _MARGIN)
    return edges[0] + margin, edges[1] + margin, edges[2] - margin, edges[3] - margin


def turned(box: Box, by: Matrix) -> Box:
    """The box around a box that a matrix moves."""
    a, b, c, d, e, f = by
    if not b and not c:
        x0, x1, y0, y1 = box[0] * a + e, box[2] * a + e, box[1] * d + f, box[3] * d + f
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)


def after(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that moves by one, then by the other."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
