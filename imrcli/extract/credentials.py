"""The reviewer's credentials: labelled (`State(s) of Licensure:`) or in prose (`Board Certified in ...`)."""

from __future__ import annotations

import re

from imrcli.letters.phrase import Phrase
from imrcli.model import Reviewer
from imrcli.pattern import pattern
from imrcli.text import Span, value
from imrcli.vocabulary import specialties, states
from imrcli.warnings import Warnings

_LICENSURE = Phrase("State(s) of Licensure:")
_SPECIALTY = Phrase("Certification(s)/Specialty:|Certification(s)/Specialties:|Certification(s)/Speciality:")
_STOP = pattern(
    r"\s*(?:\n\s*\n|\f|(?=CLINICAL\s+CASE|CASE\s+SUMMARY|DOCUMENT|Certification|State\(?s?\)?\s+of\s+Licens|He\s?/\s?[Ss]he\b|The\s+(?:expert|Expert|physician)))"
)
_LINE = pattern(r"[^\n\f]*")
_CERTIFIED = pattern(
    r"\b(?:[Bb]oard[\s-]+[Cc]ertifi(?:ed|cations?)|[Cc]ertified|[Dd]iplomate)\s+(?:in|as|by|of)\s+(?:an?\s+|the\s+)?(?:American\s+(?:Osteopathic\s+)?Board\s+of\s+)?(?P<names>.+?)"
    r"(?=,?\s+(?:and\s+)?(?:(?:he|she|He|She|He/she|he/she|who)\s+)?(?:is|are)\s+(?:also\s+)?licensed\b"
    r"|,?\s*(?:and\s+)?(?:(?:he|she|He|She|He/she|he/she|who)\s+)?(?:has|holds|with)\s+(?:an?\s+)?(?:subspecialt|sub-specialt|certificate|additional|fellowship|added)"
    r"|,?\s+(?:and\s+)?(?:a\s+)?(?:subspecialt|sub-specialt)|,?\s+(?:and\s+)?(?:is\s+)?licensed\b|\.\s|$)",
    re.DOTALL,
)
_SUBSPECIALTY = pattern(
    r"\b(?:[Ss]ub-?\s?specialt(?:y|ies)|[Aa]dded\s+[Qq]ualifications?|fellowship[\s-]trained|fellowship\s+training|certificates?\s+of\s+added\s+qualifications?)(?:\s+[Cc]ertifi(?:cate|cation)s?)?\s+(?:in|of)\s+(?P<names>.+?)"
    r"(?=,?\s+(?:and\s+)?(?:(?:he|she|He|She|He/she|he/she|who)\s+)?(?:is|are)\s+(?:also\s+)?licensed\b|,?\s+(?:and\s+)?licensed\b|\.\s|$)",
    re.DOTALL,
)
_PROFESSION = pattern(
    r"\b(?:is|was)\s+an?\s+(?:licensed\s+)?(?:Doctor\s+of\s+)?(?P<names>Chiropract(?:or|ic(?:\s+Medicine)?)|Acupuncturist|Podiatrist|Psychologist|Clinical\s+Psychologist|Dentist|Optometrist|Physical\s+Therapist)\b"
)
_LICENSED_IN = pattern(
    r"\b[Ll]icensed\s+in\s+(?P<names>[A-Z][^.;]{2,80}?)(?=,?\s+(?:and\s+)?(?:(?:he|she|who)\s+)?(?:is\s+)?(?:also\s+)?licensed\b|[.;]|$)"
)
"""A profession that is licensed and has no board: chiropractic, acupuncture, dentistry."""

_LICENSED = pattern(
    r"\blicensed\s+(?:to\s+practice\s+)?(?:\w+\s+)?(?:in|by)\s+(?:the\s+)?(?:states?\s+of\s+)?(?P<names>.+?)(?=\.(?:\s|$)|\s+(?:He|She)\b|;|\s+and\s+(?:has|is)\b|$)",
    re.DOTALL,
)
_AND = pattern(r"\s*(?:,|;)\s*(?:and\s+|&\s+)?|\s+and\s+|\s*\n\s*")
_REACH = 1_200


