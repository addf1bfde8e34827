"""Words of the field that mean each other (synonyms.txt, drugs.txt), put beside the words of a search."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from imrcli.corpus.query import Query, literal, parse
from imrcli.vocabulary import dwc_categories, entries
from imrcli.vocabulary.lexicon import words_of
from imrcli.vocabulary.treatment_kinds import kinds, kinds_in

_LONGEST = 6
"""Words of a name that is looked up."""


def parsed(typed: str, *, synonyms: bool = True) -> Query:
    """The query that a user typed, with other words of the same meaning where `synonyms`.

    Raises CorpusError for what is no search.

    >>> parsed("LESI").match
    '("LESI" OR "lumbar epidural steroid injection")'
    """
    return parse(typed, (_LONGEST, _meant) if synonyms else None)


def meanings(words: str) -> list[str]:
    """The other names of a treatment, a drug, a condition; none where there are no others."""
    return _meant(tuple(words.split()))


def full_names(text: str) -> list[str]:
    """The first names of all groups of which a text has a name: `physical therapy` for `PT 2x6`."""
    words = text.split()
    found: dict[str, None] = {}
    for at in range(len(words)):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            group = _groups().get(_key(" ".join(words[at : at + size])))
            if group:
                found[group[0]] = None
                break
    return list(found)


def _meant(typed: tuple[str, ...]) -> list[str]:
    """What else some words mean: phrases, and names of the column `names`."""
    key = _key(" ".join(typed))
    group = _groups().get(key, ())
    kinds_named = {name for each in (key, *map(_key, group)) for name in _kinds().get(each, ())}
    phrases = [name for name in group if _key(name) != key]
    classes: list[str] = []
    for drug in _drugs(key):
        # Salts and misspellings are left to the column of names: a phrase more costs time.
        brands = [name for name in drug.names if name[:1].isupper()]
        phrases += [name for name in (drug.generic, *brands) if _key(name) != key and name not in phrases]
        kinds_named.add(drug.generic)
        classes.append(drug.drug_class)
    if key in _class_words():
        whole = [named.kind for named in kinds_in(" ".join(typed)) if named.drug is None]
        if len(whole) == 1 and whole[0] in dwc_categories()["Pharmaceuticals"]:
            kinds_named.add(whole[0])
    once = {_tokens(name): name for name in reversed(phrases) if _tokens(name) != _tokens(" ".join(typed))}
    phrases = list(reversed(once.values()))
    named = [f"names : {literal(name)}" for name in [*sorted(kinds_named), *classes]]
    return [*map(literal, phrases), *named]


def _tokens(name: str) -> tuple[str, ...]:
    """A name as the full text takes it apart."""
    return tuple("".join(each if each.isalnum() else " " for each in name.lower()).split())


def _key(name: str) -> tuple[str, ...]:
    """A name as it is looked up: in lower case, a plural's `s` left off its last word."""
    words = [word for part in words_of(name.lower()).words for word in part.split("-") if word]
    if words and len(words[-1]) > 3 and words[-1].endswith("s") and not words[-1].endswith("ss"):
        words[-1] = words[-1][:-1]
    return tuple(words)


@cache
def _groups() -> dict[tuple[str, ...], tuple[str, ...]]:
    """The names of each group, by each of its names."""
    groups = (tuple(name.strip() for name in line.split(";")) for line in entries("synonyms.txt")[""])
    return {_key(name): names for names in groups for name in names}


@cache
def _kinds() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Kinds of treatment, by their own names."""
    return {_key(kind): (kind,) for kind in kinds()}


@cache
def _class_words() -> frozenset[tuple[str, ...]]:
    """The words for whole classes of drugs."""
    classes = dwc_categories()["Pharmaceuticals"]
    return frozenset(_key(word) for kind, words in kinds().items() if kind in classes for word in (kind, *words))


class _Line(NamedTuple):
    """A drug's line: its generic name, the others, DWC's class, and all of it in lower case."""

    generic: str
    names: tuple[str, ...]
    drug_class: str
    lower: str


@cache
def _lines() -> list[_Line]:
    """The lines of the drugs' file."""
    found = []
    for drug_class, lines in entries("drugs.txt").items():
        for line in lines:
            generic, _, others = line.partition(":")
            names = tuple(name.strip() for name in others.split(",") if name.strip())
            found.append(_Line(generic.strip(), names, drug_class, line.lower().replace("’", "'")))
    return found


def _drugs(key: tuple[str, ...]) -> list[_Line]:
    """The drugs that have a name. Only names of lines that hold its first word are taken apart."""
    return [
        line
        for line in (_lines() if key else ())
        if key[0] in line.lower and any(_key(name) == key for name in (line.generic, *line.names))
    ]
