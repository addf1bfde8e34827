"""The user's choice of what is read by OCR."""

from __future__ import annotations

from typing import Literal

OcrChoice = Literal["auto", "always", "never"]
"""Which pages are read by OCR: those that need it, where there is an engine; every page; none."""
