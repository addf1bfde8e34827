"""Whose words a sentence of a rationale tells: a guideline's, or the reviewer's own on this patient and this"
" request."""

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


def tells_guideline(subject: Subject, sentence: Span) -> bool:
    """Whether a sentence tells what a guideline or a study says."""
    known = subject.of_guideline.get(sentence)
    if known is None:
        known = bool(_GUIDELINE.search(subject.text, *sentence) or _RECOMMENDED.match(subject.text, *sentence))
        subject.of_guideline[sentence] = known
    return known


def own_sentences(subject: Subject, span: Span | None) -> Iterator[Span]:
    """The sentences of a rationale that speak of this patient or this request, quotations of guidelines left out."""
    quoted = False
    for start, end in subject.sentences(span):
        words = subject.text[start:end]
        opens = words.count("“") + (words.count('"') + 1) // 2
        closes = words.count("”") + words.count('"') // 2
        was_quoted, quoted = quoted, (quoted or opens > closes) and not (quoted and closes)
        if was_quoted and not _PATIENT.match(subject.text, start, end):
            continue
        if _PATIENT.search(subject.text, start, end) and not tells_guideline(subject, (start, end)):
            yield start, end
