"""The letter's text, made plain without moving a character.

Every repair here keeps the length of the text: a character is replaced by one other, furniture by spaces; the halves
of a broken word change places with the break. Offsets into the plain text are offsets into the document, so nothing
needs a map back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from imrcli.pattern import pattern
from imrcli.text import SOFT

_NOT_PRINTED = pattern(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
"""Control characters. C1 is among them: terminals obey it, and JSON does not escape it."""

_CONTROL = bytes((*range(9), 11, *range(14, 32), 127))
"""Those of ASCII."""

_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
"""Characters of no width, and those that turn the direction of writing."""
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_HYPHENS = "\ufffe\u2010\u2011"
_LINE_ENDS = "\u2028\u2029\x85"
_ODD = dict.fromkeys(_UNSEEN, SOFT) | dict.fromkeys(_SPACES, " ") | dict.fromkeys(_HYPHENS, "-")
_ODD |= dict.fromkeys(_LINE_ENDS, "\n")
_ODD_TABLE = str.maketrans(_ODD)
_ODD_CHARACTER = pattern("[" + "".join(_ODD) + "]")

_BROKEN_AT_LINE = pattern(r"-[ \t]*[\n\f]\s*")
_BROKEN = pattern("\ufffe")
"""What PDFium prints for a hyphen and a line break. Both are looked for by their first sign, together by none."""
_WORD_BEFORE = pattern(r"[^\W\d_]+$")
_WORD_BEHIND = pattern(r"([a-z]{2,})[^\s\w]*")
_SOFT_AT_END = pattern("\u00ad([ \t]*\n\\s*)(\\w+[^\\s\\w]*)")
_MOST_BROKEN = 500
"""Line ends at which a broken word is looked for: more than a letter of many pages has."""


def plain(text: str) -> str:
    r"""The text with line ends as `\\n`, hyphens as hyphens, and nothing that a terminal would obey.

    PDFium prints a hyphen at a line end as U+FFFE and drops the line break; Word's soft hyphens are
    hyphens where they stand inside a line. A word broken at a line end is marked as one word where the
    letter itself prints it unbroken elsewhere; any other hyphen stays.
    """
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    if not text.isascii() and SOFT in text:
        text = _SOFT_AT_END.sub(r"\2 \1", text).replace(SOFT, "-")
    text = _one_word(text)
    if not text.isascii():
        text = text.replace("\ufffe", "-").replace("\u2010", "-").replace("\u2011", "-")
    if _is_printed(text):
        return text
    if _ODD_CHARACTER.search(text):
        text = text.translate(_ODD_TABLE)
    return _NOT_PRINTED.sub(" ", text)


def _is_printed(text: str) -> bool:
    """Whether all of a text is printed, but for line ends: most are of ASCII, which is told in a third of the time."""
    if text.isascii():
        return len(text.encode().translate(None, _CONTROL)) == len(text)
    return text.replace("\n", "").replace("\f", "").isprintable()


def _one_word(text: str) -> str:
    """Put the words together that a line end breaks and that the letter prints unbroken elsewhere.

    The word's second half moves up, the break behind it, so that the text keeps its length.
    """
    parts, at = [], 0
    for broken, end in _broken_words(text):
        parts += [text[at : broken.start()], text[broken.end() : end], " ", broken.group()[1:]]
        at = end
    return "".join([*parts, text[at:]]) if parts else text


def across_furniture(text: str) -> str:
    """Put the words together that a page's end breaks, once the furniture between their halves is blanked.

    The halves stay on their pages: the hyphen gives way to a character that is no part of the word.
    """
    parts, at = [], 0
    for broken, _ in _broken_words(text):
        parts += [text[at : broken.start()], SOFT]
        at = broken.start() + 1
    return "".join([*parts, text[at:]]) if parts else text


def _broken_words(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """The breaks within words that the letter prints unbroken elsewhere, and where each word's second half ends."""
    lowered = ""
    breaks = [*_BROKEN_AT_LINE.finditer(text), *_BROKEN.finditer(text)]
    for broken in sorted(breaks, key=re.Match.start)[:_MOST_BROKEN]:
        first = _WORD_BEFORE.search(text, max(0, broken.start() - 30), broken.start())
        last = _WORD_BEHIND.match(text, broken.end())
        if first and last:
            whole = (first.group() + last.group(1)).lower()
            lowered = lowered or text.lower()
            if len(whole) > 6 and _holds_word(lowered, whole):
                yield broken, last.end()


def _holds_word(text: str, word: str) -> bool:
    """Whether a word stands in a text, and not as a part of another."""
    at = text.find(word)
    while at >= 0:
        beside = text[at - 1 : at] + text[at + len(word) : at + len(word) + 1]
        if not any(sign == "_" or sign.isalnum() for sign in beside):
            return True
        at = text.find(word, at + 1)
    return False
