"""Recognises a letter's format and finds its sections by their headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from imrcli.letters.format import Heading, LetterFormat
from imrcli.letters.headings import heading_places, renamed
from imrcli.letters.letter import Section
from imrcli.letters.phrase import Phrase
from imrcli.pattern import pattern
from imrcli.text import Span

_SURE = 0.6
"""With a larger share of its marks in the text, a format is the one: no other is looked for."""

_GAP = 12
"""Characters of white space and colons that may stand between a heading and its lead."""
_NO_WORDS = pattern(r"[\s:.;)]*")
"""What can stand between a heading, its lead and the section."""


def recognise(text: str, formats: Sequence[LetterFormat]) -> LetterFormat | None:
    """The format most of whose marks stand in the text, damaged or not; None where not one does.

    A mark that a scan damaged is searched for where no format is sure without it.
    """
    for form in formats:
        if sum(1 for mark in form.marks if mark.find(text)) > _SURE * len(form.marks):
            return form
    best: LetterFormat | None = None
    most = (0.0, 0)
    for form in formats:
        printed = sum(1 for mark in form.marks if mark.find(text))
        marked = sum(1 for mark in form.marks if mark.find(text) or _first_damaged(mark, text))
        if (share := (marked / max(1, len(form.marks)), printed)) > most:
            best, most = form, share
    return best


def _first_damaged(mark: Phrase, text: str) -> Span | None:
    return next(mark.find_damaged(text), None)


def split(text: str, form: LetterFormat, *, mend: bool = True) -> tuple[list[Section], tuple[str, ...]]:
    """The sections in the letter's order, from below each heading to the next, and the headings found damaged.

    The part before the first heading is the section `case`. A heading opens one section, but for one
    that repeats. `mend`: search for damaged headings too.
    """
    places: list[tuple[int, int, Heading]] = []
    damaged = []
    for heading in form.headings:
        spans, mended = heading_places(text, heading, mend=mend)
        places += [(*span, heading) for span in spans]
        if spans and mended:
            damaged.append(heading.section)
    for heading, span in _renamed(text, form, places) if mend else ():
        places.append((*span, heading))
        damaged.append(heading.section)
    places.sort(key=lambda place: place[0])
    sections = [Section("case", 0, places[0][0] if places else len(text))]
    for number, (_, below, heading) in enumerate(places):
        end = places[number + 1][0] if number + 1 < len(places) else len(text)
        sections.append(Section(heading.section, _below_lead(text, heading, below, end), end))
    return sections, tuple(damaged)


def _renamed(text: str, form: LetterFormat, places: list[tuple[int, int, Heading]]) -> Iterator[tuple[Heading, Span]]:
    """The headings of other words: each between the format's heading before it and the next one that was found."""
    for number, heading in enumerate(form.headings):
        if heading.optional or any(place[2] is heading for place in places):
            continue
        above = [below for _, below, other in places if other is form.headings[number - 1]] if number else [0]
        later = [at for at, _, other in places if other in form.headings[number + 1 :]]
        if above and (span := renamed(text, heading, above[-1], min(later, default=len(text)))):
            yield heading, span


def with_issues(sections: list[Section], start: int | None) -> list[Section]:
    """The sections with the one that the items open where no heading does: it ends the section before it."""
    if start is None or any(section.name == "issues" for section in sections):
        return sections
    kept = []
    for section in sections:
        if section.start <= start < section.end:
            kept += [Section(section.name, section.start, start), Section("issues", start, section.end)]
        else:
            kept.append(section)
    return kept


def _below_lead(text: str, heading: Heading, start: int, end: int) -> int:
    start = _skip(text, start, end)
    if heading.lead is None:
        return start
    lead = heading.lead.starts(text, start, end)
    if lead is None:
        near = min(end, start + 2 * len(heading.lead.words) + 80)
        lead = next(heading.lead.find_damaged(text, start, near), None)
        if lead is not None and lead[0] - start > _GAP:
            lead = None
    return _skip(text, lead[1], end) if lead else start


def _skip(text: str, start: int, end: int) -> int:
    skipped = _NO_WORDS.match(text, start, end)
    return skipped.end() if skipped else start
