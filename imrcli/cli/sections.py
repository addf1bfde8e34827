"""`imr sections`: how letters were split."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from imrcli.cli import options
from imrcli.cli.console import columns, on_terminal
from imrcli.cli.each import Source, are_several, each
from imrcli.errors import OutputError
from imrcli.output import write
from imrcli.render.terminal import printable

if TYPE_CHECKING:
    from imrcli.letters import Letter

_EXAMPLES = (
    "imr sections letter.pdf",
    "imr sections letter.pdf | jq -r '.sections[] | select(.name==\"summary\") | .text'",
)

_WIDTH = 120
"""The most columns that are used."""
_LEAST_TEXT = 16
"""Columns that there must be for a text, if any of it is to be shown."""

AsJson = Annotated[
    bool, typer.Option("--json", help="JSON with each section's place and text (the default in a pipe).")
]


def add_to(app: typer.Typer) -> None:
    """Declare the command."""
    app.command(epilog=options.examples(*_EXAMPLES))(sections)


def sections(
    sources: options.Sources = None,
    as_json: AsJson = False,
    reader: options.Reader = "auto",
    ocr: options.Ocr = "auto",
    hidden: options.Hidden = "leave-out",
) -> None:
    """Show how letters were split.

    That is the format of each, its sections, its items and their parts, of each letter of a packet too; as JSON,
    several letters are a line each.
    """
    from imrcli.ingest import ingest
    from imrcli.letters import read_letter
    from imrcli.packets import divide

    words = sources or []
    several = are_several(words)

    def print_sections(source: Source) -> None:
        letters = divide(ingest(source.data, name=source.name, reader=reader, ocr=ocr, hidden=hidden))
        packet = len(letters) > 1
        for number, document in enumerate(letters, 1):
            outline = _outline(read_letter(document))
            if as_json or not on_terminal():
                import msgspec

                which = {"source": source.name} if several else {}
                line = msgspec.json.encode({**which, **({"letter": number} if packet else {}), **outline})
                write((line if several or packet else msgspec.json.format(line, indent=2)) + b"\n", None)
            else:
                name = f"{printable(source.name)}\n" if several and number == 1 else ""
                name += f"letter {number} of {len(letters)}\n" if packet else ""
                write((name + _listed(outline)).encode("utf-8", "replace"), None)

    raise typer.Exit(each(words, "sections", print_sections, ends=OutputError))


def _outline(letter: Letter) -> dict[str, Any]:
    from imrcli.text import value

    def place(start: int, end: int) -> dict[str, Any]:
        page = letter.document.page_of(start)
        return {"start": start, "end": end, "page": page, "text": value(letter.text, start, end)}

    items = letter.items or letter.findings
    return {
        "format": letter.format.name if letter.known else None,
        "sections": [{"name": s.name, **place(s.start, s.end)} for s in letter.sections],
        "items": [
            {
                "header": place(*item.header),
                "decision": place(*item.decision) if item.decision else None,
                "parts": {name: place(*span) for name, span in item.parts.items()},
            }
            for item in items
        ],
    }


def _listed(outline: dict[str, Any]) -> str:
    places = [(section["name"], section) for section in outline["sections"]]
    for number, item in enumerate(outline["items"], 1):
        places.append((f"item {number}", item["header"]))
        if item["decision"]:
            places.append(("  decision", item["decision"]))
        places += [(f"  {name}", part) for name, part in item["parts"].items()]
    wide = min(columns(None) or _WIDTH, _WIDTH)
    longest = max((len(name) for name, _ in places), default=0)
    lines = [_line(name, place, longest, wide) for name, place in places]
    return "\n".join([f"format: {outline['format'] or 'not recognised'}", *lines]) + "\n"


def _line(name: str, place: dict[str, Any], longest: int, wide: int) -> str:
    """A section's name, page, offsets, and as much of its text as there is room for."""
    head = f"{name:<{longest}} p{place['page']:<3} {place['start']:>6}-{place['end']:<6} "
    room, text = wide - len(head), printable(place["text"])
    if room < _LEAST_TEXT:
        return head.rstrip()
    return head + (text if len(text) <= room else f"{text[: room // 2]} ... {text[5 + room // 2 - room :]}")
