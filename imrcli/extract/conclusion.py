"""What a rationale's own words conclude of the item: necessary, not necessary, both in part, or nothing.

The last verdict of the reviewer's own on the item counts. One in the words of a decision (necessary, certified, denied)
outweighs an opinion (indicated, reasonable) wherever it stands, since guideline text and advice often follow it. Two
verdicts on two parts of the item make a mixed conclusion.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from imrcli.extract.verdict import Item, Judgement, Reader
from imrcli.extract.verdict.clauses.hyphens import from_word_start, mended
from imrcli.extract.verdict.clauses.sought import Searched
from imrcli.extract.verdict.clauses.words import words_in
from imrcli.extract.verdict.closing import asks_again, contradicts, is_afterword, is_farewell, is_own, misnamed, opinion
from imrcli.extract.verdict.items.division import decides, grants_part
from imrcli.extract.verdict.items.subject import stems
from imrcli.extract.verdict.parts import is_superseded, two_parts
from imrcli.extract.verdict.passages import (
    ON_ITEM,
    all_settled,
    firm_judgements,
    in_parts,
    opinions,
    quotes_in,
    searched_in,
    sentences_of,
)
from imrcli.model import Conclusion
from imrcli.pattern import pattern
from imrcli.text import Located

_AFTERWORDS = 2
"""So many last sentences can say nothing of the conclusion."""

_OF_ITEM = pattern(r"\b(?:item|issue|request)\s*(?:no\.?|number|\#)?\s*\d", re.IGNORECASE)
"""Another item by its number ("addressed as item 2")."""

_UNSTATED: Located[Conclusion] = Located("unstated")


def read_conclusion(rationale: str | None, request: str | None = None) -> Located[Conclusion]:
    """The rationale's conclusion on the item, and the clauses that decide it, by offsets into the rationale.

    `request` is the item: its own words are no negations, and a clause that names another treatment judges that.
    """
    if not rationale:
        return _UNSTATED
    whole = mended(rationale)
    concluded = _concluded(whole, Item(request))
    if whole is rationale or not concluded.spans:
        return concluded
    return Located(concluded.value, tuple(from_word_start(rationale, span) for span in concluded.spans))


def _concluded(rationale: str, item: Item) -> Located[Conclusion]:
    searched = searched_in(rationale)
    if not searched.spans:
        return _UNSTATED
    held = firm_judgements(rationale, searched, item)
    decided = _decide(held, item)
    if decided is None:
        decided = _near_end(rationale, searched, item, held)
    elif decided.value != "mixed" and (item.several or in_parts(held)) and not all_settled(held, item):
        wider = _decide(opinions(rationale, searched, item, every=True), item)
        decided = wider if wider and wider.value == "mixed" else decided  # "Norco is supported. Soma is denied."
    decided = _at_last(rationale, searched, item, held, decided) if decided else _UNSTATED
    return _as_divided(rationale, searched, item, held, decided)


def _as_divided(
    text: str, searched: Searched, item: Item, held: list[Judgement], decided: Located[Conclusion]
) -> Located[Conclusion]:
    """What siding with a denial comes to, where an earlier sentence tells that it was one in part only."""
    if decided.value != "not_necessary":
        return decided
    siding = next((each for each in held if each.span == decided.spans[-1] and each.upholds), None)
    if siding is None or siding.part or siding.named:
        return decided
    earlier = [span for span in searched.spans if span[0] < siding.sentence[0]]
    told = next((span for span in reversed(earlier) if decides(words_in(text, *span))), None)
    divided = told is not None and grants_part(words_in(text, *told), item)
    return Located("mixed", (told, siding.span)) if told and divided else decided


def _at_last(
    text: str, searched: Searched, item: Item, held: list[Judgement], decided: Located[Conclusion]
) -> Located[Conclusion]:
    """What the last sentence leaves of a verdict in an earlier one, where its own words are none that are sought."""
    last = searched.spans[-1]
    soft = bool(decided.spans) and decided.spans[-1][1] <= last[0] and _decide(held, item) is None
    if soft and any(word.plays("deferral") for word in words_in(text, *last)):
        return _UNSTATED  # "I leave the matter open."
    if decided.value not in ("necessary", "not_necessary") or decided.spans[-1][1] > last[0]:
        return decided
    read = [judgement for judgement in opinions(text, searched, item) if judgement.sentence[0] >= last[0]]
    if all_settled(read, item):  # "I cannot endorse the request."
        return _decide([*held, *read], item) or decided
    words = words_in(text, *last)
    item.strip(words)
    necessary = decided.value == "necessary"
    open_again = contradicts(text, read, words, item, "necessary" if necessary else "not_necessary")
    return _UNSTATED if open_again else decided


def _near_end(text: str, searched: Searched, item: Item, held: list[Judgement]) -> Located[Conclusion] | None:
    """What the last sentences conclude where no decision is stated, passing over afterwords behind the conclusion."""
    until = len(searched.spans)
    passed, behind_refusal = 0, False
    while until and passed <= _AFTERWORDS:
        last = searched.spans[until - 1]
        soft = opinions(text, searched, item, until=until)
        if passed:
            soft = [judgement for judgement in soft if judgement.firm or is_own(text, judgement)]
        decided = _decide(soft, item) or opinion(soft, last)
        if decided is None and not passed and not _left_open(text, searched, item, held):
            decided = misnamed(held, soft, last, item, own=_names_own_side(text, searched, item))
        if decided:
            return None if behind_refusal and decided.value != "not_necessary" else decided
        sentence = text[slice(*last)]
        if is_farewell(sentence, item):
            behind_refusal = behind_refusal or asks_again(sentence, item)
        elif is_afterword(sentence, soft, last):
            passed += 1
        else:
            return None
        until -= 1
    return None


def _left_open(text: str, searched: Searched, item: Item, held: list[Judgement]) -> bool:
    """Whether another treatment is judged at the end, the item being left for later, or that one being another item."""
    if not held or held[-1].judged != "another item":
        return False
    *before, last = searched.spans
    if _OF_ITEM.search(text[slice(*last)]):
        return True  # "The consult, addressed as item 2, is medically necessary."
    naming = (span for span in before if not item.telling.isdisjoint(stems(text[slice(*span)].lower())))
    return any(word.plays("deferral") for span in naming for word in words_in(text, *span))


def _names_own_side(text: str, searched: Searched, item: Item) -> bool:
    """Whether a sentence before the last names the item's treatment and its side."""
    if not item.sides:
        return False
    before = (stems(text[slice(*span)].lower()) for span in searched.spans[:-1])
    return any(not item.sides.isdisjoint(words) and not item.telling.isdisjoint(words) for words in before)


