"""Reads the judgements of a rationale's sentences, one after the other: some hang on the one before."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from typing import NamedTuple

from imrcli.extract.verdict.clauses.clause import FINITE, MODALS
from imrcli.extract.verdict.clauses.fronted import formerly
from imrcli.extract.verdict.clauses.lexicon import Roles, words_with
from imrcli.extract.verdict.clauses.objects import VERBS
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.clauses.words import words_in
from imrcli.extract.verdict.items.item import Item
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.context import Context
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.attributive import ATTRIBUTES, CARED, MEDICAL, attributive
from imrcli.extract.verdict.kinds.balance import weighed
from imrcli.extract.verdict.kinds.bidding import bidding, onward
from imrcli.extract.verdict.kinds.candidacy import candidacy, removed
from imrcli.extract.verdict.kinds.counterview import COMPARING, counter, opens_counter
from imrcli.extract.verdict.kinds.echoes import Placed
from imrcli.extract.verdict.kinds.ellipsis import ellipses
from imrcli.extract.verdict.kinds.findings import WAYS, finding
from imrcli.extract.verdict.kinds.fulfilled import belonging, fulfilled
from imrcli.extract.verdict.kinds.gone import gone
from imrcli.extract.verdict.kinds.grounds import departure, ground, need, needing
from imrcli.extract.verdict.kinds.heeded import unexcepted
from imrcli.extract.verdict.kinds.hurdles import BARS, cleared, opens_hurdle
from imrcli.extract.verdict.kinds.joined_acts import joined_acts
from imrcli.extract.verdict.kinds.labels import headed
from imrcli.extract.verdict.kinds.limits import limited
from imrcli.extract.verdict.kinds.matters import matter_of
from imrcli.extract.verdict.kinds.need_found import CASES, made_case
from imrcli.extract.verdict.kinds.needs_apart import needs_apart
from imrcli.extract.verdict.kinds.notes import labelled, nominal, reply
from imrcli.extract.verdict.kinds.practice import ORDERING, gift, indispensable, peers
from imrcli.extract.verdict.kinds.predicates import PREDICATES, predicate
from imrcli.extract.verdict.kinds.replies import answer, asked_again
from imrcli.extract.verdict.kinds.requires import MEASURES, MEASURING, measured, required
from imrcli.extract.verdict.kinds.settling import (
    SIDES,
    nothing_to_approve,
    opens_side,
    settling,
    siding,
    vote,
)
from imrcli.extract.verdict.kinds.verbs import verb
from imrcli.extract.verdict.kinds.wishes import WISHING, opens_wish, wish
from imrcli.extract.verdict.kinds.worth import commended, worth
from imrcli.extract.verdict.kinds.yields import GAINED, apart, gained, opens_gain, without_it, yields
from imrcli.extract.verdict.plain import plain_words
from imrcli.text import Span

_LONGEST_TOPIC = 40
"""A colon farther from a sentence's start announces nothing."""

_LONGEST_NOMINAL = 14
"""A longer sentence is no decision in a noun ("Partial certification.")."""

_LONGEST_LABELLED = 24
"""A longer sentence holds no verdicts of one word ("Brace: yes; ice unit: no")."""


@cache
def _shifts() -> tuple[str, ...]:
    return tuple(words_with("shift"))


