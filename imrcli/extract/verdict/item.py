"""What a clause judges: the item under review, another one, the denial, the need, or nothing that a verdict is on."""

from __future__ import annotations

from functools import cache, cached_property, lru_cache

from msgspec import Struct

from imrcli.extract.treatment import classify
from imrcli.extract.verdict.lexicon import active_drugs, numbers, regions, same_units, words_with
from imrcli.extract.verdict.words import Word, words_in
from imrcli.pattern import pattern

_PARTS = pattern(r"[a-z0-9#]+(?:[.\-'][a-z0-9]+)*")
_AMOUNT = pattern(r"#?(\d{1,4})(?!\d)")
_LISTED = pattern(r"[,;&+]|\b(?:and|with|then|plus)\b|[a-z]/[a-z]")
_NOTHING: frozenset[str] = frozenset()
_HEADS = ("denial", "need", "grant", "evidence", "person", "administrator", "want", "criteria", "advice")
_WEAK_HEADS = frozenset({"criteria", "want", "evidence", "advice"})
"""Nouns that go with an item ("the need for the injection"), and say by themselves what is judged only
where asked for.
"""

_NAMELESS = ("pronoun", "number", "part", "not", "no", "adverb")
_TELLING_NOTHING = ("generic", "request", "pronoun", "part", "number", "unit", "surgery", "modifier", "advice")
_SMALL = frozenset(
    [
        "and",
        "with",
        "without",
        "for",
        "the",
        "per",
        "each",
        "times",
        "time",
        "mg",
        "daily",
        "of",
        "to",
        "in",
        "at",
        "on",
        "by",
        "or",
        "mg",
        "ml",
    ]
)
_DETERMINED = frozenset(["the", "this", "these", "that", "such", "it", "they", "said"])
_ARTICLES = frozenset({"the", "a", "an", "of", "to", "for"})
_CUTS = frozenset(
    [
        "after",
        "before",
        "following",
        "during",
        "in",
        "with",
        "without",
        "to",
        "because",
        "on",
        "at",
        "from",
        "by",
        "despite",
        "under",
        "until",
        "than",
    ]
)
_SIDES = {"left": {"left"}, "right": {"right"}, "bilateral": {"left", "right"}, "both": {"left", "right"}}
_TAKEN = frozenset(
    [
        "not",
        "no",
        "deficit",
        "refused",
        "granted",
        "necessary",
        "unnecessary",
        "neutral",
        "favoured",
        "disfavoured",
        "need",
        "want",
        "denial",
        "grant",
        "upheld",
        "overturned",
        "shown",
        "wanting",
        "refuse",
        "approve",
        "support",
        "evidence",
        "advice",
        "person",
        "provider",
    ]
)
"""What a word is not, that belongs to the item's own name (`refusal skills group`, `MRI without contrast`)."""


class Subject(Struct, frozen=True, gc=False):
    """What a clause judges.

    `reference`: how it is named. `request` ("this request"), `named` (words of the item), `pronoun`, `generic` ("the
    study"), `empty` (nothing), `unknown`; `other`, or `unlike` (of another kind); or what is no treatment: `denial`,
    `need`, `want`, `grant`, `criteria`, `evidence`, `person`, `administrator`, `advice`.
    """

    reference: str
    named: frozenset[str] = frozenset()
    """The item's own words in it, and left or right."""
    part: bool = False
    """Whether it names a part of something: `the remaining`, a number that the request does not have."""
    fraction: bool = False
    """Whether it counts fewer than the request does."""
    prior: bool = False
    future: bool = False

    @property
    def is_item(self) -> bool:
        """Whether a treatment is named that can be this item."""
        return self.reference in ("request", "named", "pronoun", "generic", "empty", "unknown")

    @property
    def is_treatment(self) -> bool:
        """Whether a treatment is named by its name, this item's or another's."""
        return self.reference in ("named", "other", "unlike")

    @property
    def is_named(self) -> bool:
        """Whether the item is named as the request or by its own words."""
        return self.reference in ("request", "named")

    @property
    def explicit(self) -> bool:
        """Whether the item is named for sure, or what decides it as a whole; or another item is, for sure."""
        return self.reference in ("request", "named", "pronoun", "empty", "denial", "need", "grant", "other")


