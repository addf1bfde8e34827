"""Drugs that a rationale says were never tried, though the summary tells that they were."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from imrcli.check.drugs import same_drug
from imrcli.check.facts import negated
from imrcli.check.phrases import phrase
from imrcli.check.speech import is_quoted, tells_guideline
from imrcli.check.subject import Subject
from imrcli.text import Span
from imrcli.vocabulary.treatment_kinds import NamedKind, alike, is_drug_kind, kinds_in

_OPENING = phrase(r"\b<untried opening>(?: <untried filler>\b,?)*[ ]?$")
"""`There is no evidence that the patient has tried `, up to the drug"""
_NO_DRUG = phrase(r"\b(?:no|neither|nor)(?: (?:first-line |a |an |any )?(?:such )?)$")
_NOT_NOW = phrase(r"\b(?:does|do|is|are) not (?:currently )?(?:take|taking|use|using|on)(?: any| the)? $")
_IS_TRIED = phrase(r" (?:was|were|has been|have been|had been) (?:ever |yet |previously |first )*<trying>\b")
_IS_NOT_TRIED = phrase(r" (?:was|were|has|have|had) (?:never|not) (?:ever |yet |previously |been )*<trying>\b")
_END = phrase(r" ?(?:$|[.;:,)])| <nothing but the trial>\b")
_JOINED = phrase(r"[\s,(]*(?:<or another drug>\b[\s,.(]*)*")
_TRYING, _FAILING = phrase(r"\b<trying>\b"), phrase(r"\b<failing>\b")
_TAKES = phrase(r"\b(?:takes|taking|uses|using|current medications?|medications? includes?)\b")
_TAKEN = phrase(r"\b<drug told>\b")
_FAILED = phrase(r"\b<drug failed>\b")
_NOT_TAKEN = phrase(r"\b<drug not taken>\b")
_REACH = 160
_BEHIND = 20
_TOPICAL = ("Topical Analgesics", "Topical Compounds")


class _Denial(Struct, frozen=True, gc=False):
    """Words that say that one of some drugs was not tried, has not failed, or is not taken now."""

    words: Span
    named: list[NamedKind]
    failing: bool
    now: bool


def untried(subject: Subject, place: int, span: Span) -> Iterator[tuple[Span, Span, Span]]:
    """The words of a rationale that deny that a drug was tried, and the summary's sentence and words that tell it."""
    own = {named.drug for named in kinds_in(subject.issues[place].request or "") if named.drug}
    for sentence in subject.sentences(span):
        if tells_guideline(subject, sentence) or is_quoted(subject, span, sentence):
            continue
        for denial in _denied(subject, sentence):
            told = _told(subject, denial, own)
            if told:
                yield denial.words, *told
                return


def _denied(subject: Subject, sentence: Span) -> Iterator[_Denial]:
    """The drugs and classes of drugs that a sentence says were not tried."""
    text = subject.text
    for named in _lists(text, _drugs(subject, sentence)):
        start, end = named[0].start, named[-1].end
        before = text[max(sentence[0], start - _REACH) : start]
        tried, not_tried = (words.match(text, end, sentence[1]) for words in (_IS_TRIED, _IS_NOT_TRIED))
        behind = tried or not_tried
        end = behind.end() if behind else end
        if not _END.match(text, end, sentence[1]):
            continue
        opening, now = _OPENING.search(before), _NOT_NOW.search(before)
        if opening and not (tried or _TRYING.search(opening.group())):
            continue
        opening = opening or now or (_NO_DRUG.search(before) if tried else None)
        if opening or not_tried:
            words = (start - len(opening.group()) if opening else start, end)
            failing = _FAILING.search(text, words[0], min(end + _BEHIND, sentence[1])) is not None
            yield _Denial(words, named, failing, now is not None)


def _lists(text: str, named: list[NamedKind]) -> list[list[NamedKind]]:
    """Drugs, those together that are named as alternatives: `gabapentin or another anti-epilepsy drug`."""
    lists: list[list[NamedKind]] = []
    for each in named:
        if lists and _JOINED.fullmatch(text, lists[-1][-1].end, each.start):
            lists[-1].append(each)
        else:
            lists.append([each])
    return lists


def _drugs(subject: Subject, span: Span) -> list[NamedKind]:
    """The drugs and classes of drugs that are named between two places of the text, at offsets of the letter."""
    return [
        NamedKind(named.kind, named.drug, span[0] + named.start, span[0] + named.end)
        for named in kinds_in(subject.text[slice(*span)])
        if is_drug_kind(named.kind)
    ]


def _told(subject: Subject, denial: _Denial, own: set[str]) -> tuple[Span, Span] | None:
    """The first sentence of the summary that tells that such a drug was taken (and failed), and the drug's place."""
    for sentence in subject.sentences(subject.summary):
        if _NOT_TAKEN.search(subject.text, *sentence) or not _TAKEN.search(subject.text, *sentence):
            continue
        failed = _FAILED.search(subject.text, *sentence) is not None
        if (denial.failing and not failed) or (denial.now and (failed or not _TAKES.search(subject.text, *sentence))):
            continue
        for named in _drugs(subject, sentence):
            # The drug in dispute itself is told otherwise than those that should come before it.
            if named.drug and any(same_drug(named.drug, drug) for drug in own):
                continue
            if any(_same(each, named) for each in denial.named) and not negated(subject.text, sentence, named.start):
                return sentence, named.span
    return None


def _same(denied: NamedKind, told: NamedKind) -> bool:
    if denied.drug:
        return told.drug is not None and same_drug(denied.drug, told.drug)
    return told.kind not in _TOPICAL and alike(denied.kind, told.kind)
