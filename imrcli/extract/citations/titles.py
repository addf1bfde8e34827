"""The title with which a guideline of the MTUS, or a chapter of ACOEM's, is cited: its words, its year, its end.

Printed forms: `Low Back Complaints 2004`, `Chronic Pain Medical Treatment Guidelines (May 2009)`, `Low Back Complaints
(ACOEM Practice Guidelines, 2nd Edition (2004), Chapter 12)`, `ACOEM Practice Guidelines, 2nd Edition (2004), Chapter
12, Low Back Complaints`, `MTUS Drug Formulary (8 CCR 9792.27.1)`. A bracket that is only a date is the year, and no
part of the title; one that says of which book the guideline is a chapter is part of it.
"""

from __future__ import annotations

import re

from msgspec import Struct

from imrcli.extract.citations.wording import GUIDELINES, SEPARATORS, Entry, Wording
from imrcli.extract.citations.years import MONTH
from imrcli.pattern import pattern
from imrcli.text import Span
from imrcli.vocabulary import acoem_chapters, acoem_titles, guideline_titles

_ACOEM_NAME = pattern(
    r"(?:the )?(?:ACOEM|American College of Occupational (?:and|&) Environmental Medicine"
    r"|Occupational Medicine Practice Guidelines(?=,? (?:2nd|[Ss]econd) ))\b(?:['’]s)?"
)
_EDITION = r"\(?(?:\d ?(?:st|nd|rd|th)|[Ff]irst|[Ss]econd|[Tt]hird) (?:[Rr]evised )?[Ee]d(?:ition\b|\.)?\)?"
_ACOEM_WORD = pattern(
    r" ?[,:]? ?\(ACOEM\)(?:['’]s)?|[,:]? ?(?:Occupational Medicine|Medical|Treatment|[Pp]ractice)\b"
    rf"|[,:]? ?(?:guidelines?|{GUIDELINES})\b"
    rf"| ?,? ?{_EDITION}"
)
_THIRD_EDITION = pattern(r"\b(?:3 ?rd|third) ed", re.IGNORECASE)
_CHAPTER = pattern(r" ?[,:(–-]? ?\(?\bChapters? (?P<number>\d{1,2})\b\)?", re.IGNORECASE)
_TITLE_GAP = pattern(r" ?[,:;–-]? ?\(?")
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_DATE_BRACKET = pattern(
    rf" ?,? ?\( ?(?:(?:revised|effective|adopted|dated|updated) ?)?(?:{MONTH},? ?(?:\d{{1,2}},? )?"
    rf"|\d{{1,2}}/(?:\d{{1,2}}/)?)?{_YEAR} ?\)",
    re.IGNORECASE,
)
_OF_DATE = pattern(
    rf",? (?:of |dated |from |effective )?{MONTH},? ?(?:\d{{1,2}}, ?)?{_YEAR}\b"
    rf"| ?\( ?(?P<revised>(?:19|20)\d\d) (?:revision|edition|update|version)\)",
)
_BARE_YEAR = pattern(rf" ?,? ?{_YEAR}\b(?! ?[-–/] ?\d)")
_ANY_YEAR = pattern(r"\b(?:19|20)\d{2}\b")
_OF_BOOK = pattern(r"\b(?:ACOEM|Chapter|Edition|American|MTUS|DWC|sections?)\b|§", re.IGNORECASE)
_LAW = pattern(r"\b(?:8,? ?C\.?C\.?R\.?|9792)", re.IGNORECASE)
_OF_ACOEM = pattern(r",? (?:of|in|from) (?=(?:the )?(?:ACOEM|American College))")
_COMMA = pattern(r" ?, ?(?=ACOEM\b|American College)")
_CALLED = pattern(
    rf" (?:(?:Medical )?(?:Treatment )?{GUIDELINES}|Chapter(?! \d)|Edition)(?!(?-i:[a-z])|-)", re.IGNORECASE
)
_FORMULARY_LAW = pattern(
    r"(?:Title )?8,? ?(?:CCR|C\.C\.R\.?|California Code of Regulations) ?,? ?(?:[Ss]ections?|§+)? ?9792\.27"
    r"(?:\.\d+)*(?:\([a-z\d]\))*(?: ?[-–] ?(?:9792\.)?[\d.]*\d)?"
)


_EFFECTIVE = pattern(
    r",? ?\(?(?:effective|updated|revised|version)(?: date)?:? "
    rf"(?:\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|{MONTH} [\d, ]{{4,9}}\d)\)?",
    re.IGNORECASE,
)


