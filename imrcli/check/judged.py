"""The treatment that a rationale decides on, and that the utilization review decided, against the item."""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.check.doubt import Check, Doubt
from imrcli.check.drugs import is_brand, same_drug
from imrcli.check.phrases import phrase, words_under
from imrcli.check.sides import EXTENT
from imrcli.check.speech import tells_guideline
from imrcli.check.subject import MOST_ISSUES, Subject
from imrcli.check.verdict_words import Judgement, judgements
from imrcli.check.wording import shortened
from imrcli.model import Issue
from imrcli.text import Span
from imrcli.vocabulary.body_parts import overlap, parts_of
from imrcli.vocabulary.treatment_kinds import NamedKind, any_alike, any_related, kinds_in, told_apart

TREATMENT = Check(
    code="rationale-other-treatment",
    severity="medium",
    meaning="The rationale calls the thing at issue, or decides on, another treatment or drug than the item.",
    silent="The words are general (study, surgery, medication), are another name of the item's treatment or of its"
    " class, or"
    " name the item's treatment too; their kind or the item's is not known; the rationale is shared.",
    source="Labor Code 4610.6(h)(5): a plainly erroneous finding of fact",
    matters="the item itself may not have been reviewed",
)
REVIEWED = Check(
    code="review-other-treatment",
    severity="medium",
    meaning="The summary says that the utilization review denied or modified another treatment, or that of another"
    " part of"
    " the body, and names the item's nowhere.",
    silent="The letter has several items; the summary names the item's treatment, or the class of it, anywhere;"
    " either is of"
    " no known kind.",
    source="Labor Code 4610.5(c)(1): only what the utilization review denied, delayed or modified is in dispute",
    matters="the item in dispute may not be the one that was reviewed",
)
TWICE = Check(
    code="item-twice",
    severity="low",
    meaning="The same request is decided twice, word for word.",
    silent="The requests differ in any word or number.",
    source="Labor Code 4610.6(e): every disputed service is to be decided, once",
    matters="one request may have been counted twice, or another was meant",
)
CHECKS = (TREATMENT, REVIEWED, TWICE)

_DENIED_BEFORE = phrase(
    r"\b(?:utilization review|UR\b|claims administrator)[^.;]{0,80}?\b<review denied>\b (?:the |a |an )?"
    r"(?:requests? for )?(?P<what>[^.;]{4,160})"
)
"""`On 12-12-2016 Utilization Review non-certified a request for MRI of the neck`"""
_DENIED_BEHIND = phrase(
    r"\brequests? for (?P<what>[^.;]{4,160}?) (?:was|were) <review denied>\b[^.;]{0,40}? by (?:the )?"
    r"(?:utilization review|UR\b)"
)
"""`the request for MRI of the neck was non-certified by utilization review`"""
_BEHIND = phrase(r"\b(?:from|due to|because of|caused by|after|before|with|on|during|despite|without|while|by)\b")
_DENYING = phrase(r"\b(?:<review denied>|utilization review|UR)\b")
_REQUEST_TOLD = phrase(r"\b<request told>\b")
_COMPOUND = phrase(r"\b(?:compound\w*|cmpd)\b")
_BESIDE = ("EMG", "NCS")
"""Kinds that are asked for together and decided together, so that one of them is easily taken for both."""


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on the treatment decided."""
    for place in range(min(len(subject.issues), MOST_ISSUES)):
        if subject.has_own_rationale(place):
            yield from _treatment(subject, place)
            yield from _beside(subject, place)
    yield from _reviewed(subject)
    yield from _twice(subject)


def asked(issue: Issue) -> str:
    """All that an item says was asked for or authorized."""
    return " ; ".join(filter(None, (issue.request, issue.original_request, issue.authorized)))


def other_treatment(subject: Subject, place: int) -> Judgement | None:
    """The first verdict of an item's rationale that is on another treatment."""
    issue = subject.issues[place]
    wanted = kinds_in(asked(issue))
    if not wanted or issue.subcategory == "Adjunct Surgical Services":
        return None
    others = {named.kind for other in subject.issues if other is not issue for named in kinds_in(asked(other))}
    for judgement in judgements(subject, place):
        kinds = _heads(subject.quote(*judgement.thing))
        if _is_another(kinds, wanted, issue) and not _in_passing(subject, place, judgement, kinds, others):
            return judgement
    return None


def _heads(words: str) -> tuple[NamedKind, ...]:
    """The treatments that a verdict's words name, but for those behind a preposition (`nausea from opioids`)."""
    return tuple(named for named in kinds_in(words) if not _BEHIND.search(words, 0, named.start))


def _in_passing(
    subject: Subject, place: int, judgement: Judgement, kinds: tuple[NamedKind, ...], others: set[str]
) -> bool:
    """Whether a verdict is on another item before the last sentence, or the item's own treatment is named behind it."""
    behind = [sentence for sentence in subject.sentences(subject.rationale(place)) if sentence > judgement.sentence]
    if judgement.at_issue or not behind:
        return False
    if any_alike({named.kind for named in kinds}, others):
        return True
    own = _kinds(kinds_in(asked(subject.issues[place])), subject.issues[place])
    return any(
        any_alike({named.kind for named in kinds_in(subject.quote(*sentence))}, own)
        for sentence in behind
        if not tells_guideline(subject, sentence)
    )


