"""A dispute to which others are compared: an item of a letter, of a case in the database, or a request typed in."""

from __future__ import annotations

import re
import sqlite3

from msgspec import Struct

from imrcli.corpus.facts import request_terms, terms_of
from imrcli.corpus.synonyms import full_names
from imrcli.errors import CorpusError
from imrcli.extract.treatment import classify
from imrcli.model import Determination
from imrcli.render.tables import items
from imrcli.vocabulary.body_parts import parts_of
from imrcli.vocabulary.diagnoses import diagnoses_in

_CASE = re.compile(r"CM\d{2}-\d{7,8}", re.IGNORECASE)

COMPARED = ("treatment", "drug", "drug_class", "body_part", "diagnosis", "guideline")
"""The kinds of terms in which disputes are compared."""


class Dispute(Struct, frozen=True, kw_only=True):
    """What is compared of a disputed treatment: its request, what it is about, and who is treated.

    `letters` are the letters of the database that are its own, and so are no others.
    """

    request: str
    category: str | None = None
    subcategory: str | None = None
    terms: frozenset[tuple[str, str]] = frozenset()
    age: int | None = None
    sex: str | None = None
    case_number: str | None = None
    number: int | None = None
    letters: tuple[int, ...] = ()

    def names(self, kind: str) -> frozenset[str]:
        """Its terms of a kind."""
        return frozenset(name for other, name in self.terms if other == kind)


def typed(request: str) -> Dispute:
    """The dispute over a request that is typed in, with whatever of the case is told in it."""
    treatment = classify(request)
    named = request_terms(request)
    terms = {term for term in named if term[0] in COMPARED}
    if not any(kind in ("drug", "treatment") for kind, _ in named):
        terms |= {term for term in request_terms("; ".join(full_names(request))) if term[0] in COMPARED}
    terms |= {("body_part", part) for part in parts_of(request)}
    terms |= {("diagnosis", name) for name in diagnoses_in(request)}
    if treatment.category == "Pharmaceuticals" and treatment.subcategory:
        terms.add(("drug_class", treatment.subcategory))
    return Dispute(
        request=request,
        category=treatment.category,
        subcategory=treatment.subcategory,
        terms=frozenset(terms),
    )


def of_letter(database: sqlite3.Connection, letter: Determination) -> list[Dispute]:
    """The disputes of a letter that was read, an item each; items without a request are left out."""
    number = letter.case.number
    if number is not None:
        own = database.execute("SELECT id FROM letters WHERE case_number = ?", (number,))
    else:
        own = database.execute("SELECT id FROM letters WHERE sha256 = ?", (letter.source.sha256,))
    letters = tuple(row[0] for row in own)
    return [
        Dispute(
            request=item.issue.request,
            category=item.issue.category,
            subcategory=item.issue.subcategory,
            terms=frozenset(term for term in terms_of(item) if term[0] in COMPARED),
            age=letter.claimant.age,
            sex=letter.claimant.sex,
            case_number=number,
            number=item.number,
            letters=letters,
        )
        for item in items(letter)
        if item.issue.request
    ]


def of_case(database: sqlite3.Connection, case_number: str) -> list[Dispute]:
    """The disputes of a case that is in the database; none where it is not."""
    rows = database.execute(
        "SELECT i.id, i.number, i.request, f.category, f.subcategory, f.age, f.sex, f.letter_id FROM facts AS f"
        " JOIN issues AS i ON i.id = f.issue_id JOIN letters AS l ON l.id = f.letter_id"
        " WHERE l.case_number = ? AND i.request IS NOT NULL ORDER BY i.number",
        (case_number,),
    ).fetchall()
    terms = terms_in(database, [row[0] for row in rows])
    return [
        Dispute(
            request=request,
            category=category,
            subcategory=subcategory,
            terms=terms[issue_id],
            age=age,
            sex=sex,
            case_number=case_number,
            number=number,
            letters=(letter_id,),
        )
        for issue_id, number, request, category, subcategory, age, sex, letter_id in rows
    ]


def asked(database: sqlite3.Connection, words: str) -> list[Dispute]:
    """The disputes of a case, where the words are its number, else the dispute over a request in these words.

    Raises CorpusError for a case that is not in the database, and for no words.
    """
    if _CASE.fullmatch(words.strip()):
        found = of_case(database, words.strip().upper())
        if not found:
            raise CorpusError(None, f"case {words.strip().upper()} is not in the database, or has no request")
        return found
    if not any(character.isalnum() for character in words):
        raise CorpusError(None, "what is disputed was not said; name a letter, a case number, or a request in words")
    return [typed(words)]


_AT_ONCE = 500


def terms_in(database: sqlite3.Connection, issue_ids: list[int]) -> dict[int, frozenset[tuple[str, str]]]:
    """The compared terms of some disputed treatments."""
    found: dict[int, set[tuple[str, str]]] = {number: set() for number in issue_ids}
    for at in range(0, len(issue_ids), _AT_ONCE):
        some = issue_ids[at : at + _AT_ONCE]
        rows = database.execute(
            "SELECT t.issue_id, terms.kind, terms.name FROM issue_terms AS t JOIN terms ON terms.id = t.term_id"
            f" WHERE t.issue_id IN ({_marks(some)}) AND terms.kind IN ({_marks(COMPARED)})",
            (*some, *COMPARED),
        )
        for issue_id, kind, name in rows:
            found[issue_id].add((kind, name))
    return {number: frozenset(terms) for number, terms in found.items()}


def _marks(values: tuple[object, ...] | list[int]) -> str:
    return ", ".join("?" for _ in values)
