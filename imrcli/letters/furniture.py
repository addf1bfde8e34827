"""Page furniture: footers, fax headers, page numbers. Found, and blanked where it stands.

Furniture interrupts sentences and can stand anywhere once a letter has been faxed, scanned or reflowed.
It is replaced by as many spaces, so every offset stays true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from imrcli.pattern import pattern

_CASE_NUMBER = r"CM\s?\d{2}\s?-\s?\d{5,8}"
_PAGES = r"(?:[ \t]*(?:of|OF|/)[ \t]*\d{1,3})?"
"""`of 7`, `/7`"""

_FOOTER = pattern(
    r"Final\s+Determination\s+Letter\s+for\s+(?:the\s+)?IMR\s+Case\s+(?:Number|No\.?|\#)\s*:?\s*" + _CASE_NUMBER + r"\b"
)
"""Formats C and D print it on every page, sometimes in the middle of a sentence, the page number behind it."""
_FOOTER_PAGE = pattern(
    rf"(?P<gap>\s*)(?:Page[ \t]*)?(?P<page>\d{{1,3}}){_PAGES}(?![\d/.,%-])(?!(?:st|nd|rd|th|mg|x)\b)"
)

_NUMBER_LINE = pattern(
    rf"[ \t]*(?:[-–—~|][ \t]*)?(?:Page|page|PAGE|Pg\.?|P\.)?[ \t]*(\d{{1,3}}){_PAGES}(?:[ \t]*[-–—~|])?[ \t]*"
)
"""`3`, `Page 3 of 7`, `- 3 -`"""

_CASE_LINE = pattern(
    rf"(?:IMR\s+Case\s+(?:Number|No\.?|\#)\s*:?\s*(?={_CASE_NUMBER}\s+\S))?{_CASE_NUMBER}"
    rf"(?:[\s|,–-]+(?:[Pp]age\s*)?\d{{1,3}}{_PAGES})?"
)
"""`CM13-0012345  3`, `IMR Case Number: CM13-0012345 | Page 3 of 7`"""
_OFFICE_LINE = pattern(
    rf"^[ \t]*MAXIMUS(?:[ \t]+FEDERAL[ \t]+SERVICES)?(?:,?[ \t]+INC\.?)?[ \t|,–-]+(?:IMR[ \t]+)?{_CASE_NUMBER}"
    rf"(?:[ \t|,–-]+(?:Page[ \t]*)?\d{{1,3}}{_PAGES})?[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
"""`MAXIMUS Federal Services CM13-0012345`, a line of its own"""
_CASE_PAGE_LINE = pattern(
    rf"^[ \t]*(?:IMR[ \t]+Case[ \t]+(?:Number|No\.?|\#)[ \t]*:?[ \t]*)?{_CASE_NUMBER}"
    rf"[ \t|,–-]+(?:[Pp]age[ \t]*)?\d{{1,3}}{_PAGES}[ \t]*$",
    re.MULTILINE,
)
"""A line of that kind with a page's number, which is furniture wherever it stands."""

