"""Where one item's rationale ends and the next item's header begins.

Nothing is printed between them, and in a reflowed letter not even a line break stands there. A header is no
sentence: it has no verb of its own (but for the fixed sentences on a partly approved request). So the header
is what follows the last sentence of the rationale.
"""

from __future__ import annotations

import re

from imrcli.pattern import pattern

_LONGEST = 2_500
"""A header longer than this many characters is not looked for."""

_LONGEST_TELLING = 900
"""Characters between two of the fixed sentences on a partly approved request."""

_SENTENCE_END = pattern(
    r"[.!?][\"”’')\]]*(?:(?P<break>[^\S\n\f]*[\n\f]\s*)(?=\S)|\s+(?=[A-Z0-9\"“(*#]))|[.!?][\"”’')\]]*(?=[A-Z][A-Za-z])"
)
_ABBREVIATED = pattern(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|St|No|Nos|Qty|qty|vs|VS|approx|Approx|e\.g|i\.e|etc|incl|mg|mcg|ml|mL|gm|gms|oz|tab|tabs|cap|caps|hr|hrs|q|qd|bid|tid|qid|prn|PRN|wk|wks|mo|mos|yr|yrs|ea|w|x|lb|lbs|pt|pts|min|mins|sess|visits?|b\.i\.d|t\.i\.d|q\.i\.d|q\.d|q\.h\.s|p\.o|p\.r\.n|h\.s|a\.m|p\.m|Inc|Jr|Sr|Co|Ste|Fig|Vol|Ed|ed|Ch|pp|pg|M\.D|D\.O|D\.C|L\.Ac|Ph\.D|U\.S|[A-Z]))$"
)
_VERB = pattern(
    r"\b(?:is|are|was|were|be|been|has|have|had|does|did|do|not|would|should|could|cannot|may|will|therefore|the request|patient|recommended|recommends?|states?|supports?|indicates?|documentation)\b",
    re.IGNORECASE,
)
_PARTLY_APPROVED = pattern(
    r"(?:was|were)\s+the\s+original\s+request\s*\.|(?:was|were)\s+authorized\s+by\s+the\s+Claims\s+Administrator\s*\.|The\s+remaining\s+IMR|The\s+Claims\s+Administrator\s+authorized\b|The\s+original\s+request\s*,"
)
_CONCLUDED = pattern(
    r"medically\s*necessary(?:\s+and\s+(?:medically\s+)?appropriate)?(?:\s+at\s+this\s+time)?\s*(?:[.][\"”]*\s+(?=\S)|[.\"”]*\s*(?=[A-Z0-9]))"
)
_NUMBER = pattern(r"\s*\(?(\d{1,2})\s*[.)]\s+(?=\S)|\s*\(?(\d{1,2})\)\s*(?=\S)")


_OPENS = pattern(r"(?:[.!?][\"”')]*\s+|[\n\f]\s*|^\s*)$")


def number_like(text: str, at: int, number: int) -> str | None:
    """A number printed as the one at an offset is (`1.` gives `2.`, `(1)` gives `(2)`); None without one."""
    found = _NUMBER.match(text, at)
    return re.sub(r"\d+", str(number), "".join(found.group().split())) if found else None


def numbered_at(text: str, at: int) -> int | None:
    """Where the words begin behind an item's number (`1.`, `1)`, `(1)`) at an offset; None without one."""
    found = _NUMBER.match(text, at)
    return found.end() if found else None


def header_start(text: str, lo: int, hi: int, number: str | None = None) -> int:
    """The start of the header that ends at `hi`; the rationale before it started at `lo`.

    `number` is the item's number as the letter's items are numbered (`2.`, `(2)`), where they are.
    """
    lo = max(lo, hi - _LONGEST)
    if number is not None:
        numbers = re.compile(rf"(?:(?<=\s)|(?<=[.)\"”])){re.escape(number)}\s+(?=\S)")
        starts = [m.start() for m in numbers.finditer(text, lo, hi)]
        if starts:
            # 'two (2) times a week' is a number within the header: an item's stands behind a sentence or a line.
            opening = [at for at in starts if _OPENS.search(text, max(lo, at - 40), at)]
            return (opening or starts)[-1]
    stop = _before_partial(text, lo, hi)
    ends = [
        (m.end(), m.group("break") is not None)
        for m in _SENTENCE_END.finditer(text, lo, min(hi, stop + 1))
        if not _ABBREVIATED.search(text, max(lo, m.start() - 12), m.start())
    ]
    if not ends:
        return _after_conclusion(text, lo, hi)
    place = len(ends) - 1
    # A full stop inside a header ('Norco 10/325 mg. #60'): what stands before it is no sentence either.
    while place > 0 and not ends[place][1]:
        before = text[ends[place - 1][0] : ends[place][0]]
        if len(before) > 160 or _VERB.search(before):
            break
        place -= 1
    return _after_conclusion(text, ends[place][0], hi)


def _before_partial(text: str, lo: int, hi: int) -> int:
    """Where the sentences on a partly approved request begin to be told, so that they stay in one header."""
    told = [m.start() for m in _PARTLY_APPROVED.finditer(text, lo, hi)]
    if not told:
        return hi
    # The rationale before may tell the same; the header's own telling is the last run of it.
    first = told[-1]
    for earlier in reversed(told[:-1]):
        if first - earlier > _LONGEST_TELLING or "medically necessary" in text[earlier:first]:
            break
        first = earlier
    return first


def _after_conclusion(text: str, start: int, hi: int) -> int:
    """A rationale that ends without a full stop runs on into the header: cut it behind its conclusion."""
    last = start
    for found in _CONCLUDED.finditer(text, start, hi):
        last = found.end()
    return last
