"""Lengths of time that cannot be: longer than the injury is old."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imrcli.check.doubt import Check, Doubt
from imrcli.check.phrases import phrase
from imrcli.check.quantities import NUMBER_WORD, numbers_in
from imrcli.check.speech import is_quoted, tells_guideline
from imrcli.check.subject import Subject
from imrcli.text import Span

LASTING = Check(
    code="duration-exceeds-injury",
    severity="low",
    meaning="The letter speaks of weeks, months or years of pain or of a treatment, or of its long-term use, though"
    " the injury"
    " was much less before.",
    silent="The injury is not at least a month shorter than what is said (long-term use: 30 days or older; time"
    " since the"
    " injury: before the decision); the sentence tells of a guideline, of history or of an earlier injury; the"
    " trauma was"
    " cumulative.",
    source="Labor Code 4610.6(h)(5): a plainly erroneous finding of fact",
    matters="the words may be another worker's, or copied from another letter",
)
CHECKS = (LASTING,)

_ABOUT = r"(?:at least |over |more than |greater than |approximately |about |nearly |the (?:past|last) )?"
_UNIT = r"(?:full |whole )?(?P<unit>weeks?|months?|years?)"
_LENGTH = rf"{_ABOUT}(?P<number>several|many|an?|\d{{1,2}}|{NUMBER_WORD})[ -]{_UNIT}\b"
_OF_TREATMENT = phrase(rf"\b(?:has|have|had) (?:been )?(?:\w+ ){{0,4}}?<using>\b[^.;]{{0,80}}?\bfor {_LENGTH}")
"""`The patient has been on opioids for at least six months`"""
_OF_PAIN = phrase(rf"\b<ailment>\b[^.;]{{0,60}}?\b(?:for|over|lasting|of) {_LENGTH}(?! (?:of age|old|ago))")
"""`has had pain for over eight months`"""
_HISTORY = phrase(
    rf"\b{_LENGTH} (?:(?:history|duration) of\b|of (?:[\w-]+ ){{0,3}}?(?:pain|symptoms?|complaints?|headaches?)\b)"
)
_SINCE = phrase(
    rf"\b{_LENGTH} (?:out )?(?:after|since|from|post|status post|following) (?:the |his |her )?(?:date of )?injury\b"
)
"""`eight months after the injury`"""
_CARE_LENGTH = rf"{_LENGTH} of (?:[\w-]+,? ){{0,3}}?<care>\b"
_CARE = (
    phrase(rf"\b<had care> (?:a |an )?(?:full )?{_CARE_LENGTH}"),
    phrase(rf"\b<had care> (?:\w+ ){{0,2}}?<care> (?:for|over|lasting|of) {_LENGTH}"),
    phrase(rf"\b(?:been|was|were) <care> for {_LENGTH}"),
    phrase(rf"(?<!the\s)\b{_CARE_LENGTH}(?=[^.;]{{0,60}}?\b<care failed>\b)"),
    phrase(rf"\b<care> (?:for|over|lasting|of) {_LENGTH}(?=[^.;]{{0,40}}?\b<care failed>\b)"),
    phrase(rf"\b<care failed>[^.;]{{0,20}}? (?:despite|after|through|following|to|with) (?:a |an )?{_CARE_LENGTH}"),
    phrase(rf"\bnot responded to {_CARE_LENGTH}"),
)
"""`has failed nine months of conservative care`, `despite eight months of conservative care`"""
_NOT_HAD = phrase(r"\b<care not had>\b")
_EXPECTED = phrase(r"\b(?:should|must|would|will|could|may|required|recommended|not met)\b")
_RESPONSE = phrase(r"\bnot (?=(?:improved|responded|helped|resolved|relieved)\b)")
_LONG_TERM = phrase(
    r"\b(?:warrants?|justif(?:y|ies)|supports?|need for|basis for) (?:[\w/]+ ){0,2}?"
    r"(?:long[- ]term|chronic)(?:/chronic)? (?:use|usage)\b"
)
_NOT_OF_THE_PATIENT = phrase(r"\b<not of the patient>\b")
_EARLIER = phrase(r"\b<earlier ailment>\b")
_CUMULATIVE = phrase(r"\b<cumulative>")
_WITHIN = phrase(r"\b(?:first|within|less than|fewer than|not yet|under|up to)(?: the| these| those)? $")
"""`during the first three months of symptoms`, `less than two years after the injury`"""
_SEVERAL = {"several": 3, "many": 6, "a": 1, "an": 1}
_LONG = 30
_DAYS = {"week": 7, "month": 30, "year": 365}
_SLACK = 30


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on lengths of time."""
    case = subject.determination.case
    if not case.date_of_injury or not case.ur_denial_date or subject.holds(_CUMULATIVE, subject.summary):
        return
    until_review = (case.ur_denial_date - case.date_of_injury).days
    until_decision = ((case.decision_date or case.ur_denial_date) - case.date_of_injury).days
    ages = ((_OF_TREATMENT, until_review), (_OF_PAIN, until_review), (_HISTORY, until_review), (_SINCE, until_decision))
    for place, span in subject.rationales():
        wrong = next((w for words, days in ages if (w := _longer(subject, span, words, days))), None)
        wrong = wrong or _care(subject, span, until_review)
        wrong = wrong or _long_term(subject, span, until_review)
        if wrong:
            yield LASTING.doubt(
                f"Item {place + 1}: the rationale speaks of “{subject.quote(*wrong)}”; the injury was"
                f" {until_review} days"
                " before the utilization review",
                subject.in_rationale(place, wrong),
                subject.case_date("date_of_injury"),
                subject.case_date("ur_denial_date"),
                issue=place,
            )


def _longer(subject: Subject, span: Span, words: re.Pattern[str], days: int) -> Span | None:
    """The first length of a rationale that is longer than the injury is old."""
    for match in subject.matches(words, span):
        sentence = subject.sentence_at(span, match.start())
        if tells_guideline(subject, sentence) or is_quoted(subject, span, sentence):
            continue
        beside = ((sentence[0], match.start()), (match.end(), sentence[1]))
        if any(words.search(subject.text, *part) for words in (_NOT_OF_THE_PATIENT, _EARLIER) for part in beside):
            continue
        within = _WITHIN.search(subject.text, sentence[0], match.start("number"))
        if not within and _length(match) - days >= _SLACK:
            return match.span()
    return None


def _care(subject: Subject, span: Span, days: int) -> Span | None:
    """The first length of conservative care that this worker is said to have had that is longer than the injury."""
    for words in _CARE:
        for match in subject.matches(words, span):
            sentence = subject.sentence_at(span, match.start())
            before = _RESPONSE.sub("", subject.quote(sentence[0], match.start("number")))
            if _NOT_HAD.search(before) or _EXPECTED.search(subject.text, match.end(), sentence[1]):
                continue
            if _longer(subject, span, words, days) == match.span():
                return match.span()
    return None


def _length(match: re.Match[str]) -> int:
    """The days that are named."""
    groups = match.groupdict()
    number, unit = groups["number"], groups["unit"]
    count = _SEVERAL.get(number.lower()) or next(iter(numbers_in(number)), 0)
    return count * _DAYS[unit.lower().rstrip("s")]


def _long_term(subject: Subject, span: Span, days: int) -> Span | None:
    if not 0 <= days < _LONG:
        return None
    for match in subject.matches(_LONG_TERM, span):
        sentence = subject.sentence_at(span, match.start())
        if not _NOT_OF_THE_PATIENT.search(subject.text, *sentence) and not tells_guideline(subject, sentence):
            return match.span()
    return None
