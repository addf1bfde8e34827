"""A sentence as words with the parts they play."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from imrcli.extract.verdict.clause import behind_predicate, ends_clause
from imrcli.extract.verdict.lexicon import NONE, Node, Roles, abbreviations, forms, opened, opens, spelt
from imrcli.extract.verdict.placed import BY_PLACE, place
from imrcli.extract.verdict.word import Word
from imrcli.pattern import pattern

_LETTER = r"[a-z0-9\u00b2-\u1fff]"
_WORD = rf"\#?{_LETTER}+(?:['./\-]{_LETTER}+)*%?"
"""A word or a number: isn't, L4-5, 10/325mg, #60."""

_MARK = r"[,;:?!()\[\]—–&=]"
"""What parts clauses."""

_INNER_STOP = r"\.(?=\s|$)"
_DASH = r"(?<=\s)-{1,2}(?=\s)|--"
_TOKEN = pattern(rf"{_WORD}|{_MARK}|{_INNER_STOP}|{_DASH}")
_UNSPACED = pattern(r"([a-z0-9/\-]*[a-z]{3})\.([a-z]{2,}'?[a-z]*)")
"""Two words with a full stop, and without the space behind it."""

_VERDICTS = frozenset({"necessary", "granted", "refused", "favoured", "not"})
_JUDGING = ("necessary", "unnecessary", "granted", "refused", "favoured", "disfavoured")
_SHORT_IS = "'s"
_COMMA: Roles = frozenset({"comma"})
_STOP: Roles = frozenset({"stop"})
_NUMBER: Roles = frozenset({"number"})
_ADVERB: Roles = frozenset({"adverb"})
_MARKS = {",": _COMMA, "(": _COMMA, ")": _COMMA, "[": _COMMA, "]": _COMMA, "&": frozenset({"and"})}
_THERAPY: Roles = frozenset({"generic"})
"""The roles of `PT`, physical therapy, where `pt` and `Pt` are the patient."""

_BEFORE_DATES = ("dos", "service", "services", "date", "dates")
"""Words behind which a colon gives a date, and opens nothing ("(DOS: 4/4/2014)")."""
_ENDED = (" not ", " non-", " non ")
"""What follows only a full stop that ends a note, though behind an abbreviation ("no dx. not approvable")."""

_CUT = ("un", "non")
"""Openings of words that are also printed apart ("un necessary")."""

_APOSTROPHES = "’‘`´"
_REMEMBERED = 64
"""So many sentences are kept as they are parted into words: a letter's items often share their rationale."""

_NO_ADVERB = frozenset({"supply", "family", "july", "apply", "reply", "anomaly", "assembly", "only", "early", "rely"})


class _Known(NamedTuple):
    """What the lists say of one word, wherever it stands."""

    text: str
    roles: Roles
    """Its roles where it is no part of an expression."""
    following: dict[str, Node] | None
    """The words by which an expression goes on that it opens."""
    by_place: bool
    """Whether its part hangs on its place."""


def words_in(text: str, start: int, end: int) -> list[Word]:
    """The words of a sentence: misprints mended, expressions of the lists in one piece, marks that part clauses."""
    return list(_words_in(text, start, end))


@lru_cache(maxsize=_REMEMBERED)
def _words_in(text: str, start: int, end: int) -> tuple[Word, ...]:
    plain = lower_case(text[start:end])
    printed, firsts, lasts = _printed(plain, start)
    words: list[Word] = []
    placed: list[int] = []
    at, count = 0, len(printed)
    while at < count:
        word, roles, following, by_place = printed[at]
        if by_place:
            placed.append(len(words))
        behind = ahead = at + 1
        while following and ahead < count:
            node = following.get(printed[ahead].text)
            if node is None:
                break
            ahead += 1
            following = node.following
            if node.roles is not None:
                behind, roles = ahead, node.roles
        if behind > at + 1:
            word = " ".join([known.text for known in printed[at:behind]])
        words.append(Word(word, firsts[at], lasts[behind - 1], roles))
        at = behind
    for number in placed:
        word = words[number].text
        if word == "if" and text[words[number].start : words[number].end] == "IF" and not text[start:end].isupper():
            words[number].roles = NONE  # interferential
        elif word in BY_PLACE:
            place(words, number)
        elif word == "pt" and text[words[number].start : words[number].end] == "PT":
            words[number].roles = _THERAPY
    return tuple(_with_verbs(words) if _SHORT_IS in plain else words)


