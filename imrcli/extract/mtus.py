"""Citations of MTUS guidelines: title, year, section titles and pages.

Statements from 2016 on print `<title> <year>, Section(s): <section>, <section>, and <title> <year>`. Older
ones print `<title> <section> Page(s): 98-99` or `the <title>, <section>, pages 56-57, and <section>, page 112`.
"""

from __future__ import annotations

import re

from msgspec import Struct

from imrcli.extract.pages import PAGES, named_pages, page_list
from imrcli.model import Citation
from imrcli.pattern import pattern
from imrcli.text import in_bracket
from imrcli.vocabulary import acoem_chapters, adopted_titles, mtus_titles, section_titles
from imrcli.vocabulary.lexicon import words_of
from imrcli.warnings import Warnings

_SECTIONS = pattern(r"\s*[,;:]?\s*\bSection\s*\(?s?\)?\s*:\s*|\s*,?\s*\bSections?\s+(?=[A-Z\d])")
_YEAR = pattern(r"\s(?P<year>(?:19|20)\d{2})(?=\s*(?:[,;.]|$)|\s+and\s|\s+Section)")
_JOINT = pattern(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+|\s*,\s*and\s+")
_COMMA_AND = pattern(r",\s+and\s+|;\s*(?:and\s+)?")
_DATE_BRACKET = pattern(
    r"\s*,?\s*\(\s*(?:(?:revised|effective|adopted|dated|updated)?\s*(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)?\.?,?\s*(?:\d{1,2},?\s+)?|\d{1,2}/(?:\d{1,2}/)?)(?P<year>(?:19|20)\d{2})\s*\)",
    re.IGNORECASE,
)
_BARE_YEAR = pattern(r"\s*,?\s+(?P<year>(?:19|20)\d{2})\b(?!\s*[-–]\s*\d)")
_NAME_BRACKET = pattern(
    r"\s*,?\s*\((?=[^()]*(?:\([^()]*\)[^()]*)*(?:ACOEM|Chapter|Edition|American|MTUS|DWC|section|§))(?:[^()]|\([^()]*\))*\)",
    re.IGNORECASE,
)
_ANY_YEAR = pattern(r"\b((?:19|20)\d{2})\b")
_MTUS_PREFIX = pattern(
    r"^(?:the\s+)?(?:(?:CA|California)(?:['’]s)?\s+)?(?:Medical\s+Treatment\s+Utilization\s+Schedule\s*\(MTUS\)|MTUS)\s*[,:/-]?\s*(?:guidelines?\s*[,:]\s*)?(?=\S)"
)
_ACOEM = pattern(
    r"(?:the\s+)?(?:ACOEM\b|American\s+College\s+of\s+Occupational\s+(?:and|&)\s+Environmental\s+Medicine)(?:['’]s)?(?:\s*\(ACOEM\)(?:['’]s)?)?"
    r"(?:\s+Occupational\s+Medicine)?(?:\s+(?:Medical\s+)?(?:Treatment|Practice))?(?:\s+Guidelines?)?(?:\s*\(ACOEM\))?"
    r"(?:\s*,?\s*\(?(?:2nd|3rd|[Ss]econd|[Tt]hird|2\s?nd|\d+th)\s+[Ee]d(?:ition|\.)?,?\)?)?"
)
_CHAPTER = pattern(r"\s*[,:(\-–]?\s*\(?\bChapters?\s+(?P<number>\d{1,2})\)?", re.IGNORECASE)
_CHAPTER_TITLE = pattern(r"\s*[,:;\-–]?\s*\(?")
_YEAR_BEFORE_CHAPTER = pattern(r"\s*,?\s*\(?(?:19|20)\d{2}\)?(?=\s*[,;)]?\s*\(?Chapter)")
_OLDER_JOINT = pattern(
    r"(?:\s*[,;]\s*(?:and\s+)?|\s+and\s+)(?:on\s+|upon\s+)?(?:the\s+)?(?:(?:CA\s+|California\s+)?MTUS[,:]?\s+)?"
)
_SEPARATORS = " ,;:.-–"


class Acoem(Struct, frozen=True, gc=False):
    """What a text opening with ACOEM's name cites.

    `chapter_known`: it names a chapter by number, or by a title that the MTUS adopted; `adopted`: the MTUS
    adopted that chapter.
    """

    chapter_known: bool
    adopted: bool


def acoem_start(text: str) -> Acoem | None:
    """Whether a text opens with ACOEM's name, and what of it the MTUS adopted; None where it does not."""
    named = _ACOEM.match(text)
    if not named:
        return None
    if chapter := re.search(r"\bChapters?\s+(\d{1,2})\b", text, re.IGNORECASE):
        return Acoem(True, int(chapter.group(1)) in acoem_chapters())
    if re.search(r"\b(?:3rd|[Tt]hird)\s+[Ee]d", text):
        return Acoem(True, False)
    titled = re.search(r"\b(?:Complaints|Stress[\s-]Related\s+Conditions)\b", text)
    return Acoem(bool(titled), bool(titled))


_AFTER_TITLE = pattern(r"(?:\s+(?:Treatment\s+)?Guidelines?|\s+Chapter\b(?!\s+\d))(?![\w-])", re.IGNORECASE)


def _title_end(text: str, at: int) -> int:
    """Where the known title of an MTUS guideline ends that opens at an offset; 0 where none does."""
    end = mtus_titles().end_at(text, at)
    if not end:
        return 0
    end += 1 if text[end : end + 1] == ")" and "(" in text[at:end] else 0
    more = _AFTER_TITLE.match(text, end)
    return more.end() if more else end


def known_title_start(text: str) -> bool:
    """Whether a text opens with a known title of an MTUS guideline, of more than one word."""
    text = _MTUS_PREFIX.sub("", text)
    end = _title_end(text, 0)
    return " " in text[:end].strip() or text[:end].lower() == "opioids"


def read_guidelines(text: str, found: Warnings) -> list[Citation]:
    """The MTUS guidelines that a text names, each with its sections and pages."""
    text = text.strip(_SEPARATORS + "\n")
    if re.fullmatch(r"MTUS(?:\s+guidelines?)?", text, re.IGNORECASE):
        return [_citation("", None, [], [], text)]
    text = _MTUS_PREFIX.sub("", text)
    if not text:
        return []
    heads = _dated_heads(text)
    if heads:
        return _read_dated(text, heads)
    if marks := list(_SECTIONS.finditer(text)):
        return _read_marked(text, marks)
    return [_read_older(piece, found) for piece in _older_pieces(text)]


# --- statements that print a year behind each title -----------------------------------------------------


def _dated_heads(text: str) -> list[tuple[int, int, int]]:
    """Where each title with its year starts and ends, and where the title itself ends."""
    heads: list[tuple[int, int, int]] = []
    at = 0
    for year in _YEAR.finditer(text):
        if in_bracket(text, year.start()):
            continue
        start = _title_start(text, at, year.start())
        if start is None:
            continue
        heads.append((start, year.end("year"), year.start()))
        at = year.end("year")
    return heads if heads and heads[0][0] == 0 else []


def _title_start(text: str, lo: int, hi: int) -> int | None:
    """Where the title that ends at `hi` starts: a known title, or what stands behind the last `, and`."""
    starts = [lo, *(joint.end() for joint in _JOINT.finditer(text, lo, hi))]
    for start in starts:
        start += len(text[start:hi]) - len(text[start:hi].lstrip(" ,;"))
        if _title_end(text, start) == hi and _opens(text, lo, start):
            return start
    if lo == 0 and not _SECTIONS.search(text, 0, hi):
        return 0
    joints = [m.end() for m in _COMMA_AND.finditer(text, lo, hi)]
    return joints[-1] if joints and text[joints[-1] : joints[-1] + 1].isupper() else None


def _opens(text: str, lo: int, at: int) -> bool:
    """Whether a title at an offset begins a new citation, and is no part of a section's title."""
    before = text[lo:at]
    return not before.strip() or (
        bool(re.search(r"(?:,|;|\band|:)\s*$", before)) and (at - lo < 4 or bool(re.search(r"(?:and|;|,)\s*$", before)))
    )


def _read_dated(text: str, heads: list[tuple[int, int, int]]) -> list[Citation]:
    citations = []
    ends = [*(head[0] for head in heads[1:]), len(text)]
    for (start, below, title_end), end in zip(heads, ends, strict=True):
        whole = re.sub(r"(?:[\s,;]+|\band)+$", "", text[start:end])
        rest = text[below : start + len(whole)]
        sections, pages = _sections_and_pages(_SECTIONS.sub("", rest, count=1))
        citations.append(_citation(text[start:title_end], int(text[below - 4 : below]), sections, pages, whole))
    return citations


# --- statements that mark sections, without years --------------------------------------------------------


def _read_marked(text: str, marks: list[re.Match[str]]) -> list[Citation]:
    heads = [0]
    for mark in marks[1:]:
        lo = max(heads[-1], next(m.end() for m in reversed(marks) if m.end() <= mark.start()))
        joints = [m.end() for m in _JOINT.finditer(text, lo, mark.start())]
        known = [at for at in joints if _title_end(text, at) == mark.start()]
        chosen = known[0] if known else next((at for at in reversed(joints)), None)
        if chosen is not None:
            heads.append(chosen)
    citations = []
    for start, end in zip(heads, [*heads[1:], len(text)], strict=True):
        whole = re.sub(r"(?:[\s,;]+|\band)+$", "", text[start:end])
        opened = _SECTIONS.search(whole)
        title = whole[: opened.start()] if opened else whole
        sections, pages = _sections_and_pages(whole[opened.end() :] if opened else "")
        for extra in _unmarked_before(title):
            citations.append(_citation(extra, None, [], [], extra))
        title = (
            title.split(", and ")[-1]
            if citations and ", and " in title and _title_end(title.split(", and ")[-1], 0)
            else title
        )
        clean, year = _title_and_year(title)
        citations.append(_citation(clean, year, sections, pages, whole))
    return citations


def _unmarked_before(title: str) -> list[str]:
    """Known titles in front of the one whose sections are marked: `Low Back Disorders, and Chronic Pain`."""
    parts = title.split(", and ")
    if len(parts) > 1 and all(_title_end(part, 0) == len(part) for part in parts):
        return parts[:-1]
    return []


# --- older statements --------------------------------------------------------------------------------------


def _older_pieces(text: str) -> list[str]:
    """One piece for each guideline named: at a known title, or ACOEM, behind a comma, semicolon or `and`."""
    cuts = [0]
    skip_to = _older_title_end(text)
    for joint in _OLDER_JOINT.finditer(text):
        if joint.end() <= skip_to or in_bracket(text, joint.start()):
            continue
        title = text[joint.end() : _title_end(text, joint.end())]
        several_words = " " in title or "-" in title
        if _ACOEM.match(text, joint.end()) or (several_words and not _is_section(text, joint.end())):
            cuts.append(joint.end())
            skip_to = joint.end() + _older_title_end(text[joint.end() :])
        else:
            skip_to = joint.end() + _known_section(text, joint.end())
    pieces = [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    return [re.sub(r"(?:[\s,;.]+|\s+and(?:\s+(?:on|the))?)+$", "", piece) for piece in pieces]


def _is_section(text: str, at: int) -> bool:
    """Whether a longer section title than the guideline's own begins here, or its title names only a section."""
    size = _known_section(text, at)
    end = _title_end(text, at)
    return bool(size and end and size > end - at)


def _older_title_end(text: str) -> int:
    """The length of the guideline's title that an older citation opens with; 0 where it is in no list."""
    at = 0
    if named := _ACOEM.match(text):
        at = named.end()
        if dated := _YEAR_BEFORE_CHAPTER.match(text, at):
            at = dated.end()
        chapter = _CHAPTER.match(text, at)
        if chapter:
            at = chapter.end()
        gap = _CHAPTER_TITLE.match(text, at)
        start = gap.end() if gap else at
        end = _title_end(text, start) or adopted_titles().end_at(text, start)
        if end and (chapter or text[start:end].lower().endswith(("complaints", "conditions", "disorders", "chapter"))):
            at = end
            if text[at : at + 1] == ")" and text.count("(", 0, at) > text.count(")", 0, at):
                at += 1
        return _brackets_end(text, at)
    end = _title_end(text, 0)
    return _brackets_end(text, end) if end else 0


def _brackets_end(text: str, at: int) -> int:
    while found := (_NAME_BRACKET.match(text, at) or _DATE_BRACKET.match(text, at) or _BARE_YEAR.match(text, at)):
        at = found.end()
        if chapter := _CHAPTER.match(text, at):
            at = chapter.end()
    return at


def _read_older(piece: str, found: Warnings) -> Citation:
    end = _older_title_end(piece)
    if not end:
        end = _unknown_title_end(piece)
        found.warn("unknown-guideline", f"the guideline {piece[:end]!r} is in no list")
    title, year = _title_and_year(piece[:end])
    sections, pages = _sections_and_pages(_SECTIONS.sub(" ", piece[end:]))
    return _citation(title, year, sections, pages, piece)


def _unknown_title_end(piece: str) -> int:
    """A title in no list ends before its date, its pages, or a known section."""
    named = re.match(r"[^,(;]+(?=\s*\()", piece)
    if named and (bracket := _NAME_BRACKET.match(piece, named.end())):
        return bracket.end()
    stops = [len(piece)]
    if dated := _DATE_BRACKET.search(piece):
        stops.append(dated.end())
    if pages := PAGES.search(piece):
        stops.append(pages.start())
    for joint in re.finditer(r",\s*(?:section\s+)?", piece):
        if _known_section(piece, joint.end()):
            stops.append(joint.start())
            break
    return len(piece[: min(stops)].rstrip(_SEPARATORS + "("))


def _title_and_year(printed: str) -> tuple[str, int | None]:
    """A title as printed, and its year. A bracket that holds only a date is no part of the title."""
    printed = printed.strip(_SEPARATORS)
    year = None
    if dated := _DATE_BRACKET.search(printed):
        year = int(dated.group("year"))
        if not in_bracket(printed, dated.start()):
            printed = printed[: dated.start()] + printed[dated.end() :]
    elif bare := re.search(r",?\s+((?:19|20)\d{2})$", printed):
        year = int(bare.group(1))
        printed = printed[: bare.start()]
    elif inside := _ANY_YEAR.search(printed):
        year = int(inside.group(1))
    return re.sub(r"\s+,", ",", " ".join(printed.split())).strip(_SEPARATORS), year


# --- sections and pages ----------------------------------------------------------------------------------------


def _sections_and_pages(text: str) -> tuple[list[str], list[str]]:
    """The section titles and pages of one guideline, each in its order."""
    sections: list[str] = []
    pages: list[str] = []
    at = 0
    for match in named_pages(text):
        sections += split_sections(text[at : match.start()])
        pages += page_list(match.group("list"))
        at = match.end()
    return sections + split_sections(text[at:]), pages


_EDGE = pattern(
    r"^(?:[\s,;:.()\-–]|(?:and|&|on|under|at|in|the|section|sections|Section|Sections|topic|regarding)\b(?=\s|$))+"
)
_TAIL = pattern(r"(?:[\s,;:\-–(]|\b(?:and|&|on|at)\b)+$")
_CALLED = pattern(r"\s+(?:topics?|sections?)$")
_CUT = pattern(r",(?=\s*(?:and\s+)?[A-Z\d(])|;|,?\s+and\s+(?=[A-Z])")


def split_sections(printed: str) -> list[str]:
    """Section titles as printed. A known title with commas is one title; an unknown one ends at its comma."""
    titles: list[str] = []
    rest = _TAIL.sub("", _EDGE.sub("", printed)).rstrip(".")
    while rest:
        size = _known_section(rest, 0)
        if not size or re.match(r",\s+(?!and\s)[a-z]", rest[size:]):
            cuts = (m.start() for m in _CUT.finditer(rest) if _divides(rest, m))
            size = next(cuts, len(rest))
            if _next_is_sentence(rest[:size]):
                break
        title = _CALLED.sub("", _TAIL.sub("", rest[:size])).strip()
        if title:
            titles.append(title)
        rest = _EDGE.sub("", rest[max(size, 1) :])
    return titles


def _divides(rest: str, cut: re.Match[str]) -> bool:
    """Whether a comma or `and` stands between two titles: not inside brackets, an `and` only before a known title."""
    if in_bracket(rest, cut.start()):
        return False
    return cut.group()[0] in ",;" or bool(_known_section(rest, cut.end()))


def _next_is_sentence(text: str) -> bool:
    return bool(re.match(r"(?:which|but|as|because|since|that|was|were|is|are)\b", text))


_SECTION_CAN_END = pattern(r"[)®]*\s*(?:$|topics?\b|sections?\b|[,;.)]|\(?[Pp]ages?\b|\(?pgs?\b|\bpp?\.|and\s)")


def _known_section(text: str, at: int) -> int:
    """The length of the longest known section title at an offset that ends where a title can end; 0 for none."""
    words = words_of(text)
    number = words.at(at)
    if number >= len(words.starts) or text[at : words.starts[number]].strip():
        return 0
    titles = section_titles()
    for size, _ in titles.matches(words, number):
        end = words.ends[number + size - 1]
        if text[end : end + 1] == ")" and "(" in text[at:end]:
            end += 1
        if _SECTION_CAN_END.match(text, end):
            return end - at
    return 0


def _citation(title: str, year: int | None, sections: list[str], pages: list[str], text: str) -> Citation:
    return Citation(
        source="MTUS",
        guideline=title.strip(_SEPARATORS) or None,
        year=year,
        chapter=None,
        sections=sections,
        pages=pages,
        text=text.strip(),
    )
