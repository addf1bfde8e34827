"""What the words of a subject name: treatments, amounts, sides, and how."""

from __future__ import annotations

import math
from functools import lru_cache

from msgspec import Struct

from imrcli.extract.verdict.clauses.lexicon import (
    active_drugs,
    drug_openings,
    numbers,
    regions,
    same_units,
    service_nouns,
    words_with,
)
from imrcli.extract.verdict.clauses.word import Word
from imrcli.index import index
from imrcli.pattern import pattern

PARTS = pattern(r"[a-z0-9#]+(?:[.\-'][a-z0-9]+)*")
AMOUNT = pattern(r"#?(\d{1,4})(?!\d)")
NOTHING: frozenset[str] = frozenset()
_NOTHING_TOLD = "lesser generic request pronoun part number unit surgery modifier advice carried_out some"
_TELLING_NOTHING = frozenset(_NOTHING_TOLD.split())
_SMALL_WORDS = "and with without for the per each times time mg daily of to in at on by or ml"
SMALL = frozenset(_SMALL_WORDS.split())
_CUTS = "after before following during in with without to because on at from by despite under until than"
CUTS = frozenset(_CUTS.split())
"""Words behind which a subject no longer says what it is ("after surgery", "in this patient")."""

_GIVING = (
    "dispensing",
    "giving",
    "providing",
    "prescribing",
    "supplying",
    "ordering",
    "using",
    "continuing",
    "allowing",
)
_SINGLE = ("a", "an")
_SIDES = {"left": {"left"}, "right": {"right"}, "bilateral": {"left", "right"}, "both": {"left", "right"}}
_NO_PART_OF_A_NAME = """
not no deficit refused granted necessary unnecessary neutral favoured disfavoured need want denial grant upheld
overturned shown wanting refuse approve support evidence advice person provider
"""
TURNING_ROLES = frozenset(_NO_PART_OF_A_NAME.split())
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
        return self.reference in ("request", "named", "pronoun", "empty", "denial", "need", "grant", "other", "advice")


def amounts_in(run: list[Word]) -> list[tuple[int, str]]:
    """Numbers and what they count, by one name for each kind of unit; an empty one where none is named."""
    amounts: list[tuple[int, str]] = []
    for at, word in enumerate(run):
        if word.text in _SINGLE and at + 1 < len(run) and run[at + 1].plays("unit"):
            unit = stem(run[at + 1].text.removesuffix("'s"))
            alone = at == 0 or not (run[at - 1].plays("number", "unit") or run[at - 1].text in ("times", "once", "per"))
            amounts += [(1, same_units().get(unit, unit))] if alone else []
        if "number" not in word.roles:
            continue
        match = AMOUNT.fullmatch(numbers().get(word.text, word.text))
        if match is None:
            continue
        units = (near.text.split("/")[0] for near in run[at + 1 : at + 5] if near.plays("unit") or "/" in near.text)
        unit = "tablet" if word.text[0] == "#" else stem(next(units, ""))
        last = at + 1 == len(run) or run[at + 1].text == "of"
        quantity = at > 1 and run[at - 1].text == "of" and run[at - 2].text in ("quantity", "total", "number", "supply")
        if unit or last or quantity or (at and run[at - 1].plays("unit")):
            amounts.append((int(match.group(1)), same_units().get(unit, unit)))
    return amounts


def number_of(word: Word) -> int:
    """The number that a word is, in digits or letters; 0 where it is none."""
    digits = numbers().get(word.text, word.text).removeprefix("#")
    return int(digits) if digits.isdecimal() else 0


def stem(word: str) -> str:
    """A word without its plural ending."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[str]:
    """The words of a text without plural endings; `L4-5` stays whole, `cold-therapy` is given in parts too."""
    collected: set[str] = set()
    for word in PARTS.findall(text):
        collected.add(stem(word))
        if "-" in word and not any(letter.isdigit() for letter in word):
            collected.update(stem(part) for part in word.split("-") if len(part) > 2)
    return frozenset(collected)


def stems_in(run: list[Word]) -> frozenset[str]:
    """The words of a run without plural endings, the parts of joined ones, and the nouns for services in verbs."""
    services = service_nouns()
    nouns = [services[word.text] for word in run if word.text in services]
    return NOTHING.union(nouns, *[stems(word.text) for word in run])


def heading_of(run: list[Word]) -> list[Word]:
    """The words of a subject that say what it is: those before "after surgery", "in this patient", "for pain"."""
    for at, word in enumerate(run):
        if at and (
            word.text in CUTS
            or (word.text == "for" and not any(w.plays("request") or w.text in ("that", "those") for w in run[:at]))
        ):
            return run[:at]
    return run


def levels_in(run: list[Word]) -> set[str]:
    """Levels of the spine and the like (`L4-5`), wherever they stand in a subject."""
    return {word.text for word in run if word.text[0].isalpha() and word.text[-1].isdigit()}


def drugs_in(words: list[str]) -> frozenset[str]:
    """The drugs that words name, by their generic names."""
    known, opening = active_drugs(), drug_openings()
    starts = [at for at, word in enumerate(words) if word in opening]
    names = (" ".join(words[at : at + size]) for at in starts for size in (1, 2, 3))
    return frozenset(known[name] for name in names if name in known)


def tells(word: Word) -> bool:
    """Whether a word can tell one treatment from another."""
    return word.roles.isdisjoint(_TELLING_NOTHING) and len(word.text) > 1 and word.text.split("-")[0] not in numbers()


def places_in(words: frozenset[str]) -> frozenset[int]:
    """The regions of the body that words name, by their numbers in the lexicon."""
    known = regions()
    named = words & known.keys()
    if "back" in words:  # "the low back", "the mid back"
        named |= {"thoracic" if words & {"mid", "middle", "upper"} else "lumbar"}
    return frozenset([line for word in named for line in known[word]])


def sides_in(words: frozenset[str]) -> frozenset[str]:
    """`left`, `right` or both, as words name them."""
    return frozenset([side for word in words & _SIDES.keys() for side in _SIDES[word]])


@index
def common_words() -> frozenset[str]:
    """Words that tell no treatment from another: of any treatment, of parts of the body, of amounts."""
    words = [word for word in words_with("generic", "modifier", "unit", "surgery", "part") if " " not in word]
    return frozenset(words) | frozenset(stem(word) for word in words)


@index
def turning_words() -> frozenset[str]:
    """Words that turn or judge something, where they are not part of an item's name."""
    return frozenset(word for line in words_with(*TURNING_ROLES) for word in line.split())


