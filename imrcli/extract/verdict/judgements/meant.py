"""What of the item a clause is on, where its subject does not say it: by a pronoun, by the words around, by a place."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import FINITE, Clause, Range, clause_start, is_break, is_light
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.loci import loci_in
from imrcli.extract.verdict.items.subject import Subject, number_of, tells
from imrcli.extract.verdict.judgements.behind import Behind
from imrcli.extract.verdict.judgements.context import Context

_LATER = ("thereafter", "afterward", "afterwards")
_NOTHING: frozenset[str] = frozenset()
_LONGEST_NUMBER = 4
"""A subject of more words is no bare number, with its article."""

_DEMONSTRATIVE = ("this", "that", "these", "those")
_PLURAL = ("those", "these", "they", "them")
_PAIR = 2
_OPENING = 3
"""So many words open a sentence with what it is on."""

_ONE_SIDE = frozenset({"left", "right"})
_PARTED = frozenset({"stop", "contrast"})
_UNNAMED = ("pronoun", "generic", "empty", "unknown")
_LEADING = ("conclusion", "adverb", "comma", "and", "contrast", "regarding", "stop")


def named_before(words: list[Word], context: Context, clause: Clause, subject: Subject) -> frozenset[str]:
    """The item's words that a pronoun stands for: those before it in the sentence, or in the one before."""
    if context.topic.is_treatment:
        return _NOTHING
    first, end = clause.subject
    if (
        subject.reference == "empty"
        and context.item.several
        and clause.first > 0
        and (words[clause.first - 1].plays("stop") or words[clause.first].plays("conclusion"))
    ):
        start, until = _opening(words, clause.first)  # "Prilosec protects a stomach that nothing threatens: denied."
        return context.item.named_in(words[start:until]) & context.item.telling
    opening = words[first].text if first < end else ""
    possessive = opening in ("its", "their") or (subject.part and opening in ("these", "those"))
    several = context.item.several
    referring = opening in _DEMONSTRATIVE or (end > first + 1 and words[end - 1].text in ("it", "them"))
    pointing = several and referring and context.item.telling.isdisjoint(subject.named)
    pointing = pointing and (subject.reference in ("generic", "named", "unknown") or subject.part)
    sided = several and subject.reference == "denial" and not subject.named
    if subject.reference != "pronoun" and not possessive and not pointing and not sided:
        return _NOTHING
    before = words[: clause.first]
    near = before[_part_start(words, clause.first) :]
    runs = (near, before) if sided else (near, before, context.words)
    for run in runs:
        named = context.item.named_in(run) & (context.item.telling if pointing else context.item.words)
        if named:
            return named
    return _NOTHING


def is_limited(words: list[Word], context: Context, clause: Clause, behind: Behind) -> bool:
    """Whether a verdict is on one of several things only: "I reverse UR as to it", "as to that one I agree"."""
    if not context.item.several:
        return False
    run = range(clause_start(words, clause.first), min(behind.end, len(words) - 1))
    return any(words[at].plays("regarding") and words[at + 1].plays("pronoun") for at in run)


def means_part(words: list[Word], context: Context, clause: Clause, subject: Subject) -> bool:
    """Whether a pronoun stands for a part: `the other four are ... and I deny them`, `A further six ... Those are`."""
    first, end = clause.subject
    if words[clause.first].text == "both" and subject.reference == "empty":
        return context.item.things > _PAIR  # "Both are necessary. The third is not."
    if subject.reference != "pronoun" or (first < end and words[first].plays("no")):
        return False
    if first > 1 and clause.first:
        return context.item.subject(words, *_opening(words, clause.first)).part
    if first >= end or words[first].text not in _PLURAL:
        return False
    opening = context.words[:_OPENING]
    return any(word.plays("part") and word.text not in context.item.words for word in opening)


