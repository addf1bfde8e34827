"""An open PDF as PDFium saves it."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2_raw as raw


def saved(pdf: Any) -> bytes | None:
    """An open PDF as a file, without its encryption, which PDFium does not write; None where it cannot be written."""
    parts: list[bytes] = []

    def keep(_: Any, start: Any, size: int) -> int:
        parts.append(ctypes.string_at(start, size))
        return 1

    writer = raw.FPDF_FILEWRITE(version=1)
    writer.WriteBlock = type(writer.WriteBlock)(keep)
    done = raw.FPDF_SaveAsCopy(pdf, ctypes.byref(writer), raw.FPDF_REMOVE_SECURITY)
    return b"".join(parts) if done else None
