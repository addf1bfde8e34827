"""Criteria of another treatment: those that a rationale tells, and the sections that a statement cites."""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.check.doubt import Check, Doubt
from imrcli.check.judged import asked, other_treatment
from imrcli.check.phrases import phrase, words_under
from imrcli.check.quantities import sessions
from imrcli.check.speech import is_quoted, tells_guideline
from imrcli.check.subject import MOST_ISSUES, Subject, Whose
from imrcli.check.wording import shortened
from imrcli.model import Citation, Issue
from imrcli.text import Span
from imrcli.vocabulary.treatment_kinds import NamedKind, any_related, kinds_in, told_apart

CRITERIA = Check(
    code="criteria-other-treatment",
    severity="medium",
    meaning="The guideline's recommendations or criteria that the rationale tells are those of another treatment or"
    " class of"
    " drugs than the item, and of the item's it tells none.",
    silent="The item is of no known kind, or an adjunct to surgery; the rationale names the item's treatment, its"
    " class, or"
    " what is decided by the same criteria, outside its verdict; it shares its rationale.",
    source="Labor Code 4610.6(c), 4610.5(c)(2): the standards are to be those for the treatment in dispute",
    matters="the criteria for the treatment in dispute were not applied",
)
REVIEWER = Check(
    code="guideline-other-treatment",
    severity="medium",
    meaning="Every section on a treatment that the reviewer cites is on another treatment or class of drugs than"
    " the item.",
    silent="The item is of no known kind; a section is general, or on the item's treatment, its class, or what is"
    " decided by"
    " the same criteria.",
    source="Labor Code 4610.6(c), 4610.5(c)(2)",
    matters="the guideline cited is not that of the treatment in dispute",
)
ADMINISTRATOR = Check(
    code="administrator-guideline-other-treatment",
    severity="low",
    meaning="Every section on a treatment that the claims administrator cites is on another treatment or class of"
    " drugs than"
    " the item.",
    silent="As for the reviewer; or the section is on physical medicine, and the item is asked for in visits.",
    source="Labor Code 4610: criteria of the utilization review",
    matters="the denial may rest on the wrong guideline",
)
CHECKS = (CRITERIA, REVIEWER, ADMINISTRATOR)

_BEHIND = phrase(r"[^.;]{0,60}?\b(?:is|are|may be|can be|should be|as)\b[^.;]{0,30}?\b<criteria behind>\b")
"""`Topical NSAIDs are recommended`"""
_BEFORE = phrase(r"\b<criteria before>\b(?: [\w-]+){0,3}? $")
"""`recommends the use of proton pump inhibitors`"""
_BEFORE_THE_ITEM = phrase(r" (?:first|before|instead|initially|prior to|as (?:a |the )?first)\b")
"""`Oral NSAIDs are recommended first`: what comes before the item."""
_OF_A_VERDICT = phrase(r"\b<of a verdict>\b")
_NOT_THE_TITLES = phrase(r"\bnon-?(?:opioid|pharmac)|\bother (?:treatments?|medications?|drugs?)|\balternatives?\b")
"""Sections of a guideline on one treatment that are on others."""
_OF_VISITS = "physical therapy"
_ADJUNCT = "Adjunct Surgical Services"


def doubts(subject: Subject) -> Iterator[Doubt]:
    """Doubts on criteria."""
    for place, issue in enumerate(subject.issues[:MOST_ISSUES]):
        wanted = _wanted(issue)
        # Kinds that are named for any of their class tell no treatment by themselves.
        untold = words_under("general kind") | words_under("kind without criteria")
        if wanted <= untold or issue.subcategory == _ADJUNCT:
            continue
        cited = _other_sections(subject, place, "reviewer", wanted)
        applied = list(_criteria(subject, place, wanted)) if subject.has_own_rationale(place) else []
        yield from applied
        if cited is not None and not applied:
            yield _of_statement(subject, place, "reviewer", cited)
        theirs = _other_sections(subject, place, "claims_administrator", wanted)
        if theirs is not None and cited is None:
            yield _of_statement(subject, place, "claims_administrator", theirs)


