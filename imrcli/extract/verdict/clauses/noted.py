"""Decisions that end a note: "3 yrs use, cannot approve", "1 tube only, ok to dispense", "NWB, recommend approval"."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import Clause, Range, is_break
from imrcli.extract.verdict.clauses.word import Word

_BEFORE_VERB = ("adverb", "not", "can", "would", "will", "should", "to", "deficit", "favoured", "disfavoured", "here")
_TURNING = ("not", "deficit", "disfavoured")
_PARTIES_WORDS = """
administrator provider guideline reviewer person past_marks relative condition say find that whether
"""
_PARTIES = tuple(_PARTIES_WORDS.split())
_THEY = ("they", "it", "you", "those", "these", "there", "to")
_BARE_WORDS = """
approve certify authorize authorise allow grant recommend deny non-certify uphold overturn refuse reject
rec
"""
_BARE = tuple(_BARE_WORDS.split())


def in_note(words: list[Word], place: int, thing: Range) -> Clause | None:
    """The clause of a verb that a comma parts from a note, with helpers and nothing else in front; None for others."""
    word = words[place]
    alone = thing[0] == thing[1]
    named = word.plays("recommend") and thing[1] - thing[0] <= 2 and any(w.plays("grant") for w in words[slice(*thing)])
    if word.text not in _BARE or not (alone or named):
        return None
    if thing[1] < len(words) and not words[thing[1]].plays("stop", "comma"):
        return None
    left = place - 1
    while left >= 0 and words[left].plays(*_BEFORE_VERB) and not words[left].plays("conclusion"):
        left -= 1
    if left < 1 or not words[left].plays("comma") or words[left].text not in (",", ")", "]"):
        return None
    start = left
    while start and not words[start - 1].plays("stop"):
        start -= 1
    note = words[start:left]
    verbs = any(is_break(near) or near.plays(*_PARTIES) or near.text in _THEY for near in note)
    if verbs or any(near.plays("be", "do", "have", "must", "may") for near in note):
        return None
    turned = sum(near.plays(*_TURNING) for near in words[left + 1 : place])
    return Clause(first=left + 1, sign=-1 if turned % 2 else 1)