_SENDER = r"\b(?:FROM|From|TO|To|TEL|Tel|ID|JOB|REF|DATE|TIME)\s*[:#.]"
"""`FROM: Acme Claims TO: 19165550100`"""
_FAX = r"\b(?:FAX|[Ff]ax\b|RightFax\b|facsimile\b)"
_PAGE_OF = r"\b(?:PAGE|Page|page|PG|Pg|pg|P|p)\s*[.:]?\s*\d{1,4}\s*(?:of|OF|/)\s*\d{1,4}\b"
"""`PAGE 3/12`, `p.3 of 12`"""
_PAGE = r"\b(?:PAGE|Page|page|PG|Pg|pg|P|p)\s*[.:]?\s*\d{1,4}\b|\b\d{1,3}/\d{1,3}\s*$"
"""`P 3`, `3/12` at the end"""
_CLOCK = r"\b\d{1,2}:\d{2}(?::\d{2})?\s*(?:[AaPp]\.?[Mm]?\b)?|\b\d{1,2}\.\d{2}\s*[AaPp]\.?[Mm]\b"
"""`10:42 AM`, `14:05:33`, `10.42am`"""
_TELEPHONE = r"\(?\b\d{3}\)?[-. ]\s?\d{3}[-.]\d{4}\b|\b1?\d{10}\b"
"""`(916) 555-0100`, `19165550100`"""
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DAY = (
    r"\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"
    rf"|\b(?i:{_MONTHS})[a-z]*\.?[- ]\d{{1,2}}[-., ]"
)
"""`11/03/2016`, `2016-11-03`, `Nov-03-2016`"""
_OFFICE = r"\bMAXIMUS\b.*\b(?:FEDERAL|Federal|IMR)\b|\bIMR (?:FDL|LETTER|Letter)\b"
_SIGNALS = tuple(pattern(words) for words in (_CLOCK, _FAX, _SENDER, _PAGE, _TELEPHONE, _DAY, _OFFICE))
"""What the header that a fax machine prints holds: three of these at least."""
_MACHINE = pattern(rf"\b(?=[A-Zfp])(?:{_FAX}|{_SENDER}|{_PAGE_OF})")
"""What a machine prints and hardly any other line: one of these at least."""
_WORDLESS = pattern(r"[^a-z]*(?:[a-z]{1,2}[^a-z]+)*")
_STAMPED = pattern(rf"(?=.*(?:{_CLOCK}))(?=.*(?:{_TELEPHONE}))(?=.*(?:{_DAY}))")
"""A day, a time and a telephone number, in a line without words: `2016-11-03 10:23 9165550100 >> 8005550100 03/12`"""
_EDGE = 3
"""Lines at the top and at the foot of a page that can be furniture."""

_OFTEN = 3
_FIRST_PAGES = 2
_LONGEST_NUMBER = 24
_LONGEST = 140
_MARKED = pattern(r"\bCM\s?\d{2}-|\b[Ff]ax\b|\bFAX\b|CONFIDENTIAL|Confidential")
_PAGE_WORD = pattern(r"\b(?:[Pp]age|PAGE)\b")
_CONTENT = pattern(r"Upheld|Overturned|necessary|guideline|rationale|Section|Decision|Date|Number:")
_DIGITS = pattern(r"\d+")
_FOUR_DIGITS = pattern(r"\d\D*\d\D*\d\D*\d")
_PROSE_WORD = pattern(r"\b[a-z]{3,}")
_MOST_PROSE = 5
_LEAST_SIGNALS = 3
_BARE_LINE = pattern(
    r"^[ \t]*(?:-[ \t]*)?(?:[Pp]age[ \t]+|PAGE[ \t]+)?(\d{1,3})(?:[ \t]*(?:of|/)[ \t]*\d{1,3})?(?:[ \t]*-)?[ \t]*$",
    re.MULTILINE,
)


def blanked(text: str, page_starts: tuple[int, ...]) -> str:
    """The text with its furniture replaced by spaces."""
    spans = list(_footers(text))
    spans += _at_page_edges(text, page_starts) if len(page_starts) > 1 else _in_running_text(text)
    spans += _fax_lines(text)
    if not spans:
        return text
    parts, at = [], 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        start = max(start, at)
        parts += [text[at:start], re.sub(r"[^\n\f]", " ", text[start:end])]
        at = end
    parts.append(text[at:])
    return "".join(parts)


def is_fax_line(line: str) -> bool:
    """Whether a line reads like the header that a fax machine prints: sender, time, number, page."""
    return ("/" in line or ":" in line) and _is_fax_line(line.strip())


@lru_cache(maxsize=512)  # a page's first and last lines are asked for as such, and as lines
def _is_fax_line(line: str) -> bool:
    if len(line) > _LONGEST or line[-1:] in ".;:,":
        return False
    if not _FOUR_DIGITS.search(line) or len(_PROSE_WORD.findall(line)) > _MOST_PROSE:
        return False
    if not _MACHINE.search(line) and not (_WORDLESS.fullmatch(line) and _STAMPED.search(line)):
        return False
    return sum(1 for signal in _SIGNALS if signal.search(line)) >= _LEAST_SIGNALS


def _footers(text: str) -> Iterator[tuple[int, int]]:
    footers = list(_FOOTER.finditer(text))
    numbers = [_FOOTER_PAGE.match(text, footer.end()) for footer in footers]
    for place, (footer, number) in enumerate(zip(footers, numbers, strict=True)):
        on_line = number is not None and "\n" not in number.group("gap")
        counted = number is not None and _counts_on(
            number, numbers[place - 1 : place] + numbers[place + 1 : place + 2], place
        )
        yield footer.start(), number.end() if number and (on_line or counted) else footer.end()


