"""The same words at the same place are one: a text layer beside an OCR layer, two OCR layers, a text printed again."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from typing import Any, NamedTuple

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from imrcli.ingest import ingest

LINES = (
    "Case Number: CM14-0087215",
    "Decision Date: 09/18/2014 UR Denial Date: 05/27/2014",
    "The injured worker is a 54 year old male delivery driver who slipped from a lift gate.",
    "He has been treated for chronic low back pain and a lumbar disc bulge, and has had",
    "two courses of supervised exercise and a trial of acupuncture for the lower back.",
    "1. Tramadol ER 150mg #60 is not medically necessary and appropriate.",
    "The claims administrator based its decision on the guideline for chronic pain.",
    "2. Omeprazole 20mg #60 is medically necessary and appropriate.",
)
MISREAD = str.maketrans({"l": "1", "O": "0", "e": "c", "m": "rn", "S": "5", "h": "b"})
TOP, STEP, PRINT, SIZE = 740.0, 13.5, "Times-Roman", 10


class Layer(NamedTuple):
    """A text over a page: how far off it is, how much larger and how many degrees askew, in words or in lines, and
    how often it misreads a character; of PDF's text rendering mode 3, which shows nothing, or 0.
    """

    shift: tuple[float, float] = (0.0, 0.0)
    scale: float = 1.0
    askew: float = 0.0
    words: bool = False
    misread: float = 0.0
    mode: int = 3


def laid(canvas: Canvas, layer: Layer, lines: Sequence[str] = LINES) -> None:
    dice = random.Random(1)
    canvas.saveState()
    canvas.translate(306, 396)
    canvas.rotate(layer.askew)
    canvas.translate(-306, -396)
    for number, line in enumerate(lines):
        x, y = 72.0, TOP - STEP * number
        for part in line.split() if layer.words else [line]:
            width = stringWidth(part, PRINT, SIZE) * layer.scale
            read = "".join(sign.translate(MISREAD) if dice.random() < layer.misread else sign for sign in part)
            text = canvas.beginText()
            text.setTextRenderMode(layer.mode)
            text.setFont("Helvetica" if layer.mode else PRINT, SIZE)
            if layer.mode and read:
                text.setHorizScale(100 * width / stringWidth(read, "Helvetica", SIZE))
            text.setTextOrigin(
                72 + (x - 72) * layer.scale + layer.shift[0], 750 + (y - 750) * layer.scale + layer.shift[1]
            )
            text.textOut(read)
            canvas.drawText(text)
            x += stringWidth(part + " ", PRINT, SIZE)
    canvas.restoreState()


def page(printed: Sequence[str], scanned: Sequence[str], *layers: Layer, first: bool = False) -> bytes:
    """A page with some printed and some scanned lines, and layers over them, or the `first` under them."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(612, 792), invariant=True)
    if any(scanned):
        canvas.drawImage(ImageReader(picture(scanned)), 0, 0, 612, 792)
    if first:
        laid(canvas, layers[0])
    laid(canvas, Layer(mode=0), printed)
    for layer in layers[first:]:
        laid(canvas, layer)
    canvas.save()
    return data.getvalue()


def picture(lines: Sequence[str]) -> Image.Image:
    import pypdfium2

    return pypdfium2.PdfDocument(page(lines, ()))[0].render(scale=1.5).to_pil().convert("L")


def read(data: bytes, reader: Any = "auto") -> tuple[list[str], list[str]]:
    document = ingest(data, reader=reader, ocr="never")
    lines = [" ".join(line.split()) for line in document.text.splitlines()]
    return [line for line in lines if line], [code for code, _ in document.notes]


NONE = ("",) * len(LINES)
UPPER = (*LINES[:4], *NONE[4:])
LOWER = (*NONE[:4], *LINES[4:])
LAYERS = [
    Layer(),
    Layer(shift=(5, -4)),
    Layer(shift=(0, 6)),
    Layer(shift=(-6, 5), words=True, misread=0.1),
    Layer(scale=1.02),
    Layer(scale=0.975, words=True),
    Layer(askew=0.7),
    Layer(askew=-1.5, words=True, misread=0.05),
    Layer(misread=0.3, words=True),
    Layer(misread=0.1),
]


@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_beside_the_text(layer: Layer, first: bool) -> None:
    assert read(page(LINES, (), layer, first=first)) == (list(LINES), ["hidden-text"])


@pytest.mark.parametrize("layer", [Layer(mode=0), Layer((0.4, 0.0), mode=0), Layer((0.3, 0.2), words=True, mode=0)])
def test_a_text_that_is_printed_again(layer: Layer) -> None:
    data = page(LINES, (), layer)
    assert read(data) == (list(LINES), ["hidden-text"])
    assert read(data, "pdfplumber")[1] == ["hidden-text"]
    assert ingest(data, hidden="include").text.count("Omeprazole") == 2


@pytest.mark.parametrize("layer", [Layer((1, 1), words=True), Layer((1, 0)), Layer((2, -1), words=True)])
def test_a_page_that_is_printed_and_scanned(layer: Layer) -> None:
    assert read(page(UPPER, LOWER, layer))[0] == list(LINES)


@pytest.mark.parametrize("again", [Layer((2, 1), words=True), Layer((1, -1)), Layer((-1, 2), words=True, misread=0.05)])
def test_a_scan_with_two_layers(again: Layer) -> None:
    assert read(page((), LINES, Layer(), again)) == (list(LINES), ["hidden-text"])


@pytest.mark.parametrize("layer", [Layer(), Layer((2, 1), words=True), Layer(scale=1.01)])
def test_a_layer_alone_is_read_whole(layer: Layer) -> None:
    assert read(page((), LINES, layer)) == (list(LINES), [])


def test_lines_that_are_printed_at_several_places_are_all_said() -> None:
    lines = ["The request was not found to be medically necessary.", *LINES[:3]] * 3
    assert read(page(lines, ())) == (lines, [])
