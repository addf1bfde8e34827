"""What a rationale says is not in the records, or how long something lasted, against the summary and the dates."""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.check.body import named_parts
from imrcli.check.finding import Check, Finding
from imrcli.check.quantities import PERIODS, numbers_in
from imrcli.check.reading import Reading, spaced
from imrcli.check.speech import tells_guideline

ABSENT = Check(
    code="said-absent-but-told",
    severity="high",
    meaning="The rationale says that something is not in the records (a pain score, an examination or complaints of a part, physical therapy) that the summary tells.",
    silent="The summary does not tell it in so many words, or the rationale only misses its results.",
    source="Labor Code 4610.6(h)(5): a plainly erroneous finding of fact",
)
LASTING = Check(
    code="duration-exceeds-injury",
    severity="low",
    meaning="The rationale speaks of months of a treatment, or of its long-term use, though the injury was much less before the utilization review.",
    silent="The injury is not at least a month shorter than what is said (long-term use: 60 days or older), or the sentence tells of a guideline.",
    source="Labor Code 4610.6(h)(5)",
)
CHECKS = (ABSENT, LASTING)

_NO = r"(?:there (?:is|was|are|were) no|no|does not (?:document|contain|include)(?: an?| any)?|without an?|lack of an?)"
_NO_SCORE = spaced(
    rf"\b{_NO} (?:documented |specific )?(?:VAS|pain|visual analog(?:ue)?)(?: pain)? (?:score|scale|rating|level)s?\b(?! (?:reduction|improvement|decrease|change|before|after|with|without|relief|scores?))"
)
_SCORE = spaced(
    r"\b(?:rated|rating|rates|pain (?:is|was|level|score)[^.]{0,20}?)\b[^.]{0,40}?\b\d{1,2}(?:-\d{1,2})? ?(?:/|of|out of) ?(?:10|ten)\b|\b\d{1,2}(?:-\d{1,2})? (?:out of|of) (?:10|a possible 10)\b|\b\d{1,2}/10\b"
)
_NO_EXAM = spaced(
    rf"\b{_NO} (?:specific |documented )?(?P<part>[\w-]+(?: spine| back)?) (?:physical )?exam(?:ination)?\b(?! (?:findings?|abnormal|evidence))"
    rf"|\b{_NO} (?:specific |documented )?(?:physical )?exam(?:ination)? of (?:the )?(?P<part2>(?:left |right )?[\w-]+(?: spine| back)?)\b"
)
_EXAMINED = spaced(r"\b(?:exam(?:ination|ined)?|objective findings?|tenderness|range of motion|palpation)\b")
_NO_COMPLAINT = spaced(rf"\b{_NO} (?:documented |subjective )?(?P<part>[\w-]+(?: spine| back)?) complaints?\b")
_COMPLAINED = spaced(r"\b(?:complain(?:s|ed|ts?|ing)|reported|reports) (?:of )?[^.]{0,120}?\bpain\b")
_NO_THERAPY = spaced(
    r"\bno (?:documentation|evidence|record|indication|mention) (?:of|that) (?:any |prior |previous |a trial of |the (?:patient|injured worker|claimant) (?:has |had )?(?:attended |undergone |had |tried |received |completed )?(?:any )?)*physical therapy\b(?= ?[.,;]| (?:or|has been|was) )"
)
_THERAPY = spaced(
    r"\b(?:treat(?:ed|ment|ments)|care)\b[^.]{0,90}\binclud\w+[^.]{0,120}\bphysical therapy\b|\bcompleted \w+ (?:sessions? of )?physical therapy|\bsessions? of physical therapy (?:which|that) did not"
)

