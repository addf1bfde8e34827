"""The evidence that the reviewer names: none, one that is said not to exist, or one that only the rationale knows."""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.check.doubt import Check, Doubt
from imrcli.check.drugs import drugs_in
from imrcli.check.phrases import either, phrase, words_under
from imrcli.check.subject import Subject, Whose
from imrcli.check.wording import numbered
from imrcli.model import Citation, Issue

NONE = Check(
    code="no-evidence-cited",
    severity="medium",
    meaning="The reviewer cites no guideline and no other evidence.",
    silent="The statement is missing or could not be read, or the rationale itself names a guideline or a study.",
    source="Labor Code 4610.6(c)-(e): the standards and the reasons of the decision",
    matters="a determination has to rest on stated standards",
)
DEPENDENT = Check(
    code="no-evidence-for-dependent-item",
    severity="low",
    meaning="The reviewer cites no evidence for an item that falls or stands with another (a service around surgery).",
    silent="As above, or the rationale does not say that the item depends on another.",
    source="data quality: such items were not judged by themselves",
    matters="the service was not judged by itself",
)
ADMINISTRATOR = Check(
    code="administrator-cites-nothing",
    severity="low",
    meaning="The claims administrator cites no guideline and no other evidence for its denial.",
    silent="Its statement is missing or could not be read; the item was overturned, or falls or stands with another;"
    " or the reviewer cites nothing either (which is told there).",
    source="Labor Code 4610 and 8 CCR 9792.9.1(e)(5): a denial is to give the criteria or guidelines used",
    matters="a denial has to name the criteria or guidelines that it rests on",
)
SILENT = Check(
    code="mtus-said-silent",
    severity="medium",
    meaning="The rationale says that the MTUS is silent, though either side cites a guideline of the MTUS for the"
    " item.",
    silent="The sentence qualifies it (`specifically`, acute pain), is about a guideline of the MTUS only, or"
    " neither side"
    " cites the MTUS.",
    source="Labor Code 4610.5(c)(2), 4604.5: the MTUS comes first; 8 CCR 9792.21(d)",
    matters="the MTUS, where it speaks of a treatment, comes before any other guideline",
)
UNCITED = Check(
    code="rationale-source-not-cited",
    severity="low",
    meaning="The rationale rests on the Official Disability Guidelines, which the reviewer's statement does not cite.",
    silent="The statement is missing; the words may be the MTUS's own, which quotes ODG; or ODG is only said not to"
    " speak"
    " of it.",
    source="data quality: citations are read from the statement",
    matters="a search by citations misses what the decision rests on",
)
CHECKS = (NONE, DEPENDENT, ADMINISTRATOR, SILENT, UNCITED)

_NOTHING = phrase(r"\b<cites nothing>\b|\bno (?:\w+ ){0,2}evidence")
_NAMED = phrase(r"\b<source>\b")
_IS = r"\b(?:is|are|was|were)\b"
_BECAUSE = (
    r"\b(?:as|since|because|given that) the (?:requested |primary |index |associated )?(?:[\w-]+ ){0,3}?<operation>"
    r"[^.]{0,60}\b(?:is|was|are|were|has|have)\b[^.]{0,40}\bnecessary\b"
)
"""`As the requested surgery is not medically necessary`"""
_ANCILLARY = rf"\b<ancillary>\b[^.]{{0,60}}{_IS} (?:also |therefore |thus )?(?:not )?(?:medically )?necessary\b"
"""`the associated service is not medically necessary`"""
_DEPENDS = phrase(either(_BECAUSE, _ANCILLARY))
_IS_SILENT = phrase(
    r"\bMTUS\b[^.;]{0,40}?\b<is silent>\b"
    r"|\bnot (?:addressed|discussed|covered|mentioned) (?:in|by|within) (?:the )?(?:CA |California )?MTUS\b"
)
"""`The MTUS is silent`, `is not addressed by the MTUS`"""
_ONE_GUIDELINE = r"(?:chronic pain|acupuncture|opioids?|post-?surgical) (?:medical )?(?:treatment )?guidelines?"
_QUALIFIED = phrase(rf"\b(?:<qualified>|{_ONE_GUIDELINE})\b")
_CLAUSE_END = phrase(r"[.,;)]|\bso\b|\btherefore\b")
_THE_REQUEST = phrase(r"\b<this request>\b|^(?:and|thus|here)\b")
_ODG = r"(?:ODG|Official Disability Guidelines?(?: \(ODG\))?)(?: guidelines?)?"
_ODG_SAYS = phrase(
    rf"\b{_ODG}(?:['’]s)?(?:,? [\w&,/]+){{0,6}}? <odg verb>\b"
    r"|\b<by a guideline> (?:the )?(?:ODG\b|Official Disability)"
    rf"|\b{_ODG}(?:['’]s)? (?:\w+ )?<of odg>\b"
)
"""`The Official Disability Guidelines recommend`, `per the ODG`"""
_OF_OTHERS = phrase(r"\b<another who cites>\b")
_GENERAL_CHAPTERS = ("general approaches", "medical evidence", "special topics")
_TELLING = 6
"""First letters of a word by which two printings of it are the same."""


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on the evidence."""
    yield from _none(subject)
    for place in range(len(subject.issues)):
        yield from _silent(subject, place)
        yield from _uncited(subject, place)


def _cites_nothing(subject: Subject, place: int) -> bool:
    issue = subject.issues[place]
    statement = issue.reviewer
    if statement.citations or not statement.text or not _NOTHING.search(statement.text) or not issue.rationale:
        return False
    return not _NAMED.search(issue.rationale)


def _none(subject: Subject) -> Iterator[Doubt]:
    places = [place for place in range(len(subject.issues)) if _cites_nothing(subject, place)]
    dependent = [place for place in places if _DEPENDS.search(subject.issues[place].rationale or "")]
    alone = [place for place in places if place not in dependent]
    for check, chosen, ending in ((NONE, alone, ""), (DEPENDENT, dependent, ", which was decided as another item was")):
        if not chosen:
            continue
        both = all(not subject.issues[place].claims_administrator.citations for place in chosen)
        theirs = "; neither does the claims administrator" if both else ""
        yield check.doubt(
            f"The reviewer cites no evidence for {numbered(chosen)}{ending}{theirs}.",
            *[subject.statement_exhibit(place, "reviewer") for place in chosen],
            issue=chosen[0] if len(chosen) == 1 else None,
        )
    yield from _administrator(subject, without=places)


def _administrator(subject: Subject, without: list[int]) -> Iterator[Doubt]:
    chosen = [
        place
        for place, issue in enumerate(subject.issues)
        if place not in without
        and issue.outcome != "overturned"
        and not issue.claims_administrator.citations
        and _NOTHING.search(issue.claims_administrator.text or "")
        and not _DEPENDS.search(issue.rationale or "")
    ]
    if chosen:
        yield ADMINISTRATOR.doubt(
            f"The claims administrator cites no evidence for its denial of {numbered(chosen)}",
            *[subject.statement_exhibit(place, "claims_administrator") for place in chosen],
            issue=chosen[0] if len(chosen) == 1 else None,
        )


def depends(subject: Subject, place: int) -> bool:
    """Whether an item's rationale only says that it falls or stands with another."""
    return _DEPENDS.search(subject.issues[place].rationale or "") is not None


