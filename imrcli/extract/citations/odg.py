"""Citations of the Official Disability Guidelines (ODG): its name, and the chapter that is cited."""

from __future__ import annotations

import re

from imrcli.extract.citations.located import LocatedCitation, cite
from imrcli.extract.citations.pages import read_pages
from imrcli.extract.citations.wording import Entry, Wording
from imrcli.extract.citations.years import edition_year
from imrcli.pattern import pattern
from imrcli.vocabulary import odg_chapters

_FULL = r"O[a-z]{4,9} ?Dis[a-z]{4,9} Gu?[a-z]{3,9}"
FULL_NAME = pattern(rf"\b{_FULL}\b", re.IGNORECASE)
"""`Official Disability Guidelines`, in any of the ways in which it is mistyped."""

NAMES_ODG = pattern(rf"\bODG\b|\b{_FULL}\b", re.IGNORECASE)
_PUBLISHER = r"(?:Work Loss Data Institute(?:['’]s)?[,:]? (?:\(?WLDI\)?,? )?(?:the )?)?"
_SITE = (
    r"Work Loss Data Institute(?:, LLC)?[;,.:]? ?(?:Corpus Christi,? (?:TX|Texas)[;,.:]? ?)?(?:https?://)?(?:www\.)?"
    r"(?:odg-?twc|worklossdata)\.com(?:[;,.:]? ?Section: ?)?"
)
_NAME = pattern(
    rf"(?:the )?(?:(?:19|20)\d\d )?(?:{_PUBLISHER}(?:{_FULL}\b|\(?ODG\b\)?)(?:['’]s)?|{_SITE})", re.IGNORECASE
)
_SHORT_AGAIN = r"\((?:the )?(?:ODG|O[a-z]{4,9} Dis)[^()]*\)|ODG\b(?! \w+ (?:Guid|Form))"
_TREATMENT = r"Treatment (?:in|for) Workers?['’]?s? Comp(?:ensation)?\b(?: ?\(TWC\))?|Treatment Index\b"
_NAME_GOES_ON = pattern(rf" ?[-–,:/]? ?(?:{_SHORT_AGAIN}|TWC\b|by MCG\b|MCG\b|{_TREATMENT}|{_FULL}\b)", re.IGNORECASE)
_EDITION = r"Treatment|Index|Online|version|web|Guidelines?|edition|annual|current|updated"
_FILLER_WORD = rf"the|on|in|of|for|chapters?|sections?|{_EDITION}"
_FILLER = pattern(
    rf" |[,;:.\-–/]|\([^()]*\)|\b(?:19|20)\d\d\b|\d+(?:st|nd|rd|th)\b|\b(?:{_FILLER_WORD})\b"
    r"|\bWork Loss Data Institute\b|\d{1,2}/\d{1,2}/\d{2,4}",
    re.IGNORECASE,
)
_CHAPTER = r"cha(?:pter|per|pte|ptr|tper|pater)"
_DATED = r",? ?(?:19|20)\d\d\b|,? ?(?:updated )?\d{1,2}/\d{1,2}/\d{2,4}"
_SUFFIX_WORD = rf"{_CHAPTER}s?(?!: ?[A-Z])|sections?|spine|complaints|disorders|problems|procedures? summary"
_SUFFIX = pattern(rf"[-–,]? ?Lumbar ?(?:&|and) ?Thoracic|\([^()]*\)|{_DATED}|\b(?:{_SUFFIX_WORD})\b| ", re.IGNORECASE)
CHAPTER_LABEL = pattern(r"(?:the )?Chapters?: ?")
_CALLED_CHAPTER = pattern(rf" ?(?:\([^()]*\) ?)?\b(?:{_CHAPTER}|section)s?\b| \((?:last )?updated\b", re.IGNORECASE)
_COLON = pattern(r"(?: \([^()]*\))?: ?[A-Z]")
_ACUTE = pattern(r"[ ,–-]*(?:Lumbar ?(?:&|and) ?Thoracic)? ?\((?:sub-?)?(?:acute|chronic)\b", re.IGNORECASE)
_CLOSES = pattern(r"[,;:.()]| ?\band | ?& |$| ?[-–/]|(?<= )[-–]")


