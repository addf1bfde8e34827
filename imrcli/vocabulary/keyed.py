"""Vocabulary files whose entries are `key: value, value` under a heading, one heading a thing."""

from __future__ import annotations

from functools import cache

from imrcli.vocabulary import entries


@cache
def keyed(name: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """The entries of a file by heading and key.

    Values are separated by semicolons where a line has any, else by commas.
    """
    groups: dict[str, dict[str, tuple[str, ...]]] = {}
    for heading, lines in entries(name).items():
        if heading:
            groups[heading] = {
                key.strip(): _values(values) for key, _, values in (line.partition(":") for line in lines)
            }
    return groups


def _values(printed: str) -> tuple[str, ...]:
    parts = (part.strip() for part in printed.split(";" if ";" in printed else ","))
    return tuple(part for part in parts if part)
