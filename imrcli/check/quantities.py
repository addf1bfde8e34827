"""Numbers of visits, tablets and strengths in the words of a request."""

from __future__ import annotations

import re

from imrcli.pattern import pattern

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TEENS = (
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
)
_WORDS = _UNITS + _TEENS
NUMBER_WORD = f"(?:{'|'.join(_WORDS)})"
"""Any of the number words up to twenty, as a part of a pattern."""

_NUMBER = rf"(?:\d{{1,3}}|{NUMBER_WORD})"
_ANY_NUMBER = pattern(rf"\b{_NUMBER}\b", re.IGNORECASE)
_VISITS = r"(?:sessions?|visits?|treatments?|hours?)\b"
_COUNTED = pattern(
    rf"\b(?P<number>{_NUMBER})\)?\s+(?:\w+\s+){{0,4}}?{_VISITS}"  # '12 additional visits'
    rf"|\b{_VISITS}[\s,:x×#(]*(?P<number2>{_NUMBER})\b"  # 'sessions x 12'
    r"|#\s*(?P<number3>\d{1,3})\b",
    re.IGNORECASE,
)
_OFTEN = rf"(?P<often>{_NUMBER})\s*(?:\(\w+\)\s*)?(?:(?:sessions?|visits?|times?|x|×)\s*)?"
_A_WEEK = r"(?:per|a|each|every|/|weekly|x)?\s*(?:week|wk|weekly)?s?\s*"
_FOR_WEEKS = rf"(?:for|x|×|times|,)?\s*(?P<weeks>{_NUMBER})\s*(?:\(\w+\)\s*)?(?:weeks?|wks?)"
_TIMES = pattern(
    rf"\b{_OFTEN}{_A_WEEK}{_FOR_WEEKS}\b"  # '2 times a week for 6 weeks'
    r"|\b(?P<often2>\d{1,2})\s*(?:x|×|times)\s*(?P<weeks2>\d{1,2})\b",  # '2 x 6'
    re.IGNORECASE,
)
_RANGE = pattern(rf"\b{_NUMBER}\s*(?:-|–|to|or)\s*{_NUMBER}\b", re.IGNORECASE)
_STRENGTH = pattern(r"\d[\d./-]*\s?(?:mg|mcg|g|gm|ml|%)(?![\w])", re.IGNORECASE)


def numbers_in(text: str | None) -> set[int]:
    """The numbers of a text, in digits or in words up to twenty."""
    return {_value(match.group()) for match in _ANY_NUMBER.finditer(text or "")}


def _value(printed: str) -> int:
    return int(printed) if printed.isdigit() else _WORDS.index(printed.lower()) + 1


def sessions(text: str, *, single: bool = False) -> set[int]:
    """The numbers of visits that a request may mean: those printed, and how often times how many weeks.

    `single`: only numbers that are certain; none where a range is printed.
    """
    if single and _RANGE.search(text):
        return set()
    multiplied = set()
    for match in _TIMES.finditer(text):
        often, weeks = match["often"] or match["often2"], match["weeks"] or match["weeks2"]
        multiplied.add(_value(often) * _value(weeks))
    counted = {_value(m["number"] or m["number2"] or m["number3"]) for m in _COUNTED.finditer(text)}
    if single:
        return multiplied or counted
    # Ranges and other numbers make several readings possible: each is allowed.
    numbers = numbers_in(text)
    products = {a * b for a in numbers for b in numbers} if multiplied or _RANGE.search(text) else set()
    return (multiplied | counted | products | numbers) if multiplied | counted else set()


def strengths(text: str) -> str:
    """The strengths of a request as one text: `320.5/30/16mg`."""
    return " ".join("".join(match.group().split()).lower() for match in _STRENGTH.finditer(text))
