"""Verdicts in what is weighed: the risks outweigh the benefit, its benefits exceed any hazard."""

from __future__ import annotations

from imrcli.extract.verdict.clauses.clause import Range, run_end
from imrcli.extract.verdict.clauses.lexicon import listed
from imrcli.extract.verdict.clauses.word import Word
from imrcli.extract.verdict.items.subject import Subject
from imrcli.extract.verdict.judgements.judgement import Judgement
from imrcli.extract.verdict.judgements.sentence import Sentence
from imrcli.extract.verdict.kinds.frames import elliptic

_SUPPOSING = frozenset({"may", "would", "should", "can", "must", "will"})
_POINTED = ("its", "their", "it", "this", "these")
_DEFINITE = ("the", "any", "its", "their", "such", "this", "these", "whatever")


def weighed(sentence: Sentence, place: int) -> Judgement | None:
    """The judgement of `the risk of bleeding outweighs any benefit naproxen might confer`."""
    words = sentence.words
    clause = elliptic(words, place)
    other = place + 1, run_end(words, place + 1, "comma")
    heavy, light = _side(words, clause.subject), _side(words, other)
    if not heavy or not light or heavy == light:
        return None
    if clause.past or clause.perfect or not clause.asserted or not clause.modals.isdisjoint(_SUPPOSING):
        return None
    if clause.opened_by in ("relative", "that", "whether") and clause.speaker != "reviewer":
        return None  # "must document that the benefits outweigh the risks"
    if heavy < 0 < clause.sign * -1:
        return None  # "the risks do not outweigh the benefits" says no more than that
    subject = _weighed_thing(sentence, clause.subject, other)
    if subject is None:
        return None
    return sentence.judgement(place, clause, subject, heavy * clause.sign, firm=False, speaks_for=heavy > 0)


def _side(words: list[Word], run: Range) -> int:
    """1 for a benefit, -1 for a risk, 0 for neither: by the first noun that is one of them."""
    for word in words[slice(*run)]:
        if word.text in listed("risks"):
            return -1
        if word.text in listed("benefits"):
            return 1
    return 0


def _weighed_thing(sentence: Sentence, first: Range, second: Range) -> Subject | None:
    """What has the risk and the benefit: the item where one of them names it, or where no treatment is named."""
    words = sentence.words
    subjects = [sentence.subject_in(_owner(words, run)) for run in (first, second)]
    for subject in subjects:
        if subject.is_named or subject.reference in ("other", "unlike"):
            return subject
    pointed = any(word.text in _POINTED for run in (first, second) for word in words[slice(*run)])
    here = any(word.plays("here", "person") for word in words)
    definite = words[first[0]].text in _DEFINITE
    known = pointed or (definite and here)
    return Subject("pronoun") if known and all(subject.reference != "person" for subject in subjects) else None


def _owner(words: list[Word], run: Range) -> Range:
    """The words of what has a risk or a benefit: those behind its noun, or in front of it."""
    first, end = run
    for at in range(first, end):
        if words[at].text in listed("risks") | listed("benefits"):
            return (at + 1, end) if at + 1 < end else (first, at)
    return run
