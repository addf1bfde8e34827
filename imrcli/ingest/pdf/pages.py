"""The contents of a PDF's pages, as its page tree (ISO 32000-2, 7.7.3) names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from imrcli.ingest.pdf.parts import behind, number_of
from imrcli.pattern import pattern

_REFERENCE = rb"\s*(\d{1,10})\s+\d{1,5}\s+R\b"
_REFERENCES = pattern(_REFERENCE)
_MOST_PAGES = 10_000
_ON_THE_WAY = (b"/Catalog", b"/Kids", b"/Contents")
"""What stands in each object that leads to a page's contents."""
_HOLDS_OBJECTS = b"/ObjStm"


class _Unclear(Exception):
    """What a page holds is not told plainly."""


def contents(
    values: Mapping[int, bytes], streams: Mapping[int, bytes], trailers: Sequence[bytes]
) -> list[bytes] | None:
    """The content of each page, in their order; None where the file does not tell it plainly.

    `values` are the file's dictionaries, `streams` what its streams hold, by their objects' numbers.
    """
    try:
        roots = {number for trailer in trailers for number in behind(b"Root", _REFERENCE).findall(trailer)}
        if len(roots) != 1:
            return None
        objects = _Objects(values, streams)
        catalog = objects[int(roots.pop())]
        return [b"\n".join(streams[number] for number in page) for page in _pages(objects, _one(catalog, b"Pages"))]
    except (_Unclear, KeyError, ValueError):
        return None


class _Objects:
    """The objects of a file, those in object streams (7.5.7) too, which are cut out when they are asked for."""

    def __init__(self, values: Mapping[int, bytes], streams: Mapping[int, bytes]) -> None:
        self._values = values
        self._packed: dict[int, tuple[bytes, int, int]] = {}
        for number, value in values.items():
            text = streams.get(number, b"") if _HOLDS_OBJECTS in value else b""
            if any(key in text for key in _ON_THE_WAY):
                self._index(text, number_of(value, b"First"))

    def _index(self, text: bytes, start: int) -> None:
        head = [int(word) for word in text[:start].partition(b"%")[0].split()]
        numbers, starts = head[::2], head[1::2]
        if any(number in self._values or number in self._packed for number in numbers):
            raise _Unclear
        for number, at, end in zip(numbers, starts, [*starts[1:], len(text) - start], strict=True):
            self._packed[number] = text, start + at, start + end

    def __getitem__(self, number: int) -> bytes:
        if number in self._values:
            return self._values[number]
        text, start, end = self._packed[number]
        return text[start:end]


def _pages(objects: _Objects, root: int) -> Iterator[list[int]]:
    """The numbers of each page's content streams."""
    left, seen = [root], 0
    while left:
        node = objects[left.pop()]
        seen += 1
        if seen > _MOST_PAGES:
            raise _Unclear
        if b"/Kids" in node:
            left.extend(reversed(_listed(node, b"Kids")))
        elif b"/Contents" not in node:
            yield []
        elif behind(b"Contents", rb"\s*\[").search(node):
            yield _listed(node, b"Contents")
        else:
            yield [_one(node, b"Contents")]


def _one(dictionary: bytes, key: bytes) -> int:
    """The number of the object that a key refers to."""
    found = behind(key, _REFERENCE).findall(dictionary)
    if len(found) != 1 or dictionary.count(b"/" + key) != 1:
        raise _Unclear
    return int(found[0])


def _listed(dictionary: bytes, key: bytes) -> list[int]:
    """The numbers of the objects that an array refers to."""
    found = behind(key, rb"\s*\[([^\]]*)\]").findall(dictionary)
    if len(found) != 1 or dictionary.count(b"/" + key) != 1:
        raise _Unclear
    numbers = _REFERENCES.findall(found[0])
    if _REFERENCES.sub(b"", found[0]).strip():
        raise _Unclear
    return [int(number) for number in numbers]
