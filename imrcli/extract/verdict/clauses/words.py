"""A sentence as words with the parts they play."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from imrcli.extract.verdict.clauses.clause import ends_clause
from imrcli.extract.verdict.clauses.insertion import without_insertions
from imrcli.extract.verdict.clauses.lexicon import NONE, Node, Roles, abbreviations, forms, opened, opens, spelt
from imrcli.extract.verdict.clauses.placed import BY_PLACE, place
from imrcli.extract.verdict.clauses.word import Word
from imrcli.pattern import pattern
from imrcli.text import Span

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
_COMMA: Roles = frozenset({"comma"})
_STOP: Roles = frozenset({"stop"})
_NUMBER: Roles = frozenset({"number"})
_ADVERB: Roles = frozenset({"adverb"})
_MARKS = {",": _COMMA, "(": _COMMA, ")": _COMMA, "[": _COMMA, "]": _COMMA, "&": frozenset({"and"})}
_THERAPY: Roles = frozenset({"generic"})
"""The roles of `PT`, physical therapy, where `pt` and `Pt` are the patient."""

_SHIFTING = BY_PLACE | {"pt", "no"}
"""Words whose part hangs on their place, or on how they are printed."""

_BEFORE_DATES = ("dos", "service", "services", "date", "dates")
"""Words behind which a colon gives a date, and opens nothing ("(DOS: 4/4/2014)")."""
_ENDED = (" not ", " non-", " non ")
"""What follows only a full stop that ends a note, though behind an abbreviation ("no dx. not approvable")."""

_CUT = ("un", "non")
"""Openings of words that are also printed apart ("un necessary")."""

_APOSTROPHES = "’‘`´"
_LIGHT = frozenset({"adverb", "here", "conclusion"})
"""Roles of words that can stand between a verb and its predicate."""

_PREDICATES = _VERDICTS | {"unnecessary", "disfavoured", "upheld", "overturned", "find"}

_REMEMBERED = 64
"""So many sentences are kept as they are parted into words: a letter's items often share their rationale."""

_NO_ADVERBS = (
    "supply resupply apply reapply misapply imply comply multiply ally rally tally rely bully fly unlikely likely",
    "reply family july belly anomaly assembly monopoly italy only early elderly costly sickly homely oily",
)
_NO_ADVERB = frozenset(" ".join(_NO_ADVERBS).split())
"""Words in `-ly` that are verbs, nouns and adjectives."""


class _Known(NamedTuple):
    """What the lists say of one word, wherever it stands."""

    text: str
    roles: Roles
    """Its roles where it is no part of an expression."""
    following: dict[str, Node] | None
    """The words by which an expression goes on that it opens."""


def words_in(text: str, start: int, end: int) -> list[Word]:
    """The words of a sentence: misprints mended, expressions of the lists in one piece, marks that part clauses."""
    return list(_words_in(text, start, end))


@lru_cache(maxsize=_REMEMBERED)
def _words_in(text: str, start: int, end: int) -> tuple[Word, ...]:
    plain = lower_case(text[start:end])
    printed, spans = _printed(plain)
    words = _in_pieces(printed, spans, start)
    glued = [at for at, word in enumerate(words) if word.text.endswith("'s")] if "'s" in plain else []
    if verbs := {words[at].start for at in glued if _is_verb(words, at + 1)}:
        words = _in_pieces(*_verbs_apart(printed, spans, {at - start for at in verbs}), start)
    for number, word in enumerate(words):
        if word.text not in _SHIFTING:
            continue
        if word.text == "if" and text[word.start : word.end] == "IF" and not text[start:end].isupper():
            word.roles = NONE  # interferential
        elif word.text in BY_PLACE:
            place(words, number)
        elif text[word.start : word.end] == "PT":
            word.roles = _THERAPY
        elif word.text == "no" and text[word.end : word.end + 1] == "." and _counts(words, number + 1):
            word.roles = NONE  # "No. 3"
    return tuple(without_insertions(words))


def _counts(words: list[Word], at: int) -> bool:
    """Whether a number in digits stands at a place."""
    return at < len(words) and words[at].text[0].isdigit()


