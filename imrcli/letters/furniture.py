"""Page furniture: footers, fax headers, page numbers. Found, and blanked where it stands.

Furniture interrupts sentences and can stand anywhere once a letter has been faxed, scanned or reflowed.
It is replaced by as many spaces, so every offset stays true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from imrcli.pattern import pattern

_FOOTER = pattern(
    r"Final\s+Determination\s+Letter\s+for\s+(?:the\s+)?IMR\s+Case\s+(?:Number|No\.?|\#)\s*:?\s*CM\s?\d{2}\s?-\s?\d{5,8}\b"
)
"""Formats C and D print it on every page, sometimes in the middle of a sentence, the page number behind it."""
_FOOTER_PAGE = pattern(
    r"(?P<gap>\s*)(?:Page[ \t]*)?(?P<page>\d{1,3})(?:[ \t]*(?:of|/)[ \t]*\d{1,3})?(?![\d/.,%-])(?!(?:st|nd|rd|th|mg|x)\b)"
)

_NUMBER_LINE = pattern(
    r"[ \t]*(?:[-–—~|][ \t]*)?(?:Page|page|PAGE|Pg\.?|P\.)?[ \t]*(\d{1,3})(?:[ \t]*(?:of|OF|/)[ \t]*\d{1,3})?(?:[ \t]*[-–—~|])?[ \t]*"
)

_CASE_LINE = pattern(
    r"(?:IMR\s+Case\s+(?:Number|No\.?|\#)\s*:?\s*(?=CM\s?\d{2}-\d{5,8}\s+\S))?CM\s?\d{2}-\d{5,8}(?:[\s|,–-]+(?:[Pp]age\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?)?"
)

_TIME = pattern(r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[AaPp]\.?[Mm]?\b|\(?[A-Z]{2,4}T?\b|\b)|\b\d{1,2}:\d{2}\b")
_SIGNALS = (
    _TIME,
    pattern(r"\bFAX|\b[Ff]ax\b|\bRightFax\b|\bfacsimile\b"),
    pattern(r"\b(?:FROM|TO|From|To|TEL|Tel|ID|JOB|REF|DATE|TIME)\s*[:#.]"),
    pattern(
        r"\b(?:PAGE|Page|page|PG|Pg|pg|P|p)\s*[.:]?\s*\d{1,4}(?:\s*(?:of|OF|/)\s*\d{1,4})?\b|\b\d{1,3}/\d{1,3}\s*$"
    ),
    pattern(r"\(?\b\d{3}\)?[-. ]\s?\d{3}[-.]\d{4}\b|\b1?\d{10}\b"),
    pattern(
        r"\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|\b(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?[- ]\d{1,2}[-., ]"
    ),
    pattern(r"\bMAXIMUS\b.*\b(?:FEDERAL|Federal|IMR)\b|\bIMR (?:FDL|LETTER|Letter)\b"),
)
_FAX_WORDS = ("FAX", "Fax", "fax", "PAGE", "Page ", "page ", "FROM:", "From:")
_FAX_HINT = pattern(
    r"\b(?:FAX|[Ff]ax|(?:FROM|From)\s*:|(?:PAGE|Page|page|PG|Pg|pg|P|p)\s*[.:]?\s*\d{1,4}\s*(?:/|of|OF)\s*\d)"
)
_EDGE = 3
"""Lines at the top and at the foot of a page that can be furniture."""

_OFTEN = 3
_FIRST_PAGES = 2
_LONGEST_NUMBER = 24
_LONGEST = 140
_MARKED = pattern(r"\bCM\s?\d{2}-|\b[Pp]age\b|\bPAGE\b|\b[Ff]ax\b|\bFAX\b|CONFIDENTIAL|Confidential")
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
    if any(word in text for word in _FAX_WORDS):
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
    line = line.strip()
    if len(line) > _LONGEST or line[-1:] in ".;:," or not ("/" in line or ":" in line):
        return False
    if not _FOUR_DIGITS.search(line) or len(_PROSE_WORD.findall(line)) > _MOST_PROSE:
        return False
    return sum(1 for signal in _SIGNALS if signal.search(line)) >= _LEAST_SIGNALS


def _footers(text: str) -> Iterator[tuple[int, int]]:
    if "IMR" not in text or "Final" not in text:
        return
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
    at = 0
    for match in _FAX_HINT.finditer(text):
        start, end = _line_around(text, match.start(), at)
        if start >= at and end - start <= _LONGEST and is_fax_line(text[start:end]):
            yield start, end
            at = end


def _line_around(text: str, at: int, floor: int) -> tuple[int, int]:
    floor = max(floor, at - _LONGEST)
    start = max(text.rfind("\n", floor, at), text.rfind("\f", floor, at)) + 1 or floor
    reach = min(len(text), at + _LONGEST)
    ends = [end for end in (text.find("\n", at, reach), text.find("\f", at, reach)) if end >= 0]
    return start, min(ends, default=reach)


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
        # The same line on two pages can be the letter's own words; on three, or with a mark of furniture, not.
        pages = {page for page, _ in places}
        lines = {text[start:end].strip() for _, (start, end) in places}
        marked = _MARKED.search(next(iter(lines))) is not None
        if (len(pages) > 1 and marked) or (len(pages) >= _OFTEN and len(lines) > 1):
            spans += [span for _, span in places]
    return spans


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
    found = 0
    stop = end
    for _ in range(_EDGE + 5):
        at = text.rfind("\n", start, stop) + 1 or start
        if text[at:stop].strip():
            found += 1
            if (at, stop) not in lines:
                lines.append((at, stop))
        stop = at - 1
        if found == _EDGE or stop <= start:
            break
    return lines


def _in_running_text(text: str) -> list[tuple[int, int]]:
    """Where pages are not known: bare numbers that count up, and marked lines that come again and again."""
    numbers = [(int(m.group(1)), m.span()) for m in _BARE_LINE.finditer(text)]
    from_start = bool(numbers) and numbers[0][0] <= _FIRST_PAGES
    if (
        len(numbers) > 1
        and (from_start or len(numbers) >= _OFTEN)
        and all(b - a == 1 for (a, _), (b, _) in pairwise(numbers))
    ):
        return [span for _, span in numbers]
    return [span for number, span in numbers if "age" in text[span[0] : span[1]] or "AGE" in text[span[0] : span[1]]]
