"""What the page of a letter shows, and the letter's own pages where its file is at hand."""

from __future__ import annotations

import asyncio
import json
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from imrcli.render.words import outcome

_LISTS = ("reviewer_specialties", "reviewer_licensure", "documents_reviewed")
_MOST = 100 << 20
"""Bytes of a file at most, as `imr batch` reads it."""

_READING = Lock()
"""PDFium reads one file at a time."""


async def found(database: Any, name: str) -> dict[str, Any] | None:
    """A letter by its case number, or by its number in the file: all that its page shows. None where there is none."""
    rows = await database.execute(
        "SELECT * FROM letters WHERE case_number = :name OR (case_number IS NULL AND id = CAST(:name AS INTEGER))"
        " ORDER BY is_current DESC, id DESC LIMIT 1",
        {"name": name},
    )
    if not rows.rows:
        return None
    letter = dict(rows.rows[0])
    for column in _LISTS:
        letter[column] = _list(letter[column])
    of = {"letter": letter["id"]}

    async def all_of(sql: str) -> list[dict[str, Any]]:
        return [dict(row) for row in (await database.execute(sql, of)).rows]

    issues = await all_of("SELECT * FROM issues WHERE letter_id = :letter ORDER BY number")
    cited = await all_of(
        "SELECT * FROM citations WHERE issue_id IN (SELECT id FROM issues WHERE letter_id = :letter) ORDER BY id"
    )
    for issue in issues:
        for side in ("reviewer", "claims_administrator"):
            issue[f"{side}_cites"] = [one for one in cited if one["issue_id"] == issue["id"] and one["side"] == side]
        issue["rationale_pages"] = _list(issue["rationale_pages"])
    numbers = {issue["id"]: issue["number"] for issue in issues}
    findings = await all_of(
        "SELECT * FROM findings WHERE letter_id = :letter"
        " ORDER BY CASE severity WHEN 'high' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END, id"
    )
    warnings = await all_of("SELECT * FROM warnings WHERE letter_id = :letter ORDER BY id")
    for told in (*findings, *warnings):
        told["number"] = numbers.get(told["issue_id"])
    return {
        "letter": letter,
        "issues": issues,
        "findings": findings,
        "warnings": warnings,
        "at_hand": file_of(letter) is not None,
        "words": outcome,
    }


def file_of(letter: dict[str, Any]) -> Path | None:
    """The letter's file, if it lies where it was read; what was a member of an archive or a URL does not."""
    source = letter["source"]
    if not source or "\0" in source or "://" in source:
        return None
    try:
        return Path(source) if Path(source).is_file() else None
    except OSError:
        return None


async def pages(letter: dict[str, Any]) -> tuple[str | None, str]:
    """The letter's file with every value lit up, as `imr show` shows it; or None, and why not."""
    path = file_of(letter)
    if path is None:
        return None, f"The file is not at hand: {letter['source'] or 'it has no name'}"
    return await asyncio.to_thread(_page, path, letter["sha256"])


def _page(path: Path, digest: str) -> tuple[str | None, str]:
    import imrcli
    from imrcli.errors import ImrError
    from imrcli.show.page import html
    from imrcli.show.pictures import pictures

    try:
        if path.stat().st_size > _MOST:
            return None, "The file is too large"
        data = path.read_bytes()
        if sha256(data).hexdigest() != digest:
            return None, "The file has changed since it was read"
        with _READING:
            reports = imrcli.report_all(data, ocr="never")
            shown = pictures(data) if reports[0].text is None else []
        return html(reports, shown, path.name), ""
    except (ImrError, OSError) as error:
        return None, f"The file cannot be shown: {error}"


def _list(value: str) -> list[Any]:
    try:
        names = json.loads(value)
    except (TypeError, ValueError):
        return []
    return names if isinstance(names, list) else []
