"""Verdicts in what is recommended: I recommend certification, the recommendation is for denial."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import Clause, Range, run_end
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence

_DECISIONS = ("approve", "refuse", "uphold", "overturn")
_UNNAMED = ("pronoun", "generic", "unknown")
_TO_WHAT = (
    "partly",
    "be",
    "adverb",
    "not",
    "would",
    "must",
    "comma",
    "conclusion",
    "here",
    "administrator",
    "reviewer",
)
_TO_NOUN = frozenset({":", "for", "against", "of", "the", "to", "one"})
"""Words between `recommendation` and what is recommended."""


def recommendation(sentence: Sentence, place: int, clause: Clause, thing: Range) -> Judgement | None:
    """`I recommend certification`, `recommend reversal of the denial`, `advise against the test`."""
    clause.modals -= {"must"}
    if sentence.is_word(thing[0], "against"):
        clause.sign = -clause.sign
        thing = thing[0] + 1, thing[1]
    subject = sentence.subject_in(thing)
    if subject.reference == "denial":
        reversal = any(word.plays("overturn") for word in sentence.words[slice(*thing)])
        return sentence.judgement(place, clause, subject, clause.sign if reversal else -clause.sign, firm=True)
    if subject.reference not in ("grant", "need", "named", "request", *(_UNNAMED if clause.sign < 0 else ())):
        return None
    return sentence.judgement(place, clause, subject, clause.sign, firm=subject.reference in ("grant", "need"))


def rules(words: list[Word], place: int) -> bool:
    """Whether a noun for a decision says what is decided: "the decision is to deny it"."""
    at = place + 1
    if at >= len(words) or not words[at].plays("be") or words[at].plays("past"):
        return False
    at += 1
    while at < len(words) and words[at].plays("adverb", "conclusion", "comma", "here"):
        at += 1
    return at < len(words) and words[at].text in ("for", "to", "against")


def is_somebodys(run: list[Word]) -> bool:
    """Whether what is decided or recommended is somebody else's than the reviewer's ("the guideline's conclusion")."""
    return any(word.text.endswith("'s") and not word.plays("reviewer") for word in run)


def recommended_noun(sentence: Sentence, place: int, clause: Clause) -> Judgement | None:
    """`The recommendation is for denial`, `Recommendation: certification`."""
    words = sentence.words
    if is_somebodys(words[clause.first : place]):
        return None
    at = place + 1
    while at < len(words) and (words[at].plays(*_TO_WHAT) or words[at].text in _TO_NOUN):
        at += 1
    between = words[place + 1 : at]
    linked = any(word.plays("be") or word.text in (":", "for", "against", "of") for word in between)
    if not linked or at >= len(words) or not words[at].plays("denial", "grant", "need", *_DECISIONS):
        return None
    if any(word.plays("past") for word in between):
        return None
    sign = 1 if words[at].plays("grant", "need", "approve", "overturn") else -1
    sign = -sign if any(word.plays("not") or word.text == "against" for word in between) else sign
    clause.subject = at, run_end(words, at, "comma")
    subject = sentence.subject_in(clause.subject)
    return sentence.judgement(at, clause, Subject("grant", subject.named, subject.part), sign, firm=True)
