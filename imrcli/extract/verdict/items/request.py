"""What a request asks for, as it is printed: its words, amounts, kinds, places and forms."""

from __future__ import annotations

from functools import cached_property

from imrcli.extract.treatment import classify
from imrcli.extract.verdict.clauses.lexicon import service_nouns
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.clauses.words import words_in
from imrcli.extract.verdict.items.loci import loci
from imrcli.extract.verdict.items.other_kinds import Kinds, forms_asked, kinds_asked
from imrcli.extract.verdict.items.subject import (
    AMOUNT,
    NOTHING,
    PARTS,
    SMALL,
    amounts_in,
    common_words,
    counts_only,
    drugs_in,
    places_in,
    sides_in,
    stem,
    stems,
)
from imrcli.pattern import pattern
from imrcli.vocabulary.treatment_kinds import kinds_in, wider

_LISTED = pattern(r"[,;&+]|\b(?:and|with|then|plus)\b|[a-z]/[a-z]")
_PIECES = pattern(r"[,;&+]|\band\b")
_COUNTED = pattern(r"(?<=\d)-(?=[a-z]{3})")
_MADE_OF = pattern(r"\([^()#]*,[^()#]*\)|%[^#]*,[^#]*%|[a-z]/[a-z]")
_JOINED = pattern(r"(?:\band|&|/|,) ?([a-z]+)")
_AGAIN = frozenset({"repeat", "additional", "further", "continued", "extension", "more", "ongoing", "second"})
_BROAD = frozenset({"laboratory test", "injection", "imaging", "medication", "surgery", "consultation"})
"""Kinds whose members are different things: a vitamin level is no blood count."""

_TIMES = pattern(r"(?<![\d/.#])([1-7]) ?x ?(\d{1,2})(?![\d.%/]|\s?mg)")
"""`3x6`: three visits a week for six weeks."""


