"""`imr sections`: how a letter was split."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from imrcli.cli import options
from imrcli.cli.console import complain, exit_code
from imrcli.errors import ImrError
from imrcli.output import write

if TYPE_CHECKING:
    from imrcli.letters import Letter

_EXAMPLES = (
    "imr sections letter.pdf",
    "imr sections letter.pdf | jq -r '.sections[] | select(.name==\"summary\") | .text'",
)

AsJson = Annotated[
    bool, typer.Option("--json", help="JSON with each section's place and text (the default in a pipe).")
]


def add_to(app: typer.Typer) -> None:
    """Declare the command."""
    app.command(epilog=options.examples(*_EXAMPLES))(sections)


def sections(
    source: options.OneSource,
    as_json: AsJson = False,
    reader: options.Reader = "auto",
    ocr: options.Ocr = "auto",
    hidden: options.Hidden = "leave-out",
) -> None:
    """Show how a letter was split.

    That is its format, its sections, its items and their parts.
    """
    from imrcli.ingest import ingest
    from imrcli.letters import read_letter

    try:
        letter = read_letter(ingest(source, reader=reader, ocr=ocr, hidden=hidden))
    except ImrError as error:
        complain(error)
        raise typer.Exit(exit_code([error])) from None
    outline = _outline(letter)
    if as_json or not sys.stdout.isatty():
        import msgspec

        write(msgspec.json.format(msgspec.json.encode(outline), indent=2) + b"\n", None)
    else:
        write(_listed(outline).encode("utf-8", "replace"), None)


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
    lines = [f"format: {outline['format'] or 'not recognised'}"]
    for section in outline["sections"]:
        lines.append(_line(section["name"], section))
    for number, item in enumerate(outline["items"], 1):
        lines.append(_line(f"item {number}", item["header"]))
        if item["decision"]:
            lines.append(_line("  decision", item["decision"]))
        lines += [_line(f"  {name}", part) for name, part in item["parts"].items()]
    return "\n".join(lines) + "\n"


def _line(name: str, place: dict[str, Any]) -> str:
    text = place["text"]
    shown = text if len(text) <= 70 else f"{text[:45]} ... {text[-20:]}"
    return f"{name:<24} p{place['page']:<3} {place['start']:>6}-{place['end']:<6} {shown}"
