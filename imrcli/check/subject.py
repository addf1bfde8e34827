"""The letter under examination: its determination, and where in its text everything stands.

All places are offsets into `letter.text`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any, Literal, TypeVar

from msgspec import Struct

from imrcli.check.doubt import Exhibit
from imrcli.check.own_parts import own_parts
from imrcli.extract.dates import DATE, read_date
from imrcli.letters import Letter
from imrcli.model import Determination, Issue, Statement
from imrcli.sentences import sentences
from imrcli.text import Span, value

T = TypeVar("T")

Spans = Mapping[str, tuple[Span, ...]]
"""Where in a letter's text values were read, by JSON Pointer."""

Whose = Literal["reviewer", "claims_administrator"]
"""A side of the dispute, by the name of its statement."""

WHOSE: tuple[Whose, ...] = ("reviewer", "claims_administrator")

_MOST_DATES = 400
_MOST_MATCHES = 100
_FIRST_YEAR, _LAST_YEAR = 1990, 2090
_LONGEST_QUOTE = 160
_AROUND = 60
"""Characters of a long sentence that are quoted on either side of the words that matter."""
MOST_ISSUES = 60
"""Items beyond these are not compared with each other: no letter has so many."""

CASE_LABELS = {
    "number": "case number in the case table",
    "date_assigned": "date assigned in the case table",
    "date_of_injury": "date of injury in the case table",
    "decision_date": "decision date in the case table",
    "ur_denial_date": "UR denial date in the case table",
    "application_received": "date on which the application was received, in the case table",
}
_STATEMENT_LABELS = {
    "reviewer": "reviewer's guidelines",
    "claims_administrator": "claims administrator's guidelines",
}


