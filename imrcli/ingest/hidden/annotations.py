"""A page's annotations: those that cover its text, and those that show text of their own.

Fields of a form, stamps and typed notes are drawn into the page, in memory, as their look in the file says (their
appearance streams, ISO 32000-1, 12.5.5), or where it says none as PDFium draws their value, as viewers do: their text
is then read, or found hidden, like all other. So are all other looks, which may cover text. What is hidden or not shown
on the screen is not drawn in.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from typing import Any, NamedTuple

import pypdfium2_raw as raw

from imrcli.ingest.hidden.asked import Asked
from imrcli.ingest.hidden.boxes import Box
from imrcli.ingest.hidden.calls import address, functions
from imrcli.ingest.hidden.objects import DEEPEST

_OPAQUE = 245
"""Of 255. A colour below it lets what is under it through."""
_COVERING = (raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_CIRCLE, raw.FPDF_ANNOT_POLYGON, raw.FPDF_ANNOT_FREETEXT)
_WITH_TEXT = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP)
_NOT_DRAWN = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_REDACT)
_TYPED = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
_NOTHING = (raw.FPDF_WCHAR * 1)(0)
_NOT_SHOWN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW


class Annotations(NamedTuple):
    """What annotations do to the text of their page: the boxes that they cover, whether any is to be drawn in,
    whether the file does not say how one of them looks, and the numbers of those that belong to a layer.
    """

    covers: list[Box]
    drawn: bool = False
    without_look: bool = False
    layered: tuple[int, ...] = ()


def annotations_of(page: Any) -> Annotations | None:
    """What a page's annotations do to its text; None for a page that has none."""
    count = raw.FPDFPage_GetAnnotCount(page)
    if not count:
        return None
    covers: list[Box] = []
    drawn, without_look = False, False
    layered = []
    for number in range(count):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        shown = not raw.FPDFAnnot_GetFlags(annotation) & _NOT_SHOWN
        rect = raw.FS_RECTF()
        redacts = kind == raw.FPDF_ANNOT_REDACT
        covered = redacts or (shown and kind in _COVERING and _is_filled(annotation))
        if covered and raw.FPDFAnnot_GetRect(annotation, rect):
            covers.append((rect.left, rect.bottom, rect.right, rect.top))
        if shown and kind not in _NOT_DRAWN and raw.FPDFAnnot_HasKey(annotation, b"AP"):
            drawn = True
        elif shown and kind in _WITH_TEXT and _has_words(annotation):
            drawn = without_look = True
        if shown and raw.FPDFAnnot_HasKey(annotation, b"OC"):
            layered.append(number)
        raw.FPDFPage_CloseAnnot(annotation)
    return Annotations(covers, drawn, without_look, tuple(layered))


def drawn_in(pdf: Any, index: int, page: Any, annotations: Annotations, asked: Asked) -> Any:
    """A page with its annotations drawn into it, as the file asks; the page that was opened is closed, where they can
    be.
    """
    if annotations.without_look or asked.anew:
        raw.FPDF_ClosePage(page)
        _give_looks(pdf, index, asked.anew)
        page = raw.FPDF_LoadPage(pdf, index)
    if annotations.layered:
        _hide(page, asked.off(index, annotations.layered))
    if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return page
    raw.FPDF_ClosePage(page)
    return raw.FPDF_LoadPage(pdf, index)


def _hide(page: Any, numbers: Iterable[int]) -> None:
    """Hide some of a page's annotations."""
    for number in numbers:
        annotation = raw.FPDFPage_GetAnnot(page, number)
        raw.FPDFAnnot_SetFlags(annotation, raw.FPDFAnnot_GetFlags(annotation) | raw.FPDF_ANNOT_FLAG_HIDDEN)
        raw.FPDFPage_CloseAnnot(annotation)


def _give_looks(pdf: Any, index: int, anew: bool) -> None:
    """Let PDFium draw what of a page's annotations has no look, as in a viewer, and `anew` what has one too."""
    form = raw.FPDFDOC_InitFormFillEnvironment(pdf, raw.FPDF_FORMFILLINFO(version=2))
    if not form:
        return
    page = raw.FPDF_LoadPage(pdf, index)
    for number in range(raw.FPDFPage_GetAnnotCount(page) if anew else 0):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        is_typed = raw.FPDFAnnot_GetFormFieldType(form, annotation) in _TYPED
        if is_typed and raw.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0) > 2:
            raw.FPDFAnnot_SetStringValue(annotation, b"AP", _NOTHING)
        raw.FPDFPage_CloseAnnot(annotation)
    raw.FORM_OnAfterLoadPage(page, form)
    raw.FORM_OnBeforeClosePage(page, form)
    raw.FPDF_ClosePage(page)
    raw.FPDFDOC_ExitFormFillEnvironment(form)


def texts_of(page: Any) -> dict[int, int]:
    """The text objects that annotations were drawn into a page as, each with its annotation's number."""
    call = functions()
    handle = address(page)
    count = call.count(handle)
    last = call.get(handle, count - 1) if count else None
    found: dict[int, int] = {}

    def look(thing: int, number: int, depth: int) -> None:
        kind = call.type(thing)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            found[thing] = number
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth:
            for place in range(call.count_in(thing)):
                look(call.get_in(thing, place), number, depth - 1)

    if last is not None and call.type(last) == raw.FPDF_PAGEOBJ_FORM:
        for number in range(call.count_in(last)):
            look(call.get_in(last, number), number, DEEPEST)
    return found


def _is_filled(annotation: Any) -> bool:
    """Whether an annotation has a colour inside that lets nothing through."""
    colour = [ctypes.c_uint() for _ in range(4)]
    kind = raw.FPDFANNOT_COLORTYPE_InteriorColor
    known = raw.FPDFAnnot_HasKey(annotation, b"IC") and raw.FPDFAnnot_GetColor(annotation, kind, *colour)
    return bool(known) and colour[3].value > _OPAQUE


def _has_words(annotation: Any) -> bool:
    """Whether an annotation has a value or contents, or can have its value from the field that it is a part of."""
    return bool(raw.FPDFAnnot_HasKey(annotation, b"Parent")) or any(
        raw.FPDFAnnot_GetStringValue(annotation, key, None, 0) > 2 for key in (b"V", b"Contents")
    )
