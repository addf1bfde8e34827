"""A conclusion stays what it is where a rationale says the same in other words, or something besides.

Every change is made to passages of `conclusions.txt` that end in a plain decision ("... is not medically necessary."):
to some of them, drawn by a fixed seed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from imrcli.extract.conclusion import read_conclusion

PASSAGES = Path(__file__).parent / "conclusions.txt"
DRAWN = 40
LAST = r"(?P<be>is|was|are|were)(?P<no> not)? medically necessary\.$"
"""How a passage ends that is changed."""

INSERTED = [
    "accordingly",
    "therefore",
    "in my opinion",
    "in this reviewer's judgment",
    "at this time",
    "on this record",
    "for the reasons set out above",
    "based on the records provided",
    "given the lack of findings",
    "under the MTUS",
    "unfortunately",
    "I find",
    "in this case",
]
ENDINGS = [
    "and appropriate",
    "at this time",
    "for this patient",
    "as requested",
    "in this case",
    "per the MTUS",
    "based on the information provided",
    "for the reasons above",
]
PREDICATES = [
    "necessary",
    "certified as medically necessary",
    "found to be medically necessary",
    "deemed to be medically necessary",
    "considered medically necessary",
    "deemed a medical necessity",
    "medically necessary and appropriate",
    "medically neces- sary",
    "med- ically necessary",
    "medically necessary (see above)",
    "“medically necessary”",
    "MEDICALLY NECESSARY",
]
OPENINGS = [
    "A 45-year-old man was hurt at work on 3/4/2012.",
    "The Chronic Pain Medical Treatment Guidelines were consulted.",
    "The claims administrator found that the request was not medically necessary.",
    "He smokes one pack daily.",
]
AFTERWORDS = [
    "This decision should not be interpreted as a recommendation to stop opioids abruptly. "
    "The treating physician is advised to consult the guideline on weaning.",
    "This does not imply that the medication should be stopped suddenly.",
    "The provider may resubmit with further documentation.",
    "Thank you for the opportunity to review this case.",
    "References: MTUS, ACOEM.",
]

Change = Callable[[str], str]


def ending(replacement: str) -> Change:
    """The change of a passage's last words."""
    return lambda rationale: re.sub(LAST, replacement, rationale)


def contracted(rationale: str) -> str:
    """`is not` as `isn't`, and `is` as `'s` behind a letter that an apostrophe can follow."""
    if rationale.endswith(" not medically necessary."):
        return ending(r"\g<be>n't medically necessary.")(rationale)
    return re.sub(r"(?<=[a-rt-z]) is(?= medically necessary\.$)", "'s", rationale)


CHANGES: dict[str, Change] = {
    "contracted": contracted,
    "no full stop": lambda rationale: rationale.removesuffix("."),
    "capitals": str.upper,
    "line breaks": lambda rationale: rationale.replace(" ", "\n"),
    **{f"is, {words}, not": ending(rf"\g<be>, {words},\g<no> medically necessary.") for words in INSERTED},
    **{f"is not, {words},": ending(rf"\g<be>\g<no>, {words}, medically necessary.") for words in INSERTED},
    "is — not": ending(r"\g<be> — for the reasons above —\g<no> medically necessary."),
    "is not —": ending(r"\g<be>\g<no> — for the reasons above — medically necessary."),
    **{f"... {words}": ending(rf"\g<be>\g<no> medically necessary {words}.") for words in ENDINGS},
    **{words: ending(rf"\g<be>\g<no> {words}.") for words in PREDICATES},
    **{f"{words} ...": lambda rationale, words=words: f"{words} {rationale}" for words in OPENINGS},  # type: ignore[misc]
    **{f"... {words}": lambda rationale, words=words: f"{rationale} {words}" for words in AFTERWORDS},  # type: ignore[misc]
}


@cache
def passages() -> list[list[str]]:
    """The conclusions, requests and rationales that are changed."""
    rows = [line.split(" | ", 2) for line in PASSAGES.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [row for row in rows if row[0] in ("necessary", "not_necessary") and is_plain(row[2])]


def is_plain(rationale: str) -> bool:
    """Whether a rationale ends in a decision of one clause, and nothing before it hangs on another sentence."""
    before, _, last = rationale.rpartition(". ")
    hangs = re.search(r"[\",;:?]| (?:what|than|with|without|taper\w*|which) |Neither|Nobody|Denial", last)
    return bool(re.search(LAST, last)) and not hangs and not re.search(r"\?|(?:is|are|not|that)[.,]", before)


@pytest.mark.parametrize("name", CHANGES)
def test_conclusion_stays(name: str) -> None:
    drawn = random.Random(name).sample(passages(), DRAWN)
    changed = [(conclusion, request, CHANGES[name](rationale)) for conclusion, request, rationale in drawn]
    told = [(read_conclusion(rationale, request).value, request, rationale) for _, request, rationale in changed]
    assert told == changed
