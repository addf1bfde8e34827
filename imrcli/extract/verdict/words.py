"""A sentence as words with the parts they play."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from imrcli.extract.verdict.lexicon import NONE, Roles, abbreviations, forms, lexicon, spelt
from imrcli.pattern import pattern
from imrcli.text import Span

_TOKEN = pattern(
    r"""
    \#?[a-z0-9\u00b2-\u1fff]+(?:['./\-][a-z0-9\u00b2-\u1fff]+)*%?   # a word or a number: isn't, L4-5, 10/325mg, #60
    | [,;:?!()\[\]—–&=]                 # what parts clauses
    | \.(?=\s|$)                       # a full stop inside a sentence
    | (?<=\s)-{1,2}(?=\s) | --         # a dash
    """,
    re.VERBOSE,
)
_COMMA: Roles = frozenset({"comma"})
_STOP: Roles = frozenset({"stop"})
_NUMBER: Roles = frozenset({"number"})
_ADVERB: Roles = frozenset({"adverb"})
_MARKS = {",": _COMMA, "(": _COMMA, ")": _COMMA, "[": _COMMA, "]": _COMMA, "&": frozenset({"and"})}
_THERAPY: Roles = frozenset({"generic"})
"""The roles of `PT`, physical therapy, where `pt` and `Pt` are the patient."""

_APOSTROPHES = {ord(mark): "'" for mark in "’‘`´"}
_NO_ADVERB = frozenset({"supply", "family", "july", "apply", "reply", "anomaly", "assembly", "only", "early", "rely"})


class Word(Struct, gc=False):
    """A word or an expression of several, in lower case, where it stands, and the parts it can play."""

    text: str
    start: int
    end: int
    roles: Roles

    def plays(self, *roles: str) -> bool:
        """Whether the word has any of these roles."""
        return not self.roles.isdisjoint(roles)


def words_in(text: str, start: int, end: int) -> list[Word]:
    """The words of a sentence: misprints mended, expressions of the lists in one piece, marks that part clauses."""
    printed = _printed(text, start, end)
    words: list[Word] = []
    first_words = lexicon()
    at, count = 0, len(printed)
    while at < count:
        word, (first, last) = printed[at]
        node = first_words.get(word)
        if node is None:
            words.append(Word(word, first, last, _roles(word)))
            at += 1
            continue
        size, roles = 1, node.roles
        ahead = at + 1
        while node.following and ahead < count:
            node = node.following.get(printed[ahead][0])
            if node is None:
                break
            ahead += 1
            if node.roles is not None:
                size, roles = ahead - at, node.roles
        if size > 1:
            word = " ".join([part for part, _ in printed[at : at + size]])
            last = printed[at + size - 1][1][1]
        words.append(Word(word, first, last, _roles(word) if roles is None else roles))
        at += size
    for place, listed in enumerate(words):
        if listed.text == "if" and text[listed.start : listed.end] == "IF" and not text[start:end].isupper():
            listed.roles = NONE  # interferential
        elif listed.text in _PLACED or listed.text in ("before", "what"):
            _place(words, place)
        elif listed.text == "pt" and text[listed.start : listed.end] == "PT":
            listed.roles = _THERAPY
    return words


def _printed(text: str, start: int, end: int) -> list[tuple[str, Span]]:
    """The printed words in lower case, each with its place; several words at one place where two were glued."""
    printed: list[tuple[str, Span]] = []
    plain = lower_case(text[start:end])
    for match in _TOKEN.finditer(plain):
        word = match.group()
        first, last = match.span()
        span = (first + start, last + start)
        if word == "." and printed and _abbreviates(printed[-1][0], plain, last):
            continue
        if printed and printed[-1][0] == "non" and word.isalpha():
            printed.append((f"non-{word}", (printed.pop()[1][0], span[1])))
            continue
        for part in _parts(word):
            printed.append((part, span))
    return printed


@lru_cache(maxsize=8192)
def _parts(word: str) -> tuple[str, ...]:
    """The words that a printed word or mark stands for."""
    if word in _MARKS or not word[0].isalnum() or (word in lexicon() and word not in forms()):
        return (word,)
    return spelt(word)


def _abbreviates(word: str, plain: str, stop: int) -> bool:
    """Whether the full stop behind a word belongs to it (`med. nec.`, `No. 3`) and ends nothing."""
    if stop == len(plain) or word not in abbreviations():
        return False
    return word != "no" or plain[stop:].lstrip()[:1].isdigit()


def lower_case(text: str) -> str:
    """A text in lower case, each letter in its place, with straight apostrophes."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return lower.translate(_APOSTROPHES)


@lru_cache(maxsize=8192)
def _roles(word: str) -> Roles:
    """The roles of a word or mark that no list has."""
    if not word[0].isalnum():
        return _NUMBER if word[0] == "#" else _MARKS.get(word, _STOP)
    if word[0].isdigit():
        return _NUMBER
    if word.endswith("ly") and len(word) > 4 and word not in _NO_ADVERB:
        return _ADVERB
    return NONE


# --- words whose part hangs on their place -------------------------------------------------------------------

