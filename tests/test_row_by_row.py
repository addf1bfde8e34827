"""Each row of a table is tested, and each that does not hold is named with what is wrong with it."""

from __future__ import annotations

import pytest
from row_by_row import row_by_row

ROWS = [("one", 3), ("two", 5), ("three", 5), ("four", 0), ("five", 4)]


@row_by_row(ROWS, most=4)
def length(word: str, expected: int) -> None:
    assert 60 // expected == 60 // len(word)


def test_rows_are_shared_out() -> None:
    (mark,) = length.pytestmark  # type: ignore[attr-defined]
    assert list(mark.args[1]) == ["1-4", "5-5"]


def test_rows_that_hold() -> None:
    length("5-5")


def test_every_row_that_does_not_hold_is_named() -> None:
    with pytest.raises(pytest.fail.Exception) as failed:
        length("1-4")
    said = str(failed.value)
    assert said.startswith("2 of 4 rows:\n\n'two', 5\n    assert (60 // 5) == (60 // 3)")
    assert "\n\n'four', 0\n    Traceback" in said
    assert "ZeroDivisionError" in said


@row_by_row(["", "a"])
def emptiness(word: str) -> None:
    assert word == ""


def test_a_row_of_one_value_is_the_value() -> None:
    with pytest.raises(pytest.fail.Exception, match="1 of 2 rows:\n\n'a'\n"):
        emptiness("1-2")


def test_a_table_has_rows() -> None:
    with pytest.raises(AssertionError):
        row_by_row([])
