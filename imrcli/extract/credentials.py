"""The reviewer's credentials: labelled (`State(s) of Licensure:`) or in prose (`Board Certified in ...`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from imrcli.letters import Letter
from imrcli.letters.phrase import Phrase
from imrcli.pattern import pattern
from imrcli.text import Located, Passage, Span, value
from imrcli.vocabulary import specialties, states

_LICENSURE = Phrase("State(s) of Licensure:")
_SPECIALTY = Phrase("Certification(s)/Specialty:|Certification(s)/Specialties:|Certification(s)/Speciality:")
_NEXT_PART = (
    r"CLINICAL\s+CASE|CASE\s+SUMMARY|DOCUMENT|Certification|State\(?s?\)?\s+of\s+Licens|He\s?/\s?[Ss]he\b"
    r"|The\s+(?:expert|Expert|physician)"
)
_STOP = pattern(rf"\s*(?:\n\s*\n|\f|(?={_NEXT_PART}))")
_LINE = pattern(r"[^\n\f]*")

# Credentials in prose: 'is Board Certified in Orthopedic Surgery, has a subspecialty in Hand Surgery and is licensed
# to practice in California.'
_WHO = r"(?:(?:he|she|He|She|He/she|he/she|who)\s+)?"
_LICENSED_NEXT = rf",?\s+(?:and\s+)?(?:{_WHO}(?:is|are)\s+(?:also\s+)?)?licensed\b"
_MORE_NEXT = (
    rf",?\s*(?:and\s+)?{_WHO}(?:has|holds|with)\s+(?:an?\s+)?"
    r"(?:subspecialt|sub-specialt|certificate|additional|fellowship|added)"
)
_SUBSPECIALTY_NEXT = r",?\s+(?:and\s+)?(?:a\s+)?(?:subspecialt|sub-specialt)"
_SENTENCE_END = r"\.\s|$"
_BOARD = r"(?:an?\s+|the\s+)?(?:American\s+(?:Osteopathic\s+)?Board\s+of\s+)?"
_CERTIFIED = pattern(
    rf"\b(?:[Bb]oard[\s-]+[Cc]ertifi(?:ed|cations?)|[Cc]ertified|[Dd]iplomate)\s+(?:in|as|by|of)\s+{_BOARD}"
    rf"(?P<names>.+?)(?={_LICENSED_NEXT}|{_MORE_NEXT}|{_SUBSPECIALTY_NEXT}|{_SENTENCE_END})",
    re.DOTALL,
)
_ADDED = r"[Aa]dded\s+[Qq]ualifications?"
_FURTHER = rf"[Ss]ub-?\s?specialt(?:y|ies)|{_ADDED}|fellowship[\s-]train(?:ed|ing)|certificates?\s+of\s+{_ADDED}"
_SUBSPECIALTY = pattern(
    rf"\b(?:{_FURTHER})(?:\s+[Cc]ertifi(?:cate|cation)s?)?\s+(?:in|of)\s+"
    rf"(?P<names>.+?)(?={_LICENSED_NEXT}|{_SENTENCE_END})",
    re.DOTALL,
)
_UNBOARDED = (
    r"Chiropract(?:or|ic(?:\s+Medicine)?)|Acupuncturist|Podiatrist|(?:Clinical\s+)?Psychologist|Dentist|Optometrist"
    r"|Physical\s+Therapist"
)
_PROFESSION = pattern(rf"\b(?:is|was)\s+an?\s+(?:licensed\s+)?(?:Doctor\s+of\s+)?(?P<names>{_UNBOARDED})\b")
"""`is a licensed Acupuncturist`: a profession that is licensed and has no board."""
_LICENSED_IN = pattern(
    r"\b[Ll]icensed\s+in\s+(?P<names>[A-Z][^.;]{2,80}?)"
    rf"(?=,?\s+(?:and\s+)?{_WHO}(?:is\s+)?(?:also\s+)?licensed\b|[.;]|$)"
)
"""`is licensed in Chiropractic`: such a profession, or states; the vocabularies tell."""
_LICENSED = pattern(
    r"\blicensed\s+(?:to\s+practice\s+)?(?:\w+\s+)?(?:in|by)\s+(?:the\s+)?(?:states?\s+of\s+)?"
    r"(?P<names>.+?)(?=\.(?:\s|$)|\s+(?:He|She)\b|;|\s+and\s+(?:has|is)\b|$)",
    re.DOTALL,
)
_JOINT = pattern(r"\s*(?:,|;)\s*(?:and\s+|&\s+)?|\s+and\s+")
_LEADING = pattern(r"(?:the\s+)?(?:(?:State|Commonwealth)s?\s+of\s+)?")
_BETWEEN = pattern(r"\s*[,;/]?\s*(?:and|&)\s+|\s*[,;]\s*|\s+")
_NAME_END = pattern(r"(?=[,;]|\s+(?:and|&)\s|\s*$)")
_EDGES = " .;,"
_REACH = 1_200
"""Characters behind the first certification within which a subspecialty of the same reviewer stands."""
_LONGEST = 6_000
_LONGEST_LIST = 400


class Credentials(Struct, frozen=True, gc=False):
    """A reviewer's states of licensure and specialties, each with its place in the letter."""

    licensure: tuple[Located[str], ...]
    specialties: tuple[Located[str], ...]


