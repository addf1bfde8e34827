"""What a page shows is read, wherever in the file it comes from, and what it does not show is not."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from reportlab.pdfgen.canvas import Canvas
from tiny_picture import dot

from imrcli.ingest import ingest

SECRET = "Jacqueline Testperson"
LINE = f"Employee: {SECRET} of Anytown"
AT = 620
"""Where the line stands, in points from the foot of the page."""
TEXT = f"BT /F1 12 Tf 72 {AT} Td ({LINE}) Tj ET"
BOX = f"130 {AT - 4} 124 16 re f"

Change = Callable[[Pdf], None]


def _page() -> Pdf:
    """A page with two lines, and a font."""
    data = io.BytesIO()
    canvas = Canvas(data, invariant=True)
    canvas.drawString(72, 700, "A letter on the request for treatment, its first line.")
    canvas.drawString(72, 560, "Another line of it, which ends the page.")
    canvas.save()
    pdf = pikepdf.open(data)
    pdf.pages[0].Resources.ExtGState = Dictionary(
        Clear=Dictionary(ca=0, CA=0), Half=Dictionary(ca=0.5), Multiply=Dictionary(BM=Name.Multiply)
    )
    return pdf


def _saved(pdf: Pdf) -> bytes:
    data = io.BytesIO()
    pdf.save(data)
    return data.getvalue()


def _draws(content: str) -> Change:
    """A page that draws something more."""

    def change(pdf: Pdf) -> None:
        pdf.pages[0].contents_add(f"q {content} Q".encode())

    return change


def _form(pdf: Pdf, content: str, **more: Any) -> Stream:
    resources = pdf.pages[0].Resources
    own = Dictionary(Font=resources.Font, ExtGState=resources.ExtGState)
    if "XObject" in resources:
        own.XObject = resources.XObject
    return pdf.make_indirect(
        Stream(
            pdf,
            content.encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            Resources=own,
            **{"BBox": Array([0, 0, 612, 792]), **more},
        )
    )


def _in_a_form(inner: str, outer: str = "/Fm Do", off: bool = False, **more: Any) -> Change:
    """A page that draws a form; with `off` on a layer that is switched off."""

    def change(pdf: Pdf) -> None:
        if off:
            layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Layer"))
            pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
            more["OC"] = layer
        form = _form(pdf, inner, **more)
        pdf.pages[0].Resources.XObject = Dictionary(Fm=form)
        pdf.pages[0].contents_add(f"q {outer} Q".encode())

    return change


def _under_a_picture(mask: int | None) -> Change:
    """A line under a grey picture whose soft mask has one value."""

    def change(pdf: Pdf) -> None:
        more = {} if mask is None else {"SMask": dot(pdf, mask)}
        pdf.pages[0].Resources.XObject = Dictionary(Im=dot(pdf, 128, **more))
        pdf.pages[0].contents_add(f"{TEXT} q 124 0 0 16 130 {AT - 4} cm /Im Do Q".encode())

    return change


def _annotated(subtype: str, look: str | None, state: str = "", **more: Any) -> Change:
    """A line with an annotation over its name, drawn as `look` says."""

    def change(pdf: Pdf) -> None:
        pdf.pages[0].contents_add(TEXT.encode())
        annotation = Dictionary(
            Type=Name.Annot, Subtype=Name(subtype), Rect=Array([130, AT - 4, 254, AT + 12]), F=4, **more
        )
        if look is not None:
            form = _form(pdf, f"{state} {look}", Group=Dictionary(S=Name.Transparency))
            form.BBox = Array([0, 0, 124, 16])
            annotation.AP = Dictionary(N=form)
        pdf.pages[0].Annots = Array([pdf.make_indirect(annotation)])

    return change


def _turned_page(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(TEXT.encode())
    pdf.pages[0].Rotate = 90


def _in_a_drawn_font(pdf: Pdf) -> None:
    """A line in a font whose glyphs are drawn by the page's own operators (Type 3)."""
    codes = sorted(set(LINE.encode()))
    glyph = pdf.make_indirect(Stream(pdf, b"500 0 0 0 450 700 d1 0 0 450 700 re f"))
    names = {code: f"/g{code}" for code in codes}
    cmap = "\n".join(f"<{code:02x}> <{code:04x}>" for code in codes)
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 500, 700]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(dict.fromkeys(names.values(), glyph)),
        Encoding=Dictionary(Differences=Array([v for code in codes for v in (code, Name(names[code]))])),
        FirstChar=0,
        LastChar=127,
        Widths=Array([500] * 128),
        Resources=Dictionary(),
        ToUnicode=pdf.make_indirect(
            Stream(
                pdf,
                (
                    "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
                    f"{len(codes)} beginbfchar {cmap} endbfchar endcmap end"
                ).encode(),
            )
        ),
    )
    pdf.pages[0].Resources.Font.T3 = pdf.make_indirect(font)
    pdf.pages[0].contents_add(f"BT /T3 12 Tf 72 {AT} Td ({LINE}) Tj ET".encode())


