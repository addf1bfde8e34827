"""What the summary says of the very treatment in dispute: that it was authorized, or was to be stopped."""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.check.doubt import Check, Doubt
from imrcli.check.drugs import drugs_in, same_drug
from imrcli.check.phrases import phrase
from imrcli.check.subject import Subject
from imrcli.extract.treatment import classify
from imrcli.vocabulary.body_parts import parts_of

AUTHORIZED = Check(
    code="told-as-authorized",
    severity="medium",
    meaning="The summary says that a study, an injection or an operation of the part in dispute was authorized, yet"
    " it was"
    " reviewed as denied.",
    silent="The item was partly authorized or overturned; the part or the kind of treatment is not the same; the"
    " sentence"
    " is negated or tells of something done.",
    source="Labor Code 4610.5(c)(1): only what was denied, delayed or modified is in dispute",
    matters="treatment that was authorized is not in dispute",
)
STOPPED = Check(
    code="told-as-stopped",
    severity="low",
    meaning="The summary says that the drug in dispute was stopped, or was to be.",
    silent="Another drug is meant, or the sentence speaks of starting it again or of a condition.",
    source="data quality: the request may have been withdrawn",
    matters="the request may have been withdrawn",
)
CHECKS = (AUTHORIZED, STOPPED)

ONCE = frozenset(
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
"""Kinds of treatment that are authorized once and for one part of the body, not by the number of visits."""

_AUTHORIZED = phrase(
    r"\b(?:was|were|is|are|has been|have been|had been) (?:already |previously |also )?"
    r"(?:approved|authorized|certified)\b"
)
_WHAT = phrase(r"\bthat\b|[,;]")
_NOT_AUTHORIZED = phrase(r"\b<not authorized>\b")
_SUBJECT = 120
"""Characters before `was authorized` in which what was authorized is named."""
_STOPPED = phrase(
    r"\b(?:stop(?:ped|ping)?|discontinu(?:e|ed|ing)) "
    r"(?:(?:taking|using|use of|the|his|her|all) )*(?P<what>[^.,;]{3,60})"
)
_CLAUSE = phrase(r"\b(?:and|but|while|then|because|due|since|until|for|in favor)\b")
_AGAIN = phrase(r"\b<started again>\b")


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on the treatment's history."""
    for place, issue in enumerate(subject.issues):
        if issue.subcategory in ONCE and issue.outcome == "upheld" and not issue.authorized:
            yield from _authorized(subject, place)
        if issue.category == "Pharmaceuticals":
            yield from _stopped(subject, place)


def _authorized(subject: Subject, place: int) -> Iterator[Doubt]:
    issue = subject.issues[place]
    parts = parts_of(issue.request)
    for match in subject.matches(_AUTHORIZED, subject.summary):
        start, end = subject.sentence_at(subject.summary, match.start())
        words = subject.quote(start, end)
        if _NOT_AUTHORIZED.search(words) or not parts & parts_of(words):
            continue
        what = _WHAT.split(subject.quote(start, match.start())[-_SUBJECT:])[-1]
        if classify(what).subcategory != issue.subcategory:
            continue
        yield AUTHORIZED.doubt(
            f"Item {place + 1} (“{issue.request}”) was reviewed as denied, but the summary says: “{words}”.",
            subject.in_summary("what the summary tells", (start, end)),
            subject.outcome_exhibit(place),
            issue=place,
        )
        return


def _stopped(subject: Subject, place: int) -> Iterator[Doubt]:
    issue = subject.issues[place]
    asked = drugs_in(issue.request)
    for match in subject.matches(_STOPPED, subject.summary):
        sentence = subject.sentence_at(subject.summary, match.start())
        if _AGAIN.search(subject.text, *sentence):
            continue
        what = _CLAUSE.split(subject.quote(*match.span("what")))[0]
        if any(same_drug(a, b) for a in drugs_in(what) for b in asked):
            yield STOPPED.doubt(
                f"Item {place + 1} is “{issue.request}”; the summary says “{subject.quote(*sentence)}”.",
                subject.in_summary("what the summary tells", sentence),
                subject.request_exhibit(place),
                issue=place,
            )
            return
