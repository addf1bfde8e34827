"""One page of a file: whether a letter opens on it, whose case it is of, and how it joins the pages beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Literal

from imrcli.letters import LetterFormat
from imrcli.letters.case_number import NUMBER, numbered
from imrcli.letters.furniture import is_fax_line
from imrcli.packets.papers import LONGEST_TITLE, is_labelled, is_title
from imrcli.pattern import pattern
from imrcli.text import value
from imrcli.vocabulary.lexicon import words_of

_HEAD = 1_500
"""Characters of a page within which a letter's opening stands: below a letterhead, and the line of a fax machine."""
_TITLE_LINES = 8
_FOOTER_PAGE = pattern(
    r"CM\s?[0-9]{2}\s?-\s?[0-9]{7,8}\s{1,40}(?:[Pp]age\s*)?(?P<page>[0-9]{1,2})\b(?!\s*[/.,-]\s*[0-9])"
)
_PAGE_OF = pattern(r"(?:^|\s)(?:[Pp]age\s*)?(?P<page>[0-9]{1,2})\s*(?:of|/)\s*(?P<count>[0-9]{1,2})\s*$", re.MULTILINE)
_EDGE = 160
"""Characters at a page's head and foot where its number is printed."""

_OWN_LABELS = (  # each alternative opens with a letter of its own, by which they are found, which is quick
    r"Claims\s+Administrator\s+guidelines?\s*:|MAXIMUS\s+guidelines?\s*:"
    r"|Decision\s+rationale\s*:|decision\s+rationale\s*:|Relied\s+Upon\s+by\s+the"
)
_OWN_CAPITALS = (
    r"RELIED\s+UPON\s+BY|RATIONALE\s+FOR\s+WHY|HOW\s+THE\s+IMR\s+FINAL|CLINICAL\s+CASE\s+SUMMARY|MEDICAL\s+REVIEWER"
)
_OWN_INTRODUCTIONS = r"Rationale\s+for\s+the\s+Decision|Regarding\s+the\s+request\s+for|IMR\s+(?:ISSUES|DECISION)"
OWN_WORDS = pattern(f"{_OWN_LABELS}|{_OWN_CAPITALS}|{_OWN_INTRODUCTIONS}")
"""Words of the forms that letters alone print, on their later pages too."""
_LETTER_WORDS = pattern(r"medically\s+necessary|\bMTUS\b|\bUpheld\b|\bOverturned\b|\bODG\b|\bguidelines\b")
"""Words that a letter's rationale has, and some other papers of the case too."""
_FIRST = r"Claims\s+Administrator\s+guidelines?\s*:|The\s+Claims\s+Administrator\s+(?:based|did)\b"
_SECOND = r"MAXIMUS\s+guidelines?\s*:|The\s+(?:Expert|Physician)\s+Reviewer\s+(?:based|did|found)\b"
_THIRD = r"[Dd]ecision\s+rationale\s*:|Rationale\s+for\s+the\s+Decision"
_PART_LABEL = pattern(rf"(?P<first>{_FIRST})|(?P<second>{_SECOND})|(?P<third>{_THIRD})")
"""The labels of an item's parts, or the words with which they open; the group tells their order."""
_FOLLOWING = {"first": "second", "second": "third"}
_ISSUES = pattern(r"IMR\s+ISSUES,?\s+DECISIONS|IMR\s+DECISION\(?S?\)?\s+AND\s+RATIONALE")
_DECISION_END = pattern(r"(?:Upheld|Overturned|and\s+appropriate\.)\s*$")
_SENTENCE_END = pattern(r"[.!?:;)\]\"”’']\s*$")
_SHINGLE = 3
_SAME = 0.8
"""The share of runs of three words that two printings of a page have in common, a scan of it among them."""
_EDGE_WORDS = 24
"""Words at a page's beginning and at its end, of which a second copy has most too."""
_SAME_EDGE = 0.5
_MANY_LABELS = 3

End = Literal["sentence", "stop", "decision"]
"""How a page ends: within a sentence, behind one, or behind an item's decision."""
Beginning = Literal["within", "first", "second", "third", "capital"]
"""How a page begins: within a sentence, with the label of an item's first, second or third part, or with another word.
"""

_JOINS: dict[tuple[End, Beginning], int] = {
    ("sentence", "within"): 2,
    ("sentence", "capital"): 0,
    ("sentence", "first"): -1,
    ("sentence", "second"): -2,
    ("sentence", "third"): -2,
    ("stop", "within"): -2,
    ("stop", "capital"): 0,
    ("stop", "first"): -1,
    ("stop", "second"): 1,
    ("stop", "third"): 1,
    ("decision", "within"): -2,
    ("decision", "capital"): -1,
    ("decision", "first"): 2,
    ("decision", "second"): -2,
    ("decision", "third"): -2,
}
"""How well a page follows another: 2 where it must, -2 where it cannot."""


