"""Whose words a sentence of a rationale tells: a guideline's, or the reviewer's own on this patient and request."""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.check.phrases import either, phrase
from imrcli.check.subject import Subject
from imrcli.text import Span

_GUIDELINE = phrase(
    either(
        r"\b<guideline>\b[^.]{0,160}?\b<guideline verb>\b",
        r"\b(?:per|according to|pursuant to|as noted in|under|as per) (?:the )?(?:[\w/()-]+ ){0,4}?<guideline name>",
        r"\b(?:is|are) (?:not )?recommended\b",
        r"\bguidelines? (?:also|further)\b",
    )
)
"""`The ODG states`, `According to the MTUS`, `is not recommended`"""
_RECOMMENDED = phrase(r"\W*(?:not )?recommended\b")
"""`Not recommended as a first-line treatment`: how guidelines open a section."""
_PATIENT = phrase(r"\b<of this case>\b")
_BACK = phrase(r"\b<back to the case>\b")


def tells_guideline(subject: Subject, sentence: Span) -> bool:
    """Whether a sentence tells what a guideline or a study says."""
    return subject.once(_tells_guideline, sentence)


def is_quoted(subject: Subject, span: Span | None, sentence: Span) -> bool:
    """Whether a sentence of a part goes on with a quotation that an earlier one opened."""
    return span is not None and sentence in subject.once(_quoted, span)


def _tells_guideline(subject: Subject, sentence: Span) -> bool:
    return bool(_GUIDELINE.search(subject.text, *sentence) or _RECOMMENDED.match(subject.text, *sentence))


def _quoted(subject: Subject, span: Span) -> frozenset[Span]:
    return frozenset(_quotations(subject, span))


def _quotations(subject: Subject, span: Span) -> Iterator[Span]:
    quoted = False
    for start, end in subject.sentences(span):
        words = subject.text[start:end]
        # A mark that was never closed does not make quotations of all that follows.
        was_quoted = quoted = quoted and not _BACK.search(subject.text, start, end)
        # Straight marks open and close by turns.
        quoted = quoted != bool(words.count('"') % 2)
        quoted = (quoted or words.count("“") > words.count("”")) and words.count("”") <= words.count("“")
        if was_quoted and not _PATIENT.match(subject.text, start, end):
            yield start, end


def own_sentences(subject: Subject, span: Span | None) -> Iterator[Span]:
    """The sentences of a rationale that speak of this patient or this request, quotations of guidelines left out."""
    for sentence in subject.sentences(span):
        if is_quoted(subject, span, sentence) or not _PATIENT.search(subject.text, *sentence):
            continue
        if not tells_guideline(subject, sentence):
            yield sentence