class Request:
    """A request, and what it asks for."""

    def __init__(self, request: str | None) -> None:
        self._printed = request or ""
        self.request = self._printed.lower().replace("’", "'")

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the request but the smallest."""
        apart = stems(_COUNTED.sub(" ", self.request))  # "3-day stay" asks for days
        apart |= {noun for verb, noun in service_nouns().items() if verb in apart}
        return frozenset(word for word in stems(self.request) | apart if len(word) > 1 or word.isdigit()) - SMALL

    @cached_property
    def telling(self) -> frozenset[str]:
        """The words that tell this item from any other."""
        return frozenset(word for word in self.words if word not in common_words() and not word[0].isdigit())

    @cached_property
    def spaced(self) -> str:
        """The words of the request, each between two spaces."""
        return f" {' '.join(PARTS.findall(self.request))} "

    @cached_property
    def kind(self) -> tuple[str | None, str | None]:
        """The item's category and subcategory.

        Case makes no difference to it; as the request is printed, it has been classified before.
        """
        return classify(self._printed if self._printed.isascii() else self.request).kind

    @cached_property
    def treatments(self) -> frozenset[str]:
        """The kinds of treatment that the request names."""
        return frozenset(place.kind for place in kinds_in(self.request))

    @cached_property
    def drugs(self) -> frozenset[str]:
        """The drugs that the request names, by their generic names."""
        return drugs_in(self.spaced.split())

    @cached_property
    def amounts(self) -> list[tuple[int, str]]:
        """What the request counts: numbers and their units."""
        times = [(int(few) * int(many), "visit") for few, many in _TIMES.findall(self.request)]
        request = _COUNTED.sub(" ", self.request)
        return amounts_in(words_in(request, 0, len(request))) + times

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The numbers of the request, and what two of them make (`2 times a week for 6 weeks`)."""
        values = [value for value, _ in self.amounts][:8]
        values = sorted({*values, *[int(digits) for digits in AMOUNT.findall(self.request)[:8]]})
        return frozenset(values) | frozenset(a * b for at, a in enumerate(values) for b in values[at + 1 :])

    @cached_property
    def several(self) -> bool:
        """Whether the request lists several things."""
        if _LISTED.search(self.request) is None:
            return False
        pieces = [piece for piece in self.request.split(",") if not counts_only(piece)]
        return len(pieces) > 1 or any(_LISTED.search(piece) for piece in pieces)

    @cached_property
    def things(self) -> int:
        """How many things the request lists."""
        return sum(not counts_only(piece) for piece in _PIECES.split(self.request) if piece.strip())

    @cached_property
    def again(self) -> bool:
        """Whether the request is for what has been given before, so that `further` and `more` are the item itself."""
        return not self.words.isdisjoint(_AGAIN)

    @cached_property
    def two_times(self) -> bool:
        """Whether the request asks for what has been given, and for what is to come."""
        return {"retrospective", "prospective"} <= self.words

    @cached_property
    def places(self) -> frozenset[int]:
        """The parts of the body that the request names, by their lines in the list."""
        return places_in(self.words)

    @cached_property
    def sides(self) -> frozenset[str]:
        """Left, right or both, where the request says so."""
        return sides_in(self.words)

    @cached_property
    def purpose(self) -> frozenset[str]:
        """The words that say for which operation something beside it is asked for ("anesthesia for an epidural")."""
        return stems(self.request.partition(" for ")[2]) if "Adjunct" in (self.kind[1] or "") else NOTHING

    @cached_property
    def rental(self) -> bool:
        """Whether a rental is asked for, and no purchase."""
        return "rental" in self.words and "purchase" not in self.words

    @cached_property
    def forms(self) -> frozenset[str]:
        """Whether a drug is asked for by mouth or for the skin: `oral`, `topical`."""
        if self.kind[0] != "Pharmaceuticals":
            return NOTHING
        return forms_asked(words_in(self.request, 0, len(self.request)), several=self.several)

    @cached_property
    def compound(self) -> bool:
        """Whether the request lists what one drug for the skin is made of ("cream (lidocaine, menthol)")."""
        listed = " and " not in self.request and _MADE_OF.search(self.request) is not None
        return listed and self.forms == {"topical"}

    @property
    def divisible(self) -> bool:
        """Whether two verdicts can be on two things that the request names, and not on one by two of its words."""
        return self.several or bool(self.loci) or len(self.kinds) > 1 or bool(self.numbers)

    @cached_property
    def joined(self) -> frozenset[str]:
        """The words that open what the request asks for beside its first thing ("evaluation and treatment")."""
        words = frozenset(map(stem, _JOINED.findall(self.request)))
        return words | {noun for verb, noun in service_nouns().items() if verb in words}

    @cached_property
    def loci(self) -> frozenset[str]:
        """The places on the body that the request names, if several: levels, teeth, parts, sides."""
        return loci(self.request, self.words)

    @property
    def two_sided(self) -> bool:
        """Whether the request names left and right, or both."""
        one = "left" in self.request and "right" in self.request
        return (one or "bilateral" in self.request or "both" in self.request) and len(self.sides) > 1

    def asks_with(self, word: str) -> bool:
        """Whether the request asks for what a word names, and not without it (`5 refills`, `no refills`)."""
        one = word.removesuffix("s")
        asked = one in self.words or word in self.words
        return asked and not any(f" {no} {name} " in self.spaced for no in ("no", "without") for name in (one, word))

    @cached_property
    def kinds(self) -> Kinds:
        """What the request asks for, by kind and drug, and its words for each."""
        return kinds_asked(self.request, self.telling)

    @cached_property
    def _kinds_named(self) -> frozenset[str]:
        """The kinds of treatment that the request names, drugs left out."""
        return frozenset(place.kind for place in kinds_in(self.request) if place.drug is None)

    def own_name(self, run: list[Word]) -> bool:
        """Whether a run of words names the one thing that the request asks for by another of its names.

        A drug by its generic name (naproxen for Anaprox), another treatment by a word of its kind (bracing for a
        brace).
        """
        if self.several or len(self.treatments) > 1 or len(self.drugs) > 1:
            return False
        if self.drugs and not self.drugs.isdisjoint(drugs_in([word.text for word in run])):
            return True
        if self.drugs and run and run[0].text in ("this", "the"):  # "this muscle relaxant"
            classed = [(place.kind, place.drug) for place in kinds_in(" ".join(word.text for word in run))]
            return bool(classed) and set(classed) == {(kind, None) for kind in self.treatments}
        wanted = self._kinds_named - _BROAD
        named = {place.kind for place in kinds_in(" ".join(word.text for word in run))}
        return bool(wanted) and bool(named) and named <= frozenset().union(*map(wider, wanted)) - _BROAD
