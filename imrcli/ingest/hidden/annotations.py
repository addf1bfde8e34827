"""A page's annotations: those that cover its text, and those that show text of their own.

Fields of a form, stamps and typed notes are drawn into the page, in memory, as their look in the file says (their
appearance streams, ISO 32000-1, 12.5.5): their text is then read, or found hidden, like all other. What is hidden or
not shown on the screen is not drawn in.
"""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

import pypdfium2_raw as raw

from imrcli.ingest.hidden.boxes import Box
from imrcli.ingest.hidden.calls import address, functions
from imrcli.ingest.hidden.objects import DEEPEST

_OPAQUE = 245
"""Of 255. A colour below it lets what is under it through."""
_COVERING = (raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_CIRCLE, raw.FPDF_ANNOT_POLYGON, raw.FPDF_ANNOT_FREETEXT)
_WITH_TEXT = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP)
_NOT_SHOWN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW


class Annotations(NamedTuple):
    """What annotations do to the text of their page: the boxes that they cover, whether any shows text, and how many
    do whose look is not in the file.
    """

    covers: list[Box]
    show_text: bool = False
    without_look: int = 0


def annotations_of(page: Any) -> Annotations | None:
    """What a page's annotations do to its text; None for a page that has none."""
    count = raw.FPDFPage_GetAnnotCount(page)
    if not count:
        return None
    covers: list[Box] = []
    show_text, without_look = False, 0
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
        if shown and kind in _WITH_TEXT:
            if raw.FPDFAnnot_HasKey(annotation, b"AP"):
                show_text = True
            else:
                without_look += _has_words(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
    return Annotations(covers, show_text, without_look)


def drawn_in(pdf: Any, index: int, page: Any) -> Any:
    """A page with its annotations drawn into it; the page that was opened is closed, where they can be."""
    if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return page
    raw.FPDF_ClosePage(page)
    return raw.FPDF_LoadPage(pdf, index)


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
    return bool(raw.FPDFAnnot_GetColor(annotation, kind, *colour)) and colour[3].value > _OPAQUE


def _has_words(annotation: Any) -> bool:
    """Whether an annotation has a value or contents."""
    return any(raw.FPDFAnnot_GetStringValue(annotation, key, None, 0) > 2 for key in (b"V", b"Contents"))
