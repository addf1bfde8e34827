"""Guidelines of the MTUS that a part of a statement cites, each with its year, its sections and its pages.

From 2016 on the form prints `<title> <year>, Section(s): <section>, <section>, and <title> <year>`; before that
`<title> <section>, <section> Page(s): 98-99` or `the <title>, <section>, pages 56-57, and <section>, page 112`. Titles
stand in lists (vocabulary/guidelines.txt); a title in no list is told by its year, or by the label of its sections.
"""

from __future__ import annotations

import re

from msgspec import Struct

from imrcli.extract.citations.located import LocatedCitation, cite
from imrcli.extract.citations.pages import page_lists, read_pages
from imrcli.extract.citations.sections import known_section_end, read_sections
from imrcli.extract.citations.titles import Title, bare_chapter, is_formulary, read_title, unknown_title
from imrcli.extract.citations.wording import GUIDELINES, Wording
from imrcli.pattern import pattern
from imrcli.text import Span
from imrcli.warnings import Warnings

SECTION_LABEL = pattern(
    r"(?=[ .,;:S])(?: ?[.,;:]? ?(?:\b|(?<=[a-z]))Sec[tino]{3,5}s? ?(?:\( ?[sS] ?\)?)? ?[:;] ?"
    r"| ?,? ?\bSections? (?=[A-Z\d])| ?, ?\bSection\(s\) ?)"
)
"""`, Section(s): `, and how else it is printed: `Section: `, ` Sections(s) :`, `, Secton(s):`."""

MTUS_NAME = pattern(
    r"(?:the )?(?:(?:CA|California)(?:['’]s)? )?(?:Medical Treatment Utilization Schedule(?: ?\(MTUS\))?"
    r"|MTUS) ?[,:/-]? ?(?:[Gg]uidelines? ?[,:] ?)?"
)
_ONLY_MTUS = pattern(r"(?:the )?(?:(?:CA|California) )?MTUS(?: [Gg]uidelines?)?[ .,;]*$")
_JOINT = pattern(r"(?: ?(?P<comma>[,;]) ?(?P<also>and )?|(?P<stop>\.) (?=[A-Z])| and )(?:on |upon )?(?:the )?")
_TITLE_YEAR = pattern(r"(?<=[A-Za-z)’'\d]) ?(?P<year>(?:19|20)\d{2})(?= ?(?:[,;.]|$)| and | Sec| Guideline| ?\()")
_CALLED_SO = pattern(r" (?:Guidelines?|Edition|Chapter)\b")  # behind the year
_COMMA = pattern(r", ?(?:section )?")
_NAMED_SO = pattern(rf"\b{GUIDELINES}\b", re.IGNORECASE)
_CLOSED = pattern(r" ?(?:$|[,;.]|and |\(|[Pp]ages?\b|Sec[tino]{3,5})")
_SECTION_OF = pattern(r" ?,? (?:(?:sections?|topics?|portions?|parts?) )?(?:of|in|from) (?:the )?(?:MTUS )?")
"""`Physical Medicine section of the Chronic Pain Medical Treatment Guidelines`"""
_OPIOIDS = pattern(r"Opioids? (?:Medical )?Treatment\b", re.IGNORECASE)
_TREATMENT = pattern(r"\b(?:Medical|Opioids?|Postsurgical) Treatment\b", re.IGNORECASE)
_LAST_OLDER = 2010
"""The year after which only ACOEM's newer guidelines, and those of 2016 on chronic pain and opioids, were adopted."""
_GENERAL = "general approaches"
_LONGEST = 160
"""No title with its year is longer."""


class _Head(Struct, frozen=True, gc=False):
    """Where a guideline's citation starts: its title, and the joint that ends the one before it."""

    joint: int
    title: Title
    section: Span | None = None  # a section that is named before the title


