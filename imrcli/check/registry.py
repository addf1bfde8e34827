"""All checks, by family, in the order in which their findings are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from imrcli.check import (
    case_dates,
    chapters,
    cited,
    completeness,
    copies,
    editions,
    facts,
    history,
    judged,
    outcomes,
    records,
    region,
    specialty,
    timing,
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
    Family("Dates", case_dates.CHECKS, case_dates.doubts),
    Family("Records", records.CHECKS, records.doubts),
    Family("Statutory times", timing.CHECKS, timing.doubts),
    Family("The rationale's subject: body part and side", region.CHECKS, region.doubts),
    Family("The rationale's subject: treatment and number", judged.CHECKS, judged.doubts),
    Family("Facts", facts.CHECKS, facts.doubts),
    Family("The treatment's history", history.CHECKS, history.doubts),
    Family("The worker", worker.CHECKS, worker.doubts),
    Family("Guidelines: body part", chapters.CHECKS, chapters.doubts),
    Family("Guidelines: edition", editions.CHECKS, editions.doubts),
    Family("Evidence", cited.CHECKS, cited.doubts),
    Family("The reviewer", specialty.CHECKS, specialty.doubts),
    Family("Copies", copies.CHECKS, copies.doubts),
    Family("Completeness", completeness.CHECKS, completeness.doubts),
)

CHECKS: tuple[Check, ...] = tuple(check for family in FAMILIES for check in family.checks)
