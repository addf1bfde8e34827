"""Takes what is not seen on a page out of its text.

Asking PDFium for each object costs a few tenths of a millisecond a page. Files that are protected against changes, as
those that DWC posts are, cannot have been covered by a party: of these only what is drawn behind the last text, and
annotations, are looked at, which costs nothing that can be measured.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import pypdfium2_raw as raw

from imrcli.ingest.hidden.boxes import THIN, Box, meet, within
from imrcli.ingest.hidden.calls import address, functions
from imrcli.ingest.hidden.character import Character, characters_of
from imrcli.ingest.hidden.copies import looks_printed_again, printed_again
from imrcli.ingest.hidden.objects import Objects
from imrcli.ingest.hidden.picture import unit_of
from imrcli.ingest.hidden.screen import drawn, hides_nothing
from imrcli.ingest.hidden.signs import ANY, File
from imrcli.ingest.hidden.unseen import Unseen
from imrcli.text import Span

_MODIFY = 8
"""The permission to change a file (ISO 32000-1, table 22, bit 4)."""
_MANY = 4
"""A page on which one character of so many is printed again is printed twice."""
_FAR = 1e6
"""Points. Nothing lies farther from a page."""


def is_protected(pdf: Any) -> bool:
    """Whether a PDF is encrypted so that it cannot be changed without its owner's password."""
    encrypted = raw.FPDF_GetSecurityHandlerRevision(pdf) >= 0
    return bool(encrypted and not raw.FPDF_GetDocPermissions(pdf) & _MODIFY)


class Hidden(NamedTuple):
    """What of a page's text is not seen: how many characters, and where those stand that could not be
    taken out whole.
    """

    characters: int
    spans: list[Span]


def hide(
    page: Any,
    textpage: Any,
    reload: Callable[[], Any],
    covers: Sequence[Box] | None = None,
    file: File | None = None,
    index: int | None = None,
) -> tuple[Any, Hidden | None]:
    """A page's text without what is not seen on the page, and what that was; the same text and None where all is seen.

    `textpage` is PDFium's text of the page, `reload` reads it anew, for a text object that is hidden as a whole is
    switched off, so that the order of the others is read as it is seen; the old one is closed then. `covers` are the
    boxes that the page's annotations cover, None where it has no annotations: of a page without, of a protected file,
    only what is drawn behind the last text is looked at. `file` tells how its text can be drawn,
    None for a file that is protected, and `index` which of its pages this is, None if something was drawn into it.
    """
    if file and not covers and index is not None and _is_plain(page, textpage, file, index):
        return textpage, None
    if not file and covers is None and not _ends_in_cover(page, textpage):
        return textpage, None
    objects = Objects(page, file.signs if file else ANY)
    unseen = _unseen(page, textpage, objects, covers or ())
    hidden = list(unseen.characters(textpage)) if unseen else []
    if not hidden or unseen is None:
        return textpage, None
    whole = unseen.whole(textpage, hidden)
    if whole:
        objects.activate(whole, False)
        raw.FPDFText_ClosePage(textpage)
        textpage = reload()
    return textpage, Hidden(len(hidden), _runs([character.offset for character in unseen.characters(textpage)]))


def hidden_characters(
    page: Any, textpage: Any, covers: Sequence[Box] | None, *, protected: bool = False
) -> list[Character]:
    """The characters of a page that are not seen, as `hide` finds them."""
    if protected and covers is None and not _ends_in_cover(page, textpage):
        return []
    unseen = _unseen(page, textpage, Objects(page), covers or ())
    hidden = list(unseen.characters(textpage)) if unseen else []
    known = set(hidden)
    seen = [character for character in characters_of(textpage) if character not in known]
    return hidden + _again(textpage, seen)


def without_copies(textpage: Any, text: str, left_out: Hidden | None) -> Hidden | None:
    """What of a page's text is left out, with what is printed again where it was printed before."""
    if not looks_printed_again(textpage, text):
        return left_out
    spans = left_out.spans if left_out else []
    seen = [
        character
        for character in characters_of(textpage)
        if not any(start <= character.offset < end for start, end in spans)
    ]
    again = _again(textpage, seen)
    if not again:
        return left_out
    return Hidden(
        len(again) + (left_out.characters if left_out else 0),
        sorted([*spans, *_runs([character.offset for character in again])]),
    )


def _again(textpage: Any, seen: Sequence[Character]) -> list[Character]:
    """The characters that are printed again, where these are not a few: a bold print is made so."""
    again = printed_again(textpage, seen)
    return again if _MANY * len(again) > len(seen) else []


def _is_plain(page: Any, textpage: Any, file: File, index: int) -> bool:
    """Whether a page's own operators tell that all of it is seen."""
    content = file.content(index)
    if content is None or unit_of(page) != 1:
        return False
    edges = _edges(page)
    what = drawn(content, edges, plain_spaces=file.plain_spaces)
    if what is None or not hides_nothing(page, textpage, what):
        return False
    return not _has_text_outside(meet(edges, what.clip) if what.clip else edges, textpage)


def _unseen(page: Any, textpage: Any, objects: Objects, covers: Sequence[Box]) -> Unseen | None:
    """What may be not seen of a page's text; None where all is."""
    suspects = objects.suspects()
    edges = _edges(page)
    if not suspects and not covers and not _has_text_outside(edges, textpage):
        return None
    return Unseen(page, objects, suspects, covers, edges)


def _ends_in_cover(page: Any, textpage: Any) -> bool:
    """Whether the last thing that is drawn on a page is no text, and there is text where it stands."""
    call = functions()
    handle = address(page)
    count = call.count(handle)
    last = call.get(handle, count - 1) if count else None
    if last is None or call.type(last) == raw.FPDF_PAGEOBJ_TEXT:
        return False
    box = [ctypes.c_float() for _ in range(4)]
    call.bounds(last, *(ctypes.addressof(side) for side in box))
    left, bottom, right, top = (side.value for side in box)
    thin = THIN * unit_of(page)
    if right - left < thin or top - bottom < thin:
        return False
    return bool(raw.FPDFText_GetBoundedText(textpage, left, top, right, bottom, None, 0) > 0)


def _runs(places: Sequence[int]) -> list[Span]:
    """Offsets as spans; those with a gap of one, a space, as one."""
    spans: list[Span] = []
    for place in places:
        if spans and place - spans[-1][1] <= 1:
            spans[-1] = spans[-1][0], place + 1
        else:
            spans.append((place, place + 1))
    return spans


def _edges(page: Any) -> Box:
    """What of a page is shown."""
    edges = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, edges)
    return edges.left, edges.bottom, edges.right, edges.top


def _has_text_outside(edges: Box, textpage: Any) -> bool:
    """Whether any of a page's characters lies off the page."""
    left, bottom, right, top = within(edges)
    strips = ((-_FAR, -_FAR, left, _FAR), (right, -_FAR, _FAR, _FAR), (left, -_FAR, right, bottom))
    return any(
        raw.FPDFText_GetBoundedText(textpage, x0, y1, x1, y0, None, 0) > 0
        for x0, y0, x1, y1 in (*strips, (left, top, right, _FAR))
    )