def read_guidelines(
    wording: Wording, start: int, end: int, warnings: Warnings, *, labelled: bool = False
) -> list[LocatedCitation]:
    """The guidelines that a part of a statement names. A chapter that the MTUS did not adopt comes as ACOEM's.

    `labelled`: the form itself says that it is the MTUS (`Decision based on MTUS ...`).
    """
    start, end = wording.trim(start, end)
    if start >= end:
        return []
    if _ONLY_MTUS.match(wording.text, start, end):
        return [cite(wording.text, "MTUS", (start, end))]
    heads = _heads(wording, start, end, warnings)
    ends = [*(head.joint for head in heads[1:]), end]
    return [_citation(wording, head, stop, labelled) for head, stop in zip(heads, ends, strict=True)]


def skip_name(wording: Wording, at: int, end: int) -> int:
    """Behind the schedule's own name, where it stands at an offset before a guideline's title."""
    named = MTUS_NAME.match(wording.text, at, end)
    if named is None or named.end() >= end:
        return at
    return at if is_formulary(wording, at, end) else named.end()


def _citation(wording: Wording, head: _Head, end: int, labelled: bool) -> LocatedCitation:
    text, title = wording.text, head.title
    start, end = wording.trim(head.section[0] if head.section else title.start, end)
    if title.adopted is False and not (labelled and title.chapter is None):
        return cite(text, "ACOEM", (start, end), year=title.year, pages=read_pages(text, start, end))
    below = min(title.end, end)
    if label := SECTION_LABEL.match(text, below, end):
        below = label.end()
    numbered = title.year is not None and bool(_OPIOIDS.match(text, title.start))
    newer = title.year is not None and int(text[title.year[0] : title.year[1]]) > _LAST_OLDER
    joined = not newer or bool(_TREATMENT.search(text, title.start, title.spans[-1][1]))
    sections, pages = read_sections(wording, below, end, numbered=numbered, joined=joined)
    if head.section:
        sections.insert(0, head.section)
    guideline = [span for span in title.spans if span[0] < span[1]]
    return cite(text, "MTUS", (start, end), guideline=guideline, year=title.year, sections=sections, pages=pages)


# --- where each guideline's citation starts --------------------------------------------------------------


def _heads(wording: Wording, start: int, end: int, warnings: Warnings) -> list[_Head]:
    behind = skip_name(wording, start, end)
    section = _section_before(wording, behind, end)
    first = _first_title(wording, section[1] if section else behind, end)
    if not first.known and first.year is None:
        named = wording.text[first.start : first.spans[-1][1]]
        warnings.warn("unknown-guideline", f"the guideline {named!r} is in no list")
    heads = [_Head(start, first, section[0] if section else None)]
    skip = _first_section_end(wording, first.end, end)
    for joint in _JOINT.finditer(wording.text, first.end, end):
        at = joint.end()
        if joint.start() < skip or at >= end or wording.bracketed(joint.start()):
            continue
        title = _next_title(wording, heads[-1].title, joint, end)
        if title:
            heads.append(_Head(joint.start(), title))
            skip = _first_section_end(wording, title.end, end)
        else:
            skip = known_section_end(wording, at, end)
    return heads


def _section_before(wording: Wording, start: int, end: int) -> tuple[Span, int] | None:
    """A section that is named before its guideline (`Physical Medicine section of the ...`), and where the title
    starts.
    """
    of = _SECTION_OF.search(wording.text, start, min(end, start + _LONGEST))
    if of is None or read_title(wording, start, end) or not read_title(wording, of.end(), end):
        return None
    return wording.trim(start, of.start()), of.end()


def _first_section_end(wording: Wording, at: int, end: int) -> int:
    """Behind the title, and the first section behind it if that is a known one."""
    label = SECTION_LABEL.match(wording.text, at, end)
    return max(at, known_section_end(wording, label.end() if label else at, end))


def _first_title(wording: Wording, start: int, end: int) -> Title:
    title = read_title(wording, start, end)
    label = SECTION_LABEL.search(wording.text, start, end)
    year = _year_behind(wording, start, label.start() if label else end)
    if title and (title.year or title.acoem or title.formulary or _ends(wording, title, end)):
        return title
    if year:
        return _dated(wording, start, year)
    if title:
        return title
    if label and label.start() > start:
        return unknown_title(wording, start, label.start())
    return unknown_title(wording, start, _unknown_end(wording, start, end))


