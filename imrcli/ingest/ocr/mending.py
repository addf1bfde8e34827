"""What is mended in the text of a page, and what is told of it: the words as read, and as what they are read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec.structs import replace

from imrcli.ingest.notes import Note
from imrcli.ingest.ocr.words import Line, Word

Code = Literal["ocr-form", "ocr-title", "ocr-outcome", "ocr-number", "ocr-words"]

_WHAT: dict[Code, str] = {
    "ocr-form": "words of the form",
    "ocr-title": "titles",
    "ocr-outcome": "outcomes",
    "ocr-number": "numbers",
    "ocr-words": "words",
}
_MOST_TOLD = 40
"""Mendings of a kind that one warning names."""


class Mendings:
    """What was mended on one page, by kind."""

    def __init__(self) -> None:
        self._mended: dict[Code, list[tuple[str, str]]] = {}

    def add(self, code: Code, read: str, printed: str) -> None:
        """Note that what was read is taken for something else."""
        self._mended.setdefault(code, []).append((read, printed))

    def notes(self, page: int) -> list[Note]:
        """A note for each kind of mending, on a page by its number from 1."""
        notes: list[Note] = []
        for code, mended in self._mended.items():
            named = ", ".join(f"{read!r} as {printed!r}" for read, printed in mended[:_MOST_TOLD])
            more = f" and {len(mended) - _MOST_TOLD} more" if len(mended) > _MOST_TOLD else ""
            notes.append((code, f"page {page}: {_WHAT[code]} that OCR damaged: read {named}{more}"))
        return notes


def squashed(text: str) -> str:
    """A word's letters and digits in lower case."""
    return "".join(filter(str.isalnum, text)).lower()


def core(text: str) -> tuple[str, str, str]:
    """A word's punctuation in front, its letters and what is between them, its punctuation behind."""
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return text[:start], text[start:end], text[end:]


def with_text(word: Word, text: str) -> Word:
    """A word that is read as another."""
    return replace(word, text=text)


def with_words(line: Line, words: Iterable[Word]) -> Line:
    """A line with other words."""
    return replace(line, words=tuple(words))
