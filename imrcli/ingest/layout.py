"""Where the characters of a document are printed: asked for by evidence, and kept only for it.

A reader that is asked to keep its layout gives an object with `boxes`; whoever asked for it closes it.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, Protocol

from imrcli.pattern import pattern

_DOUBLED = pattern("[\U00010000-\U0010ffff]")

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points (1/72 inch) from the page's top left."""


Piece = tuple[int, int, int]
"""A piece of a page's text that PDFium has elsewhere: where it starts, where it does there, and its size."""


class Layout(Protocol):
    """The pages of a PDF that is being kept open."""

    def boxes(self, page: int, start: int, end: int) -> list[Box]:
        """Boxes around the characters of a page (from 0) between two offsets of its text, in their order."""

    def confidence(self, page: int, start: int, end: int) -> float | None:
        """How sure OCR is of the characters between two offsets of a page, from 0 to 1; None where it read none."""

    def close(self) -> None:
        """Let go of the PDF."""


_FINE = 1000
"""PDFium gives places on a page in whole pixels; a point is so many of them."""


def as_seen(page: Any) -> tuple[float, float, float, float, float, float]:
    """How PDF's own coordinates become those of a page as it is seen, turned and cropped: a matrix."""
    import pypdfium2_raw as raw

    width = round(raw.FPDF_GetPageWidthF(page) * _FINE)
    height = round(raw.FPDF_GetPageHeightF(page) * _FINE)
    across, down = ctypes.c_int(), ctypes.c_int()

    def seen(x: float, y: float) -> tuple[float, float]:
        raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, across, down)
        return across.value / _FINE, down.value / _FINE

    (e, f), (right, low), (far, up) = seen(0, 0), seen(1000, 0), seen(0, 1000)
    return (right - e) / 1000, (low - f) / 1000, (far - e) / 1000, (up - f) / 1000, e, f


class PdfiumLayout:
    """PDFium's pages: handles of the document, and of each page and its text (None where it cannot be read)."""

    def __init__(self, pdf: Any, pages: list[tuple[Any, Any]], texts: Sequence[str], data: bytes) -> None:
        self._pdf, self._pages, self._texts = pdf, pages, texts
        self._data = data  # PDFium reads on in it as long as the document is open
        self._turned: dict[int, tuple[float, float, float, float, float, float]] = {}
        self._doubled: dict[int, list[int]] = {}
        self._sides = [ctypes.c_double() for _ in range(4)]
        self.pieces: dict[int, list[Piece]] = {}

    def boxes(self, page: int, start: int, end: int) -> list[Box]:
        """One box for each run of characters that PDFium sees as one: a line of text, or less."""
        if page not in self.pieces:
            return self._boxes(page, start, end)
        boxes = []
        for at, there, size in self.pieces[page]:
            low, high = max(start, at), min(end, at + size)
            if low < high:
                boxes += self._boxes(page, low - at + there, high - at + there)
        return boxes

    def _boxes(self, page: int, start: int, end: int) -> list[Box]:
        import pypdfium2_raw as raw

        _, textpage = self._pages[page]
        if not textpage:
            return []
        if beyond := self._beyond(page):  # PDFium counts in UTF-16
            start, end = start + bisect_left(beyond, start), end + bisect_left(beyond, end)
        first = raw.FPDFText_GetCharIndexFromTextIndex(textpage, start)
        last = raw.FPDFText_GetCharIndexFromTextIndex(textpage, end - 1)
        if first < 0 or last < first:
            return []
        a, b, c, d, e, f = self._turned.get(page) or self._turn(page)
        left, top, right, bottom = self._sides
        boxes = []
        for index in range(raw.FPDFText_CountRects(textpage, first, last - first + 1)):
            if raw.FPDFText_GetRect(textpage, index, left, top, right, bottom):
                x, y, far_x, far_y = left.value, top.value, right.value, bottom.value
                x0, x1 = a * x + c * y + e, a * far_x + c * far_y + e
                y0, y1 = b * x + d * y + f, b * far_x + d * far_y + f
                boxes.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
        return boxes

    def confidence(self, page: int, start: int, end: int) -> float | None:
        """None: the text is the PDF's own."""
        return None

    def _beyond(self, page: int) -> list[int]:
        """Where on a page the characters stand that UTF-16 counts twice."""
        if page not in self._doubled:
            text = self._texts[page]
            self._doubled[page] = [] if text.isascii() else [m.start() for m in _DOUBLED.finditer(text)]
        return self._doubled[page]

    def _turn(self, number: int) -> tuple[float, float, float, float, float, float]:
        self._turned[number] = as_seen(self._pages[number][0])
        return self._turned[number]

    def close_pages(self, *, but: int = 0) -> None:
        """Close the pages, but for the last few, and leave the document open."""
        import pypdfium2_raw as raw

        while len(self._pages) > but:
            page, textpage = self._pages.pop(0)
            if textpage:
                raw.FPDFText_ClosePage(textpage)
            if page:
                raw.FPDF_ClosePage(page)

    def close(self) -> None:
        """Close the pages and the document; the letters of a file share it, and any of them may be the last."""
        import pypdfium2_raw as raw

        self.close_pages()
        if self._pdf:
            raw.FPDF_CloseDocument(self._pdf)
            self._pdf = None


class PlumberLayout:
    """pdfplumber's pages: for each, the character behind every position of its text (None where it put a space).

    `corners` are the pages' top left corners: where a page is cropped, characters are placed on what it was cropped
    from.
    """

    def __init__(
        self,
        pages: Sequence[Sequence[dict[str, Any] | None]],
        corners: Sequence[tuple[float, float]],
    ) -> None:
        self._pages, self._corners = pages, corners

    def boxes(self, page: int, start: int, end: int) -> list[Box]:
        """A box for each character."""
        left, top = self._corners[page]
        return [
            (char["x0"] - left, char["top"] - top, char["x1"] - left, char["bottom"] - top)
            for char in self._pages[page][start:end]
            if char is not None
        ]

    def confidence(self, page: int, start: int, end: int) -> float | None:
        """None: the text is the PDF's own."""
        return None

    def close(self) -> None:
        """Nothing is open."""
