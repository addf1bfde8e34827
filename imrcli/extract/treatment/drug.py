"""DWC's class of a drug: that of its name, unless the request asks for it on the skin, compounded or injected."""

from __future__ import annotations

import re

from imrcli.extract.treatment.matches import PHARMACEUTICALS, Match, Matches
from imrcli.extract.treatment.mended import is_known
from imrcli.extract.treatment.senses import Kind
from imrcli.pattern import pattern
from imrcli.text import Span
from imrcli.vocabulary import drug_forms
from imrcli.vocabulary.lexicon import Words

_TOPICAL: Kind = (PHARMACEUTICALS, "Topical Analgesics")
COMPOUND: Kind = (PHARMACEUTICALS, "Topical Compounds")
_INJECTION: Kind = ("Injection", "Injection")
_LABORATORY: Kind = ("Diagnostic Testing", "Lab & Pathology")
_CHANGED_ON_THE_SKIN = {
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
_ONLY_TAKEN = {"Muscle Relaxant", "Anti-epilepsy drugs", "Antidepressant", "Opioids"}
"""Classes of which a pharmacy makes creams, but no manufacturer."""

_ON_THE_SKIN_TOO = {"Anti-infectives", "Adrenal Cortical Steroids", "Antihistamine"}
"""Classes of which manufacturers make mixtures for the skin."""

_PATCH_STAYS = {"Antihypertensive", "Other"}
"""Classes whose patches work in the whole body: clonidine, nicotine."""

_INJECTED_AS_PROCEDURE = {"Adrenal Cortical Steroids", "Topical Analgesics"}
_MOST_INJECTED_TOGETHER = 3
_BLOOD = {"serum", "plasma", "blood"}
_BRACKETS = pattern(r"\([^()]*\)")
_SHARE = pattern(r"\d\s*%")
_SHARE_OF_GRAM = pattern(r"\bmg\s*/\s*g(?:m|ram)?\b", re.IGNORECASE)


def drug_kind(request: str, words: Words, matches: Matches, match: Match) -> Kind:
    """The kind of a drug that a request names."""
    kind = match.sense.usual
    subcategory = kind[1]
    forms = forms_of(words)
    if _is_measured(request, words, match, forms):
        return _LABORATORY
    mixed = len(_SHARE.findall(request)) > 1 and "not on the skin" not in forms  # 'Amantadine 2%, Baclofen 2%, ...'
    if subcategory in _CHANGED_ON_THE_SKIN or mixed:
        if names_compound(request, words, matches, forms):
            return COMPOUND
        if _is_on_the_skin(request, forms, subcategory):
            stays = subcategory == "Topical Compounds" or ("patch" in forms and subcategory in _PATCH_STAYS)
            return kind if stays else _TOPICAL
    elif subcategory not in _ON_THE_SKIN_TOO and _is_mixture(request, matches, forms):
        return COMPOUND
    drugs = sum(1 for other in matches.special if other.drug)
    if "injected" in forms and subcategory in _INJECTED_AS_PROCEDURE and drugs <= _MOST_INJECTED_TOGETHER:
        return _INJECTION
    return kind


def _is_measured(request: str, words: Words, match: Match, forms: set[str]) -> bool:
    """Whether a substance is measured in the blood and not taken: `serum magnesium`, `lithium and valproate levels`."""
    in_blood = match.start > 0 and words.words[match.start - 1] in _BLOOD
    measured = in_blood or ("measured" in forms and "injected" not in forms)  # but not "injection at two levels"
    return measured and not (_DOSE.search(request) or _AMOUNT.search(request))


def _is_mixture(request: str, matches: Matches, forms: set[str]) -> bool:
    """Whether several drugs are listed by their share, in a base: `Amantadine 2%, baclofen 2%, ketamine 10% cream`."""
    drugs = sum(1 for match in matches.special if match.drug)
    shares = len(_SHARE.findall(_BRACKETS.sub("", request)))
    based = "on the skin" in forms or "compounded" in forms or shares > 2
    return min(drugs, shares) > 1 and based and "not on the skin" not in forms


def forms_of(words: Words) -> set[str]:
    """The forms that a request names: headings of drug-forms.txt."""
    return {term.heading for _, _, term in drug_forms().standing(words)}


def _is_on_the_skin(request: str, forms: set[str], subcategory: str) -> bool:
    if "not on the skin" in forms:
        return False
    if "on the skin" in forms or "patch" in forms or _SHARE_OF_GRAM.search(request):
        return True
    return subcategory == "NSAID" and _SHARE.search(request) is not None


def _are_mixed(request: str, words: Words, named: list[Match]) -> bool:
    """Whether the first drugs are joined by a slash, and one is of a class that no product for the skin is of."""
    first, second = named[:2]
    joined = request[words.ends[first.end - 1] : words.starts[second.start]].strip() == "/"
    return joined and not _ONLY_TAKEN.isdisjoint({first.sense.usual[1], second.sense.usual[1]})


def names_compound(request: str, words: Words, matches: Matches, forms: set[str]) -> bool:
    """Whether a cream is compounded for the patient: it says so, or lists several drugs by their share."""
    # What stands in brackets behind a product's name is its composition: `Terocin (capsaicin ...)`
    # is a product, `KGL cream (ketoprofen 15%, ...)` a prescription.
    bracket = _BRACKETS.search(request)
    first = matches.special[0].start if matches.special else 0
    product = bracket is not None and words.ends[first] <= bracket.start()
    shares = len(_SHARE.findall(_BRACKETS.sub("", request) if product else request))
    named = [match for match in matches.special if match.drug]
    drugs = len(named)
    if shares > 1 and drugs > 1:
        return True
    if "on the skin" in forms and drugs > 1 and _are_mixed(request, words, named):
        return True
    on_the_skin = "on the skin" in forms or "patch" in forms
    return "compounded" in forms and (on_the_skin or shares > 0)


# --- a drug whose name no list has -------------------------------------------------------------------------

_DOSE = pattern(
    r"\b\d[\d.,/-]{0,12}\s?(?:mg|mcg|milligrams?|micrograms?|meq)\b|\b\d[\d,]{2,9}\s?(?:iu|units)\b", re.IGNORECASE
)
"""`801 mg`, `5/325mg`, `50,000 units`"""

_COUNT = pattern(r"#\s?\d{2,3}\b")
_AMOUNT = pattern(r"\d\s?(?:%|(?:g|gm|gms|grams?|ml|oz|ounces?|tubes?|bottles?)\b)|#\s?\d", re.IGNORECASE)
"""`180gm`, `5 %`, `#30`"""

_SHORTEST_NAME = 4


def unknown_drug(request: str, words: Words) -> tuple[Kind, Span] | None:
    """The kind of a drug that no list has, and where its name stands; None where nothing shows that it is one.

    A dose shows one, or a count beside a form such as `tablets`. An amount of a cream or a patch shows one for the
    skin: those that no list has are the analgesics that pharmacies put their own names on.
    """
    name = next((number for number, word in enumerate(words.words) if _can_name_drug(word)), None)
    if name is None:
        return None
    span = words.starts[name], words.ends[name]
    forms = forms_of(words)
    if len(_SHARE.findall(_BRACKETS.sub("", request))) > 1:
        return COMPOUND, span
    if {"on the skin", "patch"} & forms and "not on the skin" not in forms and _AMOUNT.search(request):
        return (COMPOUND if "compounded" in forms else _TOPICAL), span
    if _DOSE.search(request) or (_COUNT.search(request) and "taken" in forms):
        return (PHARMACEUTICALS, "Other"), span
    return None


_STRENGTHS = pattern(r"(?<![\d/.])\d{1,2}(?:\.\d)?/\d{3}(?![\d/])")  # '10/325'


def shows_drug(request: str, words: Words) -> bool:
    """Whether a request has what is said of drugs: a dose, a count, a form in which they are given."""
    dose = _DOSE.search(request) or _COUNT.search(request) or _STRENGTHS.search(request)
    return bool(dose or forms_of(words))


def _can_name_drug(word: str) -> bool:
    return len(word) >= _SHORTEST_NAME and word.isalpha() and not is_known(word) and not drug_forms().opens(word)


def misspelt_before(request: str, words: Words, matches: Matches) -> bool:
    """Whether a word that no list has is joined by a slash to the first drug: `Hydrocodne/APAP`."""
    first = matches.special[0] if matches.special else None
    if first is None or not first.drug or first.start == 0 or not _can_name_drug(words.words[first.start - 1]):
        return False
    return request[words.ends[first.start - 1] : words.starts[first.start]].strip() == "/"
