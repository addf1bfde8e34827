"""DWC's category and subcategory of a disputed treatment, by the head of the request, and where the head stands.

Terms and drugs of the vocabulary compete over the request's words (`matches`); the words around the winner say whether
it is a thing or visits, and whether another word is the head (`group`); a drug's class depends on its form (`drug`).
What stands outside the request decides only where its own words leave it open, and makes a service beside an operation
adjunct (`Context`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from imrcli.extract.treatment.adjunct import ADJUNCT, can_be_adjunct, depends_on_operation, names_a_list
from imrcli.extract.treatment.drug import (
    COMPOUND,
    drug_kind,
    forms_of,
    misspelt_before,
    names_compound,
    shows_drug,
    unknown_drug,
)
from imrcli.extract.treatment.group import framed_kind, headed, is_visits
from imrcli.extract.treatment.matches import (
    PHARMACEUTICALS,
    Matches,
    by_endings,
    consultation_about,
    is_operation,
    matches,
)
from imrcli.extract.treatment.mended import candidates, candidates_of_letter, candidates_of_short_name
from imrcli.extract.treatment.several import names_several
from imrcli.text import Span
from imrcli.vocabulary import drugs
from imrcli.vocabulary.lexicon import Words, words_of

__all__ = ["Context", "Treatment", "classify", "forget"]

_REACH = 600
"""Characters of a request that are looked at: its first words say what it is."""


class Treatment(NamedTuple):
    """What a request asks for. Both parts of the kind are None where its words do not tell.

    `span` is where the words stand in the request that tell it. With `several` the request asks for more treatments
    than the one by which it is counted, which is the first. `vague` says that only general words told it
    (`6 sessions`), or that it names a drug that no list has.
    """

    category: str | None
    subcategory: str | None
    span: Span | None = None
    several: bool = False
    vague: bool = True

    @property
    def kind(self) -> tuple[str | None, str | None]:
        """Category and subcategory."""
        return self.category, self.subcategory


class Context(Struct, frozen=True, gc=False):
    """What the letter says beside a request: its item's rationale, the other items' requests, the citations' words."""

    rationale: str | None = None
    others: tuple[str, ...] = ()
    guidelines: tuple[str, ...] = ()


_UNKNOWN = Treatment(None, None)


def classify(request: str | None, context: Context | None = None) -> Treatment:
    """The kind of the treatment that a request asks for, as its own words and then the letter's tell it."""
    if not request:
        return _UNKNOWN
    treatment = _by_words(request[:_REACH])
    return treatment if context is None else _by_context(request[:_REACH], treatment, context)


def forget() -> None:
    """Empty the cache of requests, for measurements."""
    _by_words.cache_clear()


@lru_cache(maxsize=8192)
def _by_words(request: str) -> Treatment:
    words = words_of(request)
    named = matches(request, words)
    if misspelt_before(request, words, named):
        mended = _by_spellings(request, candidates(words, with_brands=True), Matches([], named.general))
        if mended and mended.span and mended.span[0] < words.starts[named.special[0].start]:
            return mended
    if not named.special:
        spellings = candidates(words, with_brands=shows_drug(request, words))
        if mended := _by_spellings(request, spellings, named):
            return mended
        if (meant := by_endings(words)).first:
            named = meant
        # What only a general word for equipment names is a drug where it has a dose: `Xyrtol patch 10 mg`.
        if named.first is None or named.first.sense.usual[0] == "DMEPOS":
            unknown = unknown_drug(request, words)
            if unknown is not None:
                spellings = candidates_of_short_name(words, unknown[1][0])
                if mended := _by_spellings(request, spellings, Matches([], [])):
                    return mended
                return Treatment(*unknown[0], unknown[1])
    return _by_matches(request, words, named) or _UNKNOWN


def _by_matches(request: str, words: Words, named: Matches) -> Treatment | None:
    first = named.first
    if first is None:
        return None
    becomes, end = headed(request, words, first)
    kind = framed_kind(request, words, becomes)
    if consultation := consultation_about(words, named):
        kind, first = consultation
        end = first.end
    elif end == first.end and first.drug:
        kind = drug_kind(request, words, named, first)
    elif end == first.end and first.general and names_compound(request, words, named, forms_of(words)):
        kind = COMPOUND
    span = words.starts[first.start], words.ends[end - 1]
    vague = first.general and kind in _VAGUE
    return Treatment(*kind, span, names_several(request, words, named, first, kind), vague)


# --- misspelt requests -----------------------------------------------------------------------------------


def _by_spellings(request: str, spellings: Iterable[Words], printed: Matches) -> Treatment | None:
    """The kind of a request as other spellings of its words tell it; None where they tell several, or none.

    `printed` is what the request names as it is printed.
    """
    treatments: list[Treatment] = []
    for spelt in spellings:
        named = matches(request, spelt)
        if (named.special or not printed.first) and (treatment := _by_matches(request, spelt, named)):
            treatments.append(treatment)
    kinds = {treatment.kind for treatment in treatments}
    return treatments[0] if len(kinds) == 1 else None


# --- what the letter says beside the request -------------------------------------------------------------

_VAGUE = {
    ("Rehabilitation", "Physical Therapy/Occupational Therapy (PT/OT)"),
    ("Therapies", "Therapies"),
    ("Evaluation & Management", "Medical Specialties"),
}
"""Kinds of general words that are said of every course of treatment: `therapy`, `treatment`, `visits`."""

_COURSES = {"Rehabilitation", "Therapies"}


def _by_context(request: str, treatment: Treatment, context: Context) -> Treatment:
    if can_be_adjunct(treatment.kind) and _is_beside_operation(request, context):
        return treatment._replace(category=ADJUNCT[0], subcategory=ADJUNCT[1])
    if not treatment.vague:
        return treatment
    if treatment.category == PHARMACEUTICALS or treatment.category is None:
        drug = _drug_of_letter(request, " ; ".join((context.rationale or "", *context.others)))
        if drug is not None:
            return drug
    course = _course_of_guidelines(context.guidelines)
    if course is not None and is_visits(request, words_of(request)):
        span = treatment.span or (0, len(request))
        return treatment._replace(category=course[0], subcategory=course[1], span=span)
    return treatment


def _is_beside_operation(request: str, context: Context) -> bool:
    beside = any(is_operation(_by_words(other[:_REACH]).kind) for other in context.others)
    if beside and names_a_list(request):
        return True
    return context.rationale is not None and depends_on_operation(context.rationale, beside)


def _course_of_guidelines(guidelines: tuple[str, ...]) -> tuple[str | None, str | None] | None:
    """The course of treatment that the guidelines cited are about; None where they are about several, or none."""
    treatments = {_by_words(guideline[:_REACH]) for guideline in guidelines}
    courses = {treatment.kind for treatment in treatments if treatment.category in _COURSES and not treatment.vague}
    return courses.pop() if len(courses) == 1 else None


def _drug_of_letter(request: str, letter: str) -> Treatment | None:
    """The kind of a request for a drug that only another part of the letter spells as the vocabulary does."""
    names = {letter[slice(*drug.span)].lower() for drug in drugs().named_in(letter)}
    spellings = candidates_of_letter(words_of(request), names)
    return _by_spellings(request, spellings, Matches([], [])) if names else None
