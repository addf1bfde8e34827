"""The section titles that a guideline is cited with.

What stands behind `Section(s):`, or behind the title of an older guideline, is a list whose titles may themselves hold
commas, colons and brackets. A title can begin at a number, at a known title, or at a capital behind a comma outside of
brackets; a known title is one however many commas it has. In the opioid guideline of 2016 a title begins at a number
only.
"""

from __future__ import annotations

from itertools import pairwise

from imrcli.extract.citations.pages import Page, page_lists, pages_of
from imrcli.extract.citations.wording import SEPARATORS, Wording
from imrcli.pattern import pattern
from imrcli.text import Span
from imrcli.vocabulary import section_titles

_CUT = pattern(r",(?= ?(?:(?:and|&) )?[\"“(\[]?[A-Z\d])|;|,? and (?=[A-Z])|(?<!\d)\. (?=[A-Z])")
_NUMBER = r"\d{1,2}(?:\.\d{1,2}){0,4}\.? [A-Z(]"  # '3.3.6 Opioids for ...'
_OPENS_NUMBERED = pattern(_NUMBER)
_NUMBERED = pattern(rf"(?:[,;] ?|\. |\band )(?={_NUMBER})")
_LEAD = pattern(r"(?:and|&|on|under|at|in|the|[Ss]ections?|topic|regarding)\b ?(?:\([sS]\))?")
_TAILS = (" and", " &", " on", " at", " the", " topic", " topics", " section", " sections")
_CAN_END = pattern(r" ?(?:$|topics?\b|sections?\b|[,;.)\]]|\(?(?:[Pp]ages?|pgs?|pp?)\b|and )")
_GOES_ON = pattern(r", (?!and )[a-z]")  # 'Capsaicin, topical': the known title 'Capsaicin' is not the whole
_SENTENCE = pattern(r"(?:which|but|as|because|since|that|was|were|is|are)\b")
_REGULATION = pattern(
    r"[,;]? ?(?:[Ss]ections? |§ ?)?9792\.2[\d.]*\d(?=[,;]| [Pp]age|\.?$)|"
    r"[,;]? ?MTUS \((?:[Ee]ffective|[Rr]evised)[^()]*\)|"
    r"[,;(]? ?(?:Pages?(?:\(s\))?:? ?)?(?:Title )?8,? ?(?:CCR|C\.C\.R\.?|California Code of Regulations)[^A-Za-z]*"
    r"(?:MTUS\b ?)?(?:\((?:[Ee]ffective|[Rr]evised)[^()]*\))?"
)
"""Where a guideline stands in the law, behind its title: `8 C.C.R. 9792.20 - 9792.26 MTUS (Effective July 18, 2009)`.
"""


def read_sections(
    wording: Wording, start: int, end: int, *, numbered: bool = False, joined: bool = True
) -> tuple[list[Span], list[Page]]:
    """The sections and pages in a part of a statement, each in its order.

    `numbered`: a title begins at a number only, where any does. `joined`: two known titles may be joined by `and`.
    """
    if law := _REGULATION.match(wording.text, start, end):
        start = law.end()
    sections: list[Span] = []
    pages: list[Page] = []
    at = start
    for listed in page_lists(wording.text, start, end):
        sections += _split(wording, at, listed.start(), numbered, joined)
        pages += pages_of(wording.text, listed)
        at = listed.end()
    return sections + _split(wording, at, end, numbered, joined), pages


def known_section_end(wording: Wording, at: int, end: int) -> int:
    """Where the longest known section title ends that opens at an offset and ends where a title can; 0 for none."""
    for entry in wording.entries(section_titles(), at, end):
        if _CAN_END.match(wording.text, entry.end, end):
            return entry.end
    return 0


def _split(wording: Wording, start: int, end: int, numbered: bool, joined: bool) -> list[Span]:
    start, end = _trim(wording, start, end)
    titles: list[Span] = []
    if numbered and _OPENS_NUMBERED.match(wording.text, start, end):
        cuts = [start, *(match.end() for match in _NUMBERED.finditer(wording.text, start, end)), end]
        return [_trim(wording, *part) for part in pairwise(cuts)]
    while start < end:
        stop = _title_end(wording, start, end, joined)
        if _SENTENCE.match(wording.text, start, stop):
            break
        title = _trim(wording, start, stop)
        if title[0] < title[1]:
            titles.append(title)
        start, _ = _trim(wording, max(stop, start + 1), end)
    return titles


def _title_end(wording: Wording, start: int, end: int, joined: bool) -> int:
    """Where the title that opens at an offset ends: a known one, or else at the next place where another can begin."""
    text = wording.text
    known = known_section_end(wording, start, end)
    if known and not _GOES_ON.match(text, known, end):
        return known
    for cut in _CUT.finditer(text, max(start, known), end):
        at = cut.start()
        if wording.bracketed(at):
            continue
        plain = text[at] in ",;" and cut.end() == at + 1 and not wording.unclosed(at)
        if plain or (joined and known in (0, at) and known_section_end(wording, cut.end(), end)):
            return at
    return end


def _trim(wording: Wording, start: int, end: int) -> Span:
    """A title without the separators and small words around it."""
    text = wording.text
    while True:
        first = start
        start, end = wording.trim(start, end, _TAILS)
        while start < end and text[start] in SEPARATORS + ")(" and wording.bracket_end(start) == start:
            start += 1
        while start < end and text[end - 1] in "([":
            end -= 1
        if lead := _LEAD.match(text, start, end):
            start = lead.end()
        if start == first or start >= end:
            return start, max(start, end)
