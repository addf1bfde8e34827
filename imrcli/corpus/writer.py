"""Puts determinations into the one SQLite file: at once where a batch makes it, one by one where letters are added."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import UNSET

import imrcli
from imrcli.corpus.facts import COUNTED, Facts, digest, facts_of, terms_of
from imrcli.corpus.schema import CITATIONS, FINDINGS, ISSUES, KEYS, LETTERS, PROBLEMS, TABLES, WARNINGS
from imrcli.model import Determination, Problem
from imrcli.render.tables import Column, Place, Table, cited, items, questioned

Change = Literal["new", "replaced", "unchanged"]

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_PAGE = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?$")
_WIDEST = 60
"""Pages of a range that are each a row of `citation_pages`."""

_COUNTED = tuple(f"{kind}_terms" for kind in COUNTED)
_FULL_TEXT = "request, rationale, summary, citations, names"


class _Written(NamedTuple):
    """A table's insert statement, and how each column is taken."""

    insert: str
    values: list[Callable[[Any], Any]]


def _stored(column: Column) -> Callable[[Any], Any]:
    """How a column's value is taken as SQLite keeps it."""
    value = column.value
    if column.kind == "date":
        return lambda place: day.isoformat() if (day := value(place)) is not None else None
    if column.kind == "list":
        return lambda place: msgspec.json.encode(value(place)).decode()
    return value


def _insert(table: str, names: Iterable[str]) -> str:
    columns = tuple(names)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def _written(table: Table) -> _Written:
    names = (*KEYS[table.name], *(column.name for column in table.columns))
    return _Written(_insert(table.name, names), [_stored(column) for column in table.columns])


