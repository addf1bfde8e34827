"""Writes docs/data-dictionary.md: every column of every output of `imr batch`, from where each is defined.

Usage: python docs/make_dictionary.py [--check]; with --check it says whether the file is true and changes nothing.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa

from imrcli.batch.sinks import flat_parquet, parquet, xlsx
from imrcli.corpus import schema
from imrcli.render.rows import COLUMNS
from imrcli.render.tables import CITATION, ISSUE, LETTER, Column

PATH = Path(__file__).parent / "data-dictionary.md"
HEAD = """# Data dictionary

<!-- Made by docs/make_dictionary.py from the columns' definitions; change the descriptions there. -->

What stands in each file that `imr batch letters/ -o NAME` writes; the ending of the name chooses the format. A column
means the same in every format. What a letter does not say is empty (CSV, Excel) or null (Parquet, SQLite).

| kind | CSV | Excel | Parquet | SQLite |
|---|---|---|---|---|
| text | text | text, never a formula or a link | string | TEXT |
| number | digits | number | int32 | INTEGER |
| date | ISO 8601 | date | date32 | TEXT, ISO 8601 |
| list | separated by `; ` | separated by `; ` | list of strings | TEXT, a JSON array |

JSON lines (`.jsonl`, `.ndjson`) have one determination a line; [its fields](fields.md) have their own page.
"""
CSV = """## CSV

One row a disputed treatment; a letter in which none was found has one row too. UTF-8 with a header line, RFC 4180. A
cell that a spreadsheet would run as a formula opens with an apostrophe. With `--excel` the file begins with the mark
(BOM) without which Excel shows accents wrongly. (`imr check -o findings.csv` writes one row a
finding, with the columns of the sheet Findings below.)
"""
EXCEL = """## Excel

Summary (letters and decisions, the share overturned by category and by month with its 95% interval, warnings, findings
and problems by code), then four sheets, and with `--check` a fifth, Findings, with filters; the header, the case number
and the date stay in view, texts are wrapped, outcomes coloured. Headers and values are words: `case_number` is
`Case number`, `partially_overturned` is `Partially overturned`. A table of more rows than a sheet has goes on in
`Decisions 2` and so on. A text of more than 32,767 characters is cut: it ends with `[…cut]`, and the sheet Problems
says which cell that is. Dates before March 1900 are texts, for Excel has none.
"""
PARQUET = """## Parquet

One row a letter, with its disputed treatments, citations and warnings nested: `issues[].request` is the field
`request` of each element of the list `issues`. `findings` is there only with `--check`. Each field has its meaning as
metadata (`description`). In DuckDB:

```sql
SELECT issue.category, issue.outcome, count(*)
FROM (SELECT unnest(issues) AS issue FROM 'decisions.parquet') GROUP BY ALL
```
"""
FLAT = """## Flat Parquet

An output whose name ends in `.decisions.parquet`: one row a disputed treatment (a letter without any has one row, whose
`issue` is null), the columns of the CSV as real types, then what statistics need. `imr stats FOLDER` and
`imr report FOLDER` read a folder of such files; a run with `--engine dask` writes them too.
"""
SQLITE = """## SQLite

Tables with keys, and views over them; `imr browse decisions.db` shows them in a browser;
[docs/corpus.md](corpus.md) tells what is asked of them. The layout's version is `PRAGMA user_version`. `issues_fts` is
the full text of the view `passages`:

