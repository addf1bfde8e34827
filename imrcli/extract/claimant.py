"""The injured worker's age and sex, as the clinical case summary tells them."""

from __future__ import annotations

import re
from functools import lru_cache

from imrcli.model import Sex
from imrcli.pattern import pattern
from imrcli.text import Located, Span

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_TEENS = {"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19}
_NUMBER = rf"\d{{2,3}}|(?:{'|'.join(_TENS)})(?:[\s-]+(?:{'|'.join(_UNITS)}))?|{'|'.join(_TEENS)}"
_YEARS_OLD = r"(?:y\s?\.?\s?/?\s?o\.?\b|(?:years?|yrs?\.?|yr\.?)\s*[-–]?\s*(?:old|of\s+age)|y\.?r\.?\s*old)"
_AGE = pattern(rf"\b(?P<age>{_NUMBER})\s*(?:\(\d{{2,3}}\)\s*)?[-–]?\s*{_YEARS_OLD}", re.IGNORECASE)
"""`48 year old`, `48-years-old`, `48 y/o`, `fifty-two years of age`, `nineteen (19) year old`."""
_AGE_AND_LETTER = pattern(
    r"\s*(?:(?:This|An?)\s+|(?:The\s+)?(?:patient|claimant|applicant|IW|Pt)\b\.?(?:\s+is)?(?:\s+an?)?[\s:,–-]*)?"
    r"(?P<age>\d{2})\s?(?:y/?o?\.?\s?)?[/-]?\s?(?=(?-i:[MF])\b(?!['’./]?\w))",
    re.IGNORECASE,
)
"""`60F. Fall from a dock`, `Patient is a 48 M who`, with which a summary opens."""
_AGE_BEHIND = pattern(
    rf"(?:\b(?:man|woman|gentleman|lady|male|female)(?:\s+of|,)\s+|^\s*[MF],\s*|^\s*(?:Mr|Ms|Mrs)\.?\s+\w+,\s+"
    rf"|\b(?:he|she|patient|worker|claimant|applicant|IW)(?:\s+is(?:\s+(?:now|currently))?|,)\s+)"
    rf"(?P<age>{_NUMBER})(?=[,.;]\s|\s+(?:and|who)\b)(?!\s+and\s+\d)",
    re.IGNORECASE,
)
"""`A woman of 44 who`, `Mr. Roe, 45, hurt`, `Male, 58. Fell`, `The worker is 39 and`."""
_AGED = pattern(r"\b(?:aged?|age\s+of|age\s+is|age\s*:)\s*:?\s*(?P<age>\d{2,3})\b(?!\s*(?:%|mg))", re.IGNORECASE)
_SELF = r"\b(?:he|she|who|patient|worker|claimant|applicant|employee|IW)(?:\s+is|['’]s)\s+"
_TODAY = r"(?:now|currently|presently|today|at\s+present|at\s+this\s+time)"
_AGE_NOW = pattern(
    rf"(?:{_SELF}|(?:^|(?<=[.;,(])|(?<=[.;,]\s))){_TODAY}\s+(?:an?\s+|aged?\s+)?(?P<age>{_NUMBER})(?=[,.;)]|\s+(?:and|who)\b)"
    rf"|\b{_TODAY}\s+(?:an?\s+|aged?\s+)?(?P<old>{_NUMBER})(?:\s*\(\d\d\))?[\s-]*{_YEARS_OLD}"
    rf"|\b(?:current|present)\s+age(?:\s+is|\s*:)?\s+(?P<of>{_NUMBER})\b",
    re.IGNORECASE,
)
"""`is now 48,`, `Presently sixty-two,`, `now a 48 year old`, `current age 48`."""
_AGE_STILL = pattern(
    rf"{_SELF}(?P<age>{_NUMBER}),?\s+{_TODAY}\b|\bis\s+(?P<old>{_NUMBER})[\s-]*{_YEARS_OLD},?\s+{_TODAY}\b",
    re.IGNORECASE,
)
"""`who is 57 now`, `is 48 years old at present`."""
_NOW = pattern(rf"\b(?:{_TODAY}|(?:current|present)\s+age)\b", re.IGNORECASE)
_NOW_WORDS = ("now", "current", "present", "today", "this time")
"""One of them is in whatever `_NOW` finds."""
_NEAR_NOW = 80
"""Characters around such a word in which the age stands that it is said of."""
_IS_AT_FIRST = pattern(
    rf"^\s*(?:The\s+)?(?:patient|claimant|applicant|IW)\s+is\s+(?P<age>{_NUMBER})(?=[,.;]\s)", re.IGNORECASE
)
"""`Patient is 60.`"""

_MALE = r"male|man|gentleman|boy"
_FEMALE = r"female|woman|lady|girl"
_SEX = pattern(rf"\b(?:(?P<male>{_MALE})|(?P<female>{_FEMALE}))\b", re.IGNORECASE)
_HAND = r"(?:[RL]HD|(?:right|left)[\s-]hand(?:ed)?(?:[\s-]dominant)?)"
_LETTER = pattern(rf"[\s,-]*(?:{_HAND}[\s,-]+)?(?P<sex>[MF])\b(?!\.?\w)")
"""`a 52 y/o F with`, `a 55 yo RHD M`."""
_LETTER_BEFORE = pattern(r"(?:^|\b(?:[Pp]atient|[Cc]laimant|[Aa]pplicant|[Ss]ex)\b[\s:,]+)(?P<sex>[MF]),?\s+$")
"""`F, 39`, `Patient: M, 44 years old`."""
_TITLE = pattern(r"\b(?:(?P<male>Mr)|(?P<female>Ms|Mrs|Miss))\b\.?")
_PRONOUN = pattern(r"\b(?:(?P<male>he|his|him|himself)|(?P<female>she|her|hers|herself))\b", re.IGNORECASE)
_BOTH = pattern(r"\b(?:he\s*/\s*she|she\s*/\s*he|his\s*/\s*her|him\s*/\s*her|he\s+or\s+she)\b", re.IGNORECASE)
_OPENING = 700
"""Characters. A summary tells its worker's sex in its first sentences, if it does."""
_FIRST_WORDS = 120
"""Characters in which an age may stand without a word for years."""
_YOUNGEST, _OLDEST = 14, 100
"""Ages outside of these are of no worker: of an injury, a child, a building."""

_NOT_THE_WORKER = pattern(
    r"\b(?:(?:by|against|another|from|of|with|between|and)\s+(?:a|an|one|two|the|another)?|\w+ing\s+(?:an?|another))"
    r"\s*(?:\w+\s+)?$",
    re.IGNORECASE,
)
"""`was struck by a`, `while lifting an elderly`: what is named next is somebody else."""
_AS_WELL = pattern(r"^,?\s+and(?:\s+is)?(?:\s+an?)?\s+$", re.IGNORECASE)
"""`63 years old and a male`: the same person."""
_THING = (
    r"injur(?:y|ies)|building|house|car|vehicle|truck|accident|problem|history|lesion|fracture|complaint|surgery"
    r"|condition|scar"
)
_OF_A_THING = pattern(rf"[\s-]*(?:\w+\s+){{0,2}}(?:{_THING})\b", re.IGNORECASE)
_MALE_PERSON = r"son|grandson|husband|boyfriend|father|brother|uncle|nephew"
_FEMALE_PERSON = r"daughter|granddaughter|wife|girlfriend|mother|sister|aunt|niece"
_ANY_PERSON = (
    r"co-?worker|supervisor|manager|employer|child|children|spouse|partner|fianc[eé]e?|parents?|neighbou?r|friend"
    r"|roommate|caregiver"
)
_PERSON = pattern(
    rf"\b(?:(?P<male>{_MALE_PERSON})|(?P<female>{_FEMALE_PERSON})|(?P<any>{_ANY_PERSON}))(?:['’]?s)?\b", re.IGNORECASE
)
"""Somebody else than the worker; the group tells the person's sex."""
_PROFESSIONAL = pattern(
    r"\b(?:attorney|lawyer|physician|doctor|surgeon|therapist|chiropractor|psychologist|interpreter|adjuster|nurse)\b",
    re.IGNORECASE,
)
_WORKER = pattern(r"\b(?:patient|worker|claimant|applicant|employee)\b(?!['’]s)", re.IGNORECASE)
_PERSON_NEXT = pattern(rf"[\s-]*(?:\w+\s+)?\b(?:{_MALE_PERSON}|{_FEMALE_PERSON}|{_ANY_PERSON})\b", re.IGNORECASE)


def read_age(summary: str) -> Located[int] | None:
    """The worker's age in years, and where it stands in the summary; None where it tells none, or another's alone."""
    age = _age(summary)
    years = _years(_printed(age)) if age else None
    return Located(years, (age.span(age.lastgroup or "age"),)) if age and years is not None else None


def read_sex(summary: str) -> Located[Sex] | None:
    """The worker's sex, and the word that tells it.

    A noun beside the age decides, then one in the opening, then the pronouns. None where those speak of both sexes.
    """
    age = _age(summary)
    return (_beside_age(summary, age) if age else None) or _in_opening(summary) or _by_pronouns(summary)


@lru_cache(maxsize=4)  # asked for the age, and for the sex beside it
def _age(summary: str) -> re.Match[str] | None:
    age = _age_today(summary)
    age = age or next((match for match in _AGE.finditer(summary) if not _of_another(summary, match)), None)
    age = age or _AGE_AND_LETTER.match(summary) or _age_behind(summary)
    if age is None:
        age = _AGED.search(summary, 0, _OPENING)
        if age and _of_another(summary, age):
            return None
    return age


def _age_today(summary: str) -> re.Match[str] | None:
    """The age that the summary says to be today's, beside the one at the time of the injury."""
    opening = summary[:_OPENING].lower()
    if any(word in opening for word in _NOW_WORDS):
        said = [now.span() for now in _NOW.finditer(summary, 0, _OPENING)]
        for ages in (_AGE_NOW, _AGE_STILL):
            for start, end in said:
                near = max(0, start - _NEAR_NOW), min(_OPENING, end + _NEAR_NOW)
                for age in ages.finditer(summary, *near):
                    if _years(_printed(age)) and not _of_another(summary, age):
                        return age
    return _IS_AT_FIRST.match(summary)


def _printed(age: re.Match[str]) -> str:
    return age[age.lastgroup or "age"]


def _age_behind(summary: str) -> re.Match[str] | None:
    age = _AGE_BEHIND.search(summary, 0, _FIRST_WORDS)
    return None if age is None or _NOT_THE_WORKER.search(summary[: age.start()]) else age


def _of_another(summary: str, age: re.Match[str]) -> bool:
    """Whether the age is a relative's or a thing's: so a word says near before it, or right behind."""
    before = re.split(r"[.;]\s", summary[max(0, age.start() - 60) : age.start()])[-1]
    before = _WORKER.split(before)[-1]
    behind = summary[age.end() : age.end() + 25]
    if _OF_A_THING.match(behind) and not _SEX.search(behind):
        return True
    return bool(_PERSON.search(before) or _PERSON_NEXT.match(behind))


def _years(printed: str) -> int | None:
    if printed.isdigit():
        age = int(printed)
        return age if _YOUNGEST <= age <= _OLDEST else None
    words = re.split(r"[\s-]+", printed.lower())
    if words[0] in _TEENS:
        return _TEENS[words[0]]
    return _TENS[words[0]] + (_UNITS.index(words[1]) + 1 if len(words) > 1 else 0)


def _beside_age(summary: str, age: re.Match[str]) -> Located[Sex] | None:
    """The sex named near the age: `48 year old, right hand dominant male`, `a female who is 48 years old`."""
    behind = summary[age.end() : age.end() + 80].split(".")[0]
    if letter := _LETTER.match(behind):
        sex: Sex = "male" if letter["sex"] == "M" else "female"
        return Located(sex, (_moved(letter.span("sex"), age.end()),))
    if (noun := _SEX.search(behind)) and not _NOT_THE_WORKER.search(_AS_WELL.sub("", behind[: noun.start()])):
        return Located(_sex_of(noun), (_moved(noun.span(), age.end()),))
    start = max(0, age.start() - 80)
    if letter := _LETTER_BEFORE.search(summary, start, age.start()):
        return Located("male" if letter["sex"] == "M" else "female", (letter.span("sex"),))
    noun = _SEX.search(summary, start, age.start())
    if noun is None or _NOT_THE_WORKER.search(summary[start : noun.start()]):
        return None
    # 'The wife, a woman of sixty, says that the patient, who is 63 years old': the noun is of somebody else.
    of_another = _PERSON.search(summary, start, noun.start()) and _WORKER.search(summary, noun.end(), age.start())
    return None if of_another else Located(_sex_of(noun), (noun.span(),))


def _in_opening(summary: str) -> Located[Sex] | None:
    """The sex that a noun or a title in the opening names, unless it is another person's."""
    opening = summary[:_OPENING]
    for nouns in (_SEX, _TITLE):
        if noun := nouns.search(opening):
            before = opening[max(0, noun.start() - 40) : noun.start()]
            others = (_PERSON, _PROFESSIONAL, _NOT_THE_WORKER)
            if not any(words.search(before) for words in others):
                return Located(_sex_of(noun), (noun.span(),))
    return None


def _by_pronouns(summary: str) -> Located[Sex] | None:
    """The sex that all pronouns tell, or all that stand before another person is named.

    A possessive right before that person is still the worker's (`her husband`). Behind it, pronouns of that person's
    sex may be that person's; where all others named are of one sex, pronouns of the other are the worker's.
    """
    # Blanked to the same length, so that places stay.
    plain = _BOTH.sub(lambda both: " " * len(both.group()), summary)
    pronouns = list(_PRONOUN.finditer(plain))
    others = list(_PERSON.finditer(plain))
    first = others[0].start() if others else len(plain)
    before = [pronoun for pronoun in pronouns if pronoun.start() < first]
    if before:
        return _agreed(before)
    sexes = {_sex_of_person(plain, other) for other in others}
    if len(sexes) != 1 or "any" in sexes:
        return None if others else _agreed(pronouns)
    return _agreed([pronoun for pronoun in pronouns if pronoun.lastgroup not in sexes])


def _sex_of_person(summary: str, person: re.Match[str]) -> str | None:
    """`male`, `female`, or `any`: by the word for the person, or by a word before it (`a male coworker`)."""
    before = _SEX.search(summary, max(0, person.start() - 9), person.start())
    return before.lastgroup if before and person.lastgroup == "any" else person.lastgroup


def _agreed(pronouns: list[re.Match[str]]) -> Located[Sex] | None:
    """The sex of pronouns that are all of one sex."""
    if len({_sex_of(pronoun) for pronoun in pronouns}) != 1:
        return None
    return Located(_sex_of(pronouns[0]), (pronouns[0].span(),))


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def _sex_of(match: re.Match[str]) -> Sex:
    return "male" if match["male"] else "female"
