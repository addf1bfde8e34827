"""DWC's category and subcategory of a disputed treatment, from the words of the request.

Terms of the vocabulary compete over the request: the one that starts earliest wins, at the same start the
longest; generic terms (`consultation`, `injection`) count only where no other matches. A drug's class is that
of its name, unless the request asks for it as a cream, a compound or an injection.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from imrcli.pattern import pattern
from imrcli.text import Span
from imrcli.vocabulary import drugs, treatments
from imrcli.vocabulary.lexicon import Words, words_of

Kind = tuple[str | None, str | None]

_PHARMACEUTICALS = "Pharmaceuticals"
_TOPICAL_FORM = pattern(
    r"\b(?:cream|creme|gel|ointment|lotion|topical(?:ly)?|transdermal|rub|balm|liniment|emulsion|roll-?\s?on|cream\s*base)s?\b|\bmg\s*/\s*g(?:m|ram)?\b|\bpatch(?:es)?\b|\bpads?\b|\bspray\b",
    re.IGNORECASE,
)
_COMPOUND = pattern(
    r"\bcompound(?:ed|ing|s)?\b|\b(?:in\s+)?(?:cream|gel)\s+base\b|\bmediderm\b|\bPLO\b|\bversa?base\b", re.IGNORECASE
)
_BRACKETS = pattern(r"\([^()]*\)")
_STRENGTH = pattern(r"\d\s*%")
_INJECTED = pattern(r"\binject(?:ion|ions|ed|able)\b|\bintra-?\s?(?:articular|muscular)\b|\bIM\b", re.IGNORECASE)
_MADE_TOPICAL = {
    "NSAID",
    "Muscle Relaxant",
    "Anti-epilepsy drugs",
    "Antidepressant",
    "Misc Analgesics",
    "Topical Analgesics",
    "Topical Compounds",
    "Other",
    "Antihypertensive",
}
_PATCH_STAYS = {"Antihypertensive", "Other"}
_INJECTED_AS_PROCEDURE = {"Adrenal Cortical Steroids", "Topical Analgesics", "Other"}
_REACH = 600
"""Characters of a request that are looked at: its first words say what it is."""

_GAP = "..."
_WIDEST_GAP = 4


class _Term(Struct, frozen=True, gc=False):
    """A term: its words, what it stands for, whether it is general, and its second word's first letter."""

    words: tuple[str, ...]
    kind: tuple[str, str]
    weak: bool
    second: str


class _Match(Struct, frozen=True, gc=False):
    start: int
    length: int
    kind: tuple[str, str]
    drug: bool


@lru_cache(maxsize=8192)
def classify(request: str | None) -> Kind:
    """The category and subcategory of a request; (None, None) where no term of the vocabulary is in it."""
    if not request:
        return None, None
    words = words_of(request[:_REACH]).words
    best, weak = _chosen(words)
    if best is None:
        return None, None
    if best.drug:
        return _drug_kind(request, words, best)
    if best is weak and _names_compound(request, words):
        return _PHARMACEUTICALS, "Topical Compounds"
    return best.kind


def _chosen(words: list[str]) -> tuple[_Match | None, _Match | None]:
    """The match that tells the kind, and the best general one."""
    strong, weak = _best(words)
    return strong or weak, weak


def term_span(request: str) -> Span | None:
    """Where the words stand in a request that tell its category."""
    words = words_of(request[:_REACH])
    best, _ = _chosen(words.words)
    if best is None:
        return None
    return words.starts[best.start], words.ends[best.start + best.length - 1]


def _drug_kind(request: str, words: list[str], best: _Match) -> Kind:
    subcategory = best.kind[1]
    named = _drugs_named(words)
    if _names_compound(request, words) and subcategory in _MADE_TOPICAL:
        return _PHARMACEUTICALS, "Topical Compounds"
    form = _TOPICAL_FORM.search(request)
    if (form or (_STRENGTH.search(request) and subcategory == "NSAID")) and subcategory in _MADE_TOPICAL:
        if subcategory == "Topical Compounds" or (
            form and "patch" in form.group().lower() and subcategory in _PATCH_STAYS
        ):
            return best.kind
        return _PHARMACEUTICALS, "Topical Analgesics"
    if _INJECTED.search(request) and subcategory in _INJECTED_AS_PROCEDURE and len(named) < 4:
        return "Injection", "Injection"
    return best.kind


def _names_compound(request: str, words: list[str]) -> bool:
    """Whether a cream is compounded for the patient: it says so, or lists several drugs by their share."""
    # What stands in brackets behind a product's name is its composition, not the prescription.
    shares = len(_STRENGTH.findall(_BRACKETS.sub("", request)))
    if shares >= 2 and len(_drugs_named(words)) >= 2:
        return True
    return bool(_COMPOUND.search(request) and (_TOPICAL_FORM.search(request) or shares))


def _drugs_named(words: list[str]) -> set[str]:
    return {word for place, word in enumerate(words) if _drug_at(words, place)}


def _best(words: list[str]) -> tuple[_Match | None, _Match | None]:
    """The best strong and the best weak match."""
    strong: _Match | None = None
    weak: _Match | None = None
    for place in range(len(words)):
        if drug := _drug_at(words, place):
            strong = _better(strong, drug)
        following = words[place + 1][:1] if place + 1 < len(words) else "-"
        for term in _terms(words[place]):
            if term.second not in ("", following):
                continue
            length = _length(term.words, words, place)
            if not length:
                continue
            match = _Match(place, length, term.kind, False)
            if term.weak:
                weak = _better(weak, match)
            else:
                strong = _better(strong, match)
        if strong:
            break
    return strong, weak


def _better(old: _Match | None, new: _Match) -> _Match:
    if old is None or (new.start, -new.length) < (old.start, -old.length):
        return new
    return old


def _drug_at(words: list[str], place: int) -> _Match | None:
    found = drugs().longest(Words(words, [], []), place)
    return _Match(place, found[0], (_PHARMACEUTICALS, found[1]), True) if found else None


@lru_cache(maxsize=4096)
def _terms(word: str) -> tuple[_Term, ...]:
    """The terms that a word can open."""
    found = []
    for start, whole in (
        (word, True),
        (word[:-1] if word.endswith("s") else "", True),
        (word[:3], False),
    ):
        if not start:
            continue
        for line, heading in treatments().lines(start):
            parts = tuple("and" if part == "&" else part for part in line.replace("/", " ").replace("-", " ").split())
            if parts[-1:] == ("?",):
                parts = parts[:-1]
            if (parts[0] == start) if whole else parts[0].endswith("*"):
                category, _, subcategory = heading.partition(" / ")
                second = parts[1][0] if len(parts) > 1 and parts[1] != _GAP else ""
                found.append(_Term(parts, (category, subcategory), line.endswith("?"), second))
    return tuple(found)


def _length(term: tuple[str, ...], words: list[str], start: int) -> int:
    """How many words of the request a term covers from a place on; 0 where it does not match."""
    at = start
    gap = False
    for part in term:
        if part == _GAP:
            gap = True
            continue
        reach = at + _WIDEST_GAP + 1 if gap else at + 1
        while at < reach and at < len(words) and not _same(part, words[at]):
            at += 1
        if at >= reach or at >= len(words):
            return 0
        at += 1
        gap = False
    return at - start


def _same(part: str, word: str) -> bool:
    if part.endswith("*"):
        return word.startswith(part[:-1])
    return word == part or (word == part + "s")
