"""Where a letter's last rationale ends: before the effect of the decision, the signature, the copies."""

from __future__ import annotations

from imrcli.letters.format import LetterFormat
from imrcli.pattern import pattern

_LINE_OPENS = r"[\n\f][^\S\n\f]*"
_SIGN_OPENS_LINE = pattern(rf"{_LINE_OPENS}(?:/|cc\s*:|CC\s*:|Sincerely\b)")
_LINE_SIGNS = (
    pattern(rf"{_LINE_OPENS}(?:(?:cc|CC)\s*:|Sincerely\b)"),  # 'cc: Department of Industrial Relations', the signature
    pattern(rf"{_LINE_OPENS}/(?!or\b|and\b)[a-z]{{2,4}}[^\S\n]*(?:$|\n|\f)"),  # a typist's initials: '/kmr'
    # with a number, as the very last: '/13d'
    pattern(rf"{_LINE_OPENS}/(?:\d{{1,3}}[a-z]{{1,4}}|[a-z]{{2,4}}\d{{1,3}})\s*$"),
)
"""What opens a line behind the last rationale."""
_SIGNS = (
    # the copies and the signature in a run
    pattern(r"cc(?<=\bcc)\s*:\s+(?=[A-Z])"),
    pattern(r"Sincerely(?<![\"“'‘\w]Sincerely)\s*,\s"),
    pattern(r"Disclaimer\s*:\s*MAXIMUS"),
    # credentials without their heading: 'The professional reviewer is Board Certified in'
    pattern(
        r"The\s+(?:(?![Uu]tilization|[Pp]rior|[Pp]eer)\w+\s+){0,3}"
        r"[Rr]eviewer\s+is\s+(?:[Bb]oard|licensed|a\s+licensed)"
    ),
    pattern(r"The\s+[Ii]ndependent\s+Medical\s+Doctor\s+who\s+made"),
)
"""What stands behind the last rationale anywhere; each begins with fixed letters, which makes it fast to find."""


def letter_end(text: str, form: LetterFormat, start: int, end: int) -> int:
    """Where the last rationale ends that starts at `start`; at `end` where nothing follows it."""
    for phrase in form.tails:
        for at, _ in phrase.find_all(text, start, end):
            if text[at - 1 : at] not in ('"', "“", "'", "‘"):
                end = at
                break
    for sign in _SIGNS:
        if match := sign.search(text, start, end):
            end = match.start()
    # A sign that opens a line begins with the line break before it.
    before = max(0, start - 1)
    for sign in _LINE_SIGNS if _SIGN_OPENS_LINE.search(text, before, end) else ():
        if match := sign.search(text, before, end):
            end = max(start, match.start())
    return end
