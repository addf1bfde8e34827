"""Which diagnoses a text names (diagnoses.txt)."""

from __future__ import annotations

from functools import cache, lru_cache

from imrcli.vocabulary.keyed import keyed
from imrcli.vocabulary.lexicon import words_of

_FILE = "diagnoses.txt"
_SHORTEST_PLURAL = 4
_DENIALS = frozenset(["no", "not", "without", "denies", "denied", "deny", "negative", "nor", "absent"])
_RULED_OUT = ("rule", "ruled")
_REACH = 4
"""Words before a diagnosis in which a denial of it stands."""


@lru_cache(maxsize=64)
def diagnoses_in(text: str | None) -> tuple[str, ...]:
    """The diagnoses that a text names, in its order, each once; those that it denies are left out.

    >>> diagnoses_in("Diagnoses: lumbar radiculopathy, left knee meniscal tears. There is no myelopathy.")
    ('radiculopathy', 'meniscal tear')
    """
    printed = words_of(text or "")
    words = [_singular(part) for part in printed.words]
    named: dict[str, None] = {}
    at = 0
    while at < len(words):
        size, diagnosis = _longest(words, at)
        if size and not _denied(text or "", printed.starts, words, at):
            named[diagnosis] = None
        at += size or 1
    return tuple(named)


def _denied(text: str, starts: list[int], words: list[str], at: int) -> bool:
    """Whether a word shortly before, in the same sentence, denies what is named at a place."""
    first = max(0, at - _REACH)
    between = text[starts[first] : starts[at]]
    reach = first + sum(starts[number] - starts[first] <= between.rfind(".") for number in range(first, at))
    before = words[reach:at]
    return not _DENIALS.isdisjoint(before) or any(word in before for word in _RULED_OUT)


def _longest(words: list[str], at: int) -> tuple[int, str]:
    for name, diagnosis in _names().get(words[at], ()):
        if tuple(words[at : at + len(name)]) == name:
            return len(name), diagnosis
    return 0, ""


def _singular(word: str) -> str:
    plural = len(word) >= _SHORTEST_PLURAL and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural else word


@cache
def _names() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """By first word: the words of each name, longest first, and the diagnosis."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for diagnosis, about in keyed(_FILE).items():
        for printed in about["words"]:
            name = tuple(map(_singular, words_of(printed).words))
            by_first.setdefault(name[0], []).append((name, diagnosis))
    for names in by_first.values():
        names.sort(key=lambda name: -len(name[0]))
    return by_first
