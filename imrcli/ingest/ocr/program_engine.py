"""The `tesseract` on the path: for where `tesserocr` has no wheel."""

from __future__ import annotations

import io
import os
import re
import subprocess
from statistics import median
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from imrcli.errors import NoOcr
from imrcli.ingest.ocr.words import LEAST_LINE, WELL, Line, Pixels, Word

if TYPE_CHECKING:
    from PIL.Image import Image

_LONGEST = 120
"""Seconds that one picture may take."""

_BOX = re.compile(r"bbox (\d+) (\d+) (\d+) (\d+)")
_BASELINE = re.compile(r"baseline (-?[\d.]+)")
_SURE = re.compile(r"x_w?confs? ([\d.]+)")
_TURN = re.compile(r"^Rotate: (\d+)", re.MULTILINE)


class ProgramEngine:
    """See `imrcli.ingest.ocr.engine.Engine`. `program` is the path of `tesseract`."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._page: list[Line] = []

    def lay_out(self, picture: Image, dpi: int) -> list[float]:
        """Read a picture, keep its lines; returns the slopes of its longer lines."""
        hocr = self._run(picture, dpi, "--psm", "4", "-c", "hocr_char_boxes=1", "hocr")
        self._page, slopes = _read(hocr, LEAST_LINE * picture.width)
        return slopes

    def readable(self, *, upside_down: bool = False) -> bool:
        """Whether the words of the picture that was laid out last were read with confidence; as it lies alone."""
        if upside_down:
            return False
        words = [word.confidence for line in self._page for word in line.words]
        return not words or median(words) > WELL

    def lines(self) -> list[Line]:
        """The lines of the picture that was laid out last."""
        return self._page

    def line(self, picture: Image, dpi: int, *, block: bool = False) -> Line:
        """Read a picture of one line of text; with `block`, it may hold more than the line."""
        lines, _ = _read(self._run(picture, dpi, "--psm", "6" if block else "7", "-c", "hocr_char_boxes=1", "hocr"), 0)
        return Line(tuple(word for line in lines for word in line.words))

    def turned(self, picture: Image, dpi: int) -> int:
        """By how many degrees clockwise a picture must be turned; 0 where that cannot be told."""
        try:
            turn = _TURN.search(self._run(picture, dpi, "--psm", "0", language="osd"))
        except NoOcr:  # the model that tells it is a package of its own
            return 0
        return int(turn.group(1)) % 360 if turn else 0

    def _run(self, picture: Image, dpi: int, *options: str, language: str = "eng") -> str:
        png = io.BytesIO()
        picture.save(png, "PNG", compress_level=1)
        command = [self._program, "-", "-", "-l", language, "--dpi", str(dpi), *options]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            done = subprocess.run(
                command, input=png.getvalue(), capture_output=True, timeout=_LONGEST, env=environment, check=True
            )
        except subprocess.CalledProcessError as error:
            reasons = error.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
            raise NoOcr(None, f"cannot be read by OCR: {self._program}: {reasons[0]}") from None
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NoOcr(None, f"cannot be read by OCR: {self._program}: {error}") from None
        return done.stdout.decode("utf-8", "replace")


def _read(hocr: str, least: float) -> tuple[list[Line], list[float]]:
    """The lines that hOCR tells, and the slopes of those that are at least so many pixels long."""
    lines: list[Line] = []
    slopes: list[float] = []
    body = re.sub(r"<!DOCTYPE[^>]*>", "", hocr, count=1)
    for paragraph in _of_class(ElementTree.fromstring(body), "ocr_par"):
        opens = True
        for printed in paragraph:
            title = printed.get("title", "")
            words = tuple(filter(None, map(_word, _of_class(printed, "ocrx_word"))))
            if not words:
                continue
            lines.append(Line(words, opens))
            opens = False
            left, _, right, _ = _pixels(title)
            slope = _BASELINE.search(title)
            if slope and right - left > least:
                slopes.append(float(slope.group(1)))
    return lines, slopes


def _word(printed: ElementTree.Element) -> Word | None:
    text = "".join("".join(printed.itertext()).split())  # each letter is on a line of its own
    if not text:
        return None
    digits = [
        _sureness(symbol) for symbol in _of_class(printed, "ocrx_cinfo") if "".join(symbol.itertext()).strip().isdigit()
    ]
    return Word(text, _pixels(printed.get("title", "")), _sureness(printed), min(digits, default=1.0))


def _of_class(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [element for element in root.iter() if element.get("class") == name]


def _sureness(printed: ElementTree.Element) -> float:
    sure = _SURE.search(printed.get("title", ""))
    return float(sure.group(1)) / 100 if sure else 0.0


def _pixels(title: str) -> Pixels:
    box = _BOX.search(title)
    left, top, right, bottom = map(int, box.groups()) if box else (0, 0, 0, 0)
    return left, top, right, bottom
