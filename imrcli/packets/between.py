"""What stands between two letters of a running text: other papers, mail, rules, file names, and the next letterhead."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from imrcli.letters.case_number import NUMBER, numbered
from imrcli.packets.papers import LONGEST_TITLE, is_greeting, is_labelled, is_title
from imrcli.pattern import pattern

_RULE = pattern(
    r"([=*#~+–—-])\1{2,}|(?:[=*#~+–—-] ){4,}[=*#~+–—-]|([=*#~+–—-])\2{2,}[^=*#~]{1,60}?\2{3,}"
    r"|\[[^\[\]]{1,60}\]|<{2,3}[^<>]{1,60}>{2,3}"
)
"""`=====`, `- - - - -`, `*** End of document ***`, `[next letter]`"""
_LABELLED_LINES = 8
_MANY_LABELS = 3
"""So many labels of other papers in so many lines are such a paper."""
_LINE = pattern(r"[^\n\f]*[\n\f]|[^\n\f]+")
_BLANK = pattern(r"\n[^\S\n\f]*\n")
_RULED = "=*#~+–—-[<"
_MOST_BELOW = 8
_COPIES = ("cc:", "CC:")
_SALUTATION = pattern(r"(?:Dear|DEAR|To Whom|TO WHOM)\s.{1,60}[:,]")
_CAPITAL_LABEL = pattern(r"[A-Z][A-Z /#.-]{2,40}:")
_DATE = pattern(r"[(,\s]*(?:dated\s+)?\d{1,2}[/-]\d{1,2}[/-]\d{2,4}[)\s]*")
_BLOCK = 2
"""Lines of a letterhead that open a paragraph."""
_ANY_LABEL = pattern(r"[A-Z][\w.'/#() -]{0,30}:(?:\s.{0,50})?$")
"""A short line that opens with a label of any kind."""
_NEAR_LINES = 5
_SHORTEST_TITLE = 12
_GUIDELINE_WORDS = pattern(r"ODG|MTUS|ACOEM|INDICATION|CRITERIA|GUIDELINE|RECOMMEND|REVIEWER|IMR\s+FINAL")
_LONGER_THAN_A_PAGE = 4_500
"""Characters. More than a page holds."""
_PAGE_WORD = pattern(r"\b(?:[Pp]age|PAGE)\b")

_PROSE = pattern(r"[a-z,;-]\s*$")
_LONG = 40
"""Characters. A longer line that ends within a sentence goes on in the next; a shorter one may be a letterhead's."""

_LETTERHEAD = pattern(
    r"MAXIMUS\b.{0,60}|(?:State of California|Department of Industrial Relations|Division of Workers)\b.{0,40}"
    r"|Independent Medical Review\b.{0,40}|P\.?\s?O\.?\s+Box\b.{0,60}"
    r"|[A-Z][\w .,]{0,40},\s*(?:CA|California)\s+\d{5}(?:-\d{4})?"
    r"|(?:.{0,40}\b(?:[Ff]ax|FAX|[Tt]el|TEL)\b.{0,4})?\(?\d{3}\)?[- .]\d{3}-\d{4}.{0,40}"
    r"|Dated?:\s.{0,30}"
)
"""Lines that stand above a letter's opening."""
_NAMED = pattern(
    r"(?i:\W*(?:(?:letter|attachment|attached|exhibit|document|doc|determination|decision|file|part|enclosure|item|tab)s?"
    r"\W*(?:no\.?|number|#)?\W*(?:[0-9]{1,3}|[A-Z])(?:\s*(?:of|/)\s*[0-9]{1,3})?)\W*)"
)
_ORDINAL = pattern(r"(?i:(?:[0-9]{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|next|last)\b.{0,40})")
_FILE = pattern(r"(?i:.{1,70}\.(?:pdf|txt|docx?|tiff?|msg|eml)\b.{0,20})")
"""A line that names or counts what follows: `Letter 2 of 3`, `CM16-0012345.pdf`."""

_REASON_WORDS = pattern(
    r"(?i:\b(?:medical|treat|request|guideline|patient|worker|injur|pain|necess|support|document|certif)|\b(?:MTUS|ODG)\b)"
)
_PAGE_NUMBER = pattern(r"\W*(?:[Pp]age\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?\W*")
_SENTENCE_END = pattern(r"[.!?][)\]\"”’']*$")
_HEADLINE = 60
_COMPANY = pattern(r"(?i:\b(?:inc|ltd|co|corp|assn)\.$)")
_HEADLINE_END = pattern(r"[.,:;!?]$")
_SMALL_WORD = pattern(r"(?:^|\s)[a-z]{4,}")


