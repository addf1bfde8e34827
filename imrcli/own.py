"""Whether a file is an earlier output of imrcli: told by its content, from a few bytes of it.

Such a file may be replaced by a new output; any other file only where the user says so. What was added to since (tables
in a database, a workbook that was saved by hand) holds work of the user's, and is no output any more.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

APPLICATION_ID = 0x494D5231
"""What SQLite files that imrcli writes as outputs have as their `application_id`: IMR1."""

ADDED_ID = 0x494D5241
"""The `application_id` of a database of imrcli that `imr add` has put letters into: IMRA. It is no output any more."""

SQLITE = b"SQLite format 3\0"
_APPLICATION_AT = 68
"""Where SQLite's header has the `application_id`, in four bytes."""

_HEAD = 16_384
_FOOTER = 1 << 20
"""Bytes of a Parquet file's footer that are looked through."""

_TABLES = {"letters", "issues", "citations", "warnings", "problems"}
_OTHERS = {"findings", "decisions", "citations_by_guideline", "outcomes_by_category", "outcomes_by_year"}
_OTHERS |= {"facts", "terms", "issue_terms", "citation_pages", "replaced", "passages"}
_FULL_TEXT = "issues_fts"

_CSV = (
    b"case_number,decision_date,request,outcome,category,",
    b"case_number,issue,request,severity,code,",
    b"case_number,decision_date,item,request,outcome,",
    b"source,sha256,format,case_number,",
    b"source,sha256,case_number,issue,request,severity,code,",
    b"letter,change,field,before,after\n",
    b"source,case_number,issue,code,message\n",
)
"""How the header lines of decisions, of findings, of what was searched, of differences and of warnings begin."""

_STATISTICS = re.compile(
    rb"(?:[a-z_]+,){0,2}letters,decisions,upheld,overturned,partially_overturned,|\*{0,2}Decisions\b"
)
_COUNTED = re.compile(rb"[\d,]+\s+decisions?\s+in\s+[\d,]+\s+letters?(?:;\s[^()]*(?:\([^()]*\))?)?\s*\n\Z")
"""How statistics begin, and how the texts of them end."""

_JSON = re.compile(
    rb'\s*(?:\[\s*)?\{\s*(?:"schema_version"\s*:\s*\d+\s*,\s*"source"\s*:|"source"\s*:\s*\{\s*"path"\s*:'
    rb'|"by"\s*:\s*\[[^\]]*\],\s*"selection"\s*:|"letter"\s*:\s*"[^"]*",\s*"change"\s*:\s*"'
    rb'|"source"\s*:\s*"(?:[^"\\]|\\.)*",\s*"sha256"\s*:\s*(?:null|"\w{64}"),\s*"code"\s*:'
    rb'|"source"\s*:\s*"(?:[^"\\]|\\.)*",\s*"case_number"\s*:\s*(?:null|"[^"]*"),\s*"issue"\s*:'
    rb'|"total"\s*:\s*\d+,\s*"hits"\s*:|"case_number"\s*:\s*(?:null|"[^"]*"),\s*"decision_date"\s*:'
    rb'|"request"\s*:\s*"(?:[^"\\]|\\.)*",\s*"case_number"\s*:)'
)
"""A determination, a letter's findings, a problem, a warning, statistics, a difference, what was searched."""

_TABLE = re.compile(rb"(?:[^\n]+\n){0,9}?(?:[^\n]* {2})?[A-Z? ]+\s*\nReviewer: ")
_MARKDOWN = re.compile(rb"## [^\n]*\n\n- Outcome: \*\*")
_FINDINGS = re.compile(rb"\n?[\d,]+\s+findings?(?:\s+\([^()]*\))?\s+in\s+[\d,]+\s+of\s+[\d,]+\s+letters?\n\Z")
_HITS = re.compile(
    rb"(?:IMR Case No\. )?(?:CM\d\d-\d{7,8}|no case number)(?: \([^)\n]*\),|  (?:[\d-]{10}|no date))\s+item \d"
    rb"|\| case number \| decision date \| item \|"
)
"""What was searched, as a table, as lines for a brief, in Markdown."""
_ENDED = b"\nHow such disputes ended:\n"
_PAGE = b'<meta name="generator" content="imrcli">'
_CHART = (b"Software\0imrcli", b"<dc:title>imrcli</dc:title>")
_DIFFERENCES = b"| Letter | Change | Field | Before | After |\n"
_HIGHLIGHT = re.compile(rb"/T ?\(imrcli\)")


