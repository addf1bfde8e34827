"""Where a value of the determination stands in the letter, searched by its words.

One function, for as long as values do not bring their places along: `Subject.places` alone calls it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from imrcli.extract.dates import DATE, read_date
from imrcli.letters import Letter
from imrcli.model import Citation, Determination
from imrcli.text import Span

if TYPE_CHECKING:
    from imrcli.model import Statement

_BEHIND_LABEL = 250
"""Characters behind a label of the case table within which its date stands."""


def search(letter: Letter, determination: Determination, pointer: str) -> list[Span]:
    """The places of a date of the case table, of a citation or of a specialty, by its JSON Pointer; none for others."""
    names = pointer.lstrip("/").split("/")
    if names[0] == "case":
        day: date | None = getattr(determination.case, names[1])
        return _dates(letter, names[1], day) if day else []
    if names[0] == "reviewer":
        return _words(letter, determination.reviewer.specialties[int(names[2])], letter.section("method"))
    if names[0] == "issues" and names[3] == "citations":
        statement: Statement = getattr(determination.issues[int(names[1])], names[2])
        citation: Citation = statement.citations[int(names[4])]
        return _words(letter, citation.text, _statement(letter, int(names[1]), names[2]))
    return []


def _dates(letter: Letter, field: str, day: date) -> list[Span]:
    """Where a date stands: first behind its label, then in the case table, then anywhere."""
    text = letter.text
    label = next((known for known in letter.format.labels if known.field == field), None)
    labelled = [span[1] for span in label.phrase.find_all(text)] if label else []
    near = [(at, min(at + _BEHIND_LABEL, len(text))) for at in labelled]
    for span in [*near, letter.section("case") or (0, len(text)), (0, len(text))]:
        for match in DATE.finditer(text, *span):
            if not text[match.start() - 1 : match.start()].isdigit() and read_date(match) == day:
                return [match.span()]
    return []


def _words(letter: Letter, words: str, part: Span | None) -> list[Span]:
    loose = re.compile(r"\s+".join(re.escape(word) for word in words.split()))
    return [match.span() for match in _finditer(loose, letter.text, part)][:1]


def _finditer(loose: re.Pattern[str], text: str, part: Span | None) -> Iterator[re.Match[str]]:
    return loose.finditer(text, *(part or (0, len(text))))


def _statement(letter: Letter, place: int, whose: str) -> Span | None:
    items = letter.items or letter.findings
    parts = items[place].parts if place < len(items) else {}
    return parts.get(whose) or parts.get("guidelines")