def _treatment(subject: Subject, place: int) -> Iterator[Doubt]:
    judgement = other_treatment(subject, place)
    if judgement:
        yield TREATMENT.doubt(
            f"Item {place + 1} is “{subject.issues[place].request}”; the rationale speaks of, or decides on,"
            f" “{shortened(subject.quote(*judgement.verdict))}”",
            subject.in_rationale(place, judgement.verdict),
            subject.request_exhibit(place),
            issue=place,
        )


def _is_another(judged: tuple[NamedKind, ...], wanted: tuple[NamedKind, ...], issue: Issue) -> bool:
    """Whether a verdict names treatments, none of which is the item's by any name."""
    general = words_under("general kind")
    judged = tuple(named for named in judged if named.kind not in general)
    if not judged:
        return False
    drugs = [named.drug for named in judged if named.drug]
    wanted_drugs = [named.drug for named in wanted if named.drug]
    if drugs and wanted_drugs:
        # What a brand alone stands for is not known, nor is a compound called by one drug only.
        if any(map(is_brand, (*drugs, *wanted_drugs))) or _COMPOUND.search(asked(issue)):
            return False
        return not any(same_drug(a, b) for a in drugs for b in wanted_drugs)
    return not any_alike({named.kind for named in judged}, _kinds(wanted, issue))


def _kinds(wanted: tuple[NamedKind, ...], issue: Issue) -> set[str]:
    """The kinds that an item's words name, and the class of drugs that it is counted under."""
    kinds = set(told_apart(named.kind for named in wanted))
    if issue.category == "Pharmaceuticals" and issue.subcategory:
        kinds.add(issue.subcategory)
    return kinds


def _beside(subject: Subject, place: int) -> Iterator[Doubt]:
    """A verdict on both of two tests, where one is the item and the other is none."""
    issue = subject.issues[place]
    own = {named.kind for named in kinds_in(asked(issue))}
    elsewhere = {named.kind for other in subject.issues if other is not issue for named in kinds_in(asked(other))}
    if len(own.intersection(_BESIDE)) != 1:
        return
    for judgement in judgements(subject, place):
        judged = {named.kind for named in kinds_in(subject.quote(*judgement.thing))}
        if judged.issuperset(_BESIDE) and not elsewhere.intersection(_BESIDE):
            yield EXTENT.doubt(
                f"Item {place + 1} is “{issue.request}”; its verdict is on both EMG and nerve conduction studies:"
                f" “{shortened(subject.quote(*judgement.verdict))}”",
                subject.in_rationale(place, judgement.verdict),
                subject.request_exhibit(place),
                issue=place,
            )
            return


def _reviewed(subject: Subject) -> Iterator[Doubt]:
    """What the utilization review denied, in a letter with one item, against that item."""
    if len(subject.issues) != 1 or subject.summary is None:
        return
    issue = subject.issues[0]
    denied = [m.span("what") for p in (_DENIED_BEFORE, _DENIED_BEHIND) for m in subject.matches(p, subject.summary)]
    for span in denied:
        words = subject.quote(*span)
        if _is_other_request(subject, words, issue):
            yield REVIEWED.doubt(
                f"The summary says that the utilization review was of “{shortened(words)}”; the item in dispute is"
                f" “{issue.request}”",
                subject.in_summary("what was reviewed, by the summary", span),
                subject.request_exhibit(0),
            )
            return


def _is_other_request(subject: Subject, words: str, issue: Issue) -> bool:
    """Whether what was denied is another treatment than the item's, or of another part, and no denial is of the"
    " item's."""
    general = words_under("general kind")
    wanted = _kinds(kinds_in(asked(issue)), issue) - general
    denied = {named.kind for named in kinds_in(words)} - general
    telling = " ".join(subject.quote(*sentence) for sentence in _denying(subject))
    if not denied or not wanted:
        return False
    if not any_related(denied, wanted):
        return not any_related({named.kind for named in kinds_in(telling)}, wanted)
    parts = parts_of(asked(issue))
    return bool(parts and parts_of(words)) and not overlap(parts, parts_of(telling)) and not _told_of(subject, parts)


def _told_of(subject: Subject, parts: frozenset[str]) -> bool:
    """Whether the summary tells of a request that is for some parts of the body."""
    return any(
        overlap(parts, parts_of(subject.quote(*sentence)))
        for sentence in subject.sentences(subject.summary)
        if _REQUEST_TOLD.search(subject.text, *sentence)
    )


def _denying(subject: Subject) -> list[Span]:
    """The sentences of the summary that tell what the utilization review did."""
    return [sentence for sentence in subject.sentences(subject.summary) if _DENYING.search(subject.text, *sentence)]


def _twice(subject: Subject) -> Iterator[Doubt]:
    first: dict[str, int] = {}
    for place, issue in enumerate(subject.issues[:MOST_ISSUES]):
        words = " ".join((issue.request or "").lower().split())
        if not words or first.setdefault(words, place) == place:
            continue
        yield TWICE.doubt(
            f"Items {first[words] + 1} and {place + 1} are the same request: “{issue.request}”",
            subject.request_exhibit(first[words]),
            subject.request_exhibit(place),
            issue=place,
        )
