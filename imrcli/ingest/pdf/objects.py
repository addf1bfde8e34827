"""A PDF's objects by their numbers, those in object streams included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, repeat

from imrcli.ingest.pdf import Unreadable
from imrcli.ingest.pdf.filters import Inflater, unpack
from imrcli.ingest.pdf.security import Decrypt, decryption, string_in
from imrcli.ingest.pdf.structure import Object, Table, read_object

_NO_TEXT = re.compile(
    rb"/(?:Image|Metadata|XRef|Length1|FontFile\d?|Type1C|CIDFontType0C|OpenType)\b"
)
"""A stream whose dictionary has one of these holds no text."""
_HOLDS = re.compile(rb"/Type\s*/ObjStm\b")
_COUNT = re.compile(rb"/N\s+(\d+)")
_FIRST = re.compile(rb"/First\s+(\d+)")
_BEGINS = re.compile(rb"\s[^\s]")
_COMMENT = re.compile(rb"%[^\r\n]*")
_NAMES = re.compile(rb"/(\w+)")
_PLAIN = frozenset(b"Filter Length FlateDecode ASCII85Decode DecodeParms".split())
"""The names in the dictionary of a stream that is nothing but a page's content."""
_CHOOSES = re.compile(rb"\sTf\s")
_ENCRYPT = re.compile(rb"/Encrypt\s*(?:(\d+)\s+\d+\s+R)?")


class Objects:
    """The objects of a file.

    `here` are those that stand in the file itself, by number; `held` the texts of the object streams; `plain` the numbers of
    streams that can be nothing but a page's content. `wrong` are the numbers of objects that are not where the table has
    them, or not whole; `damaged` those of streams that cannot be unpacked.
    """

    def __init__(self, data: bytes, table: Table, inflater: Inflater) -> None:
        self.here: dict[int, Object] = {}
        self.held: list[bytes] = []
        self.plain: set[int] = set()
        self.wrong: set[int] = set()
        self.damaged: set[int] = set()
        self._places: dict[int, tuple[bytes, int, int]] = {}
        self._table = table
        self._inflater = inflater
        self._decrypt: Decrypt | None = None
        self._read(data)
        self._unpack()

    def value(self, number: int) -> bytes | None:
        """An object's value, of a stream its dictionary; None where there is no such object."""
        if made := self.here.get(number):
            return made.value
        if held := self._places.get(number):
            text, start, stop = held
            return text[start:stop]
        return None

    def is_stream(self, number: int) -> bool:
        """Whether there is such an object, and it is a stream."""
        made = self.here.get(number)
        return made is not None and made.stream is not None

    def _read(self, data: bytes) -> None:
        entries = self._table.entries
        listed = sorted((one, number, two) for number, (kind, one, two) in entries.items() if kind == 1)  # fmt: skip
        stops = sorted({*(place for place, _, _ in listed), *self._table.places, len(data)})
        stop_of = dict(pairwise(stops))
        for place, number, generation in listed:
            try:
                made = read_object(data, place, stop_of.get(place, 0), entries)
            except Unreadable:
                self.wrong.add(number)
                continue
            if made.number == number and made.generation == generation:
                self.here[number] = made
            else:
                self.wrong.add(number)

    def _unpack(self) -> None:
        """Unpack every stream that can hold text."""
        decrypt = self._decrypt = self._decryption()
        holders: dict[int, dict[int, int]] = {}
        for number, (kind, holder, index) in self._table.entries.items():
            if kind == 2:
                if holder not in holders:
                    holders[holder] = {}
                holders[holder][index] = number
        for number, made in self.here.items():
            if made.stream is None or _NO_TEXT.search(made.value):
                continue
            try:
                packed = decrypt(made.stream, number, made.generation) if decrypt else made.stream
                if number in holders and _HOLDS.search(made.value):
                    text = unpack(made.value, packed, self._inflater)
                    self._hold(made.value, text, holders.pop(number))
                else:
                    unpack(made.value, packed, self._inflater, keep=False)
                    if _PLAIN.issuperset(_NAMES.findall(made.value)):
                        self.plain.add(number)
            except Unreadable:
                self.damaged.add(number)
        self.wrong |= holders.keys() - self.damaged

    def _hold(self, value: bytes, text: bytes, numbers: dict[int, int]) -> None:
        """The objects in an object stream (7.5.7); they must be those that the table has in it."""
        count, first = _COUNT.search(value), _FIRST.search(value)
        if count is None or first is None:
            raise Unreadable("object stream")
        start = int(first[1])
        header = text[:start]
        if b"%" in header:
            header = _COMMENT.sub(b" ", header)
        head = [*map(int, header.split())]
        listed, places = head[::2], [*map(start.__add__, head[1::2])]
        if len(head) != 2 * int(count[1]) or not _BEGINS.match(text, places[0] - 1):
            raise Unreadable("object stream")
        if any(listed[index] != number for index, number in numbers.items()):
            raise Unreadable("object stream")
        spans = zip(repeat(text), places, [*places[1:], len(text)], strict=False)
        self._places.update(zip(listed, spans, strict=True))
        self.held.append(text)

    def _decryption(self) -> Decrypt | None:
        trailer = self._table.trailers[0]
        found = _ENCRYPT.search(trailer)
        if found is None:
            return None
        encrypt = self.value(int(found[1])) if found[1] else trailer
        if encrypt is None:
            raise Unreadable("encryption")
        named = next((one for one in self._table.trailers if b"/ID" in one), None)
        return decryption(encrypt, string_in(named, rb"/ID\s*\[") if named else b"")

    def draws_text(self, number: int) -> bool:
        """Whether a stream chooses a font, as only what draws text does."""
        made = self.here[number]
        packed = made.stream or b""
        if self._decrypt:
            packed = self._decrypt(packed, number, made.generation)
        return _CHOOSES.search(unpack(made.value, packed, self._inflater)) is not None

    def by_number(self) -> Iterator[tuple[int, bytes]]:
        """Number and value of each object that stands in the file itself."""
        return ((number, made.value) for number, made in self.here.items())
