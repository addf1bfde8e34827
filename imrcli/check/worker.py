"""The worker's age, sex and injured side, where the letter changes them on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imrcli.check.body import named_parts, side_of
from imrcli.check.finding import Check, Finding, Side
from imrcli.check.reading import Reading, spaced
from imrcli.text import Span

AGE = Check(
    code="age-differs",
    severity="medium",
    meaning="The letter gives the worker two ages that are more than a year apart.",
    silent="The age is not said to be the patient's, or they are within a year.",
    source="Labor Code 4610.6(h)(5): another person's records may have been read",
)
SEX = Check(
    code="sex-differs",
    severity="medium",
    meaning="The letter calls the worker male and female.",
    silent="The words may be of somebody else (a physician, a relative), or are `he/she`; single pronouns are no reason.",
    source="Labor Code 4610.6(h)(5)",
)
SIDE = Check(
    code="summary-side-changes",
    severity="low",
    meaning="The summary treats one side of a part and reports complaints of the other.",
    silent="Either sentence names both sides, or the side complained of is treated, or the side treated is complained of or examined, anywhere else.",
    source="Labor Code 4610.6(h)(5)",
)
CHECKS = (AGE, SEX, SIDE)

_PERSON = r"(?:patient|injured worker|worker|claimant|applicant|employee)"
_AGE = spaced(
    rf"\b(?:{_PERSON}\b[^.]{{0,50}}?\b(?:is|was) (?:an? |now )*|this (?:is|case involves) an? (?:now )?|involves an? (?:now )?)(?P<age>\d{{2}})[ -]*(?:years?|yrs?)[ -]*old\b(?! (?:when|at the time))"
    rf"|\b(?P<age2>\d{{2}})[ -]*(?:years?|yrs?)[ -]*old (?:[\w-]+ ){{0,3}}?(?:male|female|man|woman|gentleman|lady)\b"
)
_SEX = spaced(
    rf"\b\d{{2}}[ -]*(?:years?|yrs?)[ -]*old,? (?:[\w-]+ ){{0,3}}?(?P<sex>male|man|gentleman|female|woman|lady)\b|\b(?:this|the) (?P<sex2>male|female) {_PERSON}\b|\b{_PERSON} is an? (?P<sex3>male|female)\b"
)
_FEMALE = frozenset(["female", "woman", "lady"])
_PRONOUNS = {
    "male": spaced(r"\b(?:he|his|him|himself)\b"),
    "female": spaced(r"\b(?:she|her|hers|herself)\b"),
}
_OTHERS = spaced(
    r"\b(?:he/she|he or she|his/her|she/he|him/her|provider|physician|doctor|surgeon|therapist|reviewer|wife|husband|son|daughter|mother|father|coworker|co-worker|supervisor|spouse|child|Dr\.?|attorney|who would|guidelines?)\b"
)
_ABOUT_PATIENT = spaced(rf"\b{_PERSON}\b")
_LEAST_PRONOUNS = 3

_TREATED = spaced(r"\b(?:treatment for|treated for|diagnos(?:is|es|ed)|injury to|injured (?:his|her))\b")
_COMPLAINED = spaced(r"\b(?:complain(?:s|ed|ts?|ing)|reported|reports|presented with)\b")
_LIMBS = frozenset(["shoulder", "elbow", "hand", "hip", "knee", "ankle and foot"])


def find(reading: Reading) -> Iterator[Finding]:
    """Findings on who the letter is about."""
    spans: list[tuple[int | None, Span]] = []
    if reading.summary:
        spans.append((None, reading.summary))
    for place in range(len(reading.issues)):
        span = reading.rationale(place)
        if span:
            spans.append((place, span))
    yield from _age(reading, spans)
    yield from _sex(reading, spans)
    yield from _side(reading)


def _evidence(reading: Reading, place: int | None, span: Span, what: str) -> Side:
    if place is None:
        return reading.in_summary(f"{what} in the summary", *span)
    return reading.in_rationale(place, *span, f"{what} in the rationale")


def _age(reading: Reading, spans: list[tuple[int | None, Span]]) -> Iterator[Finding]:
    first: tuple[int, Side] | None = None
    for place, span in spans:
        for match in reading.find(_AGE, span):
            age = int(match["age"] or match["age2"])
            side = _evidence(reading, place, match.span(), "age")
            if first is None:
                first = (age, side)
            elif abs(age - first[0]) > 1:
                yield AGE.found(
                    f"The worker is {first[0]} years old in one place and {age} in another.",
                    first[1],
                    side,
                    issue=place,
                )
                return


def _sex(reading: Reading, spans: list[tuple[int | None, Span]]) -> Iterator[Finding]:
    first: tuple[str, Side] | None = None
    for place, span in spans:
        for match in reading.find(_SEX, span):
            word = (match["sex"] or match["sex2"] or match["sex3"]).lower()
            sex = "female" if word in _FEMALE else "male"
            side = _evidence(reading, place, match.span(), "sex")
            if first is None:
                first = (sex, side)
            elif sex != first[0]:
                yield _changed(first, sex, side, place)
                return
    told = reading.determination.claimant.sex
    if told is None or first is None or first[0] != told:
        return
    other = "female" if told == "male" else "male"
    for place, span in spans:
        found = _pronouns(reading, span, other)
        own = _pronouns(reading, span, told)
        if len(found) >= _LEAST_PRONOUNS and not own:
            yield _changed(first, other, _evidence(reading, place, found[0], "sex"), place)
            return


def _changed(first: tuple[str, Side], sex: str, side: Side, place: int | None) -> Finding:
    return SEX.found(f"The worker is {first[0]} in one place and {sex} in another.", first[1], side, issue=place)


def _pronouns(reading: Reading, span: Span, sex: str) -> list[Span]:
    """The pronouns of a sex in sentences that can be about nobody but the patient."""
    found = []
    for sentence in reading.sentences(span):
        if not _OTHERS.search(reading.text, *sentence):
            found += [m.span() for m in _PRONOUNS[sex].finditer(reading.text, *sentence)]
    return found


def _side(reading: Reading) -> Iterator[Finding]:
    """A part whose one side is treated, and whose other side hurts; nothing where either side is named elsewhere."""
    treated: dict[str, list[tuple[str, Span]]] = {}
    hurting: dict[str, list[tuple[str, Span]]] = {}
    named: dict[str, set[str]] = {}
    counts: dict[tuple[str, str], int] = {}
    for sentence in reading.sentences(reading.summary):
        is_treated = _TREATED.search(reading.text, *sentence)
        hurts = _COMPLAINED.search(reading.text, *sentence)
        for one in named_parts(reading.text, sentence):
            parts = one.parts & _LIMBS
            if len(parts) != 1 or len(one.parts) != 1:
                continue
            part = next(iter(parts))
            side = side_of(reading.text, one)
            if side is None:
                continue
            named.setdefault(part, set()).add(side)
            counts[part, side] = counts.get((part, side), 0) + 1
            place = (max(sentence[0], one.start - 12), one.end)
            if is_treated and not hurts:
                treated.setdefault(part, []).append((side, place))
            elif hurts and not is_treated:
                hurting.setdefault(part, []).append((side, place))
    for part, places in treated.items():
        other = hurting.get(part)
        if not other or len(named[part]) != 2:
            continue
        first, second = places[0], other[0]
        if (
            first[0] != second[0]
            and counts[part, first[0]] == len(places) == 1
            and counts[part, second[0]] == len(other) == 1
        ):
            if re.search(r"bilateral", reading.quote(*(reading.summary or (0, 0))), re.IGNORECASE) and part in (
                "hand",
            ):
                continue
            yield SIDE.found(
                f"The summary says that the {first[0]} {part} is treated, and reports complaints of the {second[0]} {part}.",
                reading.in_summary("side treated in the summary", *first[1]),
                reading.in_summary("side complained of in the summary", *second[1]),
            )
