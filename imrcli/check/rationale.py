"""The part of the body and the side that a rationale speaks of, against those of the item."""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.check.body import Named, named_parts, near, parts_of, shown, side_of
from imrcli.check.finding import Check, Finding
from imrcli.check.reading import MOST_ISSUES, Reading, spaced
from imrcli.check.speech import own_sentences
from imrcli.model import Issue
from imrcli.text import Span

PART = Check(
    code="rationale-other-body-part",
    severity="high",
    meaning="What the rationale says of this patient or this request is about another part of the body than the item.",
    silent="The item names no part; the rationale names its part, or one near it, in any sentence of its own; the sentence tells what a guideline says; or the other part is another item's, for a single mention.",
    source="Labor Code 4610.6(h)(5): a plainly erroneous finding of fact",
)
EVIDENCE = Check(
    code="evidence-other-body-part",
    severity="low",
    meaning="The rationale of an injection, a study or an operation names only another part of the body, in the evidence that it tells.",
    silent="The item names no part, or the rationale names its part or one near it anywhere.",
    source="Labor Code 4610.5(c)(2): evidence must be on the condition",
)
SIDE = Check(
    code="rationale-other-side",
    severity="high",
    meaning="The rationale speaks of the other side of the body than the item.",
    silent="The item names no single side; the rationale names its side, or both, anywhere.",
    source="Labor Code 4610.6(h)(5)",
)
REQUEST_SIDE = Check(
    code="summary-other-side",
    severity="medium",
    meaning="The summary speaks only of the other side of the part that the item is about.",
    silent="The item names no single side, or the summary names its side or both sides of the part.",
    source="Labor Code 4610.6(h)(5)",
)
ASSOCIATED = Check(
    code="item-other-body-part",
    severity="low",
    meaning="A service around surgery is for another part of the body than every other item.",
    silent="The item is not called an associated surgical service, names no part, or no other item names one.",
    source="data quality: the request may be a slip",
)
CHECKS = (PART, EVIDENCE, SIDE, REQUEST_SIDE, ASSOCIATED)

_SPECIFIC = frozenset(
    [
        "Imaging/Radiology",
        "EMG/NCV/NCS",
        "Injection",
        "Facet Injection",
        "Spine",
        "Arthroscopic Surgery",
        "Non-arthroscopic Surgery",
    ]
)
_ASSOCIATED = spaced(r"^\W*associated surgical services?\b")
_BOTH_SIDES = spaced(
    r"\bbilateral(?:ly)?\b|\bboth\b|\bleft (?:and|or) right\b|\bright (?:and|or) left\b|\bcontralateral\b|\bleft (?:greater|more) than right\b|\bright (?:greater|more) than left\b"
)
_CRITERIA = spaced(
    r"\b(?:does|do|did) not (?:meet|satisfy)|\b(?:meets?|satisf(?:y|ies)) (?:the )?criteria|\brequest(?:ed)?\b[^.]{0,80}\b(?:necess|certif|supported|warranted|indicated)|\bmedically necessary\b"
)
_VERDICT = spaced(
    r"\b(?:is|are|was|were) (?:also |therefore |thus )?(?:(?:determined|considered|deemed|found|felt) (?:to be )?)?(?:not )?medically necessary\b"
)
_STUDY_OF = spaced(r"\b(?:MRI|CT|x-?rays?|EMG|NCV|NCS|ultrasound|arthroscopy|fusion|injections?)\b")


def find(reading: Reading) -> Iterator[Finding]:
    """Findings on parts and sides of the body."""
    all_parts = [parts_of(i.request) | parts_of(i.original_request) for i in reading.issues[:MOST_ISSUES]]
    for place, issue in enumerate(reading.issues[:MOST_ISSUES]):
        parts = all_parts[place]
        others = frozenset[str]().union(*(p for n, p in enumerate(all_parts) if n != place))
        if _ASSOCIATED.search(issue.request or ""):
            yield from _associated(reading, place, parts)
        elif parts and _comparable(reading, place):
            yield from _part(reading, place, parts, others)
            yield from _side(reading, place, issue)


def _comparable(reading: Reading, place: int) -> bool:
    """Whether the item has a rationale of its own."""
    span = reading.rationale(place)
    return span is not None and not any(
        reading.rationale(other) == span for other in range(min(len(reading.issues), MOST_ISSUES)) if other != place
    )


