"""What was read from a letter: the model's values, each with the words that it was read from.

These records have the model's shape. `determination` takes the values alone, `places` their spans: both walk the same
records, so a value and its evidence cannot part. Spans count in the letter's text; those of values that were read
inside a passage (a statement, a rationale, the summary, an item's header) count in that passage's words, and the
passage turns them into spans of the letter when evidence is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from msgspec import Struct

from imrcli.extract.citations.located import LocatedCitation
from imrcli.extract.treatment import Treatment
from imrcli.letters import Letter
from imrcli.model import (
    SCHEMA_VERSION,
    Case,
    Claimant,
    Conclusion,
    Determination,
    Issue,
    Outcome,
    Reviewer,
    Sex,
    Source,
    Statement,
    Warning,
)
from imrcli.text import Located, Passage, Span

Value = TypeVar("Value")


class ReadStatement(Struct, frozen=True, gc=False):
    """A side's statement on guidelines (None where the letter has none), and what it cites."""

    passage: Passage | None
    citations: tuple[LocatedCitation, ...] = ()


class ReadIssue(Struct, frozen=True, kw_only=True, gc=False):
    """One disputed treatment.

    `request`, `original_request`, `authorized` and `treatment` count in the words of `header`; `pages` in those of
    `rationale`, `conclusion` in those of `concluding`: the part of the rationale that speaks of this item.
    """

    header: Passage
    request: Located[str] | None
    original_request: Located[str] | None
    authorized: Located[str] | None
    outcome: Located[Outcome | None]
    treatment: Located[Treatment]
    claims_administrator: ReadStatement
    reviewer: ReadStatement
    rationale: Passage | None
    rationale_pages: tuple[Located[str], ...]
    concluding: Passage | None
    conclusion: Located[Conclusion]


class ReadLetter(Struct, frozen=True, kw_only=True, gc=False):
    """All that was read from one letter. `case` is by the names of the model's fields, without those not found.

    `age` and `sex` count in the words of `summary`.
    """

    case: dict[str, Located[Any]]
    licensure: tuple[Located[str], ...]
    specialties: tuple[Located[str], ...]
    summary: Passage | None
    age: Located[int] | None
    sex: Located[Sex] | None
    documents: tuple[Located[str], ...]
    outcome: Located[Outcome | None]
    issues: tuple[ReadIssue, ...]


# --- values alone ----------------------------------------------------------------------------------------------


def determination(read: ReadLetter, letter: Letter, warnings: list[Warning]) -> Determination:
    """The values that were read from a letter, as the public model has them."""
    document = letter.document
    case = dict.fromkeys(Case.__struct_fields__) | {n: v.value for n, v in read.case.items()}
    return Determination(
        schema_version=SCHEMA_VERSION,
        source=Source(
            path=document.path,
            sha256=document.sha256,
            pages=document.pages,
            reader=document.reader,
            ocr_pages=list(document.ocr_pages),
            page_range=list(document.page_range) if document.page_range else None,
            letter=document.letter,
        ),
        format=letter.format.name if letter.known else None,
        case=Case(**case),
        reviewer=Reviewer(licensure=_values(read.licensure), specialties=_values(read.specialties)),
        claimant=Claimant(age=_value(read.age), sex=_value(read.sex)),
        documents_reviewed=_values(read.documents),
        clinical_summary=_words(read.summary),
        outcome=read.outcome.value,
        issues=[_issue(issue) for issue in read.issues],
        warnings=warnings,
    )


def _issue(read: ReadIssue) -> Issue:
    return Issue(
        request=_value(read.request),
        original_request=_value(read.original_request),
        authorized=_value(read.authorized),
        outcome=read.outcome.value,
        category=read.treatment.value.category,
        subcategory=read.treatment.value.subcategory,
        claims_administrator=_statement(read.claims_administrator),
        reviewer=_statement(read.reviewer),
        rationale=_words(read.rationale),
        rationale_pages=_values(read.rationale_pages),
        conclusion=read.conclusion.value,
    )


def _statement(read: ReadStatement) -> Statement:
    return Statement(text=_words(read.passage), citations=[cited.citation for cited in read.citations])


def _value(read: Located[Value] | None) -> Value | None:
    return read.value if read else None


def _values(read: Iterable[Located[Value]]) -> list[Value]:
    return [located.value for located in read]


def _words(passage: Passage | None) -> str | None:
    return passage.words if passage else None


# --- spans alone -----------------------------------------------------------------------------------------------

Places = Iterator[tuple[str, tuple[Span, ...]]]
"""JSON Pointers of values, each with the spans of the letter's text that it was read from."""


def places(read: ReadLetter) -> Places:
    """Where each value was read, in the contract's order; values that no words of the letter print are left out."""
    return ((pointer, spans) for pointer, spans in _all_places(read) if spans)


def _all_places(read: ReadLetter) -> Places:
    for name in Case.__struct_fields__:
        if name in read.case:
            yield f"/case/{name}", read.case[name].spans
    yield from _numbered("/reviewer/licensure", read.licensure)
    yield from _numbered("/reviewer/specialties", read.specialties)
    if read.summary:
        for name, located in (("age", read.age), ("sex", read.sex)):
            if located:
                yield f"/claimant/{name}", _in(read.summary, located.spans)
    yield from _numbered("/documents_reviewed", read.documents)
    if read.summary:
        yield "/clinical_summary", (read.summary.span,)
    yield "/outcome", read.outcome.spans
    for number, issue in enumerate(read.issues):
        yield from _issue_places(issue, f"/issues/{number}")


def _issue_places(read: ReadIssue, at: str) -> Places:
    for name, located in (
        ("request", read.request),
        ("original_request", read.original_request),
        ("authorized", read.authorized),
    ):
        if located:
            yield f"{at}/{name}", _in(read.header, located.spans)
    yield f"{at}/outcome", read.outcome.spans if read.outcome.value else ()
    named = _in(read.header, read.treatment.spans)
    if read.treatment.value.category:
        yield f"{at}/category", named
    if read.treatment.value.subcategory:
        yield f"{at}/subcategory", named
    yield from _statement_places(read.claims_administrator, f"{at}/claims_administrator")
    yield from _statement_places(read.reviewer, f"{at}/reviewer")
    if read.rationale:
        yield f"{at}/rationale", (read.rationale.span,)
        for number, page in enumerate(read.rationale_pages):
            yield f"{at}/rationale_pages/{number}", _in(read.rationale, page.spans)
    if read.concluding:
        yield f"{at}/conclusion", _in(read.concluding, read.conclusion.spans)


def _statement_places(read: ReadStatement, at: str) -> Places:
    passage = read.passage
    if passage is None:
        return
    yield f"{at}/text", (passage.span,)
    for number, cited in enumerate(read.citations):
        pointer = f"{at}/citations/{number}"
        yield pointer, _in(passage, cited.spans)
        for name, spans in (("guideline", cited.guideline), ("year", cited.year), ("chapter", cited.chapter)):
            yield f"{pointer}/{name}", _in(passage, spans)
        for name, lists in (("sections", cited.sections), ("pages", cited.pages)):
            for place, spans in enumerate(lists):
                yield f"{pointer}/{name}/{place}", _in(passage, spans)


def _numbered(at: str, read: Iterable[Located[str]]) -> Places:
    for number, located in enumerate(read):
        yield f"{at}/{number}", located.spans


def _in(passage: Passage, spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(passage.within(span) for span in spans)