class Reader:
    """Reads sentences in order, and keeps what the next one may hang on."""

    def __init__(self, text: str, item: Item, quotes: tuple[Span, ...] = ()) -> None:
        self._text = text
        self._context = Context(item, quotes)

    @property
    def several(self) -> bool:
        """Whether the item's request lists several things: what is said of `them` can be on some."""
        return self._context.item.several

    def announce(self, start: int, end: int) -> None:
        """Take a sentence's opening for the topic of those that follow.

        A colon makes it one ("Brace: ..."), a question without a verb ("Brace?"), or that it is another matter.
        """
        words, first, until = self._announced(start, end)
        if first >= until:
            return
        topic = self._context.item.subject(words, first, until)
        if topic.is_treatment:
            self._context.topic = topic
        elif len(topic.named) == 1 and topic.named < self._context.item.loci:  # "Left: weakness. Yes."
            self._context.topic = Subject("named", topic.named)

    def _announced(self, start: int, end: int) -> tuple[list[Word], int, int]:
        """The words of a topic, if a sentence opens with one."""
        text = self._text
        colon = text.find(":", start, min(end, start + _LONGEST_TOPIC))
        if colon < 0 and not self.several:
            return [], 0, 0
        if colon < 0:  # "Lidoderm - localized neuralgia - approved."
            dashes = (text.find(dash, start, min(end, start + _LONGEST_TOPIC)) for dash in (" - ", " – ", " — "))
            colon = min((dash for dash in dashes if dash > 0), default=-1)
        asks = self.several and end - start <= _LONGEST_TOPIC and text.endswith("?", start, end)
        lower = text[start:end].lower() if self.several else ""
        turns = any(shift in lower for shift in _shifts())
        if colon < 0 and not asks and not turns:
            return [], 0, 0
        if turns:
            words = words_in(text, start, end)
            turn = next((at for at, word in enumerate(words) if word.plays("shift")), 0)
            until = next((at for at, word in enumerate(words[:turn]) if not FINITE.isdisjoint(word.roles)), 0)
        else:
            words = words_in(text, start, colon if colon >= 0 else end - 1)
            until = len(words)
        first = next((at for at, word in enumerate(words) if not word.plays("contrast", "comma", "heading", "stop")), 0)
        if any(not FINITE.isdisjoint(word.roles) or word.plays("verbal", "no", "reviewer") for word in words[:until]):
            return [], 0, 0
        if not turns and words and words[-1].plays("heading"):
            return [], 0, 0
        return words, first, until

    def hear(self, start: int, end: int) -> None:
        """Keep a sentence's words for the next one, without reading it."""
        self.announce(start, end)
        self._context.hear(self._text, start, end)

    def read(self, start: int, end: int) -> list[Judgement]:
        """The judgements of a sentence, in order. What stands in long quotations is its source's."""
        words = words_in(self._text, start, end)
        if not words:
            return []
        context = self._context
        context.item.strip(words)
        words = formerly(words)
        self.announce(start, end)
        sentence = Sentence(words, context)
        judgements = plain_words(sentence) or by_grammar(sentence)
        context.asked = (
            sentence.asked or asked_again(sentence) or (0 if judgements or sentence.question else context.asked)
        )
        context.keep(words)
        heard = [(judgement.verdict, judgement.judged) for judgement in judgements]
        context.heard, context.silent = heard or ([] if context.silent else context.heard), not heard
        context.last = judgements[-1] if judgements else context.last
        elsewhere = context.predicate is not None and context.predicate.elsewhere
        if not sentence.predicates and (sentence.question or elsewhere):
            context.predicate = None  # "Is the wound tetanus-prone? It is."
        if sentence.predicates:
            context.predicate = max(sentence.predicates, key=lambda predicate: predicate.place)
        return judgements


def by_grammar(sentence: Sentence) -> list[Judgement]:
    """The judgements of a sentence, in order, each read from the word that makes it one."""
    placed: list[Placed] = headed(sentence) or joined_acts(sentence)
    for place in reversed(range(len(sentence.words))):
        kinds = _kinds_of(sentence.words[place])
        if not kinds or place in sentence.taken:
            continue
        judgement = _judgement(sentence, place, kinds)
        if judgement is not None:
            placed.append((place, judgement))
    placed.sort(key=lambda entry: entry[0])
    for place, clause, sign in reversed(sentence.replies):
        before = [judgement for at, judgement in placed if at < place]
        replied = reply(sentence, before, place, clause, sign)
        placed += [(place, replied)] if replied else []
    answered = answer(sentence) or vote(sentence)
    placed += [(0, answered)] if answered else []
    placed += labelled(sentence) if len(sentence.words) <= _LONGEST_LABELLED else []
    placed += nominal(sentence) if not placed and len(sentence.words) <= _LONGEST_NOMINAL else []
    placed += (ellipses(sentence) + needs_apart(sentence)) or ([] if placed else gone(sentence))
    if belongs := belonging(sentence):
        placed = [entry for entry in placed if entry[1].firm] + belongs
    elif not any(judgement.judged == "this item" and not judgement.general for _, judgement in placed):
        placed += fulfilled(sentence)
    placed.sort(key=lambda entry: entry[0])
    return [judgement for _, judgement in placed]


# --- which word makes a judgement ----------------------------------------------------------------------------------


