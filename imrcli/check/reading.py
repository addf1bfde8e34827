"""What the checks look at: a determination beside its letter, with the place of everything in the letter's text.

All places are offsets into `letter.text`. Patterns run on that text, where a space may be a line break: `spaced`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import islice

from msgspec import Struct

from imrcli.check.finding import Side
from imrcli.extract.dates import DATE, read_date
from imrcli.letters import Letter
from imrcli.model import Determination, Issue
from imrcli.pattern import pattern
from imrcli.text import Span, value

_STOP = pattern(
    r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“(]?[A-Z0-9])|(?<=[a-z]{2}[.!?])(?=[A-Z][a-z])|(?<=\d[.])(?=[A-Z][a-z])"
)
_MOST_DATES = 400
_MOST_MATCHES = 100
_FIRST_YEAR, _LAST_YEAR = 1990, 2090
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


def spaced(source: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern in which every space stands for any white space, line breaks among it; ` ?` for none too."""
    return pattern(source.replace(" ?", r"\s*").replace(" ", r"\s+"), flags)


class Dated(Struct, frozen=True, gc=False):
    """A date and where it is printed."""

    day: date
    start: int
    end: int


class Reading:
    """A determination and the letter that it was read from."""

    def __init__(self, determination: Determination, letter: Letter) -> None:
        self.determination = determination
        self.letter = letter
        self.text = letter.text
        self.items = letter.items or letter.findings
        self._sentences: dict[Span, list[Span]] = {}
        self._dates: dict[Span, list[Dated]] = {}
        self.of_guideline: dict[Span, bool] = {}

    # --- places ---------------------------------------------------------------------------------

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
        """Where an item's rationale stands."""
        return self.part(place, "rationale") if self.issues[place].rationale else None

    @cached_property
    def summary(self) -> Span | None:
        """Where the clinical case summary stands, with any disclaimer on its source."""
        return self.letter.section("summary")

    def header(self, place: int) -> Span | None:
        """Where an item's request is printed."""
        return self.items[place].header if place < len(self.items) else None

    # --- words ----------------------------------------------------------------------------------

    def quote(self, start: int, end: int) -> str:
        """The words between two offsets, on one line."""
        return value(self.text, start, end)

    def sentences(self, span: Span | None) -> list[Span]:
        """The sentences of a part of the letter."""
        if span is None:
            return []
        known = self._sentences.get(span)
        if known is None:
            start, end = span
            known = []
            for stop in _STOP.finditer(self.text, start, end):
                known.append((start, stop.start()))
                start = stop.end()
            known.append((start, end))
            self._sentences[span] = known
        return known

    def sentence_at(self, span: Span | None, offset: int) -> Span:
        """The sentence of a part that holds an offset."""
        sentences = self.sentences(span)
        place = bisect_right(sentences, (offset, len(self.text))) - 1
        if place >= 0 and offset < sentences[place][1]:
            return sentences[place]
        return offset, offset

    def dates(self, span: Span | None) -> list[Dated]:
        """The dates printed in a part of the letter, in order."""
        if span is None:
            return []
        known = self._dates.get(span)
        if known is not None:
            return known
        found = self._dates.setdefault(span, [])
        for match in DATE.finditer(self.text, *span):
            if match.start() and self.text[match.start() - 1].isdigit():
                continue
            day = read_date(match)
            if day and _FIRST_YEAR <= day.year <= _LAST_YEAR:
                found.append(Dated(day, match.start(), match.end()))
            if len(found) >= _MOST_DATES:
                break
        return found

    def find(self, words: re.Pattern[str], span: Span | None) -> Iterator[re.Match[str]]:
        """The places in a part of the letter where a pattern matches, up to a number that no letter reaches."""
        return islice(words.finditer(self.text, *span), _MOST_MATCHES) if span else iter(())

    # --- evidence -------------------------------------------------------------------------------

    def case_date(self, field: str) -> Side | None:
        """Where a date of the case table is printed; None where the letter has none."""
        day: date | None = getattr(self.determination.case, field)
        if day is None:
            return None
        label = next((one for one in self.letter.format.labels if one.field == field), None)
        table = self.letter.section("case") or (0, len(self.text))
        places = [span[1] for span in label.phrase.find_all(self.text)] if label else []
        near = [(at, min(at + 250, len(self.text))) for at in places]
        for span in [*near, table, (0, len(self.text))]:
            for dated in self.dates(span):
                if dated.day == day:
                    return Side(CASE_LABELS[field], f"/case/{field}", dated.start, dated.end)
        return None

    def in_summary(self, label: str, start: int, end: int) -> Side:
        """A place in the clinical case summary as evidence."""
        return Side(label, "/clinical_summary", start, end)

    def in_rationale(self, place: int, start: int, end: int, label: str = "rationale") -> Side:
        """A place in an item's rationale as evidence."""
        return Side(f"{label} of item {place + 1}", f"/issues/{place}/rationale", start, end)

    def request_side(self, place: int) -> Side | None:
        """An item's request as evidence."""
        span = self.header(place)
        if span is None:
            return None
        return Side(f"request of item {place + 1}", f"/issues/{place}/request", *span)

    def outcome_side(self, place: int) -> Side | None:
        """The words that decide an item as evidence."""
        item = self.items[place] if place < len(self.items) else None
        if item is None or item.decision is None:
            return None
        return Side(f"outcome of item {place + 1}", f"/issues/{place}/outcome", *item.decision)

    def statement_side(self, place: int, whose: str, words: str | None = None) -> Side | None:
        """A side's statement on guidelines as evidence, or the words of it that are given."""
        names = {
            "reviewer": "reviewer's guidelines",
            "claims_administrator": "claims administrator's guidelines",
        }
        span = self.part(place, whose, "guidelines")
        if span is None:
            return None
        pointer = f"/issues/{place}/{whose}/text"
        label = f"{names[whose]} of item {place + 1}"
        if words:
            loose = r"\s+".join(re.escape(word) for word in words.split())
            if match := re.compile(loose).search(self.text, *span):
                return Side(label, pointer, *match.span())
        return Side(label, pointer, *span)


def listed(words: list[str]) -> str:
    """Words as a list in a sentence: `a, b and c`."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def numbered(places: list[int]) -> str:
    """Items by their numbers: `items 2 to 5 and 7`."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    shown = []
    for first, last in runs:
        if last - first > 1:
            shown.append(f"{first + 1} to {last + 1}")
        else:
            shown += [str(place + 1) for place in range(first, last + 1)]
    return ("item " if len(places) == 1 else "items ") + listed(shown)