def _ends(wording: Wording, title: Title, end: int) -> bool:
    """Whether a known title ends where a title can: it is called a guideline, or a separator follows."""
    last = title.spans[-1][1]
    return bool(_NAMED_SO.search(wording.text, title.start, last) or _CLOSED.match(wording.text, title.end, end))


def _dated(wording: Wording, start: int, year: re.Match[str]) -> Title:
    """A title in no list, told by its year."""
    behind = _CALLED_SO.match(wording.text, year.end())
    span = wording.trim(start, year.start())
    return Title((span,), behind.end() if behind else year.end(), year.span("year"), known=False)


def _year_behind(wording: Wording, start: int, end: int) -> re.Match[str] | None:
    """The first year behind an offset that can be a guideline's, unless pages are printed before it."""
    for year in _TITLE_YEAR.finditer(wording.text, start, end):
        if wording.bracketed(year.start()):
            continue
        return None if next(page_lists(wording.text, start, year.end()), None) else year
    return None


def _unknown_end(wording: Wording, start: int, end: int) -> int:
    """Where a title in no list ends that no year and no label ends: before its pages, a bracket, a known section."""
    text = wording.text
    stops = [end]
    if named := _NAMED_SO.search(text, start, end):
        stops.append(named.end())
    if pages := next(page_lists(text, start, end), None):
        stops.append(pages.start())
    for comma in _COMMA.finditer(text, start, end):
        if known_section_end(wording, comma.end(), end):
            stops.append(comma.start())
            break
    stop = min(stops)
    opened = text.find("(", stop if named and stop == named.end() else start, end)
    if opened >= 0 and wording.bracket_end(opened) > opened and not text[stop:opened].strip():
        return wording.bracket_end(opened)
    return stop


def _next_title(wording: Wording, before: Title, joint: re.Match[str], end: int) -> Title | None:
    """A further guideline's title behind a comma, semicolon, full stop or `and`; None where a section goes on."""
    text = wording.text
    at = joint.end()
    title = read_title(wording, at, end)
    if title is None and before.acoem and before.chapter is not None:
        title = bare_chapter(wording, at, end)
        if title:
            return title
    if title is None and (behind := skip_name(wording, at, end)) > at:
        title = read_title(wording, behind, end)
        at = behind
    strong = joint.group("also") or joint.group("comma") == ";"  # how the form joins guidelines, never sections
    if title is None or not _ends(wording, title, end):
        unknown = _unknown_dated(wording, at, joint, end)
        if unknown or title is None:
            return unknown
    if title.acoem or title.formulary or title.year or SECTION_LABEL.match(text, title.end, end):
        return title
    last = title.spans[-1][1]
    if known_section_end(wording, title.start, end) > last or (
        title.chapter is not None and "Chapter" not in text[at:last]
    ):
        return None
    several = " " in text[title.start : last] or "-" in text[title.start : last]
    if _NAMED_SO.search(text, title.start, last):
        return title
    if text[before.start : before.start + len(_GENERAL)].lower() == _GENERAL or not _CLOSED.match(text, title.end, end):
        return None
    if strong:
        return title if several or before.year or before.formulary else None
    return title if several and before.year is None and not before.formulary and not joint.group("stop") else None


def _unknown_dated(wording: Wording, at: int, joint: re.Match[str], end: int) -> Title | None:
    """A title in no list behind a joint, told by its year."""
    text = wording.text
    if not text[at : at + 1].isupper():
        return None
    year = _year_behind(wording, at, min(end, at + _LONGEST))
    if year is None or SECTION_LABEL.search(text, at, year.start()) or ";" in text[at : year.start()]:
        return None
    behind = _JOINT.search(text, at, year.start())
    while behind and wording.bracketed(behind.start()):
        behind = _JOINT.search(text, behind.end(), year.start())
    if joint.group("also"):
        return None if text.find(", and ", at, year.start()) >= 0 else _dated(wording, at, year)
    if behind is None and (joint.group("comma") == ";" or SECTION_LABEL.match(text, year.end(), end)):
        return _dated(wording, at, year)
    return None
