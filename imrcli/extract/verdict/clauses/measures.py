"""Verbs that measure an item: it exceeds what is needed, falls outside the guideline, stays within it."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.word import Word

_OVER = ("beyond", "outside", "past", "above", "over", "than")
_WITHIN = ("within", "inside")
_BY_THEMSELVES = ("exceed", "surpass", "over", "out", "transcend")
"""How verbs begin that need no `beyond` behind them."""

_FAR = ("far", "much", "well", "considerably", "rather", "a lot", "way")
_NO_MORE = ("no more than", "not more than")


def measuring(words: list[Word], what: int, at: int) -> tuple[int, bool]:
    """The verb in front of what is needed, and whether the item passes it; -1 where nothing is measured."""
    word = words[at]
    joined = words[what].text.startswith("than")
    if word.text in _NO_MORE:
        return (at - 1, False) if words[at - 1].plays("be", "passes") else (-1, False)
    if word.plays("be") and not joined:
        return at, False
    if joined or word.text == "than":
        more = next((near for near in range(what - 1, max(-1, what - 4), -1) if words[near].text == "more"), -1)
        if more < 1:
            return -1, False
        before = more - 1
        none = words[before].plays("no", "not") and not words[before].plays("be")
        if none:
            before -= 1
        while before > 0 and (words[before].plays("adverb") or words[before].text in _FAR):
            before -= 1
        return (before, not none) if words[before].plays("be") else (-1, False)
    last = word.text.rpartition(" ")[2]
    if word.plays("outrun") and last != word.text and last in (*_OVER, *_WITHIN):  # "falls outside", in one piece
        return at, last in _OVER
    if word.text in _OVER or word.text in _WITHIN:
        over = word.text in _OVER
        at -= 1
        while at > 0 and (words[at].plays("adverb") or words[at].text in _FAR):
            at -= 1
        return (at, over) if words[at].plays("passes", "be") else (-1, False)
    alone = word.plays("passes") and word.text.startswith(_BY_THEMSELVES)
    return (at, True) if alone else (-1, False)


def passes_what(words: list[Word], verb: int) -> tuple[int, bool]:
    """Where what an item passes starts behind its verb, and whether it goes over it; -1 where it passes nothing."""
    word = words[verb]
    last = word.text.rpartition(" ")[2]
    if last != word.text and last in (*_OVER, *_WITHIN):  # "falls outside", in one piece
        return verb + 1, last in _OVER
    at = verb + 1
    while at < len(words) and (words[at].plays("adverb") or words[at].text in _FAR):
        at += 1
    if at < len(words) and words[at].text in (*_OVER, *_WITHIN):
        return at + 1, words[at].text in _OVER
    alone = word.plays("passes") and word.text.startswith(_BY_THEMSELVES)
    return (verb + 1, True) if alone else (-1, False)
