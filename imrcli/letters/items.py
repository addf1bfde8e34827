"""Finds the disputed treatments in a letter: each item's header, decision, statements and rationale.

Three grammars cover the known formats (see `LetterFormat.items`), each in a file of its own. All of them anchor
on the form's fixed words and never on line breaks alone, since a reflowed letter has other lines.
"""

from __future__ import annotations

from imrcli.letters.decided import decided, loose
from imrcli.letters.format import LetterFormat
from imrcli.letters.introduced import introduced
from imrcli.letters.letter import Item, Section
from imrcli.letters.listed import listed
from imrcli.text import Span


def find_items(text: str, form: LetterFormat, sections: list[Section]) -> tuple[list[Item], list[Item]]:
    """The items with their parts, and the findings that stand apart from them (format B)."""
    if form.items == "decided":
        return decided(text, form, *_issues(text, sections)) or loose(text), []
    if form.items == "introduced":
        return introduced(text, form, sections)
    return listed(text, form, sections), []


def _issues(text: str, sections: list[Section]) -> Span:
    """Where the items are: below their heading, or where it is missing after the last section that was found."""
    for section in sections:
        if section.name == "issues":
            return section.start, len(text)
    return max((s.start for s in sections if s.name != "case"), default=0), len(text)
