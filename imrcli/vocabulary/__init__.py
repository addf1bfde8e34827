"""The field's closed lists, as plain text files that a lawyer could correct, and their loader.

Every file has one entry a line; `#` opens a comment, `[Heading]` a group. Each list is read once, when it
is first asked for.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from imrcli.vocabulary.drug_names import DrugNames
from imrcli.vocabulary.files import entries as entries
from imrcli.vocabulary.files import text_of
from imrcli.vocabulary.lexicon import Lexicon
from imrcli.vocabulary.terms import Terms

_HERE = Path(__file__).parent


@cache
def states() -> frozenset[str]:
    """The states and territories in lower case."""
    return frozenset(name.lower() for name in entries("states.txt")[""])


@cache
def specialties() -> frozenset[str]:
    """The specialties of physicians and other reviewers, in lower case."""
    return frozenset(name.lower() for group in entries("specialties.txt").values() for name in group)


_ADOPTED, _NOT_ADOPTED = "ACOEM chapters", "ACOEM chapters that the MTUS did not adopt"


def _titles(group: str) -> list[str]:
    """The titles of a group of the guidelines' file, without their years."""
    return [line.split(" | ")[0] for line in entries("guidelines.txt")[group]]


def _chapters(*groups: str) -> str:
    """The chapters of some groups of the guidelines' file, each under its number."""
    lines = (line.split(" ", 1) for group in groups for line in _titles(group))
    return "\n".join(f"[{number}]\n{title}" for number, title in lines)


@cache
def guideline_titles() -> Lexicon:
    """The titles of guidelines: the MTUS's, its formulary's under `Formulary`, ACOEM's other chapters under their
    number.
    """
    groups = ("Adopted 2007 to 2016", "Adopted from December 2017", "Formulary")
    lines = [line for group in groups for line in (f"[{group}]", *_titles(group))]
    return Lexicon("\n".join([*lines, _chapters(_NOT_ADOPTED)]))


@cache
def acoem_chapters() -> dict[int, str]:
    """The chapters of ACOEM's 2nd Edition that the MTUS adopted: number to title."""
    lines = (line.split(" ", 1) for line in entries("guidelines.txt")[_ADOPTED])
    return {int(number): title for number, title in lines}


@cache
def acoem_titles(*, printed: bool = False) -> Lexicon:
    """The titles of the chapters of ACOEM's 2nd Edition, adopted or not, each under its number.

    With `printed`, other printings too, that name a chapter only behind ACOEM's name.
    """
    return Lexicon(_chapters(_ADOPTED, _NOT_ADOPTED, *(["Other printings of ACOEM chapters"] if printed else [])))


@cache
def odg_chapters() -> Lexicon:
    """Printed forms of ODG's chapter titles, each under ODG's own title."""
    return Lexicon(text_of("odg-chapters.txt"), headings=True)


@cache
def section_titles() -> Lexicon:
    """The section titles of the MTUS guidelines."""
    files = sorted((_HERE / "sections").glob("*.txt"))
    return Lexicon("\n".join(text_of(f"sections/{file.name}") for file in files))


@cache
def sources() -> Lexicon:
    """The names with which references to sources outside the MTUS open, each under its kind."""
    return Lexicon(text_of("sources.txt").replace(" *", ""))


@cache
def no_initials() -> frozenset[str]:
    """Capitals that are no person's initials, and words before a capital that are no person's name."""
    return frozenset(word for group in entries("no-initials.txt").values() for word in group)


@cache
def record_words() -> dict[str, str]:
    """Words for medical records, for guidelines, and for what else has pages: each word's kind, a
    heading of the file.
    """
    return {word: kind for kind, words in entries("records.txt").items() for word in words}


@cache
def dwc_categories() -> dict[str, tuple[str, ...]]:
    """DWC's categories of disputed treatments, each with its subcategories."""
    groups = entries("dwc-categories.txt").items()
    return {category: tuple(subcategories) for category, subcategories in groups if category}


@cache
def drugs() -> DrugNames:
    """Generic and brand names, each under DWC's subcategory of Pharmaceuticals."""
    return DrugNames("drugs.txt")


@cache
def treatments() -> Terms:
    """Terms for treatments other than drugs, each under DWC's category and subcategory (`Surgery / Spine`)."""
    return Terms("treatments.txt", "modalities.txt", "operations.txt", "drug-classes.txt")


@cache
def heads() -> Terms:
    """Words that make another thing of the treatment before them."""
    return Terms("heads.txt")


@cache
def frames() -> Terms:
    """Words that say of a treatment that it is a thing or visits, of the spine or of a limb."""
    return Terms("frames.txt")


@cache
def function_words(group: str) -> frozenset[str]:
    """The words of a group of frames.txt that hold single words: `group ends`, `belongs`."""
    return frozenset(entries("frames.txt")[group])


@cache
def drug_forms() -> Terms:
    """Forms in which drugs are given."""
    return Terms("drug-forms.txt")


@cache
def endings() -> dict[str, str]:
    """Endings of words that no list has, each with the kind of treatment that they tell (`Surgery / Spine`)."""
    return {ending: kind for kind, group in entries("endings.txt").items() for ending in group}


_NO_TITLES = ("Labels", "Openings of messages")


@cache
def other_page_titles() -> Lexicon:
    """Titles of papers that stand in a file beside letters: applications, utilization reviews, records, faxes."""
    groups = entries("other-pages.txt")
    return Lexicon("\n".join(title for name, titles in groups.items() if name not in _NO_TITLES for title in titles))


@cache
def other_page_labels() -> Lexicon:
    """Labels at the start of lines in such papers."""
    return Lexicon("\n".join(entries("other-pages.txt")["Labels"]))


@cache
def message_openings() -> Lexicon:
    """Words with which a message from one person to another opens."""
    return Lexicon("\n".join(entries("other-pages.txt")["Openings of messages"]))
