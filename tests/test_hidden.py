"""Text that no reader of a page sees is not said, and text that is seen is."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.colors import black, grey, lightyellow, white, yellow
from reportlab.pdfgen.canvas import Canvas

import imrcli
from imrcli.ingest import pdfium

SECRET = "Jacqueline Testperson"
AT = 620
"""Where the secret's line stands, in points from the foot of the page."""

Draw = Callable[[Canvas], None]


def page(draw: Draw) -> bytes:
    """A page with some lines, and what is drawn among them."""
    data = io.BytesIO()
    canvas = Canvas(data, invariant=True)
    canvas.drawString(72, 700, "A letter on the request for treatment, its first line.")
    draw(canvas)
    canvas.drawString(72, 560, "Another line of it, which ends the page.")
    canvas.save()
    return data.getvalue()


def written(canvas: Canvas) -> None:
    canvas.drawString(72, AT, f"Employee: {SECRET} of Anytown")


def boxed(canvas: Canvas) -> None:
    written(canvas)
    canvas.setFillColor(black)
    canvas.rect(130, AT - 4, 121, 16, stroke=0, fill=1)


def pasted_over(canvas: Canvas) -> None:
    written(canvas)
    canvas.setFillColor(white)
    canvas.rect(60, AT - 4, 400, 16, stroke=0, fill=1)
    canvas.setFillColor(black)


def in_white(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    written(canvas)
    canvas.setFillColor(black)


def invisible(canvas: Canvas) -> None:
    text = canvas.beginText(72, AT)
    text.setTextRenderMode(3)
    text.textOut(f"Employee: {SECRET} of Anytown")
    text.setTextRenderMode(0)
    canvas.drawText(text)


def off_the_page(canvas: Canvas) -> None:
    canvas.drawString(700, AT, SECRET)


def underlined(canvas: Canvas) -> None:
    written(canvas)
    canvas.rect(72, AT - 3, 300, 1, stroke=0, fill=1)


def framed(canvas: Canvas) -> None:
    written(canvas)
    canvas.rect(60, AT - 6, 400, 20, stroke=1, fill=0)


def on_a_ground(canvas: Canvas) -> None:
    canvas.setFillColor(lightyellow)
    canvas.rect(60, AT - 6, 400, 20, stroke=0, fill=1)
    canvas.setFillColor(black)
    written(canvas)


def white_on_black(canvas: Canvas) -> None:
    canvas.rect(60, AT - 6, 400, 20, stroke=0, fill=1)
    canvas.setFillColor(white)
    written(canvas)
    canvas.setFillColor(black)


def marked(canvas: Canvas) -> None:
    written(canvas)
    canvas.setFillColor(yellow, alpha=0.4)
    canvas.rect(60, AT - 4, 400, 16, stroke=0, fill=1)
    canvas.setFillColor(black, alpha=1)


def in_grey(canvas: Canvas) -> None:
    canvas.setFillColor(grey)
    written(canvas)
    canvas.setFillColor(black)


@pytest.mark.parametrize("draw", [boxed, pasted_over, in_white, invisible, off_the_page])
def test_what_is_not_seen_is_not_said(draw: Draw) -> None:
    data = page(draw)
    (text,), notes = pdfium.read(data).texts, pdfium.read(data).notes
    assert SECRET not in " ".join(text.split())
    assert "Testperson" not in text
    assert "first line" in text
    assert "ends the page" in text
    messages = [message for code, message in notes if code == "hidden-text"]
    assert len(messages) == 1
    assert messages[0].startswith("page 1 has ")
    assert "Testperson" not in messages[0]


@pytest.mark.parametrize("draw", [boxed, pasted_over, in_white, invisible, off_the_page])
def test_who_must_look_is_shown_it(draw: Draw) -> None:
    pages = pdfium.read(page(draw), hidden=True)
    assert "Testperson" in pages.texts[0]
    assert "hidden-text" not in [code for code, _ in pages.notes]


def test_what_stands_beside_a_box_is_said() -> None:
    words = " ".join(pdfium.read(page(boxed)).texts[0].split())
    assert "Employee:" in words
    assert "Anytown" in words


@pytest.mark.parametrize("draw", [written, underlined, framed, on_a_ground, white_on_black, marked, in_grey])
def test_what_is_seen_is_said(draw: Draw) -> None:
    pages = pdfium.read(page(draw))
    assert SECRET in pages.texts[0]
    assert "hidden-text" not in [code for code, _ in pages.notes]


@pytest.mark.parametrize("shown", [True, False])
def test_a_layer_that_is_off_is_not_said(shown: bool) -> None:
    with pikepdf.open(io.BytesIO(page(written))) as pdf:
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Layer"))
        states = pikepdf.Dictionary(OFF=pikepdf.Array([] if shown else [layer]), Order=pikepdf.Array([layer]))
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=states)
        first = pdf.pages[0]
        first.Resources.Properties = pikepdf.Dictionary(MC0=layer)
        first.contents_add(b"/OC /MC0 BDC", prepend=True)
        first.contents_add(b"EMC")
        data = io.BytesIO()
        pdf.save(data)
    read = pdfium.read(data.getvalue() if shown else _with_a_line(data.getvalue()))
    assert ("Testperson" in read.texts[0]) is shown


def _with_a_line(data: bytes) -> bytes:
    """The file with a line that belongs to no layer."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        line = b"BT /F1 12 Tf 72 500 Td (A line of no layer, long enough for a page that is read.) Tj ET"
        pdf.pages[0].contents_add(line)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def test_a_redaction_that_is_only_marked_hides() -> None:
    with pikepdf.open(io.BytesIO(page(written))) as pdf:
        mark = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Redact, Rect=pikepdf.Array([130, AT - 4, 252, AT + 12])
        )
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(mark)])
        data = io.BytesIO()
        pdf.save(data)
    words = " ".join(pdfium.read(data.getvalue()).texts[0].split())
    assert "Testperson" not in words
    assert "Employee:" in words


def test_samples_hide_nothing() -> None:
    for sample in sorted((Path(__file__).parent.parent / "samples").glob("*.pdf")):
        assert "hidden-text" not in [warning.code for warning in imrcli.parse(sample).warnings], sample.name
