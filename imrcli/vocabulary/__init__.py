"""The field's closed lists, as plain text files that a lawyer could correct, and their loader.

Every file has one entry a line; `#` opens a comment, `[Heading]` a group. Each list is read once, when it
is first asked for.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from imrcli.vocabulary.lexicon import Lexicon

_HERE = Path(__file__).parent


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def entries(name: str) -> dict[str, list[str]]:
    """The lines of a vocabulary file by heading; lines above the first heading are under an empty one."""
    groups: dict[str, list[str]] = {}
    group = groups.setdefault("", [])
    for line in _read(name).splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            group = groups.setdefault(line[1:-1], [])
        else:
            group.append(line)
    return groups


@cache
def states() -> frozenset[str]:
    """The states and territories in lower case."""
    return frozenset(name.lower() for name in entries("states.txt")[""])


@cache
def specialties() -> frozenset[str]:
    """The specialties of physicians and other reviewers, in lower case."""
    return frozenset(name.lower() for group in entries("specialties.txt").values() for name in group)


@cache
def mtus_titles() -> Lexicon:
    """The titles of the MTUS guidelines."""
    return Lexicon(_read("guidelines.txt"))


@cache
def acoem_chapters() -> dict[int, str]:
    """The chapters of ACOEM's 2nd Edition that the MTUS adopted: number to title."""
    lines = (line.split(" ", 1) for line in entries("guidelines.txt")["ACOEM chapters"])
    return {int(number): title for number, title in lines}


@cache
def adopted_titles() -> Lexicon:
    """The titles of the ACOEM chapters that the MTUS adopted."""
    return Lexicon("\n".join(acoem_chapters().values()))


@cache
def odg_chapters() -> Lexicon:
    """Printed forms of ODG's chapter titles, each under ODG's own title."""
    return Lexicon(_read("odg-chapters.txt"), headings=True)


@cache
def section_titles() -> Lexicon:
    """The section titles of the MTUS guidelines."""
    files = sorted((_HERE / "sections").glob("*.txt"))
    return Lexicon("\n".join(_read(f"sections/{file.name}") for file in files))


@cache
def drugs() -> Lexicon:
    """Generic and brand names, each under DWC's subcategory of Pharmaceuticals."""
    return Lexicon(_read("drugs.txt"), within=(": ", ", "))


@cache
def treatments() -> Lexicon:
    """Terms for treatments other than drugs, each under DWC's category and subcategory (`Surgery / Spine`)."""
    return Lexicon(_read("treatments.txt"))


@cache
def other_page_titles() -> Lexicon:
    """Titles of papers that stand in a file beside letters: applications, utilization reviews, records, faxes."""
    groups = entries("other-pages.txt")
    return Lexicon("\n".join(title for name, titles in groups.items() if name != "Labels" for title in titles))


@cache
def other_page_labels() -> Lexicon:
    """Labels at the start of lines in such papers."""
    return Lexicon("\n".join(entries("other-pages.txt")["Labels"]))
