"""Findings for people and for programs: text, JSON, JSON lines, CSV.

Letters are rendered one after the other as they come, so that a run over many of them needs no more memory than one.
Which findings of a letter are shown is a `Selection`'s matter, and each renderer is given a letter with those alone.
"""

from __future__ import annotations

import csv
import io
import textwrap
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Protocol, get_args

import msgspec
from msgspec import UNSET

from imrcli.model import Checked, Determination, Finding, Severity
from imrcli.render import FindingsFormat, words
from imrcli.render.rows import QUESTIONED, finding_rows, header
from imrcli.render.terminal import counted, printable

WIDTH = 100
"""Columns of text where no width is asked for, as far as there are so many."""
_QUOTED = 160
"""Characters of a side that the text shows."""

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The gravest first."""


class Selection:
    """Which findings are shown: those as severe as `least` and severer, of some codes `only`, without what to `ignore`.

    It counts what it lets through: `letters` in all, `questioned` those that have findings, `findings` by severity.
    """

    def __init__(self, least: Severity = "low", only: Collection[str] = (), ignore: Collection[str] = ()) -> None:
        self._severities = SEVERITIES[: SEVERITIES.index(least) + 1]
        self._only, self._ignore = only, ignore
        self.letters = self.questioned = 0
        self.findings: Counter[Severity] = Counter()

    def select(self, determination: Determination) -> list[Finding]:
        """Leave a determination's findings that are shown, and return them."""
        every = [] if determination.findings is UNSET else determination.findings
        shown = [finding for finding in every if self._shows(finding)]
        determination.findings = shown
        self.letters += 1
        self.questioned += bool(shown)
        self.findings.update(finding.severity for finding in shown)
        return shown

    def _shows(self, finding: Finding) -> bool:
        return (
            finding.severity in self._severities
            and (not self._only or finding.code in self._only)
            and finding.code not in self._ignore
        )


class Renderer(Protocol):
    """Renders letters one after the other."""

    def letter(self, determination: Determination, findings: list[Finding]) -> bytes:
        """What a letter adds; it may come with a later one only."""

    def end(self, selection: Selection) -> bytes:
        """What stands behind the last letter."""


def renderer(form: FindingsFormat, width: int | None = None) -> Renderer:
    """The renderer of a format; `width` is in columns, and of text alone."""
    if form == "text":
        return Text(width or WIDTH)
    renderers: dict[FindingsFormat, type[Renderer]] = {"json": Json, "jsonl": JsonLines, "csv": Csv}
    return renderers[form]()


class Text:
    """For people: the letters that have findings, and a line of totals. A letter that is alone is always shown."""

    def __init__(self, width: int = WIDTH) -> None:
        self._width = width
        self._letters = 0
        self._alone = b""

    def letter(self, determination: Determination, findings: list[Finding]) -> bytes:
        """The letter's findings, with the evidence on each side."""
        self._letters += 1
        shown = ("\n".join(_letter(determination, findings, self._width)) + "\n").encode("utf-8", "replace")
        if self._letters == 1 and not findings:
            self._alone = shown
            return b""
        return shown if findings else b""

    def end(self, selection: Selection) -> bytes:
        """The totals."""
        if not selection.letters:
            return b""
        counts = selection.findings
        grades = ", ".join(f"{counts[grade]} {grade}" for grade in SEVERITIES if counts[grade])
        total = f"{counted(counts.total(), 'finding')}{f' ({grades})' if grades else ''}"
        line = f"{total} in {selection.questioned} of {counted(selection.letters, 'letter')}"
        lines = "".join(f"{part}\n" for part in _wrapped(line, "  ", self._width))
        return (self._alone if self._letters == 1 else b"") + lines.encode()


class Json:
    """Indented JSON: an object for one letter, an array for several."""

    def __init__(self) -> None:
        self._letters = 0
        self._first = b""

    def letter(self, determination: Determination, findings: list[Finding]) -> bytes:
        """The letter before this one, as one of several."""
        self._letters += 1
        shown = msgspec.json.format(msgspec.json.encode(_checked(determination, findings)), indent=2)
        if self._letters == 1:
            self._first = shown
            return b""
        before = b"[\n" + _indented(self._first) if self._letters == 2 else b""
        return before + b",\n" + _indented(shown)

    def end(self, selection: Selection) -> bytes:
        """The letter that is alone, or the array's end."""
        if not self._letters:
            return b""
        return self._first + b"\n" if self._letters == 1 else b"\n]\n"


class JsonLines:
    """One object a letter and line."""

    def letter(self, determination: Determination, findings: list[Finding]) -> bytes:
        """The letter's line."""
        return msgspec.json.encode(_checked(determination, findings)) + b"\n"

    def end(self, selection: Selection) -> bytes:
        """Nothing."""
        return b""


class Csv:
    """CSV (RFC 4180), UTF-8: one row a finding, with a header line."""

    def __init__(self) -> None:
        self._begun = False

    def letter(self, determination: Determination, findings: list[Finding]) -> bytes:
        """The letter's rows."""
        before = () if self._begun else (header(QUESTIONED),)
        self._begun = True
        return _csv((*before, *finding_rows(determination)))

    def end(self, selection: Selection) -> bytes:
        """Nothing."""
        return b""


def _checked(determination: Determination, findings: list[Finding]) -> Checked:
    return Checked(source=determination.source, case_number=determination.case.number, findings=findings)


def _indented(json: bytes) -> bytes:
    return b"\n".join(b"  " + line for line in json.split(b"\n"))


def _csv(rows: Iterable[Iterable[object]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def _letter(determination: Determination, findings: list[Finding], width: int) -> Iterator[str]:
    case_number = determination.case.number
    number = f" ({case_number})" if case_number else ""
    head = f"{number}: {counted(len(findings), 'finding')}"
    path = printable(determination.source.path or "")
    if len(path) + len(head) <= width:
        yield path + head
    else:  # the path stays in one piece, to be copied
        yield path
        yield from _wrapped(head.lstrip(" :"), "  ", width, first="  ")
    for finding in findings:
        item = "" if finding.issue is None else f" (item {finding.issue + 1})"
        head = f"  {finding.severity}  {finding.code}{item}: "
        yield from _wrapped(head + printable(finding.message), "      ", width)
        for side in finding.sides:
            yield from _wrapped(f"      - {words.side(side, printable(_cut(side.text)))}", "        ", width)
    yield ""


def _wrapped(line: str, indent: str, width: int, first: str = "") -> list[str]:
    return textwrap.wrap(line, width, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False)


def _cut(quoted: str) -> str:
    return quoted if len(quoted) <= _QUOTED else quoted[: _QUOTED - 1].rstrip() + "…"
