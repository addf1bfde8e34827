"""A statement while it is read: its words, its brackets, and entries of vocabularies that stand at its offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from imrcli.pattern import pattern
from imrcli.text import Span
from imrcli.vocabulary.lexicon import Lexicon, Words, words_of
from imrcli.vocabulary.title_words import as_in_titles

GUIDELINES = r"G[ui]{1,2}l?d[elina]{4,6}s?"
"""`Guidelines`, `Guideline`, and how they are mistyped: `Guidlines`, `Guidelnes`."""

_BRACKET = pattern(r"[()\[\]]")
_GLUED = pattern(r"(?:Guidelines?|Complaints|Conditions|Disorders|Treatment|MTUS)(?=[A-Z][a-z])")
_SIGNS = "®™"
_BEFORE = ' (["“\n\xa0'
BLANK = " \t\n\xa0"
SEPARATORS = BLANK + ",;:.-–—"


class Entry(Struct, frozen=True, gc=False):
    """An entry of a vocabulary in a text: where it starts and ends, and the heading that it stands under."""

    start: int
    end: int
    heading: str


def _unglued(text: str, words: Words) -> Words:
    """The words of a text, where the last word of a title is glued to the next: `Treatment GuidelinesOpioids`."""
    if _GLUED.search(text) is None:
        return words
    cuts = [match.end() for match in _GLUED.finditer(text)]
    starts, ends = sorted({*words.starts, *cuts}), sorted({*words.ends, *cuts})
    spans = list(zip(starts, ends, strict=True))
    known = dict(zip(zip(words.starts, words.ends, strict=True), words.words, strict=True))
    return Words([known.get(span) or text[span[0] : span[1]].lower() for span in spans], starts, ends)


def _spelt(words: Words) -> Words:
    """The words of a text, as titles spell them."""
    spelt = [as_in_titles(word) for word in words.words]
    return words if spelt == words.words else Words(spelt, words.starts, words.ends)


def _brackets(text: str) -> tuple[list[int], list[int], int]:
    """Where the outermost brackets open and close, and where one opens that is never closed (else the end)."""
    opened: list[int] = []
    pairs: list[Span] = []
    for match in _BRACKET.finditer(text):
        if match.group() in "([":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, match.start()))
    unclosed = opened[-1] if opened else len(text)
    return [start for start, _ in pairs], [end for _, end in pairs], unclosed


class Wording:
    """A statement's text, whose parts are given by offsets throughout."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = _spelt(_unglued(text, words_of(text)))
        self._opens, self._closes, self._unclosed = _brackets(text)

    def bracketed(self, at: int) -> bool:
        """Whether an offset stands inside brackets that open before it and close behind it."""
        number = bisect_right(self._opens, at - 1) - 1
        return number >= 0 and at <= self._closes[number]

    def unclosed(self, at: int) -> bool:
        """Whether an offset stands behind a bracket that is never closed."""
        return at > self._unclosed

    def bracket_end(self, at: int) -> int:
        """Where a bracket closes that opens at an offset: behind it; the offset itself where none opens."""
        number = bisect_right(self._opens, at) - 1
        return self._closes[number] + 1 if number >= 0 and self._opens[number] == at else at

    def entries(self, lexicon: Lexicon, at: int, end: int) -> Iterator[Entry]:
        """A vocabulary's entries that open at an offset, longest first, and end before `end`.

        Blanks, quotes and an opening bracket may stand before the first word. A sign (`®`) or a closing bracket
        behind the last one is the entry's if the entry's own words need it; none ends inside a bracket that it opens.
        """
        words = self.words
        number = words.at(at)
        if number >= len(words.starts):
            return
        start = words.starts[number]
        if start >= end or (start > at and self.text[at:start].strip(_BEFORE)):
            return
        for size, heading in lexicon.matches(words, number):
            stop = self._closed(start, words.ends[number + size - 1])
            if stop <= end and not (self.bracketed(stop) and not self.bracketed(start)):
                yield Entry(start, stop, heading)

    def entry(self, lexicon: Lexicon, at: int, end: int) -> Entry | None:
        """The longest entry of a vocabulary that opens at an offset (see `entries`)."""
        words, number = self.words.words, self.words.at(at)
        if number >= len(words) or not lexicon.entries(words[number]):  # as at most offsets
            return None
        return next(self.entries(lexicon, at, end), None)

    def _closed(self, start: int, end: int) -> int:
        """The end of an entry with the sign and the bracket that belong to its last word."""
        text = self.text
        while end < len(text) and text[end] in _SIGNS:
            end += 1
        if text[end : end + 1] not in (")", "]"):
            return end
        while end < len(text) and text[end] in ")]" and "(" in text[start:end] and self.bracketed(end):
            opened = text.count("(", start, end) + text.count("[", start, end)
            if text.count(")", start, end) + text.count("]", start, end) >= opened:
                break
            end += 1
        return end

    def trim(self, start: int, end: int, tails: tuple[str, ...] = (" and", " AND", " as well as", " the")) -> Span:
        """A part without separators around it, nor words behind it that only join it to what follows."""
        text = self.text
        while start < end and text[start] in SEPARATORS:
            start += 1
        while start < end:
            if text[end - 1] in SEPARATORS:
                end -= 1
            elif text.endswith(tails, start, end):
                end -= next(len(tail) for tail in tails if text.endswith(tail, start, end))
            else:
                break
        return start, end