def _opening(words: list[Word], until: int) -> Range:
    """The words in front of a sentence's first verb or comma, and of another place."""
    first = 0
    while first < len(words) and words[first].plays(*_LEADING):
        first += 1
    end = first
    while end < until and not (_is_verb(words[end]) or is_break(words[end]) or words[end].plays("comma")):
        end += 1
    return first, end


def locus(words: list[Word], context: Context, clause: Clause, subject: Subject) -> frozenset[str]:
    """The place that the words before a clause name, where the item is in several: "on the left", "at L4-5 ..."."""
    asked = context.item.loci
    if not asked:
        return _NOTHING
    run = words[clause.subject[0] : clause.subject[1]]
    if not asked.isdisjoint(subject.named) or loci_in(run, asked):
        own = loci_in(run, asked)
        return own if own != asked else _NOTHING
    sides = not asked.isdisjoint(_ONE_SIDE)
    first = clause_start(words, clause.first) if sides else _part_start(words, clause.first)
    found = loci_in(words[first : clause.first], asked)
    there = any(word.text == "there" for word in words[clause.first : clause.subject[1] + 1])
    if not found and there:
        found = loci_in(context.words, asked)
    return found if found != asked and (len(found) == 1 or not sides) else _NOTHING


def names_half(run: list[Word]) -> bool:
    """Whether a word for a treatment says which half is meant ("the nursing half of the request")."""
    return any(at and word.text.startswith("half of") and tells(run[at - 1]) for at, word in enumerate(run))


def _part_start(words: list[Word], at: int) -> int:
    """The number of the first word behind the stop, or the word of contrast, in front of a word."""
    while at and words[at - 1].roles.isdisjoint(_PARTED):
        at -= 1
    return at


def is_of_later(words: list[Word], clause: Clause, place: int, behind: Behind) -> bool:
    """Whether a verdict is on the time behind a part that was judged ("thereafter it is not necessary")."""
    return any(word.text in _LATER for word in words[clause_start(words, clause.first) : max(place + 1, behind.end)])


def is_of_more(words: list[Word], clause: Clause) -> bool:
    """Whether a bare number is judged of a larger one: "of the twelve visits eight are necessary"."""
    first, end = clause.subject
    if end - first > _LONGEST_NUMBER:
        return False
    run = [word for word in words[first:end] if word.text not in ("the", "only")]
    if len(run) != 1 or not run[0].plays("number"):
        return False
    own = number_of(run[0])
    of_these = (word for at, word in enumerate(words) if word.plays("number") and at > 1 and words[at - 2].text == "of")
    return any(number_of(word) > own > 0 for word in of_these)


def fronted(words: list[Word], verb: int) -> Range | None:
    """The object in front of the reviewer who judges it: "the brace I deny", "Soma, after two years, I do not"."""
    at = verb - 1
    while at > 0 and not words[at].plays("reviewer") and (is_light(words[at]) or _is_verb(words[at])):
        at -= 1
    if at <= 0 or not words[at].plays("reviewer"):
        return None
    end = at
    if words[end - 1].plays("comma"):
        opens = next((near for near in range(end - 2, -1, -1) if words[near].plays("comma", "stop")), -1)
        end = at - 1 if opens < 0 or words[opens].plays("stop") else opens
    first = end
    while first and not words[first - 1].plays("comma") and not _parts_clauses(words, first - 1):
        first -= 1
    while first < end and words[first].plays(*_LEADING) and words[first].text not in ("the", "a", "an", "that"):
        first += 1
    run = words[first:end]
    if not run or any(_is_verb(word) or word.plays("no") for word in run):
        return None
    return first, end


def _is_verb(word: Word) -> bool:
    return not FINITE.isdisjoint(word.roles)


def _parts_clauses(words: list[Word], at: int) -> bool:
    """Whether a word parts clauses: a break that is no `that` in front of its noun, or `and` behind a whole clause."""
    if words[at].text == "that":
        return at > 0 and not words[at - 1].plays("stop", "comma", "and")
    if words[at].plays("and"):
        return any(_is_verb(word) for word in words[clause_start(words, at) : at])
    return is_break(words[at])
