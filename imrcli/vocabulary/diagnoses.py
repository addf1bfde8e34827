"""Which diagnoses a text names (diagnoses.txt)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from imrcli.pattern import pattern
from imrcli.vocabulary.keyed import any_name, keyed

_FILE = "diagnoses.txt"
_DENIED = pattern(
    r"\b(?:no|not|without|denies|denied|deny|negative|nor|absent|ruled?)\s(?:[^\s.;]+\s+){0,3}$", re.IGNORECASE
)
_REACH = 60
"""Characters before a diagnosis in which a denial of it stands."""


@lru_cache(maxsize=64)
def diagnoses_in(text: str | None) -> tuple[str, ...]:
    """The diagnoses that a text names, in its order, each once; those that it denies are left out.

    >>> diagnoses_in("Diagnoses: lumbar radiculopathy, left knee meniscal tears. There is no myelopathy.")
    ('radiculopathy', 'meniscal tear')
    """
    named: dict[str, None] = {}
    meanings = _meanings()
    for match in _names().finditer(text or ""):
        if not _DENIED.search(match.string, max(0, match.start() - _REACH), match.start()):
            named[meanings[_plain(match.group(1))]] = None
    return tuple(named)


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("-", " ").replace("’", "'").split())


@cache
def _meanings() -> dict[str, str]:
    """The diagnosis that each name stands for."""
    return {_plain(name): diagnosis for diagnosis, about in keyed(_FILE).items() for name in about["words"]}


@cache
def _names() -> re.Pattern[str]:
    """A pattern that finds the longest name at a place."""
    return any_name(_meanings(), r"[\s-]+")
