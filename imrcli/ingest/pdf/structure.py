"""Where a PDF says that its objects are (ISO 32000-2, 7.5), and whether they are there."""

from __future__ import annotations

import re
from typing import NamedTuple

from imrcli.ingest.pdf import Unreadable
from imrcli.ingest.pdf.filters import Inflater, unpredicted

MOST_OBJECTS = 50_000
_MOST_SECTIONS = 64

_HEAD = re.compile(rb"\s*(\d+)\s+(\d+)\s+obj\b")
_STREAM = re.compile(rb"stream(?:\r\n|\n|\r)")
_END = re.compile(rb"\s*endstream\s*endobj\b")
_LENGTH = re.compile(rb"/Length\s+(\d+)(?:\s+(\d+)\s+R)?")
_INTEGER = re.compile(rb"\s*(\d+)\s+endobj\b")
_SUBSECTION = re.compile(rb"\s*(\d+)\s+(\d+)\s+(?=\d{10} )")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])(?: ?\r\n| ?\n| \r)")
_START = re.compile(rb"startxref\s+(\d+)")
_PREVIOUS = re.compile(rb"/(?:Prev|XRefStm)\s+(\d+)")
_SIZE = re.compile(rb"/Size\s+(\d+)")
_FIELDS = re.compile(rb"/W\s*\[\s*([01])\s+([1-4])\s+([0-2])\s*\]")
_INDEX = re.compile(rb"/Index\s*\[([\d\s]+)\]")

Entry = tuple[int, int, int]
"""Its kind, as cross-reference streams number them (7.5.8.3): 0, free; 1, place and generation; 2, object stream and index."""


_NONE: dict[int, Entry] = {}


class Object(NamedTuple):
    """An object as it stands in the file: its dictionary, or other value, and its stream's packed bytes if it has one."""

    number: int
    generation: int
    value: bytes
    stream: bytes | None


class Table(NamedTuple):
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
        ahead += [int(one) for one in _PREVIOUS.findall(trailer)]
    return table


def _classic(data: bytes, place: int) -> tuple[dict[int, Entry], bytes]:
    """The entries and the trailer of a classic section (7.5.4)."""
    entries: dict[int, Entry] = {}
    at = place + 4
    while head := _SUBSECTION.match(data, at):
        first, count, at = int(head[1]), int(head[2]), head.end()
        if first + count > MOST_OBJECTS:
            raise Unreadable("too many objects")
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
    fields, size = _FIELDS.search(made.value), _SIZE.search(made.value)
    if made.stream is None or fields is None or size is None or b"/XRef" not in made.value:
        raise Unreadable("cross-reference stream")
    packed = made.stream
    table = inflater.whole(packed) if b"/FlateDecode" in made.value else packed
    one, two, three = int(fields[1]), int(fields[2]), int(fields[3])
    width = one + two + three
    if b"/Predictor" in made.value:
        columns = unpredicted(table, width)
    else:
        columns = [table[column::width] for column in range(width)]
    index = _INDEX.search(made.value)
    bounds = [int(bound) for bound in index[1].split()] if index else [0, int(size[1])]
    numbers: list[int] = []
    for start, count in zip(bounds[::2], bounds[1::2], strict=False):
        if start + count > MOST_OBJECTS:
            raise Unreadable("too many objects")
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
    head = _HEAD.match(data, place)
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
    length = _LENGTH.search(value)
    if begins is None or length is None:
        raise Unreadable("no stream")
    size = int(length[1])
    if length[2] is not None:
        size = _length(data, size, entries)
    first = begins.end()
    if first + size > stop or _END.match(data, first + size) is None:
        raise Unreadable("length")
    return Object(number, generation, value, data[first : first + size])


def _length(data: bytes, number: int, entries: dict[int, Entry]) -> int:
    """A length that is an object of its own (7.3.8.2)."""
    kind, place, _ = entries.get(number, (0, 0, 0))
    head = _HEAD.match(data, place) if kind == 1 else None
    found = _INTEGER.match(data, head.end()) if head else None
    if head is None or found is None or int(head[1]) != number:
        raise Unreadable("length")
    return int(found[1])