def read_reviewer(text: str, start: int = 0, end: int | None = None, found: Warnings | None = None) -> Reviewer:
    """The states of licensure and the specialties, between two offsets of the letter.

    `found` is told where the lists stand.
    """
    stop = len(text) if end is None else end
    found = found or Warnings()
    licensure, specialty = _labelled(text, start, stop)
    if licensure is None and specialty is None:
        return _prose(text, start, stop, found)
    for pointer, span in (("/reviewer/licensure", licensure), ("/reviewer/specialties", specialty)):
        if span:
            found.mark(pointer, span)
    return Reviewer(
        licensure=split_names(value(text, *licensure) if licensure else "", states()),
        specialties=split_names(value(text, *specialty) if specialty else "", specialties()),
    )


def _labelled(text: str, start: int, end: int) -> tuple[Span | None, Span | None]:
    values: list[Span | None] = []
    for phrase in (_LICENSURE, _SPECIALTY):
        span = phrase.find(text, start, end)
        if span is None:
            span = next(phrase.find_damaged(text, start, min(end, start + 8_000)), None)
            if span is not None and text[span[1] - 1] != ":":
                span = None
        if span is None:
            values.append(None)
            continue
        limit = min(end, span[1] + 400)
        at = span[1]
        while at < limit and text[at].isspace():
            at += 1
        values.append((at, _end(text, at, limit)))
    return values[0], values[1]


def _end(text: str, start: int, limit: int) -> int:
    """Where a labelled list ends: at the next label or heading, or at an empty line that does not divide a name."""
    for stop in _STOP.finditer(text, start, limit):
        if not stop.group().strip(" \t\n") and "\n" in stop.group():
            behind = _LINE.match(text, stop.end(), limit)
            names = value(text, start, stop.start())
            last = names.rsplit(",", 1)[-1].strip()
            joined = f"{last} {value(behind.group()) if behind else ''}".lower()
            if names.endswith((",", "&", " and")) or joined.split(",")[0].strip() in specialties():
                continue
        return stop.start()
    return limit


def _prose(text: str, start: int, end: int, found: Warnings) -> Reviewer:
    names: list[str] = []
    licensed: list[str] = []
    end = min(end, start + 6_000)
    spans: list[Span] = []
    certified = _CERTIFIED.search(text, start, end) or _PROFESSION.search(text, start, end)
    if certified:
        spans.append(certified.span("names"))
        near = certified.start()
        if sub := _SUBSPECIALTY.search(text, near, min(end, near + _REACH)):
            spans.append(sub.span("names"))
        names += [name for span in spans for name in split_names(value(text, *span), specialties())]
    else:
        for match in _LICENSED_IN.finditer(text, start, end):
            spans.append(match.span("names"))
            names += [
                name
                for name in split_names(value(match.group("names")), specialties())
                if name.lower() in specialties() and name.lower() not in states()
            ]
    found.mark("/reviewer/specialties", *spans)
    if license_ := _LICENSED.search(text, start, end):
        found.mark("/reviewer/licensure", license_.span("names"))
        licensed = split_names(value(license_.group("names")), states())
    return Reviewer(licensure=licensed, specialties=list(dict.fromkeys(names)))


def split_names(printed: str, known: frozenset[str]) -> list[str]:
    """A printed list, one string each. A known name that contains 'and' or a comma is one name."""
    names: list[str] = []
    rest = printed.strip(" .;,")
    while rest:
        size = _longest(rest, known)
        if not size:
            cut = _AND.search(rest)
            size = cut.start() if cut else len(rest)
        name = re.sub(r"^(?:the\s+)?(?:(?:State|Commonwealth)s?\s+of\s+)?", "", rest[:size].strip(" .;,"))
        if name:
            names.append(name)
        rest = rest[max(size, 1) :]
        rest = re.sub(r"^(?:\s*[,;/]?\s*(?:and|&)\s+|\s*[,;]\s*|\s+)", "", rest)
    return names


def _longest(rest: str, known: frozenset[str]) -> int:
    """The length of the longest known name that the text opens with."""
    ends = [match.start() for match in re.finditer(r"(?=[,;]|\s+(?:and|&)\s|\s*$)", rest)]
    for end in reversed(ends):
        if " ".join(rest[:end].split()).lower() in known:
            return end
    return 0
