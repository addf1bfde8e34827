"""The part of the body that a rationale speaks of, and that its verdict is on, against the item's."""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.check.doubt import Check, Doubt
from imrcli.check.phrases import phrase
from imrcli.check.sides import EXTENT
from imrcli.check.speech import own_sentences
from imrcli.check.subject import MOST_ISSUES, Subject
from imrcli.check.verdict_words import judgements
from imrcli.check.wording import shortened
from imrcli.text import Span
from imrcli.vocabulary.body_parts import Named, enumerated, named_parts, near, overlap, parts_in, parts_of

PART = Check(
    code="rationale-other-body-part",
    severity="high",
    meaning="The verdict is on another part of the body than the item, or all that the rationale says of this"
    " patient and"
    " this request is.",
    silent="The item names no part, or shares its rationale with another; the verdict names the item's part too;"
    " outside"
    " verdicts, the rationale names its part, or one near it, in any sentence of its own.",
    source="Labor Code 4610.6(h)(5): a plainly erroneous finding of fact",
    matters="the item itself may not have been reviewed",
)
EVIDENCE = Check(
    code="evidence-other-body-part",
    severity="low",
    meaning="The rationale of an injection, a study or an operation names only another part of the body, in the"
    " evidence"
    " that it tells.",
    silent="The item names no part, or the rationale names its part or one near it anywhere.",
    source="Labor Code 4610.5(c)(2): evidence must be on the condition",
    matters="the evidence may not bear on the condition in dispute",
)
CRITERIA = Check(
    code="criteria-other-body-part",
    severity="low",
    meaning="The rationale rests on a criterion that the guidelines print for other parts of the body: nerve"
    " compromise,"
    " which is the spine's, for a study of a joint.",
    silent="The item names no part, or a part that the criterion is for; it is no imaging; or the rationale names a"
    " criterion of the item's own part as well.",
    source="ACOEM 2nd Edition (2004), chapters 8 and 12, Special Studies; Labor Code 4610.5(c)(2)",
    matters="the guideline's own criteria for the part in dispute were not applied",
)
ASSOCIATED = Check(
    code="item-other-body-part",
    severity="low",
    meaning="A service around surgery is for another part of the body than every other item.",
    silent="The item is not called an associated surgical service, names no part, or no other item names one.",
    source="data quality: the request may be a slip",
    matters="the request may be a slip",
)
CHECKS = (PART, EVIDENCE, CRITERIA, ASSOCIATED)

