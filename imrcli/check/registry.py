"""All checks, by family, in the order in which their findings are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from imrcli.check import (
    absent,
    amounts,
    case_dates,
    chapters,
    cited,
    complaints,
    completeness,
    copies,
    criteria,
    dosing,
    durations,
    editions,
    examined,
    history,
    impossible,
    judged,
    levels,
    morphine,
    outcomes,
    reasons,
    records,
    region,
    sides,
    specialty,
    timing,
    work_status,
    worker,
)
from imrcli.check.doubt import Check, Doubt
from imrcli.check.subject import Subject


class Family(Struct, frozen=True, gc=False):
    """Checks on one subject: what they are called together, what they declare, and what raises their doubts."""

    name: str
    checks: tuple[Check, ...]
    examine: Callable[[Subject], Iterator[Doubt]]


FAMILIES: tuple[Family, ...] = (
    Family("The outcome", outcomes.CHECKS, outcomes.doubts),
    Family("The reasons", reasons.CHECKS, reasons.doubts),
    Family("Dates", case_dates.CHECKS, case_dates.doubts),
    Family("Dates that cannot be", impossible.CHECKS, impossible.doubts),
    Family("Records", records.CHECKS, records.doubts),
    Family("Statutory times", timing.CHECKS, timing.doubts),
    Family("What is judged: body part", region.CHECKS, region.doubts),
    Family("What is judged: side", sides.CHECKS, sides.doubts),
    Family("What is judged: level of the spine", levels.CHECKS, levels.doubts),
    Family("What is judged: treatment", judged.CHECKS, judged.doubts),
    Family("What is judged: number", amounts.CHECKS, amounts.doubts),
    Family("Drugs: strength and count", dosing.CHECKS, dosing.doubts),
    Family("Drugs: daily dose of opioids", morphine.CHECKS, morphine.doubts),
    Family("Facts", absent.CHECKS, absent.doubts),
    Family("Complaints", complaints.CHECKS, complaints.doubts),
    Family("The examination", examined.CHECKS, examined.doubts),
    Family("Lengths of time", durations.CHECKS, durations.doubts),
    Family("The treatment's history", history.CHECKS, history.doubts),
    Family("The worker's work", work_status.CHECKS, work_status.doubts),
    Family("The worker", worker.CHECKS, worker.doubts),
    Family("Guidelines: treatment", criteria.CHECKS, criteria.doubts),
    Family("Guidelines: body part", chapters.CHECKS, chapters.doubts),
    Family("Guidelines: edition", editions.CHECKS, editions.doubts),
    Family("Evidence", cited.CHECKS, cited.doubts),
    Family("The reviewer", specialty.CHECKS, specialty.doubts),
    Family("Copies", copies.CHECKS, copies.doubts),
    Family("Completeness", completeness.CHECKS, completeness.doubts),
)

CHECKS: tuple[Check, ...] = tuple(check for family in FAMILIES for check in family.checks)

_GRAVITY = {"high": 0, "medium": 1, "low": 2}
_OF_ONE_VERDICT = frozenset(
    check.code for family in FAMILIES if family.name.startswith("What is judged") for check in family.checks
)


def distinct(doubts: list[Doubt]) -> list[Doubt]:
    """The doubts, but of those that question the same words of an item's verdict only the gravest."""
    kept: list[Doubt] = []
    for doubt in sorted(doubts, key=lambda doubt: _GRAVITY[doubt.severity]):
        if not any(_same_words(doubt, other) for other in kept):
            kept.append(doubt)
    return [doubt for doubt in doubts if doubt in kept]


def _same_words(doubt: Doubt, other: Doubt) -> bool:
    if doubt.issue != other.issue or not {doubt.code, other.code} <= _OF_ONE_VERDICT:
        return False
    if not doubt.exhibits or not other.exhibits:
        return False
    first, second = doubt.exhibits[0], other.exhibits[0]
    return first.start < second.end and second.start < first.end
