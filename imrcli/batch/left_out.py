"""What in a folder or an archive is no source: hidden files, and data files such as `imr` itself writes.

A file that the user names is never left out; what is left out is counted and can be told.
"""

from __future__ import annotations

from collections.abc import Callable

_DATA = (
    *(".json", ".jsonl", ".ndjson", ".csv", ".xlsx", ".parquet", ".db", ".sqlite", ".html", ".htm"),
    *(".journal", ".journal-wal", ".journal-shm"),
)


def why_left_out(path: str, head: Callable[[], bytes]) -> str | None:
    """Why a file is no source, in a word or two; None where it is one.

    `head` gives the file's first bytes, and is called where its name does not decide: a PDF is a source whatever
    it is called.
    """
    parts = path.replace("\\", "/").split("/")
    if parts[-1].startswith(".") or parts[0] == "__MACOSX":  # the latter is what macOS adds to archives
        return "hidden"
    if path.lower().endswith(_DATA) and not head().startswith(b"%PDF-"):
        return "a data file"
    return None
