"""All checks, by family, in the order in which their findings are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from imrcli.check import (
    completeness,
    copies,
    credentials,
    dates,
    editions,
    evidence,
    facts,
    guidelines,
    history,
    outcomes,
    rationale,
    records,
    timing,
    treatment,
    worker,
)
from imrcli.check.finding import Check, Finding
from imrcli.check.reading import Reading

Find = Callable[[Reading], Iterator[Finding]]

FAMILIES: tuple[tuple[str, tuple[Check, ...], Find], ...] = (
    ("The outcome", outcomes.CHECKS, outcomes.find),
    ("Dates", dates.CHECKS, dates.find),
    ("Records", records.CHECKS, records.find),
    ("Statutory times", timing.CHECKS, timing.find),
    ("The rationale's subject: body part and side", rationale.CHECKS, rationale.find),
    ("The rationale's subject: treatment and number", treatment.CHECKS, treatment.find),
    ("Facts", facts.CHECKS, facts.find),
    ("The treatment's history", history.CHECKS, history.find),
    ("The worker", worker.CHECKS, worker.find),
    ("Guidelines: body part", guidelines.CHECKS, guidelines.find),
    ("Guidelines: edition", editions.CHECKS, editions.find),
    ("Evidence", evidence.CHECKS, evidence.find),
    ("The reviewer", credentials.CHECKS, credentials.find),
    ("Copies", copies.CHECKS, copies.find),
    ("Completeness", completeness.CHECKS, completeness.find),
)
"""What a family is called, what it declares, and what finds it."""

CHECKS: tuple[Check, ...] = tuple(check for _, checks, _ in FAMILIES for check in checks)
