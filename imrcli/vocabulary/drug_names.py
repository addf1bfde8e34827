"""Which drugs a text names: the one matcher of all that read drug names (`drugs.txt`).

`Norco 10/325 mg #60` names hydrocodone/acetaminophen by its brand Norco, which DWC counts as an opioid.
"""

from __future__ import annotations

from msgspec import Struct

from imrcli.text import Span
from imrcli.vocabulary.lexicon import Words, words_of
from imrcli.vocabulary.openings import Entry, Openings


class DrugName(Struct, frozen=True, gc=False):
    """A line of the file, by one of its names.

    `generic` is the line's first name; of a product that goes by its brand alone (Theramine), that brand. `brand` is
    the name as a brand, None where it is a generic name, a salt or a misspelling of one. `drug_class` is DWC's
    subcategory of Pharmaceuticals.
    """

    words: tuple[str, ...]
    generic: str
    brand: str | None
    drug_class: str


class NamedDrug(Struct, frozen=True, gc=False):
    """A drug that a text names, and where."""

    generic: str
    brand: str | None
    drug_class: str
    span: Span


class DrugNames:
    """The names of a vocabulary of drugs. A name is taken apart when a text first holds its first word."""

    def __init__(self, file: str) -> None:
        self._entries = Openings(file, names=True)
        self._names: dict[str, list[DrugName]] = {}

    def opening(self, word: str) -> list[DrugName]:
        """The names that open with a word, longest first."""
        names = self._names.get(word)
        if names is None:
            begin = (entry for entry in self._entries.beginning(word) if entry.printed.lower().startswith(word))
            names = [name for name in map(_name, begin) if name.words[0] == word]
            names.sort(key=lambda name: -len(name.words))
            self._names[word] = names
        return names

    def longest(self, text: Words, number: int) -> DrugName | None:
        """The longest name that stands at a word of a text."""
        for name in self.opening(text.words[number]):
            if tuple(text.words[number : number + len(name.words)]) == name.words:
                return name
        return None

    def named_in(self, text: str) -> list[NamedDrug]:
        """The drugs that a text names, in its order, each mention once: the longest name that stands at a word.

        >>> from imrcli.vocabulary import drugs
        >>> [(drug.generic, drug.brand, drug.span) for drug in drugs().named_in("Norco and Voltaren gel")]
        [('hydrocodone/acetaminophen', 'Norco', (0, 5)), ('diclofenac gel', 'Voltaren gel', (10, 22))]
        """
        words = words_of(text)
        named: list[NamedDrug] = []
        number = 0
        while number < len(words.words):
            name = self.longest(words, number)
            if name is None:
                number += 1
                continue
            last = number + len(name.words) - 1
            span = words.starts[number], words.ends[last]
            named.append(NamedDrug(name.generic, name.brand, name.drug_class, span))
            number = last + 1
        return named

    def single_words(self) -> set[str]:
        """The names of one word: what a misspelt word beside a dose can be meant to be."""
        return {name for entry in self._entries.all() if (name := entry.printed.lower()).isalpha()}

    def generic_words(self) -> set[str]:
        """The generic names of one word: what any misspelt word can be meant to be."""
        firsts = {entry.first for entry in self._entries.all()}
        return {name for name in firsts if name.isalpha() and name.islower()}


def _name(entry: Entry) -> DrugName:
    printed, first, heading = entry
    return DrugName(tuple(words_of(printed).words), first, printed if printed[:1].isupper() else None, heading)