_DETERMINERS = frozenset(
    [
        "the",
        "this",
        "that",
        "these",
        "those",
        "there",
        "it",
        "he",
        "she",
        "they",
        "a",
        "an",
        "no",
        "his",
        "her",
        "its",
        "such",
        "i",
        "we",
        "any",
        "all",
    ]
)
_SIDE: Roles = frozenset({"modifier"})
_RIGHT: Roles = frozenset({"favoured", "right"})
_OPEN = frozenset({"stop", "comma", "and", "contrast", "conclusion"})


_NAMES: Roles = frozenset({"pronoun"})
_QUESTION: Roles = frozenset({"whether"})
_MEASURED = ("times", "twice", "double", "than", "half", "beyond", "exceeds", "exceed")
_OFFERED = ("offered", "asked", "wanted", "ordered", "prescribed", "presented", "described")

_VERBS = frozenset(["be", "have", "do", "would", "may", "should", "will", "can", "must"])
_DECIDED = ("be", "necessary", "granted", "refused", "denial", "grant", "recommend", "request")
_CLAUSE_REACH = 8


def _place(words: list[Word], at: int) -> None:
    """Give a word that plays different parts in different places the one that it plays here."""
    word = words[at]
    if word.text == "before":
        word.roles = _before(words, at)
        return
    if word.text == "what":
        word.roles = _what(words, at)
        return
    if word.text == "as" and _reason_follows(words, at):
        word.roles = frozenset({"reason"})
        return
    before = words[at - 1] if at else None
    behind = words[at + 1] if at + 1 < len(words) else None
    opens = before is None or not before.roles.isdisjoint(_OPEN)
    word.roles = _PLACED[word.text](opens, before, behind, at)


def _reason_follows(words: list[Word], at: int) -> bool:
    """Whether something is decided in front of `as`, and a noun with its verb follows ("deny, as pain is absent")."""
    if at == 0 or words[at - 1].plays("be", "not") or not any(word.plays(*_DECIDED) for word in words[:at]):
        return False
    for number, word in enumerate(words[at + 1 : at + 1 + _CLAUSE_REACH]):
        if not word.roles.isdisjoint(_VERBS):
            return number > 0
        if word.plays("stop", "comma", "and", "not", "necessary", "relative", "that", "occasion"):
            return False
    return False


def _what(words: list[Word], at: int) -> Roles:
    """`What is requested` names the item, `twice what the guideline allows` an amount; else it opens a question."""
    before = words[at - 1] if at else None
    if before is not None and (before.plays("number", "unit", "conforms") or before.text in _MEASURED):
        return NONE
    opens = before is None or not before.roles.isdisjoint(_OPEN)
    behind = words[at + 1 : at + 4]
    asked = any(word.plays("request") or word.text in _OFFERED for word in behind)
    return _NAMES if opens and asked and behind[0].plays("be", "have") else _QUESTION


def _before(words: list[Word], at: int) -> Roles:
    """`Before the film is needed, ...` opens a condition."""
    following = words[at + 1 : at + 1 + _CLAUSE_REACH]
    end = next((number for number, word in enumerate(following) if word.plays("comma", "stop")), len(following))
    opens = at == 0 or not words[at - 1].roles.isdisjoint(_OPEN)
    clause = opens and any(not word.roles.isdisjoint(_VERBS) for word in following[:end])
    return frozenset({"condition"} if clause else {"past_marks"})


def _yet(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    return frozenset({"contrast"} if opens else {"adverb"})


def _as(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    clause = behind is not None and behind.text in _DETERMINERS and behind.text not in ("a", "an", "such")
    return frozenset({"reason"} if clause or opens else {"as"})


def _while(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    if at == 0 or (before and before.plays("stop", "conclusion")):
        return frozenset({"concession"})
    return frozenset({"contrast"} if opens else {"reason"})


def _so(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    return frozenset({"conclusion"} if opens else {"adverb"})


def _if(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    asked = before is not None and before.plays("find", "show", "doubt", "say") and not opens
    return frozenset({"whether"} if asked else {"condition"})


def _inverted(roles: Roles, opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    """`Had there been`, `were the knee`, `should pain persist` open a condition."""
    first = before is None or before.plays("stop")
    supposed = first and behind is not None and not behind.plays("not", "be", "stop")
    return frozenset({"condition"}) if supposed else roles


def _had(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    return _inverted(frozenset({"have", "past"}), opens, before, behind, at)


def _were(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    return _inverted(frozenset({"be", "past"}), opens, before, behind, at)


def _should(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    return _inverted(frozenset({"should"}), opens, before, behind, at)


def _once(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    counted = (
        behind is None
        or (before is not None and before.text == "at")
        or behind.text in ("a", "per", "daily", "weekly", "every", "each", "monthly", "more")
    )
    return NONE if counted else frozenset({"condition", "exception"})


def _may(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    return NONE if behind is not None and behind.plays("number") else frozenset({"may"})


def _right(opens: bool, before: Word | None, behind: Word | None, at: int) -> Roles:
    """`UR was right` is a judgement; `the right was not` and `right knee` are a side."""
    judges = before is not None and before.text not in _DETERMINERS and before.plays("be", "not", "adverb", "have")
    return _RIGHT if judges else _SIDE


_PLACED = {
    "right": _right,
    "yet": _yet,
    "as": _as,
    "while": _while,
    "whilst": _while,
    "so": _so,
    "if": _if,
    "had": _had,
    "were": _were,
    "should": _should,
    "once": _once,
    "may": _may,
}
