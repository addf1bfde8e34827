"""The places in a basis at which another source may open: behind separators, and at names that need
none before them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from imrcli.extract.citations.references import addresses
from imrcli.extract.citations.wording import Wording
from imrcli.pattern import pattern

Mark = Literal[",", ";", ".", "/", "and", " "]
"""What stands before a source; a bullet counts as a semicolon, ` ` is nothing but a blank."""

_AND = r"(?:and|AND|&|as well as)"
_PUNCTUATION = rf" ?(?!(?<=\d);[A-Z\d])(?P<mark>[;,•●▪■◦])[;,•●▪■◦]* ?(?P<joined>{_AND} )?"
_STOP = r"(?P<stop>\.)(?: |(?=[A-Z][a-z]{3}|https?:|www\.))"
_BEFORE_NUMBER = r" (?=\(?\d{1,2}[.)] )"  # ' 2. Smith JB'
_PREPOSITION = r"(?:also )?(?:(?:on|upon|from) )?(?P<the>the )?(?P<non>[Nn]on-? ?MTUS )?"
_SEPARATOR = pattern(
    rf"(?=[ ;,•●▪■◦./])(?:{_PUNCTUATION}|{_STOP}| (?P<and>{_AND}) | ?(?P<slash>/)(?! {_AND} ) ?|{_BEFORE_NUMBER})"
    rf"{_PREPOSITION}"
)
_ODG = r"(?=O[fF][a-zA-Z]{3,8} ?Dis[a-z]{4,9} Gu?[a-z])"
_SHORT = r"\b(?=ODG\b|https?:|www\.|ACOEM\b|American College of Occ)"
_INITIALS = r"(?!J\. (?:19|20)\d\d)[A-Z]{1,3}"  # 'Bone Joint J. 2015' is a journal
_AUTHOR = rf"\b(?=[A-Z][a-z]+(?:-[A-Z][a-z]+)? {_INITIALS}[.,] |[A-Z][a-z]+,? et al)"
_NAME = pattern(rf"(?=[A-Zhw])(?<=[ \w)])(?:{_ODG}|{_SHORT}|{_AUTHOR}|\b(?=Chapters?: ?[A-Z]))")
"""Names that open a source wherever they stand: `Braces Campbell WC. Operative orthopaedics`, `MRI ODG Knee`."""


class Joint(Struct, frozen=True, gc=False):
    """A place at which another source may open.

    `joined`: `and` stands behind the mark. `article` is where the word `the` starts before the end, else the end.
    """

    start: int
    end: int
    mark: Mark
    joined: bool
    article: int

    @property
    def divides(self) -> bool:
        """Whether it is of the kind that stands between two sources: a semicolon, or `and` behind a comma."""
        return self.mark == ";" or (self.mark == "," and self.joined)

    @property
    def adds(self) -> bool:
        """Whether it is `and the`, with or without a comma."""
        return self.article < self.end and (self.mark == "and" or self.joined)


def read_joints(wording: Wording, start: int, end: int) -> Iterator[Joint]:
    """The joints in a part of a statement, in its order, outside of brackets and web addresses."""
    text = wording.text
    links = addresses(text, start, end)
    marked = [_joint(match) for match in _SEPARATOR.finditer(text, start, end) if match.end() > match.start()]
    ends = {joint.end for joint in marked} | {joint.article for joint in marked}
    names = (match.start() for match in _NAME.finditer(text, start, end))
    marked += [Joint(at, at, " ", False, at) for at in names if at not in ends]
    for joint in sorted(marked, key=lambda joint: joint.end):
        number = bisect_right(links, (joint.start, 0)) - 1
        linked = number >= 0 and joint.start < links[number][1]
        if not linked and joint.end < end and not wording.bracketed(joint.start):
            yield joint


def _joint(match: re.Match[str]) -> Joint:
    article = match.start("the") if match.group("the") and not match.group("non") else match.end()
    return Joint(match.start(), match.end(), _mark(match), bool(match.group("joined")), article)


def _mark(match: re.Match[str]) -> Mark:
    if mark := match.group("mark"):
        return "," if mark == "," else ";"
    if match.group("stop"):
        return "."
    if match.group("slash"):
        return "/"
    return "and" if match.group("and") else " "
