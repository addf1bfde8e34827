"""References to sources outside the guidelines: how one opens, and how one ends.

Physicians cite freely, several references in a sentence, with whatever between them. A reference opens with a list of
authors, a web address, or the name of a source (vocabulary/sources.txt); it is complete behind a volume with its pages,
a date of access, a number in a register (PMID), or, before a full stop or a semicolon, its year.
"""

from __future__ import annotations

import re
from typing import Literal

from imrcli.extract.citations.located import LocatedCitation, cite
from imrcli.extract.citations.pages import read_pages
from imrcli.extract.citations.sections import known_section_end
from imrcli.extract.citations.wording import SEPARATORS, Wording
from imrcli.extract.citations.years import edition_year
from imrcli.model import CitationSource
from imrcli.pattern import pattern
from imrcli.text import Span
from imrcli.vocabulary import no_initials, sources

Opening = Literal["authors", "address", "site", "source", "journal", "continuation", ""]
"""How a reference opens; `site`: with the name of a website or a reference work, whose articles have titles."""

_LOWER, _UPPER = "a-zß-öø-ÿ'’", "A-ZÀ-ÖØ-Þ"
_PARTICLES = "[Vv]an|[Vv]on|[Dd]e|[Dd]er|den|[Ll]a|[Ll]e|[Dd]el|[Dd]i|[Dd]a"
_PARTICLE = pattern(rf"(?:{_PARTICLES}) (?:(?:{_PARTICLES}) )?[A-Z][a-z]")
_SURNAME = rf"(?:(?:{_PARTICLES}) ){{0,2}}(?=\w[\w'’])[{_UPPER}][{_LOWER}]*(?:-?[{_UPPER}][{_LOWER}]+)*"
_INITIALS = r"(?:[A-Z]\.(?: ?-?[A-Z]\.){0,2}|[A-Z](?:-?[A-Z]){0,2}(?![\w'’])\.?)(?: (?:Jr|Sr|I{2,3})\b\.?)?"
_AUTHOR = rf"{_SURNAME},? {_INITIALS}"
_MORE = rf"(?:(?:,|;| and| ?,? ?&) ?(?:and |& ?)?{_AUTHOR})"
_AUTHORS = pattern(rf"{_AUTHOR}{_MORE}{{0,25}}(?:,? ?(?:and others|et\.? al\b\.?))?")  # 'Chou R, Huffman LH, et al.'
_AND_OTHERS = pattern(rf"{_SURNAME}(?:,? (?:and|&) {_SURNAME})?,? et\.? al\b\.?")  # 'Chou et al.'
_BEHIND_AUTHORS = pattern(r" ?[:(]|(?:[.,;] |(?<=\.) ?)[\"“(]?[A-Z\d]|, ?eds?\b")
_FIRST_AUTHOR = pattern(rf"({_SURNAME}),? ([A-Z.-]{{1,8}})")
_EDITORS = pattern(r"(?:\b[Ii]n:?|\b[Bb]y|\b[Aa]uthors?:|\bed(?:itor|itors|s)?\.?[:,]?|\bfrom) $")
ADDRESS = pattern(
    r"(?:https? ?: ?/{1,2}|www\.)\S+|(?<![\w.-])[\w-]{1,40}(?:\.[\w-]{1,40}){0,4}\.(?:com|org|gov|edu|net)\b(?:/\S*)?",
    re.IGNORECASE,
)
_LAW = pattern(r"(?:Title )?8,? ?(?:CCR|C\.C\.R\.?|Cal(?:ifornia|\.)? Code)\b[ §.]*(?:[Ss]ections? ?)?[\d.()a-z–-]*")
_OF_ARTICLE = pattern(r"ncbi|pubmed|doi|pmc|jama|wiley|springer|sciencedirect|journal|lww\.com|bmj", re.IGNORECASE)
_OF_ODG = pattern(r"odg|worklossdata|mcg\.com", re.IGNORECASE)
_VOLUME = r"(?:19|20)\d\d ?(?:[A-Z][a-z]{2,8}\.?(?:[-/][A-Z][a-z]{2})?(?: \d{1,2})?)? ?[;:,] ?\d+[ (][^;]{0,25}\d\)?"
_VOLUME_PAGES = r"(?:19|20)\d\d[^.;]{0,16}; ?[A-Z]?\d+[^;]{0,30}?\d\)?"
_VOLUME_OF_APA = r",? \d{1,3} ?\(\d{1,3}\), ?[A-Z]?\d+ ?[-–] ?[A-Z]?\d+"  # 'Lancet, 10(6), 118-129'
_REGISTER = r"(?:PMID|PMCID|doi|DOI|ISBN)\W{0,3}\S+"
_VISITED = r"\b(?:[Aa]ccess(?:ed)?|[Rr]etrieved|[Vv]isited|[Vv]iewed)\b[^;]{0,40}\d{1,2}[/-]\d{1,2}[/-]\d{2,4}"
_VISITED_DAY = r"\b(?:[Aa]ccess(?:ed)?|[Rr]etrieved|[Vv]isited|[Vv]iewed)\b[^;]{0,40}(?:19|20)\d\d"
_COMPLETE = pattern(rf"(?:{_VOLUME_PAGES}|{_VOLUME_OF_APA}|{_REGISTER}|{_VISITED}|{_VISITED_DAY})[.)]? ?$")
_VISIT = pattern(rf"(?:{_VISITED}|{_VISITED_DAY})[.)]? ?$")
_PAGED = pattern(r"\b(?:[Pp]ages?|[Pp]gs?|pp?)\.?:? ?\d{1,4}(?: ?[-–] ?\d{1,4})?[.)]? ?$")
_DATED = pattern(r"(?<![/\d–-])(?:19|20)\d\d\)?[.)]? ?$")
_ANY_YEAR = pattern(r"\b(?:19|20)\d\d\b")
_TITLED = pattern(r"[.,:;] ")  # something stands behind the name
_ADDRESS_LAST = pattern(r"(?:https?://|www\.)\S+ ?$|\.(?:com|org|gov|edu|net)(?:/\S*)? ?$", re.IGNORECASE)
_TAIL = 110
_ENOUGH = pattern(
    r"\bet\.? al\b|(?:19|20)\d\d ?; ?\d|\bPMID\b|\bdoi\b|https?:|www\.|\bvol(?:ume|\.) ?\d|\bJournal\b"
    r"|\bNumber:? \d|\bPolicy \S*\d"
    r"|\d(?:st|nd|rd|th) [Ee]d(?:ition|\.|,)|[.,(] ?(?:19|20)\d\d\b(?!/)",
)
_ISSUE = pattern(r"[A-Z][A-Za-z&: ]{1,60}[.,]? ?\(?(?:19|20)\d\d[^.;]{0,16}; ?\d")
_ONLY_DATE = pattern(r"[ ,.(]{0,4}(?:(?:19|20)\d\d\)?)?[ .]{0,3}(?:$|;)")
_LINK_OR_DATE = pattern(rf"{_ONLY_DATE.pattern}|[ ,.(:]{{1,4}}(?:https?:|www\.)")
_JOURNAL_VOLUME = pattern(r"[^;,.]{0,50}?\.? \d{1,3} ?\(\d")  # 'J Clin Sleep Med 13(2):307'
_JOURNAL_YEAR = pattern(r"[^;,]{0,50}?[.,( ](?:19|20)\d\d\b")


