"""A letter: a document's plain text with the places of its sections and items.

All places are offsets into `text`, which has the document's own offsets.
"""

from __future__ import annotations

from msgspec import Struct

from imrcli.ingest.document import Document
from imrcli.letters.format import LetterFormat, PartName, SectionName
from imrcli.text import Span


class Section(Struct, frozen=True, gc=False):
    """A section's name, and where its text starts and ends."""

    name: SectionName
    start: int
    end: int


class Item(Struct, frozen=True, gc=False):
    """Where one disputed treatment stands in the letter.

    `header` is the item as printed, without numbering and without the decision; `decision` are the words that
    decide it (None where there are none); `parts` are the statements and the rationale, by name.
    """

    header: Span
    decision: Span | None
    parts: dict[PartName, Span]


class Letter(Struct, frozen=True, gc=False):
    """A letter, sectioned.

    `plain` is the text before furniture was blanked. Where no format was recognised (`known`), `format` is that of
    the words that any such letter is likely to use.
    `findings` are items that are decided in a list apart from their rationales (format B); `stated` is where
    the letter states its determination as a whole. `damaged` names the headings that were found in spite of
    damage.
    """

    document: Document
    plain: str
    text: str
    format: LetterFormat
    known: bool
    sections: list[Section]
    items: list[Item]
    findings: list[Item]
    stated: Span | None
    damaged: tuple[str, ...]

    def section(self, name: SectionName) -> Span | None:
        """Where the first section of a name stands."""
        return next(((s.start, s.end) for s in self.sections if s.name == name), None)
