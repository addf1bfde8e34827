"""Pieces of HTML. Whatever comes from a letter goes through `text`, and there is no other way in."""

from __future__ import annotations

import html

from imrcli.pattern import NOT_PRINTED

_UNSEEN = "\ufffd"


def text(words: object) -> str:
    """Words as HTML, in an element or in a quoted attribute: nothing in them is markup, nothing turns the writing."""
    shown = str(words).encode("utf-8", "replace").decode("utf-8")
    return html.escape(NOT_PRINTED.sub(lambda match: _kept(match[0]), shown), quote=True)


def _kept(char: str) -> str:
    return char if char in "\n\t" else _UNSEEN


def number(value: float) -> str:
    """A coordinate, to a hundredth of a point."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def swatch(kind: str) -> str:
    """A kind's colour and line, as they are on the page; for the eye only."""
    return (
        f'<svg class="swatch k-{kind}" viewBox="0 0 22 14" aria-hidden="true">'
        '<rect width="22" height="14"/><path d="M0 13H22"/></svg>'
    )
