"""Letters in running text, that no page divides: pasted one below the other, or sent by mail.

Where one ends and the next begins is told only where there is no doubt: a letter opens at the start of a line, behind a
letter that has its reasons, and has its own headings and reasons. What is quoted in a letter is no letter.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from imrcli.letters import LetterFormat
from imrcli.letters.case_number import numbered
from imrcli.packets.between import head_start, other_start, tail_start
from imrcli.packets.page import OWN_WORDS
from imrcli.pattern import pattern
from imrcli.text import Span
from imrcli.vocabulary.lexicon import words_of

_NEAR = 600
"""Characters within which the phrases of an opening stand together."""
_LEAST_HEADINGS = 2
_REASONS = pattern(r"[Dd]ecision\s+rationale\s*:|Rationale\s+for\s+(?:the\s+)?[Dd]ecision|RATIONALE\s+FOR\s+WHY")
_TITLE_REST = pattern(r"[ \t:.]*(?:Dated?\b[^\r\n\f]*|CM[^\r\n\f]*)?(?=[\r\n\f]|\Z)")
_LINE_START = pattern(r"(?:\A|(?<=[\n\f]))[^\S\n\f]*\Z")
_INDENT = 100
_WITHIN = pattern(r"[,;:]\s*\Z|[a-z]{2,}-?[ \t]*(?:\r?\n)?[ \t]*\Z")
"""How a text ends in which a quotation follows: with a colon or comma, or within a sentence, no blank line below."""
_MOST_OPENINGS = 3
"""A letter has its opening on its cover, over its table and over its findings at most."""
_MOST_QUOTED = 20
_LAST_WORDS = ("ecision rationale:", "ationale for the Decision:", "RATIONALE FOR", "MEDICAL REVIEWER")
"""Own words of which one stands over a letter's last part."""
_NO_PROSE = pattern(r"[\n\f](?:[^\n\f]{0,60}[\n\f]|[^\S\n\f]{0,40}(?:[=*#~+–—[<-]|[A-Z][\w .'/#()-]{0,40}:))")
"""A short line, a rule, a label: without them a letter's last part is nothing but its own prose."""
_MOST_ABOVE = 200
_WINDOWS = (1_200, 5_000)
_SHINGLE = 3
_SAME = 0.8
"""The share of runs of three words that a second copy of a letter, or of a part of it, has in common with it."""


class _Opening(Struct):
    """A letter's opening: where its line starts, and the formats that open so."""

    at: int
    forms: list[LetterFormat]


class Running(Struct, frozen=True):
    """A letter in running text: where it stands, and whether a second copy of it was left out."""

    span: Span
    doubled: bool


def letters_in(text: str, formats: Sequence[LetterFormat]) -> list[Running] | None:
    """The letters of a running text; None where it is one letter and nothing else, where its pages divide it, or in
    doubt.
    """
    openings = _openings(text, formats)
    if not openings or _is_whole(text, openings):
        return None
    letters = _letters(text, openings)
    if not letters or OWN_WORDS.search(text, 0, letters[0].at):
        return None
    spans = _spans(text, [letter.at for letter in letters])
    if "\f" in text:
        divided = not any(_is_within_page(text, start) for start, _ in spans)
    else:
        divided = spans[0][0] == 0 and spans[0][1] == len(text)
    return None if divided else _without_copies(text, spans)


def _is_whole(text: str, openings: list[_Opening]) -> bool:
    """Whether a text with one opening has nothing but its letter, which is told quickly."""
    if len(openings) > 1 or text[: openings[0].at].strip():
        return False
    reasons = max(map(text.rfind, _LAST_WORDS))
    if reasons >= 0 and _NO_PROSE.search(text, reasons) is None:
        return True
    return tail_start(text, openings[0].at, _last_own(text, 0, len(text)), len(text), alone=True) is None


def _openings(text: str, formats: Sequence[LetterFormat]) -> list[_Opening]:
    found: dict[int, list[LetterFormat]] = {}
    places: dict[str, list[Span]] = {}  # formats that open with the same words share them
    for form in formats:
        if not form.opening:
            continue
        first = form.opening[0]
        if first.words not in places:
            places[first.words] = list(first.find_all(text))
        for start, behind in places[first.words]:
            at = _line_start(text, start)
            if at is not None and _stands_together(text, form, behind):
                found.setdefault(at, []).append(form)
    return [_Opening(at, forms) for at, forms in sorted(found.items())]


def _line_start(text: str, start: int) -> int | None:
    """The start of the line that a phrase opens; None where it stands within one."""
    indent = _LINE_START.search(text, max(0, start - _INDENT), start)
    return indent.start() if indent and (indent.start() or start <= _INDENT) else None


def _stands_together(text: str, form: LetterFormat, behind: int) -> bool:
    """Whether the rest of an opening follows its first phrase; one of a single phrase stands on a line of its own."""
    others = form.opening[1:]
    if not others:
        return _TITLE_REST.match(text, behind) is not None
    return all(phrase.find(text, behind, behind + _NEAR) for phrase in others)


