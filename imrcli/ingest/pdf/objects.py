"""A PDF's objects by their numbers, those in object streams included."""

from __future__ import annotations

from itertools import pairwise

from imrcli.ingest.pdf import Unreadable
from imrcli.ingest.pdf.filters import Inflater, unpack
from imrcli.ingest.pdf.security import Decrypt, decryption, string_in
from imrcli.ingest.pdf.structure import Object, Table, read_object
from imrcli.ingest.pdf.values import compiled, number_of, reference_of

_NO_TEXT = compiled(rb"/(?:Image|Metadata|XRef|Length1|FontFile\d?|Type1C|CIDFontType0C|OpenType)\b")
"""A stream whose dictionary has one of these holds no text."""
_HOLDS = compiled(rb"/Type\s*/ObjStm\b")
_BEGINS = compiled(rb"\s[^\s]")
_COMMENT = compiled(rb"%[^\r\n]*")
_NAMES = compiled(rb"/(\w+)")
_PLAIN = frozenset(b"Filter Length FlateDecode ASCII85Decode DecodeParms".split())
"""The names in the dictionary of a stream that is nothing but a page's content."""
_CHOSEN = compiled(rb"/([^\s/<>\[\]()]+)\s+[-+.\d]+\s+Tf\b")


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
        self._heads: dict[int, tuple[int, list[bytes], bytes]] = {}
        self._table = table
        self._inflater = inflater
        self._decrypt: Decrypt | None = None
        self._read(data)
        self._unpack()

    def value(self, number: int) -> bytes | None:
        """An object's value, of a stream its dictionary; None where there is no such object."""
        value = self._value(number)
        if value is not None:
            self._inflater.spend(len(value))
        return value

    def _value(self, number: int) -> bytes | None:
        if made := self.here.get(number):
            return made.value
        kind, holder, index = self._table.entries.get(number, (0, 0, 0))
        if kind != 2 or holder not in self._heads:
            return None
        start, head, text = self._heads[holder]
        if 2 * index >= len(head) or int(head[2 * index]) != number:
            raise Unreadable("object stream")
        place = start + int(head[2 * index + 1])
        stop = start + int(head[2 * index + 3]) if 2 * index + 3 < len(head) else len(text)
        return text[place:stop]

    def is_stream(self, number: int) -> bool:
        """Whether there is such an object, and it is a stream."""
        made = self.here.get(number)
        return made is not None and made.stream is not None

    def _read(self, data: bytes) -> None:
        entries = self._table.entries
        listed = sorted((one, number, two) for number, (kind, one, two) in entries.items() if kind == 1)
        stops = sorted({*(place for place, _, _ in listed), *self._table.places, len(data)})
        stop_of = dict(pairwise(stops))
        for place, number, generation in listed:
            try:
                # Two objects at one place: one of them is wrong, and it is read once.
                made = read_object(data, place, stop_of.pop(place, 0), entries)
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
        holders = {holder for kind, holder, _ in self._table.entries.values() if kind == 2}
        for number, made in self.here.items():
            if made.stream is None or _NO_TEXT.search(made.value):
                continue
            try:
                packed = decrypt(made.stream, number, made.generation) if decrypt else made.stream
                if number in holders and _HOLDS.search(made.value):
                    text = unpack(made.value, packed, self._inflater)
                    self._hold(number, made.value, text)
                else:
                    unpack(made.value, packed, self._inflater, keep=False)
                    if _PLAIN.issuperset(_NAMES.findall(made.value)):
                        self.plain.add(number)
            except Unreadable:
                self.damaged.add(number)
        self.wrong |= holders - self._heads.keys() - self.damaged

    def _hold(self, number: int, value: bytes, text: bytes) -> None:
        """The objects in an object stream (7.5.7): at its head, their numbers and places behind it."""
        count, start = number_of(value, b"/N"), number_of(value, b"/First")
        if count is None or start is None:
            raise Unreadable("object stream")
        head = text[:start]
        if b"%" in head:
            head = _COMMENT.sub(b" ", head)
        numbers = head.split()
        if len(numbers) != 2 * count or not _BEGINS.match(text, start + int(numbers[1]) - 1):
            raise Unreadable("object stream")
        self._heads[number] = start, numbers, text
        self.held.append(text)

    def _decryption(self) -> Decrypt | None:
        trailer = self._table.trailers[0]
        if b"/Encrypt" not in trailer:
            return None
        apart = reference_of(trailer, b"/Encrypt")
        inside = trailer[trailer.find(b"/Encrypt") :]
        encrypt = inside if apart is None else self.value(apart)
        if encrypt is None:
            raise Unreadable("encryption")
        named = next((one for one in self._table.trailers if b"/ID" in one), None)
        return decryption(encrypt, string_in(named, b"/ID") if named else b"")

    def fonts_chosen(self, number: int) -> set[bytes]:
        """The names of the fonts that a content stream draws with (operator Tf, 9.3); none where it is damaged."""
        if number in self.damaged:
            return set()
        made = self.here[number]
        packed = made.stream or b""
        if self._decrypt:
            packed = self._decrypt(packed, number, made.generation)
        return set(_CHOSEN.findall(unpack(made.value, packed, self._inflater)))

    def values(self) -> dict[int, bytes]:
        """The value of each object that stands in the file itself, but for those that are tables: they have been read."""
        return {number: made.value for number, made in self.here.items() if b"/XRef" not in made.value}
