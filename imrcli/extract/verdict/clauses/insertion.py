"""Insertions that change nothing of a verdict, and that the grammar is spared: "is, for the reasons above, not needed".

What stands between a verb and its predicate, or between a subject and its verb, in commas, brackets or dashes is passed
over if it says only why, when or by whose judgement the reviewer decides; of its words only those stay that conclude or
point to this case. Any other insertion stays as it is, and dashes around it become commas.
"""

from __future__ import annotations

from functools import cache

from imrcli.extract.verdict.clauses.clause import ARTICLES, FINITE, PREPOSITIONS
from imrcli.extract.verdict.clauses.lexicon import Roles, listed
from imrcli.extract.verdict.clauses.word import Word
from imrcli.vocabulary import entries

_LEADING = PREPOSITIONS | ARTICLES | {"upon", "per", "through"}
_DASHES = ("—", "–", "-", "--")
_CLOSING = {",": (",",), "(": (")",), "[": ("]",), **dict.fromkeys(_DASHES, _DASHES)}
_LONGEST = 14
"""An insertion of more words is none of these."""

_COMMA: Roles = frozenset({"comma"})
_SAYING_NOTHING = frozenset({"adverb", "here", "conclusion", "evidence", "neutral", "and"})
_KEPT = frozenset({"conclusion", "here", "and"})
_TURNING = frozenset(
    ["not", "no", "deficit", "doubt", "partly", "some", "general", "condition", "exception", "occasion", "concession"]
)
_FIRM = frozenset({"necessary", "unnecessary", "granted", "refused"})
_PREDICATES = _FIRM | {"favoured", "disfavoured", "upheld", "overturned", "shown", "find", "support", "meet", "wanting"}
_HELPING = FINITE | {"not", "find"}
_BEFORE_PREDICATE = frozenset({"not", "adverb", "conclusion", "be", "as", "to", "here"})
_GROUNDS = (
    "given",
    "considering",
    "despite",
    "notwithstanding",
    "in view",
    "in light",
    "owing to",
    "due to",
    "because",
)
"""How an insertion opens that gives a ground, whatever it is ("is not, given that tracing, prudent")."""

_JUDGING = ("find", "say", "show")


@cache
def _asides() -> frozenset[str]:
    return frozenset(entries("verdict/asides.txt")[""])


def without_insertions(words: list[Word]) -> list[Word]:
    """A sentence's words without the insertions that change nothing; the very list where there are none."""
    kept: list[Word] = []
    behind = 0
    for at in [at for at in range(1, len(words) - 1) if words[at].text in _CLOSING]:
        close = _close(words, at) if at >= behind else 0
        if not close:
            continue
        word = words[at]
        inside = words[at + 1 : close]
        predicate = _predicate(words, close + 1)
        before = words[at - 1] if at > behind else kept[-1]
        helped = predicate > 0 and before.plays(*_HELPING)
        subject = not FINITE.isdisjoint(words[close + 1].roles)
        subject = subject and not words[at - 1].plays("comma", "stop", *_PREDICATES)
        firm = predicate > 0 and not _FIRM.isdisjoint(words[predicate].roles)
        ground = " ".join([each.text for each in inside[:2]]).startswith(_GROUNDS)
        ground = ground and predicate > 0 and not any(each.plays("condition") for each in inside)
        if (helped or subject) and (ground or _says_nothing(inside, bracket=word.text in "([", firm=firm)):
            kept += words[behind:at]
            kept += [each for each in inside if each.roles and each.roles <= _KEPT and each.text != "and"]
            behind = close + 1
        elif helped and word.text in _DASHES:
            kept += [*words[behind:at], Word(",", word.start, word.end, _COMMA), *inside]
            kept.append(Word(",", words[close].start, words[close].end, _COMMA))
            behind = close + 1
    return [*kept, *words[behind:]] if behind else words


def _close(words: list[Word], opening: int) -> int:
    """Where an insertion ends that opens with a mark, with words on either side; 0 where it does not."""
    marks = _CLOSING[words[opening].text]
    for at in range(opening + 1, min(opening + 2 + _LONGEST, len(words) - 1)):
        if words[at].text in marks:
            return at if at > opening + 1 else 0
        if words[at].text in (".", ";", ":", "?"):
            return 0
    return 0


def _predicate(words: list[Word], at: int) -> int:
    """The number of the predicate that stands at a place or behind the light words there; 0 where there is none."""
    while at < len(words) and words[at].roles.isdisjoint(_PREDICATES):
        if words[at].roles.isdisjoint(_BEFORE_PREDICATE) and words[at].text not in ("either", "both"):
            return 0
        at += 1
    return at if at < len(words) else 0


def _says_nothing(inside: list[Word], *, bracket: bool, firm: bool) -> bool:
    """Whether an insertion tells only why, when or by whose judgement something is decided."""
    if inside[0].plays("reviewer") or inside[0].text == "it":  # "I find", "it follows"
        judging = len(inside) > 1 and inside[-1].plays(*_JUDGING) and not inside[-1].plays("doubt", "hearsay")
        return judging and all(word.plays("reviewer", "adverb") or word.text in ("it", "must") for word in inside[:-1])
    if _as_found(inside):
        return True
    guideline = any(word.plays("guideline") for word in inside)
    if guideline and not firm:
        return False  # "are, according to the guideline, not recommended"
    return all(_is_harmless(word, bracket=bracket) for word in inside)


def _as_found(inside: list[Word]) -> bool:
    """Whether an insertion tells who saw it alike, or not: "as UR correctly observed", "contrary to what UR found"."""
    seen = inside[-1].plays("say", "find", "show") or inside[-1].text in listed("seen")
    party = any(word.plays("administrator", "provider") for word in inside[1:])
    turned = any(word.plays("not", "no", "doubt") for word in inside)
    return inside[0].text in ("as", "contrary to", "contrary") and seen and party and not turned


def _is_harmless(word: Word, *, bracket: bool) -> bool:
    if word.text in _asides():
        return True
    if not _TURNING.isdisjoint(word.roles) or word.text == "without":
        return False
    if word.text in _LEADING or word.plays("guideline", "reviewer", "according"):
        return True
    return bool(word.roles & _SAYING_NOTHING) or (bracket and word.plays("number"))