class Page:
    """A page's text, by its index in the file, and what it tells of where it belongs."""

    def __init__(self, index: int, text: str, formats: Sequence[LetterFormat], *, scanned: bool = False) -> None:
        self.index = index
        self.text = text
        self.scanned = scanned
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
        """Whether a title at its head, or the labels of its lines, say that the page is another paper."""
        if self.own_words:
            return False
        lines = [line.strip() for line in self.text.splitlines() if line.strip()]
        if any(is_title(line) for line in lines[:_TITLE_LINES] if len(line) <= LONGEST_TITLE):
            return True
        return sum(map(is_labelled, lines)) >= _MANY_LABELS

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The case numbers that the page gives as its own, in a table, at a line's start or in a footer."""
        return frozenset(numbered(self.text))

    @cached_property
    def footer_page(self) -> int | None:
        """The number that a footer or a line at the page's edge gives the page within its letter."""
        footer = _FOOTER_PAGE.search(self.text)
        lines = f"{self.text[:_EDGE]}\n{self.text[-_EDGE:]}".split("\n")
        edges = "\n".join(line for line in lines if not is_fax_line(line))
        printed = footer or _PAGE_OF.search(edges)
        return int(printed["page"]) if printed else None

    @cached_property
    def own_words(self) -> bool:
        """Whether words of the forms stand on the page that letters alone print."""
        return OWN_WORDS.search(self.text) is not None

    @cached_property
    def opens_issues(self) -> bool:
        """Whether the heading over the disputed treatments stands on the page."""
        return _ISSUES.search(self.text) is not None

    @cached_property
    def has_parts(self) -> bool:
        """Whether a label of a disputed treatment's part stands on the page."""
        return _PART_LABEL.search(self.text) is not None

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

    @cached_property
    def end(self) -> End:
        """How the page ends."""
        tail = self._body[-40:]
        if _DECISION_END.search(tail):
            return "decision"
        return "stop" if _SENTENCE_END.search(tail) else "sentence"

    @cached_property
    def beginning(self) -> Beginning:
        """How the page begins."""
        if self._body[:1].islower():
            return "within"
        label = _PART_LABEL.match(self._body)
        return _part(label) if label else "capital"

    @cached_property
    def last_part(self) -> Beginning | None:
        """The last part of an item whose label stands on the page; None without one."""
        labels = list(_PART_LABEL.finditer(self._body))
        return _part(labels[-1]) if labels else None

    @cached_property
    def _words(self) -> Sequence[str]:
        return words_of(self._body).words

    @cached_property
    def _runs(self) -> frozenset[tuple[str, ...]]:
        return _runs(self._words)

    def is_copy_of(self, other: Page) -> bool:
        """Whether two pages have the same words, or nearly: a scan of one has a few others.

        Two pages of a letter may repeat one long reason for two treatments; they begin and end with different words.
        """
        if self.blank or other.blank or self.numbers != other.numbers:
            return False
        if not (self.scanned or other.scanned):
            return self._body == other._body
        return (
            _alike(self._runs, other._runs, _SAME)
            and _alike(_runs(self._words[:_EDGE_WORDS]), _runs(other._words[:_EDGE_WORDS]), _SAME_EDGE)
            and _alike(_runs(self._words[-_EDGE_WORDS:]), _runs(other._words[-_EDGE_WORDS:]), _SAME_EDGE)
        )


def join(page: Page, following: Page) -> int:
    """How well a page follows another: 2 where it must, -2 where it cannot."""
    beginning = following.beginning
    if beginning in ("second", "third"):
        # An item's later part stands behind its earlier one, so never right behind a first page that has no items.
        out_of_turn = _FOLLOWING.get(page.last_part) != beginning if page.last_part else page.opens
        if out_of_turn:
            return -2
    return _JOINS[page.end, beginning]


def _part(label: re.Match[str]) -> Beginning:
    """Which of an item's parts a label opens."""
    if label["first"]:
        return "first"
    return "second" if label["second"] else "third"


def _runs(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """All runs of three words."""
    return frozenset(tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)))


def _alike(runs: frozenset[tuple[str, ...]], others: frozenset[tuple[str, ...]], share: float) -> bool:
    return len(runs & others) >= share * max(len(runs), len(others))


def _is_furniture(line: str) -> bool:
    bare = line.strip()
    return (
        is_fax_line(bare)
        or bool(re.fullmatch(r"(?:[Pp]age\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?", bare))
        or (
            NUMBER.search(bare) is not None
            and len(bare) < LONGEST_TITLE
            and ":" not in bare[-20:]
            and not bare.startswith("Case")
        )
    )
