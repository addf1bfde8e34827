"""Complaints that a rationale tells though the summary says that the worker denied them (told-facts.txt)."""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.check.doubt import Check, Doubt
from imrcli.check.facts import ARMS, CONDITION, LEGS, Fact, facts, negated
from imrcli.check.phrases import phrase
from imrcli.check.speech import is_quoted, tells_guideline
from imrcli.check.subject import Subject
from imrcli.check.wording import shortened
from imrcli.text import Span
from imrcli.vocabulary.body_parts import named_parts, parts_in

PRESENT = Check(
    code="said-present-but-denied",
    severity="medium",
    meaning="The rationale says that the worker has a complaint that the summary says was denied.",
    silent="The summary tells the complaint anywhere, or denies it of another part of the body.",
    source="Labor Code 4610.6(h)(5)",
    matters="one of the two is wrong, and the decision may rest on it",
)
CHECKS = (PRESENT,)

_ON_WORKER = phrase(r"\b<on the worker>\b")


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on complaints, each once: the same words stand in each of several near copies."""
    seen: set[str] = set()
    for place, span in subject.rationales():
        for doubt in _present(subject, place, span):
            words = doubt.message.split(": ", 1)[1]
            if words not in seen:
                seen.add(words)
                yield doubt


def _present(subject: Subject, place: int, span: Span) -> Iterator[Doubt]:
    """A complaint that the rationale tells, and that the summary only denies."""
    complaints = [fact for fact in facts() if fact.complaint]
    for sentence in subject.sentences(span):
        retold = tells_guideline(subject, sentence) or is_quoted(subject, span, sentence)
        if retold or not _ON_WORKER.search(subject.text, *sentence) or CONDITION.search(subject.text, *sentence):
            continue
        for fact in complaints:
            match = fact.affirmed.search(subject.text, *sentence)
            if match is None or negated(subject.text, sentence, match.start()):
                continue
            denial = _only_denied(subject, fact, parts_in(named_parts(subject.text, sentence)))
            if denial:
                yield PRESENT.doubt(
                    f"Item {place + 1}: the rationale says “{shortened(subject.quote(*sentence))}”; the case"
                    " summary reports"
                    f" “{shortened(subject.quote(*denial))}”",
                    subject.in_rationale(place, sentence),
                    subject.in_summary("what the summary tells", denial),
                    issue=place,
                )
                return


def _only_denied(subject: Subject, fact: Fact, parts: frozenset[str]) -> Span | None:
    """The sentence of the summary that denies a complaint, where none tells it."""
    denial: Span | None = None
    for sentence in subject.sentences(subject.summary):
        for match in fact.affirmed.finditer(subject.text, *sentence):
            if not negated(subject.text, sentence, match.start()):
                return None
            named = parts_in(named_parts(subject.text, sentence))
            if denial is None and _same_half(named, parts):
                denial = sentence
    return denial


def _same_half(firsts: frozenset[str], seconds: frozenset[str]) -> bool:
    """Whether two places of a complaint can be one: both on the arms' side of the body, or both on the legs'."""
    if not firsts or not seconds:
        return True
    return any(firsts & half and seconds & half for half in (ARMS, LEGS))
