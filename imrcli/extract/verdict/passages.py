"""Which sentences of a rationale are read, from the last to the first: those that can hold a decision on the item."""

from __future__ import annotations

from functools import lru_cache

from imrcli.extract.verdict.clauses.sought import Searched
from imrcli.extract.verdict.clauses.words import lower_case
from imrcli.extract.verdict.items.item import Item
from imrcli.extract.verdict.items.subject import stems
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.parts import is_on_all
from imrcli.extract.verdict.plain import plain_verdict
from imrcli.extract.verdict.reader import Reader
from imrcli.pattern import pattern
from imrcli.sentences import sentences
from imrcli.text import Span

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

ON_ITEM = ("this item", "unread")
"""What is judged where a verdict is on the item, its way known or not."""


@lru_cache(maxsize=_REMEMBERED)
def searched_in(rationale: str) -> Searched:
    """A rationale with its sentences, and what of the lists they hold."""
    return Searched(lower_case(rationale), sentences_of(rationale))


def sentences_of(rationale: str) -> list[Span]:
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


def firm_judgements(text: str, searched: Searched, item: Item) -> list[Judgement]:
    """The judgements of the sentences that can hold a decision, read from the last to the first.

    Once the item is decided as a whole, earlier sentences are read only if they can be on a part of it.
    """
    spans, deciding, hanging = searched.spans, searched.deciding, searched.hanging
    judgements: list[Judgement] = []
    quotes = quotes_in(text)
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
            settling = settling or next(filter(settles, reversed(block)), None)
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


def settles(judgement: Judgement) -> bool:
    """Whether a judgement decides the item as a whole."""
    own = judgement.judged in ON_ITEM and judgement.firm and judgement.explicit
    return own and not judgement.part and not judgement.conceded


def all_settled(held: list[Judgement], item: Item) -> bool:
    """Whether a judgement decides all of the item, by naming it as a whole."""
    return any(settles(judgement) and is_on_all(judgement, item) for judgement in held)


def in_parts(held: list[Judgement]) -> bool:
    """Whether decisions are on parts of the item only, so that an opinion can be on the rest of it."""
    own = [judgement for judgement in held if judgement.judged == "this item" and judgement.firm]
    return bool(own) and all(judgement.part for judgement in own)


def opinions(
    text: str, searched: Searched, item: Item, *, every: bool = False, until: int | None = None
) -> list[Judgement]:
    """The judgements of a rationale's last sentences, opinions too; the very last is read whatever it holds.

    `every`: so are the others of them. `until`: so many sentences are read, and not all.
    """
    spans, wanted = searched.spans, searched.hanging | searched.opining() | searched.deciding
    reader = Reader(text, item, quotes_in(text))
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


def quotes_in(text: str) -> tuple[Span, ...]:
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
