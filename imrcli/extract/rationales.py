"""An item's rationale: its own words, and, where several items share one, the part that speaks of one of them."""

from __future__ import annotations

import re

from imrcli.letters import Item, Letter
from imrcli.letters.listed import item_part
from imrcli.pattern import pattern
from imrcli.text import Passage, Span

_SUBJECT = r"(?:\s|TREATMENT|SERVICE|PROCEDURE|\(S\)|S\b|/)*"
_WORDS = r"(?P<words>(?:(?:(?:IS|WAS|ARE|WERE|OR|AND)\b|NOT(?=\W|MEDICALLY))[\s/]*)*)"
_HEADING = pattern(rf"{_SUBJECT}{_WORDS}MEDICALLY\s*NECESSARY\s*:?\s*", re.IGNORECASE)
"""What follows `RATIONALE FOR WHY THE REQUESTED`: `TREATMENT/SERVICE IS/WAS NOT MEDICALLY NECESSARY:`."""


def rationale_heading(letter: Letter, item: Item) -> re.Match[str] | None:
    """The words of a heading that decide an item, in formats whose heading over the rationale does; group `words`."""
    if "rationale" not in item.parts:
        return None
    return _HEADING.match(letter.text, *item.parts["rationale"])


def read_rationale(letter: Letter, item: Item) -> Passage | None:
    """The item's rationale, without a heading; None where there is none."""
    if "rationale" not in item.parts:
        return None
    passage = Passage(letter.text, *_span(letter, item))
    return passage if passage.words else None


def own_part(letter: Letter, item: Item, place: int) -> Passage | None:
    """The part of a shared rationale that speaks of an item; None where the rationale is the item's own."""
    if not letter.format.shared_rationales or "rationale" not in item.parts:
        return None
    shares = sum(1 for other in letter.items if other.parts.get("rationale") == item.parts["rationale"])
    if shares < 2:
        return None
    span = item_part(letter.text, _span(letter, item), place, letter.items)
    passage = Passage(letter.text, *span) if span else None
    return passage if passage and passage.words else None


def _span(letter: Letter, item: Item) -> Span:
    start, end = item.parts["rationale"]
    if letter.format.outcome_in_heading and (heading := rationale_heading(letter, item)):
        return heading.end(), end
    return start, end
