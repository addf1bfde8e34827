"""A PDF's parts as they follow one another in the file (ISO 32000-2, 7.5): objects, tables and their trailers."""

from __future__ import annotations

import re
from functools import cache

from imrcli.ingest.pdf import TooMuch, Unreadable
from imrcli.pattern import pattern

_MOST_OBJECTS = 50_000
_NEAR = 64
"""Bytes in which an object's head, or its end, stands: without a bound, blanks would be searched again and again."""

_PART = pattern(
    rb"""[\s\0]*(?:
        (\d{1,10})\s+(\d{1,5})\s+obj\b  # 12 0 obj
      | (xref)\b                        # a table, and its trailer, which ends where startxref begins
      | startxref\s+\d+
      | %[^\r\n]*                       # a comment; %%EOF ends a state of the file
      | \Z
    )""",
    re.VERBOSE,
)
_STREAM = pattern(rb">>\s{0,9}stream(?:\r\n|\n|\r)")
_LENGTH = pattern(rb"/Length\s+(\d{1,10})(\s+\d{1,5}\s+R\b)?")
_LENGTHS = pattern(rb"\b(\d{1,10})\s+\d{1,5}\s+obj\s+(\d{1,10})\s+endobj\b")
_END = pattern(rb"\s*endstream\s*(?:endobj\b|(?=startxref))")  # PDFium leaves out endobj behind a table
_SUBSECTION = pattern(rb"\s*(\d{1,10})\s+(\d{1,10})\s+(?=\d{10} )")
_ENTRY = pattern(rb"(\d{10}) (\d{5}) ([nf])(?: ?\r\n| ?\n| \r)")


@cache
def behind(key: bytes, value: bytes) -> re.Pattern[bytes]:
    """Finds a key of a dictionary (7.3.7) with the value behind it, of the kind that a pattern describes."""
    return pattern(rb"/%b\s*%b" % (key, value))


def number_of(dictionary: bytes, key: bytes) -> int:
    """The integer behind a key. Raises Unreadable where there is none."""
    number = behind(key, rb"\s(-?\d{1,10})\b").search(dictionary)
    if number is None:
        raise Unreadable(key)
    return int(number[1])


class Parts:
    """What a file is put together from; of objects that a later state of the file has replaced, the newest.

    `values` are the objects' dictionaries, or other values, by their numbers, `streams` their generation numbers and
    packed bytes, `tables` those of streams that are tables (7.5.8), `wrong` the numbers of objects that are not whole,
    or not where a table has them. Raises ValueError where no part begins or ends behind another, TooMuch.
    """

    def __init__(self, data: bytes) -> None:
        self.values: dict[int, bytes] = {}
        self.streams: dict[int, tuple[int, bytes]] = {}
        self.tables: dict[int, tuple[int, bytes]] = {}
        self.trailers: list[bytes] = []
        self.wrong: set[int] = set()
        self._data = data[: data.rfind(b"%%EOF")] if b"%%EOF" in data[-2048:] else data
        self._lengths: dict[bytes, bytes] | None = None
        self._end = at = 0
        new: set[int] = set()
        while at < len(self._data):
            part = _PART.match(self._data, at)
            if part is None:
                raise Unreadable(at)
            at = part.end()
            if part[1]:
                number = int(part[1])
                if number in new:  # in one state of a file an object stands once
                    self.wrong.add(number)
                new.add(number)
                at = self._object(number, int(part[2]), at)
            elif part[3]:
                at = self._table(at)
            elif part[0].endswith(b"%%EOF"):
                new = set()

    def _object(self, number: int, generation: int, start: int) -> int:
        """Read an object behind its head; gives where it ends."""
        data = self._data
        if self._end < start:
            end = data.find(b"endobj", start)
            self._end = end if end >= 0 else len(data)
        begins = _STREAM.search(data, start, self._end)
        if len(self.values) == _MOST_OBJECTS:
            raise TooMuch
        self.values[number] = value = data[start : begins.start() + 2 if begins else self._end]
        self.streams.pop(number, None)
        if begins:
            is_table = b"/XRef" in value or b"/Root" in value
            if is_table:
                self.trailers.append(value)
            last = begins.end() + self._length(value)
            closed = _END.match(data, last, last + _NEAR)
            if closed and last >= begins.end():
                (self.tables if is_table else self.streams)[number] = generation, data[begins.end() : last]
                return closed.end()
            self.wrong.add(number)
        if self._end == len(data):
            raise Unreadable("no end")
        return self._end + len(b"endobj")

    def _length(self, value: bytes) -> int:
        """The length in a stream's dictionary, which can be an object of its own (7.3.8.2); negative for none."""
        length = _LENGTH.search(value)
        if not length or not length[2]:
            return int(length[1]) if length else -1
        if self._lengths is None:
            self._lengths = dict(_LENGTHS.findall(self._data))
        return int(self._lengths.get(length[1], -1))

    def _table(self, at: int) -> int:
        """Look for the objects that a table in plain text (7.5.4) lists; gives where its trailer ends."""
        data = self._data
        while head := _SUBSECTION.match(data, at):
            first, count, at = int(head[1]), int(head[2]), head.end()
            rows = _ENTRY.findall(data, at, at + 20 * count)
            if len(rows) != count:
                raise Unreadable("entries")
            at += 20 * count
            for number, (place, generation, kind) in enumerate(rows, first):
                there = _PART.match(data, int(place), int(place) + _NEAR)
                stands = [int(digits or -1) for digits in there.group(1, 2)] if there else []
                if kind == b"n" and stands != [number, int(generation)]:
                    self.wrong.add(number)
        end = data.index(b"startxref", at)
        self.trailers.append(data[at:end])
        return end
