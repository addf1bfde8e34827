"""Parts of the body: which ones a text names, and which chapters of the guidelines are about them (body-parts.txt)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from msgspec import Struct

from imrcli.pattern import pattern
from imrcli.text import Span
from imrcli.vocabulary.keyed import any_name, keyed

_FILE = "body-parts.txt"
_NOTHING = "nothing"
_SIDED = pattern(r"\b(left|right)[\s-]+(?:[\w-]+\s+){0,2}?$", re.IGNORECASE)
_BEFORE_SIDE = 30
"""Characters before a part of the body in which its side stands."""
_UNIT = pattern(r"(?:\d|\b(?:one|two|three|four|five|six|ten))[\s-]+$", re.IGNORECASE)
_SHORTEST_TITLE = 9
"""Characters of a chapter's title that is recognised inside a longer one."""


class Named(Struct, frozen=True, gc=False):
    """A place where a text names a part of the body, and the parts that the name stands for."""

    parts: frozenset[str]
    start: int
    end: int


@cache
def _meanings() -> dict[str, frozenset[str]]:
    """What each name stands for."""
    meant: dict[str, frozenset[str]] = {}
    for part, about in keyed(_FILE).items():
        for word in about.get("words", ()):
            meant[word] = frozenset() if part == _NOTHING else frozenset(about.get("parts", (part,)))
    return meant


@cache
def _names() -> re.Pattern[str]:
    """A pattern that finds the longest name at a place."""
    return any_name(_meanings(), r"\s+")


def named_parts(text: str, span: Span | None = None) -> list[Named]:
    """The places where a text names a part of the body; expressions that name none are left out."""
    meanings = _meanings()
    named = []
    for match in _names().finditer(text, *(span or (0, len(text)))):
        word = " ".join(match.group(1).lower().replace("’", "'").split())
        parts = meanings.get(word, frozenset())
        measure = word in ("foot", "feet") and _UNIT.search(text, max(0, match.start() - 8), match.start())
        if parts and not measure:
            named.append(Named(parts, *match.span()))
    return named


@lru_cache(maxsize=1024)
def parts_of(text: str | None) -> frozenset[str]:
    """All the parts of the body that a text names."""
    return parts_in(named_parts(text)) if text else frozenset()


def parts_in(named: Iterable[Named]) -> frozenset[str]:
    """All the parts of the body that are named at some places."""
    return frozenset[str]().union(*(place.parts for place in named))


def near(parts: Iterable[str]) -> frozenset[str]:
    """The parts themselves, and those that a rationale on them may well speak of."""
    known = keyed(_FILE)
    return frozenset(parts).union(*(known.get(part, {}).get("near", ()) for part in parts))


def overlap(firsts: Iterable[str], seconds: Iterable[str]) -> bool:
    """Whether any of some parts is one of others, or is a part of it as a whole (the knee of the leg)."""
    return not _widened(firsts).isdisjoint(seconds) or not _widened(seconds).isdisjoint(firsts)


def _widened(parts: Iterable[str]) -> frozenset[str]:
    known = keyed(_FILE)
    return frozenset(parts).union(*(known.get(part, {}).get("holds", ()) for part in parts))


@cache
def _chapters() -> dict[str, frozenset[str]]:
    """The parts that each chapter is about, by its title in lower case."""
    parts_by_title: dict[str, set[str]] = {}
    for part, about in keyed(_FILE).items():
        for title in about.get("chapters", ()):
            parts_by_title.setdefault(title.lower(), set()).add(part)
    return {title: frozenset(parts) for title, parts in parts_by_title.items()}


def covered_by(chapter: str | None) -> frozenset[str]:
    """The parts of the body that a guideline's chapter is about; none for a general one."""
    if not chapter:
        return frozenset()
    known = _chapters()
    title = " ".join(chapter.lower().split())
    if title in known:
        return known[title]
    # 'ACOEM Chapter 12 Low Back Complaints', 'Knee Complaints (ACOEM Practice Guidelines, ...)'
    inside = [name for name in known if len(name) >= _SHORTEST_TITLE and name in title]
    return known[max(inside, key=len)] if inside else frozenset()


def side_of(text: str, named: Named) -> str | None:
    """`left` or `right`, where the text says so right before a part of the body."""
    before = _SIDED.search(text, max(0, named.start - _BEFORE_SIDE), named.start)
    return before.group(1).lower() if before else None


def enumerated(parts: Iterable[str]) -> str:
    """Parts as words, in a fixed order."""
    return ", ".join(sorted(parts))
