"""What the check for damage must know of the PDF format (ISO 32000-2): where a file's objects are, how streams are packed.

No general parser of PDFs; PDFium is that. These functions take bytes that can be anything, and raise `Unreadable` and `Unknown` alone.
"""

from __future__ import annotations


class Unreadable(Exception):
    """A part of a PDF that does not follow the format."""


class Unknown(Exception):
    """An encryption that cannot be undone here."""