def read_credentials(letter: Letter) -> Credentials:
    """The reviewer's credentials: in their own section, or, where that has none, anywhere in the letter."""
    if section := letter.section("method"):
        credentials = credentials_between(letter.text, *section)
        if credentials.licensure or credentials.specialties:
            return credentials
    return credentials_between(letter.text, 0, len(letter.text))


def credentials_between(text: str, start: int, end: int) -> Credentials:
    """The credentials between two offsets of a text: labelled, or else in prose."""
    licensure, specialty = (_labelled(text, label, start, end) for label in (_LICENSURE, _SPECIALTY))
    if licensure is None and specialty is None:
        return _prose(text, start, min(end, start + _LONGEST))
    return Credentials(
        split_names(text, licensure, states()) if licensure else (),
        split_names(text, specialty, specialties()) if specialty else (),
    )


def _labelled(text: str, label: Phrase, start: int, end: int) -> Span | None:
    """Where the list behind a label stands."""
    span = label.find(text, start, end)
    if span is None:
        span = next(label.find_damaged(text, start, min(end, start + 8_000)), None)
        if span is None or text[span[1] - 1] != ":":
            return None
    at, limit = span[1], min(end, span[1] + _LONGEST_LIST)
    while at < limit and text[at].isspace():
        at += 1
    return at, _list_end(text, at, limit)


def _list_end(text: str, start: int, limit: int) -> int:
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


def _prose(text: str, start: int, end: int) -> Credentials:
    names: list[Located[str]] = []
    certified = _CERTIFIED.search(text, start, end) or _PROFESSION.search(text, start, end)
    if certified:
        names += split_names(text, certified.span("names"), specialties())
        near = certified.start()
        if further := _SUBSPECIALTY.search(text, near, min(end, near + _REACH)):
            names += split_names(text, further.span("names"), specialties())
    else:
        for match in _LICENSED_IN.finditer(text, start, end):
            names += (
                name
                for name in split_names(text, match.span("names"), specialties())
                if name.value.lower() in specialties() and name.value.lower() not in states()
            )
    license_ = _LICENSED.search(text, start, end)
    once = {name.value: name for name in reversed(names)}
    return Credentials(
        split_names(text, license_.span("names"), states()) if license_ else (),
        tuple(once[name] for name in dict.fromkeys(name.value for name in names)),
    )


def split_names(text: str, span: Span, known: frozenset[str]) -> tuple[Located[str], ...]:
    """The names of a printed list, each with its place. A known name that contains 'and' or a comma is one name."""
    passage = Passage(text, *span)
    return tuple(
        Located(passage.words[start:end], (passage.within((start, end)),))
        for start, end in _names(passage.words, known)
    )


def _names(words: str, known: frozenset[str]) -> Iterator[Span]:
    at, end = 0, len(words)
    while at < end and words[at] in _EDGES:
        at += 1
    while end > at and words[end - 1] in _EDGES:
        end -= 1
    while at < end:
        stop = _longest(words, at, end, known)
        if not stop:
            joint = _JOINT.search(words, at, end)
            stop = joint.start() if joint else end
        first, last = at, stop
        while first < last and words[first] in _EDGES:
            first += 1
        while last > first and words[last - 1] in _EDGES:
            last -= 1
        leading = _LEADING.match(words, first, last)
        first = leading.end() if leading else first
        if first < last:
            yield first, last
        at = max(stop, at + 1)
        between = _BETWEEN.match(words, at, end)
        at = between.end() if between else at


def _longest(words: str, start: int, end: int, known: frozenset[str]) -> int:
    """Where the longest known name ends that opens at `start`; 0 for none."""
    ends = [match.start() for match in _NAME_END.finditer(words, start, end)]
    return next((stop for stop in reversed(ends) if words[start:stop].lower() in known), 0)
