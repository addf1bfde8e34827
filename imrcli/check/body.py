"""Parts of the body: which ones a text names, and which chapters of the guidelines are about them (body-parts.txt)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from msgspec import Struct

from imrcli.check.lists import groups
from imrcli.pattern import pattern
from imrcli.text import Span

_FILE = "body-parts.txt"
_NOTHING = "nothing"
_SIDED = pattern(r"\b(left|right)[\s-]+(?:[\w-]+\s+){0,2}?$", re.IGNORECASE)
_UNIT = pattern(r"(?:\d|\b(?:one|two|three|four|five|six|ten))[\s-]+$", re.IGNORECASE)


class Named(Struct, frozen=True, gc=False):
    """A place where a text names a part of the body, and the parts that the name stands for."""

    parts: frozenset[str]
    start: int
    end: int


@cache
def _names() -> tuple[dict[str, frozenset[str]], re.Pattern[str]]:
    """What each name stands for, and a pattern that finds the longest name at a place."""
    meant: dict[str, frozenset[str]] = {}
    for part, about in groups(_FILE).items():
        for word in about.get("words", ()):
            meant[word] = frozenset() if part == _NOTHING else frozenset(about.get("parts", (part,)))
    words = sorted(meant, key=len, reverse=True)
    either = "|".join(re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in words)
    return meant, re.compile(rf"(?<![\w-])({either})(?:s|es)?(?![\w])", re.IGNORECASE)


def named_parts(text: str, span: Span | None = None) -> list[Named]:
    """The places where a text names a part of the body; expressions that name none are left out."""
    meant, words = _names()
    found = []
    for match in words.finditer(text, *(span or (0, len(text)))):
        word = " ".join(match.group(1).lower().replace("’", "'").split())
        parts = meant.get(word, frozenset())
        measure = word in ("foot", "feet") and _UNIT.search(text, max(0, match.start() - 8), match.start())
        if parts and not measure:
            found.append(Named(parts, *match.span()))
    return found


@lru_cache(maxsize=1024)
def parts_of(text: str | None) -> frozenset[str]:
    """All the parts of the body that a text names."""
    return frozenset().union(*(named.parts for named in named_parts(text))) if text else frozenset()


def near(parts: Iterable[str]) -> frozenset[str]:
    """The parts themselves, and those that a rationale on them may well speak of."""
    known = groups(_FILE)
    return frozenset(parts).union(*(known.get(part, {}).get("near", ()) for part in parts))


@cache
def _covered() -> dict[str, frozenset[str]]:
    made: dict[str, set[str]] = {}
    for part, about in groups(_FILE).items():
        for chapter in about.get("chapters", ()):
            made.setdefault(chapter.lower(), set()).add(part)
    return {chapter: frozenset(parts) for chapter, parts in made.items()}


def covered_by(chapter: str | None) -> frozenset[str]:
    """The parts of the body that a guideline's chapter is about; none for a general one."""
    if not chapter:
        return frozenset()
    known = _covered()
    title = " ".join(chapter.lower().split())
    if title in known:
        return known[title]
    # 'ACOEM Chapter 12 Low Back Complaints', 'Knee Complaints (ACOEM Practice Guidelines, ...)'
    inside = [name for name in known if len(name) > 8 and name in title]
    return known[max(inside, key=len)] if inside else frozenset()


def side_of(text: str, named: Named) -> str | None:
    """`left` or `right`, where the text says so right before a part of the body."""
    before = _SIDED.search(text, max(0, named.start - 30), named.start)
    return before.group(1).lower() if before else None


def shown(parts: Iterable[str]) -> str:
    """Parts as words, in a fixed order."""
    return ", ".join(sorted(parts))
