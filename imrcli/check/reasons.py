"""The reasons of a rationale: that they speak for the outcome, and that they are on this worker at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imrcli.check.doubt import Check, Doubt
from imrcli.check.phrases import phrase
from imrcli.check.speech import is_quoted, tells_guideline
from imrcli.check.subject import Subject
from imrcli.check.wording import shortened
from imrcli.text import Span

OTHER_OUTCOME = Check(
    code="reasons-for-other-outcome",
    severity="medium",
    meaning="The rationale says that the request meets the guideline's criteria, or is supported, and upholds the"
    " denial; or"
    " that it does not, and overturns it.",
    silent="The sentence is negated, conditional, about a guideline or about something already authorized; another"
    " sentence"
    " takes it back (`however`); the item was decided in part.",
    source="Labor Code 4610.6(e): the findings are to support the determination; 4610.6(h)(5)",
    matters="the findings do not support the determination",
)
MOSTLY = Check(
    code="rationale-mostly-guideline",
    severity="low",
    meaning="A long rationale quotes or retells guidelines in nearly all of its words, and says next to nothing of this"
    " worker's condition.",
    silent="It has fewer than 120 words, or a fifth of them, or four sentences, are on this worker or on the request.",
    source="Labor Code 4610.6(e): each analysis is to cite the employee's medical condition, the relevant documents"
    " in the"
    " record and the relevant findings",
    matters="each analysis has to cite the worker's condition and the records",
)
CHECKS = (OTHER_OUTCOME, MOSTLY)

_FOR = phrase(r"\b<reason for>\b")
_AGAINST = phrase(r"\b<reason against>\b")
_NEGATED = phrase(
    r"\b<wanting>\b|n't\b|\b(?:never|fail(?:s|ed)?|neither|would|could|cannot|may|might|should|when|once)\b"
)
_ON_DENIAL = phrase(r"\b<on the denial>\b")
_IN_PART = phrase(
    r"\b(?!all\b)(?:\w+) of the (?:\w+ )?criteria\b|\b(?:some|most|part|several|first) of (?:the|these)\b"
)
_CLAUSE = phrase(r"[,;:]|\band\b")
_SUPPOSED = phrase(r"\W*(?:if|unless|when|were|had|should|whether)\b")
_TAKEN_BACK = phrase(r"\b<taken back>\b")
_PAST = phrase(r"\b<already granted>\b")
_OF_WORKER = phrase(r"\b<on the worker>\b")
_VERDICT = phrase(r"\b(?:medically necessary|not necessary|medical necessity|this request|the request)\b")
_STUDY = phrase(r"\b<study text>\b")
_TOLD = phrase(r"\b(?:was|were|had|has|revealed|showed|complains?|complained|presented|sustained|there (?:is|are))\b")
"""Words of a record told; guidelines speak in the present, of patients."""
_WORD = re.compile(r"\w+")
_LEAST_WORDS = 120
_GUIDELINE_PARTS, _PARTS = 4, 5
"""From which share of its words on a rationale is mostly a guideline."""
_MOST_OWN = 3


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on reasons."""
    for place, span in subject.rationales():
        yield from _other_outcome(subject, place, span)
        if subject.has_own_rationale(place):
            yield from _mostly(subject, place, span)


def _other_outcome(subject: Subject, place: int, span: Span) -> Iterator[Doubt]:
    issue = subject.issues[place]
    if issue.authorized or issue.outcome not in ("upheld", "overturned") or issue.conclusion == "mixed":
        return
    upheld = issue.outcome == "upheld"
    reasons = _sentences(subject, span, _FOR if upheld else _AGAINST, negated=not upheld)
    if not reasons or _sentences(subject, span, _AGAINST if upheld else _FOR, negated=upheld):
        return
    after = (reasons[-1][1], span[1])
    if subject.holds(_TAKEN_BACK, after) or subject.holds(_TAKEN_BACK, reasons[-1]):
        return
    result = "the denial is upheld" if upheld else "the denial is overturned"
    yield OTHER_OUTCOME.doubt(
        f"Item {place + 1}: the rationale says “{shortened(subject.quote(*reasons[-1]))}”, yet {result}",
        subject.in_rationale(place, reasons[-1]),
        subject.outcome_exhibit(place),
        issue=place,
    )


def _sentences(subject: Subject, span: Span, words: re.Pattern[str], *, negated: bool) -> list[Span]:
    """The sentences on this request that give a reason, of the reviewer's own."""
    chosen = []
    for sentence in subject.sentences(span):
        match = words.search(subject.text, *sentence)
        if match is None or tells_guideline(subject, sentence) or is_quoted(subject, span, sentence):
            continue
        clause = max(
            (stop.end() for stop in _CLAUSE.finditer(subject.text, sentence[0], match.start())), default=sentence[0]
        )
        if _ON_DENIAL.search(subject.text, *sentence) or _IN_PART.search(subject.text, *sentence):
            continue
        wrong = not negated and _NEGATED.search(subject.text, clause, sentence[1])
        if not wrong and not _PAST.search(subject.text, *sentence) and not _SUPPOSED.match(subject.text, *sentence):
            chosen.append(sentence)
    return chosen


def _mostly(subject: Subject, place: int, span: Span) -> Iterator[Doubt]:
    counts = {sentence: len(_WORD.findall(subject.text, *sentence)) for sentence in subject.sentences(span)}
    total = sum(counts.values())
    own = [sentence for sentence in counts if _on_worker(subject, span, sentence)]
    retold = [
        s for s in counts if s not in own and (is_quoted(subject, span, s) or not _VERDICT.search(subject.text, *s))
    ]
    guideline = sum(counts[sentence] for sentence in retold)
    if total < _LEAST_WORDS or guideline * _PARTS < total * _GUIDELINE_PARTS or len(own) > _MOST_OWN:
        return
    count = "no sentence" if not own else "one sentence" if len(own) == 1 else f"{len(own)} sentences"
    yield MOSTLY.doubt(
        f"Item {place + 1}: about {guideline / total:.0%} of its rationale's {total} words quote or retell a"
        f" guideline; {count} of it"
        f" {'is' if len(own) < 2 else 'are'} on this worker's condition",
        subject.in_rationale(place, span),
        *(subject.in_rationale(place, sentence, "what is on the worker in the rationale") for sentence in own),
        issue=place,
    )


def _on_worker(subject: Subject, span: Span, sentence: Span) -> bool:
    """Whether a sentence says something of this worker or of the records, and is neither a guideline's nor a"
    " verdict."""
    text = subject.text
    if is_quoted(subject, span, sentence) or _STUDY.search(text, *sentence):
        return False
    if _OF_WORKER.search(text, *sentence):
        return True
    return bool(_TOLD.search(text, *sentence)) and not tells_guideline(subject, sentence)
