"""Rationales that are copied from one item to another."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from imrcli.check.finding import Check, Finding
from imrcli.check.reading import MOST_ISSUES, Reading, numbered

COPIED = Check(
    code="rationale-copied",
    severity="low",
    meaning="Several items have the same rationale, word for word.",
    silent="The format has one rationale for several items, or their requests are the same.",
    source="Labor Code 4610.6(c)-(e): each disputed service is to be decided",
)
NEARLY = Check(
    code="rationale-nearly-copied",
    severity="low",
    meaning="Two items have long rationales that share at least 17 in 20 of their words, in one order.",
    silent="A rationale has fewer than 40 words, or the words are the same (see rationale-copied).",
    source="Labor Code 4610.6(c)-(e)",
)
CHECKS = (COPIED, NEARLY)

_ALIKE = 0.85
_LEAST_WORDS = 40
_MOST_WORDS = 500


def find(reading: Reading) -> Iterator[Finding]:
    """Findings on copies."""
    words: dict[int, list[str]] = {}
    spans: dict[int, tuple[int, int]] = {}
    for place in range(min(len(reading.issues), MOST_ISSUES)):
        span = reading.rationale(place)
        if span and span not in spans.values():
            spans[place] = span
            words[place] = _words(reading.issues[place].rationale or "")
    same: dict[tuple[str, ...], list[int]] = {}
    for place, told in words.items():
        same.setdefault(tuple(told), []).append(place)
    for places in same.values():
        if len(places) > 1:
            yield COPIED.found(
                f"The rationales of {numbered(places)} are the same, word for word: “{_short(reading.issues[places[0]].rationale or '')}”.",
                *[reading.in_rationale(place, *spans[place]) for place in places],
            )
    yield from _nearly(reading, words, spans, [places[0] for places in same.values()])


def _nearly(
    reading: Reading,
    words: dict[int, list[str]],
    spans: dict[int, tuple[int, int]],
    firsts: list[int],
) -> Iterator[Finding]:
    left = [p for p in firsts if len(words[p]) >= _LEAST_WORDS]
    while left:
        first, *rest = left
        alike = [first]
        shares = []
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(words[first][:_MOST_WORDS])
        for place in rest:
            matcher.set_seq1(words[place][:_MOST_WORDS])
            if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
                share = matcher.ratio()
                if share >= _ALIKE:
                    alike.append(place)
                    shares.append(share)
        if shares:
            yield NEARLY.found(
                f"The rationales of {numbered(alike)} are nearly the same ({min(shares):.0%} of their words).",
                *[reading.in_rationale(place, *spans[place]) for place in alike],
            )
        left = [place for place in rest if place not in alike]


def _words(text: str) -> list[str]:
    return "".join(c.lower() if c.isalnum() else " " for c in text).split()


def _short(words: str, most: int = 120) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
