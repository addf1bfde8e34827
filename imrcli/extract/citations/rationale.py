"""The guideline pages that a rationale names. Pages of medical records, and of a claim's papers, are none.

What pages are of is told by the words around them (vocabulary/records.txt): first by those behind (`page 2 of the surgeon's
notes`), then by the nearest before, in the same sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from imrcli.extract.citations.pages import page_lists, pages_of
from imrcli.pattern import pattern
from imrcli.sentences import sentence_ends
from imrcli.text import Located, Span
from imrcli.vocabulary import record_words

_OF = pattern(r"\)?\s*,?\s*(?:of|in|from|to)\s+(?P<words>(?:[\w'’./&-]+\s*){1,7})")
_WORD = pattern(r"[A-Za-z]+")


def rationale_pages(rationale: str | None) -> tuple[Located[str], ...]:
    """Guideline pages named inside a rationale, in order, repeats kept, each with its place in the rationale."""
    text = rationale or ""
    lists = list(page_lists(text, 0, len(text)))
    if not lists:
        return ()
    ends = [end for end, _ in sentence_ends(text) if not any(m.start() < end <= m.end() for m in lists)]
    found = []
    for listed in lists:
        number = bisect_right(ends, listed.start())
        start = ends[number - 1] if number else 0
        stop = ends[number] if number < len(ends) else len(text)
        if not _are_of_records(text, (start, stop), listed):
            found += [Located(page, (place,)) for page, place in pages_of(text, listed)]
    return tuple(found)


def _are_of_records(text: str, sentence: Span, listed: re.Match[str]) -> bool:
    """Whether the pages of a list are of medical records or of a claim's papers."""
    if (of := _OF.match(text, listed.end(), sentence[1])) and (kinds := _kinds(text, *of.span("words"))):
        return kinds[0] != "Guidelines"
    kinds = _kinds(text, max(sentence[0], listed.start() - 400), listed.start())
    nearest = next((kind for kind in reversed(kinds) if kind in ("Records", "Guidelines", "What guidelines do")), None)
    if nearest == "What guidelines do":
        nearest = next((kind for kind in reversed(kinds) if kind in ("Records", "Guidelines")), None)
        nearest = "Guidelines" if "Guidelines" in kinds else nearest
    if nearest:
        return nearest == "Records"
    stop = text.find(";", listed.end(), sentence[1])
    behind = _kinds(text, listed.end(), stop if stop >= 0 else sentence[1])
    if "Guidelines" in behind or "What guidelines do" in behind:
        return False
    return bool(kinds) or any(kind == "Records" for kind in behind[:1])


def _kinds(text: str, start: int, end: int) -> list[str]:
    """The kinds of the words of a part of a text that have one, in its order."""
    kinds = record_words()
    found = []
    for match in _WORD.finditer(text, start, end):
        word = match.group().lower()
        kind = kinds.get(word) or (kinds.get(word[:-1]) if word.endswith("s") else None)
        if word == "journal" and found[-1:] == ["Persons"]:
            kind = "Records"  # 'her journal'
        if kind:
            found.append(kind)
    return found
