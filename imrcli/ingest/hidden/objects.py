"""The objects of a page, those within its forms too, as far as they can hide text or be hidden."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pypdfium2_raw as raw

from imrcli.ingest.hidden.boxes import THIN, Box, Matrix, after, share, turned
from imrcli.ingest.hidden.calls import address, functions
from imrcli.ingest.hidden.cut import Measure
from imrcli.ingest.hidden.picture import ALIKE, unit_of
from imrcli.ingest.hidden.signs import ANY, Signs

_INVISIBLE = (3, 7)
"""PDF's text rendering modes that print nothing (ISO 32000-1, table 106)."""
_STROKED = (1, 2, 5, 6)
"""Modes that print outlines, whose colour is another."""
_CLIPPING = 4
"""The first of the modes that clip what is drawn later to the text."""
_PALE = 245
"""Of 255. Text whose colours are all above it is white, or nearly."""
_LAYER = "OC\0".encode("utf-16-le")
"""The tag of content that belongs to an optional layer (ISO 32000-1, 8.11.3.2)."""
_ROW = 12.0
"""Points. Texts are looked up by such rows of the page."""
_ROWS = 400
"""Rows above and below which no cover is followed: a page is lower."""
DEEPEST = 8
"""Forms within forms that are looked into."""
_SEEN_THROUGH = (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM)
"""What covers nothing by itself: text, and a form, whose own objects are looked at."""


Colour = tuple[int, int, int]
"""Red, green and blue, to 255."""


class Text(NamedTuple):
    """A text object of a page: its handle, its place in the drawing order, and whether it is drawn invisible.

    `covered_by` is the place of the last object that is drawn over it, -1 for none. What is `small` is seen by nobody.
    """

    handle: int
    place: int
    invisible: bool
    covered_by: int = -1
    small: bool = False