def _counts_on(number: re.Match[str], beside: list[re.Match[str] | None], place: int) -> bool:
    """Whether a number behind a footer's line break follows the numbers of the footers beside it."""
    pages = [int(other.group("page")) for other in beside if other]
    return any(abs(int(number.group("page")) - page) == 1 for page in pages)


def _fax_lines(text: str) -> Iterator[tuple[int, int]]:
    lines = text.replace("\f", "\n").split("\n")
    of_fax = {line for line in lines if (":" in line or "/" in line) and is_fax_line(line)}
    at = 0
    for line in lines if of_fax else ():
        if line in of_fax:
            yield at, at + len(line)
        at += len(line) + 1


def _at_page_edges(text: str, page_starts: tuple[int, ...]) -> list[tuple[int, int]]:
    """Lines at the top or foot of pages that are page numbers, or the same but for digits on other pages."""
    spans: list[tuple[int, int]] = []
    seen: dict[str, list[tuple[int, tuple[int, int]]]] = {}
    ends = [*(start - 1 for start in page_starts[1:]), len(text)]
    for page, (start, end) in enumerate(zip(page_starts, ends, strict=True), 1):
        for span in _edge_lines(text, start, end):
            line = text[span[0] : span[1]].strip()
            if (
                (
                    len(line) <= _LONGEST_NUMBER
                    and (number := _NUMBER_LINE.fullmatch(line))
                    and abs(int(number.group(1)) - page) <= 2
                )
                or ("CM" in line and _CASE_LINE.fullmatch(line))
                or is_fax_line(line)
            ):
                spans.append(span)
            elif _repeatable(line):
                seen.setdefault(_DIGITS.sub("0", line), []).append((page, span))
    for places in seen.values():
        if len(places) == 1:
            continue
        # The same line on two pages can be the letter's own words; on three, or with a mark of furniture, it is not
        # where a number in it counts the pages.
        pages = {page for page, _ in places}
        numbered = [(page, text[start:end].strip()) for page, (start, end) in places]
        if len(pages) > 1 and (
            _MARKED.search(numbered[0][1])
            or ((len(pages) >= _OFTEN or _PAGE_WORD.search(numbered[0][1])) and _counts_pages(numbered))
        ):
            spans += [span for _, span in places]
    return spans


def _counts_pages(lines: list[tuple[int, str]]) -> bool:
    """Whether a number in lines that are the same but for digits goes up as their pages do."""
    numbers = ([int(digits) - page for digits in _DIGITS.findall(line)] for page, line in lines)
    return any(len(set(column)) == 1 for column in zip(*numbers, strict=True))


def _repeatable(line: str) -> bool:
    return len(line) <= _LONGEST and line[-1:] not in ".;:," and not _CONTENT.search(line)


def _edge_lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The first and last lines of a page that hold anything."""
    lines: list[tuple[int, int]] = []
    at = start
    for _ in range(_EDGE + 5):
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if text[at:stop].strip():
            lines.append((at, stop))
        at = stop + 1
        if len(lines) == _EDGE or at >= end:
            break
    at_foot = 0
    stop = end
    for _ in range(_EDGE + 5):
        at = text.rfind("\n", start, stop) + 1 or start
        if text[at:stop].strip():
            at_foot += 1
            if (at, stop) not in lines:
                lines.append((at, stop))
        stop = at - 1
        if at_foot == _EDGE or stop <= start:
            break
    return lines


def _in_running_text(text: str) -> list[tuple[int, int]]:
    """Where pages are not known: bare numbers that count up, and lines of a case number and a page's."""
    lines = (*_CASE_PAGE_LINE.finditer(text), *_OFFICE_LINE.finditer(text))
    return [*(match.span() for match in lines), *_bare_numbers(text)]


def _bare_numbers(text: str) -> list[tuple[int, int]]:
    numbers = [(int(m.group(1)), m.span()) for m in _BARE_LINE.finditer(text)]
    from_start = bool(numbers) and numbers[0][0] <= _FIRST_PAGES
    if (
        len(numbers) > 1
        and (from_start or len(numbers) >= _OFTEN)
        and all(b - a == 1 for (a, _), (b, _) in pairwise(numbers))
    ):
        return [span for _, span in numbers]
    return [span for number, span in numbers if "age" in text[span[0] : span[1]] or "AGE" in text[span[0] : span[1]]]
