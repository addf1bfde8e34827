"""Tells other papers by their titles and by the labels of their lines: applications, denials, records, faxes, mail."""

from __future__ import annotations

from imrcli.pattern import pattern
from imrcli.vocabulary import message_openings, other_page_labels, other_page_titles
from imrcli.vocabulary.lexicon import words_of

LONGEST_TITLE = 90
"""Characters. A longer line is no title."""

_MOST_OF_TITLE = 0.6
"""The share of a line's words that a title in it has at least."""

_LABEL = pattern(r"[A-Z][\w.# '-]{0,40}(?=:)")


def is_title(line: str, *, opens: bool = False) -> bool:
    """Whether most of a line is the title of another paper; with `opens`, whether the line opens with one."""
    words = words_of(line)
    if opens and other_page_titles().longest(words, 0) is not None:
        return True
    titles = (other_page_titles().longest(words, at) for at in range(len(words.words)))
    return any(title is not None and title[0] >= _MOST_OF_TITLE * len(words.words) for title in titles)


def is_labelled(line: str) -> bool:
    """Whether a line opens with a label that such papers have."""
    label = _LABEL.match(line)
    if label is None:
        return False
    words = words_of(label.group())
    longest = other_page_labels().longest(words, 0)
    return longest is not None and longest[0] == len(words.words)


def is_greeting(line: str) -> bool:
    """Whether a line opens a message from one person to another."""
    return message_openings().longest(words_of(line), 0) is not None
