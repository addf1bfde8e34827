"""What a rationale's own words conclude of the item: necessary, not necessary, both in part, or nothing.

The last verdict of the reviewer's own on the item counts. One in the words of a decision (necessary, certified, denied)
outweighs an opinion (indicated, reasonable) wherever it stands, since guideline text and advice often follow it. Two
verdicts on two parts of the item make a mixed conclusion.
"""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from imrcli.extract.verdict import Item, Judgement, Reader
from imrcli.extract.verdict.lexicon import misspelt_pieces, words_with
from imrcli.model import Conclusion
from imrcli.pattern import pattern
from imrcli.sentences import sentences
from imrcli.text import Located, Span

_QUOTED = pattern(r"(?<!\d)[\"“][^\"“”]{12,2000}[\"”]")
_WORD = pattern(r"\w+")
_OPENINGS = pattern(r"(?<![a-z'-])[a-z][a-z'-]{0,5}")
"""The first letters of words: misprints and endings vary behind them."""

_ENDS = (" neither", " so", " not", "n't", "n’t", " is", " are")
_INNER_ENDS = (" not,", " not;", "n't,", "n't;", "n’t,", "n’t;")
_ANSWERS = ("yes", "no.", "no,", "no:", "no;", "no")

_TOPIC_REACH = 3
"""So many sentences on, a sentence can be under the topic that a colon has announced."""

_LONGEST_HANGING = 3
"""So many sentences in a row are taken to hang on the one before."""

_SHORT_QUOTE = 4
"""A quotation of so few words (`"not medically necessary"`) belongs to the clause around it."""

_SOFT_REACH = 4
"""So many sentences from the end an opinion counts as the conclusion, where no decision is stated."""

_UNSTATED: Located[Conclusion] = Located("unstated")


def read_conclusion(rationale: str | None, request: str | None = None) -> Located[Conclusion]:
    """The rationale's conclusion on the item, and the clauses that decide it, by offsets into the rationale.

    `request` is the item: its own words are no negations, and a clause that names another treatment judges that.
    """
    if not rationale:
        return _UNSTATED
    item = Item(request)
    spans = sentences(rationale)
    found = _firm_judgements(rationale, spans, item)
    decided = _decide(found, item)
    if decided is None:
        soft = _judged(rationale, spans[-_SOFT_REACH:], item, _soft_words())
        decided = _decide(soft, item) or _opinion(soft, spans[-1]) or _misnamed(found, spans[-1])
    return decided or _UNSTATED


def judgements(rationale: str, request: str | None = None) -> list[Judgement]:
    """Every verdict in a rationale, in order: on what, which way, and where (for the checks)."""
    item = Item(request)
    spans = sentences(rationale)
    return _judged(rationale, spans, item, None)


# --- which sentences are read ----------------------------------------------------------------------------------


class _Sought(Struct, frozen=True, gc=False):
    """What a sentence must hold to be read: openings of words, alone or together; made of the lists themselves."""

    alone: frozenset[str]
    together: dict[str, tuple[frozenset[str], ...]]

    def is_in(self, sentence: str) -> bool:
        """Whether a sentence in lower case can hold a word of verdict."""
        opening = set(_OPENINGS.findall(sentence))
        if not opening.isdisjoint(self.alone):
            return True
        for word in opening.intersection(self.together):
            if any(opening.issuperset(others) for others in self.together[word]):
                return True
        return any(piece in sentence for piece in misspelt_pieces())


@cache
def _firm_words() -> _Sought:
    return _sought(
        *("necessary", "unnecessary", "granted", "refused", "upheld", "overturned", "need", "denial", "grant", "approve"),
        *("refuse", "uphold", "overturn", "agree", "disagree"),
    )


@cache
def _soft_words() -> _Sought:
    return _sought("favoured", "disfavoured", "conforms", "meet", "support", "want", "recommend", "shown", "wanting")


def _sought(*roles: str) -> _Sought:
    alone: set[str] = set()
    several: list[frozenset[str]] = []
    for expression in words_with(*roles):
        openings = frozenset(_OPENINGS.findall(expression))
        if len(openings) == 1:
            alone |= openings
        else:
            several.append(openings)
    together: dict[str, tuple[frozenset[str], ...]] = {}
    for openings in several:
        if openings.isdisjoint(alone):
            longest = max(openings, key=lambda opening: (len(opening), opening))
            together[longest] = (*together.get(longest, ()), openings)
    return _Sought(frozenset(alone), together)


@cache
def _part_words() -> _Sought:
    return _sought("part", "partly", "unit", "number")