def judgements(rationale: str, request: str | None = None) -> list[Judgement]:
    """Every verdict in a rationale, in order: on what, which way, and where (for the checks)."""
    whole = mended(rationale)
    reader = Reader(whole, Item(request), quotes_in(whole))
    read = [judgement for span in sentences_of(whole) for judgement in reader.read(*span)]
    if whole is rationale:
        return read
    return [replace(judgement, span=from_word_start(rationale, judgement.span)) for judgement in read]


# --- what they come to -------------------------------------------------------------------------------------------


def _decide(held: list[Judgement], item: Item) -> Located[Conclusion] | None:
    """The conclusion from the verdicts on the item in the words of a decision."""
    own = [judgement for judgement in held if judgement.judged in ON_ITEM and judgement.firm]
    main = [judgement for judgement in own if not judgement.conceded] or own
    if not main:
        return None
    chosen = next((judgement for judgement in reversed(main) if judgement.explicit), main[-1])
    if chosen.judged == "unread":
        return _UNSTATED
    partly = next((judgement for judgement in reversed(main) if judgement.verdict == "mixed"), None)
    if partly is not None:
        return Located("mixed", (partly.span,))
    if chosen.fraction and chosen.verdict == "necessary":
        return Located("mixed", (chosen.span,))
    for number, other in enumerate(held):
        if other.judged == "this item" and other.verdict != chosen.verdict and two_parts(chosen, other, item):
            if is_superseded(other, chosen, held[number + 1 :]):
                continue
            first, second = sorted((chosen.span, other.span))
            return Located("mixed", (first, second))
    return Located(chosen.verdict, (chosen.span,))
