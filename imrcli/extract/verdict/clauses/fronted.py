"""What opens a clause before its subject: a negative ("by no measure is it"), or its object ("the scan he needs")."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import (
    ACTORS,
    CLAUSE_OPENERS,
    FINITE,
    HELPERS,
    PREPOSITIONS,
    Range,
    is_break,
    is_light,
)
from imrcli.extract.verdict.clauses.word import Word

_LEADS = frozenset({"conclusion", "comma", "and", "contrast"})
"""Roles of words in front of the negative that are no part of it."""

_ADJUNCTS = PREPOSITIONS | {"upon", "through", "among", "in the", "from"}
_DETERMINERS = frozenset(
    ["the", "this", "these", "that", "those", "it", "a", "an", "his", "her", "their", "its", "such"]
)
_FARTHEST = 14
"""So many words on, the helper that a fronted negative draws to itself is looked for."""

_JUDGED = ("necessary", "unnecessary", "favoured", "disfavoured", "granted", "refused")
_NOW = ("is", "are", "remains", "must be", "has become")
_SHORTEST_FORMERLY = 4


def inverted(words: list[Word], first: int, end: int) -> int:
    """The helper that stands in front of its subject because a negative opens the clause; -1 where there is none.

    A negative opens it as an adverb (`nowhere`, `hardly`) or in an adjunct (`on no view of these films`); a clause that
    has a subject in front of its helper is not turned about ("in no distress the patient is").
    """
    while (
        first < end
        and words[first].text != "only"
        and not _LEADS.isdisjoint(words[first].roles)
        and not words[first].plays("no", "not")
    ):
        first += 1
    if first + 1 >= end:
        return -1
    negative = words[first].plays("not", "no") and not words[first].plays("pronoun")
    only = words[first].text == "only" and words[first + 1].text == "by"  # "only by a stretch can it be called so"
    if not (negative or only) and not (words[first].text in _ADJUNCTS and words[first + 1].plays("no", "not")):
        return -1
    adjunct = not negative
    behind = 0
    for at in range(first + 1, min(end, first + _FARTHEST)):
        word, before = words[at], words[at - 1]
        if at < behind:
            continue
        if word.text == ",":  # "on no account, whatever is said, is it needed"
            behind = next((near + 1 for near in range(at + 1, end) if words[near].text == ","), 0)
            if not behind or behind >= end or FINITE.isdisjoint(words[behind].roles):
                return -1
            continue
        if is_break(word) and not word.plays("that", "relative"):
            return -1
        if (
            word.text in _DETERMINERS
            and (adjunct or words[first].text == "no")
            and before.text not in _ADJUNCTS
            and not (only or before.plays("relative"))
        ):
            return -1
        if FINITE.isdisjoint(word.roles) or before.text in CLAUSE_OPENERS or at + 1 >= len(words):
            continue
        return at if words[at + 1].text in _DETERMINERS or not is_light(words[at + 1]) else -1
    return -1


def inverts(words: list[Word], verb: int) -> bool:
    """Whether a verb is a helper that a negative in front of it has drawn to itself."""
    if FINITE.isdisjoint(words[verb].roles):
        return False
    nearest = verb - 1
    if nearest > 0 and words[nearest].text == ",":  # behind an insertion
        nearest = next((near for near in range(nearest - 1, 0, -1) if words[near].text == ","), nearest)
    for first in range(nearest, max(-1, nearest - _FARTHEST), -1):
        if first == 0 or is_break(words[first - 1]) or words[first - 1].plays("comma", "and", "conclusion"):
            if inverted(words, first, verb + 1) == verb:
                return True
            if first and is_break(words[first - 1]) and not words[first - 1].plays("relative", "that"):
                return False
    return False


def fronted_object(words: list[Word], verb: int) -> Range:
    """The object in front of a verb's subject ("the arthrogram she does not need"); (0, 0) where none is there."""
    at = verb - 1
    while at > 0 and not HELPERS.isdisjoint(words[at].roles) and words[at].text not in ACTORS:
        at -= 1
    end = at
    while end > 0 and words[end].text not in CLAUSE_OPENERS and not words[end].plays("reviewer"):
        if is_break(words[end]) or words[end].plays("comma", "and") or words[end].text in PREPOSITIONS:
            return 0, 0
        end -= 1
    first = end
    while first > 0 and not is_break(words[first - 1]) and not words[first - 1].plays("comma", "and", "conclusion"):
        if not FINITE.isdisjoint(words[first - 1].roles):
            return 0, 0
        first -= 1
    bare = first < end and words[end - 1].text not in PREPOSITIONS and words[end - 1].text not in CLAUSE_OPENERS
    return (first, end) if bare and not words[end - 1].plays("say", "find") else (0, 0)


def formerly(words: list[Word]) -> list[Word]:
    """The words, with what an item was once found to be as `it`: "what was unacceptable then is necessary today"."""
    opens = len(words) > _SHORTEST_FORMERLY and words[0].text == "what"
    if not opens or not (words[1].plays("past") or words[1].text == "had to"):
        return words
    be = next((at for at in range(2, len(words)) if words[at].text in _NOW), 0)
    was = words[2:be]
    if not any(word.plays(*_JUDGED) for word in was) or any(word.plays("stop", "comma") for word in was):
        return words
    return [Word("it", words[0].start, words[be - 1].end, frozenset({"pronoun"})), *words[be:]]
