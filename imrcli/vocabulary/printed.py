"""What letters print, as OCR has to find it: the form's words, titles, every word that the vocabularies have."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from imrcli.pattern import pattern
from imrcli.vocabulary import entries

_HERE = Path(__file__).parent
_WORD = pattern(r"[A-Za-z]{2,}(?:['’][a-z]+)?")


def printed_forms() -> list[str]:
    """What every letter's form prints: headings, labels and fixed words."""
    return [line for lines in entries("printed-forms.txt").values() for line in lines]


@cache
def lookalikes() -> list[tuple[str, str]]:
    """Letters that OCR reads, each with others that can be printed there."""
    pairs = (line.split() for lines in entries("ocr-lookalikes.txt").values() for line in lines)
    return [(read, printed) for read, printed in pairs]


@cache
def words() -> frozenset[str]:
    """Every word of the vocabularies, in lower case."""
    files = (file for file in sorted(_HERE.rglob("*.txt")) if file.name != "ocr-lookalikes.txt")
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return frozenset(word.lower() for line in lines if not line.startswith("#") for word in _WORD.findall(line))


def titles() -> list[str]:
    """Titles of guidelines, with each of their years and without, of chapters, and of sections."""
    lines = [line for group in entries("odg-chapters.txt").values() for line in group]
    for group in entries("guidelines.txt").values():
        for line in group:
            title, _, years = line.partition(" | ")
            lines += [title.lstrip("0123456789 "), *(f"{title} {year}" for year in years.split())]
    for file in sorted((_HERE / "sections").glob("*.txt")):
        lines += [line for group in entries(f"sections/{file.name}").values() for line in group]
    return lines
