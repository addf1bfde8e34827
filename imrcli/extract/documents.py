"""The documents reviewed: a bulleted list, one string each."""

from __future__ import annotations

import re

from imrcli.pattern import pattern
from imrcli.text import Span, value

_BULLET = pattern(r"(?:^|\n|\f)[ \t]*(?:[•●▪■□◦·*\-–—\uf0b7\u2022\u25cf\u25aa►➢✓]|o(?=\s)|\d{1,2}[.)])\s+")
_INLINE = pattern(r"(?<!\s)\s*[•●▪■◦\uf0b7]\s+")
_BLANK = pattern(r"\n[ \t]*\n")
_LEAD = pattern(r"^(?:The\s+following\b[^:]{0,300}:|These\s+documents\s+included\s*:)\s*", re.IGNORECASE)
_TAIL_NUMBER = pattern(r"(?<!\s)(?P<gap>\s+)\(?\d{1,2}(?P<mark>[.)])?$")
"""The number of the heading that follows, with its mark or below an empty line."""
_NONE = pattern(r"^(?:none|n/a)\.?$", re.IGNORECASE)


def read_documents(text: str, span: Span | None) -> list[str]:
    """The list in the section's text. Without bullets, each line or paragraph is one document."""
    if span is None:
        return []
    part = text[span[0] : span[1]].rstrip()
    number = _TAIL_NUMBER.search(part)
    if number and (number.group("mark") or number.group("gap").count("\n") > 1):
        part = part[: number.start()]
    lead = _LEAD.match(part.lstrip())
    if lead:
        part = part.lstrip()[lead.end() :]
    if _INLINE.search(part):
        pieces = _INLINE.split(part)
    elif _BULLET.search("\n" + part.lstrip()):
        pieces = _BULLET.split("\n" + part.lstrip())
    elif len(_BLANK.findall(part.strip())) > 1:
        pieces = _BLANK.split(part)
    else:
        pieces = part.split("\n")
    found = [value(piece) for piece in pieces]
    if found and found[0].endswith(":"):
        found = found[1:]
    return [piece for piece in found if piece and not _NONE.match(piece) and re.search(r"\w", piece)]