class Line(Struct, frozen=True, gc=False):
    """A line of a text that holds anything: where it starts, its words, and whether a blank line stands above it."""

    start: int
    words: str
    apart: bool


def lines_of(text: str, start: int, end: int) -> Iterator[Line]:
    """The lines of a part of a text that hold anything. A page's first line is not apart, whatever is above it."""
    apart = turned = False
    for line in _LINE.finditer(text, start, end):
        words = line[0].strip()
        if words:
            yield Line(line.start(), words, apart)
            apart, turned = False, line[0].endswith("\f")
        elif "\f" in line[0]:
            apart, turned = False, True
        else:
            apart = not turned


def other_start(text: str, start: int, end: int) -> int | None:
    """Where the first paper that is no letter's begins in a part of a text; None without one."""
    return _first_other(list(lines_of(text, start, end)))


def tail_start(text: str, at: int, last: int, end: int, *, alone: bool) -> int | None:
    """Where what is no letter's begins behind a letter that opens at `at` and whose last part begins at `last`.

    A letter without blank lines ends at the first one behind a sentence, and any letter at one behind its last footer,
    where nothing below can be its reasons. A letter of several pages without blank lines has none between its pages;
    but if it stands `alone`, what is below one may be its own.
    """
    lines = list(lines_of(text, last, end))
    found = _first_other(lines)
    if not any(line.apart for line in lines) or not lines:
        return found
    compact = _BLANK.search(text, at, last) is None
    blank = _first_blank(lines, footed=not compact)
    if blank is None or (found is not None and found < blank):
        return found
    if compact and not alone and last - at > _LONGER_THAN_A_PAGE:
        return blank
    return found if _REASON_WORDS.search(text, blank, end) else blank


def _first_other(lines: list[Line]) -> int | None:
    listed = False
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        if before is not None:
            within = listed and not line.apart and not _SENTENCE_END.search(before.words)
            listed = within or (before.words.endswith(":") and not line.apart)
        if _is_rule(line.words):
            if _ends_letter(lines, place):
                return line.start
        elif line.apart and (is_greeting(line.words) or _is_letterhead(lines, place) or _is_shouted(lines, place)):
            return line.start
        elif not listed and (
            _is_paper_title(line, before)
            or (line.words[0] in "DT" and _SALUTATION.fullmatch(line.words))
            or (":" in line.words and _has_labels(lines, place))
        ):
            return lines[_first_headline(lines, place)].start
    return None


def _is_letterhead(lines: list[Line], place: int) -> bool:
    """Whether the lines that open a paragraph are all short and no sentences."""
    block = lines[place : place + _BLOCK]
    return (
        len(block) == _BLOCK
        and not block[1].apart
        and all(_is_headline(line.words) for line in block)
        and _is_behind_sentence(lines, place)
    )


def _is_shouted(lines: list[Line], place: int) -> bool:
    """Whether a paragraph opens with a line in capitals that is no heading of a guideline."""
    words = lines[place].words
    return (
        _SHORTEST_TITLE <= len(words) <= LONGEST_TITLE
        and words.isupper()
        and not _is_footer(lines[place])
        and words[-1] not in ".,;:-"
        and _GUIDELINE_WORDS.search(words) is None
        and _is_behind_sentence(lines, place)
    )


def _is_behind_sentence(lines: list[Line], place: int) -> bool:
    """Whether a sentence ends above a line; footers between them do not count."""
    while place and _is_footer(lines[place - 1]):
        place -= 1
    return place > 0 and _SENTENCE_END.search(lines[place - 1].words) is not None


def _first_blank(lines: list[Line], *, footed: bool) -> int | None:
    """Where what follows the first blank line behind a sentence begins, behind a footer where `footed`; None without
    one.
    """
    for place, line in enumerate(lines):
        if not line.apart or _is_footer(line) or not _is_behind_sentence(lines, place):
            continue
        if not footed or _is_footer(lines[place - 1]):
            return line.start
    return None


