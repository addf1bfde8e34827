"""Outlook messages for tests: the compound file of [MS-CFB] and the properties of [MS-OXMSG], as far as is needed."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Union

Storage = Mapping[str, Union[bytes, "Storage"]]

_SECTOR, _SMALL, _CUT = 512, 64, 4096
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def message(attachments: Mapping[str, bytes | Storage], body: str = "", *, top: bool = True) -> Storage:
    """A message as a storage; an attachment is bytes, or a message that is attached."""
    made: dict[str, bytes | Storage] = {}
    for number, (name, content) in enumerate(attachments.items()):
        within = not isinstance(content, bytes)
        properties = {0x3707001F: name.encode("utf-16-le")}
        if isinstance(content, bytes):
            properties[0x37010102] = content
        attached = _properties(properties, 8, {0x37050003: 5 if within else 1})
        if not isinstance(content, bytes):
            attached["__substg1.0_3701000D"] = content
        made[f"__attach_version1.0_#{number:08X}"] = attached
    header = 32 if top else 24
    return {**_properties({0x1000001F: body.encode("utf-16-le")} if body else {}, header, {}), **made}


def _properties(values: Mapping[int, bytes], header: int, numbers: Mapping[int, int]) -> dict[str, bytes | Storage]:
    entries = b"".join(struct.pack("<IIII", tag, 6, len(value) + 2, 0) for tag, value in values.items())
    entries += b"".join(struct.pack("<IIII", tag, 6, number, 0) for tag, number in numbers.items())
    streams: dict[str, bytes | Storage] = {f"__substg1.0_{tag:08X}": value for tag, value in values.items()}
    return {"__properties_version1.0": b"\0" * header + entries, **streams}


def compound(root: Storage) -> bytes:
    """A compound file with these storages and streams."""
    directory: list[list[object]] = []
    sectors: list[bytes] = []
    table: list[int] = []

    small: list[bytes] = []
    small_table: list[int] = []

    def stream(data: bytes, *, small_too: bool = False) -> int:
        if not data:
            return _END
        parts, chain, size = (small, small_table, _SMALL) if small_too else (sectors, table, _SECTOR)
        first = len(parts)
        for at in range(0, len(data), size):
            parts.append(data[at : at + size].ljust(size, b"\0"))
            chain.append(len(parts))
        chain[-1] = _END
        return first

    def entry(name: str, content: bytes | Storage, kind: int) -> int:
        number = len(directory)
        row: list[object] = [name, kind, _FREE, _FREE, 0, 0]  # name, kind, next, child, first sector, size
        directory.append(row)
        if isinstance(content, bytes):
            row[4], row[5] = stream(content, small_too=len(content) < _CUT), len(content)
            return number
        before = None
        for inner in sorted(content, key=lambda name: (len(name), name.upper())):
            child = entry(inner, content[inner], 2 if isinstance(content[inner], bytes) else 1)
            if before is None:
                row[3] = child
            else:
                directory[before][2] = child
            before = child
        return number

    entry("Root Entry", root, 5)
    directory[0][4], directory[0][5] = stream(b"".join(small)), len(small) * _SMALL
    small_fat = struct.pack(f"<{len(small_table)}I", *small_table)
    small_begins = stream(small_fat + b"\xff" * (-len(small_fat) % _SECTOR))
    rows = b"".join(_row(*row) for row in directory)  # type: ignore[arg-type]
    begins = stream(rows)
    tables = 1
    while (len(table) + tables) * 4 > tables * _SECTOR:
        tables += 1
    first = len(table)
    whole = [*table, *[_TABLE] * tables]
    whole += [_FREE] * (tables * _SECTOR // 4 - len(whole))
    fat = struct.pack(f"<{len(whole)}I", *whole)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    small_sectors = -(-len(small_fat) // _SECTOR)
    header += struct.pack("<IIIIIIIII", 0, tables, begins, 0, _CUT, small_begins, small_sectors, _END, 0)
    header += struct.pack("<109I", *[first + number for number in range(tables)], *[_FREE] * (109 - tables))
    return header + b"".join(sectors) + fat


def _row(name: str, kind: int, following: int, child: int, first: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    numbers = struct.pack("<HBBIII", len(encoded), kind, 1, _FREE, following, child)
    return encoded.ljust(64, b"\0") + numbers + b"\0" * 36 + struct.pack("<IQ", first, size)
