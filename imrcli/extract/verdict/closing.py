"""What a rationale's last sentences conclude where no decision is stated, and whether they leave one open."""

from __future__ import annotations

import re
from functools import cache

from imrcli.extract.verdict.clauses.clause import FINITE
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.item import Item
from imrcli.extract.verdict.items.subject import stems
from imrcli.extract.verdict.judgements.judgement import Judgement, Verdict
from imrcli.model import Conclusion
from imrcli.pattern import pattern
from imrcli.text import Located, Span
from imrcli.vocabulary import entries

_TURNS = pattern(
    r"\b(?:however|but|although|though|yet|nevertheless|nonetheless|except|instead|rather|still|i)\b|\?", re.IGNORECASE
)

_BUT = r"\b(?:however|but|although|nevertheless|nonetheless|except)\b|\?"


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
            if judgement.fraction and judgement.verdict == "necessary":
                return Located("mixed", (judgement.span,))
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
    named = bool(opinion.named) or "request" in text[slice(*opinion.subject)].lower()
    return opinion.explicit and named and "recommend" not in text[slice(*opinion.span)].lower()


def is_afterword(sentence: str, soft: list[Judgement], last: Span) -> bool:
    """Whether a last sentence says nothing of the conclusion ("The patient will be seen in four weeks.")."""
    judging = any(judgement.span[0] >= last[0] for judgement in soft)
    whole = sentence.rstrip().endswith((".", "!", ")"))  # not cut off: what is lost can be the conclusion
    return whole and not judging and not _TURNS.search(sentence)


def is_farewell(sentence: str, item: Item) -> bool:
    """Whether a last sentence is of a kind that concludes nothing: advice on tapering, on asking again, thanks."""
    if not sentence.rstrip().endswith((".", "!", ")")) or re.search(_BUT, sentence, re.IGNORECASE):
        return False
    if asks_again(sentence, item):
        return True
    return bool(_afterwords("behind any").search(sentence)) and item.words.isdisjoint(stems(sentence.lower()))


def asks_again(sentence: str, item: Item) -> bool:
    """Whether a sentence says what is to be done now that an item is refused ("the provider may resubmit")."""
    refused = _afterwords("behind a refusal")
    return bool(refused.search(sentence)) and not refused.search(item.request)


@cache
def _afterwords(heading: str) -> re.Pattern[str]:
    pieces = "|".join(re.escape(piece) for piece in entries("verdict/afterwords.txt")[heading])
    return pattern(rf"(?<![a-z])(?:{pieces})", re.IGNORECASE)


@cache
def _describing() -> frozenset[str]:
    return frozenset(entries("verdict/afterwords.txt")["describing"])


def misnamed(
    held: list[Judgement], soft: list[Judgement], last: Span, item: Item, *, own: bool
) -> Located[Conclusion] | None:
    """The verdict of a last sentence that names the item by another's name.

    It decides "the request", or its words are only of another kind of treatment, and none that is another item for
    sure; or it names the item with the other side, and nothing else judges the item. `soft`: opinions too;
    `own`: whether an earlier sentence names the item with its own side.
    """
    judged = own or any(judgement.judged == "this item" for judgement in (*held, *soft))
    for judgement in reversed(held):
        closes = judgement.judged == "another item" and judgement.firm and judgement.span[0] >= last[0]
        named = judgement.subject[0] < judgement.subject[1]
        meant = judgement.specific or not judgement.explicit or (not judged and _other_side(judgement, item))
        if closes and named and not judgement.past and meant:
            return Located(judgement.verdict, (judgement.span,))
    return None


def _other_side(judgement: Judgement, item: Item) -> bool:
    """Whether a judgement names the item's own treatment on the side that is not the item's."""
    sides = judgement.named & _SIDES
    turned = len(item.sides) == 1 and bool(sides) and sides.isdisjoint(item.sides)
    return turned and bool(judgement.named & item.telling)


# --- whether an earlier verdict stands ---------------------------------------------------------------------------

_SIDES = frozenset({"left", "right"})
_DEFINITE = ("the ", "this ", "these ", "it ", "they ")
_LEADS = frozenset({"conclusion", "comma", "and", "contrast", "concession", "here"})
_NOT_SAID = frozenset({"would", "should", "must", "may", "condition", "exception", "reason", "whether", "heading"})
"""Roles of words by which a sentence advises or supposes ("the dose should not be raised"), and denies nothing."""

_TURNED_BACK = frozenset({"oppose", "exceeding", "outrun", "disfavoured", "refuse", "doubt", "wanting"})
"""Roles of words that, denied, speak for an item ("six visits do not exceed the trial")."""

_NEAR_VERB = 5


def contradicts(text: str, last: list[Judgement], words: list[Word], item: Item, verdict: Verdict) -> bool:
    """Whether a rationale's last sentence speaks against an earlier verdict, in an opinion or in words that none reads.

    `last`: the judgements of that sentence; `words`: its words.
    """
    for judgement in last:
        other = judgement.judged == "this item" and judgement.verdict not in (verdict, "mixed")
        subject = text[slice(*judgement.subject)].lower()
        there = words[0].text == "there" and judgement.explicit  # "there is no call for a collar"
        definite = judgement.specific or subject.startswith(_DEFINITE) or there
        definite = definite and (judgement.explicit or not judgement.firm)
        if other and definite and not (judgement.general or judgement.conceded):
            return True
    return not last and _denies(words, item, "denial" if verdict == "not_necessary" else "item")


def _denies(words: list[Word], item: Item, what: str) -> bool:
    """Whether a sentence denies something of the item or its denial: "the device is not for him", "no use for it"."""
    first = next((at for at, word in enumerate(words) if word.roles.isdisjoint(_LEADS)), 0)
    verb = next((at for at in range(first, len(words)) if not FINITE.isdisjoint(words[at].roles)), len(words))
    if any(not word.roles.isdisjoint(_NOT_SAID | _TURNED_BACK) for word in words[first:]):
        return False
    near = words[verb : verb + _NEAR_VERB]
    if any(word.text in _describing() for word in near):
        return False  # "Lidoderm is not a first-line drug"
    negatives = sum(word.plays("not", "no") and not word.plays("neutral") for word in near)
    there = words[first].text == "there"  # "there is no use for the collar"
    run = (verb + 1, len(words)) if there else (first, verb)
    reference = item.subject(words, *run).reference
    if what == "denial":
        return negatives == 1 and reference == "denial"
    definite = reference in ("generic", "pronoun") and words[first].text in ("the", "this", "these", "it")
    return negatives == 1 and (reference in ("request", "named") or (definite and not there))