_FOR_MONTHS = spaced(
    rf"\b(?:has|have|had) been (?:\w+ ){{0,4}}?(?:on|using|taking|prescribed|utilizing|treated|receiving|doing)\b[^.;]{{0,80}}?\bfor (?:at least |over |more than |approximately |about |the (?:past|last) )?(?P<number>several|many|\d{{1,2}}|{PERIODS}) (?P<unit>months?|years?)\b"
)
_LONG_TERM = spaced(
    r"\b(?:warrants?|justif(?:y|ies)|supports?|need for|basis for) (?:[\w/]+ ){0,2}?(?:long[- ]term|chronic)(?:/chronic)? (?:use|usage)\b"
)
_NOT_OF_THE_PATIENT = spaced(r"\brecommendation to stop\b|\bnot recommended\b|\brisks?\b|\bif\b|\bunless\b|\bavoid")
_SEVERAL = {"several": 3, "many": 6}
_LONG = 60
_MONTH, _YEAR = 30, 365


def find(reading: Reading) -> Iterator[Finding]:
    """Findings on facts."""
    seen: set[str] = set()
    for place in range(len(reading.issues)):
        for finding in _absent(reading, place):
            # The same words stand in each of several near copies.
            if finding.message.split(": ", 1)[1] not in seen:
                seen.add(finding.message.split(": ", 1)[1])
                yield finding
        yield from _lasting(reading, place)


def _absent(reading: Reading, place: int) -> Iterator[Finding]:
    span = reading.rationale(place)
    for words, told in ((_NO_SCORE, _SCORE), (_NO_THERAPY, _THERAPY)):
        match = next(reading.find(words, span), None)
        other = next(reading.find(told, reading.summary), None)
        if match and other:
            yield _contradicted(reading, place, match.span(), other.span())
    for words, told in ((_NO_EXAM, _EXAMINED), (_NO_COMPLAINT, _COMPLAINED)):
        for match in reading.find(words, span):
            named = " ".join(filter(None, match.groups()))
            parts = frozenset[str]().union(*(n.parts for n in named_parts(named)))
            if not parts:
                continue
            for sentence in reading.sentences(reading.summary):
                about = named_parts(reading.text, sentence)
                if any(n.parts & parts for n in about) and told.search(reading.text, *sentence):
                    yield _contradicted(reading, place, match.span(), sentence)
                    break
            break


def _contradicted(reading: Reading, place: int, said: tuple[int, int], told: tuple[int, int]) -> Finding:
    shown = reading.quote(*told)
    shown = shown if len(shown) <= 160 else shown[:159].rstrip() + "…"
    return ABSENT.found(
        f"Item {place + 1}: the rationale says “{reading.quote(*said)}”; the summary tells “{shown}”.",
        reading.in_rationale(place, *said),
        reading.in_summary("what the summary tells", *told),
        issue=place,
    )


def _lasting(reading: Reading, place: int) -> Iterator[Finding]:
    case = reading.determination.case
    if not case.date_of_injury or not case.ur_denial_date:
        return
    days = (case.ur_denial_date - case.date_of_injury).days
    span = reading.rationale(place)
    for match in reading.find(_FOR_MONTHS, span):
        number = _SEVERAL.get(match["number"].lower()) or next(iter(numbers_in(match["number"])), 0)
        said = number * (_YEAR if match["unit"].lower().startswith("year") else _MONTH)
        sentence = reading.sentence_at(span, match.start())
        if said - days >= _MONTH and not tells_guideline(reading, sentence):
            yield _too_long(reading, place, match.span(), days)
            return
    if not 0 <= days < _LONG:
        return
    for match in reading.find(_LONG_TERM, span):
        sentence = reading.sentence_at(span, match.start())
        if not _NOT_OF_THE_PATIENT.search(reading.text, *sentence) and not tells_guideline(reading, sentence):
            yield _too_long(reading, place, match.span(), days)
            return


def _too_long(reading: Reading, place: int, span: tuple[int, int], days: int) -> Finding:
    return LASTING.found(
        f"Item {place + 1}: the rationale speaks of “{reading.quote(*span)}”; the injury was {days} days before the utilization review.",
        reading.in_rationale(place, *span),
        reading.case_date("date_of_injury"),
        reading.case_date("ur_denial_date"),
        issue=place,
    )
