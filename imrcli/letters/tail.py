"""Where a letter's last rationale ends: before the effect of the decision, the signature, the copies."""

from __future__ import annotations

from imrcli.letters.format import LetterFormat
from imrcli.pattern import pattern

_LINE = r"(?:^|\n|\f)[^\S\n\f]*"
_COPIES = rf"{_LINE}(?:cc|CC)\s*:|\bcc\s*:\s+(?=[A-Z])"
"""`cc: Department of Industrial Relations`"""
_SIGNATURE = rf"{_LINE}Sincerely\b|(?<![\"“'‘])\bSincerely\s*,\s"
_TYPIST = rf"{_LINE}/(?!or\b|and\b)[a-z]{{2,4}}[^\S\n]*(?:$|\n|\f)"
"""A typist's initials: `/kmr`"""
_DISCLAIMER = r"Disclaimer\s*:\s*MAXIMUS"
_REVIEWER = (
    r"\bThe\s+(?:(?![Uu]tilization|[Pp]rior|[Pp]eer)\w+\s+){0,3}[Rr]eviewer\s+is\s+(?:[Bb]oard|licensed|a\s+licensed)"
)
"""Credentials without their heading: `The professional reviewer is Board Certified in`"""
_DOCTOR = r"\bThe\s+[Ii]ndependent\s+Medical\s+Doctor\s+who\s+made"
_SIGNS = pattern("|".join((_COPIES, _SIGNATURE, _TYPIST, _DISCLAIMER, _REVIEWER, _DOCTOR)))


def letter_end(text: str, form: LetterFormat, start: int, end: int) -> int:
    """Where the last rationale ends that starts at `start`; at `end` where nothing follows it."""
    stops = [end]
    for phrase in form.tails:
        for at, _ in phrase.find_all(text, start, end):
            if text[at - 1 : at] not in ('"', "“", "'", "‘"):
                stops.append(at)
                break
    if sign := _SIGNS.search(text, start, min(stops)):
        stops.append(sign.start())
    return min(stops)
