"""Where a PDF says that its objects are (ISO 32000-2, 7.5), and whether they are there."""

from __future__ import annotations

from msgspec import Struct

from imrcli.ingest.pdf import Unreadable
from imrcli.ingest.pdf.filters import Inflater, TooMuch, unpredicted
from imrcli.ingest.pdf.values import array_of, compiled, entry, number_of

MOST_OBJECTS = 50_000
_MOST_SECTIONS = 64

_HEAD = compiled(rb"\s*(\d{1,10})\s+(\d{1,5})\s+obj\b")
_STREAM = compiled(rb"stream(?:\r\n|\n|\r)")
_END = compiled(rb"\s*endstream\s*endobj\b")
_INTEGER = compiled(rb"\s*(\d{1,10})\s+endobj\b")
_NEAR = 64
"""Bytes in which the head of an object, or its end, stands: without a bound, blanks could be searched again and again."""
_SUBSECTION = compiled(rb"\s*(\d+)\s+(\d+)\s+(?=\d{10} )")
_ENTRY = compiled(rb"(\d{10}) (\d{5}) ([nf])(?: ?\r\n| ?\n| \r)")
_START = compiled(rb"startxref\s+(\d+)")

Entry = tuple[int, int, int]
"""Its kind, as cross-reference streams number them (7.5.8.3): 0, free; 1, place and generation; 2, object stream and index."""


_NONE: dict[int, Entry] = {}


class Object(Struct, frozen=True, gc=False):
    """An object as it stands in the file: its dictionary, or other value, and its stream's packed bytes if it has one."""

    number: int
    generation: int
    value: bytes
    stream: bytes | None


class Table(Struct, frozen=True):
    """The cross-reference table: every object number's entry, the trailers with the newest first, the sections' places."""

    entries: dict[int, Entry]
    trailers: list[bytes]
    places: list[int]


def read_table(data: bytes, inflater: Inflater) -> Table:
    """The whole table of a file. Raises Unreadable, TooMuch."""
    last = data.rfind(b"startxref")
    found = _START.match(data, last) if last >= 0 else None
    if found is None:
        raise Unreadable("startxref")
    table = Table({}, [], [])
    ahead = [int(found[1])]
    while ahead:
        place = ahead.pop(0)
        if place in table.places:
            continue
        if len(table.places) == _MOST_SECTIONS:
            raise Unreadable("too many sections")
        table.places.append(place)
        if data.startswith(b"xref", place):
            entries, trailer = _classic(data, place)
        else:
            entries, trailer = _packed(data, place, inflater)
        # A later section's entries stand before an earlier one's.
        table.entries.update(entries if not table.entries else {**entries, **table.entries})
        table.trailers.append(trailer)
        earlier = number_of(trailer, b"/Prev"), number_of(trailer, b"/XRefStm")
        ahead += [place for place in earlier if place is not None]
    return table


def _classic(data: bytes, place: int) -> tuple[dict[int, Entry], bytes]:
    """The entries and the trailer of a classic section (7.5.4)."""
    entries: dict[int, Entry] = {}
    at = place + 4
    while head := _SUBSECTION.match(data, at):
        first, count, at = int(head[1]), int(head[2]), head.end()
        if first + count > MOST_OBJECTS:
            raise TooMuch
        rows = _ENTRY.findall(data, at, at + 20 * count)
        if len(rows) != count:
            raise Unreadable("entries")
        at += 20 * count
        for number, (one, two, kind) in enumerate(rows, first):
            entries[number] = (1 if kind == b"n" else 0), int(one), int(two)
    end = data.find(b"startxref", at)
    trailer = data[at:end].lstrip()
    if end < 0 or not trailer.startswith(b"trailer"):
        raise Unreadable("trailer")
    return entries, trailer[7:]


def _packed(data: bytes, place: int, inflater: Inflater) -> tuple[dict[int, Entry], bytes]:
    """The entries and the dictionary of a cross-reference stream (7.5.8)."""
    made = read_object(data, place, len(data))
    fields, size = array_of(made.value, b"/W"), number_of(made.value, b"/Size")
    if made.stream is None or fields is None or size is None or b"/XRef" not in made.value:
        raise Unreadable("cross-reference stream")
    packed = made.stream
    table = inflater.whole(packed) if b"/FlateDecode" in made.value else packed
    one, two, three = map(int, fields.split())
    width = one + two + three
    if not (0 <= one <= 1 <= two <= 4 and 0 <= three <= 2):
        raise Unreadable("widths")
    if len(table) > (width + 1) * MOST_OBJECTS:
        raise TooMuch
    if b"/Predictor" in made.value:
        columns = unpredicted(table, width)
    else:
        columns = [table[column::width] for column in range(width)]
    index = array_of(made.value, b"/Index")
    bounds = [int(bound) for bound in index.split()] if index else [0, size]
    numbers: list[int] = []
    for start, count in zip(bounds[::2], bounds[1::2], strict=False):
        if start + count > MOST_OBJECTS or len(numbers) > MOST_OBJECTS:
            raise TooMuch
        numbers += range(start, start + count)
    rows = len(columns[0])
    if len(numbers) != rows:
        raise Unreadable("rows")
    kinds = list(columns[0]) if one else [1] * rows
    seconds = _integers(columns[one : one + two])
    thirds = _integers(columns[one + two :]) if three else [0] * rows
    return dict(zip(numbers, zip(kinds, seconds, thirds, strict=True), strict=True)), made.value


def _integers(columns: list[bytes]) -> list[int]:
    """The columns of one field as numbers, the first being the highest byte."""
    made = list(columns[0])
    for column in columns[1:]:
        made = [high << 8 | low for high, low in zip(made, column, strict=True)]
    return made


def read_object(data: bytes, place: int, stop: int, entries: dict[int, Entry] = _NONE) -> Object:
    """The object that stands at a place and ends before `stop`; `entries` tell where its stream's length is, if elsewhere.

    Raises Unreadable where none, or none that is whole, is there.
    """
    head = _HEAD.match(data, place, place + _NEAR)
    if head is None:
        raise Unreadable("no object")
    number, generation, start = int(head[1]), int(head[2]), head.end()
    keyword = data.find(b"stream", start, stop)
    if keyword < 0:
        end = data.find(b"endobj", start, stop)
        if end < 0:
            raise Unreadable("no end")
        return Object(number, generation, data[start:end], None)
    value, begins = data[start:keyword], _STREAM.match(data, keyword)
    length = entry(value, b"/Length")
    if begins is None or length is None or length[2] is None:
        raise Unreadable("no stream")
    size = int(length[2])
    if length[3] is not None:
        size = _length(data, size, entries)
    first = begins.end()
    if not 0 <= size <= stop - first or _END.match(data, first + size, first + size + _NEAR) is None:
        raise Unreadable("length")
    return Object(number, generation, value, data[first : first + size])


def _length(data: bytes, number: int, entries: dict[int, Entry]) -> int:
    """A length that is an object of its own (7.3.8.2)."""
    kind, place, _ = entries.get(number, (0, 0, 0))
    head = _HEAD.match(data, place, place + _NEAR) if kind == 1 else None
    found = _INTEGER.match(data, head.end(), head.end() + _NEAR) if head else None
    if head is None or found is None or int(head[1]) != number:
        raise Unreadable("length")
    return int(found[1])
