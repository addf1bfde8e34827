"""`imr sections`: how a letter was split."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, cast

from imrcli.cli.console import complain, exit_code
from imrcli.errors import ImrError
from imrcli.output import write

if TYPE_CHECKING:
    from imrcli.ingest import ReaderChoice
    from imrcli.letters import Letter


def run(source: str, json: bool, reader: str) -> int:
    """Print the format, sections and items; returns the exit code."""
    from imrcli.ingest import ingest
    from imrcli.letters import read_letter

    try:
        letter = read_letter(ingest(source, reader=cast("ReaderChoice", reader)))
    except ImrError as error:
        complain(error)
        return exit_code([error])
    told = _told(letter)
    if json or not sys.stdout.isatty():
        import msgspec

        write(msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n", None)
    else:
        write(_listed(told).encode("utf-8", "replace"), None)
    return 0


def _told(letter: Letter) -> dict[str, Any]:
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


def _listed(told: dict[str, Any]) -> str:
    lines = [f"format: {told['format'] or 'not recognised'}"]
    for section in told["sections"]:
        lines.append(_line(section["name"], section))
    for number, item in enumerate(told["items"], 1):
        lines.append(_line(f"item {number}", item["header"]))
        if item["decision"]:
            lines.append(_line("  decision", item["decision"]))
        lines += [_line(f"  {name}", part) for name, part in item["parts"].items()]
    return "\n".join(lines) + "\n"


def _line(name: str, place: dict[str, Any]) -> str:
    text = place["text"]
    shown = text if len(text) <= 70 else f"{text[:45]} ... {text[-20:]}"
    return f"{name:<24} p{place['page']:<3} {place['start']:>6}-{place['end']:<6} {shown}"
