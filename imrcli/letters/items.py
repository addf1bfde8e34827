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


def find_items(text: str, form: LetterFormat, sections: list[Section]) -> tuple[list[Item], list[Item], int | None]:
    """The items with their parts, the findings that stand apart from them (format B), and where the first item opens.

    The last is None where the items' place is not known.
    """
    if form.items == "listed":
        return listed(text, form, sections), [], None
    if form.items == "introduced":
        return introduced(text, form, sections)
    heading = next((section.start for section in sections if section.name == "issues"), None)
    start = heading
    if start is None:
        # Where their heading is missing the items stand in the last section that was found.
        start = max((section.start for section in sections if section.name != "case"), default=0)
    items, opens = decided(text, form, start, len(text), headed=heading is not None)
    return items or loose(text), [], opens