class Item:
    """The item under review, as its request names it."""

    def __init__(self, request: str | None) -> None:
        self.request = (request or "").lower().replace("’", "'")

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the request but the smallest."""
        return frozenset(word for word in stems(self.request) if len(word) > 1 or word.isdigit()) - _SMALL

    @cached_property
    def telling(self) -> frozenset[str]:
        """The words that tell this item from any other."""
        return frozenset(word for word in self.words if word not in _common() and not word[0].isdigit())

    @cached_property
    def _spaced(self) -> str:
        """The words of the request, each between two spaces."""
        return f" {' '.join(_PARTS.findall(self.request))} "

    @cached_property
    def _has_taken(self) -> bool:
        """Whether words of the item's name could be taken for a negation or a verdict."""
        return not _taken().isdisjoint(self._spaced.split())

    @cached_property
    def kind(self) -> tuple[str | None, str | None]:
        """The item's category and subcategory."""
        return classify(self.request or None).kind

    @cached_property
    def drugs(self) -> frozenset[str]:
        """The drugs that the request names, by their generic names."""
        return _drugs(self._spaced.split())

    @cached_property
    def amounts(self) -> list[tuple[int, str]]:
        """What the request counts: numbers and their units."""
        return _amounts(words_in(self.request, 0, len(self.request)))

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The numbers of the request, and what two of them make (`2 times a week for 6 weeks`)."""
        values = [value for value, _ in self.amounts][:8]
        values += [int(digits) for digits in _AMOUNT.findall(self.request)[:8]]
        return frozenset(values) | frozenset(a * b for at, a in enumerate(values) for b in values[at + 1 :])

    @cached_property
    def several(self) -> bool:
        """Whether the request lists several things."""
        return _LISTED.search(self.request) is not None

    @cached_property
    def places(self) -> frozenset[int]:
        """The parts of the body that the request names, by their lines in the list."""
        return _places(self.words)

    @cached_property
    def sides(self) -> frozenset[str]:
        """Left, right or both, where the request says so."""
        return _sides(self.words)

    def strip(self, words: list[Word]) -> None:
        """Take the parts from words that are the item's own name (`MRI without contrast`, `no refills`)."""
        if not self._has_taken:
            return
        for at, word in enumerate(words):
            if _TAKEN.isdisjoint(word.roles):
                continue
            before = f"{words[at - 1].text} {word.text}" if at else word.text
            behind = f"{word.text} {words[at + 1].text}" if at + 1 < len(words) else word.text
            several = " " in word.text and word.text in self.request
            if several or any(f" {pair} " in self._spaced for pair in (before, behind) if " " in pair):
                word.roles -= _TAKEN

    # --- what a subject names ----------------------------------------------------------------------------------

    def subject(self, words: list[Word], first: int, end: int, *, nouns: bool = False) -> Subject:
        """What the words of a subject name.

        `nouns`: it is asked for criteria, grounds and the like, even where they go with the item's own words.
        """
        run = words[first:end]
        if not run:
            return Subject("empty")
        heading = _heading(run)
        found = _stems_in(heading)
        roles = _NOTHING.union(*[word.roles for word in run])
        part, fraction = self._counted(run, roles)
        reference = self._reference(run, heading, found, roles, nouns=nouns)
        if reference in ("need", "denial", "grant", "want"):
            found = _stems_in(run)
        sides = _sides(found)
        return Subject(
            reference=reference,
            named=(self.words & (found | _levels(run))) | sides,
            part=part or (len(sides) == 1 and len(self.sides) > 1),
            fraction=fraction,
            prior="prior" in roles,
            future="future" in roles
            and any("future" in word.roles and _stem(word.text) not in self.words for word in run),
        )

    def _reference(
        self, run: list[Word], heading: list[Word], found: frozenset[str], roles: frozenset[str], *, nouns: bool
    ) -> str:
        telling = not self.telling.isdisjoint(_stems_in(run))
        request = "request" in roles
        adjunct = telling and run[0].text in (_CUTS | {"for"})
        head = "" if adjunct else self._head(heading)
        if head == "advice" and not roles.isdisjoint(("number", "request")):
            head = ""
        if head and (nouns or head not in _WEAK_HEADS or not (request or telling)):
            return head
        if self._elsewhere(found):
            return "other"
        if not self.telling.isdisjoint(found):
            return "request" if request else "named"
        if "again" in roles and all(word.plays("again", *_NAMELESS) or word.text in _ARTICLES for word in run):
            return "generic"
        several = "and" in roles and not self.words.isdisjoint(found)
        if not several and (unlike := self._names_other(heading)):
            return unlike
        if request:
            return "request"
        if telling:
            return "named"
        if "other" in roles and "number" not in roles and "pronoun" not in roles:
            return "other"
        if not self.words.isdisjoint(found):
            return "named"
        if all(word.plays(*_NAMELESS) or word.text in _ARTICLES for word in run):
            return "pronoun"
        return "generic" if "generic" in roles or "unit" in roles else "unknown"

    def _head(self, run: list[Word]) -> str:
        """The part that the subject's first telling noun plays, if it is no treatment."""
        for word in run:
            if word.text.endswith("'s") or word.text in ("his", "her"):
                if word.plays("administrator"):
                    return "administrator"
                continue
            for role in _HEADS:
                if role in word.roles:
                    return role
            if "request" in word.roles or not self.telling.isdisjoint(stems(word.text)):
                return ""
        return ""

    def _elsewhere(self, found: frozenset[str]) -> bool:
        """Whether a subject names another part of the body than the request, or the other side."""
        places, sides = _places(found), _sides(found)
        if places and self.places and places.isdisjoint(self.places):
            return True
        return bool(sides and self.sides and sides.isdisjoint(self.sides))

    def _names_other(self, run: list[Word]) -> str:
        """How a subject without the item's words names a treatment of another kind.

        `other` where it names another drug, `unlike` where it is of another category; empty where it does neither.
        """
        category, subcategory = self.kind
        told = {word.text for word in run if _tells(word)}
        surgery = any(word.plays("surgery") for word in run)
        if category is None or not (told or surgery):
            return ""
        kept = [word.text for word in run if not word.plays("part", "number")]
        other, sub = classify(" ".join(kept)).kind
        if other is None or (surgery and category == "Injection"):
            return ""
        if not surgery and (other, sub) == classify(" ".join(word for word in kept if word not in told)).kind:
            return ""
        if other == category == "Pharmaceuticals" and self.drugs:
            named = _drugs(kept)
            return "other" if named and named.isdisjoint(self.drugs) else ""
        if other == category == "Surgery":
            adjunct = "Adjunct" in (subcategory or "") and "Adjunct" not in (sub or "")
            return "unlike" if adjunct else ""
        return "unlike" if (other, sub) != (category, subcategory) else ""

    def _counted(self, run: list[Word], roles: frozenset[str]) -> tuple[bool, bool]:
        """Whether a subject names a part (`the remaining`, other numbers than the request's), and fewer than that."""
        own = self.words - {"refill"}
        part = "part" in roles and any("part" in word.roles and _stem(word.text) not in own for word in run)
        fraction = "lesser" in roles
        part = part or fraction
        if "number" not in roles:
            return part, fraction
        for value, unit in _amounts(run):
            if value == 1 or value in self.numbers:
                continue
            part = True
            fraction = fraction or any(all_of > value and unit in (kind, "") for all_of, kind in self.amounts)
        return part, fraction