OF_A_PART = frozenset(
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
"""Kinds of treatment that are for one part of the body and no other."""
_OF_NERVES = "EMG/NCV/NCS"
_IMAGING = "Imaging/Radiology"
_SPINE = frozenset(["neck", "upper back", "low back", "sacroiliac", "head", "chest"])
_OF_THE_SPINE = phrase(r"\b<criterion of the spine>\b")
_OF_A_JOINT = phrase(r"\b<criterion of a joint>\b")
_ASSOCIATED = phrase(r"^\W*associated surgical services?\b")
_QUOTED = 200


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on parts of the body."""
    for place, issue in enumerate(subject.issues[:MOST_ISSUES]):
        parts = parts_of(issue.request) | parts_of(issue.original_request)
        if _ASSOCIATED.search(issue.request or ""):
            yield from _associated(subject, place, parts)
        elif parts and subject.has_own_rationale(place):
            yield from _part(subject, place, parts)
            yield from _criteria(subject, place, parts)


def _part(subject: Subject, place: int, parts: frozenset[str]) -> Iterator[Doubt]:
    span = subject.rationale(place)
    judged = _judged_elsewhere(subject, place, parts)
    if judged:
        wrong, sentence = judged
        yield _of_part(subject, place, wrong, sentence, "its verdict is on the")
        return
    partly = _partly_elsewhere(subject, place, parts)
    if partly:
        yield partly
    own = [named for sentence in own_sentences(subject, span) for named in named_parts(subject.text, sentence)]
    allowed = near(parts)
    if own and not parts_in(own) & allowed:
        yield _of_part(subject, place, own[0], subject.sentence_at(span, own[0].start), "the rationale speaks of the")
        return
    anywhere = named_parts(subject.text, span) if span and subject.issues[place].subcategory in OF_A_PART else []
    if anywhere and not parts_in(anywhere) & allowed:
        sentence = subject.sentence_at(span, anywhere[0].start)
        yield EVIDENCE.doubt(
            f"Item {place + 1} is “{subject.issues[place].request}”; its rationale names no part of the body"
            f" but another ({enumerated(anywhere[0].parts)}): “{shortened(subject.quote(*sentence), _QUOTED)}”",
            subject.in_rationale(place, sentence),
            subject.request_exhibit(place),
            issue=place,
        )


def _of_part(subject: Subject, place: int, wrong: Named, sentence: Span, where: str) -> Doubt:
    return PART.doubt(
        f"Item {place + 1} is “{subject.issues[place].request}”; {where} {enumerated(wrong.parts)}:"
        f" “{shortened(subject.quote(*sentence), _QUOTED)}”",
        subject.in_rationale(place, sentence),
        subject.request_exhibit(place),
        issue=place,
    )


def _judged_elsewhere(subject: Subject, place: int, parts: frozenset[str]) -> tuple[Named, Span] | None:
    """The first verdict that names other parts than the item's, and none of those; where it stands."""
    subcategory = subject.issues[place].subcategory
    strict = subcategory in OF_A_PART and subcategory != _OF_NERVES
    allowed = parts if strict else near(parts)
    others = parts_of(" ; ".join(issue.request or "" for n, issue in enumerate(subject.issues) if n != place))
    judged = [(judgement, named_parts(subject.text, judgement.thing)) for judgement in judgements(subject, place)]
    judged = [(judgement, named) for judgement, named in judged if named]
    right = max((n for n, (_, named) in enumerate(judged) if overlap(parts_in(named), allowed)), default=-1)
    for number, (judgement, named) in enumerate(judged):
        # Before a verdict on the item's own part, another item's is named in passing.
        in_passing = number < right and overlap(named[0].parts, others)
        if not overlap(parts_in(named), allowed) and not in_passing:
            return named[0], judgement.sentence
    return None


def _partly_elsewhere(subject: Subject, place: int, parts: frozenset[str]) -> Doubt | None:
    """A verdict on a list of parts, one of which is not in the item's list, in the place of one that is."""
    for judgement in judgements(subject, place):
        judged = parts_of(subject.quote(*judgement.thing))
        added = [part for part in judged if not overlap([part], parts)]
        left_out = [part for part in parts if not overlap([part], judged)]
        if added and left_out and overlap(judged, parts):
            return EXTENT.doubt(
                f"Item {place + 1} is “{subject.issues[place].request}”; its verdict is on the {enumerated(judged)}:"
                f" “{shortened(subject.quote(*judgement.verdict))}”",
                subject.in_rationale(place, judgement.verdict),
                subject.request_exhibit(place),
                issue=place,
            )
    return None


def _criteria(subject: Subject, place: int, parts: frozenset[str]) -> Iterator[Doubt]:
    span = subject.rationale(place)
    if subject.issues[place].subcategory != _IMAGING or parts & _SPINE or "lower limb" in parts or "arm" in parts:
        return
    match = next(subject.matches(_OF_THE_SPINE, span), None)
    if match and not subject.holds(_OF_A_JOINT, span):
        yield CRITERIA.doubt(
            f"Item {place + 1} is “{subject.issues[place].request}”; its rationale rests on"
            f" “{subject.quote(*match.span())}”, which is the guidelines' criterion for the neck and the low back",
            subject.in_rationale(place, match.span()),
            subject.request_exhibit(place),
            issue=place,
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
        f" part ({enumerated(main)})",
        subject.request_exhibit(place),
        subject.request_exhibit(first),
        issue=place,
    )
