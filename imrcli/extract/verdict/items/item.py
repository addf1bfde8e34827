"""What a clause judges: the item under review, another one, the denial, the need, or nothing that a verdict is on."""

from __future__ import annotations

from functools import cached_property

from imrcli.extract.verdict.clauses.lexicon import service_nouns
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.counted import counted, once_more
from imrcli.extract.verdict.items.other_kinds import kin, names_other
from imrcli.extract.verdict.items.request import Request
from imrcli.extract.verdict.items.subject import (
    CUTS,
    NOTHING,
    TURNING_ROLES,
    Subject,
    exceeds,
    heading_of,
    is_beyond,
    levels_in,
    more_of_it,
    of_the_other,
    places_in,
    set_against,
    sides_in,
    stem,
    stems,
    stems_in,
    turning_words,
)

_HEADS = ("denial", "need", "grant", "evidence", "person", "administrator", "want", "criteria", "advice")
_WEAK_HEADS = frozenset({"criteria", "want", "evidence", "advice"})
"""Nouns that go with an item ("the need for the injection"), and say by themselves what is judged only
where asked for.
"""

_NAMELESS = ("pronoun", "number", "part", "not", "no", "adverb")
_ONCE_MORE = ("further", "more", "no further", "no additional")
_DETERMINED = frozenset(["the", "this", "these", "that", "such", "it", "they", "said"])
_ARTICLES = frozenset({"the", "a", "an", "of", "to", "for"})


_SPREAD = ("over", "across", "within")


def _is_counted_advice(run: list[Word]) -> bool:
    """Whether advice is counted, and so a treatment ("a taper of 40 tablets"; not so "a wean over six weeks")."""
    spread = next((at for at, word in enumerate(run) if word.text in _SPREAD), len(run))
    numbers = [at for at in range(spread) if run[at].plays("number")]
    return any(at + 1 == len(run) or run[at + 1].text not in ("percent", "%") for at in numbers)


class Item(Request):
    """The item under review, as its request names it."""

    @cached_property
    def _has_taken(self) -> bool:
        """Whether words of the item's name could be taken for a negation or a verdict."""
        return not turning_words().isdisjoint(self.spaced.split())

    def named_in(self, run: list[Word]) -> frozenset[str]:
        """The item's words that a run of words has, or names by a drug's other name."""
        own = self.words & stems_in(run)
        return own | kin(run, self.kinds, classes=self.telling.isdisjoint(own))

    def strip(self, words: list[Word]) -> None:
        """Take the parts from words that are the item's own name (`MRI without contrast`, `no refills`).

        A word that loses a part is replaced in the list; the word itself stays as it is.
        """
        if not self._has_taken:
            return
        for at, word in enumerate(words):
            if TURNING_ROLES.isdisjoint(word.roles):
                continue
            if f" {word.text} " not in self.spaced and word.text not in self.request:
                continue
            before = f"{words[at - 1].text} {word.text}" if at else word.text
            behind = f"{word.text} {words[at + 1].text}" if at + 1 < len(words) else word.text
            several = " " in word.text and word.text in self.request
            if several or any(f" {pair} " in self.spaced for pair in (before, behind) if " " in pair):
                words[at] = Word(word.text, word.start, word.end, word.roles - TURNING_ROLES)

    # --- what a subject names ----------------------------------------------------------------------------------

    def subject(self, words: list[Word], first: int, end: int, *, nouns: bool = False) -> Subject:
        """What the words of a subject name.

        `nouns`: it is asked for criteria, grounds and the like, even where they go with the item's own words.
        """
        run = words[first:end]
        if not run:
            return Subject("empty")
        if (instead := set_against(run)) > 0:  # "more therapy rather than an injection"
            chosen = self.subject(words, first, first + instead, nouns=nouns)
            left = self.subject(words, first + instead + 1, end, nouns=nouns)
            return Subject("other") if left.is_named and not chosen.is_named else chosen
        heading = heading_of(run)
        all_stems = stems_in(run)
        stems_here = all_stems if len(heading) == len(run) else stems_in(heading)
        roles = NOTHING.union(*[word.roles for word in run])
        if "other" in roles and once_more(run):
            roles -= {"other"}
        part, fraction = counted(run, roles, self)
        reference = self._reference(run, heading, stems_here, all_stems, roles, nouns=nouns)
        if reference in ("need", "denial", "grant", "want"):
            stems_here = all_stems
        sides = sides_in(all_stems)
        return Subject(
            reference=reference,
            named=(self.words & (stems_here | levels_in(run))) | sides | kin(run, self.kinds),
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
        if more_of_it(run):
            return "generic"
        telling = not self.telling.isdisjoint(all_stems)
        request = "request" in roles
        adjunct = telling and run[0].text in (CUTS | {"for"})
        head = "" if adjunct else self._head(heading)
        if head == "advice" and (request or _is_counted_advice(run)):
            head = ""
        if head and (nouns or head not in _WEAK_HEADS or not (request or telling)):
            return head
        if self._elsewhere(stems_here, all_stems) or ("number" in roles and exceeds(run, self.amounts)):
            return "other"
        if is_beyond(run) or ("other" in roles and of_the_other(run) and self.words.isdisjoint(stems_here)):
            return "other"
        if telling and not request and self.telling & all_stems <= self.purpose:
            return "other"
        if self.rental and any(word.text in ("purchase", "purchasing", "buying") for word in run[:2]):
            return "other"
        if not self.telling.isdisjoint(stems_here):
            return "request" if request else "named"
        if "again" in roles and all(word.plays("again", *_NAMELESS) or word.text in _ARTICLES for word in run):
            return "generic"
        if any(service_nouns().get(word.text) in self.words for word in heading):
            return "named"  # "injecting the elbow"
        if not request and self.own_name(heading):
            return "named"
        several = "and" in roles and not self.words.isdisjoint(stems_here)
        if not several and (unlike := names_other(heading, self.kind, self.drugs, self.treatments)):
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
        pointing = heading if any(word.plays("pronoun") for word in heading) else run  # "these in advance"
        if all(word.plays(*_NAMELESS) or word.text in _ARTICLES for word in pointing):
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
