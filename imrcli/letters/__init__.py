"""A document to a letter: which format it is, and where its sections and items lie.

Each format is declared in one small file. `FORMATS` holds them, newest first; to add one, write such a file
and pass it in (see docs/formats.md).
"""

from __future__ import annotations

from collections.abc import Sequence

from imrcli.ingest.document import Document
from imrcli.letters import determination_2013, issues_2014, notice_2013, review_2013, unknown
from imrcli.letters.format import LetterFormat
from imrcli.letters.furniture import blanked
from imrcli.letters.items import find_items
from imrcli.letters.letter import Item, Letter, Section
from imrcli.letters.repair import across_furniture, plain
from imrcli.letters.sections import recognise, split, with_issues

__all__ = ["FORMATS", "Item", "Letter", "LetterFormat", "Section", "read_letter"]

FORMATS: tuple[LetterFormat, ...] = (
    issues_2014.FORMAT,
    determination_2013.FORMAT,
    notice_2013.FORMAT,
    review_2013.FORMAT,
)


def read_letter(document: Document, formats: Sequence[LetterFormat] = FORMATS) -> Letter:
    """Section a document. Never fails: what is not found is not there."""
    before = plain(document.text)
    text = blanked(before, document.page_starts)
    if text is not before:
        text = across_furniture(text)
    form = recognise(text, formats)
    known = form is not None
    form = form or unknown.FORMAT
    sections, damaged = split(text, form, mend=known)
    items, findings, start = find_items(text, form, sections)
    sections = with_issues(sections, start)
    stated = form.stated.find(text) if form.stated else None
    return Letter(document, before, text, form, known, sections, items, findings, stated, damaged)