def is_own(path: Path) -> bool:
    """Whether a file holds nothing, or what imrcli wrote as an output. False where that cannot be told."""
    try:
        if path.is_dir():
            return _is_part_folder(path)
        with path.open("rb") as file:
            head = file.read(_HEAD)
            if head.startswith(SQLITE):
                return is_own_database(path)
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - 8))
            tail = file.read()
            if head.startswith(b"%PDF-"):
                file.seek(0)
                return _HIGHLIGHT.search(file.read()) is not None
            if head.startswith(b"PAR1"):
                footer = int.from_bytes(tail[:4], "little")
                file.seek(max(0, size - 8 - min(footer, _FOOTER)))
                return b"imrcli " in file.read()
            file.seek(max(0, size - 256))
            tail = file.read()
    except OSError:
        return False
    if head.startswith(b"PK"):
        return _is_own_workbook(path)
    if any(mark in head for mark in _CHART):
        return True
    text = head.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    return (
        not text
        or text.startswith(_CSV)
        or text.startswith(_DIFFERENCES)
        or (
            _STATISTICS.match(text) is not None and (b",share_overturned," in text or _COUNTED.search(tail) is not None)
        )
        or _PAGE in text
        or any(form.match(text) for form in (_JSON, _TABLE, _MARKDOWN, _HITS))
        or _ENDED in text
        or _FINDINGS.search(tail) is not None
    )


def is_own_database(path: Path) -> bool:
    """Whether a SQLite file has imrcli's tables and views, and nothing besides."""
    import sqlite3
    from contextlib import closing
    from urllib.parse import quote

    try:
        with closing(sqlite3.connect(f"file:{quote(os.fsencode(path))}?mode=ro", uri=True, timeout=1.0)) as database:
            (application,) = database.execute("PRAGMA application_id").fetchone()
            names = {str(name) for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type <> 'index'")}
    except sqlite3.Error:
        return False
    names = {name for name in names if not name.startswith((_FULL_TEXT, "sqlite_"))}
    return application in (0, APPLICATION_ID) and _TABLES <= names <= _TABLES | _OTHERS


def was_added_to(path: Path) -> bool:
    """Whether a file is a database of imrcli that `imr add` has put letters into. False where that cannot be told."""
    try:
        with path.open("rb") as file:
            head = file.read(_APPLICATION_AT + 4)
    except OSError:
        return False
    return head.startswith(SQLITE) and int.from_bytes(head[_APPLICATION_AT:], "big") == ADDED_ID


def _is_own_workbook(path: Path) -> bool:
    import zipfile

    try:
        with zipfile.ZipFile(path) as book:
            about = book.open("docProps/core.xml").read(_HEAD)
    except (zipfile.BadZipFile, OSError, KeyError, RuntimeError, NotImplementedError, ValueError, EOFError):
        return False
    return b"Made by imrcli" in about and re.search(rb"<cp:lastModifiedBy>[^<]", about) is None


def _is_part_folder(folder: Path) -> bool:
    """Whether a folder holds the Parquet files of a cluster's run, and nothing besides."""
    return all(
        _is_part_folder(entry)
        if entry.name == "_decisions" and entry.is_dir()
        else re.fullmatch(r"part-\d{6}(?:\.decisions)?\.parquet", entry.name) and is_own(entry)
        for entry in folder.iterdir()
    )
