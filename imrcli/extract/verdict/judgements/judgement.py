"""What a clause of a rationale judges, and which way."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from imrcli.text import Span

Verdict = Literal["necessary", "not_necessary", "mixed"]

Judged = Literal["this item", "another item", "hypothetical", "quoted guideline", "somebody else's", "unread"]
"""What a verdict is on, or whose it is: a condition's (`would be necessary if`), a guideline's, somebody else's.

`unread`: it is on this item, but a word in it may turn it that no rule has read.
"""


class Judgement(Struct, frozen=True, gc=False):
    """A verdict in a clause of a rationale; spans are offsets into the rationale."""

    span: Span
    """The clause."""
    sentence: Span
    judged: Judged
    verdict: Verdict
    firm: bool
    """Whether it is in the words of a decision (necessary, certified, denied), not of an opinion (indicated)."""
    subject: Span
    """The words that name what is judged; (0, 0) where nothing is named."""
    named: frozenset[str] = frozenset()
    """The item's own words that the subject has, left or right among them."""
    explicit: bool = True
    """Whether the item, or another one, is named for sure, and not by an unknown word."""
    whole: bool = True
    """Whether the item is meant as a whole: `the request`, `it`, or nothing is named."""
    part: bool = False
    """Whether a part of the item is judged: `the remaining`, another number than the request's."""
    fraction: bool = False
    """Whether fewer are judged than the request counts."""
    past: bool = False
    conceded: bool = False
    """Whether the clause opens with `although` or the like, or is on what may be asked for later."""
    specific: bool = True
    """Whether the words show that this very case is meant."""
    headed: bool = False
    """Whether it stands under a heading that names one of the things that the item lists."""
    upholds: bool = False
    """Whether it sides with who has refused the item before."""
    general: bool = False
    """Whether they show that cases in general are meant."""
