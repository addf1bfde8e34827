"""What the check for damage must know of the PDF format (ISO 32000-2). No general parser of PDFs: PDFium is that."""

from __future__ import annotations


class Unreadable(ValueError):
    """A part of a PDF that does not follow the format."""


class TooMuch(Exception):
    """More than is checked: objects, or what streams unpack to."""