class Title(Struct, frozen=True, gc=False):
    """A guideline's title in a statement.

    `spans` are its words, `end` is where it ends with its year and brackets. `known`: it is in a list. `chapter` is
    the number of ACOEM's chapter, where it is one. `acoem`: it opens with ACOEM's name.
    """

    spans: tuple[Span, ...]
    end: int
    year: Span | None = None
    known: bool = True
    chapter: int | None = None
    acoem: bool = False
    third_edition: bool = False
    formulary: bool = False

    @property
    def start(self) -> int:
        """Where the title starts."""
        return self.spans[0][0]

    @property
    def adopted(self) -> bool | None:
        """Whether the MTUS adopted this chapter of ACOEM's; None where the title is no chapter of ACOEM's."""
        if self.third_edition:
            return False
        return None if self.chapter is None else self.chapter in acoem_chapters()


def read_title(wording: Wording, at: int, end: int) -> Title | None:
    """The title that opens at an offset; None where none does that can be told from its words."""
    text = wording.text
    if entry := wording.entry(guideline_titles(), at, end):
        return _formulary(wording, entry, end) if entry.heading == "Formulary" else _known(wording, entry, end)
    if law := _FORMULARY_LAW.match(text, at, end):
        return Title(((law.start(), law.end()),), law.end(), formulary=True)
    return _acoem(wording, at, end) or _chapter(wording, at, end)


def is_formulary(wording: Wording, at: int, end: int) -> bool:
    """Whether the MTUS Drug Formulary's name opens at an offset, the schedule's own name in it."""
    entry = wording.entry(guideline_titles(), at, end)
    return entry is not None and entry.heading == "Formulary"


def _formulary(wording: Wording, entry: Entry, end: int) -> Title:
    """`MTUS Drug Formulary`, `MTUS Drug List (8 CCR 9792.27.15)`."""
    text = wording.text
    stop = entry.end
    gap = _TITLE_GAP.match(text, stop, end)
    if gap and "(" in gap.group() and _LAW.match(text, gap.end(), end):
        stop = wording.bracket_end(gap.end() - 1)
    elif gap and (law := _FORMULARY_LAW.match(text, gap.end(), end)):
        stop = law.end()
    if effective := _EFFECTIVE.match(text, stop, end):
        stop = effective.end()
    return Title(((entry.start, entry.end),), min(stop, end), formulary=True)


def _acoem(wording: Wording, at: int, end: int) -> Title | None:
    """A title that opens with ACOEM's name, and may go on with an edition, a chapter's number and its title."""
    text = wording.text
    named = _ACOEM_NAME.match(text, at, end)
    if named is None:
        return None
    stop = named.end()
    number: int | None = None
    cut: Span | None = None  # a date in brackets before the chapter
    year: Span | None = None
    while True:
        if word := _ACOEM_WORD.match(text, stop, end):
            stop = word.end()
        elif number is None and (chapter := _CHAPTER.match(text, stop, end)):
            number, stop = int(chapter.group("number")), chapter.end()
        elif year is None and (dated := _dated(wording, stop, end)) and _chapter_follows(wording, dated[2], end):
            bracket, year, stop = dated
            cut = bracket if text[bracket[1] - 1] == ")" else None
        else:
            break
    third = bool(_THIRD_EDITION.search(text, named.start(), stop))
    gap = _TITLE_GAP.match(text, stop, end)
    titled = wording.entry(acoem_titles(printed=True), gap.end() if gap else stop, end)
    other = wording.entry(guideline_titles(), gap.end() if gap else stop, end)
    if titled and (number is not None or _is_whole(wording, titled.end, end)):
        stop = titled.end
        number = int(titled.heading) if number is None and not third else number
    if other and other.end > stop:
        stop = other.end
    if called := _CALLED.match(text, stop, end):
        stop = called.end()
    if text[stop : stop + 1] == ")" and wording.bracketed(stop) and not wording.bracketed(at):
        stop += 1
    spans = ((at, cut[0]), (cut[1], stop)) if cut else ((at, stop),)
    return _finished(wording, Title(spans, stop, year, chapter=number, acoem=True, third_edition=third), end)


def _chapter_follows(wording: Wording, at: int, end: int) -> bool:
    if edition := _ACOEM_WORD.match(wording.text, at, end):
        at = edition.end()
    if _CHAPTER.match(wording.text, at, end):
        return True
    gap = _TITLE_GAP.match(wording.text, at, end)
    return wording.entry(acoem_titles(), gap.end() if gap else at, end) is not None


_WHOLE = pattern(r"\)? ?(?:$|[,;.(]|Chapter\b|Complaints\b|\(?[Pp]ages?\b|and )")


def _is_whole(wording: Wording, at: int, end: int) -> bool:
    return bool(_WHOLE.match(wording.text, at, end))


def _dated(wording: Wording, at: int, end: int) -> tuple[Span, Span, int] | None:
    """A date that stands at an offset, alone or in brackets: its place, the place of its year, where it ends."""
    text = wording.text
    if found := _DATE_BRACKET.match(text, at, end) or _BARE_YEAR.match(text, at, end):
        return found.span(), found.span("year"), found.end()
    found = _OF_DATE.match(text, at, end)
    return (found.span(), found.span("year" if found.group("year") else "revised"), found.end()) if found else None


