"""A picture of one grey dot, drawn as large as a page's content says."""

from __future__ import annotations

from typing import Any

from pikepdf import Name, Pdf, Stream


def dot(pdf: Pdf, grey: int, **more: Any) -> Stream:
    """A picture in a PDF's file, from 0 for black to 255 for white; `more` is of its dictionary, as its soft mask."""
    picture = Stream(
        pdf,
        bytes([grey]),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=1,
        Height=1,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
        **more,
    )
    return pdf.make_indirect(picture)
