"""What stands behind a word of verdict in its clause: a condition, a part, somebody who judged, a time."""

from __future__ import annotations

from msgspec import Struct

from imrcli.extract.verdict.clauses.clause import BREAKS, CLAUSE_OPENERS, FINITE, is_break, run_end
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.item import Item
from imrcli.pattern import pattern

_DATE = pattern(r"^\d{1,2}/\d|^(?:19|20)\d\d$")
OTHERS = ("others", "those", "patients", "people", "everybody", "everyone", "all")
"""Words for other people than this patient."""

_EVERYBODY = ("everyone", "everybody", "anyone", "anybody", "people", "patients", "most", "some")
_INVERTED = ("had", "were", "should")
_PAIR = 2
_REACH = 12
"""So many words behind `and`, `when` and the like are looked at for a verb."""

_WITH = ("with", "without")
_SIDES = ("left", "right")
_CRITERIA_REACH = 8
_ENDING = BREAKS | {"conclusion", "comma", "and"}


class Behind(Struct, gc=False):
    """What stands behind a word of verdict in its clause."""

    end: int
    """The number of the word behind the clause's last."""
    condition: str = ""
    """The role of the condition that follows: `condition`, `exception`, `occasion`; empty where there is none."""
    tense: str = ""
    """Whether that condition tells what happened: `past` ("when the first was normal"), `have` ("when
    none has been").
    """
    speaker: str = ""
    general: bool = False
    here: bool = False
    partly: bool = False
    past_marks: bool = False
    dated: bool = False
    by: bool = False
    """Whether it says by whom something was decided, and not from what (`by the guideline`)."""
    criteria: bool = False
    only: bool = False
    """Whether an amount or a part follows with `only`."""
    elsewhere: bool = False
    """Whether it says that something is decided in another place ("is found necessary there")."""
    part: bool = False
    fraction: bool = False
    named: frozenset[str] = frozenset()
    """The item's words that say to what part the verdict goes ("upheld as to the TENS unit")."""


_NEW_CLAUSES = (["and", "the"], ["and", "this"], ["and", "it"], ["but", "the"], ["so", "the"])
"""What opens a clause of its own behind a comma."""


def is_date(word: Word) -> bool:
    """Whether a word is a date or a year."""
    return "number" in word.roles and _DATE.search(word.text) is not None


def read_behind(words: list[Word], place: int, item: Item) -> Behind:
    """What stands behind a word of verdict, up to the end of its clause."""
    behind = Behind(end=len(words))
    for at in range(place + 1, len(words)):
        word = words[at]
        roles = word.roles
        if word.text in ("in", "for") and _anybody(words, at):
            behind.condition, behind.end = "occasion", at
            break
        behind.elsewhere = behind.elsewhere or word.text in ("elsewhere", "separately", "there")
        if word.text in ("issue", "item") and at + 1 < len(words) and words[at + 1].plays("number"):
            behind.elsewhere = True
        if word.text in ("about", "on") and at == place + 1 and words[place].plays("right", "wrong"):
            _take_part(behind, words, at, item)  # "UR was right about the support"
        if at - place <= _PAIR and word.text in _INVERTED and _opens_subject(words, at + 1):
            behind.condition, behind.end = "condition", at  # "would be needed had there been a tear"
            break
        if not roles:
            if word.text == "for":
                _take_amount(behind, words, at, item)
            continue
        if word.text == "," and [near.text for near in words[at + 1 : at + 3]] in _NEW_CLAUSES:
            behind.end = at
            break
        if not roles.isdisjoint(_ENDING) and _ends(words, at):
            behind.end = at
            told = word.text == "where" and words[at - 1].plays("comma")
            told = told and (words[place].plays("upheld", "overturned") or bool(behind.named))
            if word.plays("condition", "exception", "occasion") and not told:  # "is reversed on the right, where ..."
                behind.condition = next(role for role in ("exception", "occasion", "condition") if role in roles)
                behind.tense = _tense(words, at)
            break
        if word.text == "without" and at + 1 < len(words) and words[at + 1].plays("pronoun", "evidence", "criteria"):
            behind.condition, behind.end = "exception", at  # "would not be necessary without it"
            break
        behind.general = behind.general or "general" in roles
        behind.here = behind.here or "here" in roles
        behind.partly = behind.partly or "partly" in roles or "some" in roles
        behind.past_marks = behind.past_marks or "past_marks" in roles
        behind.dated = behind.dated or is_date(word)
        behind.criteria = behind.criteria or ("criteria" in roles and at < place + _CRITERIA_REACH)
        if word.text.split(" ")[0] == "only":
            behind.only = any(
                near.plays("number", "regarding", "part") for near in words[place + 1 : at + 5] if near is not word
            )
            behind.only = (
                behind.only or word.plays("regarding") or ((item.several or item.two_sided) and bool(behind.named))
            )
        elif "regarding" in roles and not behind.named:
            _take_part(behind, words, at, item)
        elif not roles.isdisjoint({"by", "according"}) and not behind.speaker:
            following = words[at + 1 : at + 6]
            behind.speaker = "others" if following and following[0].plays("no") else _speaker(following)
            behind.by = word.text == "by" and not any(
                near.plays("guideline", "evidence", "criteria") for near in following
            )
        if word.text == "for":
            _take_amount(behind, words, at, item)
        if word.text == "on" and item.two_sided and not behind.named:
            behind.named = frozenset(near.text for near in words[at + 1 : at + 3] if near.text in _SIDES)
        if word.text == "of" and words[at - 1].text in ("amount", "quantity", "number"):
            _take_amount(behind, words, at, item)
        if word.text == "without" and any(item.asks_with(near.text) for near in words[at + 1 : at + 3]):
            behind.partly = True
    behind.general = behind.general or _not_others(words, place)
    behind.partly = behind.partly or _not_all(words, place, behind.end, item)
    return behind