class _Kind(NamedTuple):
    """A way in which a verdict is said: what reads it, and the words that can make it."""

    reads: Callable[[Sentence, int], Judgement | None]
    roles: frozenset[str] = frozenset()
    """Roles of words that make it."""
    texts: Collection[str] = ()
    """Words that make it whatever their roles."""
    openings: tuple[str, ...] = ()
    """How expressions open that make it whatever their roles."""
    here: Callable[[list[Word], int], bool] | None = None
    """Whether such a word makes it at its place."""


def _predicate(sentence: Sentence, place: int) -> Judgement | None:
    word = sentence.words[place]
    helps = word.plays("deficit") and sentence.is_word(place + 1, "to")  # "fails to meet": of the verb behind it
    return None if helps or _acts(sentence.words, place) else predicate(sentence, place)


def _acts(words: list[Word], place: int) -> bool:
    """Whether a word that can be a verb and a participle is what the reviewer does ("I would set aside the denial")."""
    at = place - 1
    while at > 0 and words[at].plays(*MODALS, "adverb", "do") and not words[at].plays("reviewer"):
        at -= 1
    verb = words[place].plays("uphold", "overturn", "approve", "refuse")
    return verb and at >= 0 and words[at].plays("reviewer") and words[at].text in ("i", "we")


_KINDS = (
    _Kind(measured, texts=MEASURES, openings=(MEASURING,)),
    _Kind(cleared, texts=BARS, here=opens_hurdle),
    _Kind(counter, texts=COMPARING, here=opens_counter),
    _Kind(wish, texts=WISHING, here=opens_wish),
    _Kind(candidacy, frozenset({"candidacy"})),
    _Kind(removed, frozenset({"removes"})),
    _Kind(weighed, frozenset({"weighs"})),
    _Kind(gift, frozenset({"gift"})),
    _Kind(indispensable, texts=("without",)),
    _Kind(peers, texts=ORDERING),
    _Kind(commended, frozenset({"commend"})),
    _Kind(_predicate, PREDICATES),
    _Kind(attributive, ATTRIBUTES, texts=(MEDICAL,), openings=(CARED,)),
    _Kind(matter_of, frozenset({"need"})),
    _Kind(need, frozenset({"need"})),
    _Kind(unexcepted, frozenset({"departure"})),
    _Kind(departure, frozenset({"departure"})),
    _Kind(made_case, texts=CASES),
    _Kind(ground, frozenset({"want"})),
    _Kind(worth, frozenset({"worth", "want", "need"})),
    _Kind(settling, frozenset({"settles"})),
    _Kind(nothing_to_approve, frozenset({"approve"})),
    _Kind(gained, texts=GAINED, here=opens_gain),
    _Kind(finding, texts=WAYS),
    _Kind(siding, texts=SIDES, here=opens_side),
    _Kind(needing, frozenset({"needing"})),
    _Kind(verb, VERBS),
    _Kind(required, frozenset({"requires", "gets"})),
    _Kind(limited, frozenset({"passes", "outrun", "exceeding"})),
    _Kind(yields, frozenset({"yields"})),
    _Kind(apart, frozenset({"bears", "turns"})),
    _Kind(without_it, frozenset({"spares"})),
    _Kind(onward, frozenset({"onward"})),
    _Kind(bidding, frozenset({"bids", "bids_named", "onward", "carried_out"})),
)
"""The kinds, in the order in which they are tried: the first that makes a judgement of a word counts."""


_TEXTS = frozenset(text for kind in _KINDS for text in kind.texts)
_OPENINGS = tuple(opening for kind in _KINDS for opening in kind.openings)


def _kinds_of(word: Word) -> tuple[_Kind, ...]:
    """The kinds that a word can make, by its roles and its text."""
    text = word.text
    by_text = text in _TEXTS or text.startswith(_OPENINGS)
    return _kinds_by(word.roles, text if by_text else "")


@cache
def _kinds_by(roles: Roles, text: str) -> tuple[_Kind, ...]:
    """The kinds that roles make, or a text by itself; an empty one makes none."""
    return tuple(
        kind
        for kind in _KINDS
        if not roles.isdisjoint(kind.roles) or text in kind.texts or (kind.openings and text.startswith(kind.openings))
    )


def _judgement(sentence: Sentence, place: int, kinds: tuple[_Kind, ...]) -> Judgement | None:
    """The judgement of a word, of the first kind that makes one."""
    for kind in kinds:
        if kind.here is None or kind.here(sentence.words, place):
            judgement = kind.reads(sentence, place)
            if judgement is not None:
                return judgement
    return None
