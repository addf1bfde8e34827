"""Words of recommending that are a guideline's or a label's own, and decide nothing of this case."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import Clause
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject

_DEFINITE = ("the", "this", "these", "such", "another")
_OF_THIS = ("the", "this", "light", "view")


def is_advice(words: list[Word], place: int, clause: Clause, subject: Subject, sign: int) -> bool:
    """Whether a word of verdict is a guideline's or a label's own (`is recommended`, `it is indicated for`)."""
    word = words[place]
    behind = [near.text for near in words[place + 1 : place + 3]]
    if not clause.verb and subject.is_named and clause.subject[0] < clause.subject[1] and _ends(words, place):
        return False  # "Plugs recommended; emulsion not recommended at present."
    if word.text in ("recommended", "advised") and "can" not in clause.modals:
        first, end = clause.subject
        definite = first < end and words[first].text in _DEFINITE
        return not (definite and (not behind or words[place + 1].plays("stop", "generic")))
    if len(behind) > 1 and behind[0] == "in" and behind[1] in _OF_THIS:
        return False  # "is indicated in the face of a deficit"
    if word.text != "indicated" or not behind or behind[0] not in ("for", "in", "as"):
        return False
    pointed = len(behind) > 1 and words[place + 2].plays("pronoun", "person")
    return (sign > 0 and not pointed) or subject.reference == "pronoun"


def _ends(words: list[Word], place: int) -> bool:
    """Whether nothing but words for this case follows in a note's clause."""
    rest = next((word for word in words[place + 1 :] if not word.plays("here")), None)
    return rest is None or rest.plays("stop")