def addresses(text: str, start: int, end: int) -> list[Span]:
    """Where web addresses stand in a part of a statement, without the separators behind them."""
    found = (match.span() for match in ADDRESS.finditer(text, start, end))
    return [(first, first + len(text[first:last].rstrip(".,;:)"))) for first, last in found]


def opening(wording: Wording, at: int, end: int) -> tuple[Opening, int]:
    """How a reference opens at an offset, and where that opening ends; '' where nothing says that one does."""
    text = wording.text
    if address := ADDRESS.match(text, at, end):
        return "address", address.end()
    if law := _LAW.match(text, at, end):
        return "source", law.end()
    if not (text[at : at + 1].isupper() or text.startswith("eMed", at) or _PARTICLE.match(text, at, end)):
        return "", at
    if behind := authors_end(wording, at, end):
        return "authors", behind
    entry = wording.entry(sources(), at, end)
    if entry and entry.heading.startswith(_GOES_ON):
        return "continuation", entry.end
    if entry is None or not _is_name(text[entry.start : entry.end]):
        return "", at
    if entry.heading == "Journals":
        if _JOURNAL_YEAR.match(text, entry.end, end):
            return "journal", entry.end
        return ("continuation", entry.end) if _JOURNAL_VOLUME.match(text, entry.end, end) else ("", at)
    return "site" if entry.heading.startswith("Websites") else "source", entry.end


_GOES_ON = "What goes on"


def _named(wording: Wording, at: int, end: int) -> str:
    """The heading of the sources' file under which the name stands that opens at an offset; '' for none."""
    entry = wording.entry(sources(), at, end)
    return entry.heading if entry else ""


