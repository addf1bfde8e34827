"""Where a letter's last rationale ends: before the effect of the decision, the signature, the copies."""

from __future__ import annotations

from imrcli.letters.format import LetterFormat
from imrcli.pattern import pattern

_SIGNS = (
    # a line 'cc: Department of Industrial Relations', or the signature; and the same in a run
    pattern(r"[\n\f][^\S\n\f]*(?:(?:cc|CC)\s*:|Sincerely\b)"),
    pattern(r"cc(?<=\bcc)\s*:\s+(?=[A-Z])"),
    pattern(r"Sincerely(?<![\"“'‘\w]Sincerely)\s*,\s"),
    pattern(r"[\n\f][^\S\n\f]*/(?!or\b|and\b)[a-z]{2,4}[^\S\n]*(?:$|\n|\f)"),  # a typist's initials: '/kmr'
    pattern(r"[\n\f][^\S\n\f]*/(?:\d{1,3}[a-z]{1,4}|[a-z]{2,4}\d{1,3})\s*$"),  # with a number, as the very last: '/13d'
    pattern(r"Disclaimer\s*:\s*MAXIMUS"),
    # credentials without their heading: 'The professional reviewer is Board Certified in'
    pattern(
        r"The\s+(?:(?![Uu]tilization|[Pp]rior|[Pp]eer)\w+\s+){0,3}"
        r"[Rr]eviewer\s+is\s+(?:[Bb]oard|licensed|a\s+licensed)"
    ),
    pattern(r"The\s+[Ii]ndependent\s+Medical\s+Doctor\s+who\s+made"),
)
"""What stands behind the last rationale; each begins with fixed letters or a line's end, which makes
it fast to find.
"""


def letter_end(text: str, form: LetterFormat, start: int, end: int) -> int:
    """Where the last rationale ends that starts at `start`; at `end` where nothing follows it."""
    for phrase in form.tails:
        for at, _ in phrase.find_all(text, start, end):
            if text[at - 1 : at] not in ('"', "“", "'", "‘"):
                end = at
                break
    for sign in _SIGNS:
        # A sign that opens a line begins with the line break before it.
        if match := sign.search(text, max(0, start - 1), end):
            end = max(start, match.start())
    return end
