"""Whether the worker is at work: what a rationale says, against what the summary tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imrcli.check.doubt import Check, Doubt
from imrcli.check.facts import negated
from imrcli.check.phrases import phrase
from imrcli.check.speech import is_quoted, tells_guideline
from imrcli.check.subject import Subject
from imrcli.text import Span

STATUS = Check(
    code="work-status-differs",
    severity="medium",
    meaning="The rationale says that the worker is at work and the summary that he is off work, or the reverse.",
    silent="Either part tells both, or speaks of another time, of a plan, a condition or a wish; the sentence is"
    " negated or tells what a guideline says.",
    source="Labor Code 4610.6(h)(5): a plainly erroneous finding of fact",
    matters="whether the worker functions at work is what many criteria ask",
)
CHECKS = (STATUS,)

_PERSON = r"(?:<person>|he|she) (?:(?!that\b|the\b)\w+ ){0,3}?"
_WORKER = rf"\b(?:{_PERSON}|work status(?: (?:is|was|remains))?:? (?:\w+ ){{0,2}}?)"
_ON_ITS_OWN = r"on (?!full|regular|modified|light|restrict)|with (?:the|a|his|her)|for (?:him|her|the pain)"
_NO_OTHER_WORK = rf"(?! (?:{_ON_ITS_OWN}|toward|through|out|well))"
"""`The worker is working on his strength` tells of no job."""
_AT_WORK = phrase(rf"{_WORKER}(?P<status><at work>)\b{_NO_OTHER_WORK}")
_OFF_WORK = phrase(rf"{_WORKER}(?P<status><off work>)\b{_NO_OTHER_WORK}")
"""`The worker has returned to full duty`, `Work status: temporarily totally disabled`"""
_ANY_WORK, _ANY_ABSENCE = phrase(r"\b<any work>\b"), phrase(r"\b<any absence>\b")
_ANOTHER_TIME = phrase(r"\b<work of another time>\b")
_WITHOUT = phrase(r"\bwithout\b")
_IS_OFF = phrase(r"\bnot (?:currently |been )?working\b|\bnot (?:yet )?returned to (?:any )?work\b")


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on the worker's work."""
    for place, span in subject.rationales():
        at_work, off_work = _told(subject, span, _AT_WORK), _told(subject, span, _OFF_WORK)
        if at_work and not off_work:
            other = _summarized(subject, _OFF_WORK, _ANY_WORK)
        elif off_work and not at_work:
            other = _summarized(subject, _AT_WORK, _ANY_ABSENCE)
        else:
            continue
        said = at_work or off_work
        if other and said:
            yield STATUS.doubt(
                f"Item {place + 1}: the rationale says “{subject.excerpt(*said)}”; the case summary reports"
                f" “{subject.excerpt(*other)}”",
                subject.in_rationale(place, said[0]),
                subject.in_summary("what the summary tells", other[0]),
                issue=place,
            )
            return


def _told(subject: Subject, span: Span | None, words: re.Pattern[str]) -> tuple[Span, Span] | None:
    """The first sentence that tells a status of now, and the words that do."""
    for sentence in subject.sentences(span):
        for match in words.finditer(subject.text, *sentence):
            denied = words is _AT_WORK and negated(subject.text, sentence, match.start("status"))
            beside = ((sentence[0], match.end("status")), (match.end(), sentence[1]))
            without = _WITHOUT.search(subject.text, *beside[0]) is not None
            another = without or any(_ANOTHER_TIME.search(subject.text, *part) for part in beside)
            if denied or another or tells_guideline(subject, sentence) or is_quoted(subject, span, sentence):
                continue
            return sentence, match.span()
    return None


def _summarized(subject: Subject, words: re.Pattern[str], contrary: re.Pattern[str]) -> tuple[Span, Span] | None:
    """The summary's sentence that tells a status, where nothing in it can tell the contrary."""
    told = _told(subject, subject.summary, words)
    if told is None:
        return None
    for sentence in subject.sentences(subject.summary):
        for match in contrary.finditer(subject.text, *sentence):
            if not _IS_OFF.search(subject.text, max(sentence[0], match.start() - 20), match.end()):
                return None
    return told
