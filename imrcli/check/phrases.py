r"""Patterns that are put together from words: a lawyer corrects the words, a programmer the patterns.

In a phrase every space stands for any white space, a line break among it, and ` ?` for none too. `<group>` stands for
any of the words under that heading of `vocabulary/check-words.txt`, where `*` stands for any further letters, `...` for
any words between, and what is in brackets may be left out. Nothing is read or compiled before a phrase is first used.

>>> phrase(r"\b<study> of the knee").search("An MRI of\nthe knee") is not None
True
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, cast

from imrcli.vocabulary import entries

_FILE = "check-words.txt"
_SLOT = re.compile(r"(?<!\(\?P)<([a-z][a-z ]*)>")
_GAP = r"\b[^.;]{0,80}?\b"
"""What `...` between two words stands for: any others, within the clause."""
_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split", "pattern")


class _Phrase:
    """Stands for a compiled pattern, and hands its methods on once it is."""

    def __init__(self, source: str) -> None:
        self._source = source

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(_expanded(self._source), re.IGNORECASE)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def phrase(source: str) -> re.Pattern[str]:
    """A pattern, in any capitals, of the form that this module describes."""
    return cast("re.Pattern[str]", _Phrase(source))


def loose(entries_of_words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of whole words, in any capitals, of entries of the form that a group's words have."""
    words = _by_letter(sorted(map(_word, entries_of_words), key=len, reverse=True))
    return phrase(rf"(?<!\w){words}(?!\w)")


def either(*alternatives: str) -> str:
    """Alternatives of a pattern, as one part of it."""
    return f"(?:{'|'.join(alternatives)})"


@cache
def words_under(group: str) -> frozenset[str]:
    """The words under a heading of the file, as they stand there."""
    return frozenset(_groups()[group])


def _expanded(source: str) -> str:
    spaced = _SLOT.sub(lambda slot: _alternatives(slot[1]), source)
    return spaced.replace(" ?", r"\s*").replace(" ", r"\s+")


@cache
def _groups() -> dict[str, list[str]]:
    return entries(_FILE)


@cache
def _alternatives(group: str) -> str:
    """The words under a heading as one part of a pattern, the longest first."""
    return _by_letter(sorted(map(_word, words_under(group)), key=lambda word: (-len(word), word)))


def _by_letter(words: list[str]) -> str:
    """Alternatives that are told apart by their first letter first, which is quicker and finds the same."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[0].lower(), []).append(word[1:])
    if not all(letter.isalnum() for letter in by_letter) or len(by_letter) == len(words):
        return either(*words)
    return either(*(letter + either(*rests) for letter, rests in by_letter.items()))


def _word(entry: str) -> str:
    """`certif*` as `certif` and any letters, `(the )request` with `the` or without."""
    escaped = re.escape(entry).replace(r"\ ", " ").replace(r"\*", r"\w*").replace(r"\-", r"-?\s*")
    escaped = escaped.replace(r" \.\.\. ", _GAP)
    return escaped.replace(r"\(", "(?:").replace(r"\)", ")?").replace("'", "['’]")
