"""The same letters in other clothes: every field must survive another reader, other lines and page furniture.

Usage: python benchmarks/clothings.py [LETTERS] [--only NAME] [--misses N]

LETTERS is a folder of PDFs with gold and a scorer beside it (by default ../shared/letters, ../shared/gold and
../shared/score). Each clothing's text is parsed and scored; the exit code is 1 if one is below 99.5% of all fields.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import imrcli
from imrcli.ingest import ingest

LEAST = 99.5
SECTIONS = (
    "HOW THE IMR FINAL DETERMINATION WAS MADE",
    "CLINICAL CASE SUMMARY",
    "IMR ISSUES, DECISIONS AND RATIONALES",
)
ITEM_LABELS = ("Claims Administrator guideline:", "MAXIMUS guideline:", "Decision rationale:")


def pdfium(path: Path) -> str:
    """The text as PDFium prints it."""
    return ingest(path).text


def pdfplumber(path: Path) -> str:
    """The text as pdfplumber lays it out."""
    return ingest(path, reader="pdfplumber").text if path.suffix == ".pdf" else pdfium(path)


def layout(path: Path) -> str:
    """The text as `pdftotext -layout` prints it: indented, the case table in columns."""
    if path.suffix != ".pdf":
        return pdfium(path)
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def double_spaced(path: Path) -> str:
    """An empty line behind every line."""
    return "\n\n".join(pdfium(path).splitlines())


def _paragraphs(path: Path) -> list[str]:
    """The case table's lines, then one paragraph a section."""
    text = pdfium(path).replace("\f", "\n")
    first = min((text.find(h) for h in SECTIONS if h in text), default=0)
    marks = "|".join(re.escape(h) for h in SECTIONS)
    parts = re.split(f"({marks})", text[first:])
    dressed = text[:first].splitlines()
    for heading, body in zip(parts[1::2], parts[2::2], strict=True):
        dressed += [heading, " ".join(body.split())]
    return dressed


def paragraphs(path: Path) -> str:
    """All lines rejoined to one paragraph a section."""
    return "\n\n".join(_paragraphs(path))


def one_line(path: Path) -> str:
    """The whole letter on one line."""
    return " ".join(pdfium(path).split()) + "\n"


def wrapped(path: Path) -> str:
    """Re-wrapped at 60 columns, a section at a time."""
    return "\n".join(textwrap.fill(part, 60) for part in _paragraphs(path))


def stream(path: Path) -> str:
    """Re-wrapped at 60 columns, headings and all."""
    return textwrap.fill(" ".join(pdfium(path).split()), 60) + "\n"


def furnished(path: Path) -> str:
    """A fax header at the head of every page, a footer at its foot."""
    return "\f".join(_furnished(path))


def furnished_stream(path: Path) -> str:
    """A fax header and a footer on every page, without form feeds: furniture in the middle of the text."""
    return "\n".join(_furnished(path))


def _furnished(path: Path) -> list[str]:
    pages = pdfium(path).split("\f")
    dressed = []
    for number, page in enumerate(pages, 1):
        of = f"PAGE: {number:03d} OF {len(pages):03d}"
        fax = f"02/21/2017 10:{30 + number} AM  FROM: 916-555-0100  TO: 18005550199  {of}"
        foot = f"Final Determination Letter for IMR Case Number {path.stem}  {number + 2}"
        dressed.append(f"{fax}\n{page}\n{foot if path.stem.startswith('CM') else f'Page {number}'}")
    return dressed


CLOTHINGS: dict[str, Callable[[Path], str]] = {
    clothing.__name__: clothing
    for clothing in (
        pdfium,
        layout,
        pdfplumber,
        double_spaced,
        paragraphs,
        wrapped,
        furnished,
        furnished_stream,
        stream,
        one_line,
    )
}


def results(letters: Path, dress: Callable[[Path], str]) -> str:
    """JSON lines of the letters in a clothing, under the letters' own names."""
    lines = []
    for path in sorted(letters.iterdir()):
        determination = imrcli.parse(dress(path)).to_dict()
        determination["source"]["path"] = path.name
        lines.append(json.dumps(determination))
    return "\n".join(lines)


def main() -> int:
    """Score every clothing; 1 if one is below the bar."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("letters", nargs="?", default="../shared/letters", type=Path)
    arguments.add_argument("--only")
    arguments.add_argument("--misses", default="0")
    asked = arguments.parse_args()
    if not asked.letters.is_dir():
        print(f"{asked.letters}: no letters here; nothing to measure")
        return 0
    low = False
    for name, dress in CLOTHINGS.items():
        if asked.only and name != asked.only:
            continue
        if name == "layout" and not shutil.which("pdftotext"):
            print(f"{name:<18} left out: pdftotext is not installed")
            continue
        scorer = str(asked.letters.parent / "score")
        done = subprocess.run(
            [sys.executable, scorer, "-", "--misses", asked.misses],
            input=results(asked.letters, dress),
            capture_output=True,
            text=True,
            check=False,
        )
        last = done.stdout.strip().splitlines()[-1]
        share = re.search(r"\((\d+\.\d+)%\)", last)
        low = low or share is None or float(share.group(1)) < LEAST
        print(f"{name:<18} {last}")
        if asked.misses != "0":
            print("\n".join(line for line in done.stdout.splitlines() if not line.endswith("100.00%")))
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
