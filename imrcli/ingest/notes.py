"""What every reader of PDFs notes of the pages that it read, in the same words."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Mapping, Sequence

from imrcli.pattern import pattern

Note = tuple[str, str]
"""A stable code, and the same for people."""

_CONTROL = bytes(range(9)) + b"\x0b" + bytes(range(14, 32)) + b"\x7f"
_BEYOND_ASCII = pattern(r"[^\x00-\x7f]")
_FEW = 5
"""Odd characters that any letter may have."""
_SHARE = 0.005
"""More odd characters than this share of a letter: its text is not what is printed."""
_BREAKS = "\ufffe\xad"
"""How readers give a hyphen at a line's end."""


def of_pages(texts: Sequence[str], unread: Container[int], unseen: Mapping[int, int] | None = None) -> list[Note]:
    """Notes on pages, by their texts, the indexes of those that could not be read, and counts of hidden characters."""
    notes = []
    for index, text in enumerate(texts):
        if index in unread:
            notes.append(("page-unreadable", f"page {index + 1} is damaged and could not be read"))
        elif not text.strip():
            notes.append(("page-without-text", f"page {index + 1} has no text (an image of it, or blank)"))
    for index, count in (unseen or {}).items():
        message = f"page {index + 1} has {count} characters that are not seen on it; they were left out"
        notes.append(("hidden-text", message))
    odd, size = _odd(texts), sum(map(len, texts))
    if odd > _FEW and odd > _SHARE * size:
        message = f"{odd} of {size} characters are none that a letter is written in; its text may be garbled"
        notes.append(("odd-characters", message))
    return notes


def _odd(texts: Iterable[str]) -> int:
    """How many characters stand for nothing: controls, unassigned and private ones, U+FFFD."""
    odd = 0
    for text in texts:
        encoded = text.encode("utf-8", "surrogatepass")
        odd += len(encoded) - len(encoded.translate(None, _CONTROL))
        if not text.isascii():
            odd += sum(map(_is_odd, _BEYOND_ASCII.findall(text)))
    return odd


def _is_odd(character: str) -> bool:
    if character in _BREAKS:
        return False
    # Bullets of the symbol fonts are at U+F000 and up.
    return character == "\ufffd" or (
        unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs") and not "\uf020" <= character <= "\uf0ff"
    )
