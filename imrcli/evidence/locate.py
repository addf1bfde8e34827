"""Where in the letter's text each value of a determination was read.

A value that is printed as it is given is found in the part of the letter that its extractor read; for one that is
given in another form (a date, an outcome, a category) the extractor noted where its printed form stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from imrcli.evidence.squashed import Squashed
from imrcli.extract.conclusion import conclude, sentence_spans
from imrcli.extract.odg import chapter_span
from imrcli.extract.pages import page_spans, rationale_page_places
from imrcli.letters import Item, Letter
from imrcli.letters.format import PartName, SectionName
from imrcli.model import Citation, Determination, Issue, Statement
from imrcli.text import Span, value
from imrcli.warnings import Warnings

Places = dict[str, list[Span]]
"""Spans of the letter's text, by JSON Pointer."""


def locate(determination: Determination, letter: Letter, found: Warnings) -> Places:
    """The places of every value that the letter prints; `found` is what the extractors noted."""
    return dict(_Locator(determination, letter, found).all())


class _Locator:
    def __init__(self, determination: Determination, letter: Letter, found: Warnings) -> None:
        self.told, self.letter, self.found = determination, letter, found
        self.text = letter.text
        self.words = Squashed(letter.text)

    def all(self) -> Iterator[tuple[str, list[Span]]]:
        """Pointers and spans, in the contract's order."""
        yield from self._case()
        yield from self._lists()
        summary = self._one("/clinical_summary", self.told.clinical_summary, self._section("summary"))
        for name in ("age", "sex"):
            pointer = f"/claimant/{name}"
            if getattr(self.told.claimant, name) is not None and summary:
                yield pointer, self._parts(pointer, summary[1][0], self.told.clinical_summary or "")
        if summary:
            yield summary
        outcomes: list[Span] = []
        for number, (issue, item) in enumerate(
            zip(self.told.issues, self.letter.items or self.letter.findings, strict=True)
        ):
            for pointer, spans in self._issue(issue, item, f"/issues/{number}"):
                if pointer.endswith("/outcome"):
                    outcomes += spans
                if spans:
                    yield pointer, spans
        if self.told.outcome is not None and (stated := self.letter.stated):
            yield "/outcome", [stated]
        elif self.told.outcome is not None and outcomes:
            yield "/outcome", outcomes

    # --- the letter as a whole ---------------------------------------------------------------------------

    def _case(self) -> Iterator[tuple[str, list[Span]]]:
        for name in self.told.case.__struct_fields__:
            pointer = f"/case/{name}"
            if getattr(self.told.case, name) is not None and pointer in self.found.marks:
                yield pointer, self.found.marks[pointer]

    def _lists(self) -> Iterator[tuple[str, list[Span]]]:
        reviewer = self.told.reviewer
        for name, values in (
            ("licensure", reviewer.licensure),
            ("specialties", reviewer.specialties),
        ):
            spans = self.found.marks.get(f"/reviewer/{name}", [])
            yield from self._each(f"/reviewer/{name}", values, spans)
        documents = self._section("documents")
        yield from self._each("/documents_reviewed", self.told.documents_reviewed, [documents])

    def _section(self, name: SectionName) -> Span:
        return self.letter.section(name) or (0, 0)

    def _one(self, pointer: str, words: str | None, span: Span) -> tuple[str, list[Span]] | None:
        found = self.words.find(words, *span) if words else None
        return (pointer, [found]) if found else None

    def _each(self, pointer: str, values: list[str], spans: list[Span]) -> Iterator[tuple[str, list[Span]]]:
        """Values that stand one after the other in some spans."""
        left = list(spans)
        for number, words in enumerate(values):
            for place, (start, end) in enumerate(left):
                if found := self.words.find(words, start, end):
                    yield f"{pointer}/{number}", [found]
                    left = [(found[1], end), *left[place + 1 :]]
                    break

    def _parts(self, pointer: str, span: Span, words: str) -> list[Span]:
        """What the extractor noted as parts of a value that stands at a span."""
        _, parts = self.found.parts.get(pointer, ("", []))
        found = (self.words.within(span, words, part) for part in parts)
        return [one for one in found if one]

    # --- an item -------------------------------------------------------------------------------------------

    def _issue(self, issue: Issue, item: Item, at: str) -> Iterator[tuple[str, list[Span]]]:
        yield from self._request(issue, item.header, at)
        if issue.outcome is not None:
            yield f"{at}/outcome", self.found.marks.get(f"{at}/outcome", [])
        sides: list[tuple[PartName, Statement]] = [
            ("claims_administrator", issue.claims_administrator),
            ("reviewer", issue.reviewer),
        ]
        for name, statement in sides:
            span = item.parts.get(name) or item.parts.get("guidelines")
            if span:
                yield from self._statement(statement, span, f"{at}/{name}")
        rationale = self._one(f"{at}/rationale", issue.rationale, item.parts.get("rationale", (0, 0)))
        if rationale is None or issue.rationale is None:
            return
        yield rationale
        whole = rationale[1][0]
        for number, (_, part) in enumerate(rationale_page_places(issue.rationale)):
            if span := self.words.within(whole, issue.rationale, part):
                yield f"{at}/rationale_pages/{number}", [span]
        own = self.found.marks.get(f"{at}/conclusion", [whole])[0]
        yield f"{at}/conclusion", self._conclusion(issue, value(self.text, *own), own)

    def _request(self, issue: Issue, header: Span, at: str) -> Iterator[tuple[str, list[Span]]]:
        start, end = header
        partly = issue.original_request is not None
        request = self.words.find(issue.request, start, end, last=partly) if issue.request else None
        if partly and issue.original_request and issue.authorized:
            # First asked, approved and left stand in this order, unless what was first asked is what is left.
            asked = request
            if issue.original_request != issue.request:
                asked = self.words.find(issue.original_request, start, end)
                start = asked[1] if asked else start
            approved = self.words.find(issue.authorized, start, end)
            for name, span in (("original_request", asked), ("authorized", approved)):
                if span:
                    yield f"{at}/{name}", [span]
        if request is None:
            return
        yield f"{at}/request", [request]
        named = self._parts(f"{at}/category", request, issue.request or "")
        if named and issue.category is not None:
            yield f"{at}/category", named
            if issue.subcategory is not None:
                yield f"{at}/subcategory", named

    def _conclusion(self, issue: Issue, words: str, span: Span) -> list[Span]:
        _, told = conclude(words, issue.request)
        sentences = sentence_spans(words)
        found = (self.words.within(span, words, sentences[-back]) for back in told if back <= len(sentences))
        return [one for one in found if one]

    # --- a statement and its citations ---------------------------------------------------------------------

    def _statement(self, statement: Statement, part: Span, at: str) -> Iterator[tuple[str, list[Span]]]:
        whole = self._one(f"{at}/text", statement.text, part)
        if whole is None:
            return
        yield whole
        start, end = first, _ = whole[1][0]
        for number, cited in enumerate(statement.citations):
            spans = self._pieces(cited.text, start, end) or self._pieces(cited.text, first, end)
            if not spans:
                continue
            pointer = f"{at}/citations/{number}"
            yield pointer, spans
            yield from self._cited(cited, spans, pointer)
            start = spans[-1][1]

    def _pieces(self, words: str, start: int, end: int) -> list[Span]:
        """Where words stand that may be printed in pieces, in their order; nothing if a piece is missing."""
        spans: list[Span] = []
        while words:
            found = self.words.longest(words, start, end)
            if found is None:
                return []
            span, words = found
            spans.append(span)
            start = span[1]
        return spans

    def _cited(self, cited: Citation, spans: list[Span], at: str) -> Iterator[tuple[str, list[Span]]]:
        start, end = spans[0][0], spans[-1][1]
        if cited.chapter and (part := chapter_span(cited.text, cited.chapter)):
            named = self.words.within(spans[0], cited.text, part) if len(spans) == 1 else None
            yield f"{at}/chapter", [named] if named else spans
        for name in ("guideline", "year"):
            printed = getattr(cited, name)
            if printed is not None and (pieces := self._pieces(str(printed), start, end)):
                yield f"{at}/{name}", pieces
        for number, title in enumerate(cited.sections):
            if pieces := self._pieces(title, start, end):
                yield f"{at}/sections/{number}", pieces
                start = pieces[-1][1]
        places = page_spans(self.text, spans[0][0], end)
        for number, (span, _) in enumerate(zip(places, cited.pages, strict=False)):
            yield f"{at}/pages/{number}", [span]
