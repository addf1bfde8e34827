"""docs/promises.md names tests: each of them is there."""

from __future__ import annotations

import re

from row_by_row import row_by_row
from test_cli import ROOT

NAMED = re.findall(r"`(tests/\w+\.py)::(\w+)`", (ROOT / "docs" / "promises.md").read_text(encoding="utf-8"))


@row_by_row(NAMED)
def test_what_is_promised_has_a_test(file: str, name: str) -> None:
    assert f"\ndef {name}(" in (ROOT / file).read_text(encoding="utf-8")


def test_every_row_names_a_test() -> None:
    rows = re.findall(r"(?m)^\| (?!who \|)(?!-).*\|$", (ROOT / "docs" / "promises.md").read_text(encoding="utf-8"))
    assert rows
    assert [row for row in rows if not re.search(r"`tests/\w+\.py::\w+`", row)] == []
