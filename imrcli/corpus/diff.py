"""What differs between two sets of determinations, by letter and field: databases or files of JSON lines.

Letters are matched by case number, those without one by their source's content. Of a letter that stands several times
in a file, the last counts. Where a letter's source lies, and where in it a value was read, are no differences.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, Protocol

import msgspec

from imrcli.corpus.facts import digest
from imrcli.corpus.opening import opened
from imrcli.corpus.schema import FINDINGS, ISSUES, LETTERS, WARNINGS
from imrcli.errors import CorpusError, NotFound
from imrcli.model import Determination
from imrcli.render.tables import CITATION, FINDING, ISSUE, LETTER, SIDES, WARNING, Place, cited, items, read_line

Fields = dict[str, Any]
"""What is said of a letter, by the names of fields as people say them: `item 2: outcome`."""

Change = Literal["added", "removed", "changed"]

_DATABASE = b"SQLite format 3\0"
_NOT_COMPARED = ("source", "issue_count")


class Difference(NamedTuple):
    """One field of a letter that differs, or a letter that only one side has (then `field` is empty)."""

    letter: str
    change: Change
    field: str
    before: Any
    after: Any


class _Letters(Protocol):
    """One side: the letters' digests by key, and the fields of one."""

    @property
    def digests(self) -> Mapping[str, str]: ...

    def fields(self, key: str) -> Fields: ...

    def close(self) -> None: ...


def differences(before: str, after: str) -> Iterator[Difference]:
    """What differs between two files, letter by letter in the order of their case numbers.

    Raises NotFound for a file that is not there, CorpusError for one that is neither a database of imrcli's nor JSON
    lines of determinations.
    """
    old = _letters(before)
    try:
        new = _letters(after)
        try:
            yield from _compared(old, new)
        finally:
            new.close()
    finally:
        old.close()


def _compared(old: _Letters, new: _Letters) -> Iterator[Difference]:
    for key in sorted({*old.digests, *new.digests}):
        if key not in new.digests:
            yield Difference(key, "removed", "", _summary(old.fields(key)), None)
        elif key not in old.digests:
            yield Difference(key, "added", "", None, _summary(new.fields(key)))
        elif old.digests[key] != new.digests[key]:
            yield from _fields(key, old.fields(key), new.fields(key))


def _fields(key: str, old: Fields, new: Fields) -> Iterator[Difference]:
    """The fields that differ, in the order of the letter; findings count only where both sides were checked."""
    for name in dict.fromkeys((*old, *new)):
        was, now = old.get(name), new.get(name)
        if was == now or (name == "findings" and None in (was, now)):
            continue
        change: Change = "added" if was in (None, []) else "removed" if now in (None, []) else "changed"
        yield Difference(key, change, name, was, now)


def _summary(fields: Fields) -> str:
    """A letter in short: when it was decided, and how."""
    count = sum(name.endswith(": request") for name in fields)
    parts = (fields.get("decision_date"), fields.get("outcome"), f"{count} item{'' if count == 1 else 's'}")
    return ", ".join(str(part) for part in parts if part)


def _letters(path: str) -> _Letters:
    try:
        with open(path, "rb") as file:
            start = file.read(len(_DATABASE))
    except FileNotFoundError:
        raise NotFound(path) from None
    except OSError as error:
        raise CorpusError(path, f"cannot be read: {os.strerror(error.errno or 0)}") from None
    return _Stored(path) if start == _DATABASE else _Lines(path)


def _key(number: str | None, sha256: str, letter: int) -> str:
    return number or f"SHA-256 {sha256}, letter {letter}"


