"""What a search found, as people and programs are shown it."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec.structs import asdict

from imrcli.corpus.passages import CLOSE, OPEN
from imrcli.corpus.search import Found, Hit
from imrcli.render import words
from imrcli.render.formulas import harmless
from imrcli.render.terminal import counted, printable

if TYPE_CHECKING:
    from imrcli.corpus.quotes import Quote

Format = Literal["table", "json", "jsonl", "csv", "md"]

COLUMNS = (
    *("case_number", "decision_date", "item", "request", "outcome", "category", "subcategory", "conclusion"),
    *("passage", "passage_of", "request_page", "outcome_page", "rationale_first_page", "rationale_last_page"),
    *("conclusion_page", "source"),
)
"""The keys and columns of a hit, in their order."""

_NUMBERS = ("item", *(name for name in COLUMNS if name.endswith("_page")))
KINDS: dict[str, Literal["text", "number", "date"]] = {
    name: "date" if name == "decision_date" else "number" if name in _NUMBERS else "text" for name in COLUMNS
}
"""What the values of each column are."""

QUOTED = ("quote", "page", "pages")
"""The keys and columns besides, where quotes are asked for."""

BOLD, PLAIN = "\x1b[1m", "\x1b[0m"
_OUTCOMES = {"upheld": "\x1b[31m", "overturned": "\x1b[32m", "partially_overturned": "\x1b[33m"}
_LONGEST_REQUEST = 160
WIDTH = 100
"""Columns of text where no width is asked for and no terminal tells one."""
WIDEST = 120
"""The most columns of a terminal that are used where no width is asked for."""


def rendered(
    found: Found, form: Format, *, quotes: Sequence[Quote] | None = None, colour: bool = False, width: int = WIDTH
) -> str:
    """The hits in a format; with `quotes`, each with its own."""
    given = list(zip(found.hits, quotes, strict=True)) if quotes is not None else [(hit, None) for hit in found.hits]
    rows = [row(hit, quote) for hit, quote in given]
    if form == "json":
        whole = {"total": found.total, "hits": rows}
        return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"
    if form == "jsonl":
        return "".join(msgspec.json.encode(each).decode() + "\n" for each in rows)
    names = [*COLUMNS, *(QUOTED if quotes is not None else ())]
    if form == "csv":
        return _csv(names, rows)
    if form == "md":
        return _markdown(rows)
    if quotes is not None:
        return "".join(cite(hit, quote) + "\n" for hit, quote in given if quote is not None)
    return "\n".join(_told(hit, colour=colour, width=width) for hit in found.hits)


def row(hit: Hit, quote: Quote | None = None) -> dict[str, Any]:
    """A hit as a plain dictionary."""
    values = asdict(hit)
    values["item"] = values.pop("number")
    values["passage"] = unmarked(hit.passage)
    told = {name: values[name] for name in COLUMNS}
    if quote is not None:
        told |= {"quote": quote.sentence, "page": quote.page, "pages": quote.pages}
    return told


def unmarked(passage: str | None) -> str | None:
    """A passage without the marks of what matched."""
    return passage.replace(OPEN, "").replace(CLOSE, "") if passage else passage


def cite(hit: Hit, quote: Quote) -> str:
    """A line for a brief: case number, decision date, item, outcome, page, the sentence."""
    day = _day(hit.decision_date)
    dated = f" ({day})" if day else ""
    outcome = words.outcome(hit.outcome).lower() if hit.outcome else "outcome unknown"
    where = ""
    if quote.page is not None:
        where = f", at p. {quote.page}"
    elif quote.pages and quote.sentence:
        where = f", at pp. {quote.pages[0]}-{quote.pages[1]}"
    said = f": “{quote.sentence}”" if quote.sentence else ""
    request = f" ({_short(hit.request)})" if hit.request else ""
    case = f"IMR Case No. {hit.case_number}" if hit.case_number else "IMR case, number unknown"
    return printable(f"{case}{dated}, item {hit.number}{request}, {outcome}{where}{said}")


def footer(found: Found, shown: int) -> str:
    """How many there are, and how they were found, in one line."""
    parts = [counted(found.total, "decision")]
    if shown < found.total:
        parts[0] = f"{shown:,} of {parts[0]}"
    if found.ranked is not None:
        parts.append(f"ranked among {found.ranked:,}: those whose request matches, then the last added")
    if found.query and found.query.expanded:
        names = ", ".join(word for word, _ in found.query.expanded)
        parts.append(f"other words for {names} searched too (-v shows them, --no-synonyms leaves them out)")
    return printable("; ".join(parts))


def synonyms(found: Found) -> Iterable[str]:
    """The other words that were searched for, a line a word of the user's."""
    for word, others in found.query.expanded if found.query else ():
        phrases = [other.replace("names : ", "requests for ").replace('"', "") for other in others]
        yield printable(f"{word}: {'; '.join(phrases)}")


