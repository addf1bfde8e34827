"""Rationales that are copied from one item to another."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from imrcli.check.cited import depends
from imrcli.check.doubt import Check, Doubt
from imrcli.check.subject import MOST_ISSUES, Subject
from imrcli.check.wording import numbered, shortened
from imrcli.text import Span

COPIED = Check(
    code="rationale-copied",
    severity="low",
    meaning="Several items have the same rationale, word for word.",
    silent="The format has one rationale for several items, their requests are the same, or the rationale only says"
    " that the"
    " item falls or stands with another.",
    source="Labor Code 4610.6(c)-(e): each disputed service is to be decided",
    matters="each service may not have been judged by itself",
)
NEARLY = Check(
    code="rationale-nearly-copied",
    severity="low",
    meaning="Two items have long rationales that share at least 17 in 20 of their words, in one order.",
    silent="A rationale has fewer than 40 words, or the words are the same (see rationale-copied).",
    source="Labor Code 4610.6(c)-(e)",
    matters="each service may not have been judged by itself",
)
CHECKS = (COPIED, NEARLY)

_ALIKE = 0.85
_LEAST_WORDS = 40
_MOST_WORDS = 500
_QUOTED = 120


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on copies."""
    words: dict[int, list[str]] = {}
    spans: dict[int, Span] = {}
    for place, span in subject.rationales():
        if place < MOST_ISSUES and span not in spans.values() and not depends(subject, place):
            spans[place] = span
            words[place] = _words(subject.quote(*span))
    same: dict[tuple[str, ...], list[int]] = {}
    for place, own in words.items():
        same.setdefault(tuple(own), []).append(place)
    for places in same.values():
        if len(places) > 1:
            copied = shortened(subject.quote(*spans[places[0]]), _QUOTED)
            yield COPIED.doubt(
                f"The rationales of {numbered(places)} are the same, word for word: “{copied}”.",
                *[subject.in_rationale(place, spans[place]) for place in places],
            )
    yield from _nearly(subject, words, spans, [places[0] for places in same.values()])


def _nearly(
    subject: Subject, words: dict[int, list[str]], spans: dict[int, Span], firsts: list[int]
) -> Iterator[Doubt]:
    left = [place for place in firsts if len(words[place]) >= _LEAST_WORDS]
    while left:
        first, *rest = left
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(words[first][:_MOST_WORDS])
        shares = {place: share for place in rest if (share := _share(matcher, words[place])) >= _ALIKE}
        alike = [first, *shares]
        if shares:
            yield NEARLY.doubt(
                f"The rationales of {numbered(alike)} are nearly the same ({min(shares.values()):.0%} of their words).",
                *[subject.in_rationale(place, spans[place]) for place in alike],
            )
        left = [place for place in rest if place not in shares]


def _share(matcher: SequenceMatcher[str], words: list[str]) -> float:
    """The share of words that two rationales have in common; 0 where it is certainly less than counts."""
    matcher.set_seq1(words[:_MOST_WORDS])
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0
    return matcher.ratio()


def _words(text: str) -> list[str]:
    return "".join(c.lower() if c.isalnum() else " " for c in text).split()
