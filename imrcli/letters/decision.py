"""The words that decide an item, and the sentences that state what a decision is based on."""

from __future__ import annotations

import re

from imrcli.edits import distance
from imrcli.model import Outcome
from imrcli.pattern import pattern
from imrcli.text import Span

_OUTCOME = r"(?:Upheld|Overturned|Partial(?:ly)?\s+(?:Overturn(?:ed)?|Upheld))"
_WHOSE = r"(?:(?:UR\s+)?(?:Denial|Decision)\s+)?"
_MARK = r"(?:\s*[:;.]|\s*[–—]|\s+-)"
_MARKED = (
    rf"(?:\s+(?:is|are|was|were))?{_MARK}\s*\(?{_WHOSE}{_OUTCOME}\)?(?:\s*\([^()\n]{{1,40}}\))?\s*\.?"
    rf"|\s*\({_OUTCOME}\)\s*\.?"
)
_DECIDED_COLON = pattern(rf"(?=[\s:;.–—(])(?:{_MARKED})", re.IGNORECASE)
"""`: Upheld`, ` is: Overturned.`, ` - Upheld`, ` (Upheld)`, `: Denial upheld`; what it opens with is looked at first,
which is quick.
"""

_VERB = r"(?:is|are|was|were)"
_DEEMED = r"(?:(?:therefore|hereby|considered|deemed|found|judged|determined)\s+(?:to\s+be\s+)?)?"
_AND = r"\s*,?\s*(?:and\s*/\s*or|and|or|&)\s*"
_NECESSARY = rf"medically\s*necessary(?:{_AND}(?:{_VERB}\s+)?(?:medically\s*)?appropriate)?"
_NOR_APPROPRIATE = rf"medically\s*necessary(?:{_AND}(?:{_VERB}\s+)?(?:not\s+)?(?:medically\s*)?appropriate)?"
DECIDED_WORDS = (
    rf"\b{_VERB}\s*{_DEEMED}(?:not\s*{_DEEMED}{_NOR_APPROPRIATE}|(?:partially\s+)?{_DEEMED}{_NECESSARY})\s*\.?"
)
"""The sentence that decides an item, from its verb on, to be read in any case: `is not medically necessary.`"""

_DECIDED_SENTENCE = pattern(rf"\s+{DECIDED_WORDS}", re.IGNORECASE)
_DECIDED_BARE = pattern(r"\s+(Upheld|Overturned|Partially\s+Overturned)\s*\.?")
_IN_FULL = r"\s+(?:is|are|was|were)\s*(?:not\s*)?medically\s*necessary\s*(?:and|or)\s*appropriate\.?"
"""Without `appropriate` the sentence is a rationale's own."""
_ENDS_LINE = pattern(rf"(?:{_MARKED}|{_IN_FULL})\s*$", re.IGNORECASE)

_SIDE = r"The\s+(?:Claims\s+Administrator|(?:(?:Expert|Physician|Medical|Professional)\s+)?Reviewer|MAXIMUS)"
STATEMENT_OPENS = pattern(
    rf"(?:{_SIDE}\s+(?:(?:also|has)\s+)*"
    r"(?:based|did|does|cite[ds]|used|found|finds|relied|referenced|utilized|considered|reviewed|provided)"
    r"|Decision\s+based\s+on)\b"
)
"""`The Claims Administrator did`, `Decision based on`: what a decision is based on"""


def follows_decision(text: str, start: int, at: int) -> bool:
    """Whether the words right before an offset decide an item."""
    tail = text[max(start, at - 160) : at].rstrip()
    return any(m.end() == len(tail) for m in _DECIDED_SENTENCE.finditer(tail)) or any(
        m.end() == len(tail) for m in _DECIDED_COLON.finditer(tail)
    )


def decision_before(text: str, lo: int, hi: int) -> Span | None:
    """The words that decide, standing right before an offset."""
    while hi > lo and text[hi - 1].isspace():
        hi -= 1
    floor = max(lo, hi - 160)
    for words in (_DECIDED_COLON, _DECIDED_SENTENCE, _DECIDED_BARE):
        for match in words.finditer(text, floor, hi):
            if match.end() == hi:
                return match.span()
    return _damaged_decision(text, floor, hi)


def decision_at_end(line: str) -> Span | None:
    """The words that decide at the end of a line, behind an item's own words; None without them."""
    match = _ENDS_LINE.search(line)
    return match.span() if match and match.start() else None


def decision_with_statement(text: str, lo: int, hi: int) -> tuple[Span, Span] | None:
    """A decision with a statement behind it whose label is missing: both places."""
    last = None
    for opens in STATEMENT_OPENS.finditer(text, lo, hi):
        decision = decision_before(text, lo, opens.start())
        if decision:
            last = decision, (opens.start(), hi)
    return last


def _damaged_decision(text: str, lo: int, hi: int) -> Span | None:
    tail = text[lo:hi]
    colon = max(tail.rfind(":"), tail.rfind(";"))
    word = tail[colon + 1 :].strip(" .\n\f\t")
    if colon < 0 or not 4 <= len(word) <= 22 or len(word.split()) > 2:
        return None
    return (lo + colon, hi) if outcome_word(word) else None


def outcome_word(word: str) -> Outcome | None:
    """The outcome that a word means, one or two letters of it damaged; None where it is neither."""
    # A scan often reads `d` as `cl` and `rn` as `m`.
    plain = " ".join(word.split()).lower().replace("cl", "d")
    if any(distance(plain, f"partially {outcome}") <= 2 for outcome in ("overturned", "upheld")) or (
        distance(plain, "partial overturn") <= 2
    ):
        return "partially_overturned"
    if distance(plain, "overturned") <= 2:
        return "overturned"
    changed = sum(letter != other for letter, other in zip(plain, "upheld", strict=False))
    return "upheld" if distance(plain, "upheld") <= 1 or (len(plain) == 6 and changed <= 2) else None