SEEN: dict[str, Change] = {
    "plain": _draws(TEXT),
    "half transparent": _draws(f"/Half gs {TEXT}"),
    "white on a coloured head": _draws(f"0 0 0.6 rg 60 {AT - 6} 400 20 re f 1 g {TEXT}"),
    "in a grey cell": _draws(f"0.9 g 60 {AT - 6} 400 20 re f 0 g {TEXT}"),
    "multiplied by a colour drawn later": _draws(f"{TEXT} /Multiply gs 1 1 0 rg {BOX}"),
    "struck out": _draws(f"{TEXT} 130 {AT + 4} 124 1 re f"),
    "a picture through its letters": _draws(
        f"BT 7 Tr /F1 12 Tf 72 {AT} Td ({LINE}) Tj ET 0.2 g 60 {AT - 6} 400 20 re f"
    ),
    "stroked": _draws(f"1 Tr {TEXT}"),
    "on a turned page": _turned_page,
    "in a drawn font": _in_a_drawn_font,
    "in a form": _in_a_form(TEXT),
    "in a form in half its size": _in_a_form(
        f"BT /F1 24 Tf 144 {2 * AT} Td ({LINE}) Tj ET", "0.5 0 0 0.5 0 0 cm /Fm Do", BBox=Array([0, 0, 1224, 1584])
    ),
    "white on black in a form": _in_a_form(f"0 g 60 {AT - 6} 400 20 re f 1 g {TEXT}"),
    "before a form elsewhere": _in_a_form("100 100 50 50 re f", f"{TEXT} /Fm Do"),
    "under a picture that is clear": _under_a_picture(0),
    "under a picture that is half clear": _under_a_picture(128),
    "highlighted": _annotated("/Highlight", None, QuadPoints=Array([130, 632, 254, 632, 130, 616, 254, 616])),
    "highlighted, with a look": _annotated("/Highlight", "1 1 0 rg 0 0 124 16 re f", "/Multiply gs"),
    "struck out by an annotation": _annotated("/StrikeOut", "0 7 124 1 re f"),
    "framed by an annotation": _annotated("/Square", "0 0 124 16 re s"),
    "framed by an annotation without a look": _annotated("/Square", None, C=Array([1, 0, 0])),
    "in a thousandth": _draws(f"0.001 0 0 0.001 0 0 cm BT /F1 12000 Tf 72000 {AT}000 Td ({LINE}) Tj ET"),
    "a thousandfold": _draws(f"1000 0 0 1000 0 0 cm BT /F1 0.012 Tf 0.072 {AT / 1000} Td ({LINE}) Tj ET"),
    "in a font of a thousandth of a point": _draws(f"BT /F1 0.001 Tf 12000 0 0 12000 72 {AT} Tm ({LINE}) Tj ET"),
}

NOT_SEEN: dict[str, Change] = {
    "clips nothing": _draws(f"BT 7 Tr /F1 12 Tf 72 {AT} Td ({LINE}) Tj ET"),
    "transparent": _draws(f"/Clear gs {TEXT}"),
    "black in a black cell": _draws(f"0 g 60 {AT - 6} 400 20 re f {TEXT}"),
    "grey on the same grey": _draws(f"0.5 g 60 {AT - 6} 400 20 re f {TEXT}"),
    "invisible in a form": _in_a_form(f"3 Tr {TEXT}"),
    "white in a form": _in_a_form(f"1 g {TEXT}"),
    "covered within a form": _in_a_form(f"{TEXT} {BOX}"),
    "in a form that is covered": _in_a_form(TEXT, f"/Fm Do {BOX}"),
    "covered by a form": _in_a_form(BOX, f"{TEXT} /Fm Do"),
    "in a form that is transparent": _in_a_form(TEXT, "/Clear gs /Fm Do", Group=Dictionary(S=Name.Transparency)),
    "in a form on a layer that is off": _in_a_form(TEXT, off=True),
    "outside of its form": _in_a_form(TEXT, BBox=Array([0, 0, 20, 20])),
    "under a picture": _under_a_picture(None),
    "under a picture that is hardly clear": _under_a_picture(255),
    "under a square": _annotated("/Square", None, IC=Array([0, 0, 0])),
    "under a square with a look": _annotated("/Square", "0 0 124 16 re f"),
    "under a stamp": _annotated("/Stamp", "0 0 124 16 re f"),
    "under a typed note": _annotated("/FreeText", "1 g 0 0 124 16 re f"),
    "marked to be redacted": _annotated("/Redact", "1 0 0 RG 0 0 124 16 re s"),
}


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("change", SEEN.values(), ids=SEEN)
def test_what_is_seen_is_said(change: Change, reader: Any) -> None:
    pdf = _page()
    change(pdf)
    document = ingest(_saved(pdf), reader=reader)
    assert "Testperson" in document.text
    assert "hidden-text" not in [code for code, _ in document.notes]


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("change", NOT_SEEN.values(), ids=NOT_SEEN)
def test_what_is_not_seen_is_not_said(change: Change, reader: Any) -> None:
    pdf = _page()
    change(pdf)
    data = _saved(pdf)
    document = ingest(data, reader=reader)
    assert "Testperson" not in document.text
    assert "first line" in document.text
    assert "ends the page" in document.text
    assert [code for code, _ in document.notes] == ["hidden-text"]
    assert "Testperson" in ingest(data, reader=reader, hidden="include").text
