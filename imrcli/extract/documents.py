"""The documents reviewed: a bulleted list, one string each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imrcli.pattern import pattern
from imrcli.text import Located, Passage, Span

_MARK = r"(?:[•●▪■□◦·*\-–—\uf0b7\u25aa►➢✓]|o(?=\s)|\d{1,2}[.)])"
_BULLET = pattern(rf"(?:^|[\n\f])[ \t]*{_MARK}\s+")
_INLINE = pattern(r"(?<!\s)\s*[•●▪■◦\uf0b7]\s+")
_BLANK = pattern(r"\n[ \t]*\n")
_LINE_BREAK = pattern(r"\n")
_LEAD = pattern(r"\s*(?:The\s+following\b[^:]{0,300}:|These\s+documents\s+included\s*:)\s*", re.IGNORECASE)
_NUMBER_AT_END = pattern(r"(?<!\s)(?P<gap>\s+)\(?\d{1,2}(?P<mark>[.)])?$")
"""The number of the heading that follows, with its mark or below an empty line."""
_NONE = pattern(r"(?:none|n/a)\.?$", re.IGNORECASE)


def read_documents(text: str, span: Span | None) -> tuple[Located[str], ...]:
    """The list in a section of the letter's text. Without bullets, each line or paragraph is one document."""
    if span is None:
        return ()
    start, end = span
    section = text[start:end].rstrip()
    number = _NUMBER_AT_END.search(section)
    if number and (number["mark"] or number["gap"].count("\n") > 1):
        section = section[: number.start()]
    if lead := _LEAD.match(section):
        start, section = start + lead.end(), section[lead.end() :]
    passages = [Passage(text, start + first, start + last) for first, last in _pieces(section)]
    documents = [passage for passage in passages if passage.words]
    if documents and documents[0].words.endswith(":"):
        documents = documents[1:]
    return tuple(
        Located(passage.words, (passage.span,))
        for passage in documents
        if not _NONE.match(passage.words) and re.search(r"\w", passage.words)
    )


def _pieces(section: str) -> Iterator[Span]:
    """The list's entries in a section: between its bullets, or else its empty lines or its lines."""
    if _INLINE.search(section):
        divider = _INLINE
    elif _BULLET.search(section.lstrip()):
        divider = _BULLET
    elif len(_BLANK.findall(section.strip())) > 1:
        divider = _BLANK
    else:
        divider = _LINE_BREAK
    at = 0
    for gap in divider.finditer(section):
        yield at, gap.start()
        at = gap.end()
    yield at, len(section)
