"""One self-contained HTML page: the letter with every value lit up, and the fields beside it.

The page asks the network for nothing, and its own policy forbids it: style and script are allowed by their hashes,
pictures only within the page. With no script it reads as well, its links going from each field to its place.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib import resources
from string import Template
from typing import TYPE_CHECKING

from msgspec import Struct

from imrcli.model import Determination
from imrcli.render import words
from imrcli.render.terminal import counted
from imrcli.show.fields import KINDS
from imrcli.show.markup import swatch, text
from imrcli.show.panel import Panel
from imrcli.show.passage import passage
from imrcli.show.pictures import Picture
from imrcli.show.sheets import sheets
from imrcli.show.targets import Plan, plans

if TYPE_CHECKING:
    from imrcli.reading import Report


def html(letters: Sequence[Report], pages: Sequence[Picture], name: str) -> str:
    """The page of a file's letters, each a chapter where there are several.

    `letters` are their reports, with evidence; `pages` are the pictures of a PDF's pages, and empty for text; `name` is
    what the file is called.
    """
    planned = plans(letters)
    style, script = _part("page.css"), _part("page.js")
    head = _head(letters, name)
    return Template(_part("page.html")).substitute(
        policy=(
            "default-src 'none'; img-src data:; "
            f"style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
        ),
        style=style,
        script=script,
        title=text(head.title),
        number=text(head.number),
        total=head.total,
        facts=text(head.facts),
        legend=_legend({target.kind for plan in planned for target in plan.targets}),
        panel=_panel(letters, planned),
        letter=_printed(letters, planned, pages),
        made=_provenance(letters),
    )


class Head(Struct, frozen=True):
    """What stands at the top of the page: the browser's title, the number and facts, and the outcome as HTML."""

    title: str
    number: str
    facts: str
    total: str


def _head(letters: Sequence[Report], name: str) -> Head:
    if len(letters) > 1:
        several = counted(len(letters), "letter")
        items = counted(sum(len(letter.determination.issues) for letter in letters), "disputed treatment")
        return Head(f"{several} in {name}", several, f"{items} · {name}", "")
    determination = letters[0].determination
    case, outcome = determination.case, determination.outcome
    number = case.number or "Case number not read"
    title = f"{number}: {words.outcome(outcome) if outcome else 'IMR determination'}"
    items = counted(len(determination.issues), "disputed treatment")
    total = f'<p class="total"><span class="vh">Outcome of the letter: </span>{_verdict(determination)}</p>'
    return Head(title, number, f"{_decided(determination)} · {items} · {name}", total)


def _verdict(determination: Determination) -> str:
    outcome = determination.outcome
    words_ = text(words.outcome(outcome) if outcome else "Outcome not read")
    return f'<span class="verdict {outcome or "unknown"}">{words_}</span>'


def _decided(determination: Determination) -> str:
    day = determination.case.decision_date
    return f"Decided {day:%m/%d/%Y}" if day else "Decision date not read"


def _panel(letters: Sequence[Report], planned: Sequence[Plan]) -> str:
    """The right side: the letter's fields, or a list of the letters and a chapter for each."""
    if len(letters) == 1:
        return Panel(letters[0].determination, planned[0], letters[0].text).whole()
    entries, chapters = [], []
    for count, (letter, plan) in enumerate(zip(letters, planned, strict=True), 1):
        determination = letter.determination
        number = text(determination.case.number or "Case number not read")
        findings = f" · {counted(len(plan.findings), 'finding')}" if plan.findings else ""
        facts = text(f"{_decided(determination)}{_pages(determination)}{findings}")
        link = f'<a href="#letter-{count}">Letter {count}: {number}</a>'
        entries.append(f"<li>{_verdict(determination)}{link}<small>{facts}</small></li>")
        chapters.append(
            f'<section class="chapter" id="letter-{count}" aria-labelledby="h-letter-{count}">'
            f'<h2 id="h-letter-{count}">Letter {count} of {len(letters)}: {number} {_verdict(determination)}</h2>'
            f'<p class="facts">{facts}</p>'
            f"{Panel(determination, plan, letter.text, f'letter-{count}-').whole()}</section>"
        )
    return (
        '<nav aria-labelledby="h-letters"><h2 id="h-letters">Letters in this file</h2>'
        f'<ol class="verdicts">{"".join(entries)}</ol></nav>{"".join(chapters)}'
    )


def _pages(determination: Determination) -> str:
    """On which pages of its file a letter stands."""
    if not determination.source.page_range:
        return ""
    first, last = determination.source.page_range
    return f" · page {first}" if first == last else f" · pages {first} to {last}"


def _printed(letters: Sequence[Report], planned: Sequence[Plan], pages: Sequence[Picture]) -> str:
    """The left side: the file's pages, or the text of each letter."""
    if letters[0].text is None:
        count = letters[0].determination.source.pages or len(pages)
        return sheets(pages, [target for plan in planned for target in plan.targets], count)
    return "".join(passage(letter.text or "", plan.targets) for letter, plan in zip(letters, planned, strict=True))


def _legend(used: set[str]) -> str:
    shown = "".join(
        f'<li><button type="button" class="kind" aria-pressed="true" data-kind="{kind}">'
        f"{swatch(kind)}{label}</button></li>"
        for kind, label in KINDS.items()
        if kind in used
    )
    if used & {"high", "medium", "low"}:
        shown += f"<li>{swatch('high')}Finding</li>"
    return shown


def _provenance(letters: Sequence[Report]) -> str:
    from imrcli import __version__

    source = letters[0].determination.source
    formats = dict.fromkeys(letter.determination.format or "not recognised" for letter in letters)
    parts = (
        f"Read by imrcli {__version__}",
        f"reader {source.reader}",
        f"letter format {', '.join(formats)}",
        f"SHA-256 {source.sha256}",
    )
    return text(" · ".join(parts))


def _part(name: str) -> str:
    return resources.files("imrcli.show").joinpath(name).read_text("utf-8")


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