def _in_pieces(printed: list[_Known], spans: list[Span], start: int) -> list[Word]:
    """The printed words of a sentence that starts at an offset, expressions of the lists in one piece."""
    words: list[Word] = []
    at, count = 0, len(printed)
    while at < count:
        word, roles, following = printed[at]
        if following is None:
            first, last = spans[at]
            words.append(Word(word, first + start, last + start, roles))
            at += 1
            continue
        behind = ahead = at + 1
        while following and ahead < count:
            node = following.get(printed[ahead].text)
            if node is None:
                break
            ahead += 1
            following = node.following
            if node.roles is not None and not (printed[ahead - 1].text == "as" and _opens_adjunct(printed, ahead)):
                behind, roles = ahead, node.roles
        if behind > at + 1:
            word = " ".join([known.text for known in printed[at:behind]])
        words.append(Word(word, spans[at][0] + start, spans[behind - 1][1] + start, roles))
        at = behind
    return words


def _opens_adjunct(printed: list[_Known], at: int) -> bool:
    """Whether `as` opens an expression of its own with the word behind it ("not supported as requested")."""
    behind = _known("as").following or {}
    node = behind.get(printed[at].text) if at < len(printed) else None
    return node is not None and node.roles is not None and not node.roles.isdisjoint(_LIGHT)


def _verbs_apart(printed: list[_Known], spans: list[Span], verbs: set[int]) -> tuple[list[_Known], list[Span]]:
    """The printed words, and where each stands, with `is` apart from the nouns that it is glued to."""
    apart: list[tuple[_Known, Span]] = []
    for known, (first, last) in zip(printed, spans, strict=True):
        if known.text.endswith("'s") and verbs.intersection(range(first, last)):
            apart += [(_known(known.text[:-2]), (first, last - 2)), (_known("is"), (last - 2, last))]
        else:
            apart.append((known, (first, last)))
    return [known for known, _ in apart], [span for _, span in apart]


def _is_verb(words: list[Word], at: int) -> bool:
    """Whether a negation or a predicate that ends its clause stands at a place: what is behind `is`."""
    if at < len(words) and words[at].text == "not":
        return True  # and for `has`, which is as good
    while at < len(words) and words[at].roles and words[at].roles <= _LIGHT:
        at += 1
    if at >= len(words) or words[at].roles.isdisjoint(_PREDICATES) or words[at].plays("position"):
        return False
    while at + 2 < len(words) and words[at + 1].plays("and") and words[at + 2].plays(*_VERDICTS):
        at += 2
    joined = at + 1 < len(words) and words[at + 1].plays("and")
    found = words[at].plays("find") and at + 1 < len(words) and words[at + 1].plays(*_VERDICTS, "to")
    return found or (ends_clause(words, at) and not joined)


def _printed(plain: str) -> tuple[list[_Known], list[Span]]:
    """The printed words of a sentence in lower case, and where each stands: at one place several that were glued."""
    printed: list[_Known] = []
    spans: list[Span] = []
    before, broken = "", "- " in plain
    for match in _TOKEN.finditer(plain):
        word = match.group()
        if word == ".":
            if _abbreviates(before, plain, match.end()) and not plain.startswith(_ENDED, match.end()):
                continue
        elif word == ":":
            if before in _BEFORE_DATES and plain[match.end() :].lstrip()[:1].isdigit():
                continue
        elif before and (broken or before in _CUT):
            first, last = spans[-1]
            if joined := _joined(before, word, plain[last : match.start()]):
                printed[-1], spans[-1] = _known(joined), (first, match.end())
                before = joined
                continue
        span = match.span()
        for known in _meant(word):
            printed.append(known)
            spans.append(span)
        before = printed[-1].text
    return printed, spans


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
    return _Known(word, _roles(word) if roles is None else roles, following)


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
    """A text in lower case, each letter in its place, with straight apostrophes, and spaces for line breaks."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    for mark in _APOSTROPHES:
        lower = lower.replace(mark, "'")
    for gap in "\n\t\r\f":
        lower = lower.replace(gap, " ")
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