def _amounts(run: list[Word]) -> list[tuple[int, str]]:
    """Numbers and what they count, by one name for each kind of unit; an empty one where none is named."""
    found: list[tuple[int, str]] = []
    for at, word in enumerate(run):
        if "number" not in word.roles:
            continue
        match = _AMOUNT.fullmatch(numbers().get(word.text, word.text))
        if match is None:
            continue
        units = (near.text for near in run[at + 1 : at + 5] if near.plays("unit"))
        unit = "tablet" if word.text[0] == "#" else _stem(next(units, ""))
        last = at + 1 == len(run) or run[at + 1].text == "of"
        if unit or last:
            found.append((int(match.group(1)), same_units().get(unit, unit)))
    return found


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[str]:
    """The words of a text without plural endings; `L4-5` stays whole, `cold-therapy` is given in parts too."""
    collected: set[str] = set()
    for word in _PARTS.findall(text):
        collected.add(_stem(word))
        if "-" in word and not any(letter.isdigit() for letter in word):
            collected.update(_stem(part) for part in word.split("-") if len(part) > 2)
    return frozenset(collected)


def _stems_in(run: list[Word]) -> frozenset[str]:
    return _NOTHING.union(*[stems(word.text) for word in run])


def _heading(run: list[Word]) -> list[Word]:
    """The words of a subject that say what it is: those before "after surgery", "in this patient", "for pain"."""
    for at, word in enumerate(run):
        if at and (
            word.text in _CUTS
            or (word.text == "for" and not any(w.plays("request") or w.text in ("that", "those") for w in run[:at]))
        ):
            return run[:at]
    return run


def _levels(run: list[Word]) -> set[str]:
    """Levels of the spine and the like (`L4-5`), wherever they stand in a subject."""
    return {word.text for word in run if word.text[0].isalpha() and word.text[-1].isdigit()}


def _drugs(words: list[str]) -> frozenset[str]:
    """The drugs that words name, by their generic names."""
    known = active_drugs()
    names = (" ".join(words[at : at + size]) for at in range(len(words)) for size in (1, 2, 3))
    return frozenset(known[name] for name in names if name in known)


def _tells(word: Word) -> bool:
    """Whether a word can tell one treatment from another."""
    return not word.plays(*_TELLING_NOTHING) and len(word.text) > 1 and word.text.split("-")[0] not in numbers()


def _places(words: frozenset[str]) -> frozenset[int]:
    known = regions()
    return frozenset([line for word in words & known.keys() for line in known[word]])


def _sides(words: frozenset[str]) -> frozenset[str]:
    return frozenset([side for word in words & _SIDES.keys() for side in _SIDES[word]])


@cache
def _common() -> frozenset[str]:
    """Words that tell no treatment from another: of any treatment, of parts of the body, of amounts."""
    words = [word for word in words_with("generic", "modifier", "unit", "surgery", "part") if " " not in word]
    return frozenset(words) | frozenset(_stem(word) for word in words)


@cache
def _taken() -> frozenset[str]:
    """Words that turn or judge something, where they are not part of an item's name."""
    return frozenset(word for line in words_with(*_TAKEN) for word in line.split())
