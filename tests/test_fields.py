"""Values that fields of a form, stamps and typed notes show are read where they stand on the page."""

from __future__ import annotations

import io
from typing import Any, NamedTuple

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from reportlab.pdfgen.canvas import Canvas

from imrcli.ingest import ingest
from imrcli.show.pictures import pictures

HIDDEN, NO_VIEW, PRINTED = 2, 32, 4


class Field(NamedTuple):
    """An annotation that shows text: its corner, what it says, how."""

    x: float
    y: float
    says: str
    flags: int = PRINTED
    subtype: str = "/Widget"
    look: bool = True


PRINTS = (
    (72, 720, "A letter on the request for treatment, its first line."),
    (72, 600, "Case Number:"),
    (320, 600, "Date of Injury:"),
    (72, 580, "UR Denial Date:"),
    (72, 540, "The last line of the page, which has no field."),
)


def page(*fields: Field, turned: int = 0, crop: bool = False) -> bytes:
    """A page with some labels, and fields beside them; `turned` on its side, or `crop`ped."""
    data = io.BytesIO()
    canvas = Canvas(data, invariant=True)
    for x, y, words in PRINTS:
        canvas.drawString(x, y, words)
    canvas.save()
    with pikepdf.open(data) as pdf:
        font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        fonts = Dictionary(Font=Dictionary(Helv=font))
        made = []
        for number, field in enumerate(fields):
            box = Array([field.x, field.y - 4, field.x + 100, field.y + 12])
            appearance = pikepdf.String("/Helv 10 Tf 0 g")
            made.append(
                Dictionary(Type=Name.Annot, Subtype=Name(field.subtype), Rect=box, F=field.flags, DA=appearance)
            )
            if field.subtype == "/Widget":
                made[-1].FT, made[-1].T, made[-1].V = Name.Tx, pikepdf.String(f"field {number}"), field.says
            else:
                made[-1].Contents = field.says
            if field.look:
                content = f"q BT /Helv 10 Tf 0 g 2 4 Td ({field.says}) Tj ET Q".encode()
                made[-1].AP = Dictionary(
                    N=pdf.make_indirect(
                        Stream(
                            pdf,
                            content,
                            Type=Name.XObject,
                            Subtype=Name.Form,
                            BBox=Array([0, 0, 100, 16]),
                            Resources=fonts,
                        )
                    )
                )
        first = pdf.pages[0]
        first.Annots = Array([pdf.make_indirect(field) for field in made])
        widgets = [field for field in first.Annots if field.Subtype == Name.Widget]
        if widgets:
            pdf.Root.AcroForm = Dictionary(Fields=Array(widgets), DR=fonts, DA=pikepdf.String("/Helv 10 Tf 0 g"))
        if turned:
            first.Rotate = turned
        if crop:
            first.CropBox = Array([50, 400, 500, 760])
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


NUMBER, INJURY, DENIAL = Field(156, 600, "CM14-0012345"), Field(405, 600, "11/02/2012"), Field(165, 580, "03/04/2014")
FILLED = ["Case Number: CM14-0012345 Date of Injury: 11/02/2012", "UR Denial Date: 03/04/2014"]
BARE = ["Case Number: Date of Injury:", "UR Denial Date:"]
TYPED = tuple(field._replace(subtype="/FreeText") for field in (NUMBER, INJURY, DENIAL))


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        ((NUMBER, INJURY, DENIAL), FILLED),
        ((DENIAL, INJURY, NUMBER), FILLED),
        (TYPED, FILLED),
        (tuple(field._replace(subtype="/Stamp") for field in TYPED), FILLED),
        (tuple(field._replace(look=False) for field in (NUMBER, INJURY, DENIAL)), FILLED),
        (tuple(field._replace(look=False) for field in TYPED), FILLED),
        (tuple(field._replace(flags=HIDDEN) for field in (NUMBER, INJURY, DENIAL)), BARE),
        (tuple(field._replace(flags=NO_VIEW) for field in (NUMBER, INJURY, DENIAL)), BARE),
        ((NUMBER, INJURY._replace(flags=HIDDEN), DENIAL), [FILLED[0][:-11], FILLED[1]]),
        ((Field(20, 580, "No:"),), [BARE[0], "No: " + BARE[1]]),
        ((Field(72, 560, "Standing alone"),), [*BARE, "Standing alone"]),
        ((Field(72, 760, "At the head"),), BARE),
        ((NUMBER, Field(230, 600, "(again)")), ["Case Number: CM14-0012345 (again) Date of Injury:", BARE[1]]),
    ],
)
@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
def test_a_field_is_read_where_it_stands(fields: tuple[Field, ...], lines: list[str], reader: Any) -> None:
    document = ingest(page(*fields), reader=reader)
    read = [" ".join(line.split()) for line in document.text.splitlines()]
    read = [line for line in read if line]
    at = 2 if read[0] == "At the head" else 1
    assert read[at : at + len(lines)] == lines
    assert read[-1] == PRINTS[-1][2]
    assert document.notes == ()


@pytest.mark.parametrize("crop", [False, True])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_its_box_is_where_it_is_seen(turned: int, crop: bool) -> None:
    document = ingest(page(NUMBER, INJURY, DENIAL, turned=turned, crop=crop), layout=True)
    assert document.layout is not None
    at = document.text.index("11/02/2012")
    (box,) = document.layout.boxes(0, at, at + 10)
    document.layout.close()
    left, bottom, right, top = (50.0, 400.0, 500.0, 760.0) if crop else (0.0, 0.0, 595.28, 841.89)
    x0, y0, x1, y1 = 408.0, 599.8, 456.6, 607.4  # of the glyphs, in the page's own points
    expected = {
        0: (x0 - left, top - y1, x1 - left, top - y0),
        90: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
        180: (right - x1, y0 - bottom, right - x0, y1 - bottom),
        270: (top - y1, right - x1, top - y0, right - x0),
    }[turned]
    assert box == pytest.approx(expected, abs=0.3)


def test_it_is_shown() -> None:
    (picture,) = pictures(page(NUMBER, INJURY._replace(flags=HIDDEN)))
    words = " ".join(line.text for line in picture.lines)
    assert "CM14-0012345" in words
    assert "11/02/2012" not in words


def test_a_field_that_is_covered_is_not_read() -> None:
    with pikepdf.open(io.BytesIO(page(NUMBER, INJURY))) as pdf:
        box = Array([400, 590, 520, 615])
        mark = Dictionary(Type=Name.Annot, Subtype=Name.Redact, Rect=box)
        pdf.pages[0].Annots.append(pdf.make_indirect(mark))
        data = io.BytesIO()
        pdf.save(data)
    document = ingest(data.getvalue())
    assert "CM14-0012345" in document.text
    assert "11/02/2012" not in document.text
    assert [code for code, _ in document.notes] == ["hidden-text"]
