"""A report as the bytes of a file: a page or a workbook, as the ending of the file's name says."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Literal

from imrcli.annual.parts import Report
from imrcli.errors import MissingExtra, unknown_format

_KINDS: dict[str, Literal["page", "workbook"]] = {".html": "page", ".htm": "page", ".xlsx": "workbook"}


def kind_of(output: str) -> Literal["page", "workbook"]:
    """What a file of this name is. Raises UnknownFormat for another ending."""
    ending = PurePath(output).suffix.lower()
    kind = _KINDS.get(ending)
    if kind is None:
        raise unknown_format(ending or PurePath(output).name, "report", ["html", "xlsx"])
    return kind


def written(report: Report, corpus: str, output: str) -> bytes:
    """A report on the database or folder at a path, for a file. Raises MissingExtra where a library is."""
    if kind_of(output) == "workbook":
        from imrcli.annual.workbook import workbook

        return workbook(report)
    from imrcli.annual.page import html

    try:
        return html(report, Path(corpus).name).encode("utf-8", "replace")
    except ImportError:
        raise MissingExtra.of(output, "charts", "Matplotlib") from None
