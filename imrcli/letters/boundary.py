"""Where one item's rationale ends and the next item's header begins.

Nothing is printed between them, and in a reflowed letter not even a line break stands there. A header names a
treatment and is no sentence: it has no verb of its own, but for the fixed sentences on a partly approved request. So
the header is what follows the rationale's last sentence; where that one lacks its full stop, what follows the line that
ends it, or the words that conclude it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

from imrcli.letters.numbering import places
from imrcli.pattern import pattern
from imrcli.sentences import possible_ends, sentence_ends_back
from imrcli.text import Span
from imrcli.vocabulary import entries

_LONGEST = 2_500
"""A header longer than this many characters is not looked for."""

_LONGEST_TELLING = 900
"""Characters between two of the fixed sentences on a partly approved request."""

_LONGEST_PIECE = 160
"""A longer piece of text before a full stop is a sentence, whatever its words."""

_LONGEST_CONCLUSION = 200
"""Characters of the words that conclude a rationale, and more."""

_LONGEST_NUMBERED = 400
"""A number further before the header's own words counts something else."""

_WIDE = 0.85
"""Share of the letter's line width. A line that had room for the next line's first word up to here was ended."""

_BREAK = pattern(r"[^\S\n\f]*[\n\f]\s*(?=\S)")
_WIDEST = 160
"""Characters. No page is so wide: a longer line is a whole paragraph."""

_WORD = pattern(r"[A-Za-z]+(?:[-'’][a-z]+)*")

_ASKED = r"(?:was|were)\s+the\s+original\s+request\s*\."
"""`Yoga, 12 visits was the original request.`"""
_AUTHORIZED = r"(?:was|were)\s+authorized\s+by\s+the\s+Claims\s+Administrator\s*\."
"""`Yoga, 6 visits was authorized by the Claims Administrator.`"""
_REMAINING = r"The\s+remaining\s+IMR"
"""`The remaining IMR eligible portion of the original request, Yoga, 6 visits`"""
_LEAVING = r"The\s+Claims\s+Administrator\s+authorized\b"
"""`The Claims Administrator authorized a cane, leaving the original request IMR eligible.`"""
_ORIGINAL = r"The\s+original\s+request\s*,"
"""`The original request, a walker with a seat`"""
_PARTLY_APPROVED = pattern("|".join((_ASKED, _AUTHORIZED, _REMAINING, _LEAVING, _ORIGINAL)))

_NECESSARY = r"medically\s*necessary(?:\s+(?:and|or)\s+(?:medically\s+)?appropriate)?(?:\s+at\s+this\s+time)?"
"""`is not medically necessary at this time`"""
_DECIDED = r"(?:(?<!\bto )\bbe|\b(?:been|is|are|[Nn]ot)|n['’]t)\s+(?:be\s+|not\s+)?(?:non-)?[a-z]{4,}ed"
"""`cannot be certified`, `has not been established`, `can't be endorsed`, `Not supported`"""
_UPHELD = r"\b[Dd](?:enial|ecision)\s+(?:is|was)\s+(?:upheld|overturned|affirmed|reversed)"
"""`the denial is upheld`"""
_CONCLUDED = pattern(
    rf"{_NECESSARY}(?:\s*[.][\"”]*\s+(?=\S)|[.\"”]*\s*(?=[A-Z0-9(]))"
    rf"|(?:{_DECIDED}|{_UPHELD}|\bnecessary)[\"”]*\s+(?=[A-Z0-9])"
)
_QUOTED = pattern(r"[a-z][\"”]\s+(?=[A-Z0-9(])")
"""A rationale that ends in a quotation: `"... except as a last option" MRI of the knee`"""
_UNKNOWN_HEADING = pattern(
    r"(?:[A-Z][A-Z,’'()/&-]*\s+){0,10}"
    r"(?:ISSUE|DECISION|RATIONALE|DETERMINATION|FINDING|DISPUTED?|REVIEW)(?:S|\(S\))?\s*:?\s+"
)
"""`DISPUTED TREATMENT AND FINDINGS`: no treatment has these words"""
_LOWER = pattern(r"[a-z0-9]{2}[.!?][)\"”]*\s+(?=[a-z])")
"""A header in lower case behind a sentence: `... at 6 months. outpatient arthroscopy`"""


_Ends = Callable[[str, int, int], Iterable[int]]
"""Where, in a part of a text, a sentence may have ended."""

_OPENERS = "What opens a sentence"


@cache
def _sentence_words() -> frozenset[str]:
    groups = entries("sentence-words.txt").items()
    return frozenset(word for name, words in groups if name != _OPENERS for word in words)


@cache
def _openers() -> frozenset[str]:
    return frozenset(entries("sentence-words.txt")[_OPENERS])


def _is_sentence(text: str, start: int, end: int) -> bool:
    """Whether the words before a full stop are a sentence and no part of a header."""
    first = _WORD.search(text, start, end)
    return any(_verbs(text, start, end)) or (first is not None and first.group().lower() in _openers())


def _verbs(text: str, start: int, end: int) -> Iterator[Span]:
    """The words between two offsets that no header has: verbs, verdicts, what joins sentences ('May' is a month)."""
    known = _sentence_words()
    return (
        match.span()
        for match in _WORD.finditer(text, start, end)
        if (word := match.group()) != "May" and (word.lower() in known or word.endswith(("n't", "n’t")))
    )