def _not_others(words: list[Word], place: int) -> bool:
    """Whether a sentence sets some people against others ("is reasonable in the housebound, and not in others")."""
    return any(
        words[at].text == "not" and words[at + 1].text in ("in", "for") and words[at + 2].text in OTHERS
        for at in range(place + 1, len(words) - 2)
    )


def _opens_subject(words: list[Word], at: int) -> bool:
    """Whether a subject opens at a place."""
    return at < len(words) and (words[at].text in CLAUSE_OPENERS or words[at].plays("person", "provider"))


def _not_all(words: list[Word], place: int, end: int, item: Item) -> bool:
    """Whether less than all that is asked for is decided so: "is necessary, though not with five refills"."""
    first = next((at for at in range(end, min(end + 3, len(words))) if words[at].text == "not"), 0)
    joined = first and all(word.plays("comma", "contrast", "concession", "and") for word in words[end:first])
    if not joined or first + 2 >= len(words) or words[first + 1].text not in ("with", "for", "in"):
        return False
    run = words[first + 2 : run_end(words, first + 2, "comma")]
    return any(word.plays("number") for word in run) and any(item.asks_with(word.text) for word in run)


def _anybody(words: list[Word], at: int) -> bool:
    """Whether `in a worker who ...`, `for everyone`, `for a patient with ...` tells of cases in general."""
    if at + 1 < len(words) and words[at + 1].text in _EVERYBODY:
        return True
    if at + 3 >= len(words) or words[at + 1].text not in ("a", "an", "any", "one", "somebody", "anyone"):
        return False
    person = next((near for near in range(at + 1, min(at + 4, len(words) - 1)) if words[near].plays("person")), 0)
    return person > 0 and (words[person + 1].plays("relative") or words[person + 1].text in _WITH)


def _ends(words: list[Word], at: int) -> bool:
    """Whether a word ends the clause of a verdict in front of it."""
    word = words[at]
    if is_break(word) or word.plays("conclusion"):
        return True
    if word.plays("comma"):
        return at + 1 < len(words) and words[at + 1].text == "with"
    return word.plays("and") and at + 2 < len(words) and _verb_follows(words, at)


def _verb_follows(words: list[Word], joint: int) -> bool:
    for word in words[joint + 1 : joint + _REACH]:
        if is_break(word) or word.plays("comma"):
            return False
        if not FINITE.isdisjoint(word.roles):
            return True
    return False


def _tense(words: list[Word], condition: int) -> str:
    for word in words[condition + 1 : condition + _REACH]:
        if word.plays("past", "have"):
            return "past" if word.plays("past") else "have"
        if is_break(word):
            break
    return ""


def _take_part(behind: Behind, words: list[Word], at: int, item: Item) -> None:
    """Take the part that follows `as to` and the like."""
    end = run_end(words, at + 1, "and", "comma")
    subject = item.subject(words, at + 1, end)
    behind.named = subject.named
    behind.part = subject.part or any(word.plays("number") for word in words[at + 1 : end])
    nameless = not subject.named and subject.reference in ("unknown", "generic")
    behind.part = behind.part or (item.several and nameless)  # "is reversed as to the release"


def _take_amount(behind: Behind, words: list[Word], at: int, item: Item) -> None:
    """Take the amount or the thing that follows `for` ("is necessary for ten days", "reversed for ibuprofen")."""
    subject = item.subject(words, at + 1, min(at + 6, run_end(words, at + 1, "and", "comma")))
    if any(word.plays("number") for word in words[at + 1 : at + 4]):
        behind.part = behind.part or subject.part
        behind.fraction = behind.fraction or subject.fraction
    placed = item.two_sided and not subject.named.isdisjoint(_SIDES)  # "is denied for the right"
    if (subject.reference == "named" or placed) and not behind.named:
        behind.named = subject.named


def _speaker(run: list[Word]) -> str:
    for word in run:
        if word.plays("administrator", "provider"):
            return "others"
        if word.plays("reviewer"):
            return "reviewer"
    return ""
