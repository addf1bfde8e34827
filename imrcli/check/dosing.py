"""Strengths and counts of drugs that cannot be: no such tablet is made, or so many do not fit the days."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from imrcli.check.doubt import Check, Doubt
from imrcli.check.drugs import drugs_in, same_drug
from imrcli.check.phrases import phrase
from imrcli.check.quantities import strengths
from imrcli.check.subject import MOST_ISSUES, Subject
from imrcli.check.verdict_words import judgements
from imrcli.vocabulary import entries

DIFFERS = Check(
    code="request-strength-differs",
    severity="low",
    meaning="A drug's strength is not the same in the original request, the part authorized and the remainder; or"
    " in the item"
    " and in the rationale's verdict.",
    silent="The item names several drugs or no strength.",
    source="data quality: a misprint in the item",
    matters="which strength was reviewed is not certain",
)
NOT_MADE = Check(
    code="strength-not-made",
    severity="low",
    meaning="The item names a strength in which the drug is not made.",
    silent="The drug is in no list, several drugs are named, it is a cream, a liquid or an injection, the number is"
    " a daily"
    " dose, or it is twice or half of a strength that is made.",
    source="drug labels: imrcli/vocabulary/drug-strengths.txt",
    matters="the request as printed cannot be filled, and may be a misprint",
)
COUNT = Check(
    code="count-does-not-fit",
    severity="low",
    meaning="The number of tablets is not what the directions use in the days that the item names.",
    silent="The item names no days, no fixed times a day, or a range; it is taken as needed; the number is within a"
    " sixth.",
    source="data quality: arithmetic",
    matters="how much was asked for, and for how long, is not certain",
)
CHECKS = (DIFFERS, NOT_MADE, COUNT)

_MILLIGRAMS = phrase(
    r"(?<![\d.,/-])(?P<strength>\d{1,4}(?:\.\d{1,3})?(?: ?[/-] ?\d{1,4}(?:\.\d{1,3})?)?) ?(?:mg|mcg)\b(?! ?/)"
)
"""`10/325mg`, `7.5 mg`; no `mg/ml`."""
_NOT_A_TABLET = phrase(r"\b<no tablet>\b|%")
_DAILY = phrase(r"\b<a day in all>\b")
_TABLETS = phrase(r"# ?(?P<number>\d{1,3})\b|\b(?:quantity|qty)(?: of)?:? (?P<number2>\d{1,3})\b")
_DAYS = phrase(r"\b(?:for |x )?(?P<days>\d{1,2})[- ](?:days?|day supply)\b")
_OFTEN = {
    1: phrase(r"\b<once a day>\b"),
    2: phrase(r"\b<twice a day>\b"),
    3: phrase(r"\b<three times a day>\b"),
    4: phrase(r"\b<four times a day>\b"),
}
_AT_ONCE = phrase(r"\b(?P<number>1|2|3|one|two|three) (?:tab(?:let)?|cap(?:sule)?|pill)s?\b(?! ?#)")
_AT_ONCE_NUMBERS = {"1": 1, "2": 2, "3": 3, "one": 1, "two": 2, "three": 3}
_UNCERTAIN = phrase(r"\bas needed\b|\bprn\b|\bp\.r\.n|\b\d ?(?:-|to) ?\d (?:tab|cap|times)|\brefills?\b|\btaper")
_SLACK = 6
"""A count that is off by less than one part in so many is rounded."""


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on strengths and counts."""
    for place in range(min(len(subject.issues), MOST_ISSUES)):
        yield from list(_differs(subject, place)) or _not_made(subject, place)
        yield from _count(subject, place)


def _differs(subject: Subject, place: int) -> Iterator[Doubt]:
    """The strength in the parts of a partly authorized item, and in the verdict on an item."""
    issue = subject.issues[place]
    request = issue.original_request or issue.request or ""
    first = strengths(request)
    if not first or len(drugs_in(request)) != 1:
        return
    printed = [(other, subject.request_exhibit(place)) for other in (issue.request, issue.authorized)]
    for judgement in judgements(subject, place):
        thing = subject.quote(*judgement.thing)
        if any(same_drug(a, b) for a in drugs_in(thing) for b in drugs_in(request)):
            printed.append((thing, subject.in_rationale(place, judgement.verdict)))
    for other, exhibit in printed:
        second = strengths(other or "")
        if second and _comparable(first) != _comparable(second):
            yield DIFFERS.doubt(
                f"Item {place + 1}: the strength is printed as “{first}” and as “{second}” (“{request}”, “{other}”)",
                subject.request_exhibit(place),
                exhibit,
                issue=place,
            )
            return


def _comparable(printed: str) -> str:
    """A strength without what printings differ in: `10-325mg` and `10mg/325mg` as `10/325`."""
    return printed.replace("mg", "").replace("-", "/").replace(" ", "/")


@cache
def _strengths() -> dict[str, frozenset[tuple[float, ...]]]:
    """The strengths in which each drug is made, by its generic name in drugs.txt."""
    known = {}
    for line in entries("drug-strengths.txt")[""]:
        printed, _, listed = line.partition(":")
        name = next(iter(drugs_in(printed)), printed)
        known[name] = frozenset(_parsed(strength) for strength in listed.split(","))
    return known


def _parsed(strength: str) -> tuple[float, ...]:
    return tuple(float(part) for part in strength.replace("-", "/").split("/"))


def _not_made(subject: Subject, place: int) -> Iterator[Doubt]:
    request = subject.issues[place].request or ""
    named = list(drugs_in(request))
    printed = [match["strength"] for match in _MILLIGRAMS.finditer(request)]
    if len(named) != 1 or len(printed) != 1 or _NOT_A_TABLET.search(request) or _DAILY.search(request):
        return
    known = _strengths().get(named[0])
    strength = _parsed(printed[0])
    is_range = "-" in printed[0] and known and all(len(parts) == 1 for parts in known)
    if known and not is_range and not _fits(strength, known):
        listed = ", ".join("/".join(f"{part:g}" for part in parts) for parts in sorted(known))
        yield NOT_MADE.doubt(
            f"Item {place + 1} is “{request}”; {named[0]} is made in {listed} mg",
            subject.request_exhibit(place),
            issue=place,
        )


def _fits(strength: tuple[float, ...], strengths_made: frozenset[tuple[float, ...]]) -> bool:
    """Whether a strength is made, or is two tablets or half of one."""
    if len(strength) == 1 and any(len(other) > 1 for other in strengths_made):
        return any(other[0] == strength[0] for other in strengths_made)
    return any(
        tuple(part * factor for part in other) == strength for other in strengths_made for factor in (1.0, 2.0, 0.5)
    )


def _count(subject: Subject, place: int) -> Iterator[Doubt]:
    request = subject.issues[place].request or ""
    tablets, days = _TABLETS.findall(request), _DAYS.findall(request)
    often = [times for times, words in _OFTEN.items() if words.search(request)]
    if len(tablets) != 1 or len(days) != 1 or not often or _UNCERTAIN.search(request):
        return
    number = int("".join(tablets[0]))
    at_once = _AT_ONCE.search(request)
    each = _AT_ONCE_NUMBERS[at_once["number"].lower()] if at_once else 1
    # `daily` stands in `twice daily` too.
    used = often[-1] * each * int(days[0])
    if abs(number - used) * _SLACK > used:
        yield COUNT.doubt(
            f"Item {place + 1} is “{request}”; by these directions {used} are used in {days[0]} days, not {number}",
            subject.request_exhibit(place),
            issue=place,
        )
