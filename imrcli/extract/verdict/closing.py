"""What the last sentences of a rationale conclude where no decision is stated: opinions, and an item misnamed."""

from __future__ import annotations

import re

from imrcli.extract.verdict.judgement import Judgement
from imrcli.model import Conclusion
from imrcli.pattern import pattern
from imrcli.text import Located, Span

_TURNS = pattern(
    r"\b(?:however|but|although|though|yet|nevertheless|nonetheless|except|instead|rather|still|i)\b|\?", re.IGNORECASE
)


def opinion(soft: list[Judgement], last: Span) -> Located[Conclusion] | None:
    """The conclusion from opinions near the end: of this very case, or the rationale's last word."""
    for judgement in reversed(soft):
        closes = judgement.span[0] >= last[0]
        if judgement.judged == "unread" and closes:
            return Located("unstated")
        if judgement.judged != "this item" or judgement.conceded:
            continue
        if judgement.specific or (closes and not judgement.general):
            other = next((other for other in soft if _other_opinion(judgement, other)), None)
            if other is not None:
                return Located("mixed", (other.span, judgement.span))
            return Located(judgement.verdict, (judgement.span,))
    return None


def _other_opinion(chosen: Judgement, other: Judgement) -> bool:
    """Whether another opinion is the opposite one on another part of the item."""
    own = other.judged == "this item" and not other.general and not other.conceded
    apart = chosen.named - other.named and other.named - chosen.named
    parts = chosen.part and (other.part or other.sentence[1] <= chosen.sentence[0] <= other.sentence[1] + 2)
    return own and other.verdict != chosen.verdict and (bool(apart) or parts)


def is_own(text: str, opinion: Judgement) -> bool:
    """Whether an opinion names the item, and not in the words of guidelines ("pillows are recommended")."""
    return opinion.explicit and bool(opinion.named) and "recommend" not in text[slice(*opinion.span)].lower()


def is_afterword(sentence: str, soft: list[Judgement], last: Span) -> bool:
    """Whether a last sentence says nothing of the conclusion ("The patient will be seen in four weeks.")."""
    judging = any(judgement.span[0] >= last[0] for judgement in soft)
    whole = sentence.rstrip().endswith((".", "!", ")"))  # not cut off: what is lost can be the conclusion
    return whole and not judging and not _TURNS.search(sentence)


def misnamed(judgements: list[Judgement], last: Span) -> Located[Conclusion] | None:
    """The verdict of a last sentence that names the item by another's name.

    It decides "the request", or its words are only of another kind of treatment, and none that is another item for
    sure.
    """
    for judgement in reversed(judgements):
        closes = judgement.judged == "another item" and judgement.firm and judgement.span[0] >= last[0]
        named = judgement.subject[0] < judgement.subject[1]
        if closes and named and not judgement.past and (judgement.specific or not judgement.explicit):
            return Located(judgement.verdict, (judgement.span,))
    return None
