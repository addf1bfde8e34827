"""The injured worker's age and sex, as the clinical case summary tells them."""

from __future__ import annotations

import re
from typing import Literal

from imrcli.model import Claimant
from imrcli.pattern import pattern
from imrcli.text import Span
from imrcli.warnings import Warnings

_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TENS = {
    name: 10 * n
    for n, name in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_TEENS = {"eighteen": 18, "nineteen": 19, "sixteen": 16, "seventeen": 17}

_MALE = r"male|man|gentleman|boy"
_FEMALE = r"female|woman|lady|girl"
_AGE = pattern(
    r"\b(?P<age>\d{2,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-]+(?:one|two|three|four|five|six|seven|eight|nine))?|sixteen|seventeen|eighteen|nineteen)"
    r"\s*[-–]?\s*(?:y\s?\.?\s?/?\s?o\.?\b|(?:years?|yrs?\.?|yr\.?)\s*[-–]?\s*(?:old|of\s+age)|y\.?r\.?\s*old)",
    re.IGNORECASE,
)
_AGED = pattern(r"\b(?:aged?|age\s+of|age\s+is|age\s*:)\s*:?\s*(?P<age>\d{2,3})\b(?!\s*(?:%|mg))", re.IGNORECASE)
_SEX = pattern(rf"\b(?:(?P<male>{_MALE})|(?P<female>{_FEMALE}))\b", re.IGNORECASE)
_LETTER_SEX = pattern(r"^[\s,-]*(?P<sex>[MF])\b(?!\.?\w)")
_TITLE = pattern(r"\b(?:(?P<male>Mr)|(?P<female>Ms|Mrs|Miss))\b\.?")
_PRONOUN = pattern(r"\b(?:(?P<male>he|his|him|himself)|(?P<female>she|her|hers|herself))\b", re.IGNORECASE)
_BOTH = pattern(r"\b(?:he\s*/\s*she|she\s*/\s*he|his\s*/\s*her|him\s*/\s*her|he\s+or\s+she)\b", re.IGNORECASE)
_OPENING = 700
_YOUNGEST, _OLDEST = 14, 100
"""Ages outside of these are of no worker: of an injury, a child, a building."""
_NOT_THE_WORKER = pattern(
    r"\b(?:by|against|another|from|of|with|between|and)\s+(?:a|an|one|two|the|another)?\s*(?:\w+\s+)?$",
    re.IGNORECASE,
)
_OF_A_THING = pattern(
    r"[\s-]*(?:\w+\s+){0,2}(?:injur(?:y|ies)|building|house|car|vehicle|truck|accident|problem|history|lesion|fracture|complaint|surgery|condition|scar)\b",
    re.IGNORECASE,
)
_OTHER_PERSON = pattern(
    r"\b(?:coworker|co-worker|supervisor|son|daughter|wife|husband|mother|father|child|children|brother|sister|spouse)\b",
    re.IGNORECASE,
)


def read_claimant(summary: str | None, marks: Warnings | None = None) -> Claimant:
    """Age and sex. A summary that speaks of both sexes without naming the worker's tells none."""
    if not summary:
        return Claimant(age=None, sex=None)
    found = next((m for m in _AGE.finditer(summary) if not _of_another(summary, m)), None)
    if found is None:
        found = _AGED.search(summary, 0, _OPENING)
        if found and _of_another(summary, found):
            found = None
    age = _number(found.group("age")) if found else None
    sex = _sex(summary, found)
    if marks is not None:
        if found:
            marks.part("/claimant/age", "/clinical_summary", found.span("age"))
        if sex:
            marks.part("/claimant/sex", "/clinical_summary", sex[1])
    return Claimant(age=age, sex=sex[0] if sex else None)


def _of_another(summary: str, age: re.Match[str]) -> bool:
    """Whether the age is of a relative: so a word says near before it, or right behind."""
    before = re.split(r"[.;]\s", summary[max(0, age.start() - 60) : age.start()])[-1]
    behind = summary[age.end() : age.end() + 25]
    if _OF_A_THING.match(behind) and not _SEX.search(behind):
        return True
    return bool(
        _OTHER_PERSON.search(before) or re.match(rf"[\s-]*(?:\w+\s+)?{_OTHER_PERSON.pattern}", behind, re.IGNORECASE)
    )


def _number(printed: str) -> int | None:
    if printed.isdigit():
        age = int(printed)
        return age if _YOUNGEST <= age <= _OLDEST else None
    words = re.split(r"[\s-]+", printed.lower())
    if words[0] in _TEENS:
        return _TEENS[words[0]]
    return _TENS[words[0]] + (_UNITS.index(words[1]) + 1 if len(words) > 1 else 0)


def _sex(summary: str, age: re.Match[str] | None) -> tuple[Literal["male", "female"], Span] | None:
    """The sex, and where the word that tells it stands."""
    if age:
        # '48 year old, right hand dominant male', 'a female who is 48 years old'
        behind = summary[age.end() : age.end() + 80].split(".")[0]
        if letter := _LETTER_SEX.match(behind):
            told: Literal["male", "female"] = "male" if letter.group("sex") == "M" else "female"
            return told, _moved(letter.span("sex"), age.end())
        if (named := _SEX.search(behind)) and not _NOT_THE_WORKER.search(behind[: named.start()]):
            return _told(named), _moved(named.span(), age.end())
        start = max(0, age.start() - 80)
        if named := _SEX.search(summary[start : age.start()]):
            return _told(named), _moved(named.span(), start)
    opening = summary[:_OPENING]
    for words in (_SEX, _TITLE):
        named = words.search(opening)
        before = opening[max(0, named.start() - 40) : named.start()] if named else ""
        if named and not (_OTHER_PERSON.search(before) or _NOT_THE_WORKER.search(before)):
            return _told(named), named.span()
    if _OTHER_PERSON.search(summary):
        return None  # the pronouns may be theirs
    # Blanked to the same length, so that places stay.
    plain = _BOTH.sub(lambda both: " " * len(both.group()), summary)
    pronouns = list(_PRONOUN.finditer(plain))
    return (_told(pronouns[0]), pronouns[0].span()) if len({_told(p) for p in pronouns}) == 1 else None


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def _told(match: re.Match[str]) -> Literal["male", "female"]:
    return "male" if match.group("male") else "female"