def _told(hit: Hit, *, colour: bool, width: int) -> str:
    """A hit in a few lines."""
    case = hit.case_number or "no case number"
    kind = " / ".join(part for part in (hit.category, hit.subcategory) if part)
    outcome = words.outcome(hit.outcome)
    head = filled(
        [
            (case, f"{BOLD}{case}{PLAIN}" if colour else case),
            (hit.decision_date or "no date", None),
            (f"item {hit.number}", None),
            (outcome, paint(outcome, hit.outcome, colour=colour)),
            (kind, None),
        ],
        width,
    )
    lines = [*head, *wrapped(hit.request or "(request not found)", width, "  ")]
    if hit.passage and hit.passage_of != "request":
        label = {"names": "called"}.get(hit.passage_of or "", hit.passage_of)
        passage = wrapped(f"{label}: {hit.passage}", width, "    ")
        marks = (BOLD, PLAIN) if colour else ("", "")
        lines += [line.replace(OPEN, marks[0]).replace(CLOSE, marks[1]) for line in passage]
    return "\n".join(lines) + "\n"


def paint(text: str, outcome: str | None, *, colour: bool) -> str:
    """A text in the colour of an outcome."""
    return f"{_OUTCOMES[outcome]}{text}{PLAIN}" if colour and outcome else text


def filled(parts: Sequence[tuple[str, str | None]], width: int, indent: str = "  ") -> list[str]:
    """Parts beside each other, two spaces apart, in as many lines as need be; each as it is, and as it is painted."""
    lines: list[str] = []
    room = 0
    for part, painted in parts:
        if not part:
            continue
        if lines and len(part) + 2 <= room:
            lines[-1] += f"  {painted or part}"
            room -= len(part) + 2
            continue
        first = indent if lines else ""
        if len(first) + len(part) > width and painted is None:
            lines += textwrap.wrap(part, width, initial_indent=first, subsequent_indent=indent)
        else:
            lines.append(first + (painted or part))
        room = width - len(first) - len(part)
    return lines


def wrapped(text: str, width: int, indent: str) -> list[str]:
    """A text in lines that a terminal can be shown; the marks of what matched stay."""
    marked = text.replace(OPEN, "\ue000").replace(CLOSE, "\ue001")
    safe = printable(" ".join(marked.split())).replace("\ue000", OPEN).replace("\ue001", CLOSE)
    return textwrap.wrap(safe, width, initial_indent=indent, subsequent_indent=indent)


def _csv(names: list[str], rows: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    for each in rows:
        pages = each.get("pages")
        values = {**each, "pages": "-".join(map(str, pages)) if pages else None}
        writer.writerow([harmless(values[name]) for name in names])
    return out.getvalue()


def _markdown(rows: list[dict[str, Any]]) -> str:
    names = (
        "case_number",
        "decision_date",
        "item",
        "request",
        "outcome",
        "quote" if "quote" in (rows or [{}])[0] else "passage",
    )
    lines = ["| " + " | ".join(name.replace("_", " ") for name in names) + " |", "|---" * len(names) + "|"]
    for each in rows:
        cells = [printable(" ".join(str("" if each[name] is None else each[name]).split())) for name in names]
        lines.append("| " + " | ".join(_escaped(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _escaped(cell: str) -> str:
    """A cell's text in which nothing is Markdown's or HTML's."""
    for mark in "\\`*_[]|~#":
        cell = cell.replace(mark, f"\\{mark}")
    return cell.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _short(text: str | None) -> str:
    return textwrap.shorten(text or "", _LONGEST_REQUEST, placeholder=" …")


def _day(text: str | None) -> str | None:
    """`2016-12-21` as `December 21, 2016`."""
    if text is None:
        return None
    day = date.fromisoformat(text)
    return f"{day:%B} {day.day}, {day.year}"
