"""The worker's age, sex and injured side, where the letter changes them on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from imrcli.check.doubt import Check, Doubt, Exhibit
from imrcli.check.phrases import either, phrase
from imrcli.check.subject import Subject
from imrcli.text import Span
from imrcli.vocabulary.body_parts import named_parts, side_of

AGE = Check(
    code="age-differs",
    severity="medium",
    meaning="The letter gives the worker two ages that are more than a year apart.",
    silent="The age is not said to be the patient's, or they are within a year.",
    source="Labor Code 4610.6(h)(5): another person's records may have been read",
    matters="another person's records may have been read",
)
SEX = Check(
    code="sex-differs",
    severity="medium",
    meaning="The letter calls the worker male and female.",
    silent="The words may be of somebody else (a physician, a relative), or are `he/she`; single pronouns are no"
    " reason.",
    source="Labor Code 4610.6(h)(5)",
    matters="another person's records may have been read",
)
SIDE = Check(
    code="summary-side-changes",
    severity="low",
    meaning="The summary treats one side of a part and reports complaints of the other.",
    silent="Either sentence names both sides, or the side complained of is treated, or the side treated is"
    " complained of"
    " or examined, anywhere else.",
    source="Labor Code 4610.6(h)(5)",
    matters="which side is treated is not certain",
)
CHECKS = (AGE, SEX, SIDE)

_OLD = r"\d{2})[ -]*(?:years?|yrs?)[ -]*old"
_IS = either(
    r"<person>\b[^.]{0,50}?\b(?:is|was) (?:an? |now )*",
    r"this (?:is|case involves) an? (?:now )?",
    r"involves an? (?:now )?",
)
_AGE = phrase(
    rf"\b{_IS}(?P<age>{_OLD}\b(?! (?:when|at the time))"
    rf"|\b(?P<age2>{_OLD} (?:[\w-]+ ){{0,3}}?<sex>\b"
    rf"|\bth(?:is|e) (?P<age3>{_OLD} (?:[\w-]+ ){{0,2}}?<person>\b(?! with\b)"
)
"""`The patient is a 44 year old man`"""
_SEX = phrase(
    either(
        rf"\b(?:{_OLD},? (?:[\w-]+ ){{0,3}}?(?P<sex><sex>)\b",  # 'a 44-year-old right-handed female'
        r"\b(?:this|the) (?P<sex2>male|female) <person>\b",  # 'this male worker'
        r"\bthis (?:(?:pleasant|injured|disabled) )?(?P<sex4>male|female|man|woman|gentleman|lady)\b(?!/)",
        r"\b<person> is an? (?P<sex3>male|female)\b",  # 'the patient is a female'
    )
)
_OF_AGE, _OF_SEX = ("year", "yr"), ("male", "man", "lady")
"""Letters that the words for an age hold, and those for a sex."""
_FEMALE = frozenset(["female", "woman", "lady"])
_PRONOUNS = {
    "male": phrase(r"\b(?:he|his|him|himself)\b"),
    "female": phrase(r"\b(?:she|her|hers|herself)\b"),
}
_OTHERS = phrase(r"\b<other person>\b")
_LEAST_PRONOUNS = 3
_NOBODY = frozenset(["guideline", "guidelines"])
_LEAST_ALONE = 2
"""Pronouns that are no slip in a part that names nobody but the patient."""

_TREATED = phrase(r"\b<treated for>\b")
_COMPLAINED = phrase(r"\b<complained>\b")
_BILATERAL = phrase(r"bilateral")
_LIMBS = frozenset(["shoulder", "elbow", "hand", "hip", "knee", "ankle and foot"])


class _Part(NamedTuple):
    """A part of the letter that tells of the worker: the summary (no item), or an item's rationale."""

    item: int | None
    span: Span


