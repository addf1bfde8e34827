"""The evidence that the reviewer names: none, one that is said not to exist, or one that only the rationale knows."""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.check.drugs import drugs_in
from imrcli.check.finding import Check, Finding
from imrcli.check.reading import Reading, numbered, spaced
from imrcli.model import Citation, Issue
from imrcli.pattern import pattern

NONE = Check(
    code="no-evidence-cited",
    severity="medium",
    meaning="The reviewer cites no guideline and no other evidence.",
    silent="The statement is missing or could not be read, or the rationale itself names a guideline or a study.",
    source="Labor Code 4610.6(c)-(e): the standards and the reasons of the decision",
)
DEPENDENT = Check(
    code="no-evidence-for-dependent-item",
    severity="low",
    meaning="The reviewer cites no evidence for an item that falls or stands with another (a service around surgery).",
    silent="As above, or the rationale does not say that the item depends on another.",
    source="data quality: such items were not judged by themselves",
)
SILENT = Check(
    code="mtus-said-silent",
    severity="medium",
    meaning="The rationale says that the MTUS is silent, though either side cites a guideline of the MTUS for the item.",
    silent="The sentence qualifies it (`specifically`, acute pain), is about a guideline of the MTUS only, or neither side cites the MTUS.",
    source="Labor Code 4610.5(c)(2), 4604.5: the MTUS comes first; 8 CCR 9792.21(d)",
)
UNCITED = Check(
    code="rationale-source-not-cited",
    severity="low",
    meaning="The rationale rests on the Official Disability Guidelines, which the reviewer's statement does not cite.",
    silent="The statement is missing; the words may be the MTUS's own, which quotes ODG; or ODG is only said not to speak of it.",
    source="data quality: citations are read from the statement",
)
CHECKS = (NONE, DEPENDENT, SILENT, UNCITED)

_NOTHING = spaced(
    r"\b(?:did|does) not (?:cite|provide|list|reference|identify|rely)|\bno (?:\w+ ){0,2}evidence|\bcited no\b|\bnot applicable\b|\bno section of the MTUS\b"
)
_NAMED = spaced(
    r"\b(?:MTUS|ACOEM|ODG|Official Disability|guidelines?|literature|study|studies|journal|FDA|Cochrane|UpToDate|Medicare|CMS)\b"
)
_DEPENDS = spaced(
    r"\b(?:as|since|because|given that) the (?:requested |primary |index |associated )?(?:[\w-]+ ){0,3}?(?:surgery|surgical|procedure|injection|operation)[^.]{0,60}\b(?:is|was|are|were|has|have)\b[^.]{0,40}\bnecessary\b"
    r"|\b(?:ancillary|associated|concurrent|accompanying|postoperative|post-operative|perioperative)\b[^.]{0,60}\b(?:is|are|was|were) (?:also |therefore |thus )?(?:not )?(?:medically )?necessary\b"
)
_IS_SILENT = spaced(
    r"\bMTUS\b[^.;]{0,40}?\b(?:(?:is|are) silent|(?:do|does|did) not (?:address|discuss|mention|cover|contain)|not addressed)\b"
    r"|\bnot (?:addressed|discussed|covered|mentioned) (?:in|by|within) (?:the )?(?:CA |California )?MTUS\b"
)
_QUALIFIED = spaced(
    r"\bspecific(?:ally)?\b|\b(?:chronic pain|acupuncture|opioids?|post-?surgical) (?:medical )?(?:treatment )?guidelines?\b|\bacute\b|\bdirectly\b|\bin detail\b|\bfrequency\b|\bduration\b|\bcriteria\b"
)
_CLAUSE_END = pattern(r"[.,;)]|\bso\b|\btherefore\b")
_THE_REQUEST = spaced(
    r"\b(?:requests?|requested|this|these|above|issue|in question|in dispute|it)\b|^(?:and|thus|here)\b"
)
_COMMON = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "use",
        "right",
        "left",
        "spine",
        "treatm",
        "therap",
        "sessio",
        "times",
        "week",
        "weeks",
        "pain",
    ]
)
_ODG_SAYS = spaced(
    r"\b(?:ODG|Official Disability Guidelines?(?: \(ODG\))?)(?: guidelines?)?(?:,? [\w&,/]+){0,6}? (?:states?|recommends?|notes?|indicates?|supports?|specif(?:y|ies)|does not recommend|do not recommend|limits?)\b"
    r"|\b(?:per|according to|pursuant to) (?:the )?(?:ODG|Official Disability)"
)


