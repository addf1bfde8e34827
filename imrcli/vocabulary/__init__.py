"""The field's closed lists, as plain text files that a lawyer could correct, and their loader.

Every file has one entry a line; `#` opens a comment, `[Heading]` a group. Each list is read once, when it
is first asked for.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

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
def mtus_titles() -> tuple[str, ...]:
    """The titles of the MTUS guidelines, longest first."""
    groups = entries("guidelines.txt")
    titles = {t for heading, names in groups.items() if heading != "ACOEM chapters" for t in names}
    return tuple(sorted(titles, key=len, reverse=True))


@lru_cache(maxsize=None)
def acoem_chapters() -> dict[int, str]:
    """The chapters of ACOEM's 2nd Edition that the MTUS adopted: number to title."""
    lines = (line.split(" ", 1) for line in entries("guidelines.txt")["ACOEM chapters"])
    return {int(number): title for number, title in lines}


@lru_cache(maxsize=None)
def odg_chapters() -> dict[str, str]:
    """Printed forms of ODG's chapter titles, folded by `fold`, to ODG's own title."""
    forms = {}
    for title, printed in entries("odg-chapters.txt").items():
        for form in [title, *printed]:
            forms[fold(form)] = title
    return {form: title for form, title in forms.items() if form}


@lru_cache(maxsize=None)
def section_titles() -> dict[str, tuple[str, ...]]:
    """The guidelines' section titles, folded, by their first word; longest first."""
    by_word: dict[str, set[str]] = {}
    for file in sorted((_HERE / "sections").glob("*.txt")):
        for title in entries(f"sections/{file.name}")[""]:
            folded = fold(title)
            by_word.setdefault(folded.split(" ", 1)[0], set()).add(folded)
    return {word: tuple(sorted(found, key=len, reverse=True)) for word, found in by_word.items()}


def fold(printed: str) -> str:
    """Lower case, one space between words, `and` for `&`: what two printings of a title have in common."""
    return " ".join(printed.replace("&", " and ").replace("’", "'").lower().split())


@lru_cache(maxsize=None)
def drugs() -> dict[str, str]:
    """Generic and brand names in lower case, to DWC's subcategory of Pharmaceuticals."""
    names = {}
    for subcategory, lines in entries("drugs.txt").items():
        for line in lines:
            generic, _, brands = line.partition(": ")
            names[generic.lower()] = subcategory
            for brand in brands.split(", ") if brands else ():
                names[brand.strip().lower()] = subcategory
    return names


@lru_cache(maxsize=None)
def treatments() -> dict[str, tuple[str, str]]:
    """Terms for treatments other than drugs, as written in their file, to DWC's category and subcategory."""
    terms = {}
    for heading, lines in entries("treatments.txt").items():
        category, _, subcategory = heading.partition(" / ")
        for line in lines:
            terms[line] = (category, subcategory)
    return terms
