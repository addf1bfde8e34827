"""Plain verdicts: "Therefore, the request is not medically necessary", "MRI of the knee is medically necessary".

Two rationales in three end with one, so that it is worth a short cut: what is read here is what the grammar reads in
such a sentence, too (tests hold both to each other). `plain_verdict` knows the plainest by their letters; `plain_words`
knows a sentence of one clause by its words' parts: words that conclude or a ground in front of a comma, a subject whose
words turn, weaken and shift nothing, a form of `be`, a word of decision, and behind it at most `at this time` or the
guideline that it goes by.
"""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec.structs import replace

from imrcli.extract.verdict.clauses.clause import ACTORS, CLAUSE_OPENERS, PREPOSITIONS, ends_clause
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.item import Item
from imrcli.extract.verdict.judgements.behind import is_date
from imrcli.extract.verdict.judgements.context import Context, Predicate
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import AGAINST, Sentence
from imrcli.pattern import pattern
from imrcli.text import Span

_PLAIN = pattern(
    r"""
    (?: (?: therefore | thus | hence | accordingly | consequently | as[ ]such | given[ ]the[ ]above | given[ ]this
          | based[ ]on[ ]the[ ]above | based[ ]on[ ]this | for[ ]these[ ]reasons | in[ ]light[ ]of[ ]the[ ]above
        ) ,?[ ] )?
    (?P<clause> (?P<subject> (?: the | this )[ ]request ) [ ](?: is | (?P<past>was) )[ ](?P<not>not[ ])?
        medically[ ]necessary (?: [ ]and[ ]appropriate )? )
    \.?
    """,
    re.VERBOSE,
)
_OWN_WORDS = ("request", "necess", "not ")
"""What no item may have in its name that the sentence is read for."""


def plain_verdict(lower: str, start: int, end: int, item: Item) -> Judgement | None:
    """The judgement of a sentence of a text in lower case, if it is the plainest."""
    match = _PLAIN.fullmatch(lower, start, end)
    if match is None or any(word in item.request for word in _OWN_WORDS):
        return None
    return Judgement(
        span=match.span("clause"),
        sentence=match.span(),
        judged="this item",
        verdict="not_necessary" if match["not"] else "necessary",
        firm=True,
        subject=match.span("subject"),
        past=match["past"] is not None,
    )


# --- by the parts that words play --------------------------------------------------------------------------------

_DECISIONS = frozenset([frozenset({role}) for role in ("necessary", "unnecessary", "granted", "refused")])
_DECIDED = frozenset({"granted", "refused"})
_OTHER_DECISIONS = ("ok", "okay")
_VERBS = ("is", "are", "was", "were")
_BE, _WAS = frozenset({"be"}), frozenset({"be", "past"})
_FOUND = frozenset({"find", "shown"})
_CONCLUSION, _COMMA, _HERE, _NEUTRAL, _REASON, _ADVERB = (
    frozenset({role}) for role in ("conclusion", "comma", "here", "neutral", "reason", "adverb")
)
_NAMING = ("modifier", "number", "unit", "generic", "request", "surgery", "again", "part", "lesser", "prior", "other")
"""Roles of words that name a treatment, its amount or its place, and do nothing else in a clause."""

_AMONG = ("comma", "and", "adverb", "here", "neutral", "pronoun", "to", "measure")
"""Roles of words that may stand among those."""

_SUBJECT = frozenset([*_NAMING, *_AMONG])
_ASIDE = frozenset({"adverb", "here"})
_IN_FRONT = _ASIDE | {"modifier"}
"""Roles of words that are no part of a subject behind them (`an`)."""

_JOINTS = frozenset({"comma", "and"})
_NO_END = _JOINTS | _ASIDE | {"to"}
_ADJUNCT = _SUBJECT | {"conclusion", "evidence", "show", "guideline", "criteria", "deficit", "according", "regarding"}
"""Roles of words in front of a clause that a comma parts from it ("based on the information in the record, ...")."""

_NO_SUBJECT = frozenset({"according", "by", "deficit"})
_LEADS = frozenset({"adverb", "here", "conclusion", "comma", "neutral", "and"})
_SOURCE = frozenset({"modifier", "criteria", "guideline", "generic", "unit"})
"""Roles of words that name what a decision is made by ("per the guidelines")."""

_NO_SOURCE = frozenset({"for", "in", "with"})
_READ_OTHERWISE = "its their these those only yes no not none neither nor so such as there what than that"
_OTHER_READING = ACTORS | frozenset(_READ_OTHERWISE.split())
"""Words that ask for more than is read here."""