def name_end(wording: Wording, at: int, end: int) -> int:
    """Where ODG's name ends that opens at an offset, in all its forms one behind the other; 0 for none."""
    named = _NAME.match(wording.text, at, end)
    if named is None:
        return 0
    stop = named.end()
    while more := _NAME_GOES_ON.match(wording.text, stop, end):
        stop = more.end()
    return stop


def skip_filler(wording: Wording, at: int, end: int) -> int:
    """Behind what can stand between ODG's name and a chapter: separators, an edition, `Chapter`."""
    return _skip(_FILLER, wording, at, end)


def suffix_end(wording: Wording, at: int, end: int) -> int:
    """Behind what can stand behind a chapter's title as a part of it: `(Acute & Chronic)`, `Chapter`, a date."""
    return _skip(_SUFFIX, wording, at, end)


def _skip(words: re.Pattern[str], wording: Wording, at: int, end: int) -> int:
    while at < end and (word := words.match(wording.text, at, end)):
        at = word.end()
    return at


def chapter_at(wording: Wording, at: int, end: int) -> Entry | None:
    """The chapter's title that opens at an offset."""
    return wording.entry(odg_chapters(), at, end)


def is_called_chapter(wording: Wording, chapter: Entry, end: int) -> bool:
    """Whether `Chapter`, `Section` or a date of update stands behind a title."""
    return bool(_CALLED_CHAPTER.match(wording.text, chapter.end, end))


def opens_topics(wording: Wording, chapter: Entry, end: int) -> bool:
    """Whether a colon stands behind a title: `Shoulder: Physical therapy, Preface: Office visits`."""
    return _COLON.match(wording.text, chapter.end, end) is not None


def is_unmistakable(wording: Wording, chapter: Entry, end: int) -> bool:
    """Whether a title is one of ODG's own even where ODG is not named: `Knee & Leg`, `Elbow Chapter`."""
    words = wording.text[chapter.start : chapter.end]
    several = "&" in words or " and " in words or chapter.heading in ("Fitness for Duty", "Infectious Diseases")
    return several or is_called_chapter(wording, chapter, end) or bool(_ACUTE.match(wording.text, chapter.end, end))


def is_closed(wording: Wording, chapter: Entry, end: int) -> bool:
    """Whether a title ends where it does: a separator, `Chapter` or `(Acute ...)` follows, not `Leg length inserts`."""
    if is_called_chapter(wording, chapter, end) or _ACUTE.match(wording.text, chapter.end, end):
        return True
    return bool(_CLOSES.match(wording.text, suffix_end(wording, chapter.end, end), end))


def own_chapter(wording: Wording, start: int, end: int) -> Entry | None:
    """The chapter that a citation of ODG names: behind ODG's name, or else behind its topic (`MRI shoulder`)."""
    named = name_end(wording, start, end)
    if first := chapter_at(wording, skip_filler(wording, named or start, end), end):
        return first
    titles = list(_titles(wording, named or start, end))
    if len({title.heading for title in titles}) > 1:
        titles = [title for title in titles if is_called_chapter(wording, title, end)]
    return titles[0] if len({title.heading for title in titles}) == 1 else None


def _titles(wording: Wording, start: int, end: int) -> list[Entry]:
    """All chapters' titles in a part of a statement, none inside another."""
    found: list[Entry] = []
    words = wording.words
    for number in range(words.at(start), words.at(end)):
        at = words.starts[number]
        if found and at < found[-1].end:
            continue
        if title := chapter_at(wording, at, end):
            found.append(title)
    return found


def read_odg(wording: Wording, start: int, end: int) -> LocatedCitation:
    """The citation of ODG that a part of a statement makes."""
    text = wording.text
    chapter = own_chapter(wording, start, end)
    return cite(
        text,
        "ODG",
        (start, end),
        year=edition_year(text, start, end),
        chapter=(chapter.heading, (chapter.start, chapter.end)) if chapter else None,
        pages=read_pages(text, start, end),
    )
