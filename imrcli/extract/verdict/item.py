"""What a clause judges: the item under review, another one, the denial, the need, or nothing that a verdict is on."""

from __future__ import annotations

from functools import cached_property

from imrcli.extract.treatment import classify
from imrcli.extract.verdict.counted import Amounts, counted, once_more
from imrcli.extract.verdict.subject import (
    AMOUNT,
    CUTS,
    NOTHING,
    PARTS,
    SMALL,
    TURNING_ROLES,
    Subject,
    amounts_in,
    common_words,
    counts_only,
    drugs_in,
    heading_of,
    levels_in,
    places_in,
    sides_in,
    stem,
    stems,
    stems_in,
    tells,
    turning_words,
)
from imrcli.extract.verdict.word import Word
from imrcli.extract.verdict.words import words_in
from imrcli.pattern import pattern
from imrcli.vocabulary.treatment_kinds import any_related, kinds_in

_LISTED = pattern(r"[,;&+]|\b(?:and|with|then|plus)\b|[a-z]/[a-z]")
_TIMES = pattern(r"(?<![\d/.#])([1-7]) ?x ?(\d{1,2})(?![\d.%/]|\s?mg)")
"""`3x6`: three visits a week for six weeks."""

_HEADS = ("denial", "need", "grant", "evidence", "person", "administrator", "want", "criteria", "advice")
_NO_DEVICES = ("Surgery", "Injection", "Pharmaceuticals")
"""Categories whose items nobody calls a unit or a brace."""

_WEAK_HEADS = frozenset({"criteria", "want", "evidence", "advice"})
"""Nouns that go with an item ("the need for the injection"), and say by themselves what is judged only
where asked for.
"""

_NAMELESS = ("pronoun", "number", "part", "not", "no", "adverb")
_AGAIN = frozenset({"repeat", "additional", "further", "continued", "extension", "more", "ongoing", "second"})
_ONCE_MORE = ("further", "more", "no further", "no additional")
_DETERMINED = frozenset(["the", "this", "these", "that", "such", "it", "they", "said"])
_ARTICLES = frozenset({"the", "a", "an", "of", "to", "for"})


