"""Whether objects are referred to as what they are: a wrong digit in a reference brings another object in."""

from __future__ import annotations

from collections.abc import Callable

from imrcli.ingest.pdf.values import compiled

_NAMED = compiled(
    rb"/(Font|Resources|FontDescriptor|Widths|Encoding|ToUnicode|DescendantFonts)\s+(\d{1,10})\s+\d{1,5}\s+R\b"
)
_KINDS = {
    b"Font": compiled(rb"\s*<<\s*(?:/[^\s/<>\[\]()]+\s*(?:\d+\s+\d+\s+R\b|<<)|>>)"),
    b"Resources": compiled(rb"\s*<<(?!(?:(?!<<)[\s\S])*/(?:Type|Length)\b)"),
    b"FontDescriptor": compiled(rb"[\s\S]*/FontDescriptor\b"),
    b"Widths": compiled(rb"\s*\["),
    b"Encoding": compiled(rb"[\s\S]*/(?:Differences|Encoding|CMap|BaseEncoding)\b"),
    b"ToUnicode": compiled(rb"[\s\S]*/Length\b"),
    b"DescendantFonts": compiled(rb"\s*\["),
}
"""What an object begins with, or has in it, to which a dictionary refers by a name."""
_FONTS = compiled(rb"/Font\s*<<([^<>]*)>>")
_FONT = compiled(rb"/([^\s/<>\[\]()]+)\s+(\d{1,10})\s+\d{1,5}\s+R\b")
_REFERENCE = compiled(rb"(\d{1,10})\s+\d{1,5}\s+R\b")
_TELLS = (b"/Page", b"/Font", b"/Encoding")
"""What is in the dictionary of a page or a font."""
_FEW = 20
_REFER = (b"/Contents", b"/Font", b"/Encoding", b"/Widths", b"/Kids")
"""Where none of these is, what refers to text stands in object streams, and their sums were right."""


def mistaken(text: bytes, value_of: Callable[[int], bytes | None]) -> bool:
    """Whether an object stands where one of another kind must."""
    for name, number in _NAMED.findall(text):
        value = value_of(int(number))
        if value is None or _KINDS[name].match(value) is None:
            return True
    return any(_are_mistaken(_FONT.findall(fonts), value_of) for fonts in _listed(text, value_of))


def font_names(text: bytes, value_of: Callable[[int], bytes | None]) -> set[bytes]:
    """The names of the fonts in a text of objects, and in the lists of fonts that it refers to."""
    return {name for fonts in _listed(text, value_of) for name, _ in _FONT.findall(fonts)}


def _listed(text: bytes, value_of: Callable[[int], bytes | None]) -> list[bytes]:
    """The dictionaries of fonts in resources."""
    referred = [value_of(int(number)) for name, number in _NAMED.findall(text) if name == b"Font"]
    return [*_FONTS.findall(text), *(value for value in referred if value)]


def _are_mistaken(fonts: list[tuple[bytes, bytes]], value_of: Callable[[int], bytes | None]) -> bool:
    """Whether two fonts have one name, or one is none."""
    values = [value_of(int(number)) for _, number in fonts]
    return len({name for name, _ in fonts}) < len(fonts) or not all(value and b"/Font" in value for value in values)


def unused(values: dict[int, bytes], trailers: list[bytes], streams: set[int], held: list[bytes]) -> set[int]:
    """The objects that none refers to, of `streams` and of those that say what text is drawn, and how it is read.

    `values` are the file's objects, `held` the texts of its object streams, which have been found whole.
    """
    # Lists of mere numbers are long, and slow to search.
    referring = [value for value in values.values() if b" R" in value]
    text = b"\n".join([*referring, *trailers])
    listed = any(value.lstrip().startswith(b"[") for value in referring)
    if not listed and not any(name in text for name in _REFER):
        return set()
    used = {int(number) for number in _REFERENCE.findall(text)}
    left = {number for number, value in values.items() if number not in used and (number in streams or _tells(value))}
    # As most programs print references, that is all of them; the thorough look takes ten times as long.
    for other in held if len(left) < _FEW else ():
        left = {number for number in left if not _refers(other, number)}
    for other in held if left else ():
        left.difference_update(int(number) for number in _REFERENCE.findall(other))
    return left


def _tells(value: bytes) -> bool:
    return value.lstrip().startswith(b"[") or any(name in value for name in _TELLS)


def _refers(text: bytes, number: int) -> bool:
    reference = b"%d 0 R" % number
    place = text.find(reference)
    while place > 0 and text[place - 1 : place].isdigit():
        place = text.find(reference, place + 1)
    return place >= 0