class Writer:
    """Inserts letters and problems. What waits is written by `flush`, within the caller's transaction.

    `full_text`: whether the full text takes each letter as it is inserted (else it is filled at the end).
    """

    def __init__(self, database: sqlite3.Connection, *, full_text: bool) -> None:
        self._database = database
        self._full_text = full_text
        self._tables = {table.name: _written(table) for table in TABLES}
        self._waiting: dict[str, list[tuple[Any, ...]]] = {}
        self._inserts = {
            **{name: written.insert for name, written in self._tables.items()},
            "facts": _insert(
                "facts", ("issue_id", "letter_id", *Facts._fields, *(f"{kind}_terms" for kind in COUNTED))
            ),
            "terms": _insert("terms", ("id", "kind", "name")),
            "issue_terms": "INSERT INTO issue_terms (term_id, issue_id) VALUES (?, ?)",
            "citation_pages": "INSERT OR IGNORE INTO citation_pages (page, citation_id) VALUES (?, ?)",
        }
        self._last: dict[str, int] = {}
        self._terms: dict[tuple[str, str], int] = {}
        self.begin()

    def begin(self) -> None:
        """Look at what there is: at the start, and after another program wrote."""
        run = self._database.execute
        self._last = {
            name: run(f"SELECT coalesce(max(id), 0) FROM {name}").fetchone()[0] for name in (*self._tables, "terms")
        }
        self._terms = {(kind, name): number for kind, name, number in run("SELECT kind, name, id FROM terms")}

    def insert(self, letter: Determination) -> None:
        """Take a letter as a new one."""
        letter_id = self._add(LETTERS.name, Place(letter))
        issue_ids: dict[int | None, int] = {}
        for index, item in enumerate(items(letter)):
            issue_ids[index] = issue_id = self._add(ISSUES.name, item, letter_id)
            for citation in cited(item):
                self._cite(self._add(CITATIONS.name, citation, issue_id), citation)
            self._wait("facts", (issue_id, letter_id, *facts_of(item), *self._terms_of(item, issue_id)))
        for warning in letter.warnings:
            self._add(WARNINGS.name, warning, letter_id, issue_ids.get(warning.issue))
        for place in questioned(letter):
            self._add(FINDINGS.name, place, letter_id, issue_ids.get(place.at))
        if self._full_text:
            self.flush()
            self._index("", letter_id)

    def upsert(self, letter: Determination) -> Change:
        """Take a letter: as a new one, in place of what was known of its case, or not at all where nothing changed.

        A letter without a case number is known by its source's content and its number therein.
        """
        case, source = letter.case.number, letter.source
        if case is not None:
            found = self._database.execute("SELECT id, digest FROM letters WHERE case_number = ?", (case,))
        else:
            found = self._database.execute(
                "SELECT id, digest FROM letters WHERE case_number IS NULL AND sha256 = ? AND letter = ?",
                (source.sha256, source.letter),
            )
        known = found.fetchall()
        if not known:
            self.insert(letter)
            return "new"
        now = digest(letter)
        if any(before == now for _, before in known):
            self._database.execute(
                "UPDATE letters SET version = ?, checked = ? WHERE case_number IS ? AND digest = ?",
                (imrcli.__version__, int(letter.findings is not UNSET), case, now),
            )
            return "unchanged"
        for letter_id, _ in known:
            self.delete(letter_id)
        self.insert(letter)
        return "replaced"

    def delete(self, letter_id: int) -> None:
        """Take a letter out, and note that its source was read."""
        run = self._database.execute
        run("INSERT OR IGNORE INTO replaced SELECT sha256, letter, case_number FROM letters WHERE id = ?", (letter_id,))
        self.leave_out(letter_id)
        run(
            "DELETE FROM citation_pages WHERE citation_id IN (SELECT citations.id FROM citations"
            " INNER JOIN issues ON issues.id = citations.issue_id WHERE issues.letter_id = ?)",
            (letter_id,),
        )
        run("DELETE FROM citations WHERE issue_id IN (SELECT id FROM issues WHERE letter_id = ?)", (letter_id,))
        for table in (FINDINGS, WARNINGS, ISSUES):
            run(f"DELETE FROM {table.name} WHERE letter_id = ?", (letter_id,))
        run("DELETE FROM letters WHERE id = ?", (letter_id,))

    def leave_out(self, letter_id: int) -> None:
        """Take a letter out of what is searched and counted."""
        if self._full_text:
            self._index("'delete', ", letter_id)
        run = self._database.execute
        run("DELETE FROM issue_terms WHERE issue_id IN (SELECT id FROM issues WHERE letter_id = ?)", (letter_id,))
        run("DELETE FROM facts WHERE letter_id = ?", (letter_id,))
        run("UPDATE letters SET is_current = 0 WHERE id = ?", (letter_id,))

    def problem(self, problem: Problem) -> None:
        """Take one problem. What is no Unicode in a name becomes U+FFFD."""
        whole = Problem(
            source=_LONE_SURROGATE.sub("\ufffd", problem.source),
            sha256=problem.sha256,
            code=problem.code,
            message=_LONE_SURROGATE.sub("\ufffd", problem.message),
        )
        self._add(PROBLEMS.name, whole)

    def flush(self) -> None:
        """Insert what waits."""
        for name, rows in self._waiting.items():
            self._database.executemany(self._inserts[name], rows)
        self._waiting.clear()

    def _add(self, name: str, row: Any, *others: int | None) -> int:
        """Take a row with its keys of other tables; returns its own key."""
        key = self._last[name] = self._last[name] + 1
        values = [value(row) for value in self._tables[name].values]
        self._wait(name, (key, *others, *values))
        return key

    def _wait(self, name: str, row: tuple[Any, ...]) -> None:
        self._waiting.setdefault(name, []).append(row)

    def _term(self, term: tuple[str, str]) -> int:
        number = self._terms.get(term)
        if number is None:
            self._last["terms"] += 1
            number = self._terms[term] = self._last["terms"]
            self._wait("terms", (number, *term))
        return number

    def _terms_of(self, item: Place, issue_id: int) -> list[str | None]:
        """Take an item's terms; returns the numbers of those that are counted, each kind's together."""
        numbers: dict[str, list[str]] = {}
        for term in terms_of(item):
            number = self._term(term)
            self._wait("issue_terms", (number, issue_id))
            numbers.setdefault(term[0], []).append(str(number))
        return [",".join(numbers[kind]) if kind in numbers else None for kind in COUNTED]

    def _cite(self, citation_id: int, place: Place) -> None:
        for printed in place.citation.pages if place.citation else ():
            match = _PAGE.match(printed)
            if match:
                first = int(match.group(1))
                last = _last_page(first, match.group(2))
                for page in range(first, last + 1):
                    self._wait("citation_pages", (page, citation_id))

    def _index(self, command: str, letter_id: int) -> None:
        named = "issues_fts, " if command else ""
        self._database.execute(
            f"INSERT INTO issues_fts ({named}rowid, {_FULL_TEXT}) SELECT {command}issue_id, {_FULL_TEXT}"
            " FROM passages WHERE issue_id IN (SELECT issue_id FROM facts WHERE letter_id = ?)",
            (letter_id,),
        )


def _last_page(first: int, printed: str | None) -> int:
    """The last page of a range: `98-9` ends with 99; what is no range ends with its first page."""
    if printed is None:
        return first
    last = int(str(first)[: -len(printed)] + printed) if len(printed) < len(str(first)) else int(printed)
    return last if first <= last < first + _WIDEST else first