def header_start(text: str, lo: int, hi: int, number: str | None = None, *, lined: bool = False) -> int:
    """The start of the header that ends at `hi`; the rationale before it started at `lo`.

    `number` is the item's number as the letter's items are numbered (`2.`, `(2)`), where they are. In a letter whose
    lines are those of the form (`lined`) a header opens a line, so that a full stop within one ends no rationale.
    """
    lo = max(lo, hi - _LONGEST)
    start = _behind_unended(text, _behind_sentence(text, lo, hi, lined), hi)
    if lined and start == lo:
        start = _behind_unended(text, _behind_sentence(text, lo, hi, False), hi)
    if number is not None and (starts := places(text, lo, hi, number)):
        at = starts[-1]
        if at >= start or (start - at <= _LONGEST_NUMBERED and not _CONCLUDED.search(text, at, start + 1)):
            return at
    return start


def below_heading(text: str, start: int, hi: int) -> int:
    """Where the first item's header begins below a heading in capitals that no format knows, or `start` without one."""
    heading = _UNKNOWN_HEADING.match(text, start, hi)
    return heading.end() if heading else start


def _behind_sentence(text: str, lo: int, hi: int, lined: bool) -> int:
    """Behind the last sentence that ends in a full stop."""
    stop = min(hi, _before_partial(text, lo, hi) + 1)
    ends = sentence_ends_back(text, lo, stop, at_lines=True)
    if lined:
        # Pages can be glued: nothing stands between them, not even a space.
        ends = (end for end in ends if end[0] == end[1] or _breaks(text, *end))
    last, behind = next(ends, (lo, lo))
    if behind == lo:
        return lo
    # A full stop inside a header ('Norco 10/325 mg. #60'): what stands before it is no sentence either.
    for last_before, before in ends:
        if last - before > _LONGEST_PIECE or _is_sentence(text, before, last) or _line_was_ended(text, last, behind):
            break
        last, behind = last_before, before
    else:
        before = lo
    if not _line_was_ended(text, last, behind):
        verbs = list(_verbs(text, before, last))
        if cut := _first_cut(text, before, last, verbs, (_ended_lines, _conclusions)):
            return cut
    return behind


def _behind_unended(text: str, start: int, hi: int) -> int:
    """Behind a sentence without its full stop, where the header that begins at `start` still holds one.

    It ends at a line that was ended, at its own conclusion, or at a full stop that ends most often no sentence.
    """
    verbs = list(_verbs(text, start, hi))
    if not verbs or _PARTLY_APPROVED.search(text, start, hi):
        return start
    if cut := _first_cut(text, start, hi, verbs, (_ended_lines, _conclusions, _doubtful_stops)):
        return cut
    return max((at for at in _ended_lines(text, start, hi) if verbs[0][1] <= at), default=start)


def _first_cut(text: str, start: int, hi: int, verbs: list[Span], kinds: Iterable[_Ends]) -> int | None:
    """The first place with a sentence before it and none behind, of the first kind that has one; None without any.

    `verbs` are those of the part of the text.
    """
    if not verbs:
        return None
    last = verbs[-1][1]
    start = max(start, last - _LONGEST_CONCLUSION)
    return next((at for ends in kinds for at in ends(text, start, hi) if last <= at < hi), None)


def _ended_lines(text: str, start: int, hi: int) -> list[int]:
    """Behind the lines that the writer ended."""
    return [match.end() for match in _BREAK.finditer(text, start, hi) if _line_was_ended(text, *match.span())]


def _conclusions(text: str, start: int, hi: int) -> list[int]:
    """Behind the words that conclude a rationale, and behind quotations."""
    return sorted(match.end() for words in (_CONCLUDED, _QUOTED) for match in words.finditer(text, start, hi))


def _doubtful_stops(text: str, start: int, hi: int) -> list[int]:
    """Behind the full stops of abbreviations, and those before a small letter."""
    behind = {after for _, after in possible_ends(text, start, hi, at_lines=True)}
    return sorted(behind.union(match.end() for match in _LOWER.finditer(text, start, hi)))


def _breaks(text: str, start: int, end: int) -> bool:
    return "\n" in text[start:end] or "\f" in text[start:end]


def _line_was_ended(text: str, last: int, behind: int) -> bool:
    """Whether the line break between two offsets was set by the writer: its line had room for the next word."""
    if not _breaks(text, last, behind):
        return False
    opening = max(text.rfind("\n", 0, last), text.rfind("\f", 0, last)) + 1
    word = text[behind : behind + 40].split(maxsplit=1)
    size = last - opening
    return size > _WIDEST or size + 1 + len(word[0] if word else "") <= _WIDE * _line_width(text)


@lru_cache(maxsize=4)
def _line_width(text: str) -> int:
    """How long the lines of a text can be: as its longest, but for one in fifty."""
    lengths = sorted(len(line) for line in text.replace("\f", "\n").split("\n"))
    return lengths[-1 - len(lengths) // 50]


def _before_partial(text: str, lo: int, hi: int) -> int:
    """Where the sentences on a partly approved request begin to be told, so that they stay in one header."""
    tellings = [match.start() for match in _PARTLY_APPROVED.finditer(text, lo, hi)]
    if not tellings:
        return hi
    # The rationale before may tell the same; the header's own telling is the last run of it.
    first = tellings[-1]
    for earlier in reversed(tellings[:-1]):
        if first - earlier > _LONGEST_TELLING or "medically necessary" in text[earlier:first]:
            break
        first = earlier
    return first
