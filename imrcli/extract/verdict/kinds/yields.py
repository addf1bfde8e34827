"""Verdicts in what an item would bring, and in verbs in two pieces: it adds nothing, the findings bear it out."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import FINITE, is_break, run_end
from imrcli.extract.verdict.clauses.governor import governing
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.frames import elliptic

_DEFINITE = ("the", "this", "these", "it")
_ABLE = frozenset({"can", "should", "must", "may", "will"})
_NOTHING = ("nothing", "little", "naught")
_FROM = ("by", "from", "in", "with", "through")
GAINED = ("gained", "achieved", "accomplished", "learned", "won", "added", "hoped for")
_LONGEST_OBJECT = 8


def yields(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of an item that brings nothing: "the MRI would add nothing", "the visits achieve little"."""
    words = sentence.words
    nothing = place + 1 < len(words) and words[place + 1].text in _NOTHING
    closes = place + 2 >= len(words) or is_break(words[place + 2]) or words[place + 2].plays("comma", "and", "here")
    if not nothing or not closes:
        return None
    clause = elliptic(words, place)
    if clause.past or clause.perfect or not clause.asserted or "may" in clause.modals:
        return None
    subject = sentence.subject_of(clause)
    definite = subject.reference in ("generic", "pronoun") and words[clause.subject[0]].text in (
        "the",
        "this",
        "these",
        "it",
    )
    if clause.subject[0] >= clause.subject[1] or not (subject.is_named or definite):
        return None
    return sentence.judgement(place, clause, subject, -clause.sign, firm=False, speaks_for=False)


def gained(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of `Nothing would be gained by the MRI`, `little is to be gained from it`."""
    words = sentence.words
    at = place - 1
    while (at > 0 and not FINITE.isdisjoint(words[at].roles)) or words[at].plays("to", "adverb"):
        at -= 1
    passive = words[place - 1].plays("be") and not any(word.plays("past") for word in words[at + 1 : place])
    if not passive or words[at].text not in _NOTHING or place + 1 >= len(words) or words[place + 1].text not in _FROM:
        return None
    thing = place + 2, run_end(words, place + 2, "comma")
    subject = sentence.subject_in(thing)
    clause = governing(words, at)
    if not subject.is_named or clause.speaker not in ("", "reviewer"):
        return None
    clause.subject, clause.modals = thing, frozenset()
    return sentence.judgement(place, clause, subject, -1, firm=False, speaks_for=False)


def apart(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of a verb whose particle stands behind the item: "bears the request out", "turn it down"."""
    words = sentence.words
    end = min(len(words), place + 2 + _LONGEST_OBJECT)
    stop = next((at for at in range(place + 1, end) if is_break(words[at]) or words[at].plays("comma")), end)
    particle = stop - 1
    if particle <= place + 1:
        return None
    for_it = words[place].plays("bears") and words[particle].text == "out"
    against = words[place].plays("turns") and words[particle].text in ("down", "away", "out")
    if not (for_it or against):
        return None
    clause = governing(words, place)
    subject = sentence.subject_in((place + 1, particle))
    own = clause.speaker == "reviewer" or (clause.speaker in ("", "guideline") and words[place].text != "turn")
    if words[place].text == "rules" and not any(near.plays("provider", "administrator") for near in words[:place]):
        own = True  # "a negative response rules the ablation out"
        clause.speaker = "" if clause.speaker == "others" else clause.speaker
    if not subject.is_named or not own or clause.past or "may" in clause.modals:
        return None
    clause.subject, clause.speaker = (place + 1, particle), "reviewer" if clause.speaker == "reviewer" else ""
    clause.modals -= {"must"}
    return sentence.judgement(place, clause, subject, clause.sign if for_it else -clause.sign, firm=False)


def without_it(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of what a person does without, or what waits: "he can do without the brace", "the MRI can wait"."""
    words = sentence.words
    clause = elliptic(words, place)
    able = not clause.modals.isdisjoint(_ABLE) or words[place].text.startswith("does")
    better = words[place].text.startswith("better off")
    able = able or better
    if clause.past or clause.perfect or not clause.asserted or not able or clause.speaker not in ("", "reviewer"):
        return None
    clause.modals -= {"must", "may"}
    subject = sentence.subject_of(clause)
    if words[place].text == "wait":
        if any(word.plays("topic") for word in words[slice(*clause.subject)]):
            return None  # "a decision on this must wait"
        if not (subject.is_named or subject.reference == "pronoun") or subject.reference == "person":
            return None
        return sentence.judgement(place, clause, subject, -clause.sign, firm=False, speaks_for=False)
    thing = place + 1, run_end(words, place + 1, "comma", "and")
    meant: Subject = sentence.subject_in(thing)
    it = better and meant.reference == "pronoun" and thing[1] - thing[0] == 1  # "would be better off without it"
    if subject.reference != "person" or not (meant.is_named or it):
        return None
    clause.subject = thing
    clause.modals -= {"would"} if better else set()
    return sentence.judgement(place, clause, meant, -clause.sign, firm=False, speaks_for=False)


def opens_gain(words: list[Word], place: int) -> bool:
    """Whether a word can say what is gained ("nothing would be gained by it")."""
    return words[place].text in GAINED and place > 1
