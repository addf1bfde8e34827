"""The left side of the page for a PDF: its pages as pictures, the boxes of all targets on them, and their text.

Two drawings lie on each picture: the boxes, multiplied with it as a marker pen would, and the page's text, unseen,
so that it can be searched, selected and read aloud. Neither needs a script.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence

from imrcli.model import Place
from imrcli.show.markup import number, text
from imrcli.show.pictures import Picture
from imrcli.show.targets import Target, extent

_FLAG = 13.0
"""The side of a finding's flag in the page's margin, in points."""

_PAD = 0.8
"""Points that a box is drawn larger than the glyphs in it, so that its lines do not touch them."""

_FEW = 3
"""Lines that a finding may have on a page to be boxed; more have a bar beside them."""


def sheets(pages: Sequence[Picture], targets: Sequence[Target], count: int) -> str:
    """The pages, of `count` that the letter has, with the targets' boxes."""
    # The larger lies below the smaller, and findings lie on top.
    ordered = sorted(targets, key=lambda target: (target.finding is not None, -extent(target)))
    shown = "".join(_sheet(page, ordered, count) for page in pages)
    if len(pages) < count:
        shown += f'<p class="rest">Pages {len(pages) + 1} to {count} are not shown.</p>'
    return shown


def _sheet(page: Picture, targets: Sequence[Target], count: int) -> str:
    at, width, height = page.number, number(page.width), number(page.height)
    head = f'<figure class="sheet" id="page-{at}" data-page="{at}"><figcaption>Page {at} of {count}</figcaption>'
    if page.png is None:
        return f'{head}<p class="rest">This page is damaged and could not be shown.</p></figure>'
    across, down = _size(page.png)
    boxes: list[str] = []
    flags: list[str] = []
    taken: list[tuple[float, float]] = []
    for target in targets:
        here = [place for place in target.places if place.page == at]
        if not here:
            continue
        # The first page on which a target stands has its anchor.
        first = target.places[0].page == at
        anchor = f' id="b{target.number}"' if first else ""
        many = target.finding is not None and len(here) > _FEW
        shapes = "".join(map(_box, here)) + (_beside(here) if many else "")
        boxes.append(
            f'<g{anchor} class="b k-{target.kind}{" many" if many else ""}" data-b="{target.number}">{shapes}</g>'
        )
        if target.finding is not None:
            spot = _free(here[0], taken, page)
            taken.append(spot)
            flags.append(_flag(target, spot))
    picture = base64.b64encode(page.png).decode("ascii")
    return (
        f'{head}<div class="paper"><img src="data:image/png;base64,{picture}" width="{across}" height="{down}" '
        f'alt="Picture of page {at}; its text follows">'
        f'<svg class="lights" viewBox="0 0 {width} {height}" aria-hidden="true">{"".join(boxes)}</svg>'
        f'<svg class="words" viewBox="0 0 {width} {height}" role="group" aria-label="Text of page {at}">'
        f"{_words(page)}</svg>"
        f'<svg class="flags" viewBox="0 0 {width} {height}" aria-hidden="true">{"".join(flags)}</svg>'
        "</div></figure>"
    )


def _box(place: Place) -> str:
    """A place's rectangle, the line under it, and the bar at its left; the kind says by style which are drawn."""
    x0, top, x1, bottom = place.bbox if isinstance(place.bbox, tuple) else (0.0, 0.0, 0.0, 0.0)
    x0, top, x1, bottom = x0 - _PAD, top - _PAD, x1 + _PAD, bottom + _PAD
    left, up, right, down = map(number, (x0, top, x1, bottom))
    return (
        f'<rect x="{left}" y="{up}" width="{number(x1 - x0)}" height="{number(bottom - top)}"/>'
        f'<path class="under" d="M{left} {down}H{right}"/><path class="bar" d="M{left} {up}V{down}"/>'
    )


def _beside(places: Sequence[Place]) -> str:
    """A bar along all of a passage, left of it."""
    boxes = [place.bbox for place in places if isinstance(place.bbox, tuple)]
    left, top, _, bottom = zip(*boxes, strict=True)
    x, up, down = number(min(left) - 5), number(min(top)), number(max(bottom))
    return f'<path class="beside" d="M{x} {up}V{down}"/>'


def _free(place: Place, taken: list[tuple[float, float]], page: Picture) -> tuple[float, float]:
    """Where a place's flag goes: at its height in the right margin, left of those that are already there."""
    _, upper, _, lower = place.bbox if isinstance(place.bbox, tuple) else (0.0, 0.0, 0.0, 0.0)
    x = page.width - _FLAG - 4
    y = min(max((upper + lower - _FLAG) / 2, 0), page.height - _FLAG)
    while any(abs(x - left) < _FLAG and abs(y - top) < _FLAG for left, top in taken) and x > 0:
        x -= _FLAG + 1.5
    return x, y


def _flag(target: Target, spot: tuple[float, float]) -> str:
    x, y = spot
    return (
        f'<g class="flag k-{target.kind}" data-b="{target.number}">'
        f'<rect x="{number(x)}" y="{number(y)}" width="{_FLAG}" height="{_FLAG}" rx="2"/>'
        f'<text x="{number(x + _FLAG / 2)}" y="{number(y + _FLAG * 0.76)}">{target.finding}</text></g>'
    )


def _words(page: Picture) -> str:
    lines = []
    for line in page.lines:
        x0, top, x1, bottom = line.box
        if x1 - x0 <= 0 or bottom - top <= 0:
            continue
        lines.append(
            f'<text x="{number(x0)}" y="{number(bottom - 0.22 * (bottom - top))}" '
            f'font-size="{number(0.72 * (bottom - top))}" textLength="{number(x1 - x0)}" '
            f'lengthAdjust="spacingAndGlyphs">{text(line.text)}</text>'
        )
    return "\n".join(lines)


def _size(png: bytes) -> tuple[int, int]:
    """A PNG's width and height, from its header."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