class Item:
    """The item under review, as its request names it."""

    def __init__(self, request: str | None) -> None:
        self._printed = request or ""
        self.request = self._printed.lower().replace("’", "'")

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the request but the smallest."""
        return frozenset(word for word in stems(self.request) if len(word) > 1 or word.isdigit()) - SMALL

    @cached_property
    def telling(self) -> frozenset[str]:
        """The words that tell this item from any other."""
        return frozenset(word for word in self.words if word not in common_words() and not word[0].isdigit())

    @cached_property
    def _spaced(self) -> str:
        """The words of the request, each between two spaces."""
        return f" {' '.join(PARTS.findall(self.request))} "

    @cached_property
    def _has_taken(self) -> bool:
        """Whether words of the item's name could be taken for a negation or a verdict."""
        return not turning_words().isdisjoint(self._spaced.split())

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
        return drugs_in(self._spaced.split())

    @cached_property
    def amounts(self) -> list[tuple[int, str]]:
        """What the request counts: numbers and their units."""
        times = [(int(few) * int(many), "visit") for few, many in _TIMES.findall(self.request)]
        return amounts_in(words_in(self.request, 0, len(self.request))) + times

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The numbers of the request, and what two of them make (`2 times a week for 6 weeks`)."""
        values = [value for value, _ in self.amounts][:8]
        values += [int(digits) for digits in AMOUNT.findall(self.request)[:8]]
        return frozenset(values) | frozenset(a * b for at, a in enumerate(values) for b in values[at + 1 :])

    @cached_property
    def several(self) -> bool:
        """Whether the request lists several things."""
        if _LISTED.search(self.request) is None:
            return False
        pieces = [piece for piece in self.request.split(",") if not counts_only(piece)]
        return len(pieces) > 1 or any(_LISTED.search(piece) for piece in pieces)

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

    @property
    def two_sided(self) -> bool:
        """Whether the request names left and right, or both."""
        one = "left" in self.request and "right" in self.request
        return (one or "bilateral" in self.request or "both" in self.request) and len(self.sides) > 1

    def asks_with(self, word: str) -> bool:
        """Whether the request asks for what a word names, and not without it (`5 refills`, `no refills`)."""
        one = word.removesuffix("s")
        asked = one in self.words or word in self.words
        return asked and not any(f" {no} {name} " in self._spaced for no in ("no", "without") for name in (one, word))

    def strip(self, words: list[Word]) -> None:
        """Take the parts from words that are the item's own name (`MRI without contrast`, `no refills`).

        A word that loses a part is replaced in the list; the word itself stays as it is.
        """
        if not self._has_taken:
            return
        for at, word in enumerate(words):
            if TURNING_ROLES.isdisjoint(word.roles):
                continue
            if f" {word.text} " not in self._spaced and word.text not in self.request:
                continue
            before = f"{words[at - 1].text} {word.text}" if at else word.text
            behind = f"{word.text} {words[at + 1].text}" if at + 1 < len(words) else word.text
            several = " " in word.text and word.text in self.request
            if several or any(f" {pair} " in self._spaced for pair in (before, behind) if " " in pair):
                words[at] = Word(word.text, word.start, word.end, word.roles - TURNING_ROLES)

    # --- what a subject names ----------------------------------------------------------------------------------

    def subject(self, words: list[Word], first: int, end: int, *, nouns: bool = False) -> Subject:
        """What the words of a subject name.

        `nouns`: it is asked for criteria, grounds and the like, even where they go with the item's own words.
        """
        run = words[first:end]
        if not run:
            return Subject("empty")
        heading = heading_of(run)
        all_stems = stems_in(run)
        stems_here = all_stems if len(heading) == len(run) else stems_in(heading)
        roles = NOTHING.union(*[word.roles for word in run])
        if "other" in roles and once_more(run):
            roles -= {"other"}
        part, fraction = counted(run, roles, self.words, Amounts(self.amounts, self.numbers))
        reference = self._reference(run, heading, stems_here, all_stems, roles, nouns=nouns)
        if reference in ("need", "denial", "grant", "want"):
            stems_here = all_stems
        sides = sides_in(all_stems)
        return Subject(
            reference=reference,
            named=(self.words & (stems_here | levels_in(run))) | sides,
            part=part or (len(sides) == 1 and len(self.sides) > 1),
            fraction=fraction,
            prior="prior" in roles,
            future="future" in roles
            and any("future" in word.roles and stem(word.text) not in self.words for word in run)
            and not (self.again and any(word.text in _ONCE_MORE for word in run)),
        )

    def _reference(
        self,
        run: list[Word],
        heading: list[Word],
        stems_here: frozenset[str],
        all_stems: frozenset[str],
        roles: frozenset[str],
        *,
        nouns: bool,
    ) -> str:
        telling = not self.telling.isdisjoint(all_stems)
        request = "request" in roles
        adjunct = telling and run[0].text in (CUTS | {"for"})
        head = "" if adjunct else self._head(heading)
        if head == "advice" and not roles.isdisjoint(("number", "request")):
            head = ""
        if head and (nouns or head not in _WEAK_HEADS or not (request or telling)):
            return head
        if self._elsewhere(stems_here, all_stems):
            return "other"
        if not self.telling.isdisjoint(stems_here):
            return "request" if request else "named"
        if "again" in roles and all(word.plays("again", *_NAMELESS) or word.text in _ARTICLES for word in run):
            return "generic"
        several = "and" in roles and not self.words.isdisjoint(stems_here)
        if not several and (unlike := self._names_other(heading)):
            return unlike
        if request:
            return "request"
        if telling:
            return "named"
        if "other" in roles and all(word.plays("other", *_NAMELESS) or word.text in _ARTICLES for word in run):
            return "pronoun"  # "another is not"
        if "other" in roles and "number" not in roles and "pronoun" not in roles:
            return "other"
        if not self.words.isdisjoint(stems_here):
            return "named"
        if all(word.plays(*_NAMELESS) or word.text in _ARTICLES for word in run):
            return "pronoun"
        return "generic" if "generic" in roles or "unit" in roles else "unknown"

    def _head(self, run: list[Word]) -> str:
        """The part that the subject's first telling noun plays, if it is no treatment."""
        for at, word in enumerate(run):
            if at and word.plays("relative", "that"):
                return ""  # "a medicine that the patient no longer takes"
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

    def _elsewhere(self, stems_here: frozenset[str], all_stems: frozenset[str]) -> bool:
        """Whether a subject names another part of the body than the request, or the other side ("for the right")."""
        places, sides = places_in(stems_here), sides_in(stems_here) or sides_in(all_stems)
        if places and self.places and places.isdisjoint(self.places):
            return True
        return bool(sides and self.sides and sides.isdisjoint(self.sides))

    def _names_other(self, run: list[Word]) -> str:
        """How a subject without the item's words names a treatment of another kind.

        `other` where it names another drug, `unlike` where it is of another category; empty where it does neither.
        """
        telling_words = {word.text for word in run if tells(word)}
        surgery = any("surgery" in word.roles for word in run)
        if not (telling_words or surgery) or self.kind[0] is None:
            return ""
        category, subcategory = self.kind
        kept = [word.text for word in run if not word.plays("part", "number")]
        other, sub = classify(" ".join(kept)).kind
        if other is None or (surgery and category == "Injection"):
            return ""
        bare = classify(" ".join(word for word in kept if word not in telling_words)).kind
        device = other == "DMEPOS" and category in _NO_DEVICES
        if not surgery and not device and (other, sub) == bare:
            return "" if (other, sub) == (category, subcategory) else self._unlike_kinds(kept)
        if other == category == "Pharmaceuticals" and self.drugs:
            named = drugs_in(kept)
            return "other" if named and named.isdisjoint(self.drugs) else ""
        if other == category == "Surgery":
            adjunct = "Adjunct" in (subcategory or "") and "Adjunct" not in (sub or "")
            return "unlike" if adjunct else ""
        if (other, sub) != (category, subcategory):
            return "unlike"
        return self._unlike_kinds(kept)

    def _unlike_kinds(self, words: list[str]) -> str:
        """`unlike` where words name kinds of treatment of which none goes with the request's."""
        kinds = {place.kind for place in kinds_in(" ".join(words))}
        return "unlike" if kinds and self.treatments and not any_related(kinds, self.treatments) else ""
