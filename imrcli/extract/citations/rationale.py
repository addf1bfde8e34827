"""The guideline pages that a rationale names. Pages of medical records, and of a claim's papers, are none.

What pages are of is told by the words around them (vocabulary/records.txt): first by those behind (`page 2 of the
surgeon's notes`), then by the nearest before, in the same sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from imrcli.extract.citations.pages import page_lists, pages_of
from imrcli.pattern import pattern
from imrcli.sentences import sentence_ends
from imrcli.text import Located, Span
from imrcli.vocabulary import record_words

_OF = pattern(r"\s*,?\s*(?:(?P<of>of)|in|from|to)\s+(?P<words>(?:[\w'’./&-]+\s*){1,7})")
_WHAT_GUIDELINES_DO = "What guidelines do"
_ANY_RECORD = "any record"
_INDEFINITE = pattern(r"\b(?:an?|any|no)\s(?:\w+\s)?$|\bof\s$", re.IGNORECASE)
_DATE = pattern(r"\d/\d{1,2}/\d|\bdated\b")
_WORD = pattern(r"[A-Za-z]+")


def rationale_pages(rationale: str | None) -> tuple[Located[str], ...]:
    """Guideline pages named inside a rationale, in order, repeats kept, each with its place in the rationale."""
    text = rationale or ""
    lists = list(page_lists(text, 0, len(text)))
    if not lists:
        return ()
    starts = [listed.start() for listed in lists]
    ends = [end for end, _ in sentence_ends(text) if not _is_inside(end, starts, lists)]
    found = []
    for listed in lists:
        number = bisect_right(ends, listed.start())
        start = ends[number - 1] if number else 0
        stop = ends[number] if number < len(ends) else len(text)
        if not _are_of_records(text, (start, stop), listed):
            found += [Located(page, (place,)) for page, place in pages_of(text, listed)]
    return tuple(found)


def _is_inside(at: int, starts: list[int], lists: list[re.Match[str]]) -> bool:
    """Whether an offset stands in a list of pages: the full stop of `pg. 22` ends no sentence."""
    number = bisect_left(starts, at) - 1
    return number >= 0 and at <= lists[number].end()


def _are_of_records(text: str, sentence: Span, listed: re.Match[str]) -> bool:
    """Whether the pages of a list are of medical records or of a claim's papers."""
    if of := _OF.match(text, listed.end(), sentence[1]):
        passed = (
            (_WHAT_GUIDELINES_DO,) if of.group("of") else (_WHAT_GUIDELINES_DO, "Persons")
        )  # 'page 46 in patients with'
        kinds = [kind for kind in _kinds(text, *of.span("words")) if kind not in passed]
        if kinds:
            return kinds[0] != "Guidelines"
    kinds = _kinds(text, max(sentence[0], listed.start() - 400), listed.start())
    if listed.group("of") and "Guidelines" not in kinds:
        return True  # 'the fax was cut off at page 1 of 3'
    if "Guidelines" in kinds and _WHAT_GUIDELINES_DO in kinds:
        # 'the MTUS requires a record of pain scores (page 78)': no record that there is
        kinds = [kind for kind in kinds if kind != _ANY_RECORD]
    for kind in reversed(kinds):
        if kind in ("Records", "Guidelines", _ANY_RECORD):
            return kind != "Guidelines"
    stop = text.find(";", listed.end(), sentence[1])
    behind = _kinds(text, listed.end(), stop if stop >= 0 else sentence[1])
    if _WHAT_GUIDELINES_DO in kinds or "Guidelines" in behind or _WHAT_GUIDELINES_DO in behind:
        return False
    return bool(kinds) or behind[:1] in (["Records"], [_ANY_RECORD])


def _kinds(text: str, start: int, end: int) -> list[str]:
    """The kinds of the words of a part of a text that have one, in its order."""
    kinds = record_words()
    found: list[str] = []
    for match in _WORD.finditer(text, start, end):
        word = match.group().lower()
        kind = kinds.get(word) or (kinds.get(word[:-1]) if word.endswith("s") else None)
        if word == "journal" and found[-1:] == ["Persons"]:
            kind = "Records"  # 'her journal'
        indefinite = kind and _INDEFINITE.search(text, max(start, match.start() - 24), match.start())
        if kind == "Records" and indefinite:
            kind = _ANY_RECORD
        if kind and not (indefinite and kind.startswith("Tests") and not _DATE.search(text, start, end)):
            found.append(kind)
    return found