_OTHER_IN_ADJUNCT = _OTHER_READING | {"left", "right"}
_OTHER_SUBJECTS = CLAUSE_OPENERS | {"any", "further"}
"""Words that open a subject of its own behind `and`."""

_DEPENDENT = frozenset({"modifier", "unit", "generic", "request", "surgery", "pronoun"})
"""Roles of words that name a treatment, and where a reason stands in front of it say nothing of the reason."""

_ON_BOTH = frozenset({"for", "in", "on", "without", "only", "issue", "item", "elsewhere", "separately"})
_POINTING = ("this", "these", "such")
_ITEMS = frozenset({"request", "named", "generic", "unknown", "other", "unlike"})
_OTHERS = frozenset({"other", "unlike"})


def plain_words(sentence: Sentence) -> list[Judgement]:
    """The judgements of a sentence that is one plain clause, or one behind its reason; none for the grammar's to read.

    "As the surgery is not medically necessary, the requested device is not medically necessary."
    """
    words, context = sentence.words, sentence.context
    if context.asked:
        return []
    comma = _comma_behind_reason(words)
    parts = [(1, words[1:comma]), (comma + 1, words[comma + 1 :])] if comma else [(0, words)]
    judgements: list[Judgement] = []
    predicates: list[Predicate] = []
    for start, part in reversed(parts):
        read = _clause(part, context)
        if read is None or (comma and read[0].subject[0] != part[0].start):
            return []
        judgements.append(replace(read[0], sentence=(words[0].start, words[-1].end)))
        predicates.append(replace(read[1], place=read[1].place + start))
    if comma:
        own, reason = judgements
        if own.verdict != reason.verdict or own.past or reason.past or not _hangs_plainly(sentence, comma, own):
            return []
        judgements = [replace(reason, span=(reason.span[0], own.span[1])), own]
    sentence.predicates += predicates
    return judgements


def _comma_behind_reason(words: list[Word]) -> int:
    """The number of the comma behind the reason that opens a sentence ("as ... is not necessary, ..."); 0 for none."""
    if words[0].roles != _REASON:
        return 0
    comma = next((at for at, word in enumerate(words) if word.roles == _COMMA), 0)
    return comma if 1 < comma < len(words) - 1 else 0


def _hangs_plainly(sentence: Sentence, comma: int, own: Judgement) -> bool:
    """Whether a clause behind its reason says nothing that goes with the reason, too, nor hangs on it by a pronoun."""
    reason, words, item = sentence.words[1:comma], sentence.words[comma + 1 :], sentence.item
    if item.loci or (item.several and words[0].text in _POINTING):
        return False
    if any(word.text in CLAUSE_OPENERS and before.text not in PREPOSITIONS for before, word in pairwise(reason)):
        return False
    if own.verdict == "necessary" and any(word.text == "not" for word in sentence.words):
        return False
    verb = next(at for at, word in enumerate(words) if word.roles == _BE)
    named = all(word.roles <= _DEPENDENT and word.text not in _ON_BOTH for word in words[:verb])
    return named and words[-1 - (words[-1].text == ".")].roles in _DECISIONS


def _clause(words: list[Word], context: Context) -> tuple[Judgement, Predicate] | None:
    """The judgement and the predicate of a plain clause."""
    place, end = _decision(words)
    verb, negated = _verb(words, place)
    if verb < 1:
        return None
    subject_end = verb
    while subject_end > 0 and words[subject_end - 1].roles == _NEUTRAL:
        subject_end -= 1
    first = _subject_start(words, subject_end)
    if first < 0:
        return None
    word, past = words[place], "past" in words[verb].roles
    opens = any("conclusion" in each.roles for each in words[:first])
    if (past and not opens and not word.roles.isdisjoint(_DECIDED)) or _quoted(word, context.quotes):
        return None
    if past and any(is_date(each) for each in words[:verb]):
        return None
    run = words[first:subject_end]
    roles = frozenset().union(*[each.roles for each in run])
    if "number" in roles and sum(each.text != "the" for each in run) == 1:
        return None  # "of the twelve visits eight are"
    subject = context.item.subject(words, first, subject_end)
    if subject.reference not in _ITEMS or (past and subject.prior):
        return None
    speaks_for = word.roles.isdisjoint(AGAINST)
    necessary = speaks_for != negated
    judgement = Judgement(
        span=(run[0].start, words[end - 1].end),
        sentence=(words[0].start, words[-1].end),
        judged="another item" if subject.reference in _OTHERS else "this item",
        verdict="necessary" if necessary else "not_necessary",
        firm=True,
        subject=(run[0].start, run[-1].end),
        named=subject.named | context.topic.named,
        explicit=subject.explicit,
        whole=subject.reference == "request",
        part=subject.part,
        fraction=subject.fraction,
        past=past,
        specific=opens or "here" in roles or words[end - 1].roles == _HERE or subject.reference == "request",
    )
    return judgement, Predicate(place, speaks_for, 1 if necessary else -1, firm=True)


