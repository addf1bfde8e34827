"""What a verb of deciding is on: the words behind it, or those that a relative stands for."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import FINITE, Range, antecedent, is_break, run_end
from imrcli.extract.verdict.clauses.word import Word

VERBS = frozenset({"approve", "refuse", "uphold", "overturn", "agree", "disagree", "persuade"})
_DECIDING = ("approve", "refuse", "uphold", "overturn")
VERBS |= {"recommend", "ruling", "meet", "support", "oppose"}


def object_end(words: list[Word], place: int) -> int:
    """Where the object of a verb ends."""
    for at in range(place + 1, len(words)):
        word = words[at]
        if at == place + 1 and words[place].plays(*_DECIDING) and _points(words, at):
            continue
        if at == place + 2 and words[at - 1].text == "with" and _points(words, at):
            continue  # "I agree with that finding"
        if is_break(word) or word.plays("comma", "regarding"):
            return at
        if word.plays("and") and at + 1 < len(words) and words[at + 1].plays(*VERBS):
            return at
    return len(words)


def _points(words: list[Word], at: int) -> bool:
    """Whether `that` stands in front of a noun, and opens no clause ("I reject that modification")."""
    if words[at].text != "that":
        return False
    return all(FINITE.isdisjoint(word.roles) for word in words[at + 1 : run_end(words, at + 1, "stop")])


def relative_object(words: list[Word], place: int) -> Range | None:
    """The object of a verb that a relative stands for: "cut to thirty, which I certify"."""
    at = place - 1
    while at > 0 and words[at].plays("reviewer", "do", "would", "can", "will", "adverb", "conclusion", "not"):
        at -= 1
    return antecedent(words, at) if at > 0 and words[at].plays("relative", "that") else None
