"""The field's closed lists, as plain text files that a lawyer could correct, and their loader.

Every file has one entry a line; `#` opens a comment, `[Heading]` a group. Each list is read once, when it
is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from imrcli.vocabulary.lexicon import Lexicon

_HERE = Path(__file__).parent


def entries(name: str) -> dict[str, list[str]]:
    """The lines of a vocabulary file by heading; lines above the first heading are under an empty one."""
    groups: dict[str, list[str]] = {}
    group = groups.setdefault("", [])
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            group = groups.setdefault(line[1:-1], [])
        else:
            group.append(line)
    return groups


@lru_cache(maxsize=None)
def states() -> frozenset[str]:
    """The states and territories in lower case."""
    return frozenset(name.lower() for name in entries("states.txt")[""])


@lru_cache(maxsize=None)
def specialties() -> frozenset[str]:
    """The specialties of physicians and other reviewers, in lower case."""
    return frozenset(name.lower() for group in entries("specialties.txt").values() for name in group)


@lru_cache(maxsize=None)
def mtus_titles() -> Lexicon[str]:
    """The titles of the MTUS guidelines."""
    groups = entries("guidelines.txt")
    return Lexicon((t, t) for heading, names in groups.items() if heading != "ACOEM chapters" for t in names)


@lru_cache(maxsize=None)
def acoem_chapters() -> dict[int, str]:
    """The chapters of ACOEM's 2nd Edition that the MTUS adopted: number to title."""
    lines = (line.split(" ", 1) for line in entries("guidelines.txt")["ACOEM chapters"])
    return {int(number): title for number, title in lines}


@lru_cache(maxsize=None)
def adopted_titles() -> Lexicon[int]:
    """The titles of the ACOEM chapters that the MTUS adopted, to their numbers."""
    return Lexicon((title, number) for number, title in acoem_chapters().items())


@lru_cache(maxsize=None)
def odg_chapters() -> Lexicon[str]:
    """Printed forms of ODG's chapter titles, to ODG's own title."""
    groups = entries("odg-chapters.txt").items()
    return Lexicon((form, title) for title, printed in groups if title for form in [title, *printed])


@lru_cache(maxsize=None)
def section_titles() -> Lexicon[None]:
    """The section titles of the MTUS guidelines."""
    files = sorted((_HERE / "sections").glob("*.txt"))
    return Lexicon((title, None) for file in files for title in entries(f"sections/{file.name}")[""])


@lru_cache(maxsize=None)
def drugs() -> Lexicon[str]:
    """Generic and brand names, to DWC's subcategory of Pharmaceuticals."""
    return Lexicon(_drug_names())


def _drug_names() -> Iterator[tuple[str, str]]:
    for subcategory, lines in entries("drugs.txt").items():
        for line in lines:
            generic, _, brands = line.partition(": ")
            yield generic, subcategory
            for brand in brands.split(", ") if brands else ():
                yield brand, subcategory


@lru_cache(maxsize=None)
def treatments() -> dict[str, list[tuple[str, tuple[str, str]]]]:
    """Terms for treatments other than drugs, as written in their file, with DWC's category and subcategory.

    They are found under their first word, or where that ends in a wildcard under its first three letters and `*`.
    """
    terms: dict[str, list[tuple[str, tuple[str, str]]]] = {}
    for heading, lines in entries("treatments.txt").items():
        category, _, subcategory = heading.partition(" / ")
        for line in lines:
            first = line.replace("-", " ").replace("/", " ").split(" ", 1)[0]
            key = first[:3] + "*" if first.endswith("*") else first
            terms.setdefault(key, []).append((line, (category, subcategory)))
    return terms
