"""What is left to a later clause: "while necessary at the outset, it is no longer so", "I would have and I do"."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import FINITE, is_break
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.judgements.context import Predicate
from imrcli.extract.verdict.judgements.sentence import AGAINST, Sentence

_PREDICATES = frozenset({"necessary", "unnecessary", "favoured", "disfavoured"})
_FIRM = frozenset({"necessary", "unnecessary"})
_OPENING = ("concession", "occasion", "not", "adverb", "stop")
_LONGEST = 8
"""So many words stand at most between the predicate and the comma behind it."""


def once(sentence: Sentence, place: int) -> Predicate | None:
    """The predicate that opens a sentence without a verb of its own, for the clause behind its comma to leave out.

    None where the word at the place is no such predicate.
    """
    words, word = sentence.words, sentence.words[place]
    if word.roles.isdisjoint(_PREDICATES) or not all(before.plays(*_OPENING) for before in words[:place]):
        return None
    end = min(place + 2 + _LONGEST, len(words))
    comma = next((at for at in range(place + 1, end) if not FINITE.isdisjoint(words[at].roles) or _ends(words[at])), 0)
    if not comma or words[comma].text != "," or not _opens_clause(sentence, comma + 1):
        return None
    speaks_for = word.roles.isdisjoint(AGAINST)
    negated = any(before.plays("not") for before in words[:place])
    sign = 1 if speaks_for != negated else -1
    return Predicate(place, speaks_for, sign, firm=not word.roles.isdisjoint(_FIRM))


def _ends(word: Word) -> bool:
    return word.plays("comma", "stop", "contrast", "and")


def _opens_clause(sentence: Sentence, first: int) -> bool:
    """Whether the item stands at a place, with a verb behind it."""
    words = sentence.words
    verb = next((at for at in range(first, len(words)) if not FINITE.isdisjoint(words[at].roles)), first)
    apart = any(is_break(word) or _ends(word) for word in words[first:verb])
    reference = sentence.subject_in((first, verb)).reference if first < verb and not apart else ""
    return reference in ("named", "request", "pronoun", "generic")


def leave_supposed(sentence: Sentence, place: int) -> None:
    """Leave what the reviewer would have done to a later "and I do" ("I would have certified it")."""
    words = sentence.words
    near = words[max(0, place - 5) : place]
    done = words[place].plays("granted", "refused") and place > 0 and words[place - 1].plays("have")
    if done and any(word.plays("reviewer") for word in near) and any(word.plays("would") for word in near):
        sign = -1 if any(word.plays("not") for word in near) else 1
        speaks_for = words[place].roles.isdisjoint(AGAINST)
        sentence.predicates.append(Predicate(place, speaks_for, sign, False, supposed=True))
