"""Clauses that speak of something else than the item, as what stands in front of them tells."""

from __future__ import annotations

from imrcli.extract.verdict.clause import Clause
from imrcli.extract.verdict.item import Item
from imrcli.extract.verdict.subject import drugs_in
from imrcli.extract.verdict.word import Word

_LINKED = frozenset({"and", ";", "but"})
_ELSEWHERE = frozenset({"above", "below", "elsewhere", "separately", "item", "issue", "issues"})
_LONGEST_TITLE = 12
"""Words in front of a colon that can name what stands behind it."""


def other_drugs(words: list[Word], clause: Clause, item: Item) -> bool:
    """Whether a pronoun stands for drugs that only an earlier clause names ("Xanax is discussed above, and it")."""
    before = words[: clause.first]
    texts = [word.text for word in before]
    if not item.drugs or _LINKED.isdisjoint(texts[-2:]) or _ELSEWHERE.isdisjoint(texts):
        return False
    named = drugs_in(texts)
    return bool(named) and named.isdisjoint(item.drugs)


def in_guideline(words: list[Word], clause: Clause) -> bool:
    """Whether a clause stands in what a colon gives for a guideline's words ("ODG criteria for ESWT: ...")."""
    colon = next((at for at in range(clause.first - 1, 0, -1) if words[at].text == ":"), 0)
    run = words[max(0, colon - _LONGEST_TITLE) : colon]
    return any(word.plays("guideline") for word in run) and any(word.plays("criteria") for word in run)