def _decision(words: list[Word]) -> tuple[int, int]:
    """The number of the word of decision that ends a sentence, and of the one behind its clause; -1 where none does."""
    end = len(words) - (words[-1].text == ".")
    place = end - 1
    here = words[place].roles == _HERE and words[place].text != "there"
    if place > 0 and (here or (words[place].roles == _ADVERB and words[place].text.startswith("per "))):
        place -= 1  # "at this time", "per the documentation"
    else:
        while place > 1 and words[place].roles <= _SOURCE and words[place].text not in _NO_SOURCE:
            place -= 1
        place -= place < end - 1 and words[place].text == "per"
    plain = place > 1 and words[place].roles in _DECISIONS and words[place].text not in _OTHER_DECISIONS
    return (place, end) if plain else (-1, end)


def _verb(words: list[Word], place: int) -> tuple[int, bool]:
    """The number of a plain verb in front of a word, and whether one negation turns it; -1 where it is not plain.

    `is not`, `was`, `is considered not`, `is not seen as`, `is determined to not be`.
    """
    at, negations = place - 1, 0

    def negation() -> bool:
        return at > 0 and words[at].text == "not"

    if negation():
        at, negations = at - 1, negations + 1
    if at > 3 and words[at].text == "be":
        at -= 1
        if negation():
            at, negations = at - 1, negations + 1
        if words[at].text != "to" or not words[at - 1].plays("find"):
            return -1, False
        at -= 1
    elif at > 1 and words[at].text == "as":
        at -= 1
        if not words[at].plays("find"):
            return -1, False
    if at > 1 and words[at].plays("find"):
        if not words[at].roles <= _FOUND:
            return -1, False
        at -= 1
        if negation():
            at, negations = at - 1, negations + 1
    plain = at > 0 and words[at].text in _VERBS and words[at].roles in (_BE, _WAS) and negations < 2
    return (at, negations > 0) if plain else (-1, False)


def _subject_start(words: list[Word], end: int) -> int:
    """The number of the first word of a plain subject that ends in front of a place; -1 where it is not plain."""
    lead = 0
    while lead < end and (words[lead].roles == _CONCLUSION or (lead and words[lead].roles == _COMMA)):
        lead += 1
    first = _subject_from(words, lead, end)
    if first >= 0:
        return first
    comma = next((at for at in range(end - 1, 0, -1) if "comma" in words[at].roles), 0)
    apart = comma and words[comma].roles == _COMMA and _is_adjunct(words, comma)
    return _subject_from(words, comma + 1, end) if apart else -1


def _subject_from(words: list[Word], lead: int, end: int) -> int:
    """The number of the first word of a subject between two places; -1 where it is not plain."""
    first = lead
    while first < end and not words[first].roles.isdisjoint(_ASIDE):
        counts = words[first].text == "a" and words[first + 1].plays("unit")  # "a month is certified"
        if counts or not words[first].roles <= _IN_FRONT:
            return -1
        first += 1
    if first >= end or not words[first].roles.isdisjoint(_JOINTS) or not words[end - 1].roles.isdisjoint(_NO_END):
        return -1
    if words[first].text in PREPOSITIONS or "neutral" in words[first].roles:
        return -1
    for at in range(lead, end):
        word = words[at]
        if not word.roles <= _SUBJECT or word.text in _OTHER_READING:
            return -1
        if "comma" in word.roles and (words[at + 1].text in CLAUSE_OPENERS or "and" in words[at + 1].roles):
            return -1
        if word.text == "and" and words[at + 1].text in _OTHER_SUBJECTS:
            return -1
    return first


def _is_adjunct(words: list[Word], comma: int) -> bool:
    """Whether the words in front of a comma only say on what ground the clause behind it decides."""
    given = words[0].text == "given" and not ends_clause(words, 0)
    opening = next((word for word in words[given:comma] if word.roles.isdisjoint(_LEADS)), None)
    if not given and opening and opening.text not in PREPOSITIONS and opening.roles.isdisjoint(_NO_SUBJECT):
        return False
    run = words[given:comma]
    return all(word.roles <= _ADJUNCT and word.text not in _OTHER_IN_ADJUNCT for word in run)


def _quoted(word: Word, quotes: tuple[Span, ...]) -> bool:
    return any(start <= word.start and word.end <= end for start, end in quotes)
