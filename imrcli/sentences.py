"""Where sentences end: the one splitter of all that read prose, from an item's header to the checks.

Letters print a sentence's end before a line break, before a space, and, where two lines were glued, before nothing at
all. A full stop behind an abbreviation (`mg.`, `Dr.`, `vs.`) ends no sentence, unless a word follows that opens one;
nor does the one behind a number that counts (`1. Radiculopathy`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from imrcli.pattern import pattern
from imrcli.text import Span
from imrcli.vocabulary import entries

_CLOSING = r"[\"”’')\]]*"
_OPENING = r"[\"“(\[]?[A-Z0-9*#•]"
_END = pattern(
    rf"[.!?]{_CLOSING}"
    rf"(?:(?P<gap>\s+)(?={_OPENING})"  # 'is not necessary. The request'
    r"|(?<=[a-z]{2}[.!?])(?=[A-Z][A-Za-z0-9])"  # 'is not necessary.The request', '... necessary.L5-S1 fusion'
    r"|(?<=[a-z]{2}[.!?][\"”)])(?=[A-Z][A-Za-z0-9])"  # '(see above.)The request'
    r"|(?<=\d[.])(?=[A-Z][A-Za-z]))"  # 'in 2013.The request'
)
_LINE_END = pattern(rf"[.!?]{_CLOSING}(?P<gap>[^\S\n\f]*[\n\f]\s*)(?=\S)")
_ABBREVIATION = pattern(r"(?<![\w.])[A-Za-z](?:[A-Za-z]|[.-](?=[A-Za-z]))*$")
_LONGEST_ABBREVIATION = 8
_OPENER_WORDS = (
    "The This That These Those There Then It Its He She They His Her Their We I In On At As If For Given Based However",
    "Thus Therefore Hence Also When While Although Though Since Because Per No Not Neither Both All An Any Such To",
    "Additionally Furthermore Moreover Subsequently Currently Previously Today Please After Before During Under Within",
    "Upon Unless Until Once Yet But And Or Without With According",
)
"""Words that open a sentence, and hardly ever follow an abbreviation inside one."""
_OPENER = pattern(rf"(?:{'|'.join(' '.join(_OPENER_WORDS).split())})\b")
_NO_PAGE = r"(?<!\(s)(?<!\(s\))(?<!page)(?<!pages)(?<!pg)(?<!pgs)(?<!pp)(?<! p)"
_COUNTS = pattern(rf"(?:^|{_NO_PAGE}[.!?:;)]\s+|[\n\f]\s*)\(?\d{{1,2}}$", re.IGNORECASE)
"""A number that counts what follows: at the start, behind a stop or a line's end ('criteria: 1. Pain; 2. Weakness').

A page's number does not (`page(s) 43. The`).
"""
_INITIAL = pattern(r"(?:^|[^a-z\s]\s+|[.,(/]|\b(?:by|with|to|from|of|and|for|see|[A-Z][\w.’'-]*)\s+)[A-Z]$")
"""A name's initial: behind a name, a title or a preposition ('Dr. J. Lee', 'seen by R. Ito'), not 'hepatitis C.'"""
_INITIALS = pattern(r"[A-Z](?:\.[A-Z])+")
"""`C.C.R.`, `A.M.A.`"""
_NEVER = frozenset({"Before a name", "Inside a phrase", "A number"})
_BEFORE_NUMBER = "Before a number"


@cache
def _abbreviations() -> dict[str, str]:
    return {word: group for group, words in entries("abbreviations.txt").items() for word in words}


def sentence_ends(text: str, start: int = 0, end: int | None = None, *, at_lines: bool = False) -> Iterator[Span]:
    """Where the sentences of a part of a text end, and where what follows begins: behind the gap between both.

    With `at_lines` a full stop at the end of a line ends a sentence whatever the next line opens with, since an
    item's header can open with anything. The end of the part itself is not told.
    """
    for match in _stops(text, start, len(text) if end is None else end, at_lines):
        if _abbreviation_before(text, start, match) is None:
            yield _around_gap(match)


def sentence_ends_back(text: str, start: int = 0, end: int | None = None, *, at_lines: bool = False) -> Iterator[Span]:
    """What `sentence_ends` tells, the last one first: for who needs the last few alone."""
    for match in reversed(_stops(text, start, len(text) if end is None else end, at_lines)):
        if _abbreviation_before(text, start, match) is None:
            yield _around_gap(match)


def possible_ends(text: str, start: int = 0, end: int | None = None, *, at_lines: bool = False) -> Iterator[Span]:
    """Where a sentence may end besides: at full stops behind measures, times and names (`10 mg. MRI of the knee`).

    They are told as `sentence_ends` tells the others. Which of them end a sentence only its words can tell.
    """
    for match in _stops(text, start, len(text) if end is None else end, at_lines):
        group = _abbreviation_before(text, start, match)
        if group is not None and group not in _NEVER and group != _BEFORE_NUMBER:
            yield _around_gap(match)


def _stops(text: str, start: int, end: int, at_lines: bool) -> list[re.Match[str]]:
    """The full stops, question and exclamation marks of a part of a text that can end a sentence, in order."""
    stops = list(_END.finditer(text, start, end))
    if not at_lines:
        return stops
    once = {match.end(): match for match in (*stops, *_LINE_END.finditer(text, start, end))}
    return [once[behind] for behind in sorted(once)]


def _around_gap(match: re.Match[str]) -> Span:
    return match.end() - len(match.group("gap") or ""), match.end()


def _abbreviation_before(text: str, start: int, match: re.Match[str]) -> str | None:
    """The group of the abbreviation inside a sentence whose full stop a match opens with; None where there is none."""
    at = match.start()
    if text[at] != ".":
        return None
    if at > start and text[at - 1].isdigit():
        counts = text[max(start, at - 3) : at].lstrip("(").isdigit() if at - start < 4 else False
        return "A number" if counts or _COUNTS.search(text, max(start, at - 12), at) else None
    if at - start > _LONGEST_ABBREVIATION and text[at - _LONGEST_ABBREVIATION - 1 : at].isalpha():
        return None
    word = _ABBREVIATION.search(text, max(start, at - _LONGEST_ABBREVIATION), at)
    if word is None:
        return None
    name = word.group()
    group = _abbreviations().get(name)
    if group == _BEFORE_NUMBER:
        return group if text[match.end() : match.end() + 1] in "0123456789#(" else None
    if group is None and len(name) == 1 and name.isupper() and _INITIAL.search(text, max(start, at - 24), at):
        group = "Before a name"
    if group is None and "." in name and _INITIALS.fullmatch(name):
        group = "Behind a name"
    if group is None or _OPENER.match(text, match.end()):
        return None
    return group


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of a part of a text, in order, without the white space between them; blank ones left out.

    >>> [text[a:b] for a, b in sentences("Norco 10 mg. #60 is asked for. It is not necessary.")]
    ['Norco 10 mg. #60 is asked for.', 'It is not necessary.']
    """
    stop = len(text) if end is None else end
    spans: list[Span] = []
    at = start
    for last, behind in sentence_ends(text, start, stop):
        spans.append((at, last))
        at = behind
    spans.append((at, stop))
    return [span for span in spans if text[span[0] : span[1]].strip()]
