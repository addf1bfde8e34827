"""The outcome against what the letter says elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imrcli.check.cited import depends
from imrcli.check.doubt import Check, Doubt, Exhibit
from imrcli.check.phrases import either, phrase
from imrcli.check.subject import Subject
from imrcli.check.wording import capitalized, shortened
from imrcli.extract.conclusion import judgements
from imrcli.model import Issue

CONTRADICTS = Check(
    code="outcome-contradicts-rationale",
    severity="high",
    meaning="The outcome printed for an item is not what its rationale concludes.",
    silent="The rationale concludes nothing, or the outcome could not be read; the item was upheld, and the rationale"
    " denies a part of it, or another number, without finding the rest necessary.",
    source="Labor Code 4610.6(h)(5): a plainly erroneous finding of fact",
    matters="the determination and its findings cannot both be right",
)
TWICE = Check(
    code="outcome-contradictory",
    severity="high",
    meaning="A finding that is printed twice decides the item differently.",
    silent="The finding is printed once, or both times alike.",
    source="Labor Code 4610.6(h)(5)",
    matters="what was decided is not certain",
)
STATED = Check(
    code="stated-outcome-differs",
    severity="high",
    meaning="The determination stated on the cover is not what the items add up to.",
    silent="The letter states none as a whole, or an item's outcome is not known.",
    source="Labor Code 4610.6(h)(5)",
    matters="what was decided is not certain",
)
SUPPORTED = Check(
    code="support-then-denied",
    severity="medium",
    meaning="The rationale says that there is support for the request, and denies it: a `no` may be missing.",
    silent="The sentence is negated, conditional or tells what a guideline says, or the item was overturned.",
    source="Labor Code 4610.6(h)(5)",
    matters="the findings do not support the determination",
)
DUPLICATE = Check(
    code="upheld-as-duplicate",
    severity="low",
    meaning="The item was upheld because the treatment had already been authorized, not for want of medical necessity.",
    silent="The rationale does not call the request redundant or duplicative of something authorized.",
    source="data quality: such items are no denials on the merits",
    matters="such a denial says nothing of medical necessity",
)
BESIDE = Check(
    code="depends-on-other-outcome",
    severity="high",
    meaning="An item is decided as the surgery beside it is, but the letter decides that surgery the other way: the"
    " rationale says that the surgery is not necessary, and it was overturned, or the reverse.",
    silent="The letter decides several operations in different ways, or none; the item itself was decided as the letter"
    " decides the surgery.",
    source="Labor Code 4610.6(h)(5): a plainly erroneous finding of fact",
    matters="the letter itself refutes the reason given for this item",
)
CHECKS = (CONTRADICTS, TWICE, STATED, SUPPORTED, DUPLICATE, BESIDE)

_THE_SURGERY = (
    r"(?:requested |primary |index |associated |proposed |concurrent )?"
    r"(?:[\w-]+ ){0,3}?(?:surgery|surgical procedure|operation|procedure)"
)
_IS_DECIDED = (
    r"(?:is|was|are|were|has|have)(?: (?!and\b)[\w-]+){0,6}? (?:necessary|necessity|certified|approved|supported)"
)
_AS_SURGERY = phrase(rf"\b(?:as|since|because|given that) the {_THE_SURGERY} (?P<how>{_IS_DECIDED})\b")
"""`As the requested surgery is not medically necessary`"""
_NECESSITY = phrase(r"\bnecess|\bmedical need\b|\b(?:supported|certified|approved|warranted)\b")
_IS_THERE = either("there (?:is|was)", "documents?", "records?", "documentation")
_SUPPORT = phrase(
    rf"\b{_IS_THERE} (?:\w+ )?<support>\b[^.,;]{{0,40}}?"
    r"\b(?:to support|supporting|supports|for) (?:the|this) (?:request|need)"
)
"""`there is documentation to support the request`"""
_NEGATED = phrase(r"\b<wanting>\b|n't\b|\b(?:MTUS|ODG|ACOEM)\b")
_DUPLICATE = phrase(r"\b(?:redundant|duplicat(?:e|ive|ion)\b(?! (?:services?|tests?|imaging|stud)))")
_WAS_AUTHORIZED = r"(?:was|were|been|is|are) (?:\w+ ){0,2}?(?:authorized|approved|certified)"
_BEFORE = r"(?:previously|already|prior) (?:authoriz|approv|certif)\w+"
_AUTHORIZED = phrase(rf"\b{either(_WAS_AUTHORIZED, _BEFORE)}\b")
_NEAR = 400
"""Characters before a duplicate within which it is said what was authorized."""


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on the outcomes."""
    for warning in subject.determination.warnings:
        if warning.code == CONTRADICTS.code and warning.issue is not None:
            if _only_partly_denied(subject.issues[warning.issue]):
                continue
            yield CONTRADICTS.doubt(
                f"Item {warning.issue + 1}: {warning.message}.",
                subject.outcome_exhibit(warning.issue),
                _conclusion(subject, warning.issue),
                issue=warning.issue,
            )
        elif warning.code == TWICE.code and warning.issue is not None:
            yield TWICE.doubt(
                f"Item {warning.issue + 1}: {warning.message}.",
                *_printings(subject, warning.issue),
                issue=warning.issue,
            )
        elif warning.code == STATED.code and subject.letter.stated:
            stated = Exhibit("determination stated for the letter", "/outcome", *subject.letter.stated)
            outcomes = [subject.outcome_exhibit(place) for place in range(min(4, len(subject.issues)))]
            yield STATED.doubt(capitalized(warning.message) + ".", stated, *outcomes)
    for place, issue in enumerate(subject.issues):
        if issue.outcome == "upheld":
            yield from _supported(subject, place)
            yield from _duplicate(subject, place)
    yield from _beside(subject)


