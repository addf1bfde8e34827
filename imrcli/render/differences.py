"""Differences between two sets of determinations, as lines for people, CSV, JSON lines or Markdown."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal, get_args

import msgspec

from imrcli.render.formulas import harmless
from imrcli.render.letter_markdown import plain_cell
from imrcli.render.terminal import printable

if TYPE_CHECKING:
    from imrcli.corpus.diff import Difference

DifferenceFormat = Literal["text", "csv", "jsonl", "md"]
FORMATS: tuple[DifferenceFormat, ...] = get_args(DifferenceFormat)

WIDTH = 100
"""Columns of text where no width is asked for and no terminal tells one."""

COLUMNS = ("letter", "change", "field", "before", "after")
_LONG = 160
"""Characters. Of longer values only what differs is shown, with some words around it."""
_AROUND = 5
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def lines(found: Iterable[Difference], form: DifferenceFormat, *, width: int = WIDTH) -> Iterator[str]:
    """The differences in a format, piece by piece; text in lines of at most so many columns."""
    made: dict[str, Callable[[Iterable[Difference]], Iterator[str]]] = {
        "text": lambda told: _text(told, width),
        "csv": _csv,
        "jsonl": _json,
        "md": _markdown,
    }
    return made[form](found)


def _text(found: Iterable[Difference], width: int) -> Iterator[str]:
    for letter, fields in groupby(found, key=lambda difference: difference.letter):
        for at, difference in enumerate(fields):
            if not difference.field:
                only = "only in the second" if difference.change == "added" else "only in the first"
                yield _filled(f"{letter}: ", f"{only} ({difference.after or difference.before})", width, 4)
                continue
            if at == 0:
                yield _filled("", letter, width, 4)
            before, after = shortened(said(difference.before), said(difference.after))
            yield _filled(f"  {_SIGNS[difference.change]} ", difference.field.replace("_", " "), width)
            for head, value in (("      was: ", before), ("      now: ", after)):
                if value:
                    yield _filled(head, value, width)


def _filled(head: str, text: str, width: int, indent: int | None = None) -> str:
    """A text behind a head, in lines of at most so many columns, those below as far in as the text."""
    below = " " * (len(head) if indent is None else indent)
    return textwrap.fill(printable(head + text), max(width, len(below) + 1), subsequent_indent=below) + "\n"


def said(value: Any) -> str:
    """A value in a line; empty for none."""
    if value is None:
        return ""
    if isinstance(value, list):
        return " | ".join(", ".join(map(said, one)) if isinstance(one, list) else said(one) for one in value)
    return " ".join(str(value).split())


def shortened(before: str, after: str) -> tuple[str, str]:
    """Two values, of which long ones are cut to what differs and a few words around it."""
    if max(len(before), len(after)) <= _LONG or not (before and after):
        return _cut(before), _cut(after)
    was, now = before.split(), after.split()
    same = [code for code in SequenceMatcher(None, was, now, autojunk=False).get_opcodes() if code[0] != "equal"]
    if not same:
        return _cut(before), _cut(after)
    (_, was_first, _, now_first, _), (_, _, was_last, _, now_last) = same[0], same[-1]
    return _part(was, was_first, was_last), _part(now, now_first, now_last)


def _part(words: list[str], first: int, last: int) -> str:
    start, end = max(0, first - _AROUND), min(len(words), last + _AROUND)
    shown = " ".join(words[start:end])
    return f"{'… ' if start else ''}{_cut(shown, 3 * _LONG)}{' …' if end < len(words) else ''}"


def _cut(text: str, most: int = _LONG) -> str:
    return text if len(text) <= most else text[: most - 2].rsplit(" ", 1)[0] + " …"


def _csv(found: Iterable[Difference]) -> Iterator[str]:
    yield _row(COLUMNS)
    for difference in found:
        values = (said(difference.before), said(difference.after))
        yield _row([harmless(value) for value in (*difference[:3], *values)])


def _row(values: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(values)
    return out.getvalue()


def _json(found: Iterable[Difference]) -> Iterator[str]:
    for difference in found:
        yield msgspec.json.encode(difference._asdict()).decode() + "\n"


def _markdown(found: Iterable[Difference]) -> Iterator[str]:
    yield "| Letter | Change | Field | Before | After |\n| --- | --- | --- | --- | --- |\n"
    for difference in found:
        shown = shortened(said(difference.before), said(difference.after))
        yield "| " + " | ".join(map(plain_cell, (*difference[:3], *shown))) + " |\n"
