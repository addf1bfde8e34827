"""Items that are introduced (`Regarding the request for X:`), and decided in a list of findings (format B)."""

from __future__ import annotations

import re
from bisect import bisect_left

from imrcli.letters.decision import DECIDED_WORDS, STATEMENT_OPENS
from imrcli.letters.format import LetterFormat, Part, PartName
from imrcli.letters.labels import ended, find_labels, with_rationale
from imrcli.letters.letter import Item, Section
from imrcli.letters.tail import letter_end
from imrcli.pattern import pattern
from imrcli.text import Span

_LONGEST_HEADER = 2_500
_NUMBER_TAIL = pattern(
    r"(?:^|(?<=\s)|(?<=[.)\"”]))(?:(?:Issue|ISSUE|Item|ITEM)\s*#?\s*)?\(?\d{1,2}(?:\s*[).:]|\s+[–-])\s*$"
)
_FINDING_NUMBER = pattern(r"(?<![\w.])(\d{1,2})\s*[).:]\s*(?=MAXIMUS|Maximus)[^\d)]*$")
_BEFORE_FINDING = 140
_NO_WORD = pattern(r"[^a-z0-9]")
_FINDING_END = pattern(rf"\s{{0,99}}{DECIDED_WORDS}", re.IGNORECASE)


def introduced(text: str, form: LetterFormat, sections: list[Section]) -> tuple[list[Item], list[Item], int | None]:
    """The items, the findings that decide them (on the cover, and once more below it), and where the first item opens.

    The last is None where no item is introduced; the items are then what the findings name, each once.
    """
    assert form.introduction is not None  # as the format's constructor makes sure
    last = max(section.start for section in sections)
    end = letter_end(text, form, last, len(text))
    starts = list(form.introduction.find_all(text, last, end)) or list(form.introduction.find_damaged(text, last, end))
    items: list[Item] = []
    labels = find_labels(text, form.parts, last, end)
    starts = _with_parts(text, starts, labels, end)
    bounds = [*(span[0] for span in starts), end]
    at_labels = [label[0] for label in labels]
    for (at, below), stop in zip(starts, bounds[1:], strict=True):
        if items and items[-1].parts:
            floor = max(span[0] for span in items[-1].parts.values())
            items[-1] = ended(items[-1], _before_number(text, floor, at))
        mine = labels[bisect_left(at_labels, below) : bisect_left(at_labels, stop)]
        parts: dict[PartName, Span] = {}
        for (_, opened, part), following in zip(mine, [*mine[1:], None], strict=False):
            if part.name not in parts:
                parts[part.name] = (opened, following[0] if following else stop)
        first = mine[0][0] if mine else stop
        if opens := STATEMENT_OPENS.search(text, below, first):
            # The guidelines' label is missing: their sentences stand right behind the header.
            parts = {"guidelines": (opens.start(), first), **parts}
            first = opens.start()
        header = text[below:first].rstrip()
        header = header[:-1].rstrip() if header.endswith((":", ".")) else header
        items.append(Item((below, below + len(header)), None, parts))
    opening = _before_number(text, last, bounds[0]) if starts else None
    findings = _findings(text, form, bounds[0])
    return [with_rationale(text, item) for item in items] or _once(text, findings), findings, opening


def _with_parts(text: str, starts: list[Span], labels: list[tuple[int, int, Part]], end: int) -> list[Span]:
    """The introductions that a label or a statement follows; the same words in a rationale introduce nothing."""
    bounds = [*(span[0] for span in starts), end]
    at_labels = [label[0] for label in labels]
    kept = []
    for span, stop in zip(starts, bounds[1:], strict=True):
        place = bisect_left(at_labels, span[1])
        followed = place < len(labels) and at_labels[place] < stop
        if followed or STATEMENT_OPENS.search(text, span[1], stop):
            kept.append(span)
    return kept


def _before_number(text: str, floor: int, at: int) -> int:
    """Where the number before an introduction begins (`2)`, `Issue 2:`), or the introduction itself without one."""
    number = _NUMBER_TAIL.search(text, max(floor, at - 16), at)
    return number.start() if number else at


def _findings(text: str, form: LetterFormat, end: int) -> list[Item]:
    assert form.finding is not None  # as the format's constructor makes sure
    starts = list(form.finding.find_all(text, 0, end)) or list(form.finding.find_damaged(text, 0, end))
    findings = []
    bounds = [*(span[0] for span in starts), end]
    for (_, below), stop in zip(starts, bounds[1:], strict=True):
        decision = _FINDING_END.search(text, below, min(stop, below + _LONGEST_HEADER))
        if decision:
            findings.append(Item((below, decision.start()), decision.span(), {}))
    return findings


def _once(text: str, findings: list[Item]) -> list[Item]:
    """What the findings name, each once, in order, without what they decide: the printings can differ in that.

    A finding with a number is the one that was printed before with it; one without, that of the same words.
    """
    items: list[Item] = []
    numbers: set[str] = set()
    names: set[str] = set()
    for finding in findings:
        start, end = finding.header
        number = _FINDING_NUMBER.search(text, max(0, start - _BEFORE_FINDING), start)
        name = _NO_WORD.sub("", text[start:end].lower())
        if number.group(1) not in numbers if number else name not in names:
            items.append(Item(finding.header, None, {}))
        names.add(name)
        if number:
            numbers.add(number.group(1))
    return items