def _with_verbs(words: list[Word]) -> list[Word]:
    """The words, with the verb in `heparin's necessary` a word of its own."""
    whole: list[Word] = []
    for at, word in enumerate(words):
        if word.text.endswith(_SHORT_IS) and not word.roles and _is_judged(words, at + 1):
            end = word.end - len(_SHORT_IS)
            name = _known(word.text.removesuffix(_SHORT_IS))
            whole += [Word(name.text, word.start, end, name.roles), Word("is", end, word.end, _known("is").roles)]
        else:
            whole.append(word)
    return whole


def _is_judged(words: list[Word], at: int) -> bool:
    """Whether a predicate stands at a word, or behind adverbs and `not`, and no noun that it belongs to follows."""
    while at < len(words) and words[at].plays("adverb", "not", "here"):
        at += 1
    if at >= len(words) or not words[at].plays(*_JUDGING) or words[at].text == "right":
        return False
    behind = behind_predicate(words, at)
    joined = behind < len(words) and words[behind].text in ("and", "or")
    return not joined and ends_clause(words, behind - 1)


def _printed(plain: str, start: int) -> tuple[list[_Known], list[int], list[int]]:
    """The printed words in lower case, and where each starts and ends: at one place several words that were glued."""
    printed: list[_Known] = []
    firsts: list[int] = []
    lasts: list[int] = []
    before = ""
    for match in _TOKEN.finditer(plain):
        word = match.group()
        first, last = match.span()
        if word == ".":
            if _abbreviates(before, plain, last) and not plain.startswith(_ENDED, last):
                continue
        elif word == ":":
            if before in _BEFORE_DATES and plain[last:].lstrip()[:1].isdigit():
                continue
        elif joined := _joined(before, word, plain[lasts[-1] - start : first] if lasts else ""):
            printed[-1], lasts[-1] = _known(joined), last + start
            before = joined
            continue
        for known in _meant(word):
            printed.append(known)
            firsts.append(first + start)
            lasts.append(last + start)
        before = printed[-1].text
    return printed, firsts, lasts


def _joined(before: str, word: str, between: str) -> str:
    """The word that two printed ones are, cut at a line's end or behind `non` and `un`; empty where they are two."""
    if before == "non" and word.isalpha():
        return f"non-{word}"
    cut = before in _CUT or between.startswith("- ")
    return before + word if cut and before.isalpha() and word.isalpha() and opens(before + word) else ""


@lru_cache(maxsize=8192)
def _meant(printed: str) -> tuple[_Known, ...]:
    """What is known of the words that a printed word or mark stands for."""
    return tuple(_known(word) for word in _parts(printed))


def _known(word: str) -> _Known:
    node = opened(word)
    roles = None if node is None else node.roles
    following = None if node is None else node.following or None
    return _Known(word, _roles(word) if roles is None else roles, following, word in BY_PLACE or word == "pt")


def _judging(word: str) -> bool:
    node = opened(word)
    return node is not None and node.roles is not None and not node.roles.isdisjoint(_VERDICTS)


def _parts(word: str) -> tuple[str, ...]:
    """The words that a printed word or mark stands for."""
    glued = _UNSPACED.fullmatch(word) if "." in word else None
    if glued:  # "documented.therefore"
        return (*_parts(glued[1]), ".", *_parts(glued[2]))
    if "/" in word and not opens(word) and any(_judging(part) for part in word.split("/")):
        return tuple(part for piece in word.split("/") for part in ("and", *_parts(piece)))[1:]  # "indicated/not"
    if word in _MARKS or not word[0].isalnum() or (opens(word) and word not in forms()):
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
    for mark in _APOSTROPHES:
        lower = lower.replace(mark, "'")
    return lower


def _roles(word: str) -> Roles:
    """The roles of a word or mark that no list has."""
    if not word[0].isalnum():
        return _NUMBER if word[0] == "#" else _MARKS.get(word, _STOP)
    if word[0].isdigit():
        return _NUMBER
    if word.endswith("ly") and len(word) > 4 and word not in _NO_ADVERB:
        return _ADVERB
    return NONE