def find(reading: Reading) -> Iterator[Finding]:
    """Findings on the evidence."""
    yield from _none(reading)
    for place in range(len(reading.issues)):
        yield from _silent(reading, place)
        yield from _uncited(reading, place)


def _cites_nothing(reading: Reading, place: int) -> bool:
    issue = reading.issues[place]
    said = issue.reviewer.text
    if issue.reviewer.citations or not said or not _NOTHING.search(said) or not issue.rationale:
        return False
    return not _NAMED.search(issue.rationale)


def _none(reading: Reading) -> Iterator[Finding]:
    places = [place for place in range(len(reading.issues)) if _cites_nothing(reading, place)]
    depends = {p for p in places if _DEPENDS.search(reading.issues[p].rationale or "")}
    for check, chosen, ending in (
        (NONE, [p for p in places if p not in depends], ""),
        (DEPENDENT, sorted(depends), ", decided as another item is"),
    ):
        if not chosen:
            continue
        both = all(not reading.issues[p].claims_administrator.citations for p in chosen)
        theirs = "; neither does the claims administrator" if both else ""
        yield check.found(
            f"The reviewer cites no evidence for {numbered(chosen)}{ending}{theirs}.",
            *[reading.statement_side(place, "reviewer") for place in chosen],
            issue=chosen[0] if len(chosen) == 1 else None,
        )


def _silent(reading: Reading, place: int) -> Iterator[Finding]:
    issue = reading.issues[place]
    span = reading.rationale(place)
    for match in reading.find(_IS_SILENT, span):
        sentence = reading.sentence_at(span, match.start())
        if _QUALIFIED.search(reading.text, *sentence):
            continue
        if not _of_the_item(reading.text[match.end() : sentence[1]], issue):
            continue
        for whose, words in (
            ("claims_administrator", "the claims administrator cites"),
            ("reviewer", "the reviewer's own statement cites"),
        ):
            cited = _mtus(getattr(issue, whose).citations)
            if cited:
                yield SILENT.found(
                    f"Item {place + 1}: the rationale says “{reading.quote(*match.span())}”, but {words} the MTUS ({cited.text}).",
                    reading.in_rationale(place, *match.span()),
                    reading.statement_side(place, whose, cited.text),
                    issue=place,
                )
                return


def _of_the_item(behind: str, issue: Issue) -> bool:
    """Whether what the MTUS is said to be silent on is the item itself, not something about it."""
    thing = _CLAUSE_END.split(behind, 1)[0].strip()
    if not thing or _THE_REQUEST.search(thing):
        return True
    # One ingredient of a product is not the product.
    if not drugs_in(thing).keys().isdisjoint(drugs_in(issue.request)):
        return True
    return bool(_telling(thing) & _telling(issue.request or ""))


def _telling(text: str) -> set[str]:
    """The first letters of a text's words, but for those that any request may hold."""
    words = "".join(c.lower() if c.isalnum() else " " for c in text).split()
    return {word[:6] for word in words if len(word) > 2} - _COMMON


def _mtus(citations: list[Citation]) -> Citation | None:
    """The first guideline of the MTUS on treatment that is cited; its general chapters say little of any."""
    general = ("general approaches", "medical evidence", "special topics")
    return next(
        (c for c in citations if c.source == "MTUS" and not any(g in (c.guideline or "").lower() for g in general)),
        None,
    )


def _uncited(reading: Reading, place: int) -> Iterator[Finding]:
    reviewer = reading.issues[place].reviewer
    if (
        not reviewer.text
        or any(c.source == "ODG" for c in reviewer.citations)
        or "ODG" in reviewer.text
        or "Disability" in reviewer.text
    ):
        return
    match = next(reading.find(_ODG_SAYS, reading.rationale(place)), None)
    if match:
        yield UNCITED.found(
            f"Item {place + 1}: the rationale rests on “{reading.quote(*match.span())}”, the reviewer's statement does not cite ODG.",
            reading.in_rationale(place, *match.span()),
            reading.statement_side(place, "reviewer"),
            issue=place,
        )