class _Lines:
    """A file of JSON lines: where each letter's line starts is kept, not the letters."""

    def __init__(self, path: str) -> None:
        self._file = open(path, "rb")  # noqa: SIM115  closed by `close`
        self._starts: dict[str, int] = {}
        self.digests: dict[str, str] = {}
        start = 0
        for number, line in enumerate(self._file, 1):
            if line.strip():
                letter = self._read(line, path, number)
                key = _key(letter.case.number, letter.source.sha256, letter.source.letter)
                self._starts[key], self.digests[key] = start, digest(letter)
            start += len(line)

    def _read(self, line: bytes, path: str, number: int) -> Determination:
        try:
            return read_line(line)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            self.close()
            raise CorpusError(path, f"line {number} is no determination ({error}); compare .db or .jsonl") from None

    def fields(self, key: str) -> Fields:
        """What is said of a letter."""
        self._file.seek(self._starts[key])
        return _of_letter(read_line(self._file.readline()))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _of_letter(letter: Determination) -> Fields:
    place = Place(letter)
    said: Fields = {column.name: _plain(column.value(place)) for column in LETTER if column.name not in _NOT_COMPARED}
    for item in items(letter):
        said |= {f"item {item.number}: {column.name}": _plain(column.value(item)) for column in ISSUE[1:]}
        for side in SIDES:
            rows = [_row(CITATION[1:], one) for one in cited(item) if one.side == side]
            said[f"item {item.number}: {side} citations"] = rows
    said["warnings"] = sorted(_noted(warning.issue, _row(WARNING, warning)) for warning in letter.warnings)
    findings = letter.findings
    if isinstance(findings, list):
        said["findings"] = sorted(
            _noted(finding.issue, _row(FINDING[:3], Place(letter, finding=finding))) for finding in findings
        )
    return said


class _Stored:
    """A database."""

    def __init__(self, path: str) -> None:
        self._database = opened(path)
        self._ids: dict[str, int] = {}
        self.digests: dict[str, str] = {}
        rows = self._database.execute(
            "SELECT id, case_number, sha256, letter, digest FROM letters WHERE is_current ORDER BY id"
        )
        for number, case, sha256, letter, known in rows:
            key = _key(case, sha256, letter)
            self._ids[key], self.digests[key] = number, known

    def _ask(self, sql: str, *parameters: Any) -> list[sqlite3.Row]:
        rows = self._database.execute(sql, parameters)
        rows.row_factory = sqlite3.Row
        return rows.fetchall()

    def fields(self, key: str) -> Fields:
        """What is said of a letter."""
        letter_id = self._ids[key]
        (row,) = self._ask(f"SELECT * FROM {LETTERS.name} WHERE id = ?", letter_id)
        said = {column.name: _read(column, row) for column in LETTER if column.name not in _NOT_COMPARED}
        numbers: dict[int | None, int] = {}
        for issue in self._ask(f"SELECT * FROM {ISSUES.name} WHERE letter_id = ? ORDER BY number", letter_id):
            number = numbers[issue["id"]] = issue["number"]
            said |= {f"item {number}: {column.name}": _read(column, issue) for column in ISSUE[1:]}
            rows = self._ask("SELECT * FROM citations WHERE issue_id = ? ORDER BY id", issue["id"])
            for side in SIDES:
                said[f"item {number}: {side} citations"] = [
                    [_read(column, one) for column in CITATION[1:]] for one in rows if one["side"] == side
                ]
        said["warnings"] = self._notes(WARNINGS.name, WARNING, letter_id, numbers)
        if row["checked"]:
            said["findings"] = self._notes(FINDINGS.name, FINDING[:3], letter_id, numbers)
        return said

    def _notes(self, table: str, columns: Any, letter_id: int, numbers: Mapping[int | None, int]) -> list[str]:
        rows = self._ask(f"SELECT * FROM {table} WHERE letter_id = ?", letter_id)
        items_ = (numbers[row["issue_id"]] - 1 if row["issue_id"] else None for row in rows)
        return sorted(
            _noted(item, [_read(column, row) for column in columns]) for item, row in zip(items_, rows, strict=True)
        )

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


def _read(column: Any, row: sqlite3.Row) -> Any:
    value = row[column.name]
    return msgspec.json.decode(value) if column.kind == "list" and isinstance(value, str) else value


def _row(columns: Any, place: Any) -> list[Any]:
    return [_plain(column.value(place)) for column in columns]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _noted(item: int | None, values: list[Any]) -> str:
    """A warning or finding in a line."""
    return ("" if item is None else f"item {item + 1}: ") + ": ".join(str(value) for value in values)
