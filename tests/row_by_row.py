"""Tables of many short rows, of which one test takes many: to begin a test takes longer than to read a sentence."""

from __future__ import annotations

import inspect
import textwrap
import traceback
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

_MOST = 50
"""Rows in a test. The tests of a long table can be shared out among processes."""

Check = Callable[..., None]


def row_by_row(rows: Iterable[Any], most: int = _MOST) -> Callable[[Check], Check]:
    """Make a check of one row a test of up to `most` rows, which fails with all that do not hold.

    A row is the check's arguments; where it has only one, the argument itself.
    """
    table = list(rows)
    assert table, "a table without rows would test nothing"
    parts = {
        f"{start + 1}-{start + len(part)}": part
        for start in range(0, len(table), most)
        if (part := table[start : start + most])
    }

    def made(check: Check) -> Check:
        is_bare = len(inspect.signature(check).parameters) == 1

        def test(part: str) -> None:
            given = [(row,) if is_bare else row for row in parts[part]]
            failures = [failure for row in given if (failure := _failure(check, row))]
            if failures:
                pytest.fail("\n\n".join([f"{len(failures)} of {len(given)} rows:", *failures]), pytrace=False)

        test.__name__, test.__qualname__, test.__doc__ = check.__name__, check.__qualname__, check.__doc__
        test.__module__ = check.__module__
        return pytest.mark.parametrize("part", parts)(test)

    return made


def _failure(check: Check, row: Sequence[Any]) -> str:
    """The row, and what does not hold of it; empty where all does."""
    try:
        check(*row)
    except AssertionError as error:
        why = str(error)
    except (Exception, pytest.fail.Exception):
        why = traceback.format_exc()
    else:
        return ""
    return f"{', '.join(map(repr, row))}\n{textwrap.indent(why, '    ')}"