def is_home_page(text: str, at: int, end: int) -> bool:
    """Whether a web address names a whole site (`www.drugs.com`), not a page of it."""
    return "/" not in text[at:end].split("//")[-1].rstrip("/")


def is_only_place(text: str, at: int, end: int, *, linked: bool = False) -> bool:
    """Whether nothing but a date stands behind an offset, up to the next semicolon: what is named is the publisher.

    `linked`: or a web address.
    """
    return (_LINK_OR_DATE if linked else _ONLY_DATE).match(text, at, end) is not None


def _is_name(words: str) -> bool:
    """Whether words are printed as a name: `NICE` and `Spine` are, `nice` and `Nice` are not."""
    return (words[0].isupper() or words.startswith("eM")) and (
        len(words) > 4 or words.isupper() or not words.isalpha() or words in ("Pain", "Spine")
    )


def authors_end(wording: Wording, at: int, end: int) -> int:
    """Where a list of authors ends that opens at an offset; 0 where none does."""
    text = wording.text
    if others := _AND_OTHERS.match(text, at, end):
        return others.end()
    listed = _AUTHORS.match(text, at, end)
    if listed is None:
        return 0
    first = _FIRST_AUTHOR.match(text, at, end)
    if first is None or {first.group(1), first.group(2).strip(".")} & no_initials():
        return 0
    behind = _BEHIND_AUTHORS.match(text, listed.end(), end)
    if behind is None or _named(wording, at, end) == "Journals" or known_section_end(wording, at, end) >= first.end():
        return 0  # 'Spine J', 'Sentra PM'
    title = wording.words.at(listed.end())
    goes_on = _named(wording, wording.words.starts[title], end) if title < len(wording.words.starts) else ""
    return 0 if goes_on.startswith(_GOES_ON) else listed.end()


def are_editors(text: str, at: int) -> bool:
    """Whether authors at an offset are those of a book that the reference is already about (`In: Smith JB, ed.`)."""
    return _EDITORS.search(text, max(0, at - 12), at) is not None


def is_of_odg(text: str, at: int, end: int) -> bool:
    """Whether a web address is one of ODG's own."""
    return _OF_ODG.search(text, at, end) is not None


def is_journal_issue(text: str, at: int, end: int) -> bool:
    """Whether a journal's name with a year and a volume stands at an offset: `Diabetes Care 2021;44(Suppl 1)`."""
    return _ISSUE.match(text, at, end) is not None


def is_of_article(text: str, at: int, end: int) -> bool:
    """Whether a web address is one at which articles of journals are found."""
    return _OF_ARTICLE.search(text, at, end) is not None


def is_paged_book(text: str, start: int, at: int) -> bool:
    """Whether a page stands before an offset, and a year before it: `9th edition (2014), p. 1231`."""
    low = max(start, at - _TAIL)
    paged = _PAGED.search(text, low, at)
    return paged is not None and _ANY_YEAR.search(text, low, paged.start()) is not None


def is_complete(text: str, start: int, at: int) -> bool:
    """Whether the reference that started at `start` is complete at an offset, whatever follows."""
    return _COMPLETE.search(text, max(start, at - _TAIL), at) is not None


def was_visited(text: str, start: int, at: int) -> bool:
    """Whether a date of access stands before an offset."""
    return _VISIT.search(text, max(start, at - _TAIL), at) is not None


def ends_with_address(text: str, start: int, at: int) -> bool:
    """Whether a web address stands before an offset."""
    return _ADDRESS_LAST.search(text, max(start, at - _TAIL), at) is not None


def ends_with_year(text: str, start: int, at: int) -> bool:
    """Whether a year or a page stands before an offset, behind more than the name of a source."""
    low = max(start, at - _TAIL)
    if _PAGED.search(text, low, at):
        return True
    dated = _DATED.search(text, low, at)
    return dated is not None and _TITLED.search(text[low : dated.start()].rstrip(SEPARATORS + "(")) is not None


def holds_reference(text: str, start: int, end: int) -> bool:
    """Whether a part of a statement has what a reference has: `et al`, an edition, a year, a volume, an address."""
    return _ENOUGH.search(text, start, end) is not None


def read_reference(wording: Wording, span: Span, source: CitationSource) -> LocatedCitation:
    """The citation of a source that is told by its text, its year and its pages alone."""
    text = wording.text
    return cite(text, source, span, year=edition_year(text, *span), pages=read_pages(text, *span))