class Dated(Struct, frozen=True, gc=False):
    """A date and where it is printed."""

    day: date
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it is printed."""
        return self.start, self.end


class Subject:
    """A determination and the letter that it was read from."""

    def __init__(self, determination: Determination, letter: Letter, spans: Spans) -> None:
        self.determination = determination
        self.letter = letter
        self.text = letter.text
        self.items = letter.items or letter.findings
        self._spans = spans
        self._sentences: dict[Span, list[Span]] = {}
        self._dates: dict[Span, list[Dated]] = {}
        self._read: dict[tuple[Callable[..., Any], Any], Any] = {}

    def once(self, read: Callable[[Subject, Any], T], of: Any) -> T:
        """What a function reads of a part of this letter, read once however many checks ask for it."""
        key = read, of
        if key not in self._read:
            self._read[key] = read(self, of)
        result: T = self._read[key]
        return result

    # --- parts of the letter --------------------------------------------------------------------

    @property
    def issues(self) -> list[Issue]:
        """The disputed treatments."""
        return self.determination.issues

    def part(self, place: int, *names: str) -> Span | None:
        """Where the first of an item's parts stands that it has."""
        if place >= len(self.items):
            return None
        parts = self.items[place].parts
        return next((parts[name] for name in names if name in parts), None)

    def rationale(self, place: int) -> Span | None:
        """Where an item's rationale stands; of one for several items the part that its heading gives to the item."""
        return self._rationales.get(place)

    def rationales(self) -> Iterator[tuple[int, Span]]:
        """The items that have a rationale, and where it stands."""
        for place in range(len(self.issues)):
            span = self.rationale(place)
            if span:
                yield place, span

    def has_own_rationale(self, place: int) -> bool:
        """Whether an item has a rationale that is not another item's too."""
        span = self.rationale(place)
        return span is not None and self._shared[span] == 1

    @cached_property
    def _rationales(self) -> dict[int, Span]:
        whole: dict[Span, dict[int, str]] = {}
        for place, issue in enumerate(self.issues):
            span = self.part(place, "rationale") if issue.rationale else None
            if span:
                whole.setdefault(span, {})[place] = issue.request or ""
        parts: dict[int, Span] = {}
        for span, requests in whole.items():
            own = own_parts(self.text, span, requests) if 1 < len(requests) <= MOST_ISSUES else None
            parts |= own or dict.fromkeys(requests, span)
        return parts

    @cached_property
    def _shared(self) -> Counter[Span]:
        """How many items have each rationale."""
        return Counter(span for _, span in self.rationales())

    @cached_property
    def summary(self) -> Span | None:
        """Where the clinical case summary stands, with any disclaimer on its source."""
        return self.letter.section("summary")

    def header(self, place: int) -> Span | None:
        """Where an item's request is printed."""
        return self.items[place].header if place < len(self.items) else None

    def statement(self, place: int, whose: Whose) -> Statement:
        """What a side's decision on an item is based on."""
        issue = self.issues[place]
        return issue.reviewer if whose == "reviewer" else issue.claims_administrator

    # --- words ----------------------------------------------------------------------------------

    def quote(self, start: int, end: int) -> str:
        """The words between two offsets, on one line."""
        return value(self.text, start, end)

    def excerpt(self, sentence: Span, around: Span) -> str:
        """A sentence as a quotation; of a long one the words around a place of it, with ellipses for the rest."""
        if sentence[1] - sentence[0] <= _LONGEST_QUOTE:
            return self.quote(*sentence)
        start, end = max(sentence[0], around[0] - _AROUND), min(sentence[1], around[1] + _AROUND)
        while start > sentence[0] and not self.text[start - 1].isspace():
            start -= 1
        while end < sentence[1] and not self.text[end].isspace():
            end += 1
        words = self.quote(start, end)
        return ("…" if start > sentence[0] else "") + words + ("…" if end < sentence[1] else "")

    def sentences(self, span: Span | None) -> list[Span]:
        """The sentences of a part of the letter."""
        if span is None:
            return []
        known = self._sentences.get(span)
        if known is None:
            known = self._sentences[span] = sentences(self.text, *span)
        return known

    def sentence_at(self, span: Span | None, offset: int) -> Span:
        """The sentence of a part that holds an offset."""
        parts = self.sentences(span)
        place = bisect_right(parts, (offset, len(self.text))) - 1
        if place >= 0 and offset < parts[place][1]:
            return parts[place]
        return offset, offset

    def dates(self, span: Span | None) -> list[Dated]:
        """The dates printed in a part of the letter, in order."""
        if span is None:
            return []
        known = self._dates.get(span)
        if known is None:
            known = self._dates[span] = list(islice(self._printed_dates(span), _MOST_DATES))
        return known

    def _printed_dates(self, span: Span) -> Iterator[Dated]:
        for match in DATE.finditer(self.text, *span):
            day = read_date(match)
            if day and _FIRST_YEAR <= day.year <= _LAST_YEAR and not self._follows_digit(match.start()):
                yield Dated(day, match.start(), match.end())

    def _follows_digit(self, offset: int) -> bool:
        return self.text[max(0, offset - 1) : offset].isdigit()

    def matches(self, words: re.Pattern[str], span: Span | None) -> Iterator[re.Match[str]]:
        """Where a pattern matches within a sentence of a part of the letter, up to a number that no letter reaches."""
        within = (match for sentence in self.sentences(span) for match in words.finditer(self.text, *sentence))
        return islice(within, _MOST_MATCHES)

    def holds(self, words: re.Pattern[str], span: Span | None) -> bool:
        """Whether a pattern matches anywhere in a part of the letter."""
        return span is not None and words.search(self.text, *span) is not None

    # --- evidence -------------------------------------------------------------------------------

    def places(self, pointer: str) -> tuple[Span, ...]:
        """Where a value of the determination was read, by its JSON Pointer; none where no words print it."""
        return self._spans.get(pointer, ())

    def exhibit(self, label: str, pointer: str) -> Exhibit | None:
        """A value of the determination as evidence; None where its place is not known."""
        spans = self.places(pointer)
        return Exhibit(label, pointer, *spans[0]) if spans else None

    def case_date(self, field: str) -> Exhibit | None:
        """A date of the case table as evidence; None where the letter has none."""
        return self.exhibit(CASE_LABELS[field], f"/case/{field}")

    def in_summary(self, label: str, span: Span) -> Exhibit:
        """A place in the clinical case summary as evidence."""
        return Exhibit(label, "/clinical_summary", *span)

    def in_rationale(self, place: int, span: Span, label: str = "rationale") -> Exhibit:
        """A place in an item's rationale as evidence."""
        return Exhibit(f"{label} of item {place + 1}", f"/issues/{place}/rationale", *span)

    def request_exhibit(self, place: int) -> Exhibit | None:
        """An item's request as evidence."""
        span = self.header(place)
        return Exhibit(f"request of item {place + 1}", f"/issues/{place}/request", *span) if span else None

    def outcome_exhibit(self, place: int) -> Exhibit | None:
        """The words that decide an item as evidence."""
        item = self.items[place] if place < len(self.items) else None
        if item is None or item.decision is None:
            return None
        return Exhibit(f"outcome of item {place + 1}", f"/issues/{place}/outcome", *item.decision)

    def statement_exhibit(self, place: int, whose: Whose, citation: int | None = None) -> Exhibit | None:
        """A side's statement on guidelines as evidence, or one of its citations, by its number from 0."""
        span = self.part(place, whose, "guidelines")
        if span is None:
            return None
        if citation is not None:
            span = next(iter(self.places(f"/issues/{place}/{whose}/citations/{citation}")), span)
        return Exhibit(f"{_STATEMENT_LABELS[whose]} of item {place + 1}", f"/issues/{place}/{whose}/text", *span)
