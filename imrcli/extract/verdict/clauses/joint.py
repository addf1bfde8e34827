"""Whose verb stands behind `and`: "I see the point, and find it needed", "I therefore follow it and deem it needed"."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import FINITE, SPEAKERS, is_break
from imrcli.extract.verdict.clauses.word import Word

_PARTICIPLES = ("finding", "holding", "stating", "concluding", "determining", "ruling")


def shares_subject(words: list[Word], place: int) -> bool:
    """Whether a verb of judging behind a comma and `and` has the subject of a verb before ("I see X, and find Y")."""
    before = place - 1
    if before > 0 and words[before].plays("comma") and words[place].text in _PARTICIPLES:
        return True
    while before > 0 and words[before].plays("conclusion", "adverb", "do", "not"):
        before -= 1
    judging = words[place].plays("find", "say") and not words[place].plays("show", "agree", "disagree")
    if not judging or before <= 0 or not words[before].plays("and"):
        return False
    return words[before - 1].plays("comma") or _sides_with(words, before)


def _sides_with(words: list[Word], joint: int) -> bool:
    """Whether the verb in front of `and` agrees or disagrees with somebody ("I disagree with UR and find it so")."""
    for at in range(joint - 1, 0, -1):
        if is_break(words[at]) or words[at].plays("comma"):
            return False
        if words[at].plays("agree", "disagree"):
            return at + 1 < joint
    return False


def shared_speaker(words: list[Word], place: int) -> str:
    """Whose verb opens the part of a sentence in which a verb stands."""
    speaker = ""
    for at in range(place - 1, -1, -1):
        if words[at].plays("stop"):
            break
        speaker = next((role for role in SPEAKERS if role in words[at].roles), speaker)
    return "others" if speaker == "person" else speaker


def acts_on(words: list[Word], place: int) -> bool:
    """Whether a verb of judging behind a bare `and` is the reviewer's second one: "I apply that rule and find"."""
    joint = place - 1
    while joint > 0 and words[joint].plays("conclusion", "adverb"):
        joint -= 1
    if words[joint].text != "and" or not words[place].plays("find"):
        return False
    for at in range(joint - 1, -1, -1):
        if words[at].text in ("i", "we"):
            return True
        if words[at].plays("comma", *SPEAKERS) or (is_break(words[at]) and not words[at].plays("that")):
            return False
        if not FINITE.isdisjoint(words[at].roles):
            return False
    return False