class _Mention(NamedTuple):
    side: str
    span: Span


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on who the letter is about."""
    parts = [_Part(None, subject.summary)] if subject.summary else []
    parts += [_Part(place, span) for place, span in subject.rationales()]
    yield from _age(subject, parts)
    yield from _sex(subject, parts)
    yield from _side(subject)


def _exhibit(subject: Subject, part: _Part, span: Span, what: str) -> Exhibit:
    if part.item is None:
        return subject.in_summary(f"{what} in the summary", span)
    return subject.in_rationale(part.item, span, f"{what} in the rationale")


def _age(subject: Subject, parts: list[_Part]) -> Iterator[Doubt]:
    first: tuple[int, Exhibit] | None = None
    for part in parts:
        for match in _matches(subject, _AGE, part.span, _OF_AGE):
            age = int(match["age"] or match["age2"] or match["age3"])
            exhibit = _exhibit(subject, part, match.span(), "age")
            if first is None:
                first = (age, exhibit)
            elif abs(age - first[0]) > 1:
                yield AGE.doubt(
                    f"The worker is {first[0]} years old in one place and {age} in another.",
                    first[1],
                    exhibit,
                    issue=part.item,
                )
                return


def _matches(subject: Subject, words: re.Pattern[str], span: Span, needed: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """The matches of a pattern, which is not tried where none of the letters stands that each of them holds."""
    text = subject.text[slice(*span)].lower()
    return iter(subject.matches(words, span)) if any(word in text for word in needed) else iter(())


def _sex(subject: Subject, parts: list[_Part]) -> Iterator[Doubt]:
    first: tuple[str, Exhibit] | None = None
    for part in parts:
        for match in _matches(subject, _SEX, part.span, _OF_SEX):
            word = (match["sex"] or match["sex2"] or match["sex3"] or match["sex4"]).lower()
            sex = "female" if word in _FEMALE else "male"
            exhibit = _exhibit(subject, part, match.span(), "sex")
            if first is None:
                first = (sex, exhibit)
            elif sex != first[0]:
                yield _changed(first, sex, exhibit, part)
                return
    known = subject.determination.claimant.sex
    if known is None or first is None or first[0] != known:
        return
    other = "female" if known == "male" else "male"
    for part in parts:
        pronouns = _pronouns(subject, part.span, other)
        alone = {other[0].lower() for other in subject.matches(_OTHERS, part.span)} <= _NOBODY
        if len(pronouns) >= (_LEAST_ALONE if alone else _LEAST_PRONOUNS) and not _pronouns(subject, part.span, known):
            yield _changed(first, other, _exhibit(subject, part, pronouns[0], "sex"), part)
            return


def _changed(first: tuple[str, Exhibit], sex: str, exhibit: Exhibit, part: _Part) -> Doubt:
    message = f"The worker is {first[0]} in one place and {sex} in another."
    return SEX.doubt(message, first[1], exhibit, issue=part.item)


def _pronouns(subject: Subject, span: Span, sex: str) -> list[Span]:
    """The pronouns of a sex in sentences that can be about nobody but the patient."""
    return [
        match.span()
        for sentence in subject.sentences(span)
        if not _OTHERS.search(subject.text, *sentence)
        for match in _PRONOUNS[sex].finditer(subject.text, *sentence)
    ]


def _side(subject: Subject) -> Iterator[Doubt]:
    """A part whose one side is treated, and whose other side hurts; nothing where either side is named elsewhere."""
    treated: dict[str, list[_Mention]] = {}
    hurting: dict[str, list[_Mention]] = {}
    counts: dict[tuple[str, str], int] = {}
    for sentence in subject.sentences(subject.summary):
        is_treated = _TREATED.search(subject.text, *sentence)
        hurts = _COMPLAINED.search(subject.text, *sentence)
        for part, mention in _sided_limbs(subject, sentence):
            counts[part, mention.side] = counts.get((part, mention.side), 0) + 1
            if is_treated and not hurts:
                treated.setdefault(part, []).append(mention)
            elif hurts and not is_treated:
                hurting.setdefault(part, []).append(mention)
    for part, mentions in treated.items():
        first, second = mentions[0], hurting.get(part, mentions)[0]
        if first.side == second.side or not counts[part, first.side] == counts[part, second.side] == 1:
            continue
        if part == "hand" and subject.holds(_BILATERAL, subject.summary):
            continue
        yield SIDE.doubt(
            f"The summary says that the {first.side} {part} is treated, and reports complaints of the {second.side}"
            f" {part}.",
            subject.in_summary("side treated in the summary", first.span),
            subject.in_summary("side complained of in the summary", second.span),
        )


def _sided_limbs(subject: Subject, sentence: Span) -> Iterator[tuple[str, _Mention]]:
    """The limbs that a sentence names with their side."""
    for named in named_parts(subject.text, sentence):
        part = next(iter(named.parts & _LIMBS), None)
        side = side_of(subject.text, named)
        if part and side and len(named.parts) == 1:
            yield part, _Mention(side, (max(sentence[0], named.start - 12), named.end))