def _only_partly_denied(issue: Issue) -> bool:
    """Whether an upheld item's rationale finds no part of it necessary: it denies another number, or one part of it."""
    if issue.outcome != "upheld" or issue.conclusion != "mixed":
        return False
    read = [each for each in judgements(issue.rationale or "", issue.request) if each.judged == "this item"]
    decisions = [each for each in read if each.firm] or read
    return {each.verdict for each in decisions} == {"not_necessary"}


def _beside(subject: Subject) -> Iterator[Doubt]:
    """The items that are said to fall or stand with a surgery that the letter decides the other way."""
    operations = [place for place, issue in enumerate(subject.issues) if _is_operation(subject, place, issue)]
    decided = {subject.issues[place].outcome for place in operations}
    if len(decided) != 1 or not decided <= {"upheld", "overturned"}:
        return
    for place, issue in enumerate(subject.issues):
        if place in operations or issue.outcome in decided or issue.outcome not in ("upheld", "overturned"):
            continue
        found = next(subject.matches(_AS_SURGERY, subject.rationale(place)), None)
        if found and ("not" in found["how"].lower().split()) == (issue.outcome == "upheld"):
            yield BESIDE.doubt(
                f"Item {place + 1} was {issue.outcome} because “{subject.quote(*found.span())}”; item"
                f" {operations[0] + 1}, “{subject.issues[operations[0]].request}”, was"
                f" {subject.issues[operations[0]].outcome}",
                subject.in_rationale(place, found.span()),
                subject.outcome_exhibit(operations[0]),
                issue=place,
            )


def _is_operation(subject: Subject, place: int, issue: Issue) -> bool:
    named = issue.category == "Surgery" and issue.subcategory != "Adjunct Surgical Services"
    return named and not depends(subject, place)


def _conclusion(subject: Subject, place: int) -> Exhibit | None:
    """The last sentence of a rationale that speaks of necessity, or its last."""
    sentences = subject.sentences(subject.rationale(place))
    if not sentences:
        return None
    speaking = [sentence for sentence in sentences if _NECESSITY.search(subject.text, *sentence)]
    return subject.in_rationale(place, (speaking or sentences)[-1])


def _printings(subject: Subject, place: int) -> list[Exhibit]:
    header = subject.header(place)
    if header is None:
        return []
    name = _squash(subject.quote(*header))
    return [
        Exhibit(
            f"finding on item {place + 1}",
            f"/issues/{place}/outcome",
            finding.header[0],
            (finding.decision or finding.header)[1],
        )
        for finding in subject.letter.findings
        if _squash(subject.quote(*finding.header)) == name
    ]


def _squash(words: str) -> str:
    return re.sub(r"[^a-z0-9]", "", words.lower())


def _supported(subject: Subject, place: int) -> Iterator[Doubt]:
    span = subject.rationale(place)
    for match in subject.matches(_SUPPORT, span):
        sentence = subject.sentence_at(span, match.start())
        if _NEGATED.search(subject.text, *sentence):
            continue
        yield SUPPORTED.doubt(
            f"Item {place + 1}: the rationale says “{shortened(subject.quote(*sentence))}”, yet the item is upheld;"
            " is a"
            " “no” missing?",
            subject.in_rationale(place, sentence),
            subject.outcome_exhibit(place),
            issue=place,
        )
        return


def _duplicate(subject: Subject, place: int) -> Iterator[Doubt]:
    span = subject.rationale(place)
    for match in subject.matches(_DUPLICATE, span):
        sentence = subject.sentence_at(span, match.start())
        before = max(span[0] if span else 0, sentence[0] - _NEAR)
        words = subject.text[before : sentence[1]]
        if "FDA" in words or not _AUTHORIZED.search(words):
            continue
        yield DUPLICATE.doubt(
            f"Item {place + 1} is upheld as a duplicate of treatment already authorized"
            f" (“{shortened(subject.quote(*sentence))}”), not on its merits",
            subject.in_rationale(place, sentence),
            subject.outcome_exhibit(place),
            issue=place,
        )
        return