def _part(reading: Reading, place: int, parts: frozenset[str], others: frozenset[str]) -> Iterator[Finding]:
    span = reading.rationale(place)
    issue = reading.issues[place]
    own = [n for s in own_sentences(reading, span) for n in named_parts(reading.text, s)]
    allowed = near(parts)
    found = None
    if own and not any(named.parts & allowed for named in own):
        found = own[0]
    else:
        found = _of_another_part(reading, span, parts, others)
    request = reading.request_side(place)
    if found:
        sentence = reading.sentence_at(span, found.start)
        yield PART.found(
            f"Item {place + 1} is “{issue.request}”; the rationale speaks of the {shown(found.parts)}: “{_short(reading.quote(*sentence))}”.",
            reading.in_rationale(place, *sentence),
            request,
            issue=place,
        )
        return
    told = named_parts(reading.text, span) if issue.subcategory in _SPECIFIC else []
    if told and not any(named.parts & allowed for named in told):
        sentence = reading.sentence_at(span, told[0].start)
        yield EVIDENCE.found(
            f"Item {place + 1} is “{issue.request}”; the only part of the body in the rationale is another ({shown(told[0].parts)}): “{_short(reading.quote(*sentence))}”.",
            reading.in_rationale(place, *sentence),
            request,
            issue=place,
        )


def _of_another_part(
    reading: Reading, span: Span | None, parts: frozenset[str], others: frozenset[str]
) -> Named | None:
    """A verdict or criteria on a study or an operation of another part (`does not meet criteria for a shoulder MRI`)."""
    own = {s for s in own_sentences(reading, span) if _CRITERIA.search(reading.text, *s)}
    for sentence in reading.sentences(span):
        if sentence not in own and not _VERDICT.search(reading.text, *sentence):
            continue
        named = named_parts(reading.text, sentence)
        if not named or any(one.parts & parts for one in named):
            continue
        for one in named:
            beside = (max(sentence[0], one.start - 40), min(sentence[1], one.end + 20))
            if not one.parts & others and _STUDY_OF.search(reading.text, *beside):
                return one
    return None


def _side(reading: Reading, place: int, issue: Issue) -> Iterator[Finding]:
    request = issue.request or ""
    sided = [(n, side_of(request, n)) for n in named_parts(request)]
    sides = {side for _, side in sided if side}
    if len(sides) != 1 or _BOTH_SIDES.search(request):
        return
    side = sides.pop()
    other = "left" if side == "right" else "right"
    parts = frozenset[str]().union(*(n.parts for n, told in sided if told))
    for check, span, where in (
        (SIDE, reading.rationale(place), "rationale"),
        (REQUEST_SIDE, reading.summary, "summary"),
    ):
        wrong = _other_side(reading, span, parts, side, other)
        if wrong:
            sentence = (max(wrong.start - 10, (span or (0, 0))[0]), wrong.end)
            label = f"side in the {where}"
            yield check.found(
                f"Item {place + 1} is “{request}”; the {where} speaks of the {other} side only (“{reading.quote(*sentence)}”).",
                reading.in_rationale(place, *sentence, label)
                if where == "rationale"
                else reading.in_summary(label, *sentence),
                reading.request_side(place),
                issue=place,
            )


def _other_side(reading: Reading, span: Span | None, parts: frozenset[str], side: str, other: str) -> Named | None:
    """Where a text names the other side of the part; None where it names the item's side, or both, at all."""
    if span is None or _BOTH_SIDES.search(reading.text, *span):
        return None
    if spaced(rf"\b{side}\b").search(reading.text, *span):
        return None
    return next(
        (
            named
            for sentence in reading.sentences(span)
            for named in named_parts(reading.text, sentence)
            if named.parts & parts and side_of(reading.text, named) == other
        ),
        None,
    )


def _associated(reading: Reading, place: int, parts: frozenset[str]) -> Iterator[Finding]:
    rest = [
        parts_of(i.request) for i in reading.issues if not _ASSOCIATED.search(i.request or "") and parts_of(i.request)
    ]
    main = frozenset[str]().union(*rest)
    if not parts or not main or parts & near(main):
        return
    first = next(p for p, i in enumerate(reading.issues) if parts_of(i.request) & main)
    yield ASSOCIATED.found(
        f"Item {place + 1} (“{reading.issues[place].request}”, {shown(parts)}) is asked for with surgery on another part ({shown(main)}).",
        reading.request_side(place),
        reading.request_side(first),
        issue=place,
    )


def _short(words: str, most: int = 200) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
