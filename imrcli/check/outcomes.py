"""The outcome against what the letter says elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imrcli.check.finding import Check, Finding, Side
from imrcli.check.reading import Reading, spaced

CONTRADICTS = Check(
    code="outcome-contradicts-rationale",
    severity="high",
    meaning="The outcome printed for an item is not what its rationale concludes.",
    silent="The rationale concludes nothing, or the outcome could not be read.",
    source="Labor Code 4610.6(h)(5): a plainly erroneous finding of fact",
)
TWICE = Check(
    code="outcome-contradictory",
    severity="high",
    meaning="A finding that is printed twice decides the item differently.",
    silent="The finding is printed once, or both times alike.",
    source="Labor Code 4610.6(h)(5)",
)
STATED = Check(
    code="stated-outcome-differs",
    severity="high",
    meaning="The determination stated on the cover is not what the items add up to.",
    silent="The letter states none as a whole, or an item's outcome is not known.",
    source="Labor Code 4610.6(h)(5)",
)
SUPPORTED = Check(
    code="support-then-denied",
    severity="medium",
    meaning="The rationale says that there is support for the request, and denies it: a `no` may be missing.",
    silent="The sentence is negated, conditional or tells what a guideline says, or the item was overturned.",
    source="Labor Code 4610.6(h)(5)",
)
DUPLICATE = Check(
    code="upheld-as-duplicate",
    severity="low",
    meaning="The item was upheld because the treatment had already been authorized, not for want of medical necessity.",
    silent="The rationale does not call the request redundant or duplicative of something authorized.",
    source="data quality: such items are no denials on the merits",
)
CHECKS = (CONTRADICTS, TWICE, STATED, SUPPORTED, DUPLICATE)

_NECESSITY = spaced(r"\bnecess|\bmedical need\b|\b(?:supported|certified|approved|warranted)\b")
_SUPPORT = spaced(
    r"\b(?:there (?:is|was)|documents?|records?|documentation) (?:\w+ )?(?:rationale|evidence|documentation|support|justification|indication)\b[^.,;]{0,40}?\b(?:to support|supporting|supports|for) (?:the|this) (?:request|need)"
)
_NEGATED = spaced(
    r"\b(?:no|not|lack|lacking|insufficient|without|little|inadequate|limited|absence|neither|nor|if|unless|whether|unclear|minimal)\b|n't\b|\b(?:MTUS|ODG|ACOEM)\b"
)
_DUPLICATE = spaced(r"\b(?:redundant|duplicat(?:e|ive|ion)\b(?! (?:services?|tests?|imaging|stud)))")
_AUTHORIZED = spaced(
    r"\b(?:(?:was|were|been|is|are) (?:\w+ ){0,2}?(?:authorized|approved|certified)|(?:previously|already|prior) (?:authorized|approved|certified|authorization|approval|certification))\b"
)


def find(reading: Reading) -> Iterator[Finding]:
    """Findings on the outcomes."""
    for warning in reading.determination.warnings:
        if warning.code == CONTRADICTS.code and warning.issue is not None:
            yield CONTRADICTS.found(
                f"Item {warning.issue + 1}: {warning.message}.",
                reading.outcome_side(warning.issue),
                _conclusion(reading, warning.issue),
                issue=warning.issue,
            )
        elif warning.code == TWICE.code and warning.issue is not None:
            yield TWICE.found(
                f"Item {warning.issue + 1}: {warning.message}.",
                *_printings(reading, warning.issue),
                issue=warning.issue,
            )
        elif warning.code == STATED.code and reading.letter.stated:
            stated = Side("determination stated for the letter", "/outcome", *reading.letter.stated)
            sides = [reading.outcome_side(place) for place in range(min(4, len(reading.issues)))]
            yield STATED.found(f"{warning.message[0].upper()}{warning.message[1:]}.", stated, *sides)
    for place, issue in enumerate(reading.issues):
        if issue.outcome == "upheld":
            yield from _upheld(reading, place)


def _conclusion(reading: Reading, place: int) -> Side | None:
    """The last sentence of a rationale that speaks of necessity, or its last."""
    span = reading.rationale(place)
    sentences = reading.sentences(span)
    if not sentences:
        return None
    speaking = [s for s in sentences if _NECESSITY.search(reading.text, *s)]
    return reading.in_rationale(place, *(speaking or sentences)[-1])


def _printings(reading: Reading, place: int) -> list[Side]:
    header = reading.header(place)
    if header is None:
        return []
    name = _squash(reading.quote(*header))
    return [
        Side(
            f"finding on item {place + 1}",
            f"/issues/{place}/outcome",
            one.header[0],
            (one.decision or one.header)[1],
        )
        for one in reading.letter.findings
        if _squash(reading.quote(*one.header)) == name
    ]


def _squash(words: str) -> str:
    return re.sub(r"[^a-z0-9]", "", words.lower())


def _upheld(reading: Reading, place: int) -> Iterator[Finding]:
    span = reading.rationale(place)
    outcome = reading.outcome_side(place)
    for match in reading.find(_SUPPORT, span):
        sentence = reading.sentence_at(span, match.start())
        if _NEGATED.search(reading.text, *sentence):
            continue
        said = reading.quote(*sentence)
        yield SUPPORTED.found(
            f"Item {place + 1}: the rationale says “{_short(said)}”, yet the item is upheld; is a “no” missing?",
            reading.in_rationale(place, *sentence),
            outcome,
            issue=place,
        )
        break
    for match in reading.find(_DUPLICATE, span):
        sentence = reading.sentence_at(span, match.start())
        before = max(span[0] if span else 0, sentence[0] - 400)
        words = reading.text[before : sentence[1]]
        if "FDA" in words or not _AUTHORIZED.search(words):
            continue
        yield DUPLICATE.found(
            f"Item {place + 1} is upheld as a duplicate of treatment already authorized (“{_short(reading.quote(*sentence))}”), not on its merits.",
            reading.in_rationale(place, *sentence),
            outcome,
            issue=place,
        )
        break


def _short(words: str, most: int = 160) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
