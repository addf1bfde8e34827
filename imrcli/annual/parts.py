"""What the report counts, part by part.

The parts and their order are those of the annual reports on the program that the Division of Workers' Compensation
publishes: how many letters and decisions, how they ended, how long they took, for what treatments, by whom and on what
grounds.
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from imrcli.corpus.database import Database
from imrcli.corpus.selection import Selection
from imrcli.corpus.stats import Statistics, statistics
from imrcli.render.drawing import Shown


class _Asked(NamedTuple):
    name: str
    title: str
    by: str
    shown: Shown
    note: str = ""


_SEVERAL = "A decision with several counts in each, so the rows add up to more than all decisions."
_ASKED = (
    _Asked("quarters", "Letters by quarter", "quarter", "letters", "By the date of the final determination."),
    _Asked("outcomes", "Outcome", "outcome", "decisions", "Of each disputed treatment."),
    _Asked("time", "Time to decision", "quarter", "days", "Medians over the letters decided in the quarter."),
    _Asked("categories", "Treatments in dispute", "category", "decisions", "DWC's categories of treatment."),
    _Asked("overturned", "Overturned by category", "category", "share"),
    _Asked("subcategories", "Treatments in dispute, in detail", "subcategory", "decisions"),
    _Asked("drugs", "Pharmaceuticals by class", "drug-class", "share", "Decisions on pharmaceuticals only."),
    _Asked("body", "Parts of the body", "body-part", "share", _SEVERAL),
    _Asked("trend", "Overturned by quarter", "quarter", "share"),
    _Asked("specialties", "Reviewers' specialties", "specialty", "share", _SEVERAL),
    _Asked("licensure", "Reviewers' licensure", "licensure", "share", _SEVERAL),
    _Asked("guidelines", "Guidelines relied on", "guideline", "share", f"What the reviewers cite. {_SEVERAL}"),
)
_PER_LETTER = (
    "SELECT size, count(*) FROM (SELECT count(*) AS size FROM facts AS f WHERE {where} GROUP BY f.letter_id)"
    " GROUP BY size ORDER BY size"
)


class Part(Struct, frozen=True, kw_only=True):
    """A part of the report: its name (in links and sheets), its title, a note in words, what its chart shows."""

    name: str
    title: str
    note: str
    shown: Shown
    found: Statistics


class Report(Struct, frozen=True, kw_only=True):
    """What a report says. `sizes` tells of how many decisions how many letters are, the smallest first."""

    parts: list[Part]
    sizes: list[tuple[int, int]]

    @property
    def whole(self) -> Statistics:
        """What all of the selection comes to."""
        return self.parts[0].found


def report(database: Database, selection: Selection) -> Report:
    """Count all parts for the decisions of a selection. Raises CorpusError as `Selection.where` does."""
    where = selection.where(database)
    sizes = database.execute(_PER_LETTER.format(where=where.sql), where.parameters).fetchall()
    counted: dict[str, Statistics] = {}
    parts = []
    for asked in _ASKED:
        if asked.by not in counted:
            counted[asked.by] = statistics(database, selection, [asked.by])
        found = counted[asked.by]
        if asked.by == "drug-class":
            found = _told(found)
        parts.append(Part(name=asked.name, title=asked.title, note=asked.note, shown=asked.shown, found=found))
    return Report(parts=parts, sizes=sizes)


def _told(found: Statistics) -> Statistics:
    """Statistics without the group of those that are of no kind: what is no drug has no class of drugs."""
    return Statistics(
        by=found.by,
        groups=[group for group in found.groups if group.key != (None,)],
        total=found.total,
        of=found.of,
        notes=found.notes,
    )
