"""Statements of every period, and what each cites (citations.txt); and that every value stands where it is said to."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from row_by_row import row_by_row

from imrcli.extract.citations import LocatedCitation, read_citations
from imrcli.extract.citations.wording import Wording
from imrcli.model import Citation
from imrcli.vocabulary import entries, odg_chapters

TABLE = Path(__file__).parent / "citations.txt"


def table() -> list[tuple[str, str, list[str]]]:
    """Each statement of the table with its heading and the lines below it."""
    rows: list[tuple[str, str, list[str]]] = []
    heading = ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line.startswith("> "):
            rows.append((heading, line[2:], []))
        elif line.startswith("  "):
            rows[-1][2].append(line.strip())
    return rows


ROWS = table()


def told(citation: Citation) -> str:
    """A citation as a line of the table."""
    pages = ", ".join(citation.pages)
    if citation.source == "MTUS":
        values = [citation.guideline, citation.year, " ;; ".join(citation.sections), pages]
    elif citation.source == "ODG":
        values = [citation.chapter, citation.year, pages, citation.text]
    else:
        values = [citation.year, pages, citation.text]
    return " | ".join("" if value is None else str(value) for value in (citation.source, *values)).strip()


@row_by_row([row[1:] for row in ROWS])
def test_statement(statement: str, expected: list[str]) -> None:
    cited = [told(located.citation) for located in read_citations(statement).citations]
    assert cited == ([] if expected == ["nothing"] else expected)


# --- where the values stand ------------------------------------------------------------------------------


def letters(words: str) -> str:
    """Letters and digits alone: what a value and its printed form have in common."""
    return re.sub(r"[^\w]", "", words.lower())


def misplaced(statement: str, located: LocatedCitation) -> list[tuple[str, str, str]]:
    """The values of a citation that are not what is printed at their spans."""
    cited = located.citation
    values = [
        ("text", cited.text, located.spans),
        ("guideline", cited.guideline or "", located.guideline),
        ("year", str(cited.year or ""), located.year),
        *(("section", *pair) for pair in zip(cited.sections, located.sections, strict=True)),
        *(("page", *pair) for pair in zip(cited.pages, located.pages, strict=True)),
    ]
    found = []
    for name, value, spans in values:
        printed = " ".join(statement[start:end] for start, end in spans)
        if name == "page":
            printed = re.sub(" (?:to|through) ", "-", printed)
        if letters(printed) != letters(value):
            found.append((name, value, printed))
    printed = " ".join(statement[start:end] for start, end in located.chapter)
    chapter = odg_chapters().longest(Wording(printed).words, 0) if printed else None
    if (chapter[1] if chapter else None) != cited.chapter:
        found.append(("chapter", cited.chapter or "", printed))
    return found


@row_by_row([row[1] for row in ROWS])
def test_values_stand_at_their_spans(statement: str) -> None:
    assert [wrong for located in read_citations(statement).citations for wrong in misplaced(statement, located)] == []


@row_by_row([row[1] for row in ROWS])
def test_citations_stand_one_behind_the_other(statement: str) -> None:
    spans = [span for located in read_citations(statement).citations for span in located.spans]
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


# --- every title in every year ----------------------------------------------------------------------------


def editions() -> list[tuple[str, int]]:
    """The titles of the MTUS's guidelines with each of their years."""
    known = entries("guidelines.txt")
    lines = known["Adopted 2007 to 2016"] + known["Adopted from December 2017"]
    pairs = (line.split(" | ") for line in lines if " | " in line)
    return [(title, int(year)) for title, years in pairs for year in years.split()]


@row_by_row(editions())
def test_edition_is_read_wherever_it_stands(title: str, year: int) -> None:
    statement = (
        f"Decision based on MTUS {title} {year}, Section(s): Special Studies, Initial Care, and {title} {year}, and "
        f"Knee Complaints 2004, Section(s): Summary, and {title} {year}."
    )
    cited = [located.citation for located in read_citations(statement).citations]
    assert [(c.guideline, c.year, c.sections) for c in cited] == [
        (title, year, ["Special Studies", "Initial Care"]),
        (title, year, []),
        ("Knee Complaints", 2004, ["Summary"]),
        (title, year, []),
    ]


# --- hostile text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unit",
    [
        " ",
        "(",
        ")",
        "([",
        ", ",
        "A, ",
        "Smith J, ",
        "Aa",
        "a.",
        "ODG Pain, ",
        "page 1, ",
        "1,",
        "; A",
        "which is ",
        "2004 ",
    ],
)
@pytest.mark.parametrize("label", ["", "Decision based on MTUS ", "Decision based on Non-MTUS Citation "])
def test_long_nonsense_takes_no_long_time(label: str, unit: str) -> None:
    start = time.process_time()
    read_citations(label + unit * (40_000 // len(unit)))
    assert time.process_time() - start < 2
