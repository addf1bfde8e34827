"""What a heading of the vocabulary stands for: a kind of treatment, or several, by what else the request says."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

Kind = tuple[str, str]
"""DWC's category and subcategory."""


class Sense(Struct, frozen=True, gc=False):
    """The usual kind of a treatment, and its kinds where the request frames it otherwise (`visits`, `limb`)."""

    usual: Kind
    framed: tuple[tuple[str, Kind], ...] = ()


@cache
def sense(heading: str) -> Sense:
    """The sense of a heading of the vocabulary.

    >>> sense("DMEPOS / DME; visits Therapies / Other Therapies").framed
    (('visits', ('Therapies', 'Other Therapies')),)
    """
    usual, *others = heading.split("; ")
    pairs = (other.partition(" ") for other in others)
    return Sense(kind_of(usual), tuple((frame, kind_of(kind)) for frame, _, kind in pairs))


def kind_of(name: str) -> Kind:
    """A kind as the vocabulary prints it: `Surgery / Spine`."""
    category, _, subcategory = name.partition(" / ")
    return category, subcategory


class Head(Struct, frozen=True, gc=False):
    """What a head makes of the treatments before it: a heading of heads.txt."""

    before: tuple[Kind, ...]
    sense: Sense

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
    before, _, becomes = heading.partition(" -> ")
    return Head(tuple(kind_of(name) for name in before.split("; ")), sense(becomes))
