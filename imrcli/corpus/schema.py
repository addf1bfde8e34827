"""The one SQLite file: what is declared in schema.sql, which columns fill it, and how it is opened.

A file says by its `application_id` that it is imrcli's (`imrcli.own`) and by its `user_version` which layout it has.
"""

from __future__ import annotations

import re
import sqlite3
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from imrcli.corpus.facts import PAGES, digest, guideline, page_of
from imrcli.errors import CorpusError, NoFullText, NotFound
from imrcli.own import ADDED_ID, APPLICATION_ID
from imrcli.render.tables import CITATION, FINDING, ISSUE, LETTER, PROBLEM, WARNING, Column, Place, Table

LAYOUT = 2
"""The number of the layout: it grows with every change of schema.sql."""

_FIRST_LAYOUT = 1

ADDED = f"PRAGMA application_id = {ADDED_ID};"
"""Says that letters were added since: see `imrcli.own`."""

_OURS = (APPLICATION_ID, ADDED_ID)

MARKS = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {LAYOUT};"


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


def has_full_text(database: sqlite3.Connection) -> bool:
    """Whether this Python's SQLite has FTS5."""
    (has,) = database.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone()
    return bool(has)


def opened(path: str, *, write: bool = False) -> sqlite3.Connection:
    """The database at a path, to read from (it cannot be changed through it) or to write to.

    Raises NotFound where there is none, CorpusError for a file that is none of imrcli's or of another layout, and
    NoFullText where this Python's SQLite has no FTS5.
    """
    if not Path(path).is_file():
        raise NotFound(path, "no such database; make it with: imr batch SOURCE... -o " + path)
    mode = "rw" if write else "ro"
    try:
        database = sqlite3.connect(f"file:{quote(str(Path(path).absolute()))}?mode={mode}", uri=True, timeout=10.0)
        database.isolation_level = None
        _check(path, database)
    except sqlite3.Error as error:
        raise CorpusError(path, f"is no database of imrcli ({error})") from None
    if not has_full_text(database):
        raise NoFullText(path)
    if not write:
        database.execute("PRAGMA query_only = 1")
    return database


def _check(path: str, database: sqlite3.Connection) -> None:
    (application,) = database.execute("PRAGMA application_id").fetchone()
    (layout,) = database.execute("PRAGMA user_version").fetchone()
    if application in _OURS and layout == LAYOUT:
        return
    names = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    database.close()
    again = "make it anew with: imr batch SOURCE... -o " + path
    if application in _OURS and layout > LAYOUT:
        raise CorpusError(path, f"was written by a newer imrcli (layout {layout}, known {LAYOUT}); update imrcli")
    if application in _OURS or (layout == _FIRST_LAYOUT and {"letters", "issues", "citations"} <= names):
        raise CorpusError(path, f"was written by an older imrcli (layout {layout}, now {LAYOUT}); {again}")
    raise CorpusError(path, f"is no database of imrcli; {again}")
