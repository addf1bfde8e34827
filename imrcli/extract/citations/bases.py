"""What a statement says that a decision is based on, before it is known what each of these is.

Two kinds of statement: the form's own (`Decision based on MTUS ... . Decision based on Non-MTUS Citation ... and Other
Medical Treatment Guidelines ...`), read here, and sentences (`prose`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from imrcli.extract.citations.openings import Flag
from imrcli.extract.citations.prose import Basis, bases_in_prose
from imrcli.extract.citations.wording import Wording
from imrcli.pattern import pattern

__all__ = ["Basis", "read_bases"]


def read_bases(wording: Wording) -> Iterator[Basis]:
    """The bases that a statement names, in its order."""
    text = wording.text
    labels = list(_LABEL.finditer(text))
    first = labels[0].start() if labels else len(text)
    if first and not _OUTSIDE.search(text, 0, first):
        yield from bases_in_prose(wording, 0, first)
    ends = [label.start() for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=False):
        prose = _PROSE_AGAIN.search(text, label.end(), end)
        yield from _labelled(wording, label.end(), prose.start() if prose else end)
        if prose:
            yield from bases_in_prose(wording, prose.end(), end)


_LABEL = pattern(r"Decision (?:is |was )?based? (?:up)?on ?:? ?(?:the )?(?=[A-Z]|non\b|http|www)")
_PROSE_AGAIN = pattern(r"\. ?(?=(?:The|This) (?:Expert|Claims?|Physician|Professional|Medical|IMR) (?:Rev|Adm))")
_NON_MTUS = pattern(r"[Nn]on ?[-–]? ?MTUS ?(?:[Cc]itations?|[Gg]uidelines?|[Ss]ources?|[Ee]vidence)? ?:? ?")
_OUTSIDE = pattern(r"\boutside (?:of )?the MTUS Guidelines? ?\.? ?$")  # '... on recommendation(s) outside of the MTUS'
_MTUS = pattern(r"(?:CA |California )?MTUS")
_OTHER_LABEL = r"(?:Other Medical Treatment Guidelines?(?: or Medical Evidence)?|Non ?-? ?MTUS Citations?) ?:? ?"
_OTHER = pattern(_OTHER_LABEL)
_NEXT_LABEL = pattern(rf"(?=[ .,;NO])(?: ?[,;]? and | ?[.,;] ?|(?<=\d) ?){_OTHER_LABEL}")


def _labelled(wording: Wording, start: int, end: int) -> Iterator[Basis]:
    text = wording.text
    flag: Flag = ""
    if other := _NON_MTUS.match(text, start, end):
        start, flag = other.end(), "non-mtus"
    if other := _OTHER.match(text, start, end):
        start, flag = other.end(), "non-mtus"
    elif flag == "" and _MTUS.match(text, start, end):
        flag = "labelled"
    at = start
    for label in _NEXT_LABEL.finditer(text, start, end):
        if label.start() > at and not _NONE.match(text, at, label.start()):
            yield Basis(at, label.start(), flag)
        at, flag = label.end(), "non-mtus"
    if not _NONE.match(text, at, end):
        yield Basis(at, end, flag)


_NONE = pattern(
    r" ?(?:n ?/ ?a|none(?: cited| given| provided| available| applicable)?|not applicable|nothing)[ .]*$", re.IGNORECASE
)
"""What stands in a field of the form that was filled in for the sake of it."""