def _hangs(sentence: str) -> bool:
    """Whether a sentence in lower case can hang on the one before: "Norvasc is not.", "The trial is.", "Yes."."""
    return sentence.rstrip(".;: ").endswith(_ENDS) or any(end in sentence for end in _INNER_ENDS) or sentence[:3] in _ANSWERS


def _firm_judgements(text: str, spans: list[Span], item: Item) -> list[Judgement]:
    """The judgements of the sentences that can hold a decision, read from the last to the first.

    Once the item is decided as a whole, earlier sentences are read only if they can be on a part of it.
    """
    found: list[Judgement] = []
    quotes = _quotes(text)
    settled = False
    at = len(spans) - 1
    while at >= 0:
        first = at
        sentence = text[slice(*spans[at])].lower()
        if _firm_words().is_in(sentence) or _hangs(sentence):
            hanging = _hangs(sentence)
            while first and hanging and at - first < _LONGEST_HANGING:
                first -= 1
                sentence = text[slice(*spans[first])].lower()
                hanging = _hangs(sentence) or not _firm_words().is_in(sentence)
            if not settled or item.several or _part_words().is_in(sentence):
                reader = Reader(text, item, quotes)
                for span in spans[max(0, first - _TOPIC_REACH) : first]:
                    reader.announce(*span)
                block = [judgement for span in spans[first : at + 1] for judgement in reader.read(*span)]
                found = block + found
                settled = settled or any(_settles(judgement) for judgement in block)
        at = first - 1
    return found


def _settles(judgement: Judgement) -> bool:
    """Whether a judgement decides the item as a whole."""
    own = judgement.judged == "this item" and judgement.firm and judgement.explicit
    return own and not judgement.part and not judgement.conceded


def _judged(text: str, spans: list[Span], item: Item, sought: _Sought | None) -> list[Judgement]:
    reader = Reader(text, item, _quotes(text))
    found: list[Judgement] = []
    for start, end in spans:
        sentence = text[start:end].lower()
        if sought is None or end == spans[-1][1] or sought.is_in(sentence) or _hangs(sentence):
            found.extend(reader.read(start, end))
        else:
            reader.announce(start, end)
    return found


def _quotes(text: str) -> tuple[Span, ...]:
    """Where longer quotations stand: their verdicts are their source's."""
    if '"' not in text and "“" not in text:
        return ()
    spans = (match.span() for match in _QUOTED.finditer(text))
    return tuple(span for span in spans if len(_WORD.findall(text, *span)) > _SHORT_QUOTE)


# --- what they come to -------------------------------------------------------------------------------------------


def _decide(found: list[Judgement], item: Item) -> Located[Conclusion] | None:
    """The conclusion from the verdicts on the item in the words of a decision."""
    own = [judgement for judgement in found if judgement.judged == "this item" and judgement.firm]
    main = [judgement for judgement in own if not judgement.conceded] or own
    if not main:
        return None
    chosen = next((judgement for judgement in reversed(main) if judgement.explicit), main[-1])
    partly = next((judgement for judgement in reversed(main) if judgement.verdict == "mixed"), None)
    if partly is not None:
        return Located("mixed", (partly.span,))
    if chosen.fraction and chosen.verdict == "necessary":
        return Located("mixed", (chosen.span,))
    for other in found:
        if other.judged == "this item" and other.verdict != chosen.verdict and _two_parts(chosen, other, item):
            first, second = sorted((chosen.span, other.span))
            return Located("mixed", (first, second))
    return Located(chosen.verdict, (chosen.span,))


def _two_parts(chosen: Judgement, other: Judgement, item: Item) -> bool:
    """Whether two verdicts are on two parts of the item, and not an earlier and a later one on the same."""
    if chosen.past != other.past:
        return False
    apart = bool(chosen.named - other.named and other.named - chosen.named)
    if not other.firm:
        return apart and other.specific and not other.general and not other.conceded
    listed = item.several and not (chosen.whole or other.whole)
    return apart or chosen.part or other.part or listed


def _opinion(soft: list[Judgement], last: Span) -> Located[Conclusion] | None:
    """The conclusion from opinions near the end: of this very case, or the rationale's last word."""
    for judgement in reversed(soft):
        if judgement.judged != "this item" or judgement.conceded:
            continue
        closes = judgement.span[0] >= last[0]
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
    return own and other.verdict != chosen.verdict and bool(apart)


def _misnamed(found: list[Judgement], last: Span) -> Located[Conclusion] | None:
    """The verdict of a last sentence that decides "the request", though it names another treatment than the item."""
    for judgement in reversed(found):
        named = judgement.subject[0] < judgement.subject[1]
        if judgement.judged == "another item" and judgement.firm and judgement.specific and named and judgement.span[0] >= last[0]:
            return Located(judgement.verdict, (judgement.span,))
    return None
