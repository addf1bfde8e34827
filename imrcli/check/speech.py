"""Whose words a sentence of a rationale tells: the guideline's, or the reviewer's own on this patient and this request."""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.check.reading import Reading, spaced
from imrcli.text import Span

_GUIDELINE = spaced(
    r"\b(?:MTUS|ACOEM|ODG|Official Disability|guidelines?|schedule|CPMTG|FDA|UpToDate|literature|studies|study found|trials?|evidence[- ]based|et al)\b[^.]{0,160}?\b(?:states?|stated|stating|notes?|noted|recommends?|recommended|indicates?|indicated|supports?|supported|suggests?|advises?|specif(?:y|ies)|requires?|limits?|defines?|found|uses?|provides?|following|allows?|outlines?|stipulates?|acknowledges?|not recommended|include|includes)\b"
    r"|\b(?:per|according to|pursuant to|as noted in|under|as per) (?:the )?(?:[\w/()-]+ ){0,4}?(?:MTUS|ACOEM|ODG|Official Disability|guidelines?)"
    r"|\b(?:is|are) (?:not )?recommended\b|\bguidelines? (?:also|further)\b|^\W*(?:Not r|R)ecommended\b"
)
_PATIENT = spaced(
    r"\b(?:in this case|this (?:patient|worker|claimant|applicant|employee|injured worker|request)|the (?:patient|worker|claimant|applicant|employee|injured worker|documentation|medical records?|records?|clinical (?:information|documents?|documentation|records?)|provider|treating physician|attending provider|request(?:ed)?)|(?:provided|submitted|available) (?:documentation|records?)|documentation|consequently|there (?:is|was|are|were|does not appear)|therefore|as such|request(?:ed)? for|medical necessity)\b"
)


def tells_guideline(reading: Reading, sentence: Span) -> bool:
    """Whether a sentence tells what a guideline or a study says."""
    known = reading.of_guideline.get(sentence)
    if known is None:
        known = bool(_GUIDELINE.search(reading.text, *sentence))
        reading.of_guideline[sentence] = known
    return known


def own_sentences(reading: Reading, span: Span | None) -> Iterator[Span]:
    """The sentences of a rationale that speak of this patient or this request, quotations of guidelines left out."""
    if span is None:
        return
    quoted = False
    for start, end in reading.sentences(span):
        words = reading.text[start:end]
        opens = words.count("“") + (words.count('"') + 1) // 2
        closes = words.count("”") + words.count('"') // 2
        was_quoted, quoted = quoted, (quoted or opens > closes) and not (quoted and closes)
        if was_quoted and not _PATIENT.match(reading.text, start, end):
            continue
        if _PATIENT.search(reading.text, start, end) and not tells_guideline(reading, (start, end)):
            yield start, end