@index
def _measures() -> frozenset[str]:
    """Words that say how much is asked for, or how it is got."""
    return frozenset(words_with("unit")) | {"purchase", "rental", "total", "quantity", "qty"}


def counts_only(piece: str) -> bool:
    """Whether a piece of a request names nothing, but says how much of what stands before it ("155 units")."""
    words = PARTS.findall(piece)
    return all(word[0] in "#0123456789" or word in _measures() or word in SMALL for word in words)


def more_of_it(run: list[Word]) -> bool:
    """Whether words only count once more what is asked for: "another month", "dispensing another 150 tablets"."""
    first = 1 if run[0].text in _GIVING else 0
    counted = run[first + 1 :]
    if len(run) <= first or run[first].text not in ("another", "more"):
        return False
    return any(word.plays("unit") for word in counted) and all(word.plays("unit", "number") for word in counted)


_INSTEAD = ("rather than", "instead of", "in place of", "in lieu of", "as opposed to")
_BEYOND = ("beyond", "above", "in excess of", "past", "over and above", "on top of", "in addition to", "besides")
_POINTING = ("these", "those")


def set_against(run: list[Word]) -> int:
    """Where a run sets what it names against something else ("therapy rather than an injection"); 0 where not."""
    return next((at for at in range(1, len(run) - 1) if run[at].text in _INSTEAD), 0)


def of_the_other(run: list[Word]) -> bool:
    """Whether a run counts things beside the item ("each of the other drugs", "none of the others")."""
    return any(
        run[at].text == "of" and run[at + 1].text in ("the", "his", "her") and run[at + 2].text.startswith("other")
        for at in range(1, len(run) - 2)
    )


def is_beyond(run: list[Word]) -> bool:
    """Whether a run names what lies beyond what is asked for: "visits beyond these six"."""
    beyond = _beyond(run)
    return 0 < beyond < len(run) - 1 and run[beyond + 1].text in _POINTING


def _beyond(run: list[Word]) -> int:
    """The word behind which an amount is exceeded; the end of the run where there is none."""
    return next((at for at, word in enumerate(run) if word.text in _BEYOND), len(run))


def exceeds(run: list[Word], amounts: list[tuple[int, str]]) -> bool:
    """Whether a run names more than is asked for: "more than six visits", where the request has six."""
    counts = sorted(value for value, _ in amounts)
    most = max(counts[-1], math.prod(counts[-2:])) if counts else 0
    if most <= 1:
        return False
    bare = not any(word.text == "the" or word.plays("pronoun", "request") or tells(word) for word in run)
    if bare and any(number_of(word) > most for word in run):
        return True  # "I would not approve 120", where sixty are asked for
    beyond = _beyond(run)
    if any(number_of(word) >= most for word in run[beyond + 1 : beyond + 3]):
        return True  # "a rental beyond seven days"
    more = len(run) > 2 and (run[0].text == "more than" or run[1].text == "than")
    return more and any(number_of(word) >= most for word in run[1:3])


def cuts(run: list[Word]) -> bool:
    """Whether a run names what grants a part only: "UR's modification to six", "the partial approval of six"."""
    return any(
        "cut" in word.roles or ("grant" in word.roles and at > 0 and run[at - 1].text == "partial")
        for at, word in enumerate(run)
    )


def of_them(run: list[Word], asked: frozenset[int]) -> bool:
    """Whether a run counts fewer of more: "six of the twelve", "no more than six of the visits"."""
    for at in range(len(run) - 2):
        if run[at].plays("number") and run[at + 1].text == "of" and run[at + 2].text in ("the", "these", "those"):
            few = number_of(run[at])
            more = [number_of(word) for word in run[at + 3 : at + 5] if word.plays("number")]
            return 0 < few < max([*more, 0] if more else [*asked, 0])
    return False
