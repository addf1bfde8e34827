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

from imrcli.model import Determination, Finding
from imrcli.render import words
from imrcli.render.terminal import counted
from imrcli.show.fields import KINDS
from imrcli.show.markup import swatch, text
from imrcli.show.panel import Panel
from imrcli.show.passage import passage
from imrcli.show.pictures import Picture
from imrcli.show.sheets import sheets
from imrcli.show.targets import plan


def html(
    determination: Determination,
    findings: Sequence[Finding],
    pages: Sequence[Picture],
    source_text: str | None,
    name: str,
) -> str:
    """The page of a letter.

    `determination` has its evidence filled; `pages` are the pictures of a PDF's pages, and empty for text, whose
    whole is `source_text`; `name` is what the letter is called.
    """
    planned = plan(determination, findings)
    if source_text is None:
        letter = sheets(pages, planned.targets, determination.source.pages or len(pages))
    else:
        letter = passage(source_text, planned.targets)
    style, script = _part("page.css"), _part("page.js")
    case = determination.case
    number = case.number or "Case number not read"
    decided = f"Decided {case.decision_date:%m/%d/%Y}" if case.decision_date else "Decision date not read"
    return Template(_part("page.html")).substitute(
        policy=(
            "default-src 'none'; img-src data:; "
            f"style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
        ),
        style=style,
        script=script,
        title=text(
            f"{number}: {words.outcome(determination.outcome) if determination.outcome else 'IMR determination'}"
        ),
        number=text(number),
        outcome=text(words.outcome(determination.outcome) if determination.outcome else "Outcome not read"),
        outcome_class=determination.outcome or "unknown",
        facts=text(f"{decided} · {counted(len(determination.issues), 'disputed treatment')} · {name}"),
        legend=_legend({target.kind for target in planned.targets}),
        panel=Panel(determination, planned, source_text).whole(),
        letter=letter,
        made=_provenance(determination),
    )


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


def _provenance(determination: Determination) -> str:
    from imrcli import __version__

    source = determination.source
    parts = (
        f"Read by imrcli {__version__}",
        f"reader {source.reader}",
        f"letter format {determination.format or 'not recognised'}",
        f"SHA-256 {source.sha256}",
    )
    return text(" · ".join(parts))


def _part(name: str) -> str:
    return resources.files("imrcli.show").joinpath(name).read_text("utf-8")


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
