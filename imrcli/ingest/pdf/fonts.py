"""Whether a font's widths are those of its letters: by them PDFium tells where a word ends."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from imrcli.pattern import pattern

_NAME = pattern(rb"/BaseFont\s*/([^\s/<>\[\]()]+)")
_LISTED = pattern(rb"/(FirstChar|LastChar|Widths)\s*(\d{1,10}|\[[^\]]*\])")
_NO_ENCODING = pattern(rb"/Encoding\s*/(?!(?:WinAnsi|MacRoman|MacExpert|Standard|PDFDoc)Encoding\b|[HV]\b|[\w.]+-)")
_MOST_FONTS = 1_000
_LONGEST = 4_096
"""Bytes of a font's dictionary on either side of its name, and of its list of widths, at most."""
_KNOWN = pattern(
    rb"(?:[A-Z]{6}\+)?(?:(Times)(?:[ -]?New[ ]?Roman)?|Arial|Helvetica)(?:PS)?(?:MT)?"
    rb"(?:[-,](?:Roman|Regular|(Bold)?(Italic|Oblique)?)(?:MT)?)?"
)
_WIDTHS = {
    "Helvetica": b"191 222 260 278 333 334 355 389 469 500 556 584 611 667 722 750 778 833 889 944 1015",
    "HelveticaBold": b"238 278 280 333 389 474 500 556 584 611 667 722 750 778 833 889 944 975",
    "Times": b"180 200 250 278 333 389 408 444 469 480 500 541 556 564 611 667 722 778 833 889 921 944",
    "TimesBold": b"220 250 278 333 389 394 444 500 520 555 556 570 581 611 667 722 778 833 930 944 1000",
    "TimesItalic": b"214 250 275 278 333 389 400 420 422 444 500 541 556 611 667 675 722 778 833 920",
    "TimesBoldItalic": b"220 250 278 333 348 389 444 500 555 556 570 611 667 722 778 832 833 889",
}
"""Of printable ASCII, by Adobe's metrics; Arial and Times New Roman are made to the same. 750 is Arial's empty box."""


def misfit(text: bytes, objects: Mapping[int, bytes]) -> bool:
    """Whether a font in a text of objects has widths that are not whole or not its own, or an encoding that is none."""
    at = -1
    for _ in range(_MOST_FONTS):
        at = text.find(b"/BaseFont", at + 1)
        if at < 0:
            break
        start, stop = text.rfind(b"<<", max(0, at - _LONGEST), at), text.find(b">>", at, at + _LONGEST)
        font = text[start:stop]
        # One that holds other dictionaries, or stands behind one, is passed over: its end is not known.
        flat = 0 <= start < stop and b"<<" not in font[2:] and b">>" not in font
        if flat and (_NO_ENCODING.search(font) or _is_misfit(font, objects)):
            return True
    return False


def _is_misfit(font: bytes, objects: Mapping[int, bytes]) -> bool:
    listed = dict(_LISTED.findall(font))
    array = listed.get(b"Widths", b"")
    if array.isdigit():
        array = objects.get(int(array), b"")
    if not array or len(array) > _LONGEST:  # where it is in an object stream, that one's sum tells
        return False
    name = _NAME.search(font)
    base = name[1] if name and b"/WinAnsiEncoding" in font else b""
    return _is_other(base, listed[b"FirstChar"], listed[b"LastChar"], array)


@lru_cache
def _is_other(base: bytes, first_char: bytes, last_char: bytes, array: bytes) -> bool:
    """Whether an array of widths is not whole, or not a known font's. Many letters have the same, of fonts in full."""
    first, last = int(first_char), int(last_char)
    widths = array.strip()[1:-1].split()
    if len(widths) != last - first + 1:
        return True
    known = _widths(base)
    letters = widths[max(0, 32 - first) : max(0, 127 - first)]
    if not known or known.issuperset(letters):
        return False
    return any(min(abs(float(width) - float(own)) for own in known) > 1 for width in letters)


@lru_cache
def _widths(base: bytes) -> frozenset[bytes]:
    """The widths of a font's letters, where they are known; programs print 0 for letters that are not used."""
    known = _KNOWN.fullmatch(base.replace(b"#20", b" "))
    if known is None:
        return frozenset()
    times, bold, italic = known.groups()
    name = ("Times" if times else "Helvetica") + ("Bold" if bold else "") + ("Italic" if italic and times else "")
    return frozenset([b"0", *_WIDTHS[name].split()])