def _wanted(issue: Issue) -> frozenset[str]:
    """The kinds that an item names, and its class of drugs."""
    kinds = set(told_apart(named.kind for named in kinds_in(asked(issue))))
    if issue.category == "Pharmaceuticals" and kinds and issue.subcategory:
        kinds.add(issue.subcategory)
    return frozenset(kinds)


def _criteria(subject: Subject, place: int, wanted: frozenset[str]) -> Iterator[Doubt]:
    span = subject.rationale(place)
    others: list[tuple[Span, str]] = []
    for sentence in subject.sentences(span):
        words = subject.quote(*sentence)
        named = kinds_in(words)
        if any_related({kind.kind for kind in named}, wanted):
            if _tells(subject, span, sentence) or not _OF_A_VERDICT.search(words):
                return
        elif not _OF_A_VERDICT.search(words):
            others += [(sentence, kind.drug or kind.kind) for kind in named if _has_criteria(words, kind)]
    if others and other_treatment(subject, place) is None:
        sentence, name = others[0]
        yield CRITERIA.doubt(
            f"Item {place + 1} is “{subject.issues[place].request}”; the criteria that its rationale tells are for"
            " another"
            f" treatment ({name}): “{shortened(subject.quote(*sentence))}”",
            subject.in_rationale(place, sentence),
            subject.request_exhibit(place),
            issue=place,
        )


def _tells(subject: Subject, span: Span | None, sentence: Span) -> bool:
    return tells_guideline(subject, sentence) or is_quoted(subject, span, sentence)


def _has_criteria(words: str, named: NamedKind) -> bool:
    """Whether a sentence recommends a treatment that it names, or tells the criteria for it."""
    if named.kind in words_under("general kind"):
        return False
    behind = _BEHIND.match(words, named.end)
    if behind and _BEFORE_THE_ITEM.match(words, behind.end()):
        return False
    return bool(behind or _BEFORE.search(words, 0, named.start))


def _other_sections(subject: Subject, place: int, whose: Whose, wanted: frozenset[str]) -> int | None:
    """The first citation of a section on another treatment, where no citation can be of the item's."""
    wrong = None
    for number, citation in enumerate(subject.statement(place, whose).citations):
        sections = _sections(citation)
        kinds = _kinds(subject, place, citation, sections, wanted)
        if not kinds or not all(kinds) or any(any_related(kind, wanted) for kind in kinds):
            return None
        # Whatever is asked for in visits is easily denied by the number of visits of physical medicine.
        by_visits = whose == "claims_administrator" and sessions(asked(subject.issues[place]))
        if by_visits and any(_OF_VISITS in kind for kind in kinds):
            return None
        wrong = number if wrong is None else wrong
    return wrong


def _kinds(
    subject: Subject, place: int, citation: Citation, sections: list[str], wanted: frozenset[str]
) -> list[set[str]]:
    """The kinds of treatment that each of some sections is on.

    A section that names none is on that of its guideline, where its title names one (`Opioids 2017`), but not where
    the item's own reasons speak of that treatment.
    """
    kinds = [{named.kind for named in kinds_in(section)} for section in sections]
    title = {named.kind for named in kinds_in(citation.guideline or "")}
    if not title or any_related(title, wanted) or _NOT_THE_TITLES.search(" ".join(sections)):
        return kinds
    span = subject.rationale(place)
    told = {named.kind for named in kinds_in(subject.text[slice(*span)])} if span else title
    return kinds if any_related(title, told) else [kind or title for kind in kinds]


def _sections(citation: Citation) -> list[str]:
    """What a citation says of its subject: its sections, or the words behind the chapter's title."""
    if citation.sections:
        return citation.sections
    return [citation.text] if citation.source != "MTUS" or kinds_in(citation.guideline or "") else []


def _of_statement(subject: Subject, place: int, whose: Whose, number: int) -> Doubt:
    who, check = ("reviewer", REVIEWER) if whose == "reviewer" else ("claims administrator", ADMINISTRATOR)
    return check.doubt(
        f"Item {place + 1} is “{subject.issues[place].request}”; the {who} cites"
        f" “{shortened(subject.statement(place, whose).citations[number].text)}”, which is on another treatment",
        subject.statement_exhibit(place, whose, number),
        subject.request_exhibit(place),
        issue=place,
    )
