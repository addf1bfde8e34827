"""Finds the disputed treatments in a letter: each item's header, decision, statements and rationale.

Three grammars cover the known formats (see `LetterFormat.items`). All of them anchor on the form's fixed
words and never on line breaks alone, since a reflowed letter has other lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from msgspec.structs import replace

from imrcli.letters.boundary import header_start, numbered_at
from imrcli.letters.format import LetterFormat, Part
from imrcli.letters.letter import Item, Section
from imrcli.letters.phrase import Phrase, Span
from imrcli.pattern import pattern

_DECIDED_COLON = pattern(r"(?:\s+(?:is|are))?\s*[:;.]\s*(Upheld|Overturned|Partially\s+Overturned|Partially\s+Upheld)\s*\.?", re.IGNORECASE)  # fmt: skip
_DECIDED_SENTENCE = pattern(
    r"\s+(?:is|are|was|were)\s*(?:not\s*|partially\s+)?medically\s*necessary(?:\s*(?:and|or)\s*(?:medically\s*)?appropriate)?\s*\.?", re.IGNORECASE
)  # fmt: skip
_LONGEST_HEADER = 2_500

_DECIDED_BARE = pattern(r"\s+(Upheld|Overturned|Partially\s+Overturned)\s*\.?")
_STATEMENT_OPENS = pattern(
    r"(?:The\s+(?:Claims\s+Administrator|Expert\s+Reviewer|Physician\s+Reviewer|MAXIMUS)\s+(?:also\s+)?(?:based|did|does|cited|used|found|relied)|Decision\s+based\s+on)\b"
)
_STATEMENT_SENTENCE = pattern(
    r"[^\S\n\f]*\s*(?:The\s+(?:Claims\s+Administrator|(?:Expert|Physician|Medical|Professional)\s+Reviewer|MAXIMUS)\b|Decision\s+based\b|He/she\s+(?:also\s+)?(?:based|cited|relied))"
)
_BEHIND_LABEL = pattern(r"\s*(?:[:;.,]|Decision\s+based|The\s+(?:Claims|Expert|Physician))")
_SENTENCE_STOP = pattern(
    r"(?<!\bpg)(?<!\bpp)(?<!\bp)(?<!\bvol)(?<!\bno)(?<!\bed)(?<!\bal)[.](?=\s+[A-Z(\"“]|\s*$)"
)
_TAIL_WORDS = (
    "cc:",
    "cc :",
    "CC:",
    "CC :",
    "Sincerely",
    "Disclaimer",
    "eviewer is",
    "ndependent Medical Doctor",
    "\n/",
)
_TAIL_SIGNS = pattern(
    r"(?:^|\n|\f)\s*(?:cc\s*:|CC\s*:|Sincerely\b|/[a-z]{2,4}\s*(?:$|\n)|Disclaimer\s*:\s*MAXIMUS)"
    r"|\bThe\s+(?:\w+\s+){0,3}[Rr]eviewer\s+is\s+(?:[Bb]oard|licensed|a\s+licensed)|\bThe\s+[Ii]ndependent\s+Medical\s+Doctor\s+who\s+made"
    r"|\bSincerely\s*,\s|\bcc\s*:\s+(?=[A-Z])|Disclaimer\s*:\s*MAXIMUS",
)


def find_items(
    text: str, form: LetterFormat, sections: list[Section]
) -> tuple[list[Item], list[Item]]:
    """The items with their parts, and the findings that stand apart from them (format B)."""
    if form.items == "decided":
        return _decided(text, form, *_issues(text, sections)), []
    if form.items == "introduced":
        return _introduced(text, form, sections)
    return _listed(text, form, sections), []


def letter_end(text: str, form: LetterFormat, start: int, end: int) -> int:
    """Where the last rationale ends: before the effect of the decision, the signature and the copies."""
    stops = [end]
    for phrase in form.tails:
        if found := phrase.find(text, start, end):
            stops.append(found[0])
    tail = text[start:end]
    if any(word in tail for word in _TAIL_WORDS) and (sign := _TAIL_SIGNS.search(text, start, end)):
        stops.append(sign.start())
    return min(stops)


def _issues(text: str, sections: list[Section]) -> Span:
    """Where the items are: below their heading, or where it is missing after the last section that was found."""
    for section in sections:
        if section.name == "issues":
            return section.start, len(text)
    return max((s.start for s in sections if s.name != "case"), default=0), len(text)


# --- items that open with their header and decision --------------------------------------------------


def _decided(text: str, form: LetterFormat, start: int, end: int) -> list[Item]:
    labels = _labels(text, form.parts, start, end)
    groups = _groups(text, form.parts, labels, start)
    items: list[Item] = []
    lo = start
    numbered = numbered_at(text, start)
    for place, group in enumerate(groups):
        first = group[0][0]
        decision = _decision_before(text, lo, first)
        unlabelled = None
        if decision is None and (told := _decision_with_statement(text, lo, first)):
            decision, unlabelled = told
        stop = decision[0] if decision else first
        number = place + 1 if numbered else None
        # The region before the first item holds nothing but its header.
        header = start if place == 0 else header_start(text, lo, stop, number)
        header = max(header, lo)
        if items:
            items[-1] = _ended(items[-1], header)
        if numbered:
            header = numbered_at(text, header) or header
        parts = {}
        for (at, below, part), following in zip(group, [*group[1:], None], strict=False):
            parts[part.name] = (at if part.opens else below, following[0] if following else end)
        if unlabelled and form.parts[0].name not in parts:
            parts = {form.parts[0].name: unlabelled, **parts}
        items.append(Item((header, stop), decision, parts))
        lo = group[-1][1]
    if items:
        items[-1] = _ended(items[-1], letter_end(text, form, lo, end))
    return [_with_rationale(text, item) for item in _unnumbered(text, items)]


_BARE_NUMBER = pattern(r"\(?(\d{1,2})[.)]?\s+(?=\S)")


def _unnumbered(text: str, items: list[Item]) -> list[Item]:
    """Headers without their numbers, where all of them are numbered in order (`1 X`, `2 Y`) without a full stop."""
    numbers = [_BARE_NUMBER.match(text, *item.header) for item in items]
    if len(items) < 2 or any(
        n is None or int(n.group(1)) != place for place, n in enumerate(numbers, 1)
    ):
        return items
    return [
        replace(item, header=(n.end(), item.header[1]))
        for item, n in zip(items, numbers, strict=True)
        if n
    ]


def _with_rationale(text: str, item: Item) -> Item:
    """Where the rationale's label is missing, the rationale is what follows the statement's own sentences."""
    if "rationale" in item.parts or not item.parts:
        return item
    name = max(item.parts, key=lambda part: item.parts[part][0])
    start, end = item.parts[name]
    at = start
    while at < end and _STATEMENT_SENTENCE.match(text, at, end):
        stop = _SENTENCE_STOP.search(text, at, end)
        if stop is None:
            return item
        at = stop.end()
    if at == start or not text[at:end].strip():
        return item
    return replace(item, parts={**item.parts, name: (start, at), "rationale": (at, end)})


def _ended(item: Item, at: int) -> Item:
    """The item with its last part ending at an offset."""
    name = max(item.parts, key=lambda part: item.parts[part][0])
    return replace(item, parts={**item.parts, name: (item.parts[name][0], at)})


def _labels(
    text: str, parts: tuple[Part, ...], start: int, end: int
) -> list[tuple[int, int, Part]]:
    found = {part.name: list(part.phrase.find_all(text, start, end)) for part in parts}
    counts = {len(spans) for spans in found.values()}
    if len(counts) > 1 and not all(part.opens for part in parts if part.name != "rationale"):
        # An item lacks a label that another has: a scan may have damaged it.
        for part in parts:
            if len(found[part.name]) < max(counts):
                found[part.name] = _with_damaged(text, part.phrase, found, part.name, start, end)
    elif counts == {0}:
        for part in parts:
            found[part.name] = list(part.phrase.find_damaged(text, start, end))
    labels = [(at, below, part) for part in parts for at, below in found[part.name]]
    labels.sort(key=lambda label: label[0])
    return labels


def _with_damaged(
    text: str, phrase: Phrase, found: dict[str, list[Span]], name: str, start: int, end: int
) -> list[Span]:
    taken = [span for spans in found.values() for span in spans]
    more = [
        span
        for span in phrase.find_damaged(text, start, end)
        if not any(span[0] < other[1] and other[0] < span[1] for other in taken)
        and (text[span[1] - 1] in ":;" or _BEHIND_LABEL.match(text, span[1]))
    ]
    return sorted(found[name] + more)


def _groups(
    text: str, parts: tuple[Part, ...], labels: list[tuple[int, int, Part]], start: int
) -> list[list[tuple[int, int, Part]]]:
    """The labels of each item together. A new item begins where the order of parts starts again."""
    order = {part.name: place for place, part in enumerate(parts)}
    last_part = len(parts) - 1
    groups: list[list[tuple[int, int, Part]]] = []
    at_place = last_part
    for label in labels:
        at, _, part = label
        place = order[part.name]
        if part.opens:
            # Words such as 'The Claims Administrator did' also occur in prose: they open a part only
            # behind a decision, or behind the item's other statement.
            decided = _follows_decision(text, start, at)
            if not decided and (at_place == last_part or place <= at_place):
                continue
            begins = decided
        else:
            begins = place <= at_place and (place < last_part or at_place == last_part)
            if place == last_part and groups and at_place == last_part:
                begins = _decision_before(text, groups[-1][-1][1], at) is not None
                if not begins:
                    continue
        if begins or not groups:
            groups.append([label])
        else:
            groups[-1].append(label)
        at_place = place
    return groups


def _follows_decision(text: str, start: int, at: int) -> bool:
    tail = text[max(start, at - 160) : at].rstrip()
    return any(m.end() == len(tail) for m in _DECIDED_SENTENCE.finditer(tail)) or any(
        m.end() == len(tail) for m in _DECIDED_COLON.finditer(tail)
    )


def _decision_before(text: str, lo: int, hi: int) -> Span | None:
    """The words that decide, standing right before an offset."""
    while hi > lo and text[hi - 1].isspace():
        hi -= 1
    floor = max(lo, hi - 160)
    for words in (_DECIDED_COLON, _DECIDED_SENTENCE, _DECIDED_BARE):
        for match in words.finditer(text, floor, hi):
            if match.end() == hi:
                return match.span()
    return _damaged_decision(text, floor, hi)


def _decision_with_statement(text: str, lo: int, hi: int) -> tuple[Span, Span] | None:
    """A decision with a statement behind it whose label is missing: both places."""
    last = None
    for opens in _STATEMENT_OPENS.finditer(text, lo, hi):
        decision = _decision_before(text, lo, opens.start())
        if decision:
            last = decision, (opens.start(), hi)
    return last


def _damaged_decision(text: str, lo: int, hi: int) -> Span | None:
    tail = text[lo:hi]
    colon = max(tail.rfind(":"), tail.rfind(";"))
    word = tail[colon + 1 :].strip(" .\n\f\t")
    if colon < 0 or not 4 <= len(word) <= 22 or len(word.split()) > 2:
        return None
    return (lo + colon, hi) if outcome_word(word) else None


def outcome_word(word: str) -> str | None:
    """The outcome that a word means, one or two letters of it damaged; None where it is neither."""
    import regex

    # A scan often reads `d` as `cl` and `rn` as `m`.
    plain = " ".join(word.split()).lower().replace("cl", "d")
    if regex.fullmatch(r"(?:partially (?:overturned|upheld)){e<=2}", plain):
        return "partially_overturned"
    if regex.fullmatch(r"(?:overturned){e<=2}", plain):
        return "overturned"
    return "upheld" if regex.fullmatch(r"(?:upheld){e<=1}|(?:upheld){s<=2}", plain) else None


_LOOSE = pattern(
    r"(?:^|(?<=[\n\f]))[ \t]*(?:(?:Issue|Item|Request|Treatment)\s*(?:\#\s*)?\d{0,2}\s*[:.)-]\s*)?(?P<header>[^\n\f]{3,300}?)"
    r"(?P<decision>\s*[:–-]\s*(?:Upheld|Overturned|Partially\s+(?:Overturned|Upheld))\.?|\s+(?:is|are|was|were)\s*(?:not\s*)?medically\s*necessary\s+(?:and|or)\s+appropriate\.?)(?=\s*(?:[\n\f]|$))",
    re.IGNORECASE,
)


def find_loose(text: str) -> list[Item]:
    """Items in a letter of no known format: lines that end in a decision. What follows a line is not told apart."""
    return [
        Item(match.span("header"), match.span("decision"), {}) for match in _LOOSE.finditer(text)
    ]


# --- items that are introduced, and decided in a list of findings -------------------------------------


_COLON = pattern(r"\s*[:.]?\s*$")


def _introduced(
    text: str, form: LetterFormat, sections: list[Section]
) -> tuple[list[Item], list[Item]]:
    assert form.introduction
    assert form.finding
    last = max(section.start for section in sections if section.name != "issues")
    end = letter_end(text, form, last, len(text))
    starts = list(form.introduction.find_all(text, last, end)) or list(
        form.introduction.find_damaged(text, last, end)
    )
    items: list[Item] = []
    labels = _labels(text, form.parts, last, end)
    starts = _with_parts(text, starts, labels, end)
    bounds = [*(span[0] for span in starts), end]
    at_labels = [label[0] for label in labels]
    for (at, below), stop in zip(starts, bounds[1:], strict=True):
        if at != bounds[0]:
            items[-1] = _ended(items[-1], _before_number(text, items[-1], at)) if items[-1].parts else items[-1]  # fmt: skip
        mine = labels[bisect_left(at_labels, below) : bisect_left(at_labels, stop)]
        parts: dict[str, Span] = {}
        for (_, opened, part), following in zip(mine, [*mine[1:], None], strict=False):
            if part.name not in parts:
                parts[part.name] = (opened, following[0] if following else stop)
        first = mine[0][0] if mine else stop
        if opens := _STATEMENT_OPENS.search(text, below, first):
            # The guidelines' label is missing: their sentences stand right behind the header.
            parts = {"guidelines": (opens.start(), first), **parts}
            first = opens.start()
        header_end = _COLON.search(text, below, first)
        items.append(Item((below, header_end.start() if header_end else first), None, parts))
    items = [_with_rationale(text, item) for item in items]
    return items, _findings(text, form, bounds[0])


def _with_parts(
    text: str, starts: list[Span], labels: list[tuple[int, int, Part]], end: int
) -> list[Span]:
    """The introductions that a label or a statement follows; the same words in a rationale introduce nothing."""
    bounds = [*(span[0] for span in starts), end]
    at_labels = [label[0] for label in labels]
    kept = []
    for span, stop in zip(starts, bounds[1:], strict=True):
        place = bisect_left(at_labels, span[1])
        followed = place < len(labels) and at_labels[place] < stop
        if followed or _STATEMENT_OPENS.search(text, span[1], stop):
            kept.append(span)
    return kept


_NUMBER_TAIL = pattern(r"(?:^|(?<=\s)|(?<=[.)\"”]))\(?\d{1,2}\s*[).]\s*$")


def _before_number(text: str, item: Item, at: int) -> int:
    floor = max(span[0] for span in item.parts.values())
    found = _NUMBER_TAIL.search(text, max(floor, at - 12), at)
    return found.start() if found else at


_FINDING_END = pattern(
    r"\s*\b(?:is|are|was|were)\s*(?:not\s*|partially\s+)?medically\s*necessary(?:\s*(?:and|or)\s*(?:medically\s*)?appropriate)?\s*\.?", re.IGNORECASE
)  # fmt: skip


def _findings(text: str, form: LetterFormat, end: int) -> list[Item]:
    assert form.finding
    starts = list(form.finding.find_all(text, 0, end)) or list(
        form.finding.find_damaged(text, 0, end)
    )
    found = []
    bounds = [*(span[0] for span in starts), end]
    for (_, below), stop in zip(starts, bounds[1:], strict=True):
        decision = _FINDING_END.search(text, below, min(stop, below + _LONGEST_HEADER))
        if decision:
            found.append(Item((below, decision.start()), decision.span(), {}))
    return found


# --- items in a list, with guidelines and rationale in sections of their own ---------------------------

_PART_NUMBER = pattern(
    r"(?:^|(?<=\s))(?:\(|(?:Item|Issue|No\.|#)\s*)?(\d{1,2})\s*[.):]\s*(?=[A-Z\"“])"
)
_LIST_NUMBER = pattern(r"(?:^|(?<=\s))\(?(\d{1,2})\s*[.)]\s+(?=\S)")


def _listed(text: str, form: LetterFormat, sections: list[Section]) -> list[Item]:
    items = _list(text, sections)
    for name in ("guidelines", "rationale"):
        places = [
            (s.start, letter_end(text, form, s.start, s.end)) for s in sections if s.name == name
        ]
        for place, item in enumerate(items):
            if places:
                item.parts[name] = places[min(place, len(places) - 1)]
    return items


def item_part(text: str, span: Span, place: int, items: list[Item]) -> Span | None:
    """The part of a rationale that several items share which speaks of one of them; None where it cannot be told.

    Either the parts are numbered as the items are, or each opens with the item's first word (`Tramadol: ...`).
    """
    start, end = span
    marks: list[tuple[int, int]] = []
    for match in _PART_NUMBER.finditer(text, start, end):
        if int(match.group(1)) == len(marks) + 1:
            marks.append(match.span())
    if len(marks) == len(items):
        stops = [*(mark[0] for mark in marks[1:]), end]
        return marks[place][1], stops[place]
    named = []
    for item in items:
        word = re.match(
            r"\W*(?:(?:an?|the|one|two|three|\d+)\s+)*([A-Za-z]{4,})",
            text[item.header[0] : item.header[1]],
            re.IGNORECASE,
        )
        opens = word and re.compile(
            rf"(?:^|(?<=[.\n\f]))\s*(?:[\w-]+\s+){{0,2}}{re.escape(word.group(1))}\b[^.:\n]{{0,60}}:\s",
            re.IGNORECASE,
        ).search(text, start, end)
        if not opens:
            return None
        named.append(opens.span())
    stops = [*(at for at, _ in named[1:]), end]
    return (named[place][1], stops[place]) if named == sorted(named) else None


def _list(text: str, sections: list[Section]) -> list[Item]:
    span = next(((s.start, s.end) for s in sections if s.name == "issues"), None)
    if span is None:
        return []
    start, end = span
    marks: list[Span] = []
    for match in _LIST_NUMBER.finditer(text, start, end):
        if int(match.group(1)) != len(marks) + 1:
            continue
        since = text[marks[-1][1] if marks else start : match.start()]
        if since.count("(") == since.count(")"):
            marks.append(match.span())
    if not marks or text[start : marks[0][0]].strip():
        return [Item((start, end), None, {})]
    stops = [*(mark[0] for mark in marks[1:]), end]
    return [Item((mark[1], stop), None, {}) for mark, stop in zip(marks, stops, strict=True)]
