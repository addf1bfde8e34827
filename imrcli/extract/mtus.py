"""Citations of MTUS guidelines: title, year, section titles and pages.

Statements from 2016 on print `<title> <year>, Section(s): <section>, <section>, and <title> <year>`. Older
ones print `<title> <section> Page(s): 98-99` or `the <title>, <section>, pages 56-57, and <section>, page 112`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from imrcli.extract.found import Findings
from imrcli.extract.pages import PAGES, page_list
from imrcli.model import Citation
from imrcli.vocabulary import acoem_chapters, fold, mtus_titles, section_titles

_SECTIONS = re.compile(r"\s*[,;:]?\s*\bSection\s*\(?s?\)?\s*:\s*|\s*,?\s*\bSections?\s+(?=[A-Z\d])")
_YEAR = re.compile(r"\s(?P<year>(?:19|20)\d{2})(?=\s*(?:[,;.]|$)|\s+and\s|\s+Section)")
_JOINT = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+|\s*,\s*and\s+")
_COMMA_AND = re.compile(r",\s+and\s+|;\s*(?:and\s+)?")
_DATE_BRACKET = re.compile(
    r"\s*,?\s*\(\s*(?:(?:revised|effective|adopted|dated|updated)?\s*(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)?\.?,?\s*(?:\d{1,2},?\s+)?|\d{1,2}/(?:\d{1,2}/)?)(?P<year>(?:19|20)\d{2})\s*\)",
    re.IGNORECASE,
)  # fmt: skip
_BARE_YEAR = re.compile(r"\s*,?\s+(?P<year>(?:19|20)\d{2})\b(?!\s*[-–]\s*\d)")
_NAME_BRACKET = re.compile(r"\s*,?\s*\((?=[^()]*(?:\([^()]*\)[^()]*)*(?:ACOEM|Chapter|Edition|American|MTUS|DWC|section|§))(?:[^()]|\([^()]*\))*\)", re.IGNORECASE)  # fmt: skip
_ANY_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
_MTUS_PREFIX = re.compile(r"^(?:the\s+)?(?:(?:CA|California)(?:['’]s)?\s+)?(?:Medical\s+Treatment\s+Utilization\s+Schedule\s*\(MTUS\)|MTUS)\s*[,:/-]?\s*(?:guidelines?\s*[,:]\s*)?(?=\S)")  # fmt: skip
_ACOEM = re.compile(
    r"(?:the\s+)?(?:ACOEM\b|American\s+College\s+of\s+Occupational\s+(?:and|&)\s+Environmental\s+Medicine)(?:['’]s)?(?:\s*\(ACOEM\)(?:['’]s)?)?"
    r"(?:\s+Occupational\s+Medicine)?(?:\s+(?:Medical\s+)?(?:Treatment|Practice))?(?:\s+Guidelines?)?(?:\s*\(ACOEM\))?"
    r"(?:\s*,?\s*\(?(?:2nd|3rd|[Ss]econd|[Tt]hird|2\s?nd|\d+th)\s+[Ee]d(?:ition|\.)?,?\)?)?"
)  # fmt: skip
_CHAPTER = re.compile(r"\s*[,:(\-–]?\s*\(?\bChapters?\s+(?P<number>\d{1,2})\)?", re.IGNORECASE)
_CHAPTER_TITLE = re.compile(r"\s*[,:;\-–]?\s*\(?")
_SEPARATORS = " ,;:.-–"


class Acoem(NamedTuple):
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


@lru_cache(maxsize=None)
def _titles() -> re.Pattern[str]:
    made = [re.escape(title).replace(r"\ ", r"\s+").replace(r"\-", r"\s?[-–]\s?").replace(r"\&", "(?:&|and)").replace(",", ",?") for title in mtus_titles()]  # fmt: skip
    return re.compile(
        rf"(?:{'|'.join(made)})(?:\s+(?:Treatment\s+)?Guidelines?|\s+Chapter)?(?![\w-])", re.IGNORECASE
    )


def known_title_start(text: str) -> bool:
    """Whether a text opens with a known title of an MTUS guideline."""
    found = _titles().match(_MTUS_PREFIX.sub("", text))
    if found is None:
        return False
    words = fold(found.group())
    return " " in words or words in ("opioids",)


def read_guidelines(text: str, found: Findings) -> list[Citation]:
    """The MTUS guidelines that a text names, each with its sections and pages."""
    text = _MTUS_PREFIX.sub("", text.strip(_SEPARATORS + "\n"))
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
        if _depth(text, year.start()):
            continue
        start = _title_start(text, at, year.start())
        if start is None:
            continue
        heads.append((start, year.end("year"), year.start()))
        at = year.end("year")
    return heads if heads and heads[0][0] == 0 else []


def _title_start(text: str, lo: int, hi: int) -> int | None:
    """Where the title that ends at `hi` starts: a known title, or what stands behind the last `, and`."""
    for known in _titles().finditer(text, lo, hi):
        if known.end() == hi and _opens(text, lo, known.start()):
            return known.start()
    if lo == 0 and not _SECTIONS.search(text, 0, hi):
        return 0
    joints = [m.end() for m in _COMMA_AND.finditer(text, lo, hi)]
    return joints[-1] if joints and text[joints[-1] : joints[-1] + 1].isupper() else None


def _opens(text: str, lo: int, at: int) -> bool:
    """Whether a title at an offset begins a new citation, and is no part of a section's title."""
    before = text[lo:at]
    return not before.strip() or bool(re.search(r"(?:,|;|\band|:)\s*$", before)) and (at - lo < 4 or bool(re.search(r"(?:and|;|,)\s*$", before)))  # fmt: skip