class Objects:
    """A page's objects, in the order in which they are drawn."""

    def __init__(self, page: Any, signs: Signs = ANY) -> None:
        self._page, self._signs = page, signs
        self._thin, self._row = THIN * unit_of(page), _ROW * unit_of(page)
        self._call = functions()
        self._colour = (ctypes.c_uint * 4)()
        self._sides = (ctypes.c_float * 4)()
        self._name = ctypes.create_string_buffer(64)
        self._length = ctypes.c_ulong()
        size = ctypes.sizeof(ctypes.c_uint)
        colour, sides = ctypes.addressof(self._colour), ctypes.addressof(self._sides)
        self._colour_at = [colour + size * place for place in range(4)]
        self._sides_at = [sides + size * place for place in range(4)]
        self._name_at, self._length_at = ctypes.addressof(self._name), ctypes.addressof(self._length)
        handle, get, kind = address(page), self._call.get, self._call.type
        self.handles: list[int] = [get(handle, place) for place in range(self._call.count(handle))]
        self.types: list[int] = [kind(thing) for thing in self.handles]
        self._frames: dict[int, Matrix] = {}
        self._in_forms: set[int] = set()
        if raw.FPDF_PAGEOBJ_FORM in self.types:
            self._open_forms()

    def _open_forms(self) -> None:
        """Put the objects of forms in the place of the forms."""
        tops, self.handles, self.types = list(zip(self.handles, self.types, strict=True)), [], []
        for handle, kind in tops:
            self._open(handle, kind, None, 0)

    def _open(self, handle: int, kind: int, frame: Matrix | None, depth: int) -> None:
        self.handles.append(handle)
        self.types.append(kind)
        if frame is not None:
            self._frames[handle] = frame
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self._in_forms.add(handle)
        if kind != raw.FPDF_PAGEOBJ_FORM or depth >= DEEPEST:
            return
        sides = (ctypes.c_float * 6)()
        self._call.matrix(handle, ctypes.addressof(sides))
        a, b, c, d, e, f = sides
        inner = (a, b, c, d, e, f) if frame is None else after((a, b, c, d, e, f), frame)
        for place in range(self._call.count_in(handle)):
            thing = self._call.get_in(handle, place)
            self._open(thing, self._call.type(thing), inner, depth + 1)

    def suspects(self) -> list[Text]:
        """Texts that may be hidden: by how they are drawn, or by what is drawn over them."""
        mode, signs, frames = self._call.mode, self._signs, self._frames
        modes = {
            handle: mode(handle) if signs.invisible else 0
            for handle, kind in zip(self.handles, self.types, strict=True)
            if kind == raw.FPDF_PAGEOBJ_TEXT
        }
        measure = Measure(self._page)
        texts = []
        for place, handle in enumerate(self.handles):
            if handle in modes:
                invisible = modes[handle] in _INVISIBLE
                small = not invisible and measure.is_small(handle, frames.get(handle))
                texts.append(Text(handle, place, invisible, small=small))
        # A form can be on a layer, or be drawn transparent, and what is in it is not told so.
        odd = self._in_forms | (self._on_layers(texts) if signs.layers else set())
        odd.update(handle for handle, drawn in modes.items() if drawn in _STROKED)
        if clipping := [text.place for text in texts if modes[text.handle] >= _CLIPPING]:
            odd.update(text.handle for text in texts if text.place > clipping[0])
        odd.update(text.handle for text in texts if measure.is_cut(text.handle, self.box(text.handle)))
        shapes = list(self._shapes())
        first, end = (texts[0].place, texts[-1].place) if texts else (0, 0)
        if signs.pale or any(place < end for place, *_ in shapes):
            pale, colours = self._colours(texts)
            odd |= pale | self._on_their_colour(texts, colours, shapes)
        covered = self._covered(texts, [(place, box) for place, _, box in shapes if place > first])
        return [
            text._replace(covered_by=covered.get(text.handle, -1))
            for text in texts
            if text.invisible or text.small or text.handle in odd or text.handle in covered
        ]

    def _colours(self, texts: Iterable[Text]) -> tuple[set[int], dict[int, Colour]]:
        """Texts that are white, or nearly, or let what is under them through; and the colours of the others."""
        fill, colour, transparent = self._call.fill, self._colour, self._call.transparent
        look_through = self._signs.pale
        red_at, green_at, blue_at, alpha_at = self._colour_at
        pale, colours = set(), {}
        for handle, *_ in texts:
            if look_through and transparent(handle):
                pale.add(handle)
            elif fill(handle, red_at, green_at, blue_at, alpha_at):
                red, green, blue, _ = colour
                if red > _PALE and green > _PALE and blue > _PALE:
                    pale.add(handle)
                else:
                    colours[handle] = red, green, blue
        return pale, colours

    def _on_their_colour(
        self, texts: Sequence[Text], colours: Mapping[int, Colour], shapes: Sequence[tuple[int, int, Box]]
    ) -> set[int]:
        """Texts that stand on a shape of their own colour, which is drawn before them."""
        used = set(colours.values())
        found: set[int] = set()
        for place, handle, cover in shapes:
            if self.types[place] != raw.FPDF_PAGEOBJ_PATH:  # whose colours are not known
                later = (text.handle for text in texts if text.place > place)
                found.update(text for text in later if share(self.box(text), cover) > 0)
                continue
            asks = self._call.fill if self._is_filled(handle) else self._call.stroke
            if not asks(handle, *self._colour_at):
                continue
            red, green, blue, _ = self._colour
            if any(_alike(colour, (red, green, blue)) for colour in used):
                found.update(
                    text.handle
                    for text in texts
                    if text.place > place
                    and _alike(colours.get(text.handle), (red, green, blue))
                    and share(self.box(text.handle), cover) > 0
                )
        return found

    def _on_layers(self, texts: Iterable[Text]) -> set[int]:
        """Texts that belong to a layer. Neighbours share their marks, so that few have to be asked for their names."""
        count, mark = self._call.marks, self._call.mark
        layers: dict[int, bool] = {}
        on = set()
        for handle, *_ in texts:
            for number in range(count(handle)):
                tag = mark(handle, number)
                if tag not in layers:
                    layers[tag] = self._is_layer(tag)
                if layers[tag]:
                    on.add(handle)
        return on

    def _is_layer(self, tag: int) -> bool:
        self._call.name(tag, self._name_at, len(self._name), self._length_at)
        return self._name.raw[: self._length.value] == _LAYER

    def _covered(self, texts: Sequence[Text], covers: Sequence[tuple[int, Box]]) -> dict[int, int]:
        """Texts that something drawn later overlaps, with the place of the last of what does."""
        if not covers or not texts:
            return {}
        rows: dict[int, list[tuple[Text, Box]]] = {}
        for text in texts:
            box = self.box(text.handle)
            low, high = max(-_ROWS, int(box[1] // self._row)), min(_ROWS, int(box[3] // self._row))
            for row in range(low, high + 1):
                rows.setdefault(row, []).append((text, box))
        return {
            text.handle: place
            for place, cover in covers
            for row in range(max(-_ROWS, int(cover[1] // self._row)), min(_ROWS, int(cover[3] // self._row)) + 1)
            for text, box in rows.get(row, ())
            if text.place < place and share(box, cover) > 0
        }

    def texts_seen(self) -> list[Box]:
        """The boxes of the texts that are not drawn invisible."""
        return [
            self.box(handle)
            for handle, kind in zip(self.handles, self.types, strict=True)
            if kind == raw.FPDF_PAGEOBJ_TEXT and self._call.mode(handle) not in _INVISIBLE
        ]

    def box(self, handle: int) -> Box:
        """The box of an object."""
        self._call.bounds(handle, *self._sides_at)
        left, bottom, right, top = self._sides
        box = left, bottom, right, top
        return turned(box, self._frames[handle]) if handle in self._frames else box

    def activate(self, handles: Iterable[int], active: bool) -> None:
        """Let text objects be drawn and read, or not."""
        for handle in handles:
            self._call.activate(handle, int(active))

    def _shapes(self) -> Iterator[tuple[int, int, Box]]:
        """Filled shapes and pictures that are no rules, with their places in the order and their boxes."""
        for place, kind in enumerate(self.types):
            if kind in _SEEN_THROUGH:
                continue
            handle = self.handles[place]
            box = self.box(handle)
            if box[2] - box[0] < self._thin or box[3] - box[1] < self._thin:
                continue
            if kind != raw.FPDF_PAGEOBJ_PATH or self._is_filled(handle) or self._is_broad(handle):
                yield place, handle, box

    def _is_broad(self, handle: int) -> bool:
        """Whether a path is a line as broad as a shape."""
        filled, stroked, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
        self._call.draw(handle, ctypes.addressof(filled), ctypes.addressof(stroked))
        if not stroked.value or not self._call.width(handle, ctypes.addressof(width)):
            return False
        sides = (ctypes.c_float * 6)()
        self._call.matrix(handle, ctypes.addressof(sides))
        return width.value * max(map(abs, sides[:4])) >= self._thin

    def _is_filled(self, handle: int) -> bool:
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        self._call.draw(handle, ctypes.addressof(filled), ctypes.addressof(stroked))
        return bool(filled.value != raw.FPDF_FILLMODE_NONE)


def _alike(colour: Colour | None, other: Colour) -> bool:
    """Whether two colours cannot be told apart."""
    return colour is not None and all(abs(a - b) <= ALIKE for a, b in zip(colour, other, strict=True))
