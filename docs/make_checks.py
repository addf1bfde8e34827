"""Writes docs/checks.md from the registry: every check of `imr check`, when it stays silent, and where it comes from.

Usage: python docs/make_checks.py [--check]; with --check it says whether the file is true and changes nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

from imrcli.check.registry import FAMILIES

PATH = Path(__file__).parent / "checks.md"
HEAD = """# Checks

<!-- Made by docs/make_checks.py from the registry (imrcli/check); change the checks there. -->

`imr check` reports what a careful reader of a letter would question: a stable code, a sentence, the evidence on both
sides, and a severity. In Python: `imrcli.report("letter.pdf").findings`.

- `high`: a possible ground for appeal, or the outcome is doubtful.
- `medium`: the letter contradicts itself on a fact.
- `low`: worth a look; a trap in the data, or a question.

A finding says what stands in the letter, not who is right: a date may be a misprint, a chapter a slip of the pen. No
part of this is legal advice. A false alarm costs trust, so each check says when it stays silent; where the text leaves
doubt, it does.

What the checks know of the field stands in text files, with sources, for a lawyer or a physician to correct:
[parts of the body and their chapters](../imrcli/vocabulary/body-parts.txt),
[editions of the guidelines](../imrcli/vocabulary/mtus-editions.txt),
[kinds of treatment](../imrcli/vocabulary/treatment-kinds.txt), [facts](../imrcli/vocabulary/told-facts.txt),
[signs of the examination](../imrcli/vocabulary/examined-signs.txt),
[drugs' strengths](../imrcli/vocabulary/drug-strengths.txt),
[opioids as morphine](../imrcli/vocabulary/morphine-factors.txt),
[professions](../imrcli/vocabulary/far-professions.txt),
[words of the checks](../imrcli/vocabulary/check-words.txt).

Every finding says what stands where, and then why it matters. Of several checks that question the same words of one
verdict only the gravest speaks.
"""


def document() -> str:
    """The document's text."""
    lines = [HEAD]
    for family in FAMILIES:
        lines += [f"## {family.name}", ""]
        lines += ["| code | severity | meaning | silent when | source |", "|---|---|---|---|---|"]
        for check in family.checks:
            cells = (check.meaning, check.silent, check.source)
            shown = " | ".join(cell.replace("|", "\\|") for cell in cells)
            lines.append(f"| `{check.code}` | {check.severity} | {shown} |")
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def main() -> int:
    """Write the file, or compare it."""
    if "--check" in sys.argv:
        same = PATH.exists() and PATH.read_text(encoding="utf-8") == document()
        print("docs/checks.md is true" if same else "docs/checks.md is not: run python docs/make_checks.py")
        return 0 if same else 1
    PATH.write_text(document(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
