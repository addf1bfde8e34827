"""Flat Parquet, a file or a folder of files, in place of the database: the same statistics, by DuckDB (an extra).

What statistics ask (`facts`, `terms`, `issue_terms`) is taken out of the files once, in narrow tables: a case counts
once, by its last letter in the order of the files' names, as in the database. There is no full text, and citations are
known by guideline alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from imrcli.corpus.database import Database
from imrcli.corpus.facts import APART, ENDING, LISTS
from imrcli.corpus.opening import is_parquet, opened
from imrcli.corpus.selection import Selection
from imrcli.errors import CorpusError, MissingExtra, NotFound

_NOT_HERE = {"words": "words", "section": "--section", "page": "--cites-page"}
_FACTS = """
CREATE TABLE facts AS
WITH told AS (
    SELECT *, coalesce(case_number, sha256 || '/' || letter) AS letter_key
    FROM read_parquet($files, filename = true)
),
last AS (
    SELECT letter_key, max({filename: filename, letter_row: letter_row}) AS at FROM told GROUP BY letter_key
)
SELECT
    row_number() OVER () AS issue_id,
    dense_rank() OVER (ORDER BY told.filename, told.letter_row) AS letter_id,
    case_number, outcome, conclusion, category, subcategory,
    CAST(decision_date AS TEXT) AS decision_date,
    days_from_application, days_from_assignment, priority,
    claimant_age AS age, claimant_sex AS sex, contradicts, {terms}
FROM told JOIN last ON told.letter_key = last.letter_key
    AND told.filename = last.at.filename AND told.letter_row = last.at.letter_row
WHERE issue IS NOT NULL;
"""
_OF_KIND = "SELECT issue_id, '{kind}' AS kind, unnest({column}) AS name FROM facts"
_TERMS = """
CREATE TABLE named AS {all_kinds};
CREATE TABLE terms AS SELECT row_number() OVER (ORDER BY kind, name) AS id, kind, name
    FROM (SELECT DISTINCT kind, name FROM named);
CREATE TABLE issue_terms AS SELECT DISTINCT terms.id AS term_id, issue_id FROM named JOIN terms USING (kind, name);
DROP TABLE named;
CREATE VIEW letters AS SELECT DISTINCT letter_id AS id, case_number FROM facts;
"""


@contextmanager
def asked(path: str, selection: Selection) -> Iterator[Database]:
    """What statistics are asked of: a database of letters, or flat Parquet, a file or a folder of files.

    Raises NotFound and CorpusError, the latter also for filters that Parquet has no answer to.
    """
    refuse(path, selection)
    with connected(path) as database:
        yield database


@contextmanager
def connected(path: str) -> Iterator[Database]:
    """A database of letters, or flat Parquet, a file or a folder of files. Raises NotFound and CorpusError."""
    if is_parquet(path):
        with _opened(path) as connection:
            yield connection
        return
    with closing(opened(path)) as database:
        yield database


def refuse(path: str, selection: Selection) -> None:
    """Raise CorpusError for a filter that Parquet has no answer to, where the path is a file or folder of it."""
    for name, shown in _NOT_HERE.items() if is_parquet(path) else ():
        if getattr(selection, name):
            raise CorpusError(path, f"is Parquet, which has no answer to {shown}; make a database of the letters")


def files_in(path: str) -> list[str]:
    """The flat Parquet files of a folder, by name; or the path itself, where it is such a file.

    Raises NotFound where there is none, and CorpusError for a Parquet file of another kind.
    """
    if not os.path.isdir(path):
        if not os.path.exists(path):
            raise NotFound(path)
        if not path.lower().endswith(ENDING):
            raise CorpusError(path, f"has a row a letter; give a file whose name ends in {ENDING}, or a folder of such")
        return [path]
    for folder in (Path(path), Path(path) / APART):
        if found := sorted(str(file) for file in folder.glob(f"*{ENDING}")):
            return found
    raise NotFound(path, f"no file in it ends in {ENDING}; `imr batch -o part1{ENDING}` writes such files")


@contextmanager
def _opened(path: str) -> Iterator[Database]:
    try:
        import duckdb
    except ModuleNotFoundError:
        raise MissingExtra.of(path, "duckdb", "DuckDB") from None
    files = files_in(path)
    with duckdb.connect() as connection:
        try:
            columns = ", ".join(LISTS.values())
            connection.execute(_FACTS.replace("{terms}", columns), {"files": files})
            kinds = (_OF_KIND.format(kind=kind, column=column) for kind, column in LISTS.items())
            for statement in _TERMS.format(all_kinds=" UNION ALL ".join(kinds)).split(";"):
                if statement.strip():
                    connection.execute(statement)
        except duckdb.Error as error:
            says = str(error).splitlines()[0]
            raise CorpusError(path, f"cannot be read ({says}); write it anew with this version of imrcli") from None
        yield _Asked(connection)


class _Asked:
    """DuckDB's connection, asked as SQLite's is."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def execute(self, sql: str, parameters: Any = (), /) -> Any:
        rows = self._connection.execute(sql, list(parameters)).fetchall()
        return _Rows(rows)


class _Rows(list[Any]):
    def fetchall(self) -> list[Any]:
        return self

    def fetchone(self) -> Any:
        return self[0] if self else None
