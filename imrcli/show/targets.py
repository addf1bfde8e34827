"""Everything that can be lit: values and findings' sides, numbered, with their places. Shared by page and PDF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import UNSET, Struct

from imrcli.model import Determination, Finding, Place
from imrcli.show.fields import Group, groups, walk

if TYPE_CHECKING:
    from imrcli.reading import Report

SEVERITIES = {
    "high": "High: may be a ground for appeal",
    "medium": "Medium: a contradiction",
    "low": "Low: worth a look",
}


class Target(Struct, frozen=True, kw_only=True, gc=False):
    """What is lit together: its number from 1, its name and value in words, its kind, its places.

    `finding` is the number from 1 of the finding that it is a side of; None for a value.
    """

    number: int
    name: str
    kind: str
    value: str
    places: list[Place]
    finding: int | None = None


class Plan(Struct, frozen=True, kw_only=True, gc=False):
    """What a page or PDF shows: the fields in groups, the findings by severity, and all targets.

    `of_value` gives the target of a JSON Pointer, `of_side` of a finding's number and its side's index; `questioned`
    the numbers of the findings on a value. `first_finding` is the number of the first finding: a file's letters are
    numbered through; `next_target` is the number that the first target of the next letter has.
    """

    groups: list[Group]
    findings: list[Finding]
    targets: list[Target]
    of_value: dict[str, Target]
    of_side: dict[tuple[int, int], Target]
    questioned: dict[str, list[int]]
    first_finding: int
    next_target: int

    @property
    def numbered(self) -> list[tuple[int, Finding]]:
        """The findings with their numbers."""
        return list(enumerate(self.findings, self.first_finding))

    def finding(self, number: int) -> Finding:
        """The finding of a number."""
        return self.findings[number - self.first_finding]


def plan(determination: Determination, findings: Sequence[Finding], before: Plan | None = None) -> Plan:
    """What is to be shown of a determination and its findings, the severest first.

    `before` is the plan of the letter before it in the same file, whose numbers go on.
    """
    first_target = before.next_target if before else 1
    first_finding = before.first_finding + len(before.findings) if before else 1
    grouped = groups(determination)
    severest = sorted(findings, key=lambda finding: list(SEVERITIES).index(finding.severity))
    targets: list[Target] = []
    of_value: dict[str, Target] = {}
    pointers: set[str] = set()
    for group in grouped:
        for field in walk(group.fields):
            pointers.add(field.pointer)
            if places := _usable(field.places):
                target = Target(
                    number=first_target + len(targets),
                    name=field.name,
                    kind=field.kind,
                    value=field.value or "",
                    places=places,
                )
                targets.append(target)
                of_value[field.pointer] = target
    of_side: dict[tuple[int, int], Target] = {}
    questioned: dict[str, list[int]] = {}
    for number, finding in enumerate(severest, first_finding):
        for at, side in enumerate(finding.sides):
            if places := _usable(side.places):
                target = Target(
                    number=first_target + len(targets),
                    name=f"Finding {number}: {side.label}",
                    kind=finding.severity,
                    value=side.text,
                    places=places,
                    finding=number,
                )
                targets.append(target)
                of_side[number, at] = target
            elif side.pointer in of_value:
                of_side[number, at] = of_value[side.pointer]
            if (field_at := _nearest(side.pointer, pointers)) is not None:
                numbers = questioned.setdefault(field_at, [])
                if number not in numbers:
                    numbers.append(number)
    return Plan(
        groups=grouped,
        findings=severest,
        targets=targets,
        of_value=of_value,
        of_side=of_side,
        questioned=questioned,
        first_finding=first_finding,
        next_target=first_target + len(targets),
    )


def plans(letters: Sequence[Report]) -> list[Plan]:
    """A plan for each letter of a file, numbered through."""
    planned: list[Plan] = []
    for letter in letters:
        planned.append(plan(letter.determination, letter.findings, planned[-1] if planned else None))
    return planned


def _usable(places: Sequence[Place]) -> list[Place]:
    """The places that have an extent."""
    return [place for place in places if _extent(place) > 0]


def _extent(place: Place) -> float:
    if place.bbox is not UNSET and place.page is not UNSET:
        x0, top, x1, bottom = place.bbox
        return max(x1 - x0, 0) * max(bottom - top, 0)
    if place.start is not UNSET and place.end is not UNSET:
        return float(place.end - place.start)
    return 0.0


def extent(target: Target) -> float:
    """How much a target covers: square points of pages, or characters of a text.

    Where several lie on each other, the smallest wins.
    """
    return sum(map(_extent, target.places))


def _nearest(pointer: str | None, pointers: set[str]) -> str | None:
    """A pointer's own field, or the field that it is part of."""
    while pointer:
        if pointer in pointers:
            return pointer
        pointer = pointer.rpartition("/")[0]
    return None
