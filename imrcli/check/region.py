"""The part of the body and the side that a rationale speaks of, against those of the item."""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.check.doubt import Check, Doubt
from imrcli.check.history import ONCE
from imrcli.check.phrases import either, phrase
from imrcli.check.speech import own_sentences
from imrcli.check.subject import MOST_ISSUES, Subject
from imrcli.check.wording import shortened
from imrcli.text import Span
from imrcli.vocabulary.body_parts import Named, enumerated, named_parts, near, parts_in, parts_of, side_of

PART = Check(
    code="rationale-other-body-part",
    severity="high",
    meaning="What the rationale says of this patient or this request is about another part of the body than the item.",
    silent="The item names no part; the rationale names its part, or one near it, in any sentence of its own; the"
    " sentence"
    " tells what a guideline says; or the other part is another item's, for a single mention.",
    source="Labor Code 4610.6(h)(5): a plainly erroneous finding of fact",
)
EVIDENCE = Check(
    code="evidence-other-body-part",
    severity="low",
    meaning="The rationale of an injection, a study or an operation names only another part of the body, in the"
    " evidence"
    " that it tells.",
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

_ASSOCIATED = phrase(r"^\W*associated surgical services?\b")
_BOTH_SIDES = phrase(r"\b<both sides>\b")
_CRITERIA = phrase(
    either(
        r"\b(?:does|do|did) not (?:meet|satisfy)",
        r"\b(?:meets?|satisf(?:y|ies)) (?:the )?criteria",
        r"\brequest(?:ed)?\b[^.]{0,80}\b(?:necess|certif|supported|warranted|indicated)",
        r"\bmedically necessary\b",
    )
)
"""`does not meet criteria for a shoulder MRI`"""
_VERDICT = phrase(
    r"\b(?:is|are|was|were) (?:also |therefore |thus )?"
    r"(?:(?:determined|considered|deemed|found|felt) (?:to be )?)?(?:not )?medically necessary\b"
)
_STUDY_OF = phrase(r"\b(?:MRI|CT|x-?rays?|EMG|NCV|NCS|ultrasound|arthroscopy|fusion|injections?)\b")
_SIDES = {"left": phrase(r"\bleft\b"), "right": phrase(r"\bright\b")}
_QUOTED = 200


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on parts and sides of the body."""
    issues = subject.issues[:MOST_ISSUES]
    all_parts = [parts_of(issue.request) | parts_of(issue.original_request) for issue in issues]
    for place, issue in enumerate(issues):
        parts = all_parts[place]
        others = frozenset[str]().union(*(other for number, other in enumerate(all_parts) if number != place))
        if _ASSOCIATED.search(issue.request or ""):
            yield from _associated(subject, place, parts)
        elif parts and _comparable(subject, place):
            yield from _part(subject, place, parts, others)
            yield from _side(subject, place)


def _comparable(subject: Subject, place: int) -> bool:
    """Whether the item has a rationale of its own."""
    span = subject.rationale(place)
    shared = [other for other, others_span in subject.rationales() if others_span == span and other < MOST_ISSUES]
    return span is not None and shared == [place]


def _part(subject: Subject, place: int, parts: frozenset[str], others: frozenset[str]) -> Iterator[Doubt]:
    span = subject.rationale(place)
    issue = subject.issues[place]
    own = [named for sentence in own_sentences(subject, span) for named in named_parts(subject.text, sentence)]
    allowed = near(parts)
    if own and not parts_in(own) & allowed:
        wrong: Named | None = own[0]
    else:
        wrong = _of_another_part(subject, span, parts, others)
    request = subject.request_exhibit(place)
    if wrong:
        sentence = subject.sentence_at(span, wrong.start)
        yield PART.doubt(
            f"Item {place + 1} is “{issue.request}”; the rationale speaks of the {enumerated(wrong.parts)}:"
            f" “{shortened(subject.quote(*sentence), _QUOTED)}”.",
            subject.in_rationale(place, sentence),
            request,
            issue=place,
        )
        return
    anywhere = named_parts(subject.text, span) if issue.subcategory in ONCE else []
    if anywhere and not parts_in(anywhere) & allowed:
        sentence = subject.sentence_at(span, anywhere[0].start)
        yield EVIDENCE.doubt(
            f"Item {place + 1} is “{issue.request}”; the only part of the body in the rationale is another"
            f" ({enumerated(anywhere[0].parts)}): “{shortened(subject.quote(*sentence), _QUOTED)}”.",
            subject.in_rationale(place, sentence),
            request,
            issue=place,
        )


def _of_another_part(
    subject: Subject, span: Span | None, parts: frozenset[str], others: frozenset[str]
) -> Named | None:
    """A verdict or criteria on a study or an operation of another part (`does not meet criteria for a shoulder"
    " MRI`)."""
    own = {sentence for sentence in own_sentences(subject, span) if _CRITERIA.search(subject.text, *sentence)}
    for sentence in subject.sentences(span):
        if sentence not in own and not _VERDICT.search(subject.text, *sentence):
            continue
        all_named = named_parts(subject.text, sentence)
        if parts_in(all_named) & parts:
            continue
        for named in all_named:
            beside = (max(sentence[0], named.start - 40), min(sentence[1], named.end + 20))
            if not named.parts & others and _STUDY_OF.search(subject.text, *beside):
                return named
    return None


def _side(subject: Subject, place: int) -> Iterator[Doubt]:
    request = subject.issues[place].request or ""
    sided = [(named, side) for named in named_parts(request) if (side := side_of(request, named))]
    sides = {side for _, side in sided}
    if len(sides) != 1 or _BOTH_SIDES.search(request):
        return
    side = sides.pop()
    other = "left" if side == "right" else "right"
    parts = parts_in(named for named, _ in sided)
    for check, span, where in (
        (SIDE, subject.rationale(place), "rationale"),
        (REQUEST_SIDE, subject.summary, "summary"),
    ):
        wrong = _other_side(subject, span, parts, side, other)
        if wrong is None:
            continue
        words = (max(wrong.start - 10, (span or (0, 0))[0]), wrong.end)
        label = f"side in the {where}"
        in_rationale = where == "rationale"
        yield check.doubt(
            f"Item {place + 1} is “{request}”; the {where} speaks of the {other} side only"
            f" (“{subject.quote(*words)}”).",
            subject.in_rationale(place, words, label) if in_rationale else subject.in_summary(label, words),
            subject.request_exhibit(place),
            issue=place,
        )


def _other_side(subject: Subject, span: Span | None, parts: frozenset[str], side: str, other: str) -> Named | None:
    """Where a text names the other side of the part; None where it names the item's side, or both, at all."""
    if subject.holds(_BOTH_SIDES, span) or subject.holds(_SIDES[side], span):
        return None
    return next(
        (
            named
            for sentence in subject.sentences(span)
            for named in named_parts(subject.text, sentence)
            if named.parts & parts and side_of(subject.text, named) == other
        ),
        None,
    )


def _associated(subject: Subject, place: int, parts: frozenset[str]) -> Iterator[Doubt]:
    others = [parts_of(issue.request) for issue in subject.issues if not _ASSOCIATED.search(issue.request or "")]
    main = frozenset[str]().union(*others)
    if not parts or not main or parts & near(main):
        return
    first = next(number for number, issue in enumerate(subject.issues) if parts_of(issue.request) & main)
    yield ASSOCIATED.doubt(
        f"Item {place + 1} (“{subject.issues[place].request}”, {enumerated(parts)}) is asked for with surgery on"
        " another"
        f" part ({enumerated(main)}).",
        subject.request_exhibit(place),
        subject.request_exhibit(first),
        issue=place,
    )