def _is_footer(line: Line) -> bool:
    return NUMBER.search(line.words) is not None or _PAGE_NUMBER.fullmatch(line.words) is not None


def _is_rule(words: str) -> bool:
    return words[0] in _RULED and _RULE.fullmatch(words) is not None


def _ends_letter(lines: list[Line], place: int) -> bool:
    """Whether a rule ends a letter: another paper follows it, or nothing but names of what comes next."""
    below = lines[place + 1 : place + 1 + _MOST_BELOW]
    if below and _PAGE_WORD.search(lines[place].words):
        return False  # between two pages of the letter, perhaps
    if len(below) < _MOST_BELOW and all(_is_rule(line.words) or _is_name(line.words) for line in below):
        return True
    return (
        _is_paper_title(below[0], None)
        or is_greeting(below[0].words)
        or any(_has_labels(lines, at) for at in (place + 1, place + 2))
    )


def _is_name(words: str) -> bool:
    """Whether a line is no prose: it is short, and neither opens nor ends as a sentence's."""
    return len(words) <= _HEADLINE and not words[0].islower() and words[-1] not in ".,;"


def _is_paper_title(line: Line, before: Line | None) -> bool:
    words = line.words
    if len(words) > LONGEST_TITLE or words[-1] in ".,;" or words.startswith(_COPIES):
        return False
    first = next((letter for letter in words if letter.isalpha()), "a")
    if first.islower() or (before is not None and not line.apart and _runs_on(before)):
        return False
    return is_title(_DATE.sub(" ", words), opens=words.isupper())


def _runs_on(line: Line) -> bool:
    """Whether a line of prose goes on in the next."""
    return len(line.words) > _LONG and _PROSE.search(line.words) is not None


def _has_labels(lines: list[Line], place: int) -> bool:
    """Whether a line and those below it have the labels of another paper."""
    here = lines[place : place + _LABELLED_LINES]
    if not here or not (_is_labelled(here[0].words) or _ANY_LABEL.match(here[0].words)):
        return False
    if sum(_is_labelled(line.words) for line in here) >= _MANY_LABELS:
        return True
    return sum(_ANY_LABEL.match(line.words) is not None for line in here[:_NEAR_LINES]) >= _MANY_LABELS


def _is_labelled(words: str) -> bool:
    if ":" not in words or words.startswith(_COPIES):
        return False
    return is_labelled(words) or _CAPITAL_LABEL.match(words) is not None


def _first_headline(lines: list[Line], place: int) -> int:
    """The first of the lines above a paper's title that are its letterhead."""
    while place and _is_headline(lines[place - 1].words):
        place -= 1
    opens = place
    while opens and not lines[opens].apart and _is_short(lines[opens - 1].words):
        opens -= 1
    return opens if lines[opens].apart else place


def _is_short(words: str) -> bool:
    return len(words) <= _LONG and not _HEADLINE_END.search(words) and NUMBER.search(words) is None


def _is_headline(words: str) -> bool:
    if len(words) > _HEADLINE or NUMBER.search(words) or not any(letter.isupper() for letter in words):
        return False
    if words.startswith(_COPIES) or (_HEADLINE_END.search(words) and not _COMPANY.search(words)):
        return False
    return _SMALL_WORD.search(words) is None and not words.startswith(("/", "Page", "page"))


def head_start(text: str, start: int, at: int, own: set[str]) -> tuple[int, int]:
    """Where the letter before ends, and where the letterhead of the one that opens at `at` begins.

    `start` is where the last part of the letter before begins; `own` are the numbers that the letter before has not.
    """
    lines = list(lines_of(text, start, at))
    place = len(lines)
    while place and _is_head(lines[place - 1].words, own):
        place -= 1
    head = lines[place].start if place < len(lines) else at
    while place and _names(lines[place - 1].words, own):
        place -= 1
    return (lines[place].start if place < len(lines) else at), head


def _is_head(words: str, own: set[str]) -> bool:
    return _LETTERHEAD.fullmatch(words) is not None or bool(own and numbered(words) & own)


def _names(words: str, own: set[str]) -> bool:
    """Whether a line names the letter below it."""
    if _NAMED.fullmatch(words) or _ORDINAL.fullmatch(words) or _FILE.fullmatch(words) or _is_rule(words):
        return True
    number = NUMBER.search(words)
    return len(words) <= LONGEST_TITLE and number is not None and number.group() in own
