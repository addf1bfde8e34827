"""Flat Parquet: one typed row a disputed treatment, with what statistics need; for DuckDB, Polars and pandas.

It has the columns of the CSV, then the facts and terms of `imrcli.corpus.facts`. A letter without items has one row.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from imrcli.batch.sinks.row_groups import RowGroups, about
from imrcli.corpus.facts import KINDS, LISTS, Facts, facts_of, terms_of
from imrcli.render.rows import COLUMNS, places
from imrcli.render.tables import Place, read_line

ROWS = 16_384
"""Rows in a row group."""

_ARROW = {
    "text": pa.string(),
    "number": pa.int32(),
    "date": pa.date32(),
    "list": pa.list_(pa.field("element", pa.string())),
}


class Told(NamedTuple):
    """A row's place with what is reckoned of it, once."""

    place: Place
    facts: Facts | None
    terms: dict[str, list[str]]
    number: int


class Shown(NamedTuple):
    """A column that only this file has."""

    name: str
    kind: pa.DataType
    meaning: str
    value: Callable[[Told], Any]


def _fact(name: str, kind: pa.DataType, meaning: str, fact: str | None = None) -> Shown:
    return Shown(name, kind, meaning, lambda item: item.facts and getattr(item.facts, fact or name))


def _term(kind: str, name: str) -> Shown:
    meaning = f"{KINDS[kind][:1].upper()}{KINDS[kind][1:]}."
    return Shown(name, _ARROW["list"], meaning, lambda item: item.terms.get(kind, []))


MORE: tuple[Shown, ...] = (
    _fact("days_from_application", pa.int32(), "Days from the application's receipt to the decision."),
    _fact("days_from_assignment", pa.int32(), "Days from the assignment to the decision."),
    Shown(
        "contradicts",
        pa.bool_(),
        "Whether the rationale concludes otherwise than the outcome.",
        lambda item: None if item.facts is None else bool(item.facts.contradicts),
    ),
    _fact("warning_count", pa.int32(), "Number of warnings of it and of its letter.", "warnings"),
    _fact(
        "finding_count",
        pa.int32(),
        "Number of findings of it and of its letter; null where the letter was not checked.",
        "findings",
    ),
    *(_term(kind, LISTS[kind]) for kind in KINDS),
    Shown(
        "letter",
        pa.int32(),
        "The letter's number among those of its file, from 1.",
        lambda item: item.place.letter.source.letter,
    ),
    Shown("letter_row", pa.int32(), "The letter's number among those of this Parquet file.", lambda item: item.number),
)
"""The columns behind those of the CSV."""


def schema() -> pa.Schema:
    """The file's schema: names, types, and meanings as the fields' metadata."""
    fields = [pa.field(each.name, _ARROW[each.kind], metadata={"description": each.meaning}) for each in COLUMNS]
    fields += [pa.field(each.name, each.kind, metadata={"description": each.meaning}) for each in MORE]
    return pa.schema(fields, metadata=about("Independent Medical Review decisions"))


class FlatParquet(RowGroups[Told]):
    """One row a disputed treatment. Raises OSError where the file cannot be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, schema())
        self._letters = 0

    def add(self, line: bytes) -> None:
        """Take one determination. Raises `msgspec.ValidationError` for what is none."""
        self._letters += 1
        for place in places(read_line(line)):
            facts, terms = (None, []) if place.number is None else (facts_of(place), terms_of(place))
            of_kind: dict[str, list[str]] = {}
            for kind, name in terms:
                of_kind.setdefault(kind, []).append(name)
            self._rows.append(Told(place, facts, of_kind, self._letters))
        if len(self._rows) >= ROWS:
            self._flush()

    def _table(self, rows: list[Told]) -> pa.Table:
        columns = [[column.value(told.place) for told in rows] for column in COLUMNS]
        columns += [[shown.value(told) for told in rows] for shown in MORE]
        arrays = [pa.array(column, field.type) for column, field in zip(columns, self._schema, strict=True)]
        return pa.Table.from_arrays(arrays, schema=self._schema)
