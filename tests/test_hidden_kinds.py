"""Text that is cut off, too small, of its ground's colour, clear, or under pictures and pens: a table of each kind."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from reportlab.pdfgen.canvas import Canvas
from tiny_picture import dot

from imrcli.ingest import ingest, integrity, pdfium
from imrcli.ingest.hidden.screen import drawn
from imrcli.ingest.hidden.signs import File
from imrcli.ingest.integrity import Looked

LINE = "Employee: Jacqueline Testperson of Anytown"
T = f"BT /F1 12 Tf 72 620 Td ({LINE}) Tj ET"
BOX = "60 610 400 22 re f"
PICTURE = "q 400 0 0 22 60 610 cm /Im Do Q"
PEN = "60 622 m 460 622 l S"
FIRST = "BT /F1 12 Tf 72 700 Td (A letter on the request for treatment, its first line.) Tj ET"
LAST = "BT /F1 12 Tf 72 560 Td (Another line of it, which ends the page.) Tj ET"
SAMPLES = Path(__file__).parent.parent / "samples"
EDGES = (0.0, 0.0, 612.0, 792.0)


def sized(size: str, matrix: str = "1 0 0 1 72 620") -> str:
    return f"BT /F1 {size} Tf {matrix} Tm ({LINE}) Tj ET"


NOT_SEEN = {
    "clipped elsewhere": f"q 300 100 50 50 re W n {T} Q",
    "clipped above": f"q 60 632 400 20 re W n {T} Q",
    "clipped to its left part": f"q 60 600 72 40 re W n {T} Q",
    "clipped to nothing": f"q 0 0 0 0 re W n {T} Q",
    "clipped to a hairline": f"q 60 625 400 0.01 re W n {T} Q",
    "clipped by two boxes that do not meet": f"q 60 610 40 20 re W n 300 610 40 20 re W n {T} Q",
    "clipped to a triangle": f"q 300 300 m 350 300 l 325 350 l h W* n {T} Q",
    "clipped to a scaled box": f"q 0.1 0 0 0.1 0 0 cm 0 0 100 100 re W n 10 0 0 10 0 0 cm {T} Q",
    "clipped to a letter": f"q BT 7 Tr /F1 12 Tf 300 300 Td (X) Tj ET 0 Tr {T} Q",
    "clipped after a clipped line": f"q 60 650 400 20 re W n BT /F1 12 Tf 72 655 Td (A cell) Tj ET {T} Q",
    "of half a point": sized("0.5"),
    "of nine tenths of a point": sized("0.9"),
    "made small by its matrix": sized("12", "0.01 0 0 0.01 72 620"),
    "made low": sized("12", "1 0 0 0.001 72 620"),
    "made a line": sized("12", "1 0 0 0 72 620"),
    "made small by the page's matrix": f"q 0.05 0 0 0.05 72 620 cm BT /F1 12 Tf ({LINE}) Tj ET Q",
    "squeezed": f"BT 1 Tz /F1 12 Tf 72 620 Td ({LINE}) Tj 100 Tz ET",
    "small and turned": sized("0.25", "0.7 0.7 -0.7 0.7 72 620"),
    "on a curve of its colour": f"0 0 0.7 rg 40 600 m 40 660 500 660 500 600 c h f {T} 0 g",
    "on a pen's line of its colour": f"24 w 0.5 G {PEN} 0.5 g {T} 0 g 1 w",
    "on a picture of its colour": f"{PICTURE} 0.353 g {T} 0 g",
    "in white outlines": f"1 G 1 Tr {T} 0 Tr 0 G",
    "in clear outlines": f"q /Clear gs 0 0 1 RG 1 Tr {T} Q",
    "clear on a box": f"q 0 0 1 rg {BOX} /Clear gs 0 g {T} Q",
    "under a pen": f"{T} 20 w 0 G {PEN} 1 w",
    "under a white pen": f"{T} 15 w 1 G 72 624 m 400 624 l S 1 w",
    "under a scaled pen": f"{T} q 10 0 0 10 0 0 cm 2 w 0 G 6 62.2 m 46 62.2 l S Q",
    "under a pen's curve": f"{T} 25 w 0 G 60 620 m 160 640 360 600 460 622 c S 1 w",
    "under a picture in the content": f"{T} q 400 0 0 22 60 610 cm BI /W 1 /H 1 /CS /G /BPC 8 ID Z EI Q",
    "under two pictures": f"{T} q 200 0 0 22 60 610 cm /Im Do Q q 200 0 0 22 260 610 cm /Im Do Q",
    "under a box with an outline": f"{T} 1 g 60 610 400 22 re B 0 g",
}
SEEN = {
    "plain": T,
    "in a cell": f"q 60 610 400 20 re W n {T} Q",
    "clipped to its feet": f"q 60 619 400 15 re W n {T} Q",
    "clipped to two rows": f"q 60 610 400 20 re 60 500 400 20 re W n {T} Q",
    "clipped to a curve around it": f"q 60 500 m 60 750 500 750 500 500 c h W n {T} Q",
    "behind a clip that has ended": f"q 0 0 10 10 re W n Q {T}",
    "in a cell of a page upside down": f"q 1 0 0 -1 0 792 cm 60 160 400 20 re W n {sized('12', '1 0 0 -1 72 172')} Q",
    "of two points": sized("2"),
    "of one unit in twelve": sized("1", "12 0 0 12 72 620"),
    "of fifty in a quarter": f"q .24 0 0 -.24 0 792 cm {sized('50', '1 0 0 -1 300 717')} Q",
    "narrow": f"BT 50 Tz /F1 12 Tf 72 620 Td ({LINE}) Tj 100 Tz ET",
    "white on a pen's line": f"20 w 0 0 1 RG {PEN} 1 g {T} 0 g 1 w",
    "white on a picture": f"{PICTURE} 1 g {T} 0 g",
    "in outlines": f"0 0 1 RG 1 Tr {T} 0 Tr 0 G",
    "under a clear box": f"{T} q /Clear gs {BOX} Q",
    "beside a picture": f"{T} q 100 0 0 22 460 610 cm /Im Do Q",
    "under a picture that is clipped away": f"{T} q 0 0 10 10 re W n 400 0 0 22 60 610 cm /Im Do Q Q",
    "struck out by a pen": f"{T} 1 w 60 624 m 460 624 l S",
    "over a thick line": f"{T} 4 w 60 612 m 460 612 l S 1 w",
    "in a thick frame": f"{T} 5 w 50 600 m 470 600 l 470 640 l 50 640 l s 1 w",
}


def page(content: str) -> bytes:
    """A page with two lines, and what is drawn between them."""
    pdf = Pdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    resources = Dictionary(
        Font=Dictionary(F1=font),
        ExtGState=Dictionary(Clear=Dictionary(ca=0, CA=0)),
        XObject=Dictionary(Im=dot(pdf, 90)),
    )
    if "gs" not in content:  # a file that can let nothing through
        del resources.ExtGState
    contents = Stream(pdf, f"{FIRST} {content} {LAST}".encode())
    one = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 612, 792]), Resources=resources, Contents=contents)
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(one)))
    data = io.BytesIO()
    pdf.save(data)
    return data.getvalue()


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("content", NOT_SEEN.values(), ids=NOT_SEEN)
def test_what_is_not_seen_is_not_said(content: str, reader: str) -> None:
    data = page(content)
    document = ingest(data, reader="pdfium" if reader == "pdfium" else "pdfplumber")
    assert "Testperson" not in document.text
    assert "first line" in document.text
    assert "ends the page" in document.text
    assert [code for code, _ in document.notes] == ["hidden-text"]


@pytest.mark.parametrize("content", SEEN.values(), ids=SEEN)
def test_what_is_seen_is_said(content: str) -> None:
    document = ingest(page(content))
    assert "Testperson" in document.text
    assert "hidden-text" not in [code for code, _ in document.notes]


@pytest.mark.parametrize("name", ["clipped elsewhere", "of half a point", "under a picture in the content"])
def test_who_must_look_is_shown_it(name: str) -> None:
    document = ingest(page(NOT_SEEN[name]), hidden="include")
    assert "Testperson" in document.text
    assert [code for code, _ in document.notes] == []


def scan(layer: str) -> bytes:
    """A scan of a line, with an OCR layer."""
    picture = pypdfium2.PdfDocument(page(""))[0].render(scale=2).to_pil().convert("L")
    pdf = Pdf.open(io.BytesIO(page("")))
    resources = pdf.pages[0].Resources
    resources.XObject.Im = Stream(
        pdf,
        picture.tobytes(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    pdf.pages[0].Contents = Stream(pdf, f"q 612 0 0 792 0 0 cm /Im Do Q 3 Tr {layer}".encode())
    data = io.BytesIO()
    pdf.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    "layer",
    [
        FIRST,
        FIRST.replace("72 700", "75 697"),
        FIRST.replace("72 700", "70 702"),
        FIRST.replace("/F1 12 Tf 72 700 Td", "/F1 1 Tf 11.5 0 0 12 72 700 Tm"),
        FIRST.replace("/F1 12", "97 Tz /F1 12.5"),
        FIRST.replace("first", "f1rst").replace("line.", "1ine."),
    ],
)
def test_a_layer_that_is_a_little_off_its_scan_is_read_whole(layer: str) -> None:
    document = ingest(scan(layer), ocr="never")
    assert " ".join(document.text.split()) == layer[layer.index("(") + 1 : layer.index(")")]
    assert "hidden-text" not in [code for code, _ in document.notes]


def test_pages_of_samples_are_told_by_their_own_operators() -> None:
    for sample in sorted(SAMPLES.glob("*.pdf")):
        with pikepdf.open(sample) as pdf:
            count = len(pdf.pages)
            plain = io.BytesIO()
            pdf.save(plain, encryption=False)
        looked = Looked()
        integrity.check(plain.getvalue(), looked)
        file = File(looked)
        contents = [file.content(index) for index in range(count)]
        assert all(content is not None and drawn(content, EDGES, plain_spaces=True) for content in contents), (
            sample.name
        )


@pytest.mark.parametrize(
    ("content", "plain"),
    [
        (f"{FIRST} {T} {LAST}", True),
        (f"0.9 g {BOX} 0 g {T}", True),
        (f"{T} 60 610 300 0.5 re f {LAST}", True),
        (f"{T} {PICTURE} {LAST}", True),
        (f"1 g {T}", False),
        (f"0 g {BOX} {T}", False),
        (f"3 Tr {T}", False),
        (f"{T} /Pattern cs /P1 scn {LAST}", False),
        (f"q 0.05 0 0 0.05 0 0 cm {T} Q {LAST}", False),
        (f"{T} q 400 0 0 22 60 610 cm BI /W 1 /H 1 /CS /G /BPC 8 ID Z EI Q", False),
        (f"{T} % a note\n0 g {BOX}", False),
    ],
)
def test_what_is_plain(content: str, plain: bool) -> None:
    assert (drawn(content.encode(), EDGES, plain_spaces=True) is not None) is plain


@pytest.mark.parametrize("unit", [72.0, 10.0, 3.0, 0.1, 0.01])
@pytest.mark.parametrize("boxed", [False, True])
def test_a_page_that_is_measured_in_other_units(unit: float, boxed: bool) -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(612 / unit, 792 / unit), invariant=True)
    canvas.setFont("Helvetica", 10 / unit)
    for y, words in ((700, "The first line of a letter on a request for treatment."), (620, "Employee: Jacqueline")):
        canvas.drawString(30 / unit, y / unit, words)
    if boxed:
        canvas.rect(76 / unit, 616 / unit, 100 / unit, 16 / unit, stroke=0, fill=1)
    canvas.drawString(30 / unit, 20 / unit, "Its last line.")
    canvas.save()
    with pikepdf.open(data) as pdf:
        pdf.pages[0].UserUnit = unit
        out = io.BytesIO()
        pdf.save(out)
    pages = pdfium.read(out.getvalue())
    assert ("Jacqueline" in pages.texts[0]) != boxed
    assert "Employee:" in pages.texts[0]
    assert "Its last line." in pages.texts[0]
    assert [code for code, _ in pages.notes] == ["hidden-text"] * boxed