def _silent(subject: Subject, place: int) -> Iterator[Doubt]:
    span = subject.rationale(place)
    for match in subject.matches(_IS_SILENT, span):
        sentence = subject.sentence_at(span, match.start())
        if _QUALIFIED.search(subject.text, *sentence):
            continue
        if not _of_the_item(subject.text[match.end() : sentence[1]], subject.issues[place]):
            continue
        sides: tuple[tuple[Whose, str], ...] = (
            ("claims_administrator", "the claims administrator cites"),
            ("reviewer", "the reviewer's own statement cites"),
        )
        for whose, words in sides:
            citations = subject.statement(place, whose).citations
            number = _mtus(citations)
            if number is not None:
                yield SILENT.doubt(
                    f"Item {place + 1}: the rationale says “{subject.quote(*match.span())}”, but {words} the MTUS"
                    f" ({citations[number].text}).",
                    subject.in_rationale(place, match.span()),
                    subject.statement_exhibit(place, whose, number),
                    issue=place,
                )
                return


def _of_the_item(behind: str, issue: Issue) -> bool:
    """Whether what the MTUS is said to be silent on is the item itself, not something about it."""
    thing = _CLAUSE_END.split(behind, maxsplit=1)[0].strip()
    if not thing or _THE_REQUEST.search(thing):
        return True
    # One ingredient of a product is not the product.
    if not drugs_in(thing).keys().isdisjoint(drugs_in(issue.request)):
        return True
    return bool(_telling(thing) & _telling(issue.request or ""))


def _telling(text: str) -> set[str]:
    """The first letters of a text's words, but for those that any request may hold."""
    words = "".join(c.lower() if c.isalnum() else " " for c in text).split()
    return {word[:_TELLING] for word in words if len(word) > 2 and word not in words_under("any request")}


def _mtus(citations: list[Citation]) -> int | None:
    """The first guideline of the MTUS on treatment that is cited; its general chapters say little of any."""
    for number, citation in enumerate(citations):
        title = (citation.guideline or "").lower()
        if citation.source == "MTUS" and not any(general in title for general in _GENERAL_CHAPTERS):
            return number
    return None


def _uncited(subject: Subject, place: int) -> Iterator[Doubt]:
    reviewer = subject.issues[place].reviewer
    named = reviewer.text and ("ODG" in reviewer.text or "Disability" in reviewer.text)
    if not reviewer.text or named or any(citation.source == "ODG" for citation in reviewer.citations):
        return
    span = subject.rationale(place)
    for match in subject.matches(_ODG_SAYS, span):
        if _OF_OTHERS.search(subject.text, subject.sentence_at(span, match.start())[0], match.start()):
            continue
        yield UNCITED.doubt(
            f"Item {place + 1}: the rationale rests on “{subject.quote(*match.span())}”, but the reviewer's statement"
            " does not"
            " cite ODG.",
            subject.in_rationale(place, match.span()),
            subject.statement_exhibit(place, "reviewer"),
            issue=place,
        )
        return
