"""The field's closed lists, as plain text files that a lawyer could correct, and their loader.

Every file has one entry a line; `#` opens a comment, `[Heading]` a group. Each list is read once, when it
is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from imrcli.index import index
from imrcli.vocabulary.drug_names import DrugNames
from imrcli.vocabulary.files import entries as entries
from imrcli.vocabulary.lexicon import Lexicon, by_first_word
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
_PRINTED_CHAPTERS = "Other printings of ACOEM chapters"
_ORDINARY_TITLES = ("Adopted 2007 to 2016", "Adopted from December 2017", "Formulary")


def _titles(group: str) -> list[str]:
    """The titles of a group of the guidelines' file, without their years."""
    return [line.split(" | ")[0] for line in entries("guidelines.txt")[group]]


def _chapters(*groups: str) -> Iterator[tuple[str, list[str]]]:
    """The chapters of some groups of the guidelines' file, each under its number."""
    for number, title in (line.split(" ", 1) for group in groups for line in _titles(group)):
        yield number, [title]


@cache
def guideline_titles() -> Lexicon:
    """The titles of guidelines: the MTUS's, its formulary's under `Formulary`, ACOEM's other chapters under their
    number.
    """
    return Lexicon(_guideline_titles())


@index
def _guideline_titles() -> dict[str, str]:
    return by_first_word([*((group, _titles(group)) for group in _ORDINARY_TITLES), *_chapters(_NOT_ADOPTED)])


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
    return Lexicon(_acoem_titles(printed))


@index
def _acoem_titles(printed: bool) -> dict[str, str]:
    return by_first_word(_chapters(_ADOPTED, _NOT_ADOPTED, *([_PRINTED_CHAPTERS] if printed else [])))


@cache
def odg_chapters() -> Lexicon:
    """Printed forms of ODG's chapter titles, each under ODG's own title."""
    return Lexicon(_odg_chapters())


@index
def _odg_chapters() -> dict[str, str]:
    return by_first_word(entries("odg-chapters.txt").items(), headings=True)


@cache
def section_titles() -> Lexicon:
    """The section titles of the MTUS guidelines."""
    return Lexicon(_section_titles())


@index
def _section_titles() -> dict[str, str]:
    files = sorted((_HERE / "sections").glob("*.txt"))
    return by_first_word(group for file in files for group in entries(f"sections/{file.name}").items())


@cache
def sources() -> Lexicon:
    """The names with which references to sources outside the MTUS open, each under its kind."""
    return Lexicon(_sources())


@index
def _sources() -> dict[str, str]:
    groups = entries("sources.txt").items()
    return by_first_word((kind, [name.replace(" *", "") for name in names]) for kind, names in groups)


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


_LABELS, _MESSAGES = "Labels", "Openings of messages"


@cache
def other_page_titles() -> Lexicon:
    """Titles of papers that stand in a file beside letters: applications, utilization reviews, records, faxes."""
    groups = entries("other-pages.txt").items()
    return Lexicon(by_first_word((name, titles) for name, titles in groups if name not in (_LABELS, _MESSAGES)))


@cache
def other_page_labels() -> Lexicon:
    """Labels at the start of lines in such papers."""
    return Lexicon(by_first_word([(_LABELS, entries("other-pages.txt")[_LABELS])]))


@cache
def message_openings() -> Lexicon:
    """Words with which a message from one person to another opens."""
    return Lexicon(by_first_word([(_MESSAGES, entries("other-pages.txt")[_MESSAGES])]))
