"""What the summary says of the very treatment in dispute: that it was authorized, or was to be stopped."""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.check.body import parts_of
from imrcli.check.drugs import drugs_in, same_drug
from imrcli.check.finding import Check, Finding
from imrcli.check.reading import Reading, spaced
from imrcli.extract.treatment import classify

AUTHORIZED = Check(
    code="told-as-authorized",
    severity="medium",
    meaning="The summary says that a study, an injection or an operation of the part in dispute was authorized, yet it was reviewed as denied.",
    silent="The item was partly authorized or overturned; the part or the kind of treatment is not the same; the sentence is negated or tells of something done.",
    source="Labor Code 4610.5(c)(1): only what was denied, delayed or modified is in dispute",
)
STOPPED = Check(
    code="told-as-stopped",
    severity="low",
    meaning="The summary says that the drug in dispute was stopped, or was to be.",
    silent="Another drug is meant, or the sentence speaks of starting it again or of a condition.",
    source="data quality: the request may have been withdrawn",
)
CHECKS = (AUTHORIZED, STOPPED)

_ONCE = frozenset(
    [
        "Imaging/Radiology",
        "EMG/NCV/NCS",
        "Injection",
        "Facet Injection",
        "Spine",
        "Arthroscopic Surgery",
        "Non-arthroscopic Surgery",
    ]
)
"""Kinds of treatment that are authorized once, not by the number of visits."""

_AUTHORIZED = spaced(
    r"\b(?:was|were|is|are|has been|have been|had been) (?:already |previously |also )?(?:approved|authorized|certified)\b"
)
_WHAT = spaced(r"\bthat\b|[,;]")
_NOT_AUTHORIZED = spaced(
    r"\b(?:not|non-? ?certified|denied|partially|pending|if|once|until|modified|performed|revealed|showed)\b"
)
_STOPPED = spaced(
    r"\b(?:stop(?:ped|ping)?|discontinu(?:e|ed|ing)) (?:(?:taking|using|use of|the|his|her|all) )*(?P<what>[^.,;]{3,60})"
)
_CLAUSE = spaced(r"\b(?:and|but|while|then|because|due|since|until|for|in favor)\b")
_AGAIN = spaced(
    r"\b(?:resum\w+|restart\w*|until|unless|if|temporarily|again|trial of|did not|should not|never|abruptly)\b"
)


def find(reading: Reading) -> Iterator[Finding]:
    """Findings on the treatment's history."""
    for place, issue in enumerate(reading.issues):
        if issue.subcategory in _ONCE and issue.outcome == "upheld" and not issue.authorized:
            yield from _authorized(reading, place)
        if issue.category == "Pharmaceuticals":
            yield from _stopped(reading, place)


def _authorized(reading: Reading, place: int) -> Iterator[Finding]:
    issue = reading.issues[place]
    parts = parts_of(issue.request)
    for match in reading.find(_AUTHORIZED, reading.summary):
        start, end = reading.sentence_at(reading.summary, match.start())
        words = reading.quote(start, end)
        if _NOT_AUTHORIZED.search(words) or not parts & parts_of(words):
            continue
        subject = _WHAT.split(reading.quote(start, match.start())[-120:])[-1]
        if classify(subject)[1] != issue.subcategory:
            continue
        yield AUTHORIZED.found(
            f"Item {place + 1} (“{issue.request}”) was reviewed as denied, but the summary says: “{words}”.",
            reading.in_summary("what the summary tells", start, end),
            reading.outcome_side(place),
            issue=place,
        )
        return


def _stopped(reading: Reading, place: int) -> Iterator[Finding]:
    issue = reading.issues[place]
    asked = drugs_in(issue.request)
    for match in reading.find(_STOPPED, reading.summary):
        sentence = reading.sentence_at(reading.summary, match.start())
        if _AGAIN.search(reading.text, *sentence):
            continue
        what = _CLAUSE.split(reading.quote(*match.span("what")))[0]
        if any(same_drug(a, b) for a in drugs_in(what) for b in asked):
            yield STOPPED.found(
                f"Item {place + 1} is “{issue.request}”; the summary says “{reading.quote(*sentence)}”.",
                reading.in_summary("what the summary tells", *sentence),
                reading.request_side(place),
                issue=place,
            )
            return
