"""The daily dose of an opioid as morphine, where a rationale gives the tablets as well: arithmetic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from imrcli.check.doubt import Check, Doubt
from imrcli.check.drugs import drugs_in, same_drug
from imrcli.check.phrases import phrase
from imrcli.check.quantities import NUMBER_WORD, numbers_in
from imrcli.check.speech import is_quoted, tells_guideline
from imrcli.check.subject import Subject
from imrcli.text import Span
from imrcli.vocabulary import entries

DOSE = Check(
    code="opioid-dose-differs",
    severity="medium",
    meaning="The rationale gives a daily dose of morphine that its own number of tablets of an opioid does not make.",
    silent="The dose is of several opioids, a limit or a guideline's; the strength or the tablets a day are not printed"
    " once and for certain; the drug has no fixed factor; the number is within a sixth of what any table gives.",
    source="CDC tables of conversion factors: imrcli/vocabulary/morphine-factors.txt; arithmetic",
    matters="the dose is what guidelines limit, and the decision may rest on it",
)
CHECKS = (DOSE,)

_MG = r"(?:mg|milligrams?)?"
_EQUAL_TO = phrase(rf"(?<![\w/.#-])(?P<dose>\d{{1,3}}(?:\.\d)?) ?{_MG} ?(?:of |oral |daily )*<morphine equivalent>\b")
"""`120 mg of morphine equivalent`"""
_IS_DOSE = phrase(
    r"\b<morphine equivalent>(?: \((?:MED|MME|MEDD)\))?(?: (?:daily )?(?:dose|dosage|level))?"
    r" (?:is|of|was|equals?|=|at|to)(?: about| approximately)? (?P<dose>\d{1,3}(?:\.\d)?)(?! ?tab)"
)
"""`the MED is 90 mg`"""
_LIMIT = phrase(r"\b<limit>(?: (?:a|of|the|to|than|is|was|at))* $")
_SEVERAL = phrase(r"\b<several opioids>\b")
_STRENGTH = phrase(
    r"(?<![\d.])(?P<first>\d{1,3}(?:\.\d)?)(?:[ /-](?:\d{3})(?:\.\d)?)? ?mg\b|(?P<pair>\d{1,2}(?:\.\d)?)/\d{3}\b"
)
_NUMBER = rf"(?:\d{{1,2}}|{NUMBER_WORD})"
_A_DAY = r"(?:(?:a|per|each|every|/) ?day|daily)"
_PIECES = r"(?:tablets?|tabs?|pills?|capsules?)"
_TABLETS = phrase(rf"\b(?P<n>{_NUMBER}) (?:[\w./-]+ ){{0,4}}?{_PIECES}? ?(?:[\w./-]+ ){{0,4}}?{_A_DAY}\b")
"""`Six tablets of Norco 10/325mg a day`"""
_TIMES = phrase(rf"\b(?P<n>{_NUMBER}) times {_A_DAY}\b|(?P<word>\bonce|\btwice) {_A_DAY}\b")
_EVERY = phrase(rf"\b(?:every |q ?)(?P<n>{_NUMBER}) ?(?:hours?|hrs?|h)\b")
_A_MONTH = phrase(r"#(?P<n>\d{2,3})\b(?=[^.;]{0,20}\b(?:a|per|each) month\b)")
_AT_ONCE = phrase(rf"\b(?:two|three|four|half|[2-4]|1\.5|\d ?(?:-|to|or) ?\d) {_PIECES}\b")
"""Two tablets every six hours are more than four a day."""
_TABLET = phrase(rf"\b{_PIECES}\b|^\w+ [a-z]")
_BACKWARD = phrase(r"\W*(?:this|that|which|it|the (?:MED|MME|morphine|daily))\b")
_HOURS, _MONTH = 24, 30
_SLACK = 6
"""A dose that is off by less than one part in so many is rounded."""


@cache
def _factors() -> dict[str, tuple[float, ...]]:
    lines = (line.partition(":") for line in entries("morphine-factors.txt")[""])
    return {drug.strip(): tuple(map(float, factors.split(","))) for drug, _, factors in lines}


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on doses of morphine."""
    for place, span in subject.rationales():
        before: Span | None = None
        for sentence in subject.sentences(span):
            told = not tells_guideline(subject, sentence) and not is_quoted(subject, span, sentence)
            stated = _stated(subject, sentence) if told else None
            if stated:
                backward = before if _BACKWARD.match(subject.text, *sentence) else None
                yield from _checked(subject, place, (backward or sentence)[0], sentence, stated)
            before = sentence


