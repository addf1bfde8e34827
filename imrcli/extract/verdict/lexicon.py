"""The words that a verdict is made of, and the parts they play: read from `vocabulary/verdict/`.

The engine asks a word for its roles and knows none of the words itself, so that what a new writer says differently is
added to a list. `ROLES` are the headings of those lists; a heading that is none of them is an error of the files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from msgspec import Struct

from imrcli.vocabulary import entries

Roles = frozenset[str]

NONE: Roles = frozenset()

_FILES = ("verdicts", "actions", "links", "speakers", "subjects")
_VOWELS = re.compile(r"[aeiou]")
_TWICE = re.compile(r"(.)\1+")
_SHORTEST_MISSPELT = 6

ROLES = frozenset(
    [
        "necessary",
        "unnecessary",
        "granted",
        "refused",
        "upheld",
        "overturned",
        "favoured",
        "disfavoured",
        "conforms",
        "shown",
        "wanting",
        "partly",
        "approve",
        "refuse",
        "uphold",
        "overturn",
        "agree",
        "disagree",
        "recommend",
        "meet",
        "support",
        "show",
        "find",
        "say",
        "make",
        "doubt",
        "wrong",
        "right",
        "be",
        "past",
        "have",
        "do",
        "to",
        "not",
        "no",
        "deficit",
        "would",
        "may",
        "should",
        "will",
        "can",
        "must",
        "that",
        "whether",
        "condition",
        "exception",
        "occasion",
        "concession",
        "contrast",
        "reason",
        "conclusion",
        "relative",
        "and",
        "as",
        "adverb",
        "here",
        "general",
        "by",
        "according",
        "past_marks",
        "neutral",
        "reviewer",
        "administrator",
        "provider",
        "person",
        "guideline",
        "evidence",
        "request",
        "pronoun",
        "prior",
        "other",
        "future",
        "denial",
        "grant",
        "need",
        "want",
        "criteria",
        "topic",
        "advice",
        "generic",
        "again",
        "surgery",
        "unit",
        "part",
        "modifier",
    ]
)


class Lexicon(Struct, frozen=True, gc=False):
    """Expressions by their first word, the longest first: the words behind the first, and the expression's roles."""

    expressions: dict[str, tuple[tuple[tuple[str, ...], Roles], ...]]

    def opening(self, word: str) -> tuple[tuple[tuple[str, ...], Roles], ...]:
        """The expressions that open with a word."""
        return self.expressions.get(word, ())


@cache
def lexicon() -> Lexicon:
    """All expressions of the lists."""
    roles: dict[str, set[str]] = {}
    for name in _FILES:
        for heading, lines in entries(f"verdict/{name}.txt").items():
            role = heading.replace(" ", "_")
            if lines and role not in ROLES:
                raise ValueError(f"verdict/{name}.txt: [{heading}] is no role")
            for line in lines:
                roles.setdefault(line, set()).add(role)
    found: dict[str, list[tuple[tuple[str, ...], Roles]]] = {}
    for line, names in roles.items():
        first, *rest = line.split()
        found.setdefault(first, []).append((tuple(rest), frozenset(names)))
    ordered = {first: tuple(sorted(group, key=lambda entry: -len(entry[0]))) for first, group in found.items()}
    return Lexicon(ordered)


def words_with(*roles: str) -> Iterator[str]:
    """The expressions that have any of these roles, for prefilters made of the lists themselves."""
    wanted = frozenset(roles)
    for first, group in lexicon().expressions.items():
        for rest, names in group:
            if not wanted.isdisjoint(names):
                yield " ".join((first, *rest))


@cache
def numbers() -> dict[str, str]:
    """Numbers in words, and the same in digits."""
    pairs = (line.split(": ") for line in entries("verdict/numbers.txt")[""])
    return dict((word, digits) for word, digits in pairs)


# --- misprints ---------------------------------------------------------------------------------------------


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    pairs = (line.split(": ", 1) for line in entries("verdict/spelling.txt")["forms"])
    return {printed: tuple(meant.split()) for printed, meant in pairs}


@cache
def _glued() -> re.Pattern[str]:
    words = sorted(entries("verdict/spelling.txt")["glued"], key=len, reverse=True)
    return re.compile("|".join(words))


@cache
def _letters() -> dict[str, str]:
    """First letter and consonants of a misspelt word, and the word that is meant."""
    found = {}
    for line in entries("verdict/spelling.txt")["letters"]:
        word, shapes = line.split(": ")
        found |= {word[0] + shape: word for shape in shapes.split()}
    return found


@lru_cache(maxsize=4096)
def spelt(word: str) -> tuple[str, ...]:
    """The word or words that a printed word in lower case stands for: `isn't` is `is not`, `necesary` `necessary`.

    >>> spelt("notmedically"), spelt("isn't"), spelt("neccessary"), spelt("norco")
    (('not', 'medically'), ('is', 'not'), ('necessary',), ('norco',))
    """
    known = _forms().get(word)
    if known:
        return known
    if word.endswith("n't"):
        return ({"ca": "can", "wo": "will", "sha": "shall"}.get(word[:-3], word[:-3]), "not")
    if word.startswith(("not-", "non-")) and word[4:] in ("necessary", "medically", "warranted", "indicated"):
        return ("not", word[4:])
    if lexicon().opening(word):
        return (word,)
    apart = _glued().findall(word)
    if len(apart) > 1 and sum(map(len, apart)) == len(word):
        return tuple(apart)
    if len(word) >= _SHORTEST_MISSPELT:
        shape = _TWICE.sub(r"\1", _VOWELS.sub("", word[1:] if word[0] in "aeiou" else word))
        meant = _letters().get(word[0] + shape)
        if meant:
            return (meant,)
    return (word,)