```sql
SELECT * FROM issues WHERE id IN (SELECT rowid FROM issues_fts WHERE issues_fts MATCH 'opioid')
```
"""


def document() -> str:
    """The document's text. Raises KeyError for a column whose meaning stands nowhere."""
    lines = [HEAD, CSV, *_table("column", map(_row, COLUMNS)), EXCEL]
    for sheet in xlsx.TABLES:
        lines += [f"### Sheet {sheet.name}", "", f"One row is {sheet.row}.", ""]
        lines += _table("column", map(_row, sheet.columns))
    lines += [
        PARQUET,
        *_table("field", _fields(parquet.schema(findings=True))),
        FLAT,
        *_table("column", _fields(flat_parquet.schema())),
        SQLITE,
        *_database(),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _table(first: str, rows: Iterable[tuple[str, str, str]]) -> list[str]:
    shown = [f"| `{name}` | {kind} | {meaning} |" for name, kind, meaning in rows]
    return [f"| {first} | kind | meaning |", "|---|---|---|", *shown, ""]


def _kind(column: Column) -> str:
    return ", ".join(f"`{value}`" for value in column.values) or column.kind


def _row(column: Column) -> tuple[str, str, str]:
    return column.name, _kind(column), column.meaning


def _fields(fields: Iterable[pa.Field], within: str = "") -> Iterator[tuple[str, str, str]]:
    for field in fields:
        name, kind = within + field.name, field.type
        while pa.types.is_list(kind):
            name, kind = name + "[]", kind.value_type
        meaning = (field.metadata or {}).get(b"description", b"").decode()
        if not pa.types.is_struct(kind):
            yield name, str(kind).removesuffix("[day]"), meaning
            continue
        if meaning:
            yield name, "list of structs" if name.endswith("[]") else "struct", meaning
        yield from _fields(kind, f"{name}.")


def _database() -> Iterator[str]:
    script = schema.script()
    declarations = script.tables + script.indexes
    database = sqlite3.connect(":memory:")
    database.executescript(declarations)
    remarks = dict(re.findall(r"^CREATE (?:TABLE|VIEW) (\w+)(.*?);$", declarations, re.M | re.S))
    for table in schema.TABLES:
        yield f"### Table `{table.name}`\n\nOne row is {table.row}.\n"
        yield from _columns(database, table.name, remarks[table.name], table.columns)
    known = (*ISSUE, *LETTER)
    for name in schema.ASKED:
        about = re.search(rf"((?:^-- .*\n)*)CREATE TABLE {name} ", script.tables, re.M)
        meaning = " ".join(line.removeprefix("-- ") for line in (about[1] if about else "").splitlines())
        yield f"### Table `{name}`\n\n{meaning}\n"
        yield from _columns(database, name, remarks[name], known)
    for about, name in re.findall(r"((?:^-- .*\n)+)CREATE VIEW (\w+)", script.indexes, re.M):
        meaning = " ".join(line.removeprefix("-- ") for line in about.splitlines())
        yield f"### View `{name}`\n\n{meaning}\n"
        known = COLUMNS if name == "decisions" else (*CITATION, *ISSUE)
        yield from _columns(database, name, remarks[name], known)
    database.close()


def _columns(database: sqlite3.Connection, name: str, declared: str, known: tuple[Column, ...]) -> list[str]:
    """The columns that SQLite says there are: remarked on behind their declaration, or else known by name."""
    named = r"^(?:    (?=\w+ (?:INTEGER|TEXT))|    facts\.|.* AS )(\w+).*?  -- (.*)$"  # in a table, in a view
    remarks = dict(re.findall(named, declared, re.M))
    columns = {column.name: column for column in reversed(known)}
    rows = []
    for _, column, declared_kind, *_ in database.execute(f"PRAGMA table_info({name})"):
        kind = _kind(columns[column]) if column in columns else _unnamed(name, declared_kind)
        rows.append((column, kind, remarks.get(column) or columns[column].meaning))
    return _table("column", rows)


def _unnamed(name: str, declared: str) -> str:
    """The kind of a column that only the database has."""
    return "text" if declared == "TEXT" or name == "passages" else "number"


def main() -> int:
    """Write the file, or compare it."""
    if "--check" in sys.argv:
        same = PATH.exists() and PATH.read_text(encoding="utf-8") == document()
        print(
            "docs/data-dictionary.md is true"
            if same
            else "docs/data-dictionary.md is not: run python docs/make_dictionary.py"
        )
        return 0 if same else 1
    PATH.write_text(document(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
