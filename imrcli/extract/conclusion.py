"""What a rationale's own words conclude of the item: necessary, not necessary, both in part, or nothing.

The last verdict of the reviewer's own on the item counts. One in the words of a decision (necessary, certified, denied)
outweighs an opinion (indicated, reasonable) wherever it stands, since guideline text and advice often follow it. Two
verdicts on two parts of the item make a mixed conclusion.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec.structs import replace

from imrcli.extract.verdict import Item, Judgement, Reader
from imrcli.extract.verdict.clauses.hyphens import from_word_start, mended
from imrcli.extract.verdict.clauses.sought import Searched
from imrcli.extract.verdict.clauses.words import lower_case, words_in
from imrcli.extract.verdict.closing import asks_again, contradicts, is_afterword, is_farewell, is_own, misnamed, opinion
from imrcli.extract.verdict.items.division import decides, grants_part
from imrcli.extract.verdict.items.subject import stems
from imrcli.extract.verdict.parts import is_on_all, is_superseded, two_parts
from imrcli.extract.verdict.plain import plain_verdict
from imrcli.model import Conclusion
from imrcli.pattern import pattern
from imrcli.sentences import sentences
from imrcli.text import Located, Span

_QUOTED = pattern(r"(?<!\d)[\"“][^\"“”]{1,2000}[\"”]")
"""A quotation; a mark behind a digit stands for inches."""

_POINTING = ("Those ", "These ", "They ", "It ")
"""How a sentence opens that can be on what the one before has named: a part, or a guideline's case."""

_SHORT = 40
"""A sentence so short can be a verdict on what another has announced."""

_TOPIC_REACH = 3
"""So many sentences on, a sentence can be under the topic that a colon has announced."""

_LONGEST_HANGING = 3
"""So many sentences in a row are taken to hang on the one before."""

_LONGEST_SENTENCE = 1_200

_REMEMBERED = 16
"""So many rationales are kept as they are searched: a letter's items often share one."""

_SHORT_QUOTE = 4
"""A quotation of so few words (`"not medically necessary"`) belongs to the clause around it."""

_SOFT_REACH = 4
"""So many sentences from the end an opinion counts as the conclusion, where no decision is stated."""

_AFTERWORDS = 2
"""So many last sentences can say nothing of the conclusion."""

_ON_ITEM = ("this item", "unread")
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
    searched = _searched(rationale)
    if not searched.spans:
        return _UNSTATED
    held = _firm_judgements(rationale, searched, item)
    decided = _decide(held, item)
    if decided is None:
        decided = _near_end(rationale, searched, item, held)
    elif decided.value != "mixed" and (item.several or _in_parts(held)) and not _all_settled(held, item):
        wider = _decide(_opinions(rationale, searched, item, every=True), item)
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
    read = [judgement for judgement in _opinions(text, searched, item) if judgement.sentence[0] >= last[0]]
    if _all_settled(read, item):  # "I cannot endorse the request."
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
        soft = _opinions(text, searched, item, until=until)
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


_OF_ITEM = pattern(r"\b(?:item|issue|request)\s*(?:no\.?|number|\#)?\s*\d", re.IGNORECASE)


def _left_open(text: str, searched: Searched, item: Item, held: list[Judgement]) -> bool:
    """Whether another treatment is judged at the end, the item being left for later, or that one being another item."""
    if not held or held[-1].judged != "another item" or len(searched.spans) < 1:
        return False
    if _OF_ITEM.search(text[slice(*searched.spans[-1])]):
        return True  # "The consult, addressed as item 2, is medically necessary."
    for span in searched.spans[:-1]:
        words = words_in(text, *span)
        if any(word.plays("deferral", "deferred") for word in words) and not item.telling.isdisjoint(
            stems(text[slice(*span)].lower())
        ):
            return True
    return False


def _names_own_side(text: str, searched: Searched, item: Item) -> bool:
    """Whether a sentence before the last names the item's treatment and its side."""
    if not item.sides:
        return False
    before = (stems(text[slice(*span)].lower()) for span in searched.spans[:-1])
    return any(not item.sides.isdisjoint(words) and not item.telling.isdisjoint(words) for words in before)


def judgements(rationale: str, request: str | None = None) -> list[Judgement]:
    """Every verdict in a rationale, in order: on what, which way, and where (for the checks)."""
    whole = mended(rationale)
    reader = Reader(whole, Item(request), _quotes(whole))
    read = [judgement for span in _sentences(whole) for judgement in reader.read(*span)]
    if whole is rationale:
        return read
    return [replace(judgement, span=from_word_start(rationale, judgement.span)) for judgement in read]


@lru_cache(maxsize=_REMEMBERED)
def _searched(rationale: str) -> Searched:
    return Searched(lower_case(rationale), _sentences(rationale))


def _sentences(rationale: str) -> list[Span]:
    """The sentences of a rationale; one that has no end (a table, a list without stops) is cut, so as to stay quick."""
    spans: list[Span] = []
    for start, end in sentences(rationale):
        while end - start > _LONGEST_SENTENCE:
            space = rationale.rfind(" ", start, start + _LONGEST_SENTENCE)
            cut = space + 1 if space > start else start + _LONGEST_SENTENCE
            spans.append((start, cut))
            start = cut
        spans.append((start, end))
    return spans


