"""What one sentence leaves for the next: its words, its verdict, and a predicate that may be left out."""

from __future__ import annotations

from msgspec import Struct

from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.clauses.words import words_in
from imrcli.extract.verdict.items.item import Item
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.judgement import Judged, Judgement, Verdict
from imrcli.text import Span


class Predicate(Struct, frozen=True, gc=False):
    """A predicate that a later clause can leave out ("the other six are not"): where it stands, and its verdict."""

    place: int
    speaks_for: bool
    """Whether its word speaks for the item, before any negation."""
    sign: int
    firm: bool
    supposed: bool = False
    """Whether it hangs on a condition."""
    general_case: bool = False
    """Whether it is on cases of a kind ("in a worker who ...")."""
    elsewhere: bool = False
    """Whether it is somebody else's."""
    verbal: bool = False
    """Whether its word is a verb, for which `does` can stand."""


class Context(Struct, gc=False):
    """What the sentences before leave for the next one."""

    item: Item
    quotes: tuple[Span, ...] = ()
    last: Judgement | None = None
    heard: list[tuple[Verdict, Judged]] = []
    """Which way the sentence before has judged, and what."""
    silent: bool = False
    """Whether the sentence before has judged nothing, so that what was heard is of the one before it."""
    predicate: Predicate | None = None
    _words: list[Word] = []
    _heard_at: tuple[str, int, int] | None = None
    topic: Subject = Subject("empty")
    """What a colon has announced ("Lyrica: neuropathy is confirmed. Medically necessary.")."""
    asked: int = 0
    """Which way the sentence before has put a question; 0 where it has asked none."""

    @property
    def words(self) -> list[Word]:
        """The words of the sentence before."""
        if self._heard_at is not None:
            self.keep(words_in(*self._heard_at))
        return self._words

    def keep(self, words: list[Word]) -> None:
        """Keep a sentence's words for the next one."""
        self._words, self._heard_at = words, None

    def hear(self, text: str, start: int, end: int) -> None:
        """Keep where a sentence stands that is not read: the next one seldom asks for its words."""
        self._heard_at = text, start, end
