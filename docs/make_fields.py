"""Writes docs/fields.md from the model: every field of a determination and every column of the CSV.

Usage: python docs/make_fields.py [--check]; with --check it says whether the file is true and changes nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from imrcli.model import Checked, Determination, Problem, schema
from imrcli.render.rows import COLUMNS

PATH = Path(__file__).parent / "fields.md"
HEAD = """# Fields

<!-- Made by docs/make_fields.py from the model; change the descriptions there. -->

One JSON object a letter. What the letter does not say is null (or an empty list), never guessed and never an empty
string. Names are those of the Division of Workers' Compensation (DWC). `imr schema` prints the JSON Schema (2020-12);
every output validates against it. Text values have their white space collapsed, words that a line end broke are one
word again, and page furniture is left out.

`imr check --format json` prints a [`Checked`](#checked) a letter, `imr batch --check` adds its `findings` to each
determination, and `imr batch --problems` writes a [`Problem`](#problem) for each source that gave none;
`imr schema --of findings` and `--of problem` print their schemas.

`imr parse --evidence` and `imr batch --evidence` add `evidence`: for each value that the letter prints, by its JSON
Pointer (`/issues/0/request`, `/issues/0/reviewer/citations/1`, `/case/decision_date`), the [places](#place) where it
was read. In a PDF a place is a box around a line, or the part of a line, on a page; in a text it is a range of offsets.
The words in a value's places are the value, or for a date, an outcome, a category and the like the words that it was
read from. The text of a citation stands under the citation's own pointer. What is not printed (`/source`, `/format`, a
conclusion that is `unstated`) has no place.
"""
ORDER = (
    "Determination",
    "Source",
    "Case",
    "Reviewer",
    "Claimant",
    "Issue",
    "Statement",
    "Citation",
    "Place",
    "Warning",
    "Checked",
    "Finding",
    "Side",
    "Problem",
)


def document() -> str:
    """The document's text."""
    records = {
        name: record for root in (Checked, Problem, Determination) for name, record in schema(root)["$defs"].items()
    }
    lines = [HEAD]
    for name in ORDER:
        record = records[name]
        about = record.get("description", "").split("\\n")[0].split("\n")[0]
        lines += [f"## {name}", "", about, "", "| field | kind | meaning |", "|---|---|---|"]
        for field, kind in record["properties"].items():
            lines.append(f"| `{field}` | {_kind(kind)} | {kind.get('description', '')} |")
        lines.append("")
    lines += [
        "## Columns of the CSV",
        "",
        "`imr parse --format csv` writes one row a disputed treatment, UTF-8, with a header line. A cell that a",
        "spreadsheet would run as a formula opens with an apostrophe.",
        "",
        "| column | meaning |",
        "|---|---|",
    ]
    lines += [f"| `{column.name}` | {column.meaning} |" for column in COLUMNS]
    return "\n".join(lines) + "\n"


def _kind(kind: dict[str, Any]) -> str:
    if "$ref" in kind:
        return kind["$ref"].rsplit("/", 1)[1].join("[]") + f"(#{kind['$ref'].rsplit('/', 1)[1].lower()})"
    if "anyOf" in kind:
        return " or ".join(map(_kind, kind["anyOf"]))
    if "enum" in kind:
        return ", ".join("null" if value is None else f"`{value}`" for value in kind["enum"])
    if "prefixItems" in kind:
        return f"{len(kind['prefixItems'])} numbers"
    if kind.get("type") == "array":
        return f"list of {_kind(kind['items'])}"
    if kind.get("type") == "object":
        return f"{_kind(kind['additionalProperties'])} by pointer"
    if kind.get("format") == "date":
        return "date (ISO 8601)"
    return {"string": "text", "integer": "number"}.get(kind.get("type", ""), kind.get("type", "any"))


def main() -> int:
    """Write the file, or compare it."""
    if "--check" in sys.argv:
        same = PATH.exists() and PATH.read_text(encoding="utf-8") == document()
        print("docs/fields.md is true" if same else "docs/fields.md is not: run python docs/make_fields.py")
        return 0 if same else 1
    PATH.write_text(document(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