# --- which sentences are read ----------------------------------------------------------------------------------


def _firm_judgements(text: str, searched: Searched, item: Item) -> list[Judgement]:
    """The judgements of the sentences that can hold a decision, read from the last to the first.

    Once the item is decided as a whole, earlier sentences are read only if they can be on a part of it.
    """
    spans, deciding, hanging = searched.spans, searched.deciding, searched.hanging
    judgements: list[Judgement] = []
    quotes = _quotes(text)
    settling: Judgement | None = None
    at = len(spans)
    while at > 0:
        at -= 1
        if at not in hanging and at not in deciding:
            continue
        first, last, hangs = at, at + 1, at in hanging
        while first and hangs and at - first < _LONGEST_HANGING:
            first -= 1
            hangs = first in hanging or first not in deciding
        if not settling or any(_on_part(searched, each, item, settling) for each in range(first, last)):
            before = max(0, first - _TOPIC_REACH)
            alone = first == at and not quotes and ":" not in text[spans[before][0] : spans[at][1]]
            plain = plain_verdict(searched.lower, *spans[at], item) if alone else None
            if plain:
                block = [plain]
            else:
                block = _read(text, Reader(text, item, quotes), spans[before:first], spans[first:last])
            judgements = block + judgements
            settling = settling or next(filter(_settles, reversed(block)), None)
        at = first
    return judgements


def _read(text: str, reader: Reader, before: list[Span], spans: list[Span]) -> list[Judgement]:
    """The judgements of sentences, under the topic that those before may have announced."""
    if before and (reader.several or ":" in text[before[0][0] : spans[0][0]]):
        for span in before:
            reader.announce(*span)
    if before and (reader.several or text.startswith(_POINTING, spans[0][0])):
        reader.hear(*before[-1])
    return [judgement for span in spans for judgement in reader.read(*span)]


def _on_part(searched: Searched, number: int, item: Item, settling: Judgement) -> bool:
    """Whether a sentence can judge a part of an item that another one decides as a whole."""
    if item.two_sided or searched.counts(number):
        return True
    if not item.several or (settling.whole and not settling.named):
        return False
    if settling.named and item.telling - settling.named and settling.named & item.telling:
        return True  # the other things that the request lists can be judged in any words: "on these two, ..."
    sentence = searched.sentence(number)
    return len(sentence) < _SHORT or not item.words.isdisjoint(stems(sentence))


def _settles(judgement: Judgement) -> bool:
    """Whether a judgement decides the item as a whole."""
    own = judgement.judged in _ON_ITEM and judgement.firm and judgement.explicit
    return own and not judgement.part and not judgement.conceded


def _all_settled(held: list[Judgement], item: Item) -> bool:
    """Whether a judgement decides all of the item, by naming it as a whole."""
    return any(_settles(judgement) and is_on_all(judgement, item) for judgement in held)


def _in_parts(held: list[Judgement]) -> bool:
    """Whether decisions are on parts of the item only, so that an opinion can be on the rest of it."""
    own = [judgement for judgement in held if judgement.judged == "this item" and judgement.firm]
    return bool(own) and all(judgement.part for judgement in own)


def _opinions(
    text: str, searched: Searched, item: Item, *, every: bool = False, until: int | None = None
) -> list[Judgement]:
    """The judgements of a rationale's last sentences, opinions too; the very last is read whatever it holds.

    `every`: so are the others of them. `until`: so many sentences are read, and not all.
    """
    spans, wanted = searched.spans, searched.hanging | searched.opining() | searched.deciding
    reader = Reader(text, item, _quotes(text))
    judgements: list[Judgement] = []
    end = until or len(spans)
    for number in range(max(0, end - _SOFT_REACH), end):
        last = number == end - 1
        if every or last or number in wanted:
            judgements += reader.read(*spans[number])
        elif number + 1 in wanted or number == end - 2:
            reader.hear(*spans[number])
        else:
            reader.announce(*spans[number])
    return judgements


def _quotes(text: str) -> tuple[Span, ...]:
    """Where longer quotations stand: their verdicts are their source's."""
    opened = min((at for at in (text.find('"'), text.find("“")) if at >= 0), default=-1)
    closed = max(text.rfind('"'), text.rfind("”"))
    if not 0 <= opened < closed:
        return ()
    spans = (match.span() for match in _QUOTED.finditer(text, opened, closed + 1))
    return tuple(span for span in spans if text.count(" ", *span) >= _SHORT_QUOTE or _said(text, span[1]))


def _said(text: str, end: int) -> bool:
    """Whether a quotation that ends here is somebody's sentence: `"It is needed," wrote the surgeon`."""
    return text[end - 2] in ",?!" and text[end : end + 2].strip().islower()


# --- what they come to -------------------------------------------------------------------------------------------


def _decide(held: list[Judgement], item: Item) -> Located[Conclusion] | None:
    """The conclusion from the verdicts on the item in the words of a decision."""
    own = [judgement for judgement in held if judgement.judged in _ON_ITEM and judgement.firm]
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
