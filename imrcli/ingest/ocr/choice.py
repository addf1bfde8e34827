"""The user's choice of what is read by OCR."""

from __future__ import annotations

from typing import Literal

OcrChoice = Literal["auto", "always", "never"]
"""Which pages are read by OCR: those that need it, where there is an engine; every page; none."""


class OcrDeferred(Exception):  # no failure: what is to be done first
    """A source that was not read because `pages` of it are to be read by OCR, which takes long."""

    def __init__(self, pages: int) -> None:
        super().__init__(pages)
        self.pages = pages