def _chapter(wording: Wording, at: int, end: int) -> Title | None:
    """`Chapter 5 Cornerstones of Disability Prevention and Management`, in a list of ACOEM's chapters."""
    chapter = _CHAPTER.match(wording.text, at, end)
    if chapter is None or chapter.start() != at or wording.text[at] not in "Cc":
        return None
    gap = _TITLE_GAP.match(wording.text, chapter.end(), end)
    titled = wording.entry(acoem_titles(printed=True), gap.end() if gap else chapter.end(), end)
    if titled is None:
        return None
    title = Title(((at, titled.end),), titled.end, chapter=int(chapter.group("number")))
    return _finished(wording, title, end)


def bare_chapter(wording: Wording, at: int, end: int) -> Title | None:
    """`Chapter 12`, behind another chapter: `ACOEM Guidelines, Chapter 8, page 177, and Chapter 12, page 303`."""
    chapter = _CHAPTER.match(wording.text, at, end)
    if chapter is None or chapter.start() != at or wording.text[at] not in "Cc":
        return None
    title = Title(((at, chapter.end()),), chapter.end(), chapter=int(chapter.group("number")))
    return _finished(wording, title, end)


def _known(wording: Wording, entry: Entry, end: int) -> Title:
    """A title of the lists, `Guidelines` or `Chapter` behind it included."""
    stop = entry.end
    if called := _CALLED.match(wording.text, stop, end):
        stop = called.end()
    number = int(entry.heading) if entry.heading.isdecimal() else None
    return _finished(wording, Title(((entry.start, stop),), stop, chapter=number), end)


def unknown_title(wording: Wording, start: int, end: int) -> Title:
    """A title in no list that takes up a part of a statement, but for its year."""
    dated = next((m for m in _DATE_BRACKET.finditer(wording.text, start, end)), None)
    if dated is None:
        return Title((wording.trim(start, end),), end, known=False)
    spans = tuple(
        part for part in (wording.trim(start, dated.start()), wording.trim(dated.end(), end)) if part[0] < part[1]
    )
    return Title(spans or ((start, start),), end, dated.span("year"), known=False)


def _finished(wording: Wording, title: Title, end: int) -> Title:
    """A title with the brackets and the year behind it."""
    text = wording.text
    stop, year, number = title.end, title.year, title.chapter
    spans = list(title.spans)
    while True:
        gap = _TITLE_GAP.match(text, stop, end)
        opened = gap.end() - 1 if gap and gap.group().endswith("(") else -1
        if dated := _dated(wording, stop, end):
            year, stop = year or dated[1], dated[2]
        elif opened >= 0 and (closed := wording.bracket_end(opened)) > opened and closed <= end:
            if not _OF_BOOK.search(text, opened, closed):
                break
            if chapter := _CHAPTER.search(text, opened, closed):
                number = int(chapter.group("number"))
            year = year or _year_in(text, opened, closed)
            spans[-1] = (spans[-1][0], closed)
            stop = closed
        elif not title.acoem and (named := _book_behind(wording, title, stop, end)):
            year, stop, number = year or named.year, named.end, number or named.chapter
            spans[-1] = (spans[-1][0], named.spans[-1][1])
        elif (chapter := _CHAPTER.match(text, stop, end)) and not _CHAPTER.search(text, title.start, stop):
            number, stop = int(chapter.group("number")), chapter.end()
            spans[-1] = (spans[-1][0], stop)
        else:
            break
    if year is None and title.acoem:
        year = _year_in(text, title.start, stop)
    called = (
        _CALLED.match(text, stop, end) if year and year[1] == stop else None
    )  # 'Low Back Complaints 2004 Guideline'
    return Title(
        tuple((first, _rstrip(text, first, last)) for first, last in spans),
        called.end() if called else stop,
        year,
        known=title.known,
        chapter=number,
        acoem=title.acoem,
        third_edition=title.third_edition,
    )


def _book_behind(wording: Wording, title: Title, at: int, end: int) -> Title | None:
    """The book behind its chapter: `Shoulder Complaints, ACOEM Practice Guidelines, Chapter 9`, `of the ACOEM ...`."""
    if of := _OF_ACOEM.match(wording.text, at, end):
        return _acoem(wording, of.end(), end)
    comma = _COMMA.match(wording.text, at, end)
    chapter = wording.entry(acoem_titles(), title.start, end) if comma else None
    if comma is None or chapter is None or not wording.text.endswith(("Complaints", "Conditions"), title.start, at):
        return None
    book = _acoem(wording, comma.end(), end)
    if book is None or book.third_edition or book.chapter not in (None, int(chapter.heading)):
        return None
    titled = wording.text[book.start : book.end]
    return None if "Complaints" in titled or "Conditions" in titled else book


def _year_in(text: str, start: int, end: int) -> Span | None:
    year = _ANY_YEAR.search(text, start, end)
    return year.span() if year else None


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in SEPARATORS:
        end -= 1
    return end
