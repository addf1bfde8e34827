"""Text of a PDF's page that no reader of the page sees: what is not seen is not said.

Text is hidden by a shape, a picture or an annotation drawn over it, by a layer that is switched off, by being drawn
invisible or in the colour of what is under it, or by lying off the page. The page's objects tell what may be hidden;
only where there is any, two pictures of the page, one without those objects, tell which of their characters are seen.
Invisible text over a scan is the scan's OCR layer, and no hidden text, unless the same words are printed at its place.

Asking PDFium for each object costs a few tenths of a millisecond a page, as much as a tenth of its reading. Files that
are protected against changes, as those that DWC posts are, cannot have been covered by a party: of these only what is
drawn behind the last text, and annotations, are looked at, which costs nothing that can be measured.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import pypdfium2_raw as raw

from imrcli.text import Span

_INVISIBLE = (3, 7)
"""PDF's text rendering modes that print nothing (ISO 32000-1, table 106)."""
_PALE = 245
"""Of 255. Text whose colours are all above it is white, or nearly."""
_LAYER = "OC\0".encode("utf-16-le")
"""The tag of content that belongs to an optional layer (ISO 32000-1, 8.11.3.2)."""
_MOSTLY = 0.6
"""The share of a character's box, or of a text's, that something over it covers, so that it is not read."""
_THIN = 3.0
"""Points. What is lower or narrower is a rule, and covers nothing."""
_MARGIN = 1.0
"""Points by which text can stand over the page's edge."""
_MODIFY = 8
"""The permission to change a file (ISO 32000-1, table 22, bit 4)."""
_ROW = 12.0
"""Points. Texts are looked up by such rows of the page."""
_ROWS = 400
"""Rows above and below which no cover is followed: a page is lower."""
_SCALE = 1.5
"""Pixels to a point, of the pictures that tell what is seen."""
_ALIKE = 24
"""Of 255. Two pixels that differ by less are of one colour."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in PDF's own points."""


class _Functions:
    """PDFium's functions on page objects, called with plain numbers: there are hundreds of objects on a page."""

    def __init__(self) -> None:
        number, handle = ctypes.c_int, ctypes.c_void_p
        self.count = self._function("FPDFPage_CountObjects", number, handle)
        self.get = self._function("FPDFPage_GetObject", handle, handle, number)
        self.type = self._function("FPDFPageObj_GetType", number, handle)
        self.mode = self._function("FPDFTextObj_GetTextRenderMode", number, handle)
        self.marks = self._function("FPDFPageObj_CountMarks", number, handle)
        self.mark = self._function("FPDFPageObj_GetMark", handle, handle, ctypes.c_ulong)
        self.name = self._function("FPDFPageObjMark_GetName", number, handle, handle, ctypes.c_ulong, handle)
        self.fill = self._function("FPDFPageObj_GetFillColor", number, handle, handle, handle, handle, handle)
        self.bounds = self._function("FPDFPageObj_GetBounds", number, handle, handle, handle, handle, handle)
        self.draw = self._function("FPDFPath_GetDrawMode", number, handle, handle, handle)
        self.activate = self._function("FPDFPageObj_SetIsActive", number, handle, number)

    @staticmethod
    def _function(name: str, result: Any, *arguments: Any) -> Any:
        address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
        assert address is not None
        return ctypes.CFUNCTYPE(result, *arguments)(address)


@cache
def _functions() -> _Functions:
    return _Functions()


class Text(NamedTuple):
    """A text object of a page: its handle, its place in the drawing order, and whether it is drawn invisible.

    `covered_by` is the place of the last object that is drawn over it, -1 for none.
    """

    handle: int
    place: int
    invisible: bool
    covered_by: int = -1


