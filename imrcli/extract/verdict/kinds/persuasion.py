"""Verdicts in what persuades: UR's reasons do not persuade me, I am persuaded by the surgeon's."""

from __future__ import annotations

from msgspec.structs import replace

from imrcli.extract.verdict.clauses.clause import Clause, Range, clause_start, run_end
from imrcli.extract.verdict.clauses.comma_walk import is_claim
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.positions import opens_clause, party, position_in, side
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.behind import Behind
from imrcli.extract.verdict.judgements.context import Predicate
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import AGAINST, Sentence
from imrcli.extract.verdict.kinds.frames import clause_of

_VALUES = ("favoured", "disfavoured", "upheld", "overturned", "refused", "counselled", "strays")
_ACCEPTED = ("granted", "counselled", "sound", "wrong", "right", "shown", "wanting")
_CLAIMED = ("necessary", "unnecessary", "granted", "refused", "favoured", "disfavoured")
_TOGETHER = ("in agreement", "in accord", "of one mind", "at one", "in full agreement")
_REVIEWED = frozenset({"upheld", "overturned"})
_OTHERS = ("relative", "that", "condition", "occasion")


def persuasion(sentence: Sentence, place: int, clause: Clause, thing: Range) -> Judgement | None:
    """`The carrier's reasons do not convince me`, `I am persuaded by the appeal`: whose reasons they are tells."""
    words, word = sentence.words, sentence.words[place]
    if word.plays("doubt"):
        clause.sign = -clause.sign
    split = clause.first - 1 if clause.opened_by in ("that", "relative") else 0
    start = clause_start(words, split)
    cleft = split > start + 1 and words[start].text == "it" and words[start + 1].plays("be")
    if (clause.opened_by in _OTHERS and not cleft) or (
        thing[1] < len(words) and words[thing[1]].plays("that", "whether")
    ):
        return None
    run = words[slice(*thing)]
    if run and run[0].text == "by":  # "I am persuaded by UR"
        if not words[clause.first].plays("reviewer"):
            return None
        by = thing[0] + 1, run_end(words, thing[0] + 1, "and", "comma")
    elif all(word.plays("reviewer", "adverb", "here") for word in run):
        by = (start + 2, split) if cleft else (clause.first, place)  # "it is UR's reasoning that persuades me"
    else:
        return None
    if any(word.text == "otherwise" for word in run):
        return None  # "nothing persuades me otherwise"
    held = side(words, by) if position_in(words, by) >= 0 else party(words, by)
    if not held:
        return None
    clause.speaker = "reviewer"
    return sentence.judgement(
        place, clause, Subject("denial"), clause.sign * held, firm=True, behind=Behind(end=thing[1])
    )


def on_claim(sentence: Sentence, place: int, clause: Clause) -> Judgement | None:
    """The judgement of a predicate on what is claimed: `the view that it is not needed is mistaken`."""
    word = sentence.words[place]
    held = _claimed(sentence, clause.subject) if word.plays(*_VALUES, *_ACCEPTED) else 0
    if not held:
        return None
    firm = word.plays("granted", "refused", "upheld", "overturned")
    sign = clause.sign * held * _stands(word)
    return sentence.judgement(place, clause, Subject("denial"), sign, firm=firm, behind=sentence.behind(place))


def _claimed(sentence: Sentence, run: Range) -> int:
    """Which way a claim goes that heads a run: 1 where it says that the item is needed, -1 that it is not; else 0."""
    words = sentence.words
    that = next((at for at in range(run[0] + 1, run[1]) if words[at].text == "that"), 0)
    if not that or not is_claim(words[that - 1]):
        return 0
    place = next((at for at in range(run[1] - 1, that, -1) if words[at].plays(*_CLAIMED)), 0)
    clause = clause_of(words, place, far=True, bare=False) if place else None
    if clause is None or clause.subject[0] <= that:
        return 0
    subject = sentence.subject_of(clause, nouns=False)
    if not subject.is_item:
        return 0
    return clause.sign * (1 if words[place].roles.isdisjoint(AGAINST) else -1)


def _stands(word: Word) -> int:
    """1 where a predicate lets a position stand (`is sound`, `is upheld`), -1 where not."""
    against, reviewed = not word.roles.isdisjoint(AGAINST), not word.roles.isdisjoint(_REVIEWED)
    return 1 if against == reviewed else -1


def on_position(sentence: Sentence, place: int, clause: Clause) -> Judgement | None:
    """The judgement of a predicate on what somebody holds: `UR's reasons are sound`, `the objection is overruled`."""
    words, word = sentence.words, sentence.words[place]
    if not word.plays(*_VALUES):
        return None
    held = side(words, clause.subject)
    if not held and word.plays("sound"):
        run = words[slice(*clause.subject)]
        both = any(near.plays("provider") for near in run) and any(near.plays("administrator") for near in run)
        held = 0 if both else party(words, clause.subject)
        if word.text in _TOGETHER and not any(near.plays("reviewer") for near in run):
            return None  # "UR and I are of one mind"
        if word.text in _TOGETHER and run and all(near.plays("reviewer") for near in run):
            sentence.replies.append((place, clause, clause.sign))
            return None  # "the surgeon finds it needed, and I am in agreement"
    if not held:
        speaks_for = word.roles.isdisjoint(AGAINST)
        sentence.predicates.append(Predicate(place, speaks_for, clause.sign if speaks_for else -clause.sign, False))
        return None
    sign = clause.sign * held * _stands(word)
    that = opens_clause(words, place + 1)
    behind = sentence.behind(place)
    behind.by = behind.by and bool(behind.speaker)  # "is answered by the films"
    judgement = sentence.judgement(place, clause, Subject("denial"), sign, firm=False, behind=behind)
    return replace(judgement, specific=False) if judgement and that else judgement
