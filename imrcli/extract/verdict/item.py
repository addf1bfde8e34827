"""What a clause judges: the item under review, another one, the denial, the need, or nothing that a verdict is on."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from imrcli.extract.treatment import classify
from imrcli.extract.verdict.lexicon import lexicon, numbers
from imrcli.extract.verdict.words import Word
from imrcli.pattern import pattern

_PARTS = pattern(r"[a-z0-9#]+(?:[.\-'][a-z0-9]+)*")
_DIGITS = pattern(r"#?(\d+)")
_HEADS = ("denial", "need", "grant", "evidence", "person", "administrator", "want", "criteria", "advice")
_NAMELESS = ("pronoun", "number", "part", "not", "no", "adverb")


class Subject(Struct, frozen=True, gc=False):
    """What a clause judges.

    `reference`: how it is named. `request` ("this request"), `named` (words of the item), `pronoun`, `generic` ("the
    study"), `empty` (nothing), `unknown`; `other`; or what is no treatment: `denial`, `need`, `want`, `grant`, `criteria`,
    `evidence`, `person`, `administrator`, `advice`.
    """

    reference: str
    named: frozenset[str] = frozenset()
    part: bool = False
    prior: bool = False
    definite: bool = False
    future: bool = False

    @property
    def is_item(self) -> bool:
        """Whether a treatment is named that can be this item."""
        return self.reference in ("request", "named", "pronoun", "generic", "empty", "unknown")

    @property
    def explicit(self) -> bool:
        """Whether the item is named for sure."""
        return self.reference in ("request", "named", "empty", "denial", "need", "grant")


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def stems(text: str) -> list[str]:
    """The words of a text without plural endings; `L4-5` stays whole, `cold-therapy` is given in parts too."""
    found: list[str] = []
    for word in _PARTS.findall(text):
        found.append(_stem(word))
        if "-" in word and not any(letter.isdigit() for letter in word):
            found.extend(_stem(part) for part in word.split("-") if len(part) > 2)
    return found


class Item:
    """The item under review, as its request names it."""

    def __init__(self, request: str | None) -> None:
        self.request = (request or "").lower().replace("’", "'")

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the request but the smallest."""
        return frozenset(word for word in stems(self.request) if len(word) > 2 or not word.isalpha()) - _small()

    @cached_property
    def telling(self) -> frozenset[str]:
        """The words that tell this item from any other."""
        return frozenset(word for word in self.words if word not in _common() and not word[0].isdigit())

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Words of the request that stand side by side."""
        words = self.request.split()
        return frozenset(zip(words, words[1:], strict=False))

    @cached_property
    def kind(self) -> tuple[str | None, str | None]:
        """The item's category and subcategory."""
        return classify(self.request or None).kind

    @cached_property
    def amounts(self) -> frozenset[int]:
        """The numbers of the request, and what two of them make (`2 times a week for 6 weeks`)."""
        values = [int(numbers().get(word, word)) for word in stems(self.request) if word.isdigit() or word in numbers()]
        values += [int(match) for match in _DIGITS.findall(self.request)][:8]
        return frozenset(values) | frozenset(a * b for a in values for b in values)

    def own_words(self, words: list[Word]) -> None:
        """Take the parts from words that are the item's own name (`MRI without contrast`, `no refills`)."""
        if not self.request:
            return
        for at in range(len(words) - 1):
            pair = words[at].text.split()[-1], words[at + 1].text.split()[0]
            if pair in self.pairs:
                for word in words[at : at + 2]:
                    word.roles -= _TAKEN

    def subject(self, words: list[Word], first: int, end: int, *, nouns: bool = False) -> Subject:
        """What the words of a subject name.

        `nouns`: it is asked for criteria, grounds and the like, even where they go with the item's own words.
        """
        run = words[first:end]
        if not run:
            return Subject("empty")
        roles = {role for word in run for role in word.roles}
        found = [stem for word in run for stem in stems(word.text)]
        named = self.words.intersection(found).union(word.text for word in run if word.text in _SIDES)
        telling = self.telling.intersection(found)
        part = self._part(run)
        prior, future = "prior" in roles, "future" in roles
        definite = run[0].text in ("the", "this", "these", "that", "such", "it", "they", "said") or "request" in roles

        def subject(reference: str) -> Subject:
            return Subject(reference, named, part, prior, definite, future)

        head = self._head(run, telling)
        if head == "advice" and not roles.isdisjoint(("number", "request")):
            head = ""
        if head and (
            nouns or head not in ("criteria", "want", "evidence", "advice") or not ("request" in roles or telling)
        ):
            return subject(head)
        if telling:
            return subject("request" if "request" in roles else "named")
        if "again" in roles and all(word.plays("again", *_NAMELESS) or word.text in _ARTICLES for word in run):
            return subject("generic")
        several = "and" in roles and not named.isdisjoint(self.words)
        if not several and self._names_other(run, found):
            return subject("other")
        if "request" in roles:
            return subject("request")
        if "other" in roles and "number" not in roles and "pronoun" not in roles:
            return subject("other")
        if named - _SIDES:
            return subject("named")
        if all(word.plays(*_NAMELESS) or word.text in _ARTICLES for word in run):
            return subject("pronoun")
        if "generic" in roles or "unit" in roles:
            return subject("generic")
        return subject("unknown")

    def _head(self, run: list[Word], telling: frozenset[str]) -> str:
        """The part that the subject's first telling noun plays, if it is no treatment."""
        for word in run:
            if word.text.endswith("'s") or word.text in ("his", "her"):
                if word.plays("administrator"):
                    return "administrator"
                continue
            for role in _HEADS:
                if role in word.roles:
                    return role
            if "request" in word.roles or not telling.isdisjoint(stems(word.text)):
                return ""
        return ""

    def _names_other(self, run: list[Word], found: list[str]) -> bool:
        """Whether a subject without the item's words names a treatment of another kind."""
        category, subcategory = self.kind
        if category is None:
            return False
        told = {word.text for word in run if self._tells(word)}
        surgery = any(word.plays("surgery") for word in run)
        if not told and not surgery:
            return False
        whole = " ".join(word.text for word in run if not word.plays("part", "number"))
        other, sub = classify(whole).kind
        unnamed = (word.text for word in run if word.text not in told and not word.plays("part", "number"))
        general = classify(" ".join(unnamed)).kind
        if other is None or (told and not surgery and (other, sub) == general) or (surgery and category == "Injection"):
            return False
        if other == category == "Surgery":
            return "Adjunct" in (subcategory or "") and "Adjunct" not in (sub or "")
        return (other, sub) != (category, subcategory)

    def _tells(self, word: Word) -> bool:
        """Whether a word can tell one treatment from another."""
        if word.plays("generic", "request", "pronoun", "part", "number", "unit", "surgery", "modifier", "advice"):
            return False
        return len(word.text) > 1 and word.text.split("-")[0] not in numbers()

    def _part(self, run: list[Word]) -> bool:
        """Whether a subject names a part: other numbers than the request's, `the remaining`, `six of the twelve`."""
        for at, word in enumerate(run):
            if "part" in word.roles and _stem(word.text) not in self.words:
                return True
            if "number" in word.roles and "%" not in word.text:
                match = _DIGITS.fullmatch(numbers().get(word.text, word.text))
                counted = (
                    word.text[0] == "#"
                    or at + 1 == len(run)
                    or any(near.plays("unit") or near.text == "of" for near in run[at + 1 : at + 4])
                )
                if match and counted and int(match.group(1)) not in self.amounts and word.text != "one":
                    return True
        return False


_SIDES = frozenset(["right", "left", "upper", "lower", "cervical", "thoracic", "lumbar"])
_ARTICLES = frozenset({"the", "a", "an", "of", "to", "for"})
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
    ]
)


def _small() -> frozenset[str]:
    return frozenset(["and", "with", "without", "for", "the", "per", "each", "times", "time", "mg", "daily"])


def _common() -> frozenset[str]:
    """Words that tell no treatment from another: of any treatment, of parts of the body, of amounts."""
    global _COMMON
    if not _COMMON:
        found = set()
        for first, group in lexicon().expressions.items():
            for rest, names in group:
                if not rest and not names.isdisjoint(("generic", "modifier", "unit", "surgery", "part")):
                    found |= {first, _stem(first)}
        _COMMON = frozenset(found)
    return _COMMON


_COMMON: frozenset[str] = frozenset()