class _Objects:
    """A page's objects, as far as they can hide or be hidden."""

    def __init__(self, page: Any) -> None:
        self._call = _functions()
        self._colour = (ctypes.c_uint * 4)()
        self._sides = (ctypes.c_float * 4)()
        self._name = ctypes.create_string_buffer(64)
        self._length = ctypes.c_ulong()
        size = ctypes.sizeof(ctypes.c_uint)
        colour, sides = ctypes.addressof(self._colour), ctypes.addressof(self._sides)
        self._colour_at = [colour + size * place for place in range(4)]
        self._sides_at = [sides + size * place for place in range(4)]
        self._name_at, self._length_at = ctypes.addressof(self._name), ctypes.addressof(self._length)
        handle = ctypes.cast(page, ctypes.c_void_p).value
        get, kind = self._call.get, self._call.type
        self.handles: list[int] = [get(handle, place) for place in range(self._call.count(handle))]
        self.types = [kind(thing) for thing in self.handles]

    def suspects(self) -> list[Text]:
        """Texts that may be hidden: by how they are drawn, or by what is drawn over them."""
        mode = self._call.mode
        texts = [
            Text(handle, place, mode(handle) in _INVISIBLE)
            for place, (handle, kind) in enumerate(zip(self.handles, self.types, strict=True))
            if kind == raw.FPDF_PAGEOBJ_TEXT
        ]
        odd = self._pale() | self._on_layers()
        last = max((place for place, kind in enumerate(self.types) if kind != raw.FPDF_PAGEOBJ_TEXT), default=-1)
        covered = self._covered(texts) if texts and last > texts[0].place else {}
        return [
            text._replace(covered_by=covered.get(text.handle, -1))
            for text in texts
            if text.invisible or text.handle in odd or text.handle in covered
        ]

    def _texts(self) -> Iterator[int]:
        return (h for h, kind in zip(self.handles, self.types, strict=True) if kind == raw.FPDF_PAGEOBJ_TEXT)

    def _pale(self) -> set[int]:
        """Texts that are white, or nearly, or transparent."""
        fill, colour = self._call.fill, self._colour
        red_at, green_at, blue_at, alpha_at = self._colour_at
        pale = set()
        for handle in self._texts():
            if fill(handle, red_at, green_at, blue_at, alpha_at) and (
                colour[3] < 255 - _PALE or (colour[0] > _PALE and colour[1] > _PALE and colour[2] > _PALE)
            ):
                pale.add(handle)
        return pale

    def _on_layers(self) -> set[int]:
        """Texts that belong to a layer. Neighbours share their marks, so that few have to be asked for their names."""
        count, mark = self._call.marks, self._call.mark
        layers: dict[int, bool] = {}
        on = set()
        for handle in self._texts():
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

    def _covered(self, texts: Sequence[Text]) -> dict[int, int]:
        """Texts that something drawn later overlaps, with the place of the last of what does."""
        covers = list(self._covers(texts[0].place))
        if not covers:
            return {}
        rows: dict[int, list[tuple[Text, Box]]] = {}
        for text in texts:
            box = self.box(text.handle)
            for row in range(int(box[1] // _ROW), int(box[3] // _ROW) + 1):
                rows.setdefault(row, []).append((text, box))
        return {
            text.handle: place
            for place, cover in covers
            for row in range(max(-_ROWS, int(cover[1] // _ROW)), min(_ROWS, int(cover[3] // _ROW)) + 1)
            for text, box in rows.get(row, ())
            if text.place < place and _share(box, cover) > 0
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
        return left, bottom, right, top

    def activate(self, handles: Iterable[int], active: bool) -> None:
        """Let text objects be drawn and read, or not."""
        for handle in handles:
            self._call.activate(handle, int(active))

    def _covers(self, first: int) -> Iterator[tuple[int, Box]]:
        """Filled shapes, pictures and forms that are drawn behind the first text, with their place in the order."""
        for place in range(first + 1, len(self.handles)):
            kind = self.types[place]
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                continue
            box = self.box(self.handles[place])
            if box[2] - box[0] < _THIN or box[3] - box[1] < _THIN:
                continue
            if kind != raw.FPDF_PAGEOBJ_PATH or self._is_filled(self.handles[place]):
                yield place, box

    def _is_filled(self, handle: int) -> bool:
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        self._call.draw(handle, ctypes.addressof(filled), ctypes.addressof(stroked))
        return bool(filled.value != raw.FPDF_FILLMODE_NONE)


def is_protected(pdf: Any) -> bool:
    """Whether a PDF is encrypted so that it cannot be changed without its owner's password."""
    encrypted = raw.FPDF_GetSecurityHandlerRevision(pdf) >= 0
    return bool(encrypted and not raw.FPDF_GetDocPermissions(pdf) & _MODIFY)


class Hidden(NamedTuple):
    """What of a page's text is not seen: how many characters, and where those stand that could not be
    taken out whole.
    """

    characters: int
    spans: list[Span]


def hide(page: Any, textpage: Any, reload: Callable[[], Any], *, protected: bool = False) -> tuple[Any, Hidden | None]:
    """A page's text without what is not seen on the page, and what that was; the same text and None where all is seen.

    `textpage` is PDFium's text of the page, `reload` reads it anew, for a text object that is hidden as a whole is
    switched off, so that the order of the others is read as it is seen; the old one is closed then. Of a page of a
    `protected` file only what is drawn behind the last text is looked at.
    """
    annotations = raw.FPDFPage_GetAnnotCount(page)
    if protected and not annotations and not _ends_in_cover(page, textpage):
        return textpage, None
    objects = _Objects(page)
    suspects = objects.suspects()
    covers = list(_covering_annotations(page, annotations))
    edges = _edges(page)
    if not suspects and not covers and not _has_text_outside(edges, textpage):
        return textpage, None
    unseen = _Unseen(page, objects, suspects, covers, edges)
    hidden = list(unseen.characters(textpage))
    if not hidden:
        return textpage, None
    whole = unseen.whole(textpage, hidden)
    if whole:
        objects.activate(whole, False)
        raw.FPDFText_ClosePage(textpage)
        textpage = reload()
    return textpage, Hidden(len(hidden), _runs([place for _, place, _, _ in unseen.characters(textpage)]))


def _ends_in_cover(page: Any, textpage: Any) -> bool:
    """Whether the last thing that is drawn on a page is no text, and there is text where it stands."""
    call = _functions()
    handle = ctypes.cast(page, ctypes.c_void_p).value
    count = call.count(handle)
    last = call.get(handle, count - 1) if count else None
    if last is None or call.type(last) == raw.FPDF_PAGEOBJ_TEXT:
        return False
    box = [ctypes.c_float() for _ in range(4)]
    call.bounds(last, *(ctypes.addressof(side) for side in box))
    left, bottom, right, top = (side.value for side in box)
    if right - left < _THIN or top - bottom < _THIN:
        return False
    return bool(raw.FPDFText_GetBoundedText(textpage, left, top, right, bottom, None, 0) > 0)


class _Unseen:
    """What of a page's text is not seen: where the page looks the same without it, is covered, or ends."""

    def __init__(
        self, page: Any, objects: _Objects, suspects: Sequence[Text], covers: Sequence[Box], edges: Box
    ) -> None:
        self._covers, self._edges = covers, edges
        self._whole = _Picture(page) if suspects else None
        objects.activate([text.handle for text in suspects], False)
        self._without = _Picture(page) if suspects else None
        objects.activate([text.handle for text in suspects], True)
        boxes = {text.handle: objects.box(text.handle) for text in suspects}
        layer = [text for text in suspects if text.invisible]
        # A layer of a scan that was laid over a text can bring its own background, which covers that text.
        self._reprinted = {
            text.handle
            for text in suspects
            if not text.invisible and any(_reprints(other, text, boxes) for other in layer)
        }
        self._suspects = {text.handle: text for text in suspects if text.handle not in self._reprinted}
        seen = objects.texts_seen() if layer else []
        self._doubled = {
            text.handle for text in layer if any(_share(boxes[text.handle], box) >= _MOSTLY for box in seen)
        }

    def characters(self, textpage: Any) -> Iterator[Character]:
        """The characters that are not seen."""
        for character in _characters(textpage):
            _, _, owner, box = character
            if (
                self._holds(owner, box)
                or any(_share(box, cover) >= _MOSTLY for cover in self._covers)
                or not _is_on(self._edges, box)
            ):
                yield character

    def whole(self, textpage: Any, hidden: Sequence[Character]) -> list[int]:
        """The text objects of which no character is seen."""
        counts = Counter(owner for _, _, owner, _ in _characters(textpage))
        lost = Counter(owner for _, _, owner, _ in hidden)
        return [owner for owner, count in lost.items() if owner is not None and count == counts[owner]]

    def _holds(self, owner: int | None, box: Box) -> bool:
        """Whether a character of a text object, in a box, is not seen."""
        text = self._suspects.get(owner) if owner is not None else None
        if text is None or self._whole is None or self._without is None:
            return False
        if text.invisible:  # an OCR layer is not seen, but the scan under it is
            return text.handle in self._doubled or not self._whole.has_ink(box)
        return self._whole.looks_like(self._without, box)


def _reprints(layer: Text, text: Text, boxes: Mapping[int, Box]) -> bool:
    """Whether an invisible text repeats a text that something drawn before it covers."""
    return layer.place > text.covered_by and _share(boxes[text.handle], boxes[layer.handle]) >= _MOSTLY


Character = tuple[int, int, int | None, Box]
"""A character of a page: its index, its offset in the page's text, its text object, its box."""


def _characters(textpage: Any) -> Iterator[Character]:
    """The characters of a page, but for spaces."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(raw.FPDFText_CountChars(textpage)):
        place = raw.FPDFText_GetTextIndexFromCharIndex(textpage, index)
        if place < 0 or not raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top):
            continue
        if right.value > left.value and top.value > bottom.value and raw.FPDFText_GetUnicode(textpage, index) > 32:
            owner = ctypes.cast(raw.FPDFText_GetTextObject(textpage, index), ctypes.c_void_p).value
            yield index, place, owner, (left.value, bottom.value, right.value, top.value)


def _runs(places: Sequence[int]) -> list[Span]:
    """Offsets as spans; those with a gap of one, a space, as one."""
    spans: list[Span] = []
    for place in places:
        if spans and place - spans[-1][1] <= 1:
            spans[-1] = spans[-1][0], place + 1
        else:
            spans.append((place, place + 1))
    return spans


_COVERING = (raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_CIRCLE, raw.FPDF_ANNOT_POLYGON, raw.FPDF_ANNOT_FREETEXT)


def _covering_annotations(page: Any, count: int) -> Iterator[Box]:
    """The boxes of annotations that are filled, or marked to be redacted."""
    for number in range(count):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        rect = raw.FS_RECTF()
        covers = kind == raw.FPDF_ANNOT_REDACT or (kind in _COVERING and _fills(annotation))
        if covers and raw.FPDFAnnot_GetRect(annotation, rect):
            yield rect.left, rect.bottom, rect.right, rect.top
        raw.FPDFPage_CloseAnnot(annotation)


def _fills(annotation: Any) -> bool:
    """Whether an annotation has a colour inside that lets nothing through."""
    colour = [ctypes.c_uint() for _ in range(4)]
    kind = raw.FPDFANNOT_COLORTYPE_InteriorColor
    return bool(raw.FPDFAnnot_GetColor(annotation, kind, *colour)) and colour[3].value > _PALE


def _edges(page: Any) -> Box:
    """What of a page is shown."""
    edges = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, edges)
    return edges.left, edges.bottom, edges.right, edges.top


def _has_text_outside(edges: Box, textpage: Any) -> bool:
    """Whether any run of a page's text lies off the page."""
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    places = [ctypes.byref(side) for side in (left, top, right, bottom)]
    for number in range(raw.FPDFText_CountRects(textpage, 0, -1)):
        raw.FPDFText_GetRect(textpage, number, *places)
        if not _is_on(edges, (left.value, bottom.value, right.value, top.value)):
            return True
    return False


def _is_on(edges: Box, box: Box) -> bool:
    """Whether any of a box lies on the page."""
    across = box[2] > edges[0] + _MARGIN and box[0] < edges[2] - _MARGIN
    return across and box[3] > edges[1] + _MARGIN and box[1] < edges[3] - _MARGIN


def _share(box: Box, cover: Box) -> float:
    """How much of a box another covers."""
    width = min(box[2], cover[2]) - max(box[0], cover[0])
    height = min(box[3], cover[3]) - max(box[1], cover[1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0


class _Picture:
    """A page as it is seen."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._width = max(1, round(raw.FPDF_GetPageWidthF(page) * _SCALE))
        self._height = max(1, round(raw.FPDF_GetPageHeightF(page) * _SCALE))
        bitmap = raw.FPDFBitmap_CreateEx(self._width, self._height, raw.FPDFBitmap_BGRx, None, 0)
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, self._width, self._height, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, self._width, self._height, 0, raw.FPDF_ANNOT)
        self._stride = raw.FPDFBitmap_GetStride(bitmap)
        self._pixels = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), self._stride * self._height)
        raw.FPDFBitmap_Destroy(bitmap)

    def has_ink(self, box: Box) -> bool:
        """Whether anything is seen in a box: whether its pixels are of more than one colour."""
        rows = self._rows(box)
        for channel in range(3):
            values = [value for row in rows for value in row[channel::4]]
            if values and max(values) - min(values) > _ALIKE:
                return True
        return False

    def looks_like(self, other: _Picture, box: Box) -> bool:
        """Whether two pictures are the same in a box."""
        pairs = zip(self._rows(box), other._rows(box), strict=True)
        return all(
            abs(a - b) <= _ALIKE for mine, theirs in pairs if mine != theirs for a, b in zip(mine, theirs, strict=True)
        )

    def _rows(self, box: Box) -> list[bytes]:
        """The pixels in a box, row by row."""
        across, down = ctypes.c_int(), ctypes.c_int()
        corners = []
        for x, y in ((box[0], box[1]), (box[2], box[3])):
            raw.FPDF_PageToDevice(self._page, 0, 0, self._width, self._height, 0, x, y, across, down)
            corners.append((across.value, down.value))
        (x0, y0), (x1, y1) = corners
        left, right = max(0, min(x0, x1)), min(self._width, max(x0, x1) + 1)
        low, high = max(0, min(y0, y1)), min(self._height, max(y0, y1) + 1)
        return [
            self._pixels[row * self._stride + left * 4 : row * self._stride + right * 4] for row in range(low, high)
        ]