def _letters(text: str, openings: list[_Opening]) -> list[_Opening]:
    """The openings that are letters' first: a table behind its cover, a quoted opening and a lone one are none."""
    letters: list[_Opening] = []
    ends = [opening.at for opening in openings[1:]] + [len(text)]
    place = quoted = 0
    while place < len(openings):
        opening, last = openings[place], place
        while not _is_letter(text, opening, ends[last]) and _goes_on(text, openings, ends, place, last + 1):
            last += 1
        if not _is_letter(text, opening, ends[last]):
            last = place
        elif _is_free(text, letters[-1].at if letters else None, opening.at, ends[last]):
            letters.append(opening)
        else:
            quoted += 1
            if quoted > _MOST_QUOTED:
                return []
        place = last + 1
    return letters


def _goes_on(text: str, openings: list[_Opening], ends: list[int], first: int, following: int) -> bool:
    """Whether an opening is a later one of a letter that has not given its reasons yet: its table behind its cover."""
    if following >= len(openings) or following - first >= _MOST_OPENINGS:
        return False
    forms = openings[first].forms
    if _is_begun(text, openings[first], openings[following].at) and not _is_begun(
        text, openings[following], ends[following]
    ):
        return True  # quoted in the letter's summary
    if forms == openings[following].forms and any(len(form.opening) > 1 for form in forms):
        return False  # a letter has one case table; another is a notice's
    numbers = numbered(text[openings[first].at : ends[following - 1]])
    others = numbered(text[openings[following].at : ends[following]])
    return not numbers or not others or bool(numbers & others)


def _is_begun(text: str, opening: _Opening, end: int) -> bool:
    """Whether the heading that stands over a letter's account of its reviewer follows an opening."""
    return any(
        heading.phrase.find(text, opening.at, end) is not None
        for form in opening.forms
        for heading in form.headings
        if heading.section == "method"
    )


def _is_letter(text: str, opening: _Opening, end: int) -> bool:
    """Whether what follows an opening has a letter's headings and reasons."""
    if _REASONS.search(text, opening.at, end) is None:
        return False
    return any(
        sum(heading.phrase.find(text, opening.at, end) is not None for heading in form.headings) >= _LEAST_HEADINGS
        for form in opening.forms
    )


def _is_free(text: str, before: int | None, at: int, end: int) -> bool:
    """Whether an opening is no quotation in the letter before it: that has its reasons, and its last sentence ends."""
    if before is None:
        return True
    if _REASONS.search(text, before, at) is None:
        return False
    last = _last_own(text, before, at)
    stop, _ = head_start(text, last, at, numbered(text[at:end]))
    if tail_start(text, before, last, stop, alone=False) is not None:
        return True
    above = text[last:stop]
    return above.count("“") <= above.count("”") and _WITHIN.search(above[-_INDENT:]) is None


def _last_own(text: str, start: int, end: int) -> int:
    """Where the line ends with the last of a letter's own words."""
    for window in (*_WINDOWS, end - start):  # near the end it is found sooner
        ends = [match.end() for match in OWN_WORDS.finditer(text, max(start, end - window), end)]
        if ends:
            line = text.find("\n", ends[-1], end)
            return line if line >= 0 else end
    return start


def _spans(text: str, openings: list[int]) -> list[Span]:
    """Where each letter starts, its letterhead included, and where it ends."""
    starts, ends = [_first_start(text, openings[0])], []
    for place, at in enumerate(openings):
        following, stop = [*openings[place + 1 : place + 3], len(text), len(text)][:2]
        last = _last_own(text, at, following)
        end = following
        if following < len(text):
            own = numbered(text[following:stop]) - numbered(text[at:last])
            end, head = head_start(text, last, following, own)
            starts.append(head)
        other = tail_start(text, at, last, end, alone=len(openings) == 1)
        ends.append(end if other is None else other)
    return list(zip(starts, ends, strict=True))


def _first_start(text: str, at: int) -> int:
    """Where the first letter starts: behind other papers, if any stand above it."""
    if other_start(text, 0, at) is None:
        return 0
    return head_start(text, 0, at, set())[1]


def _is_within_page(text: str, start: int) -> bool:
    """Whether a letter starts below what else is printed on its page: more than the line of a fax machine."""
    above = text[text.rfind("\f", 0, start) + 1 : start]
    return len(above.strip()) > _MOST_ABOVE


def _without_copies(text: str, spans: list[Span]) -> list[Running]:
    kept: list[Running] = []
    with_number: dict[frozenset[str], list[int]] = {}
    for start, end in spans:
        part = text[start:end]
        numbers = frozenset(numbered(part))
        for place in with_number.get(numbers, ()):
            other = kept[place].span
            if _is_within(_runs(part), _runs(text[slice(*other)])):
                kept[place] = Running(other, doubled=True)
                break
        else:
            with_number.setdefault(numbers, []).append(len(kept))
            kept.append(Running((start, end), doubled=False))
    return kept


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = words_of(text).words
    return frozenset(tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)))


def _is_within(runs: frozenset[tuple[str, ...]], others: frozenset[tuple[str, ...]]) -> bool:
    return len(runs & others) >= _SAME * len(runs)
