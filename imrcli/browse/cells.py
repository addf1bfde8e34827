"""A cell of a table as HTML: outcomes in words, long texts folded, case numbers as links; what comes in is escaped."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from datasette.utils import tilde_encode
from markupsafe import Markup, escape

from imrcli.render.words import outcome

_SHORT = 180
"""Characters of a text that stand unfolded."""

_LISTS = frozenset(
    [
        "reviewer_specialties",
        "reviewer_licensure",
        "documents_reviewed",
        "rationale_pages",
        "sections",
        "pages",
        "warnings",
    ]
)
_WORDS = frozenset(["outcome", "letter_outcome", "conclusion", "side", "priority", "claimant_sex", "sex", "severity"])
_HASHES = frozenset(["sha256", "digest"])


def cell(column: str, value: Any, table: str | None, path: Callable[[str], str]) -> Markup | None:
    """The HTML of a value, or None where Datasette's own is as good. `path` puts the server's prefix before a path."""
    if isinstance(value, dict):  # a key, with the label of the row that it stands for
        if column == "letter_id" and value.get("label") is not None:
            return case_link(str(value["label"]), path)
        return None
    if not isinstance(value, str) or not value:
        return None
    if column == "case_number":
        return case_link(value, path)
    if column in _WORDS:
        shown = Markup('<span class="imr-word imr-{}">{}</span>')
        return shown.format(value.replace("_", "-"), outcome(value))
    if column in _HASHES:
        return Markup('<code title="{}">{}…</code>').format(value, value[:10])
    if column in _LISTS and value.startswith("["):
        return _listed(value)
    return folded(value) if len(value) > _SHORT else Markup("{}").format(value)


def case_link(number: str, path: Callable[[str], str]) -> Markup:
    """A case number that leads to its letter."""
    return Markup('<a href="{}">{}</a>').format(path(f"/-/letter/{tilde_encode(number)}"), number)


def folded(text: str) -> Markup:
    """A long text: its beginning, and the rest on demand."""
    cut = text.rfind(" ", 0, _SHORT)
    cut = cut if cut > _SHORT // 2 else _SHORT
    return Markup('<details class="imr-fold"><summary>{}<i>…</i></summary>{}</details>').format(text[:cut], text[cut:])


def _listed(value: str) -> Markup | None:
    try:
        names = json.loads(value)
    except ValueError:
        return None
    if not isinstance(names, list):
        return None
    text = "; ".join(map(str, names))
    return (folded(text) if len(text) > _SHORT else escape(text)) or Markup("&nbsp;")
