"""The levels of the spine that a verdict is on, against the item's: `L3-L4` judged where `L4-L5` is asked."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from imrcli.check.doubt import Check, Doubt
from imrcli.check.judged import asked
from imrcli.check.phrases import phrase
from imrcli.check.sides import EXTENT
from imrcli.check.subject import MOST_ISSUES, Subject
from imrcli.check.verdict_words import Judgement, judgements
from imrcli.check.wording import shortened

OTHER = Check(
    code="verdict-other-levels",
    severity="medium",
    meaning="The verdict names a level of the spine that the item does not.",
    silent="The item names no level; the levels lie within a range of the item's, or are another item's; the one names"
    " joints (`L4-L5`) and the other nerves or vertebrae (`L3, L4`), and they touch.",
    source="Labor Code 4610.6(h)(5): a plainly erroneous finding of fact",
    matters="the levels in dispute may not be those that were reviewed",
)
CHECKS = (OTHER,)

_LEVEL = phrase(
    r"(?<![\w.])(?P<first>[CTLS])-?(?P<number>\d{1,2})(?![\d.%]|[- ]weighted)"
    r"(?P<rest>(?: ?(?:[-/]|to|through|thru) ?[CTLS]?-?\d{1,2}(?![\d.%]))*)"
)
"""`L4`, `L4-L5`, `L4/5`, `L4-5-S1`, `L3 to S1`"""
_NEXT = phrase(r"(?P<region>[CTLS])?-?(?P<number>\d{1,2})")
_REGIONS = {"C": (0, 8), "T": (7, 12), "L": (19, 5), "S": (24, 5)}
"""For each region of the spine the number before its first vertebra, and how many it has (eight nerves in the neck)."""
_FOLLOWING = {"C": "T", "T": "L", "L": "S"}


class Levels(Struct, frozen=True, gc=False):
    """Levels that some words name: joints by their upper vertebra, and vertebrae or nerves that are named alone."""

    joints: frozenset[int]
    single: frozenset[int]

    @property
    def touched(self) -> frozenset[int]:
        """All vertebrae that are named."""
        return self.single | self.joints | {upper + 1 for upper in self.joints}

    def __bool__(self) -> bool:
        return bool(self.joints or self.single)


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on levels."""
    for place in range(min(len(subject.issues), MOST_ISSUES)):
        wanted = levels_in(asked(subject.issues[place]))
        if wanted and subject.has_own_rationale(place):
            yield from _of_item(subject, place, wanted)


def levels_in(words: str) -> Levels:
    """The levels of the spine that some words name.

    >>> levels_in("L3-L5") == levels_in("L3-4 and L4/5")
    True
    """
    joints: set[int] = set()
    single: set[int] = set()
    for match in _LEVEL.finditer(words):
        region = match["first"].upper()
        run = [_vertebra(region, int(match["number"]))]
        before = int(match["number"])
        for more in _NEXT.finditer(match["rest"]):
            number = int(more["number"])
            region = (more["region"] or "").upper() or (region if number > before else _FOLLOWING.get(region, ""))
            run.append(_vertebra(region, number))
            before = number
        known = [vertebra for vertebra in run if vertebra]
        if len(known) != len(run) or known != sorted(set(known)):
            continue
        if len(known) == 1:
            single.update(known)
        else:
            joints.update(range(known[0], known[-1]))
    return Levels(frozenset(joints), frozenset(single))


def _vertebra(region: str, number: int) -> int:
    """A vertebra's place in the spine, from the neck down; 0 where there is none such."""
    before, count = _REGIONS.get(region, (0, 0))
    # The neck's eighth nerve leaves at its last joint.
    return before + min(number, 7 if region == "C" else count) if 0 < number <= count else 0


def _of_item(subject: Subject, place: int, wanted: Levels) -> Iterator[Doubt]:
    others = [levels_in(asked(issue)) for n, issue in enumerate(subject.issues[:MOST_ISSUES]) if n != place]
    judged = [(judgement, levels_in(subject.quote(*judgement.thing))) for judgement in judgements(subject, place)]
    judged = [(judgement, levels) for judgement, levels in judged if levels]
    for judgement, levels in judged:
        if _beyond(levels, wanted) and not any(other and not _beyond(levels, other) for other in others):
            yield _doubt(OTHER, subject, place, judgement, "names other levels of the spine")
            return
    if judged and not others and _leaves_out([levels for _, levels in judged], wanted):
        yield _doubt(EXTENT, subject, place, judged[-1][0], "is on fewer levels of the spine")


def _beyond(judged: Levels, wanted: Levels) -> bool:
    """Whether levels are not all among others. A joint and a nerve are compared by whether they touch."""
    if (wanted.joints or not judged.joints) and (wanted.single or not judged.single):
        return bool(judged.joints - wanted.joints or judged.single - wanted.touched)
    return judged.touched.isdisjoint(wanted.touched)


def _leaves_out(judged: list[Levels], wanted: Levels) -> bool:
    """Whether verdicts on joints leave out a joint of those asked for, and name no other."""
    if wanted.single or any(levels.single for levels in judged):
        return False
    return bool(wanted.joints - frozenset[int]().union(*(levels.joints for levels in judged)))


def _doubt(check: Check, subject: Subject, place: int, judgement: Judgement, how: str) -> Doubt:
    return check.doubt(
        f"Item {place + 1} is “{subject.issues[place].request}”; its verdict {how}:"
        f" “{shortened(subject.quote(*judgement.verdict))}”",
        subject.in_rationale(place, judgement.verdict),
        subject.request_exhibit(place),
        issue=place,
    )
