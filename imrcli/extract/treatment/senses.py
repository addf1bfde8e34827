"""What a heading of the vocabulary stands for: one kind of treatment, or a kind each for visits and for a thing."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

Kind = tuple[str, str]
"""DWC's category and subcategory."""


class Sense(Struct, frozen=True, gc=False):
    """The kind of a treatment, and its kind where the request asks for visits of it, or for it as a thing."""

    usual: Kind
    visits: Kind
    thing: Kind

    @property
    def is_modality(self) -> bool:
        """Whether the rest of the request has to be looked at."""
        return self.visits != self.thing


@cache
def sense(heading: str) -> Sense:
    """The sense of a heading of treatments.txt or modalities.txt.

    >>> sense("DMEPOS / DME; visits Therapies / Other Therapies").visits
    ('Therapies', 'Other Therapies')
    """
    usual, *others = heading.split("; ")
    kinds = {"visits": usual, "thing": usual}
    for other in others:
        name, _, kind = other.partition(" ")
        kinds[name] = kind
    return Sense(kind_of(usual), kind_of(kinds["visits"]), kind_of(kinds["thing"]))


def kind_of(name: str) -> Kind:
    """A kind as the vocabulary prints it: `Surgery / Spine`."""
    category, _, subcategory = name.partition(" / ")
    return category, subcategory


class Head(Struct, frozen=True, gc=False):
    """What a head makes of the treatments before it: a heading of heads.txt."""

    before: tuple[Kind, ...]
    kind: Kind

    def follows(self, kind: Kind) -> bool:
        """Whether the head can follow a treatment of a kind."""
        return any(
            category in ("any", kind[0]) and subcategory in ("", kind[1]) for category, subcategory in self.before
        )


@cache
def head(heading: str) -> Head:
    """The head that a heading of heads.txt describes.

    >>> head("Injection; Pharmaceuticals -> DMEPOS / Supplies").follows(("Injection", "Facet Injection"))
    True
    """
    before, _, kind = heading.partition(" -> ")
    return Head(tuple(kind_of(name) for name in before.split("; ")), kind_of(kind))
