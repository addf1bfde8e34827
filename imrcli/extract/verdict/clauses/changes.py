"""What becomes of a view: "nothing in the appeal changes my view that the brace is not needed"."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import is_break
from imrcli.extract.verdict.clauses.word import Word
from imrcli.vocabulary import entries

CHANGES = frozenset(entries("verdict/changes.txt")[""])
_FARTHEST = 6
"""So many words in front of the view its verb is looked for."""


def change_of(words: list[Word], place: int) -> int:
    """The verb that says what becomes of a view ("nothing changes my view that it is needed"); -1 where none does."""
    for at in range(place - 1, max(-1, place - _FARTHEST), -1):
        if words[at].text in CHANGES:
            return at
        if is_break(words[at]) or words[at].plays("comma"):
            break
    return -1


def own_view(between: list[Word]) -> bool:
    """Whether a view is the reviewer's own: "my view", "moves me from the view"."""
    return any(word.text in ("my", "our", "me", "us") or word.plays("reviewer") for word in between)
