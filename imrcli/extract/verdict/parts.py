"""Whether two verdicts are on two parts of the item, or an earlier and a later one on the same."""

from __future__ import annotations

from imrcli.extract.verdict.items.item import Item
from imrcli.extract.verdict.judgements.judgement import Judgement

_NAMELESS = frozenset({"scan", "study", "test", "film", "image", "treatment", "service", "request"})
"""Nouns that mean the item whatever its name."""


def two_parts(chosen: Judgement, other: Judgement, item: Item) -> bool:
    """Whether two verdicts are on two parts of the item, and not an earlier and a later one on the same."""
    if item.compound:
        return False
    if chosen.past != other.past:
        return item.two_times and chosen.firm and other.firm
    nameless = _NAMELESS - item.joined
    apart = bool(chosen.named - other.named - nameless and other.named - chosen.named - nameless) and item.divisible
    if not other.firm:
        named = other.specific or other.explicit or other.headed
        counted = chosen.part and other.part
        return (counted or (apart and named)) and not (other.general and not other.headed) and not other.conceded
    if other.general and not other.part:
        return False  # "a brace is usually unnecessary"
    divided = item.several or len(item.sides) > 1 or chosen.part or other.part
    if other.conceded and not divided:
        return False
    beside = chosen.sentence == other.sentence and not (chosen.conceded or other.conceded)
    beside = beside and not (chosen.named and not other.named)
    listed = (item.several or beside) and not (chosen.whole or other.whole)
    return apart or chosen.part or other.part or listed


def is_superseded(other: Judgement, chosen: Judgement, later: list[Judgement]) -> bool:
    """Whether a later judgement goes the chosen way on the very part that an opinion is on."""
    return not (other.firm or other.part) and any(
        judgement.judged == "this item"
        and judgement.verdict == chosen.verdict
        and not judgement.part
        and bool(other.named)
        and other.named <= judgement.named
        for judgement in later
    )


def is_on_all(judgement: Judgement, item: Item) -> bool:
    """Whether a judgement is on all of the item: it names it as a whole, or all that the request lists."""
    listed = bool(item.several and judgement.named & item.telling and item.telling - judgement.named)
    return judgement.whole and not listed
