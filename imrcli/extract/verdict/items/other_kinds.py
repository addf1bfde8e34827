"""Which kinds of treatment a clause names, beside the request's own."""

from __future__ import annotations

from imrcli.extract.treatment import classify
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import NOTHING, drugs_in, stems, tells
from imrcli.vocabulary.treatment_kinds import any_related, kinds_in

Kinds = dict[tuple[str, str | None], frozenset[str]]
"""The words of a request for each thing that it asks for, by kind and drug."""

_NO_DEVICES = ("Surgery", "Injection", "Pharmaceuticals")
"""Categories whose items nobody calls a unit or a brace."""


_NEVER_WORN = frozenset({*_NO_DEVICES, "Diagnostic Testing", "Evaluation & Management", "Home Health", "Programs"})
_NEVER_WORN |= {"Psych Services", "Rehabilitation", "Therapies", "Transportation"}
_WORN = frozenset({"brace", "braces", "splint", "splints", "sling", "orthosis", "orthoses"})
"""What nobody means who speaks of a drug, a test or visits, however general the word."""


def kinds_asked(request: str, telling: frozenset[str]) -> Kinds:
    """What a request asks for, and its telling words for each; nothing where it is one thing only."""
    words: Kinds = {}
    for place in kinds_in(request):
        key = place.kind, place.drug
        words[key] = words.get(key, NOTHING) | (stems(request[slice(*place.span)]) & telling)
    return words if len(words) > 1 else {}


def forms_asked(words: list[Word], *, several: bool) -> frozenset[str]:
    """Whether the words of a request ask for a drug by mouth or for the skin: `oral`, `topical`."""
    forms = frozenset(role for role in ("oral", "topical") for word in words if word.plays(role))
    strength = any(word.text.endswith("mg") for word in words)
    if several:  # each of several drugs has its own form; a compound's parts are in per cent
        return NOTHING if strength else forms
    tablets = strength and any(word.text.startswith(("#", "tab", "cap", "pill")) for word in words)
    return forms or frozenset({"oral"} if tablets else ())


def kin(run: list[Word], asked: Kinds, *, classes: bool = True) -> frozenset[str]:
    """The request's words for what a run of words names otherwise: zolpidem is Ambien, and so is a hypnotic."""
    if not asked:
        return NOTHING
    words = NOTHING
    for place in kinds_in(" ".join(word.text for word in run)):
        classed = (
            [own for (kind, _), own in asked.items() if kind == place.kind] if classes and place.drug is None else []
        )
        words |= classed[0] if len(classed) == 1 else asked.get((place.kind, place.drug), NOTHING)
    return words


def names_other(
    run: list[Word], kind: tuple[str | None, str | None], drugs: frozenset[str], treatments: frozenset[str]
) -> str:
    """How a subject without the item's words names a treatment of another kind.

    `other` where it names another drug, `unlike` where it is of another category; empty where it does neither.
    """
    telling_words = {word.text for word in run if tells(word)}
    surgery = any("surgery" in word.roles for word in run)
    category, subcategory = kind
    if category in _NEVER_WORN and any(word.text in _WORN for word in run):
        return "unlike"
    if not (telling_words or surgery) or category is None:
        return ""
    kept = [word.text for word in run if not word.plays("part", "number")]
    own = treatments if category != "Pharmaceuticals" else NOTHING
    if own and not own.isdisjoint(place.kind for place in kinds_in(" ".join(kept))):
        return ""  # "six pool visits", where aquatic therapy is asked for
    other, sub = classify(" ".join(kept)).kind
    if other is None or (surgery and category == "Injection"):
        return ""
    device = other == "DMEPOS" and category in _NO_DEVICES
    bare = () if surgery or device else classify(" ".join(word for word in kept if word not in telling_words)).kind
    if (other, sub) == bare:
        return "" if (other, sub) == (category, subcategory) else _unlike(kept, treatments)
    if other == category == "Pharmaceuticals" and drugs:
        named = drugs_in(kept)
        return "other" if named and named.isdisjoint(drugs) else ""
    if other == category == "Surgery":
        adjunct = "Adjunct" in (subcategory or "") and "Adjunct" not in (sub or "")
        return "unlike" if adjunct else ""
    if (other, sub) != (category, subcategory):
        return "unlike"
    return _unlike(kept, treatments)


def _unlike(words: list[str], treatments: frozenset[str]) -> str:
    """`unlike` where words name kinds of treatment of which none goes with the request's."""
    kinds = {place.kind for place in kinds_in(" ".join(words))}
    return "unlike" if kinds and treatments and not any_related(kinds, treatments) else ""
