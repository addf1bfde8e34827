"""Left and right: the side that a rationale, a verdict and the summary speak of, against the item's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from imrcli.check.doubt import Check, Doubt
from imrcli.check.phrases import phrase
from imrcli.check.speech import own_sentences, tells_guideline
from imrcli.check.subject import MOST_ISSUES, Subject
from imrcli.check.verdict_words import judgements
from imrcli.check.wording import shortened
from imrcli.text import Span
from imrcli.vocabulary.body_parts import Named, named_parts, parts_in, side_of

RATIONALE = Check(
    code="rationale-other-side",
    severity="high",
    meaning="The verdict is on the other side of the body than the item; or the rationale speaks of the other side,"
    " of which"
    " the summary knows nothing, or of that side only.",
    silent="The item names no single side; the verdict names its side, or both; outside verdicts, the rationale"
    " names both"
    " sides together, or the summary names the other side of the part too.",
    source="Labor Code 4610.6(h)(5): a plainly erroneous finding of fact",
    matters="the item itself may not have been reviewed",
)
SUMMARY = Check(
    code="summary-other-side",
    severity="medium",
    meaning="The summary speaks only of the other side of the part that the item is about.",
    silent="The item names no single side, or the summary names its side or both sides of the part.",
    source="Labor Code 4610.6(h)(5)",
    matters="the request or the summary names the wrong side",
)
EXTENT = Check(
    code="verdict-wider-or-narrower",
    severity="low",
    meaning="The verdict is on more or less than the item: on one side where both are in dispute, on both where one"
    " is, on"
    " EMG and nerve conduction studies where only one of them is, on a list of parts that is not quite the item's, on"
    " fewer levels of the spine.",
    silent="The other half is an item of its own; the verdict names no side, or only the general `electrodiagnostic`.",
    source="Labor Code 4610.6(e): every disputed service is to be decided, and no other",
    matters="what was decided is not quite what was asked",
)
PLURAL = Check(
    code="side-with-plural",
    severity="low",
    meaning="The item or its verdict gives one side to a part in the plural (`left hips`).",
    silent="Both sides are named; the part is one of several on a side (fingers, toes, ribs).",
    source="data quality: one may be meant, or both",
    matters="whether one or both were asked for is not certain",
)
CHECKS = (RATIONALE, SUMMARY, EXTENT, PLURAL)

_BOTH_SIDES = phrase(r"\b<both sides>\b")
_COMPARED = phrase(r"\b<comparison>\b")
"""What is compared with the other side speaks of the item's."""
_RECORD = phrase(r"\b(?:<examined>|<complained>|<study>)\b")
_LEFT, _RIGHT = phrase(r"\bleft\b"), phrase(r"\bright\b")
_PLURAL = phrase(
    r"(?<!and\s)(?<!or\s)(?<!&)(?<!/)\b(?:left|right) "
    r"(?:hips|knees|shoulders|elbows|wrists|ankles|feet|heels|eyes)\b"
)


