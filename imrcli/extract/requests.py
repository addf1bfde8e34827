"""An item's header: what was asked, what was approved before the review, what remained, and the decision."""

from __future__ import annotations

import re

from msgspec import Struct

from imrcli.model import Outcome
from imrcli.pattern import pattern
from imrcli.text import Located, Span

# A partly approved request is told in fixed sentences of the form's; a header's words stand on one line.
_FIRST_ASKED = r"(?P<original>.+?) (?:was|were) the original request ?[.;,]? ?"
_APPROVED = (
    r"(?P<authorized>.+?) (?:was|were) (?:authorized|approved|certified|modified) by the Claims Administrator ?[.;,]? ?"
)
_ADMINISTRATOR_APPROVED = r"The Claims Administrator (?:has )?(?:authorized|approved|certified) (?P<authorized>.+?)"
_LEFT = (
    r"The remaining (?:IMR[ -])?(?:eligible )?portion ?(?:of the (?:original )?request ?)?[,:]? ?"
    r"(?:(?:is|are) )?(?P<request>.+)$"
)
_ALL_LEFT = (
    r" ?,? ?leaving (?:[^.]{1,80}? of )?the (?:original )?request IMR[ -]eligible ?[.;,]? ?"
    r"The original request ?[,:]? ?(?P<request>.+)$"
)
_PARTLY_APPROVED = (
    # 'Twelve visits was the original request. Six visits were authorized by the Claims Administrator.
    # The remaining IMR eligible portion of the original request, six visits'
    pattern("^" + _FIRST_ASKED + _APPROVED + _LEFT, re.IGNORECASE),
    # 'The Claims Administrator authorized six visits, leaving the original request IMR eligible.
    # The original request, twelve visits'
    pattern(f"^(?:{_FIRST_ASKED})?" + _ADMINISTRATOR_APPROVED + _ALL_LEFT, re.IGNORECASE),
    # 'Twelve visits was the original request. The Claims Administrator authorized six visits.
    # The remaining portion, six visits'
    pattern("^" + _FIRST_ASKED + _ADMINISTRATOR_APPROVED + " ?[.;,] ?" + _LEFT, re.IGNORECASE),
)
_LONGEST = 2_500
"""Characters. A longer header is not looked into for these sentences."""

_TRAILING = pattern(r"(?:\s*[,:;]?\s*\b(?:is|are))?\s*[:;,]*\s*$", re.IGNORECASE)
_TAIL = 16
_FRAME = pattern(r"(?:(?:(?:whether|if) (?:or not )?)?(?:the )?requests? for |whether (?:or not )?)", re.IGNORECASE)
"""`The request for MRI`, `Whether the request for MRI`: words around an item that are no part of it."""
_ASKED = pattern(r" (?:is|are|was|were) medically necessary(?: and appropriate)? ?[.?]?$", re.IGNORECASE)
_NUMBER = pattern(r"\(?\d{1,2} ?[.)](?: |$)|[•●▪·*\-–o] ")


class Request(Struct, frozen=True, gc=False):
    """What an item's header asks for, each with its place in the header's words. `request` is what was decided."""

    request: Located[str] | None
    original_request: Located[str] | None = None
    authorized: Located[str] | None = None


def read_request(header: str) -> Request:
    """Read a header, its words on one line, from which the decision has been cut."""
    number = _NUMBER.match(header)
    start = number.end() if number else 0
    end = len(header.rstrip())
    if trailing := _TRAILING.search(header, max(start, end - _TAIL), end):
        end = trailing.start()
    if "request" in header.lower() and end - start < _LONGEST:
        for grammar in _PARTLY_APPROVED:
            # The grammars are anchored, so that they read the header's own words alone.
            if sentences := grammar.match(header[start:end]):
                return _partly_approved(header, sentences, start)
    if frame := _FRAME.match(header, start, end):
        start = frame.end()
    if asked := _ASKED.search(header, start, end):
        end = asked.start()
    return Request(_part(header, (start, end), " ;"))


def _partly_approved(header: str, sentences: re.Match[str], start: int) -> Request:
    def span(name: str) -> Span:
        return sentences.start(name) + start, sentences.end(name) + start

    request = _part(header, span("request"), " ,.;")
    original = _part(header, span("original"), " ,;") if sentences["original"] else request
    return Request(request, original, _part(header, span("authorized"), " ,;"))


def _part(header: str, span: Span, edges: str) -> Located[str] | None:
    """A part of a header without some characters at its edges."""
    start, end = span
    while start < end and header[start] in edges:
        start += 1
    while start < end and header[end - 1] in edges:
        end -= 1
    return Located(header[start:end], ((start, end),)) if start < end else None


_WORD = pattern(r"\b(partially\s+(?:overturned|upheld)|upheld|overturned)\b", re.IGNORECASE)
_FILLER = pattern(r"\b(?:therefore|hereby|considered|deemed|found|judged|determined|to\s+be)\b")
_SENTENCE = pattern(
    r"\b(?:is|are|was|were)\s*(?P<between>(?:\w+\s+){0,6}?|not)\s*medically\s*necessary",
    re.IGNORECASE,
)
_DECIDED: dict[str, Outcome] = {"": "overturned", "not": "upheld", "partially": "partially_overturned"}
_NAMED: dict[str, Outcome] = {"upheld": "upheld", "overturned": "overturned", "partially": "partially_overturned"}


def read_decision(words: str | None) -> Outcome | None:
    """The outcome that a decision's words name; None where they name none without doubt."""
    if not words:
        return None
    if named := _WORD.search(words):
        return _NAMED[named.group(1).lower().split()[0]]
    if sentence := _SENTENCE.search(words):
        return _DECIDED.get(" ".join(_FILLER.sub("", sentence["between"].lower()).split()))
    from imrcli.letters.decision import outcome_word

    return outcome_word(re.sub(r"^[\s:;.]*(?:is\s*:)?", "", words).strip(" .\n:"))


def overall(outcomes: list[Outcome | None]) -> Outcome | None:
    """The letter's outcome from its items': all upheld, all overturned, or mixed; None where one is unknown."""
    if not outcomes or None in outcomes:
        return None
    kinds = set(outcomes)
    return kinds.pop() if len(kinds) == 1 else "partially_overturned"
