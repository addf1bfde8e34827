"""What becomes of a view, or does not: "nothing changes my view that it is not needed", "I am unable to agree"."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import is_break
from imrcli.extract.verdict.clauses.lexicon import listed
from imrcli.extract.verdict.clauses.word import Word

_FARTHEST = 6
"""So many words in front of the view its verb is looked for."""

_NO_TROUBLE = ("no", "little", "without", "not", "any")
THINKING = ("find", "say", "agree", "show")
"""Roles of verbs that govern what somebody thinks."""

_LISTED = ("approve", "refuse", "support", "recommend", "uphold", "overturn")


def declines(words: list[Word], place: int) -> bool:
    """Whether somebody does not what a verb says: "I am unable to agree", "I decline to say that it is needed"."""
    own = words[place]
    if place < 2 or words[place - 1].text != "to" or not own.plays(*THINKING) or own.plays(*_LISTED):
        return False
    before = words[place - 2]
    return before.plays("refuse") or (before.plays("deficit") and not before.plays("not"))


def hesitates(words: list[Word], place: int) -> bool:
    """Whether somebody hardly does what a verb says: "I hesitate to call it", "I have difficulty in finding it"."""
    own, at = words[place], place - 1
    if place < 2 or not own.plays(*THINKING):
        return False
    if own.text.endswith("ing"):
        at -= words[at].text in ("in", "with")
        spared = any(word.text in _NO_TROUBLE for word in words[max(0, at - 2) : at])  # "no difficulty in finding"
        return at > 0 and words[at].text in listed("trouble") and not spared
    return words[at].text == "to" and words[at - 1].text in listed("hesitating")


def change_of(words: list[Word], place: int) -> int:
    """The verb that says what becomes of a view ("nothing changes my view that it is needed"); -1 where none does."""
    for at in range(place - 1, max(-1, place - _FARTHEST), -1):
        if words[at].text in listed("changes"):
            return at
        if is_break(words[at]) or words[at].plays("comma"):
            break
    return -1


def own_view(between: list[Word]) -> bool:
    """Whether a view is the reviewer's own: "my view", "moves me from the view"."""
    return any(word.text in ("my", "our", "me", "us") or word.plays("reviewer") for word in between)