def _stated(subject: Subject, sentence: Span) -> re.Match[str] | None:
    """The one dose of morphine that a sentence gives; None where it is a limit, or of several drugs."""
    found = [*_EQUAL_TO.finditer(subject.text, *sentence), *_IS_DOSE.finditer(subject.text, *sentence)]
    if len({match["dose"] for match in found}) != 1 or _SEVERAL.search(subject.text, *sentence):
        return None
    match = found[0]
    if _LIMIT.search(subject.text, sentence[0], match.start("dose")):
        return None
    return match


def _checked(subject: Subject, place: int, start: int, sentence: Span, stated: re.Match[str]) -> Iterator[Doubt]:
    words = subject.quote(start, sentence[1])
    request = subject.issues[place].request or ""
    named = [drug for drug in drugs_in(words) if _factor(drug)]
    # `morphine` is what the dose is told in, where another drug is named.
    named = [drug for drug in named if drug != "morphine"] or named
    asked = drugs_in(request)
    if not named or (named == ["morphine"] and not any(same_drug("morphine", drug) for drug in asked)):
        named = [drug for drug in asked if _factor(drug)]
    if len(named) != 1 or ";" in words:
        return
    rest = words.replace(stated.group(), " ").replace(subject.quote(*stated.span()), " ")
    strength = _only(_STRENGTH, rest)
    if strength is None and any(same_drug(named[0], drug) for drug in asked):
        strength = _only(_STRENGTH, request)
    often = _a_day(rest)
    factors = _factor(named[0])
    if strength is None or often is None or not factors:
        return
    dose = float(stated["dose"])
    each = [strength * often * factor for factor in factors]
    if min(each) * (1 - 1 / _SLACK) <= dose <= max(each) * (1 + 1 / _SLACK):
        return
    usual = f"{min(each):g}" if min(each) == max(each) else f"{min(each):g} to {max(each):g}"
    yield DOSE.doubt(
        f"Item {place + 1}: the rationale says “{subject.quote(*sentence)}”; {often:g} a day of {strength:g} mg of"
        f" {named[0]} make {usual} mg of morphine a day",
        subject.in_rationale(place, (start, sentence[1])),
        issue=place,
    )


def _factor(drug: str) -> tuple[float, ...]:
    return next((factors for name, factors in _factors().items() if name in re.split(r"\W", drug)), ())


def _only(words: re.Pattern[str], text: str) -> float | None:
    """The one strength that a text prints."""
    printed = {float(match["first"] or match["pair"]) for match in words.finditer(text)}
    return printed.pop() if len(printed) == 1 else None


def _a_day(text: str) -> float | None:
    """How many tablets a day a text tells; None where it tells none, or several numbers."""
    found: set[float] = set()
    for match in _TIMES.finditer(text):
        word = match["word"]
        found.add(float({"once": 1, "twice": 2}[word.lower()] if word else _value(match["n"])))
    found |= {_HOURS / _value(match["n"]) for match in _EVERY.finditer(text) if _value(match["n"])}
    found |= {int(match["n"]) / _MONTH for match in _A_MONTH.finditer(text)}
    if found and _AT_ONCE.search(text):
        return None
    if not found:
        found = {float(_value(match["n"])) for match in _TABLETS.finditer(text) if _TABLET.search(match.group())}
    return found.pop() if len(found) == 1 else None


def _value(printed: str) -> int:
    return next(iter(numbers_in(printed)), 0)
