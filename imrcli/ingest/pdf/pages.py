"""The tree of a PDF's pages (ISO 32000-2, 7.7.3), and the streams that are drawn on each."""

from __future__ import annotations

import re
from collections.abc import Callable

from imrcli.ingest.pdf import Unreadable
from imrcli.ingest.pdf.values import compiled, entry, number_of, reference_of

_MOST_PAGES = 10_000

_PARENT = compiled(rb"/Parent\s+0*(\d{1,10})\s+\d{1,5}\s+R")
_REFERENCE = compiled(rb"(\d{1,10})\s+\d{1,5}\s+R")

ValueOf = Callable[[int], "bytes | None"]
"""The value of an object by its number; None where there is none."""


def contents_of_pages(catalog: bytes, value_of: ValueOf, is_stream: Callable[[int], bool]) -> list[tuple[int, ...]]:
    """The numbers of the streams of each page, in order.

    Raises Unreadable where the tree is not whole: a node is missing or comes twice, or does not hold as many pages as it says.
    """
    root = reference_of(catalog, b"/Pages")
    if root is None:
        raise Unreadable("no pages")
    made: list[tuple[int, ...]] = []
    seen: set[int] = set()

    def walk(number: int, parent: int, depth: int) -> None:
        value = value_of(number)
        if value is None or number in seen or depth > 50 or len(seen) > _MOST_PAGES:
            raise Unreadable("page tree")
        parents = _PARENT.findall(value)
        if parents and b"%d" % parent not in parents:
            raise Unreadable("parent")
        seen.add(number)
        kids = entry(value, b"/Kids")
        if kids is None:
            if b"/Page" not in value:
                raise Unreadable("page")
            made.append(_contents(value, value_of, is_stream))
            return
        before, count = len(made), number_of(value, b"/Count")
        for kid in _references(kids, value_of):
            walk(kid, number, depth + 1)
        if count != len(made) - before:
            raise Unreadable("count")

    walk(root, 0, 0)
    return made


def _contents(page: bytes, value_of: ValueOf, is_stream: Callable[[int], bool]) -> tuple[int, ...]:
    found = entry(page, b"/Contents")
    if found is None or not (found[3] or found[4]):
        return ()
    one = int(found[2]) if found[3] else None
    numbers = (one,) if one is not None and is_stream(one) else tuple(_references(found, value_of))
    if not all(map(is_stream, numbers)):
        raise Unreadable("contents")
    return numbers


def _references(found: re.Match[bytes], value_of: ValueOf) -> list[int]:
    """The numbers in an array that stands in a dictionary, or is an object of its own."""
    listed = value_of(int(found[2])) if found[3] else found[4]
    if listed is None or (found[3] and not listed.lstrip().startswith(b"[")):
        raise Unreadable("array")
    return [int(number) for number in _REFERENCE.findall(listed)]
