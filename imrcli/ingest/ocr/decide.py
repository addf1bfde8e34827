"""Which pages of a PDF are read by OCR: each page for itself.

A page without text of its own is, if anything is drawn on it. One whose text seems poor (an old OCR layer below a
scan, glyphs whose letters the file does not tell) is read too, and the better of its two texts is kept.
"""

from __future__ import annotations

from typing import Any

import pypdfium2_raw as raw

from imrcli.ingest.hidden.calls import address, functions
from imrcli.ingest.ocr.scan import box_area, images_of
from imrcli.pattern import pattern

_LEAST_LETTERS = 200
"""A page of a scan with fewer letters has a stamp, a fax's header or a page number for text."""

_LOOKED_AT = 800
"""Characters of a page by which its text is judged at first."""

_SPLIT = 3
"""A scan's image is among the first objects of its page, or the last."""

_COVERS = 0.5
"""Of a page: an image that covers more is the page's picture."""

_PICTURES = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
_FREQUENT = (" the ", " of ", " and ", " to ", " was ", " for ")
_LEAST_FREQUENT = 4
"""In a thousand characters; English prose has twenty and more."""

_LETTER_WORD = pattern(r"[^\W\d_]{2,}")
_GOOD = 0.7
"""Share of the letters of a text's words that are in known ones: less than of any letter, more than of garbled text."""

_BETTER = 1.01
"""How much better OCR's text must be than the one that is there."""


def without_text(page: Any, text: str) -> bool:
    """Whether a page has no usable text, and something that could be read: an image, or lines that draw letters."""
    if not text.strip():
        return bool(raw.FPDFPage_CountObjects(page))
    return len(text) < _LEAST_LETTERS and images_of(page).cover > _COVERS


def seems_poor(page: Any, text: str) -> bool:
    """Whether a page's text may be another than is printed. Looks at little: every page of every letter is asked."""
    size = min(len(text), _LOOKED_AT)
    if _covered(page):
        return True
    if size < _LEAST_LETTERS:
        return False
    part = text[:size]
    frequent = 0
    for word in _FREQUENT:
        frequent += part.count(word)
        if frequent * 1_000 >= _LEAST_FREQUENT * size:
            return False
    return quality(text) < _GOOD * _letters(text)


def better(text: str, other: str) -> bool:
    """Whether a text is more of English words than another is of the same page."""
    return quality(text) > _BETTER * quality(other)


def quality(text: str) -> float:
    """How many letters of a text stand in known words, less those of unknown ones by half."""
    from imrcli.ingest.ocr.spelling import known

    words = _LETTER_WORD.findall(text)
    good = sum(len(word) for word in words if known(word))
    return good - (sum(map(len, words)) - good) / 2


def _letters(text: str) -> int:
    return sum(map(len, _LETTER_WORD.findall(text)))


def _covered(page: Any) -> bool:
    """Whether an image that covers most of a page is among its first or last objects."""
    call, handle = functions(), address(page)
    count = call.count(handle)
    places = range(count) if count <= 2 * _SPLIT else (*range(_SPLIT), *range(count - _SPLIT, count))
    for place in places:
        if call.type(call.get(handle, place)) in _PICTURES:
            size = raw.FPDF_GetPageWidthF(page) * raw.FPDF_GetPageHeightF(page)
            # The images of a form are looked for only where the form is large enough: most pages have a logo.
            area = box_area(raw.FPDFPage_GetObject(page, place))
            if area > _COVERS * size and images_of(page).cover > _COVERS:
                return True
    return False
