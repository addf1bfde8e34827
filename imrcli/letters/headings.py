"""Where a section's heading stands: on a line of its own, or behind a sentence; never within one.

The words of a heading are the field's own, so that prose has them too: `the following clinical case summary` is no
heading. What stands in capitals, or has its colon, is one; what a scan damaged must stand where a heading can. A
heading of other words is known by the fixed sentence below it, or as the only one that can be it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from imrcli.letters.format import Heading
from imrcli.pattern import pattern
from imrcli.text import Span

_OPENS = pattern(r"(?:^|[\n\f]|[.!?:;)\]\"”’])[^\S\n\f]*(?:[•*–-]\s*|\(?\d{1,2}[.)]\s*)?$")
"""What can stand before a heading: a line's beginning or a sentence's end, and a bullet or number behind it."""
_LINE_ENDS = pattern(r"[^\S\n\f]*(?:[\n\f]|$)")
_GOES_ON = pattern(r"\s*[A-Z\"“(\[•*\d]")
_CAPITAL_WORD = pattern(r"\b[A-Z]{2,}\W*$")
_TITLE = pattern(r"(?:[A-Z]\w*|of|the|for|and|by|to|at|in|\W+)+$")
_REACH = 60
"""Characters before a heading that are looked at."""

_ABOVE = (
    pattern(r"(?<![^\n\f])[^\S\n\f]*[A-Z][^a-z\n\f]{2,78}[\n\f]\s*$"),  # a line in capitals
    pattern(r"(?:\b[A-Z][A-Z'’/&,-]+(?:\(S\))?:?\s+){2,}$"),  # words in capitals
    pattern(r"(?<=[.!?\"”)\]])\s+[A-Z][\w'’-]*(?: [\w'’-]+){0,4}:?\s+$"),  # a few words behind a sentence
)
"""Headings of other words above the fixed sentence of a section."""

_CAPITALS_ALONE = pattern(r"(?<![^\n\f])[^\S\n\f]*[A-Z][A-Z ’'/&,()-]{3,70}[A-Z)]\s*:[^\S\n\f]*(?=[\n\f])")
_TITLE_ALONE = pattern(r"(?<![^\n\f])[^\S\n\f]*[A-Z][A-Za-z ’'/&,()-]{3,70}[a-z)]\s*:[^\S\n\f]*(?=[\n\f])")

_CAPITALS_IN_RUN = pattern(r"(?<=[a-z0-9.)\]”\"]\s)[A-Z][A-Z'’/&,-]+(?:\s[A-Z][A-Z'’/&,()-]*){1,8}:(?=\s)")


def heading_places(text: str, heading: Heading, *, mend: bool) -> tuple[list[Span], bool]:
    """Where a heading stands, the first place first, and whether it was found in spite of damage.

    A heading whose own words are not found is told by the fixed sentence below it. `mend`: search for damaged words.
    """
    printed = (span for span in heading.phrase.find_all(text) if _is_printed(text, span, heading))
    places = list(printed if heading.repeats else islice(printed, 1))
    if places or not mend or heading.optional:
        return places, False
    damaged = (span for span in heading.phrase.find_damaged(text) if _is_damaged_heading(text, span))
    return list(islice(damaged, 1)) or list(islice(_by_lead(text, heading), 1)), True


def renamed(text: str, heading: Heading, start: int, end: int) -> Span | None:
    """The heading of other words between two others, where a single line is printed as those are; None else.

    It has to be alone on its line, with a colon, in capitals or not as the format's own heading is; in a letter of one
    line, in capitals behind other words.
    """
    words = heading.phrase.words.split("|")[0]
    if not words.endswith(":"):
        return None
    alone = _CAPITALS_ALONE if words.isupper() else _TITLE_ALONE
    if words.isupper() and "\n" not in text[start:end].strip():
        alone = _CAPITALS_IN_RUN
    lines = list(islice(alone.finditer(text, start, end), 2))
    return lines[0].span() if len(lines) == 1 else None


def _is_printed(text: str, span: Span, heading: Heading) -> bool:
    """Whether undamaged words of a heading are the heading: in capitals, with their colon, or at a heading's place."""
    words = text[slice(*span)]
    if words.isupper() or words.endswith(":"):
        return True
    return _opens(text, span[0]) and (heading.runs_on or _closes(text, span[1]))


def _is_damaged_heading(text: str, span: Span) -> bool:
    """Whether words like a heading's are the heading, damaged: at a heading's place, or printed like one in a run."""
    words = text[slice(*span)]
    colon = words.endswith((":", ";"))
    if _opens(text, span[0]) and (colon or _closes(text, span[1])):
        return True
    if _in_capitals(words):
        return colon or not _CAPITAL_WORD.search(text, max(0, span[0] - _REACH), span[0])
    return colon and _TITLE.match(words) is not None


def _opens(text: str, at: int) -> bool:
    return _OPENS.search(text[max(0, at - _REACH) : at]) is not None


def _closes(text: str, end: int) -> bool:
    """Whether a line or a sentence begins behind an offset."""
    return _LINE_ENDS.match(text, end) is not None or _GOES_ON.match(text, end) is not None


def _in_capitals(words: str) -> bool:
    letters = [letter for letter in words if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) > 0.8 * len(letters)


def _by_lead(text: str, heading: Heading) -> Iterator[Span]:
    """The fixed sentence below a heading of other words, from the words above it that are the heading."""
    if heading.lead is None:
        return
    first = heading.lead.find(text)
    for at, end in [first] if first else heading.lead.find_damaged(text):
        floor = max(0, at - 2 * _REACH)
        damaged = [start for start, stop in heading.phrase.find_damaged(text, floor, at) if not text[stop:at].strip()]
        other = (words.search(text[floor:at]) for words in _ABOVE)
        above = damaged or [floor + match.start() for match in other if match]
        yield above[0] if above else at, end
