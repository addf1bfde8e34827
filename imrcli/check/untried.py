"""Drugs that a rationale says were never tried, though the summary tells that they were."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from imrcli.check.drugs import same_drug
from imrcli.check.facts import negated
from imrcli.check.phrases import phrase
from imrcli.check.speech import is_quoted, tells_guideline
from imrcli.check.subject import Subject
from imrcli.text import Span
from imrcli.vocabulary.treatment_kinds import NamedKind, alike, is_drug_kind, kinds_in

_OPENING = phrase(r"\b<untried opening>\b")
"""`There is no evidence`, `has never tried`"""
_NOT_NOW = phrase(r"\b(?:does|do|is|are) not (?:currently )?(?:take|taking|use|using|on)\b")
_TAKES = phrase(r"\b(?:takes|taking|uses|using|current medications?|medications? includes?)\b")
_BEHIND = phrase(r"[^.;,]{0,40}?\b(?:was|were|has|have|had) (?:ever )?(?:never|not) (?:ever |yet |been )*<trying>\b")
"""`Gabapentin was never prescribed`"""
_NO_DRUG = phrase(r"\b(?:no|neither|nor) (?:\w+ )?$")
_WAS_TRIED = phrase(r"[^.;,]{0,40}?\b(?:was|were|has been|have been|had been) (?:ever |yet )*<trying>\b")
"""`No tricyclic was ever prescribed`"""
_CLAUSE_END = phrase(r"[.;:]|, (?!or\b|nor\b|such\b|e\.g)|\b(?:but|however|although|though|because|since|while|despite)\b")
_TRYING, _FAILING = phrase(r"\b<trying>\b"), phrase(r"\b<failing>\b")
_SOMETHING_ELSE = phrase(r"\b<not about trying>\b|\band\b")
_LAST = phrase(r"\b<drug told>\b")
_FAILED = phrase(r"\b<drug failed>\b")
_NOT_TAKEN = phrase(r"\b<drug not taken>\b")
_MOST = 10
_TOPICAL = ("Topical Analgesics", "Topical Compounds")


def untried(subject: Subject, place: int, span: Span) -> Iterator[tuple[Span, Span, Span]]:
    """The words of a rationale that deny that a drug was tried, and the summary's sentence and words that tell it."""
    own = {named.drug for named in kinds_in(subject.issues[place].request or "") if named.drug}
    for sentence in subject.sentences(span):
        if tells_guideline(subject, sentence) or is_quoted(subject, span, sentence):
            continue
        for clause, named, failing in _denied(subject, sentence):
            if named.drug and any(same_drug(named.drug, drug) for drug in own):
                continue
            now = _NOT_NOW.match(subject.text, *clause) is not None
            told = _told(subject, named, failing, now=now)
            if told:
                yield clause, *told
                return


def _denied(subject: Subject, sentence: Span) -> Iterator[tuple[Span, NamedKind, bool]]:
    """The drugs and classes of drugs that a sentence says were not tried, with the clause that says it.

    With each whether it is only its failure that is denied.
    """
    text = subject.text
    for opening in islice(chain(_OPENING.finditer(text, *sentence), _NOT_NOW.finditer(text, *sentence)), _MOST):
        stop = _CLAUSE_END.search(text, opening.end(), sentence[1])
        clause = (opening.start(), stop.start() if stop else sentence[1])
        if _TRYING.search(text, *clause) and not _SOMETHING_ELSE.search(text, *clause):
            for named in _drugs(subject, (opening.end(), clause[1])):
                yield clause, named, _FAILING.search(text, *clause) is not None
    for named in _drugs(subject, sentence):
        none = _NO_DRUG.search(text, sentence[0], named.start)
        behind = (_WAS_TRIED if none else _BEHIND).match(text, named.end, sentence[1])
        if behind and not _SOMETHING_ELSE.search(text, sentence[0], sentence[1]):
            yield (named.start, behind.end()), named, False


def _drugs(subject: Subject, span: Span) -> list[NamedKind]:
    """The drugs and classes of drugs that are named between two places of the text, at offsets of the letter."""
    return [
        NamedKind(named.kind, named.drug, span[0] + named.start, span[0] + named.end)
        for named in kinds_in(subject.text[slice(*span)])
        if is_drug_kind(named.kind)
    ]


def _told(subject: Subject, denied: NamedKind, failing: bool, *, now: bool) -> tuple[Span, Span] | None:
    """The first sentence of the summary that tells that such a drug was taken (and failed), and the drug's place.

    `now`: only that it is taken now.
    """
    for sentence in subject.sentences(subject.summary):
        if _NOT_TAKEN.search(subject.text, *sentence) or not _LAST.search(subject.text, *sentence):
            continue
        failed = _FAILED.search(subject.text, *sentence) is not None
        if (failing and not failed) or (now and (failed or not _TAKES.search(subject.text, *sentence))):
            continue
        for named in _drugs(subject, sentence):
            if _same(denied, named) and not negated(subject.text, sentence, named.start):
                return sentence, named.span
    return None


def _same(denied: NamedKind, told: NamedKind) -> bool:
    if denied.drug:
        return told.drug is not None and same_drug(denied.drug, told.drug)
    return told.kind not in _TOPICAL and alike(denied.kind, told.kind)


