"""The one SQLite file: what is declared in schema.sql, and which columns fill it."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import NamedTuple

from imrcli.corpus.facts import PAGES, digest, guideline, page_of
from imrcli.render.tables import CITATION, FINDING, ISSUE, LETTER, PROBLEM, WARNING, Column, Place, Table


def _page(field: str, number: int, place: Place) -> int | None:
    return page_of(place, field, number)


STORED = (
    Column(
        "letter", "number", "The letter's number among those of its file, from 1.", lambda p: p.letter.source.letter
    ),
    Column("version", "text", "", lambda p: _version()),
    Column("checked", "number", "", lambda p: int(isinstance(p.letter.findings, list))),
    Column("digest", "text", "", lambda p: digest(p.letter)),
    Column("is_current", "number", "", lambda p: 1),
)
"""What the database keeps of a letter besides its values."""

STANDS = tuple(Column(name, "number", "", partial(_page, *place)) for name, place in PAGES.items())
"""Where a disputed treatment's values stand, as far as the letter was read with evidence."""

LETTERS = Table("letters", "a letter", (*LETTER, *STORED))
ISSUES = Table("issues", "a disputed treatment", (*ISSUE, *STANDS))
CITED = (Column("title", "text", "", lambda p: guideline(p.citation)),)
"""What the database keeps of a citation besides its values."""

CITATIONS = Table("citations", "a citation", (*CITATION, *CITED))
WARNINGS = Table("warnings", "a warning", WARNING)
PROBLEMS = Table("problems", "a source that gave no determination", PROBLEM)
FINDINGS = Table("findings", "what a careful reader would question (of letters read with `--check`)", FINDING)
TABLES = (LETTERS, ISSUES, CITATIONS, WARNINGS, PROBLEMS, FINDINGS)

KEYS = {
    "letters": ("id",),
    "issues": ("id", "letter_id"),
    "citations": ("id", "issue_id"),
    "warnings": ("id", "letter_id", "issue_id"),
    "problems": ("id",),
    "findings": ("id", "letter_id", "issue_id"),
}
"""The keys of each table, in front of its columns."""

ASKED = ("facts", "terms", "issue_terms", "citation_pages", "replaced")
"""The tables that are made of the others, for questions."""


class Script(NamedTuple):
    """The parts of schema.sql."""

    tables: str
    indexes: str
    analysis: str
    full_text: str
    fill: str


def script() -> Script:
    """What schema.sql declares."""
    text = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    return Script(*re.split(r"^-- part: .*\n", text, flags=re.MULTILINE)[1:])


def _version() -> str:
    import imrcli

    return imrcli.__version__