def _read_dated(text: str, heads: list[tuple[int, int, int]]) -> list[Citation]:
    citations = []
    ends = [*(head[0] for head in heads[1:]), len(text)]
    for (start, below, title_end), end in zip(heads, ends, strict=True):
        whole = re.sub(r"(?:[\s,;]+|\band)+$", "", text[start:end])
        rest = text[below : start + len(whole)]
        sections, pages = _sections_and_pages(_SECTIONS.sub("", rest, count=1))
        citations.append(
            _citation(text[start:title_end], int(text[below - 4 : below]), sections, pages, whole)
        )
    return citations


# --- statements that mark sections, without years --------------------------------------------------------


def _read_marked(text: str, marks: list[re.Match[str]]) -> list[Citation]:
    heads = [0]
    for mark in marks[1:]:
        lo = max(heads[-1], next(m.end() for m in reversed(marks) if m.end() <= mark.start()))
        joints = [m.end() for m in _JOINT.finditer(text, lo, mark.start())]
        known = [at for at in joints if (t := _titles().match(text, at)) and t.end() == mark.start()]
        chosen = known[0] if known else next((at for at in reversed(joints)), None)
        if chosen is not None:
            heads.append(chosen)
    citations = []
    for start, end in zip(heads, [*heads[1:], len(text)], strict=True):
        whole = re.sub(r"(?:[\s,;]+|\band)+$", "", text[start:end])
        mark = _SECTIONS.search(whole)
        title = whole[: mark.start()] if mark else whole
        sections, pages = _sections_and_pages(whole[mark.end() :] if mark else "")
        for extra in _unmarked_before(title):
            citations.append(_citation(extra, None, [], [], extra))
        title = title.split(", and ")[-1] if citations and ", and " in title and _titles().match(title.split(", and ")[-1]) else title  # fmt: skip
        clean, year = _title_and_year(title)
        citations.append(_citation(clean, year, sections, pages, whole))
    return citations


def _unmarked_before(title: str) -> list[str]:
    """Known titles in front of the one whose sections are marked: `Low Back Disorders, and Chronic Pain`."""
    parts = title.split(", and ")
    if len(parts) > 1 and all(_titles().fullmatch(part) for part in parts):
        return parts[:-1]
    return []


# --- older statements --------------------------------------------------------------------------------------


def _older_pieces(text: str) -> list[str]:
    """One piece for each guideline named: at a known title, or ACOEM, behind a comma, semicolon or `and`."""
    cuts = [0]
    skip_to = _older_title_end(text)
    for joint in re.finditer(r"(?:\s*[,;]\s*(?:and\s+)?|\s+and\s+)(?:on\s+|upon\s+)?(?:the\s+)?(?:(?:CA\s+|California\s+)?MTUS[,:]?\s+)?", text):  # fmt: skip
        if joint.end() <= skip_to or _depth(text, joint.start()):
            continue
        title = _titles().match(text, joint.end())
        several_words = title is not None and (" " in title.group().strip() or "-" in title.group())
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
    title = _titles().match(text, at)
    return bool(size and title and size > title.end() - at)


