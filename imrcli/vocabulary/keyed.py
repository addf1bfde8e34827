"""Vocabulary files whose entries are `key: value, value` under a heading, one heading a thing."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from itertools import groupby

from imrcli.pattern import pattern
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


def any_name(names: Collection[str], between: str) -> re.Pattern[str]:
    """A pattern that finds the longest name at a place, its plural too, with `between` for the spaces in a name.

    Names are told apart by their first letter first.
    """
    by_letter = []
    for letter, words in groupby(sorted(names), key=lambda name: name[0]):
        rests = sorted((name[1:] for name in words), key=len, reverse=True)
        either = "|".join(re.escape(rest).replace(r"\ ", between).replace("'", "['’]") for rest in rests)
        by_letter.append(f"{re.escape(letter)}(?:{either})")
    letters = "".join(sorted({name[0] for name in names}))
    return pattern(rf"(?<![\w-])(?=[{letters}])({'|'.join(by_letter)})(?:s|es)?(?!\w)", re.IGNORECASE)