class _Sided(Struct, frozen=True, gc=False):
    """The side that some words give to parts of the body; `both` where they name both."""

    side: Literal["left", "right", "both"]
    parts: frozenset[str]


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on sides."""
    for place in range(min(len(subject.issues), MOST_ISSUES)):
        request = subject.issues[place].request or ""
        yield from _plural(subject, place)
        asked = _sided(request)
        if asked is None:
            continue
        if subject.has_own_rationale(place):
            extent = list(_verdict(subject, place, asked))
            yield from extent or _rationale(subject, place, asked)
        yield from _summary(subject, place, asked)


def _sided(words: str) -> _Sided | None:
    """The side that all of some words are about; None where they name none."""
    named = named_parts(words)
    sided = [(part, side) for part in named if (side := side_of(words, part))]
    sides = {side for _, side in sided}
    if _BOTH_SIDES.search(words) or len(sides) > 1:
        return _Sided("both", parts_in(named)) if named else None
    if not sides:
        return None
    return _Sided("left" if "left" in sides else "right", parts_in(part for part, _ in sided))


def _verdict(subject: Subject, place: int, asked: _Sided) -> Iterator[Doubt]:
    """A verdict on the other side, on one of two, or on two of one."""
    others = [_sided(issue.request or "") for n, issue in enumerate(subject.issues[:MOST_ISSUES]) if n != place]
    for judgement in judgements(subject, place):
        judged = _sided(subject.quote(*judgement.thing))
        if judged is None or judged.side == asked.side or not judged.parts & asked.parts:
            continue
        opposite = "both" not in (judged.side, asked.side)
        elsewhere = any(other and other.parts & asked.parts and other.side != asked.side for other in others)
        if not opposite and elsewhere:
            continue
        how = f"the {judged.side} side" if judged.side != "both" else "both sides"
        yield (RATIONALE if opposite else EXTENT).doubt(
            f"Item {place + 1} is “{subject.issues[place].request}”; its verdict is on {how}:"
            f" “{shortened(subject.quote(*judgement.verdict))}”",
            subject.in_rationale(place, judgement.verdict),
            subject.request_exhibit(place),
            issue=place,
        )
        return


def _rationale(subject: Subject, place: int, asked: _Sided) -> Iterator[Doubt]:
    """The rationale speaks of the other side only, or of one that the summary knows nothing of."""
    span = subject.rationale(place)
    if asked.side == "both" or subject.holds(_BOTH_SIDES, span):
        return
    only = not subject.holds(_LEFT if asked.side == "left" else _RIGHT, span)
    known = subject.holds(_BOTH_SIDES, subject.summary) or bool(_other(subject, _sentences(subject), asked))
    wrong = _other(subject, _on_worker(subject, span), asked)
    if wrong is None or (known and not only):
        return
    words = (max(wrong.start - 10, (span or (0, 0))[0]), wrong.end)
    other = "left" if asked.side == "right" else "right"
    how = f"only of the {other} side" if only else f"of the {other} side, of which the summary says nothing"
    yield RATIONALE.doubt(
        f"Item {place + 1} is “{subject.issues[place].request}”; its rationale speaks {how}"
        f" (“{subject.quote(*words)}”)",
        subject.in_rationale(place, words, "side in the rationale"),
        subject.request_exhibit(place),
        issue=place,
    )


def _on_worker(subject: Subject, span: Span | None) -> list[Span]:
    """The sentences of a rationale on this worker: those of its own, and those that tell a record."""
    own = set(own_sentences(subject, span))
    return [
        sentence
        for sentence in subject.sentences(span)
        if sentence in own or (_RECORD.search(subject.text, *sentence) and not tells_guideline(subject, sentence))
    ]


def _summary(subject: Subject, place: int, asked: _Sided) -> Iterator[Doubt]:
    if asked.side == "both" or subject.holds(_BOTH_SIDES, subject.summary):
        return
    if subject.holds(_LEFT if asked.side == "left" else _RIGHT, subject.summary):
        return
    wrong = _other(subject, _sentences(subject), asked)
    if wrong is None:
        return
    words = (max(wrong.start - 10, (subject.summary or (0, 0))[0]), wrong.end)
    other = "left" if asked.side == "right" else "right"
    yield SUMMARY.doubt(
        f"Item {place + 1} is “{subject.issues[place].request}”; the summary speaks only of the {other} side"
        f" (“{subject.quote(*words)}”)",
        subject.in_summary("side in the summary", words),
        subject.request_exhibit(place),
        issue=place,
    )


def _sentences(subject: Subject) -> list[Span]:
    return subject.sentences(subject.summary)


def _other(subject: Subject, sentences: list[Span], asked: _Sided) -> Named | None:
    """The first place in some sentences where the other side of the item's part is named."""
    for sentence in sentences:
        if _COMPARED.search(subject.text, *sentence):
            continue
        for named in named_parts(subject.text, sentence):
            side = side_of(subject.text, named)
            if named.parts & asked.parts and side and side != asked.side:
                return named
    return None


def _plural(subject: Subject, place: int) -> Iterator[Doubt]:
    header = subject.header(place)
    match = _PLURAL.search(subject.text, *header) if header else None
    if match:
        exhibit = subject.request_exhibit(place)
    else:
        things = [judgement.thing for judgement in judgements(subject, place)]
        match = next((m for thing in things if (m := _PLURAL.search(subject.text, *thing))), None)
        exhibit = subject.in_rationale(place, match.span()) if match else None
    if match:
        yield PLURAL.doubt(
            f"Item {place + 1} (“{subject.issues[place].request}”) speaks of “{subject.quote(*match.span())}”: is"
            " one meant,"
            " or both?",
            exhibit,
            issue=place,
        )
