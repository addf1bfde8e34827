"""Fields of a form are read as the page shows them, however a program wrote them."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String
from test_fields import BARE, DENIAL, FILLED, INJURY, NUMBER, PRINTS, page

from imrcli.extract.case import _ticked
from imrcli.ingest import ingest

Edit = Callable[[pikepdf.Pdf, Dictionary], None]
"""Changes a field of a file."""


def edited(edit: Edit, **how: int) -> bytes:
    """A page with three fields, each changed."""
    with pikepdf.open(io.BytesIO(page(NUMBER, INJURY, DENIAL))) as pdf:
        for field in pdf.pages[0].Annots:
            edit(pdf, field)
        if turned := how.get("turned"):
            pdf.pages[0].Rotate = turned
        data = io.BytesIO()
        pdf.save(data)
    return data.getvalue()


def look(pdf: pikepdf.Pdf, field: Dictionary, content: str) -> None:
    old = field.AP.N
    field.AP.N = pdf.make_indirect(
        Stream(pdf, content.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=old.BBox, Resources=old.Resources)
    )


def comb(cells: int, *, drawn: bool) -> Edit:
    def edit(pdf: pikepdf.Pdf, field: Dictionary) -> None:
        says = str(field.V)
        field.Ff, field.MaxLen = 1 << 24, cells
        left, low, _, high = map(float, field.Rect)
        field.Rect = Array([left, low, left + 11 * cells, high])
        if not drawn:
            del field.AP
            return
        field.AP.N.BBox = Array([0, 0, 11 * cells, 16])
        shown = "".join(f"1 0 0 1 {11 * cell + 3} 4 Tm ({sign}) Tj " for cell, sign in enumerate(says))
        look(pdf, field, f"/Tx BMC q BT /Helv 10 Tf 0 g {shown} ET Q EMC")

    return edit


def of_a_parent(pdf: pikepdf.Pdf, field: Dictionary) -> None:
    parent = pdf.make_indirect(Dictionary(FT=Name.Tx, T=field.T, V=field.V, DA=field.DA, Kids=Array([field])))
    for key in ("/FT", "/T", "/V", "/DA", "/AP"):
        del field[key]
    field.Parent = parent
    pdf.Root.AcroForm.Fields = Array([*(f for f in pdf.Root.AcroForm.Fields if "/Parent" not in f), parent])


def drawn_by_viewers(content: str) -> Edit:
    def edit(pdf: pikepdf.Pdf, field: Dictionary) -> None:
        pdf.Root.AcroForm.NeedAppearances = True
        look(pdf, field, content)

    return edit


def chosen(pdf: pikepdf.Pdf, field: Dictionary) -> None:
    field.FT, field.Ff, field.Opt = Name.Ch, 1 << 17, Array([String("other"), Array([String("x"), field.V])])
    field.V = String("x")
    del field.AP


def rich(pdf: pikepdf.Pdf, field: Dictionary) -> None:
    field.Ff, field.RV = 1 << 25, String(f"<body><p><b>{field.V}</b></p></body>")
    del field.AP


def layered(off: bool, **membership: object) -> Edit:
    def edit(pdf: pikepdf.Pdf, field: Dictionary) -> None:
        if "/OCProperties" not in pdf.Root:
            layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Layer"))
            pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer] if off else [])))
        layer = pdf.Root.OCProperties.OCGs[0]
        field.OC = Dictionary(Type=Name.OCMD, OCGs=Array([layer]), **membership) if membership else layer

    return edit


def base_state_off(pdf: pikepdf.Pdf, field: Dictionary) -> None:
    layered(False)(pdf, field)
    pdf.Root.OCProperties.D.BaseState = Name.OFF


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (comb(12, drawn=True), FILLED),
        (comb(12, drawn=False), FILLED),
        (comb(15, drawn=False), FILLED),
        (of_a_parent, FILLED),
        (drawn_by_viewers("/Tx BMC EMC"), FILLED),
        (drawn_by_viewers(""), FILLED),
        (drawn_by_viewers("BT /Helv 10 Tf 2 4 Td (01/01/1999) Tj ET"), FILLED),
        (lambda pdf, field: look(pdf, field, ""), BARE),
        (chosen, FILLED),
        (rich, FILLED),
        (layered(False), FILLED),
        (layered(True), BARE),
        (layered(True, P=Name.AnyOn), BARE),
        (layered(True, P=Name.AllOff), FILLED),
        (base_state_off, BARE),
    ],
)
def test_a_field_is_read_as_it_is_shown(edit: Edit, lines: list[str]) -> None:
    document = ingest(edited(edit))
    read = [" ".join(line.split()) for line in document.text.splitlines() if line.strip()]
    assert read == [PRINTS[0][2], *lines, PRINTS[-1][2]]
    assert document.notes == ()


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_comb_on_a_turned_page(turned: int) -> None:
    text = ingest(edited(comb(12, drawn=True), turned=turned)).text
    assert "CM14-0012345" in text
    assert "11/02/2012" in text


def test_an_empty_cell_of_a_comb_is_a_space() -> None:
    def edit(pdf: pikepdf.Pdf, field: Dictionary) -> None:
        field.V = String("AB C12345678")
        comb(12, drawn=True)(pdf, field)

    assert "AB C12345678" in ingest(edited(edit)).text


def test_the_boxes_of_a_comb_are_its_cells() -> None:
    document = ingest(edited(comb(12, drawn=True)), layout=True)
    assert document.layout is not None
    at = document.text.index("11/02/2012")
    boxes = document.layout.boxes(0, at, at + 10)
    document.layout.close()
    assert boxes[0][0] == pytest.approx(408, abs=2)
    assert boxes[-1][2] == pytest.approx(405 + 11 * 10 - 3, abs=3)


@pytest.mark.parametrize(
    ("printed", "priority"),
    [
        ("Standard", "standard"),
        ("EXPEDITED", "expedited"),
        ("[X] Standard", "standard"),
        ("[ ] Standard [X] Expedited", "expedited"),
        ("(x) Standard ( ) Expedited", "standard"),
        ("\u2610 Standard \u2612 Expedited", "expedited"),
        ("\u2714 Standard  Expedited", "standard"),
        ("Standard  \u2714  Expedited", "expedited"),
        ("Standard  Expedited", None),
        ("[X] Standard [X] Expedited", None),
        ("Standard / Expedited", None),
        ("Urgent, not Standard", None),
        ("Standardised", None),
    ],
)
def test_a_priority_that_is_ticked(printed: str, priority: str | None) -> None:
    found = _ticked(printed + "\nExpedited reviews are", 0, 200)
    assert (found and found.value) == priority
