"""Whether a font's dictionary is as its name asks: PDFium puts words together by the widths of their letters."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import islice

from imrcli.ingest.pdf.values import compiled, entry, name_of, number_of

_NAME = compiled(rb"/BaseFont\s*/([^\s/<>\[\]()]+)")
_SUBTYPES = frozenset(b"Type1 TrueType MMType1 Type0 Type3 CIDFontType0 CIDFontType2".split())
_ENCODINGS = frozenset(b"WinAnsiEncoding MacRomanEncoding MacExpertEncoding StandardEncoding PDFDocEncoding".split())
_MOST = 1_000
"""Fonts. No letter has a tenth of them."""
_LONGEST = 4_096
"""Bytes of a font's dictionary, and of its list of widths, at most."""
_BLANKED = compiled(rb"(?:^|\d)  ")
"""What a number leaves that was overwritten by blanks; programs put one between two."""
_KNOWN = compiled(
    rb"(?:[A-Z]{6}\+)?(?:(Times)(?:[ -]?New[ ]?Roman)?|(?:Arial|Helvetica))(?:PS)?(?:MT)?"
    rb"(?:[-,](?:Roman|Regular|(Bold)?(Italic|Oblique)?)(?:MT)?)?"
)
_CODES = [*range(32, 127), *range(145, 152)]
"""Printable ASCII, and cp1252's curly quotes, bullet and dashes."""
_TABLE = {
    # Helvetica
    (False, False, False): (
        "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 "
        "556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 "
        "556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 "
        "556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 "
        "500 500 500 334 260 334 584 222 222 333 333 350 556 1000"
    ),
    # Helvetica-Bold
    (False, True, False): (
        "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 "
        "556 556 556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 "
        "611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 "
        "611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 "
        "556 556 500 389 280 389 584 278 278 500 500 350 556 1000"
    ),
    # Times-Roman
    (True, False, False): (
        "250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 "
        "500 500 500 500 278 278 564 564 564 444 921 722 667 667 722 611 556 722 722 333 389 722 "
        "611 889 722 722 556 722 667 556 611 722 722 944 722 722 611 333 278 333 469 500 333 444 "
        "500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 278 500 500 722 "
        "500 500 444 480 200 480 541 333 333 444 444 350 500 1000"
    ),
    # Times-Bold
    (True, True, False): (
        "250 333 555 500 500 1000 833 278 333 333 500 570 250 333 250 278 500 500 500 500 500 500 "
        "500 500 500 500 333 333 570 570 570 500 930 722 667 722 722 667 611 778 778 389 500 778 "
        "667 944 722 778 611 778 722 556 667 722 722 1000 722 722 667 333 278 333 581 500 333 500 "
        "556 444 556 444 333 500 556 278 333 556 278 833 556 500 556 556 444 389 333 556 500 722 "
        "500 500 444 394 220 394 520 333 333 500 500 350 500 1000"
    ),
    # Times-Italic
    (True, False, True): (
        "250 333 420 500 500 833 778 214 333 333 500 675 250 333 250 278 500 500 500 500 500 500 "
        "500 500 500 500 333 333 675 675 675 500 920 611 611 667 722 611 611 722 722 333 444 667 "
        "556 833 667 722 611 722 611 500 556 722 611 833 611 556 556 389 278 389 422 500 333 500 "
        "500 444 500 444 278 500 500 278 278 444 278 722 500 500 500 500 389 389 278 500 444 667 "
        "444 444 389 400 275 400 541 333 333 556 556 350 500 889"
    ),
    # Times-BoldItalic
    (True, True, True): (
        "250 389 555 500 500 833 778 278 333 333 500 570 250 333 250 278 500 500 500 500 500 500 "
        "500 500 500 500 333 333 570 570 570 500 832 667 667 667 722 667 667 722 778 389 500 667 "
        "611 889 722 722 611 722 667 556 611 722 667 889 667 611 611 333 278 333 570 500 333 500 "
        "500 444 500 444 333 500 556 278 278 500 278 778 556 500 500 500 389 389 278 556 444 667 "
        "500 444 389 348 220 348 570 333 333 500 500 350 500 1000"
    ),
}
"""Widths by Adobe's metrics of the core 14 fonts; Arial and Times New Roman are made to the same."""


@lru_cache
def _right(times: bool, bold: bool, italic: bool) -> list[bytes]:
    """Widths by code, as they are printed; `?` for codes that are not in the table."""
    made = [b"?"] * 256
    # An oblique Helvetica has the widths of the upright one.
    for code, width in zip(_CODES, _TABLE[times, bold, italic and times].split(), strict=True):
        made[code] = width.encode()
    return made


def faulty(text: bytes, value_of: Callable[[int], bytes | None]) -> bool:
    """Whether a font's dictionary in a text of objects is not whole, or its widths are not its letters'."""
    for base in islice(_NAME.finditer(text), _MOST):
        near, far = max(0, base.start() - _LONGEST), base.end() + _LONGEST
        start, stop = text.rfind(b"<<", near, base.start()), text.find(b">>", base.end(), far)
        font = text[start:stop]
        # One that holds other dictionaries, or stands behind one, is passed over: its end is not known.
        flat = 0 <= start < stop and b"<<" not in font[2:] and b">>" not in font
        if flat and _is_faulty(font, base[1], value_of):
            return True
    return False


def _is_faulty(font: bytes, base: bytes, value_of: Callable[[int], bytes | None]) -> bool:
    subtype, encoding, widths = name_of(font, b"/Subtype"), name_of(font, b"/Encoding"), entry(font, b"/Widths")
    if subtype not in _SUBTYPES or (subtype == b"Type3" and b"/CharProcs" not in font):
        return True
    # Other encodings with a hyphen are those of composite fonts (9.7.5.2).
    if encoding and encoding not in _ENCODINGS and b"-" not in encoding:
        return True
    if widths is None:
        return False
    listed = _between(value_of(int(widths[2])) or b"") if widths[3] else widths[4]
    first, last = number_of(font, b"/FirstChar"), number_of(font, b"/LastChar")
    if listed is None or first is None or last is None:
        return True
    if len(listed) > _LONGEST:
        return False
    return not _fit(base if encoding == b"WinAnsiEncoding" else b"", first, last, listed)


def _between(value: bytes) -> bytes | None:
    """What is between the brackets of an array."""
    start, stop = value.find(b"["), value.find(b"]")
    return value[start + 1 : stop] if 0 <= start < stop else None


@lru_cache(maxsize=256)
def _fit(base: bytes, first: int, last: int, listed: bytes) -> bool:
    """Whether a list of widths is whole, and the widths are those of the font's letters if these are known."""
    told = listed.split()
    if len(told) != last - first + 1 or _BLANKED.search(listed):
        return False
    known = _KNOWN.fullmatch(base.replace(b"#20", b" "))
    if known is None:
        return True
    times, bold, italic = (part is not None for part in known.groups())
    right = _right(times, bold, italic)[first:]
    # Programs print 0 for letters that are not used.
    return not any(
        one not in (b"0", two) and two != b"?" and abs(float(one) - float(two)) > 1
        for one, two in zip(told, right, strict=False)
    )
