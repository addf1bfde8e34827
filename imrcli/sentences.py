"""Where sentences end: the one splitter of all that read prose, from an item's header to the checks.

Letters print a sentence's end before a line break, before a space, and, where two lines were glued, before nothing at
all. A full stop behind an abbreviation (`mg.`, `Dr.`, `vs.`) ends no sentence, unless a word follows that opens one.
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
    r"|(?<=[a-z]{2}[.!?])(?=[A-Z][a-z])"  # 'is not necessary.The request'
    r"|(?<=\d[.])(?=[A-Z][a-z]))"  # 'in 2013.The request'
)
_LINE_END = pattern(rf"[.!?]{_CLOSING}(?P<gap>[^\S\n\f]*[\n\f]\s*)(?=\S)")
_ABBREVIATION = pattern(r"(?<![\w.])[A-Za-z](?:[A-Za-z]|\.(?=[A-Za-z]))*$")
_LONGEST_ABBREVIATION = 8
_OPENER = pattern(
    r"(?:The|This|That|These|Those|There|It|Its|He|She|They|His|Her|We|I|In|On|At|As|If|For|Given|Based|However|Thus"
    r"|Therefore|Hence|Also|When|While|Although|Since|Because|Per|No|Not|Neither|Both|All|An)\b"
)
"""Words that open a sentence, and hardly ever follow an abbreviation inside one."""


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(word for group in entries("abbreviations.txt").values() for word in group)


def sentence_ends(text: str, start: int = 0, end: int | None = None, *, at_lines: bool = False) -> Iterator[Span]:
    """Where the sentences of a part of a text end, and where what follows begins: behind the gap between both.

    With `at_lines` a full stop at the end of a line ends a sentence whatever the next line opens with, since an
    item's header can open with anything. The end of the part itself is not told.
    """
    stop = len(text) if end is None else end
    ends = _END.finditer(text, start, stop)
    found = {match.end(): match for match in ends}
    if at_lines:
        found |= {match.end(): match for match in _LINE_END.finditer(text, start, stop)}
    for behind, match in sorted(found.items()):
        if not _is_abbreviated(text, start, match):
            gap = match.group("gap") or ""
            yield behind - len(gap), behind


def _is_abbreviated(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the full stop that a match opens with belongs to an abbreviation inside a sentence."""
    at = match.start()
    if text[at] != ".":
        return False
    word = _ABBREVIATION.search(text, max(start, at - _LONGEST_ABBREVIATION), at)
    if word is None:
        return False
    name = word.group()
    if name not in _abbreviations() and not (len(name) == 1 and name.isupper()):
        return False
    return _OPENER.match(text, match.end()) is None


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
