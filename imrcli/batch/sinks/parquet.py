"""Parquet: one typed row a letter, its items and their citations nested, for DuckDB, Polars and pandas.

The schema is made from the model: names, types, and the descriptions as the fields' metadata.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pyarrow as pa
import pyarrow.json
from msgspec.inspect import (
    DateType,
    FloatType,
    IntType,
    ListType,
    LiteralType,
    StrType,
    StructType,
    TupleType,
    Type,
    type_info,
)

from imrcli.batch.sinks.row_groups import RowGroups, about
from imrcli.model import SCHEMA_VERSION, Determination
from imrcli.render.tables import plain

ROWS = 4_096
"""Letters in a row group: few enough to hold in memory, enough for a reader to skip and to share out."""

_BYTES = 64 << 20
"""JSON in a row group at most, whatever the letters' size."""

_JSON_ONLY = frozenset(["evidence"])
"""Keys of a determination that are no part of the table."""

_WHERE_CHECKED = frozenset(["findings"])
"""Keys that a table has only where the letters were checked."""


def _type(kind: Type) -> pa.DataType:
    if isinstance(kind, StructType):
        return pa.struct(_fields(kind))
    if isinstance(kind, ListType):
        inner, _ = plain(kind.item_type)
        return pa.list_(pa.field("element", _type(inner)))
    if isinstance(kind, TupleType):  # a box: four numbers of one kind
        return pa.list_(pa.field("element", _type(kind.item_types[0])))
    if isinstance(kind, DateType):
        return pa.date32()
    if isinstance(kind, IntType) or (isinstance(kind, LiteralType) and kind.values == (SCHEMA_VERSION,)):
        return pa.int32()
    if isinstance(kind, FloatType):
        return pa.float64()
    if isinstance(kind, StrType | LiteralType):
        return pa.string()
    raise TypeError(f"no column type for {kind}")


def _fields(record: StructType, left_out: Collection[str] = ()) -> list[pa.Field]:
    # Any field can be null to Arrow: before version 21 it cannot turn what JSON gave into fields that cannot.
    fields = []
    for field in record.fields:
        if field.encode_name in left_out:
            continue
        kind, meaning = plain(field.type)
        described = {"description": meaning} if meaning else None
        fields.append(pa.field(field.encode_name, _type(kind), metadata=described))
    return fields


def schema(*, findings: bool = False) -> pa.Schema:
    """The file's schema. Raises TypeError for a field of the model that no column type is known for."""
    record = type_info(Determination)
    assert isinstance(record, StructType)
    left_out = _JSON_ONLY if findings else _JSON_ONLY | _WHERE_CHECKED
    return pa.schema(_fields(record, left_out), metadata=about("Independent Medical Review determinations"))


def _as_json(field: pa.Field) -> pa.Field:
    """The field as JSON has it: a date is a string there."""
    kind = field.type
    if pa.types.is_struct(kind):
        return field.with_type(pa.struct([_as_json(part) for part in kind]))
    if pa.types.is_list(kind):
        return field.with_type(pa.list_(_as_json(kind.value_field)))
    return field.with_type(pa.string()) if pa.types.is_date(kind) else field


class Parquet(RowGroups[bytes]):
    """One row a letter, from its line of JSON.

    Raises OSError where the file cannot be written, `pyarrow.ArrowInvalid` for a line that is no determination.
    """

    def __init__(self, path: Path, *, findings: bool = False) -> None:
        super().__init__(path, schema(findings=findings))
        read = pa.schema([_as_json(field) for field in self._schema])
        self._parse = pa.json.ParseOptions(explicit_schema=read, unexpected_field_behavior="ignore")
        self._size = 0

    def add(self, line: bytes) -> None:
        """Take one determination."""
        self._rows.append(line)
        self._size += len(line)
        if len(self._rows) == ROWS or self._size >= _BYTES:
            self._flush()

    def _table(self, rows: list[bytes]) -> pa.Table:
        self._size = 0
        text = b"\n".join(rows)
        rows.clear()
        # One block and one thread: the workers of a batch have the processors.
        options = pa.json.ReadOptions(use_threads=False, block_size=len(text) + 1)
        return pa.json.read_json(pa.BufferReader(text), options, self._parse).cast(self._schema)
