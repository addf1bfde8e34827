"""The tree of a PDF's pages (ISO 32000-2, 7.7.3), and the streams that are drawn on each."""

from __future__ import annotations

import re
from collections.abc import Callable

from imrcli.ingest.pdf import Unreadable

_MOST_PAGES = 10_000

_PAGES = re.compile(rb"/Pages\s+(\d+)\s+\d+\s+R")
_KIDS = re.compile(rb"/Kids\s*(?:\[([^\]]*)\]|(\d+)\s+\d+\s+R)")
_COUNT = re.compile(rb"/Count\s+(\d+)")
_PARENT = re.compile(rb"/Parent\s+0*(\d+)\s+\d+\s+R")
_CONTENTS = re.compile(rb"/Contents\s*(?:\[([^\]]*)\]|(\d+)\s+\d+\s+R)")
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R")

ValueOf = Callable[[int], "bytes | None"]
"""The value of an object by its number; None where there is none."""


def contents_of_pages(catalog: bytes, value_of: ValueOf, is_stream: Callable[[int], bool]) -> list[tuple[int, ...]]:  # fmt: skip
    """The numbers of the streams of each page, in order.

    Raises Unreadable where the tree is not whole: a node is missing or comes twice, or does not hold as many pages as it says.
    """
    root = _PAGES.search(catalog)
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
        kids = _KIDS.search(value)
        if kids is None:
            if b"/Page" not in value:
                raise Unreadable("page")
            made.append(_contents(value, value_of, is_stream))
            return
        before, count = len(made), _COUNT.search(value)
        for kid in _references(kids, value_of):
            walk(kid, number, depth + 1)
        if count is None or int(count[1]) != len(made) - before:
            raise Unreadable("count")

    walk(int(root[1]), 0, 0)
    return made


def _contents(page: bytes, value_of: ValueOf, is_stream: Callable[[int], bool]) -> tuple[int, ...]:
    found = _CONTENTS.search(page)
    if found is None:
        return ()
    one = int(found[2]) if found[2] else None
    numbers = (one,) if one is not None and is_stream(one) else tuple(_references(found, value_of))
    if not all(map(is_stream, numbers)):
        raise Unreadable("contents")
    return numbers


def _references(found: re.Match[bytes], value_of: ValueOf) -> list[int]:
    """The numbers in an array that stands in a dictionary, or is an object of its own."""
    listed = found[1] if found[2] is None else value_of(int(found[2]))
    if listed is None or (found[2] is not None and not listed.lstrip().startswith(b"[")):
        raise Unreadable("array")
    return [int(number) for number in _REFERENCE.findall(listed)]
