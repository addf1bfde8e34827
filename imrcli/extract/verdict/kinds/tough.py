"""What is hard to do: "the denial is, here, impossible to justify"."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import Clause
from imrcli.extract.verdict.clauses.verb_walk import light_left
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.kinds.frames import elliptic


def hard_to(words: list[Word], place: int) -> Clause | None:
    """The clause whose subject is a verb's object behind an adjective: "the denial is, here, impossible to justify"."""
    if place < 3 or words[place - 1].text != "to" or not words[place - 2].plays("deficit"):
        return None
    be = light_left(words, place - 2)
    while be > 0 and words[be].plays("comma"):
        be = light_left(words, be)
    return elliptic(words, be) if be > 0 and words[be].plays("be") else None
