"""The vocabulary's files as they stand: one entry a line; `#` opens a comment, `[Heading]` a group."""

from __future__ import annotations

from pathlib import Path

from imrcli.index import index

_HERE = Path(__file__).parent


@index
def entries(name: str) -> dict[str, list[str]]:
    """The lines of a vocabulary file by heading; lines above the first heading are under an empty one."""
    groups: dict[str, list[str]] = {}
    group = groups.setdefault("", [])
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if not line or line[0] == "#":
            continue
        if line[0] == "[" and line[-1] == "]":
            group = groups.setdefault(line[1:-1], [])
        else:
            group.append(line)
    return groups
