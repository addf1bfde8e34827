"""One page of a file: whether a letter opens on it, whose case it is of, and how it joins the pages beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from imrcli.letters import LetterFormat
from imrcli.letters.case_number import NUMBER, numbered
from imrcli.pattern import pattern
from imrcli.text import value
from imrcli.vocabulary import other_pages
from imrcli.vocabulary.lexicon import words_of

_HEAD = 1_500
"""Characters of a page within which a letter's opening stands: below a letterhead, and the line of a fax machine."""
_TITLE_LINES = 8
_LONGEST_TITLE = 90
_FOOTER_PAGE = pattern(
    r"CM\s?[0-9]{2}\s?-\s?[0-9]{7,8}\s{1,40}(?:[Pp]age\s*)?(?P<page>[0-9]{1,2})\b(?!\s*[/.,-]\s*[0-9])"
)
_PAGE_OF = pattern(r"(?:^|\s)(?:[Pp]age\s*)?(?P<page>[0-9]{1,2})\s*(?:of|/)\s*(?P<count>[0-9]{1,2})\s*$", re.MULTILINE)
_EDGE = 160
"""Characters at a page's head and foot where its number is printed."""

_OWN_WORDS = pattern(
    r"(?:Claims\s+Administrator|MAXIMUS)\s+guidelines?\s*:|[Dd]ecision\s+rationale\s*:|Rationale\s+for\s+the\s+Decision"
    r"|Relied\s+Upon\s+by\s+the|RELIED\s+UPON\s+BY|RATIONALE\s+FOR\s+WHY|IMR\s+(?:ISSUES|DECISION)"
    r"|HOW\s+THE\s+IMR\s+FINAL|Regarding\s+the\s+request\s+for|CLINICAL\s+CASE\s+SUMMARY|MEDICAL\s+REVIEWER"
)
"""Words of the forms that letters alone print, on their later pages too."""
_LETTER_WORDS = pattern(r"medically\s+necessary|\bMTUS\b|\bUpheld\b|\bOverturned\b|\bODG\b|\bguidelines\b")
"""Words that a letter's rationale has, and some other papers of the case too."""
_SENTENCE_END = pattern(r"[.!?:;)\]\"”’']\s*$")
_SHINGLE = 5
_SAME = 0.6
"""The share of runs of five words that two printings of a page have in common, a scan of it among them."""


class Page:
    """A page's text, by its index in the file, and what it tells of where it belongs."""

    def __init__(self, index: int, text: str, formats: Sequence[LetterFormat]) -> None:
        self.index = index
        self.text = text
        self._formats = formats

    @cached_property
    def opens(self) -> bool:
        """Whether a letter opens on the page."""
        if self.other:
            return False
        head = self.text[: _HEAD + len(self.text) - len(self.text.lstrip())]
        return any(form.opening and all(words.find(head) for words in form.opening) for form in self._formats)

    @cached_property
    def other(self) -> bool:
        """Whether a title at its head says that the page is another paper."""
        lines = [line.strip() for line in self.text.splitlines() if line.strip()][:_TITLE_LINES]
        return any(_is_title(line) for line in lines if len(line) <= _LONGEST_TITLE)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The case numbers that the page gives as its own, in a table, at a line's start or in a footer."""
        return frozenset(numbered(self.text))

    @cached_property
    def footer_page(self) -> int | None:
        """The number that a footer or a line at the page's edge gives the page within its letter."""
        footer = _FOOTER_PAGE.search(self.text)
        edges = self.text[:_EDGE] + "\n" + self.text[-_EDGE:]
        printed = footer or _PAGE_OF.search(edges)
        return int(printed["page"]) if printed else None

    @cached_property
    def own_words(self) -> bool:
        """Whether words of the forms stand on the page that letters alone print."""
        return _OWN_WORDS.search(self.text) is not None

    @cached_property
    def letter_words(self) -> bool:
        """Whether words stand on the page that a letter's reasons have."""
        return _LETTER_WORDS.search(self.text) is not None

    @cached_property
    def blank(self) -> bool:
        """Whether nothing is printed on the page."""
        return not self.text.strip()

    @cached_property
    def _body(self) -> str:
        """The page's words without lines that hold only its number or its case's."""
        lines = [line for line in self.text.splitlines() if not _is_furniture(line)]
        return value("\n".join(lines))

    @property
    def ends_within(self) -> bool:
        """Whether the page ends within a sentence."""
        return bool(self._body) and not _SENTENCE_END.search(self._body[-12:])

    @property
    def begins_within(self) -> bool:
        """Whether the page begins within a sentence: in lower case."""
        return self._body[:1].islower()

    @cached_property
    def _shingles(self) -> frozenset[tuple[str, ...]]:
        words = words_of(self.text).words
        return frozenset(tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)))

    def is_copy_of(self, other: Page) -> bool:
        """Whether two pages have the same words, or nearly: a scan of one has a few others."""
        if self.blank or other.blank:
            return False
        shared = len(self._shingles & other._shingles)
        return shared >= _SAME * max(len(self._shingles), len(other._shingles))


def join(page: Page, following: Page) -> int:
    """How well a page follows another: 2 in the middle of a sentence, 0 where both may be, -2 where it cannot be."""
    if following.begins_within:
        return 2 if page.ends_within else -2
    return -1 if page.ends_within else 0


def _is_title(line: str) -> bool:
    words = words_of(line)
    longest = other_pages().longest(words, 0)
    return longest is not None and longest[0] >= len(words.words) - 1


def _is_furniture(line: str) -> bool:
    bare = line.strip()
    return bool(re.fullmatch(r"(?:[Pp]age\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?", bare)) or (
        NUMBER.search(bare) is not None
        and len(bare) < _LONGEST_TITLE
        and ":" not in bare[-20:]
        and not bare.startswith("Case")
    )
