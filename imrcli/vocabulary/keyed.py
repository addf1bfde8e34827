"""Vocabulary files whose entries are `key: value, value` under a heading, one heading a thing."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import groupby

from imrcli.index import index
from imrcli.pattern import pattern
from imrcli.vocabulary import entries


@index
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


def any_name(names: Collection[str], between: str) -> re.Pattern[str]:
    """A pattern that finds the longest name at a place, its plural too, with `between` for the spaces in a name.

    Names are told apart letter by letter: what several begin with is looked at once.
    """
    letters = "".join(sorted({name[0] for name in names}))
    either = _either(sorted(names), {" ": between, "'": "['’]"})
    return pattern(rf"\b(?<!-)(?=[{letters}])({either})(?:s|es)?(?!\w)", re.IGNORECASE)


def _either(names: Collection[str], printed: Mapping[str, str]) -> str:
    """A pattern of some sorted names, the longest first; `printed` has the patterns of what is printed in many ways."""
    longer = [
        str(printed.get(letter, re.escape(letter))) + _either([name[1:] for name in group], printed)
        for letter, group in groupby(filter(None, names), key=lambda name: name[0])
    ]
    whole = "" in names
    if len(longer) == 1 and not whole:
        return longer[0]
    return f"(?:{'|'.join(longer)}){'?' if whole else ''}" if longer else ""
