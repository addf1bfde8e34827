"""Where on the body an item is, if in several places: sides, levels of the spine, teeth, parts of the body."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.lexicon import regions
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import number_of, sides_in, stem
from imrcli.pattern import pattern

_LEVEL = pattern(r"[clt]\d{1,2}(?:-[clts]?\d{1,2})?")
_VERTEBRA = pattern(r"([clts]?)(\d{1,2})")
_ABOVE = {"c": 0, "t": 7, "l": 19, "s": 24}
"""How many vertebrae lie above a region of the spine."""

_NUMBER = pattern(r"#?(\d{1,2})")
_TEETH = frozenset(["tooth", "teeth", "crown", "implant", "molar", "incisor", "extraction"])
_WORD = pattern(r"#?[a-z0-9-]+")
NOWHERE: frozenset[str] = frozenset()


def loci(request: str, words: frozenset[str]) -> frozenset[str]:
    """The places that a request in lower case names; none where it names one only."""
    for places in (_levels(request), _teeth(request, words), _parts(words), sides_in(words)):
        if len(places) > 1:
            return places
    return NOWHERE


def loci_in(run: list[Word], asked: frozenset[str]) -> frozenset[str]:
    """Those of a request's places that words name; a level of the spine is always one, where the request has some."""
    if not asked:
        return NOWHERE
    texts = [word.text for word in run]
    if any(_LEVEL.fullmatch(place) for place in asked):
        return frozenset(text for text in texts if _LEVEL.fullmatch(text))
    if any(place.startswith("#") for place in asked):
        numbered = (f"#{number_of(word) or word.text.lstrip('#')}" for word in run if word.plays("number"))
        return asked.intersection(numbered)
    return asked.intersection(text for word in texts for text in (word, stem(word), *word.split("-")))


def are_outside(places: frozenset[str], asked: frozenset[str]) -> bool:
    """Whether levels of the spine all lie outside those that are asked for (`L3-4`, where `L4-5` and `L5-S1` are)."""
    wanted = [number for place in asked for number in _vertebrae(place)]
    found = [_vertebrae(place) for place in places]
    if not wanted or not found or not all(found):
        return False
    return all(min(each) < min(wanted) or max(each) > max(wanted) for each in found)


def _vertebrae(place: str) -> list[int]:
    """The numbers of a level's vertebrae, counted from the skull; none where it is no level."""
    if _LEVEL.fullmatch(place) is None:
        return []
    region, numbers = "", []
    for letter, digits in _VERTEBRA.findall(place):
        region = letter or region
        numbers.append(_ABOVE[region] + int(digits))
    return numbers


def _levels(request: str) -> frozenset[str]:
    """Levels; both ends of `C2-C6` and `L3 to S1` count as two."""
    found = {word for word in _WORD.findall(request) if _LEVEL.fullmatch(word)}
    ends = {end for word in found if "-" in word and word.count(word[0]) > 1 for end in word.split("-")}
    return frozenset(found | ends)


def _teeth(request: str, words: frozenset[str]) -> frozenset[str]:
    if _TEETH.isdisjoint(words):
        return NOWHERE
    numbers = (_NUMBER.fullmatch(word) for word in _WORD.findall(request))
    return frozenset(f"#{number.group(1)}" for number in numbers if number)


def _parts(words: frozenset[str]) -> frozenset[str]:
    """The words for parts of the body, where no line of the list holds all of them."""
    known = regions()
    named = frozenset(words & known.keys())
    shared = frozenset.intersection(*[frozenset(known[word]) for word in named]) if named else NOWHERE
    return NOWHERE if shared else named
