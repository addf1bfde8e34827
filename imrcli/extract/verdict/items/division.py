"""What was granted in part before: "UR modified the rental to one month", "the carrier approved six of the twelve"."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import is_break
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.item import Item
from imrcli.extract.verdict.items.subject import number_of

_GRANTING = ("allowed", "permitted", "gave", "granted")
_CUTTING = ("reduced", "cut", "trimmed", "lowered", "shortened", "limited")
_EARLIER = ("prior", "past_marks", "again")
_UNSAID = ("condition", "whether", "would", "should", "may", "can", "not", "no")


def grants_part(words: list[Word], item: Item) -> bool:
    """Whether a sentence tells that the administrator granted a part of this request, and no more of it."""
    owner = next((at for at, word in enumerate(words) if word.plays("administrator")), -1)
    if owner < 0 or any(_earlier(words, at) for at in range(len(words))):
        return False
    verb = next((at for at in range(owner + 1, len(words)) if _grants(words[at])), -1)
    if verb < 0 or any(word.plays(*_UNSAID) for word in words[owner:verb]):
        return False
    if any(is_break(word) for word in words[owner:verb]):
        return False
    if any(word.plays("partly") for word in words[owner:verb]):
        return True  # "partially certified"
    end = _object_end(words, verb)
    given = words[verb + 1 : end]
    to = next((at for at in range(verb + 1, end - 1) if words[at].text == "to"), 0)
    few = number_of(words[to + 1]) if to and _cuts(words[verb]) else 0
    if 0 < few < max(item.numbers, default=0):
        return True  # "modified the three-month rental to one"
    if item.subject(words, to + 1 if few else verb + 1, end).fraction:
        return True
    refusal = next((at for at in range(owner + 1, len(words)) if words[at].plays("refused", "refuse")), -1)
    if refusal < 0:
        return False
    left = words[refusal + 1 : _object_end(words, refusal)]
    granted, refused = item.named_in(given) & item.telling, item.named_in(left) & item.telling
    return bool(granted - refused and refused - granted) or any(word.plays("part") for word in left)


def decides(words: list[Word]) -> bool:
    """Whether a sentence tells what the administrator decided."""
    owner = next((at for at, word in enumerate(words) if word.plays("administrator")), len(words))
    return any(word.plays("refused") or _grants(word) for word in words[owner:])


def _earlier(words: list[Word], at: int) -> bool:
    """Whether a word tells of an earlier request (not so `the last six`)."""
    counted = words[at].plays("part") and at + 1 < len(words) and words[at + 1].plays("number")
    return words[at].plays(*_EARLIER) and not counted


def _grants(word: Word) -> bool:
    return word.plays("granted") or word.text in _GRANTING or _cuts(word)


def _cuts(word: Word) -> bool:
    return word.plays("partly", "cut") or word.text.split(" ")[0] in _CUTTING


def _object_end(words: list[Word], verb: int) -> int:
    """Where the object of a verb ends: at a break, or where another verb of deciding is joined to it."""
    for at in range(verb + 1, len(words)):
        joined = at + 1 < len(words) and words[at].plays("and", "comma")
        if is_break(words[at]) or (joined and words[at + 1].plays("refused", "refuse", "granted", "and")):
            return at
    return len(words)
