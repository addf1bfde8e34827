"""An item's header: what was asked, what was approved before the review, what remained, and the decision."""

from __future__ import annotations

import re

from msgspec import Struct

from imrcli.model import Outcome
from imrcli.pattern import pattern


class Request(Struct, frozen=True, gc=False):
    """What an item's header says. `request` is what was decided."""

    request: str | None
    original_request: str | None
    authorized: str | None


_REMAINING = pattern(
    r"^(?P<original>.+?)\s+(?:was|were)\s+the\s+original\s+request\s*[.;,]?\s*"
    r"(?P<authorized>.+?)\s+(?:was|were)\s+(?:authorized|approved|certified|modified)\s+by\s+the\s+Claims\s+Administrator\s*[.;,]?\s*"
    r"The\s+remaining\s+(?:IMR[\s-]+)?(?:eligible\s+)?portion\s*(?:of\s+the\s+(?:original\s+)?request\s*)?[,:]?\s*(?:(?:is|are)\s+)?(?P<request>.+)$",
    re.IGNORECASE,
)
_LEAVING = pattern(
    r"^(?:(?P<original>.+?)\s+(?:was|were)\s+the\s+original\s+request\s*[.;,]?\s*)?"
    r"The\s+Claims\s+Administrator\s+(?:has\s+)?(?:authorized|approved|certified)\s+(?P<authorized>.+?)\s*,?\s*leaving\s+(?:[^.]{1,80}?\s+of\s+)?the\s+(?:original\s+)?request\s+IMR[\s-]+eligible\s*[.;,]?\s*"
    r"The\s+original\s+request\s*[,:]?\s*(?P<request>.+)$",
    re.IGNORECASE,
)
_TOLD = pattern(
    r"^(?P<original>.+?)\s+(?:was|were)\s+the\s+original\s+request\s*[.;,]?\s*"
    r"The\s+Claims\s+Administrator\s+(?:has\s+)?(?:authorized|approved|certified)\s+(?P<authorized>.+?)\s*[.;,]\s*"
    r"The\s+remaining\s+(?:IMR[\s-]+)?(?:eligible\s+)?portion\s*(?:of\s+the\s+(?:original\s+)?request\s*)?[,:]?\s*(?:(?:is|are)\s+)?(?P<request>.+)$",
    re.IGNORECASE,
)
_TRAILING = pattern(r"(?:\s*[,:;]?\s*\b(?:is|are))?\s*[:;,]*\s*$", re.IGNORECASE)
_TAIL = 16
_LONGEST = 2_500
_LONE_FRAME = pattern(
    r"^(?:(?:whether|if)\s+(?:or\s+not\s+)?)?(?:the\s+)?requests?\s+for\s+|^whether\s+(?:or\s+not\s+)?",
    re.IGNORECASE,
)
_ASKED = pattern(
    r"\s+(?:is|are|was|were)\s+medically\s+necessary(?:\s+and\s+appropriate)?\s*[.?]?$",
    re.IGNORECASE,
)
_NUMBER = pattern(r"^\(?\d{1,2}\s*[.)](?:\s+|$)|^[•●▪·*\-–o]\s+")


def read_request(header: str) -> Request:
    """Read a header of collapsed whitespace, from which the decision has been cut."""
    header = _NUMBER.sub("", header.strip())
    header = header[:-_TAIL] + _TRAILING.sub("", header[-_TAIL:])
    told = "request" in header.lower() and len(header) < _LONGEST
    for grammar in (_REMAINING, _LEAVING, _TOLD) if told else ():
        if found := grammar.match(header):
            request = found.group("request").strip(" ,.;")
            original = found.group("original") or request
            return Request(request, original.strip(" ,;"), found.group("authorized").strip(" ,;"))
    header = _ASKED.sub("", _LONE_FRAME.sub("", header))
    return Request(header.strip(" ;") or None, None, None)


_WORD = pattern(r"\b(partially\s+(?:overturned|upheld)|upheld|overturned)\b", re.IGNORECASE)
_FILLER = pattern(r"\b(?:therefore|hereby|considered|deemed|found|judged|determined|to\s+be)\b")
_SENTENCE = pattern(
    r"\b(?:is|are|was|were)\s*(?P<between>(?:\w+\s+){0,6}?|not)\s*medically\s*necessary",
    re.IGNORECASE,
)


def read_decision(words: str | None) -> Outcome | None:
    """The outcome that a decision's words name; None where they name none without doubt."""
    if not words:
        return None
    if found := _WORD.search(words):
        return _OUTCOMES[found.group(1).lower().split()[0]]
    if found := _SENTENCE.search(words):
        between = " ".join(_FILLER.sub("", found.group("between").lower()).split())
        return {"": "overturned", "not": "upheld", "partially": "partially_overturned"}.get(between)  # type: ignore[return-value]
    from imrcli.letters.decision import outcome_word

    plain = re.sub(r"^[\s:;.]*(?:is\s*:)?", "", words).strip(" .\n:")
    return outcome_word(plain)  # type: ignore[return-value]


_OUTCOMES: dict[str, Outcome] = {
    "upheld": "upheld",
    "overturned": "overturned",
    "partially": "partially_overturned",
}


def overall(outcomes: list[Outcome | None]) -> Outcome | None:
    """The letter's outcome from its items': all upheld, all overturned, or mixed; None where one is unknown."""
    if not outcomes or None in outcomes:
        return None
    kinds = set(outcomes)
    return kinds.pop() if len(kinds) == 1 else "partially_overturned"