def _older_title_end(text: str) -> int:
    """The length of the guideline's title that an older citation opens with; 0 where it is in no list."""
    at = 0
    if named := _ACOEM.match(text):
        at = named.end()
        if dated := re.compile(r"\s*,?\s*\(?(?:19|20)\d{2}\)?(?=\s*[,;)]?\s*\(?Chapter)").match(text, at):
            at = dated.end()
        chapter = _CHAPTER.match(text, at)
        if chapter:
            at = chapter.end()
        gap = _CHAPTER_TITLE.match(text, at)
        title = _titles().match(text, gap.end() if gap else at) or _adopted_title(text, gap.end() if gap else at)
        if title and (chapter or fold(title.group()).endswith(("complaints", "conditions", "disorders", "chapter"))):  # fmt: skip
            at = title.end()
            if text[at : at + 1] == ")" and text.count("(", 0, at) > text.count(")", 0, at):
                at += 1
        return _brackets_end(text, at)
    title = _titles().match(text)
    if title:
        return _brackets_end(text, title.end())
    return 0


def _adopted_title(text: str, at: int) -> re.Match[str] | None:
    for title in acoem_chapters().values():
        if found := re.compile(re.escape(title), re.IGNORECASE).match(text, at):
            return found
    return None


def _brackets_end(text: str, at: int) -> int:
    while found := (_NAME_BRACKET.match(text, at) or _DATE_BRACKET.match(text, at) or _BARE_YEAR.match(text, at)):
        at = found.end()
        if chapter := _CHAPTER.match(text, at):
            at = chapter.end()
    return at


def _read_older(piece: str, found: Findings) -> Citation:
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
        if not _depth(printed, dated.start()):
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
    for match in PAGES.finditer(text):
        sections += split_sections(text[at : match.start()])
        pages += page_list(match.group("list"))
        at = match.end()
    return sections + split_sections(text[at:]), pages


_EDGE = re.compile(r"^(?:[\s,;:.()\-–]|(?:and|&|on|under|at|in|the|section|sections|Section|Sections|topic|regarding)\b(?=\s|$))+")
_TAIL = re.compile(r"(?:[\s,;:\-–(]|\b(?:and|&|on|at)\b)+$")
_CUT = re.compile(r",(?=\s*(?:and\s+)?[A-Z\d(])|;|,?\s+and\s+(?=[A-Z][^,]*$)")


def split_sections(printed: str) -> list[str]:
    """Section titles as printed. A known title with commas is one title; an unknown one ends at its comma."""
    titles: list[str] = []
    rest = _TAIL.sub("", _EDGE.sub("", printed)).rstrip(".")
    while rest:
        size = _known_section(rest, 0)
        if not size or re.match(r",\s+(?!and\s)[a-z]", rest[size:]):
            cuts = (m.start() for m in _CUT.finditer(rest) if not _depth(rest, m.start()))
            size = next(cuts, len(rest))
            if _next_is_sentence(rest[:size]):
                break
        title = _TAIL.sub("", rest[:size]).strip()
        if title:
            titles.append(title)
        rest = _EDGE.sub("", rest[max(size, 1) :])
    return titles


def _next_is_sentence(text: str) -> bool:
    return bool(re.match(r"(?:which|but|as|because|since|that|was|were|is|are)\b", text))


def _known_section(text: str, at: int) -> int:
    """The length of the longest known section title at an offset that ends where a title can end."""
    window = text[at : at + 220]
    lowered = window.replace("®", " ").replace("’", "'").lower()
    first = re.match(r"\s*([^\s]+)", lowered)
    if not first:
        return 0
    for folded in _candidates(first.group(1)):
        size = _fits(lowered, folded)
        if size and re.match(r"\s*(?:$|[,;.)]|\(?[Pp]ages?\b|\(?pgs?\b|\bpp?\.|and\s)", window[size:]):
            return size
    return 0


def _candidates(word: str) -> tuple[str, ...]:
    words = section_titles()
    stripped = word.rstrip(",;.)")
    if stripped == word:
        return words.get(word, ())
    both = words.get(word, ()) + words.get(stripped, ())
    return tuple(sorted(both, key=len, reverse=True))


def _fits(lowered: str, folded: str) -> int:
    """The length in the text of a folded title that it opens with, however it is spaced; 0 if it does not."""
    at = 0
    size = len(lowered)
    for word in folded.split(" "):
        while at < size and lowered[at] == " ":
            at += 1
        if lowered.startswith(word, at):
            at += len(word)
        elif word == "and" and lowered.startswith("&", at):
            at += 1
        else:
            return 0
    return at if at >= size or not lowered[at].isalnum() else 0


def _depth(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def _citation(
    title: str, year: int | None, sections: list[str], pages: list[str], text: str
) -> Citation:
    return Citation(
        source="MTUS",
        guideline=title.strip(_SEPARATORS) or None,
        year=year,
        chapter=None,
        sections=sections,
        pages=pages,
        text=text.strip(),
    )
