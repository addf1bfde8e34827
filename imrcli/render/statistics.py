"""Statistics as a table with bars for a terminal, as Markdown, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, get_args

from imrcli.render.figures import (
    ALL,
    COLUMNS,
    DAYS,
    HEADS,
    cells,
    crossed,
    heading,
    label,
    labels,
    percent,
    summary,
    values,
)
from imrcli.render.formulas import harmless
from imrcli.render.letter_markdown import plain_cell

if TYPE_CHECKING:
    from imrcli.corpus.stats import Group, Statistics

StatisticsFormat = Literal["table", "csv", "json", "md"]
FORMATS: tuple[StatisticsFormat, ...] = get_args(StatisticsFormat)


def statistics(found: Statistics, form: StatisticsFormat, *, width: int | None = None, colour: bool = False) -> str:
    """The statistics in a format; `width` (columns) and `colour` are of a terminal's table."""
    if form == "table":
        from imrcli.render.statistics_table import table  # its library takes long to import

        return table(found, width or 100, colour=colour)
    made: dict[str, Callable[[Statistics], str]] = {"csv": _csv, "json": _json, "md": _markdown}
    return made[form](found)


def _markdown(found: Statistics) -> str:
    if len(found.by) == 2:
        head, body = _cross_cells(found)
    else:
        head = [*(by.title for by in found.by), *HEADS, *DAYS]
        body = [[*labels(group, found), *cells(group)] for group in found.groups]
        body.append([*([ALL] * len(found.by)), *cells(found.total)])
    names = len(head) - len(cells(found.total)) if len(found.by) < 2 else 1
    rules = ["---" if at < names else "---:" for at in range(len(head))]
    lines = [_line(head), _line(rules, as_is=True), *map(_line, body)]
    return f"**{plain_cell(heading(found))}**\n\n" + "\n".join(lines) + f"\n\n{summary(found)}\n"


def _cross_cells(found: Statistics) -> tuple[list[str], list[list[str]]]:
    rows, columns, groups = crossed(found)
    head = [found.by[0].title, *(label(column, found.by[1].name) for column in columns)]
    body = []
    for row in rows:
        shown = (groups.get((row, column)) for column in columns)
        texts = (f"{group.overturned}/{group.decided} ({percent(group.share)})" if group else "" for group in shown)
        body.append([label(row, found.by[0].name), *texts])
    return head, body


def _line(texts: Iterable[str], *, as_is: bool = False) -> str:
    return "| " + " | ".join(texts if as_is else map(plain_cell, texts)) + " |"


def _csv(found: Statistics) -> str:
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow([*(by.name.replace("-", "_") for by in found.by), *COLUMNS])
    for group in found.groups if found.by else [found.total]:
        rows.writerow([*map(harmless, group.key), *values(group)])
    return out.getvalue()


def _json(found: Statistics) -> str:
    names = [by.name.replace("-", "_") for by in found.by]
    said = {
        "by": names,
        "selection": found.of,
        "groups": [_named(names, group) for group in found.groups],
        "total": _named((), found.total),
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _named(names: Sequence[str], group: Group) -> dict[str, object]:
    return {**dict(zip_longest(names, group.key)), **dict(zip(COLUMNS, values(group), strict=True))}
