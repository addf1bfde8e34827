"""Tesseract in this process, by `tesserocr`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from statistics import median
from typing import TYPE_CHECKING, Any

from imrcli.ingest.ocr.words import LEAST_LINE, WELL, Line, Pixels, Word

if TYPE_CHECKING:
    from PIL.Image import Image

_SAMPLE = 3
"""Inches of a line that are read to see whether it stands upright."""


class TesserocrEngine:
    """See `imrcli.ingest.ocr.engine.Engine`. `data` is the folder of the models."""

    def __init__(self, data: str) -> None:
        import tesserocr

        self._tesserocr: Any = tesserocr
        self._data = data
        # A letter has one column; its table is found as one. Measured beside 3 and 6: see docs/ocr.md.
        self._pages = tesserocr.PyTessBaseAPI(path=data, lang="eng", psm=tesserocr.PSM.SINGLE_COLUMN)
        self._lines: Any = None
        self._picture: Image | None = None
        self._dpi = 0
        self._longest: list[Pixels] = []

    def lay_out(self, picture: Image, dpi: int) -> list[float]:
        """Take a picture to read next; returns the slopes of its longer lines."""
        level = self._tesserocr.RIL.TEXTLINE
        self._picture, self._dpi = picture, dpi
        self._pages.SetImage(picture)
        self._pages.SetSourceResolution(dpi)
        layout = self._pages.AnalyseLayout()
        slopes, boxes = [], []
        while layout is not None:
            baseline = layout.Baseline(level)
            if baseline:
                (x0, y0), (x1, y1) = baseline
                if x1 - x0 > LEAST_LINE * picture.width:
                    slopes.append((y1 - y0) / (x1 - x0))
                    boxes.append(layout.BoundingBox(level))
            if not layout.Next(level):
                break
        self._longest = sorted(boxes, key=lambda box: box[0] - box[2])
        return slopes

    def readable(self, *, upside_down: bool = False) -> bool:
        """Whether the longest line but for a few is read with confidence, as it lies or turned by 180 degrees."""
        if self._picture is None or not self._longest:
            return not upside_down
        left, top, right, bottom = self._longest[len(self._longest) // 4]
        right = min(right, left + _SAMPLE * self._dpi)
        crop = self._picture.crop((left - 4, top - 4, right + 4, bottom + 4))
        if upside_down:
            from PIL import Image

            crop = crop.transpose(Image.Transpose.ROTATE_180)
        sample = self.line(crop, self._dpi)
        if not sample.words:
            return not upside_down
        return median(word.confidence for word in sample.words) > WELL

    def lines(self) -> list[Line]:
        """Read the picture that was laid out last."""
        self._pages.Recognize()
        return list(self._recognised(self._pages))

    def line(self, picture: Image, dpi: int, *, block: bool = False) -> Line:
        """Read a picture of one line of text; with `block`, it may hold more than the line."""
        psm = self._tesserocr.PSM.SINGLE_BLOCK if block else self._tesserocr.PSM.SINGLE_LINE
        if self._lines is None:
            self._lines = self._tesserocr.PyTessBaseAPI(path=self._data, lang="eng", psm=psm)
        self._lines.SetPageSegMode(psm)
        self._lines.SetImage(picture)
        self._lines.SetSourceResolution(dpi)
        self._lines.Recognize()
        return Line(tuple(word for line in self._recognised(self._lines) for word in line.words))

    def turned(self, picture: Image, dpi: int) -> int:
        """By how many degrees clockwise a picture must be turned; 0 where that cannot be told."""
        if not os.path.isfile(os.path.join(self._data, "osd.traineddata")):
            return 0
        with self._tesserocr.PyTessBaseAPI(path=self._data, lang="osd", psm=self._tesserocr.PSM.OSD_ONLY) as looking:
            looking.SetImage(picture)
            looking.SetSourceResolution(dpi)
            seen = looking.DetectOrientationScript()
        return -int(seen["orient_deg"]) % 360 if seen else 0

    def _recognised(self, api: Any) -> Iterator[Line]:
        ril = self._tesserocr.RIL
        results = api.GetIterator()
        if results is None or results.Empty(ril.WORD):  # nothing was recognised
            return
        words: list[Word] = []
        opens = False
        while True:
            if results.IsAtBeginningOf(ril.TEXTLINE):
                if words:
                    yield Line(tuple(words), opens)
                words, opens = [], results.IsAtBeginningOf(ril.PARA)
            word = results.GetUTF8Text(ril.WORD)
            if word and not word.isspace():
                box, sure = results.BoundingBox(ril.WORD), results.Confidence(ril.WORD) / 100
                least = self._least(results) if any(map(str.isdigit, word)) else 1.0
                words.append(Word(word.strip(), box, sure, least))
            if not results.Next(ril.WORD):
                break
        if words:
            yield Line(tuple(words), opens)

    def _least(self, results: Any) -> float:
        """How sure Tesseract is of the digit of a word that it is least sure of."""
        # Symbols are gone through by the iterator itself, which stays within the word and comes back to its start.
        ril = self._tesserocr.RIL
        least = 100.0
        while True:
            symbol = results.GetUTF8Text(ril.SYMBOL)
            if symbol.isdigit():
                least = min(least, results.Confidence(ril.SYMBOL))
            if results.IsAtFinalElement(ril.WORD, ril.SYMBOL) or not results.Next(ril.SYMBOL):
                return least / 100
