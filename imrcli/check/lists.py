"""The checks' own knowledge: plain text files that a lawyer or a physician could correct, and their loader.

The files have the vocabulary's form: one entry a line, `#` opens a comment, `[Heading]` a group. An entry here is
`key: value, value`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@cache
def groups(name: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """The entries of a file by heading and key."""
    made: dict[str, dict[str, tuple[str, ...]]] = {}
    group: dict[str, tuple[str, ...]] = {}
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            group = made.setdefault(line[1:-1], {})
        else:
            key, _, values = line.partition(":")
            listed = tuple(one.strip() for one in values.split(";" if ";" in values else ","))
            group[key.strip()] = tuple(one for one in listed if one)
    return made
